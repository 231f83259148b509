"""Every bend of Streamlit's insides, one module each: why, the version it was seen in, the test that fails when it goes."""
