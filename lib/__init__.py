"""Domain code of the Nghệ An poverty-campaign dashboard; nothing here imports Streamlit except ``lib.ui``."""
