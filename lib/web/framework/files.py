"""Where the files lie that Streamlit serves: its index page is changed on its way, its scripts are named ahead.

Streamlit says so in ``streamlit.file_util`` (1.67), which is no public module; ``tests/test_first_view.py`` fails when it moves.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.file_util import get_static_dir


def static_directory() -> Path:
    """The directory with ``index.html`` and ``static/``."""
    return Path(get_static_dir())
