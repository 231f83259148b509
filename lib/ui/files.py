"""The files of a selection as a Streamlit component: each one's buttons and links."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import streamlit as st

from lib.drawing.bundle import asset, script
from lib.language.catalogue import Catalogue
from lib.language.names import plain_name
from lib.views.downloads import JOB_ADDRESS
from lib.views.view import Files


def files_payload(wording: Catalogue, files: Files) -> dict[str, Any]:
    """What the component is sent: ``FilesData`` of ``assets/files/types.d.ts``."""
    words = wording.section("files.words")
    return {**asdict(files), "job": JOB_ADDRESS, "words": words}


def show(wording: Catalogue, files: Files) -> None:
    """Draw the files of one heading."""
    _FILES(key=f"files-{plain_name(files.label)}", data=files_payload(wording, files))


_FILES = st.components.v2.component("files", css=asset("files.css"), js=script("files/index.js"))
