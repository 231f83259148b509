"""What a cell of a form says as a number: as typed in Vietnam, by the kind of its column, refused where it may mean two things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lib.intake.sheet import Cell

#: What parts groups of three digits: point, comma, every kind of blank.
_PART = "[.,\u00a0\u202f\u2009 ]"
_GROUPED = re.compile(rf"[1-9]\d{{0,2}}(?:({_PART})\d{{3}})(?:\1\d{{3}})*")
_DIGITS = re.compile(r"\d+")
_DASHES = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}
_COMMA_RATE = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+),(\d+)")
_POINT_RATE = re.compile(r"(\d+)\.(\d+)")
_FORMAT_DIGITS = re.compile(r"0\.(0+)")
#: Digits of a number that is shown as it is ("General").
_MOST_DIGITS = 6
#: A rate is printed within half of its last digit; never more exactly or loosely than this, in points.
_CLOSEST, _LOOSEST = 0.005, 0.05
_SAVE_AGAIN = "Mở bằng Excel, lưu lại rồi nộp lại."


@dataclass(frozen=True)
class Reading:
    """A cell as a number. ``value`` None: nothing stands there (``wrong`` empty), or it cannot be read (``wrong`` and ``remedy``).

    ``told``: what was done to read it. ``digits``: digits after the comma that it is shown with. ``fraction``: it may be one,
    a rate without its percent sign. ``point``: it is a text with a point, whose meaning its formula must confirm. ``dash``: a dash stands for 0. ``divided``: the cell divides by 0.
    """

    value: float | None
    wrong: str = ""
    remedy: str = ""
    told: str = ""
    digits: int = 0
    fraction: bool = False
    point: bool = False
    dash: bool = False
    divided: bool = False

    @property
    def tolerance(self) -> float:
        """How far a rate may be from what its formula gives, in points; a dash says exactly 0."""
        if self.dash:
            return 0.0
        return min(max(0.5 * 10**-self.digits, _CLOSEST), _LOOSEST)


def count(cell: Cell | None, *, signed: bool = False) -> Reading:
    """A whole number, from 0 where it is not ``signed``."""
    refused = _unreadable(cell)
    if refused or cell is None or cell.value is None:
        return refused or Reading(None)
    if isinstance(cell.value, str):
        return _count_text(cell.value.strip("\u00a0\u202f \t\r\n"), signed=signed)
    assert isinstance(cell.value, int | float)
    whole = round(cell.value)
    if abs(cell.value - whole) > 1e-9:
        return Reading(None, f"{_written(cell.value)} không phải số nguyên", "Sửa thành số nguyên.")
    if whole < 0 and not signed:
        return Reading(None, f"{whole} là số âm", "Sửa thành số từ 0 trở lên.")
    return Reading(float(whole))


def _count_text(text: str, *, signed: bool) -> Reading:
    if not text:
        return Reading(None)
    if text in _DASHES:
        return Reading(0.0, told="dấu gạch đọc là 0", dash=True)
    minus = signed and text[0] in _DASHES
    digits = text[1:].strip() if minus else text
    if _DIGITS.fullmatch(digits) or _GROUPED.fullmatch(digits):
        number = float(re.sub(r"\D", "", digits))
        return Reading(-number if minus else number, told="số ghi dạng chữ")
    return Reading(
        None, f"“{_short(text)}” không phải số nguyên", "Ghi một số nguyên; dấu phân nghìn chỉ đứng trước ba chữ số."
    )


def rate(cell: Cell | None) -> Reading:
    """A rate in %: a cell shown as a percentage is one hundredth of it."""
    refused = _unreadable(cell)
    if refused or cell is None or cell.value is None:
        return refused or Reading(None)
    if isinstance(cell.value, str):
        return _rate_text(cell.value.strip("\u00a0\u202f \t\r\n"))
    assert isinstance(cell.value, int | float)
    value, shown = float(cell.value), _FORMAT_DIGITS.search(cell.shown)
    if "%" in cell.shown:
        return _within(Reading(value * 100, digits=len(shown[1]) if shown else 0))
    digits = len(shown[1]) if shown else len(f"{value:.{_MOST_DIGITS}f}".rstrip("0").partition(".")[2])
    return _within(Reading(value, digits=digits, fraction=0 <= value <= 1))


def _rate_text(text: str) -> Reading:
    if not text:
        return Reading(None)
    if text in _DASHES:
        return Reading(0.0, told="dấu gạch đọc là 0", dash=True)
    bare = text.removesuffix("%").rstrip()
    if match := _COMMA_RATE.fullmatch(bare):
        value = float(f"{match[1].replace('.', '')}.{match[2]}")
        return _within(Reading(value, told="số ghi dạng chữ", digits=len(match[2])))
    if _DIGITS.fullmatch(bare):
        return _within(Reading(float(bare), told="số ghi dạng chữ"))
    if match := _POINT_RATE.fullmatch(bare):
        if len(match[2]) == 3:
            return Reading(
                None, f"“{_short(text)}” đọc được hai cách", "Dùng dấu phẩy cho phần thập phân, hoặc ghi dạng số."
            )
        return _within(
            Reading(float(bare), told="số ghi dạng chữ, dấu chấm thập phân", digits=len(match[2]), point=True)
        )
    return Reading(None, f"“{_short(text)}” không phải tỷ lệ", "Ghi một số từ 0 đến 100.")


def _within(reading: Reading) -> Reading:
    if reading.value is not None and not 0 <= reading.value <= 100:
        return Reading(None, f"tỷ lệ {_written(reading.value)} không nằm trong 0 đến 100", "Kiểm tra dấu thập phân.")
    return reading


def _unreadable(cell: Cell | None) -> Reading | None:
    """What no column can hold: an error, a formula without its result, a day, a truth value."""
    if cell is None:
        return None
    if cell.error:
        return Reading(
            None,
            f"ô mang lỗi {cell.error}",
            "Sửa công thức trong Excel; ô lỗi không được đọc là 0 hay trống.",
            divided=cell.error == "#DIV/0!",
        )
    if cell.uncounted:
        return Reading(None, "công thức chưa có kết quả lưu trong tệp", _SAVE_AGAIN)
    if isinstance(cell.value, date):
        return Reading(None, "số đã bị đổi thành ngày", "Đặt lại định dạng ô là số và gõ lại.")
    if isinstance(cell.value, bool):
        return Reading(None, "ô ghi đúng/sai thay vì số", "Gõ lại số.")
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _written(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")
