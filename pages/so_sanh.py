"""So sánh: two to six places on the same scales; where fewer are chosen, all units of the scope in their ranks."""

from __future__ import annotations

from lib.ui.page import show

show("so_sanh")
