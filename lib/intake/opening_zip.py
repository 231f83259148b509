"""A zip's parts, looked at before any of them is unpacked: bombs, names that lead elsewhere, passwords."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from typing import IO

from lib.intake.opening_bounds import MOST_PARTS, TAKE_AGAIN, Bounds, broken, refusal, too_tight

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Package:
    """The parts of a zip by name, letters' size aside; slashes are ``/`` whatever the program that packed them wrote."""

    def __init__(self, name: str, content: bytes, bounds: Bounds) -> None:
        """Raises :class:`lib.base.findings.DataError` for a zip that must not, or cannot, be unpacked."""
        self.name = name
        self._bounds = bounds
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            parts = [part for part in self._zip.infolist() if not part.is_dir()]
        except Exception:  # noqa: BLE001 - zipfile raises what it likes on strange bytes
            message = "tệp nén bị cắt cụt hay hỏng (thường do tải về hay chép chưa xong)."
            raise refusal(name, message, TAKE_AGAIN) from None
        _look_at(name, parts, len(content))
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self.names: list[str] = []
        for part in parts:
            shown = _shown(part)
            if shown.lower() in self._parts:
                raise refusal(name, f"có hai phần cùng tên “{shown}”.", TAKE_AGAIN)
            self._parts[shown.lower()] = part
            self.names.append(shown)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def size(self, part: str) -> int:
        """Bytes of a part, unpacked."""
        return self._parts[part.lower()].file_size

    def open(self, part: str) -> IO[bytes]:
        """A part to be read once; no more bytes come out of it than the zip declares.

        Raises :class:`lib.base.findings.DataError` for a part that is not there or cannot be unpacked.
        """
        entry = self._parts.get(part.lower())
        if entry is None:
            raise broken(self.name, part)
        self._bounds.unpack(self.name, entry.file_size)
        try:
            return self._zip.open(entry)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
            raise broken(self.name, part) from None

    def read(self, part: str) -> bytes:
        """All bytes of a part. Raises like :meth:`open`."""
        try:
            with self.open(part) as stream:
                return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            raise broken(self.name, part) from None


def _look_at(name: str, parts: list[zipfile.ZipInfo], packed: int) -> None:
    if len(parts) > MOST_PARTS:
        raise refusal(name, f"tệp nén có hơn {MOST_PARTS} phần.", "Chỉ nén các sổ cần nộp.")
    unpacked = Bounds()
    for part in parts:
        steps = part.filename.replace("\\", "/").split("/")
        if ".." in steps or not steps[0] or ":" in steps[0]:
            raise refusal(name, f"tệp nén có tên dẫn ra ngoài (“{part.filename[:60]}”).", TAKE_AGAIN)
        if part.flag_bits & _ENCRYPTED:
            raise refusal(name, "tệp nén được đặt mật khẩu.", "Nén lại không đặt mật khẩu, rồi nộp.")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal(name, "tệp nén theo cách không đọc được ở đây.", "Nén lại thành .zip thông thường, rồi nộp.")
        if too_tight(part.file_size, part.compress_size):
            message = (
                f"phần “{_shown(part)}” nén quá chặt ({part.file_size // max(part.compress_size, 1)} lần): bom nén."
            )
            raise refusal(name, message, TAKE_AGAIN)
        unpacked.unpack(name, part.file_size)
    # Parts that share bytes: a bomb whose single parts look harmless.
    if sum(part.compress_size for part in parts) > packed:
        raise refusal(name, "các phần của tệp nén chồng lên nhau: bom nén.", TAKE_AGAIN)


def _shown(part: zipfile.ZipInfo) -> str:
    """A part's name as a person knows it: names without a mark of UTF-8 are UTF-8 all the same, or of a Vietnamese Windows."""
    shown = part.filename
    if not shown.isascii() and not part.flag_bits & _UTF8_NAME:
        for page in ("utf-8", "cp1258"):
            try:
                shown = shown.encode("cp437").decode(page)
                break
            except UnicodeError:
                continue
    return unicodedata.normalize("NFC", shown.replace("\\", "/"))
