"""The desk that a command works at."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.intake.desk import Desk


def desk_of(options: argparse.Namespace) -> Desk:
    """The way in of the tables of ``--data``, else of those that people keep."""
    from lib.base.paths import GEO_DIR
    from lib.editions.edition import Place
    from lib.editions.published import store_of
    from lib.editions.store import base_folder
    from lib.intake.desk import Desk
    from lib.intake.form import read_forms
    from lib.intake.words import read_words

    base = options.data or base_folder()
    Place(base, GEO_DIR).refuse_missing()
    return Desk(base, GEO_DIR, store_of(base), read_forms(), read_words())
