"""Nếu … thì: what follows if some districts fall at another pace; a calculation, never a figure."""

from __future__ import annotations

from lib.ui.page import show

show("neu_thi")
