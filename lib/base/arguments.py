"""The command line's own refusals, in Vietnamese."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

#: Whole numbers of a kind: the least and the most. Named as the functions that read them, as the library names them.
_RANGES = {"int|count": (1, 100_000), "pixels": (320, 4_000), "times": (1, 4)}
#: What the library says of a wrong call -> what is said instead.
_SAID = (
    *(
        (rf"argument (.+?): invalid (?:{kind}) value: (.+)", rf"\1: \2 không phải số nguyên từ {least} đến {most}")
        for kind, (least, most) in _RANGES.items()
    ),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1: không có \2; chọn một trong \3"),
    (r"argument (.+?): expected (?:one argument|at least one argument)", r"\1: thiếu giá trị"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1: không nhận giá trị \2"),
    (r"argument (.+?): invalid .+? value: (.+)", r"\1: không dùng được \2"),
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không có \1"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 có thể là \2"),
    (r"argument (.+?): (.+)", r"\1: không dùng được"),
)


class Parser(argparse.ArgumentParser):
    """A parser that says in Vietnamese what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        """End with what is wrong and how the command is called."""
        told = next(
            (re.sub(said, ours, message) for said, ours in _SAID if re.fullmatch(said, message)), "không hiểu lệnh"
        )
        usage = self.format_usage().removeprefix("usage: ")
        self.exit(2, f"Lệnh chưa đúng: {told}.\nCách gọi: {usage}")


def count(text: str) -> int:
    """A whole number from 1. Raises ``ValueError`` for anything else."""
    return _between(text, *_RANGES["int|count"])


def pixels(text: str) -> int:
    """The width of a drawing that can be read and drawn. Raises ``ValueError`` for anything else."""
    return _between(text, *_RANGES["pixels"])


def times(text: str) -> int:
    """Pixels for each one of a drawing. Raises ``ValueError`` for what takes minutes, or more memory than there is."""
    return _between(text, *_RANGES["times"])


def _between(text: str, least: int, most: int) -> int:
    value = int(text)
    if not least <= value <= most:
        raise ValueError(text)
    return value
