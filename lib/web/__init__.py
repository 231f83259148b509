"""What is served beside Streamlit: documents, files, the first view, headers."""
