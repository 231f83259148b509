"""How figures look, without Streamlit."""
