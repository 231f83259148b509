"""``pages/`` is no multipage layout of its own.

Until the first viewer's ``st.navigation``, Streamlit takes a directory called ``pages`` for its old layout and runs a page
file by itself when a deep link is the first request after a start. Saying so beforehand closes that gap. Seen in Streamlit
1.67; ``tests/test_framework_texts.py`` (a deep link as the first request) fails when it is needed no more or in another way.
"""

from __future__ import annotations

from streamlit.runtime.pages_manager import PagesManager


def leave_alone() -> None:
    """Have Streamlit leave the directory alone."""
    PagesManager.uses_pages_directory = False
