"""Quỹ đạo: counts and rates against the yardstick's path and the points-a-year corridors."""

from __future__ import annotations

from lib.ui.page import show

show("quy_dao")
