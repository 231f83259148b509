"""An edition's files as a folder: there whole, or not there."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from lib.base.files import why
from lib.base.findings import data_error
from lib.store.blobs import digest_of

#: Seconds after which nobody is still writing: what is left from then belonged to a process that was killed.
_LEFT = 3600
_NEW, _OLD = ".new", ".old"
#: Others may put a whole folder in place, or take a broken one away, as often as this before we give up.
_TRIES = 5


def materialise(edition: str, files: Mapping[str, str], content: Callable[[str], bytes], under: Path) -> Path:
    """The folder ``under/edition`` with ``files`` (name -> digest); a whole one is not touched.

    Every file there is read to see that it is the one that was kept. Raises :class:`lib.base.findings.DataError` where the
    disk does not take them.
    """
    folder = under / edition
    try:
        under.mkdir(parents=True, exist_ok=True)
        _clean(under)
        if not _whole(folder, files):
            _make(folder, files, content)
    except OSError as error:
        message = f"không ghi được bản dữ liệu ra thư mục “{under}” ({why(error)})."
        raise data_error(folder, message, remedy="Dọn chỗ hoặc cho quyền ghi vào thư mục này rồi làm lại.") from error
    return folder


def _make(folder: Path, files: Mapping[str, str], content: Callable[[str], bytes]) -> None:
    temporary = _beside(folder, _NEW)
    try:
        _write(temporary, files, content)
        for _ in range(_TRIES):
            try:
                # Refused where a folder with anything in it is: another process was faster, or it is a broken one.
                os.rename(temporary, folder)
            except OSError:
                if _whole(folder, files):
                    return
                if not folder.exists():
                    raise
                _put_aside(folder)
            else:
                _sync(folder.parent)
                return
        os.rename(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(temporary: Path, files: Mapping[str, str], content: Callable[[str], bytes]) -> None:
    temporary.mkdir()
    folders = {temporary}
    for name, digest in files.items():
        path = temporary / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content(digest))
            file.flush()
            os.fsync(file.fileno())
        folders |= {parent for parent in path.parents if parent.is_relative_to(temporary)}
    for made in sorted(folders, reverse=True):
        _sync(made)


def _whole(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether a folder holds the files, and nothing else."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return there.keys() == files.keys() and all(digest_of(there[name].read_bytes()) == files[name] for name in files)


def _put_aside(folder: Path) -> None:
    aside = _beside(folder, _OLD)
    # Another process may be faster here too.
    with contextlib.suppress(FileNotFoundError):
        os.rename(folder, aside)
        if aside.is_dir():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.unlink()


def _beside(folder: Path, ending: str) -> Path:
    # No edition's name begins with a dot.
    return folder.with_name(f".{folder.name}.{uuid.uuid4().hex}{ending}")


def _clean(under: Path) -> None:
    """Take away what killed processes left."""
    for path in under.glob(".*"):
        if path.suffix in (_NEW, _OLD):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _LEFT:
                    shutil.rmtree(path, ignore_errors=True)


def _sync(folder: Path) -> None:
    """A folder's names onto the disk. Windows opens no folders, and writes names itself."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
