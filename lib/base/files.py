"""Writing files so that a crash leaves the old content or the new one, never half of it."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path

from lib.base.findings import data_error

#: What the operating system answers, in our words.
_ANSWERS = {
    errno.ENOENT: "không có thư mục hay tệp này",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.EACCES: "không được phép",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "đường dẫn dẫn vòng tròn",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENFILE: "đang mở quá nhiều tệp",
    errno.ETXTBSY: "tệp đang được chương trình khác dùng",
    errno.EBUSY: "tệp đang được chương trình khác dùng",
    errno.EIO: "ổ đĩa đọc hay ghi lỗi",
}


def why(error: OSError) -> str:
    """Why the operating system would not, in Vietnamese."""
    return _ANSWERS.get(error.errno or 0, f"hệ điều hành báo lỗi số {error.errno}")


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``path`` in one step. Raises ``OSError`` that names it and leaves nothing behind."""
    replace_all({path: content})


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Put every content in its place, in the order given, after all of them lie on the disk: one that fills leaves every old
    file as it was. Raises ``OSError`` that names the file and leaves nothing behind.
    """
    temporaries = {path: path.with_name(f".{path.name}.new") for path in contents}
    path = next(iter(contents), Path())
    try:
        for path, content in contents.items():
            temporaries[path].write_bytes(content)
        for path, temporary in temporaries.items():
            os.replace(temporary, path)
    except OSError as error:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def refuse_unwritable(path: Path) -> None:
    """Raise :class:`lib.base.findings.DataError` where no ordinary file can be written: directories, links, devices."""
    remedy = "Ghi tên một tệp thường, trong thư mục có thật."
    try:
        if not path.name or path.name == ".." or "\0" in str(path):
            raise data_error(str(path), "đường dẫn không có tên tệp.", remedy=remedy)
        if path.is_symlink():
            raise data_error(path, "đây là liên kết, không phải tệp thường; liên kết không bị thay.", remedy=remedy)
        if path.is_dir():
            raise data_error(path, "đây là thư mục, không phải tệp.", remedy=remedy)
        if path.exists() and not path.is_file():
            raise data_error(path, "đây là thiết bị, không phải tệp thường.", remedy=remedy)
        if not path.parent.is_dir():
            raise data_error(path, f"không có thư mục “{path.parent}”.", remedy=remedy)
    except OSError as error:
        raise data_error(path, f"không ghi được tệp ({why(error)}).", remedy=remedy) from None
