"""The edition on the screen: the newest good one. A bad save never takes it away, a mended one replaces it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from lib.base.findings import DataError, Finding
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.base.settings import FILE as SETTINGS
from lib.base.settings import setting
from lib.editions.edition import Edition, Place, load_edition
from lib.editions.published import published_folder

Built = TypeVar("Built")
_LOG = logging.getLogger(__name__)
#: Seconds between two looks at the files.
_PATIENCE = 0.5
_BROKEN = Finding("data", "dữ liệu làm chương trình gặp lỗi chưa lường trước; chi tiết ở nhật ký máy chủ.",
                  remedy="Lấy lại bản dữ liệu trước, và báo người phụ trách phần mềm.")  # fmt: skip


def installed_place(data: Path | None = None) -> Place:
    """Where the installation's files are: ``data`` as it is, else what was published over the folder of the setting or our own.

    Raises :class:`lib.base.findings.DataError` for unusable settings.
    """
    own = setting("boundaries", "districts")
    base = base_folder()
    return Place(data or published_folder(base) or base, GEO_DIR, ROOT / own if own else None)


def base_folder() -> Path:
    """The folder of tables that people keep, over which editions are published."""
    chosen = setting("data", "directory")
    # Relative paths count from the folder of settings.toml; an absolute path stays itself.
    return ROOT / chosen if chosen else DATA_DIR


def preview_place() -> Place | None:
    """A second set of data tables to be looked at before it is published; None where none is set."""
    chosen = setting("preview", "data")
    return installed_place(ROOT / chosen) if chosen else None


class Store(Generic[Built]):
    """Keeps what ``build`` makes of the newest good edition of ``place``.

    ``findings`` tells what is wrong with the files of today; empty when the edition on the screen is made from them.
    """

    def __init__(self, place: Callable[[], Place], build: Callable[[Edition], Built]) -> None:
        self._place, self._build = place, build
        self._lock = threading.Lock()
        self._built: Built | None = None
        self._stamp: object = None
        self._looked = 0.0
        self.findings: tuple[Finding, ...] = ()

    def current(self) -> Built:
        """The newest good edition's; while another thread loads, the one before.

        Raises :class:`lib.base.findings.DataError` where no good one was ever loaded.
        """
        due = time.monotonic() - self._looked >= _PATIENCE or self._built is None
        # Whoever already has something to show does not wait for a load in another thread.
        if due and self._lock.acquire(blocking=self._built is None):
            try:
                self._look()
            finally:
                self._lock.release()
        if self._built is None:
            raise DataError(self.findings)
        return self._built

    def _look(self) -> None:
        stamp = self._stamp_of_files()
        if stamp != self._stamp or (self._built is None and not self.findings):
            try:
                built = self._build(load_edition(self._place()))
            except DataError as error:
                self.findings = error.findings
            except Exception:
                # Whatever the gate has missed must not take the last good edition off the screen.
                _LOG.exception("edition not loaded")
                self.findings = (_BROKEN,)
            else:
                self._built, self.findings = built, ()
            self._stamp = stamp
        self._looked = time.monotonic()

    def _stamp_of_files(self) -> object:
        try:
            paths = [*self._place().files(), ROOT / SETTINGS]
        except DataError as error:
            return str(error)
        return tuple(_stamp(path) for path in paths)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_size
