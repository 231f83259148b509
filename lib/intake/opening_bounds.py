"""What a handed-in file may cost: bytes, unpacked bytes, parts, cells; and the refusals that every reader shares."""

from __future__ import annotations

from dataclasses import dataclass

from lib.base.findings import DataError, Finding

MOST_BYTES = 25_000_000
#: A workbook of 130 communes with all forms has some 30,000 cells.
MOST_CELLS = 500_000
#: A sheet styled to its last row unpacks to some 40 MB.
MOST_UNPACKED = 400_000_000
MOST_PARTS = 5_000
MOST_SHEETS = 300
MOST_MEMBERS = 300
#: Letters of all texts together: those that cells share, and those that cells show.
MOST_LETTERS = 20_000_000
#: Elements within elements; a workbook's own have some ten.
DEEPEST = 100
#: Bytes of one tag or one attribute.
LONGEST_TAG = 4_000_000
#: Styles, relations and merged areas: a spreadsheet program has no more styles.
MOST_ENTRIES = 100_000
#: Zeros are packed 1000:1, a sheet's empty styled rows some 16:1.
_MOST_RATIO, _RATIO_FROM = 200, 1_000_000

SAVE_AGAIN = "Mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành” (Save As) loại .xlsx, rồi nộp tệp mới."
TAKE_AGAIN = "Lấy lại tệp từ nơi gửi (tải lại cho trọn), hoặc mở bằng Excel rồi lưu lại."


@dataclass
class Bounds:
    """What is left to one handed-in file, all its workbooks together."""

    unpacked: int = MOST_UNPACKED
    cells: int = MOST_CELLS
    letters: int = MOST_LETTERS

    def unpack(self, name: str, size: int) -> None:
        """Take ``size`` bytes to be unpacked. Raises :class:`DataError` where fewer are left."""
        self.unpacked -= size
        if self.unpacked < 0:
            message = f"giải nén ra quá {MOST_UNPACKED // 1_000_000} MB: không phải sổ biểu mẫu."
            raise refusal(name, message, "Xoá các trang tính và định dạng thừa, lưu lại thành .xlsx.")

    def cell(self, name: str, sheet: str) -> None:
        """Take one cell that holds something. Raises :class:`DataError` where none is left."""
        self.cells -= 1
        if self.cells < 0:
            message = f"có hơn {MOST_CELLS} ô có nội dung, nhiều hơn hẳn mọi biểu mẫu."
            remedy = "Chỉ giữ các trang tính của biểu mẫu, lưu lại rồi nộp."
            raise DataError([Finding(name, message, sheet=sheet, remedy=remedy)])

    def take_letters(self, name: str, count: int) -> None:
        """Take letters of a text that cells show. Raises :class:`DataError` where fewer are left."""
        self.letters -= count
        if self.letters < 0:
            raise too_many_letters(name)


def too_many_letters(name: str) -> DataError:
    """The refusal of more text than a workbook of forms can have."""
    message = "chữ trong sổ nhiều hơn hẳn mọi biểu mẫu."
    return refusal(name, message, "Chỉ giữ các trang tính của biểu mẫu, lưu lại rồi nộp.")


def too_tight(size: int, packed: int) -> bool:
    """Whether ``size`` bytes packed into ``packed`` are a bomb, not a document."""
    return size > _RATIO_FROM and size > _MOST_RATIO * packed


def refusal(name: str, message: str, remedy: str) -> DataError:
    """A :class:`DataError` of a whole file with one finding."""
    return DataError([Finding(name, message, remedy=remedy)])


def broken(name: str, what: str = "") -> DataError:
    """The refusal of a file that no reader understands; ``what``: the part at fault."""
    place = f" (phần {what})" if what else ""
    return refusal(name, f"tệp hỏng, không đọc được{place}.", TAKE_AGAIN)
