"""Workbooks that the command line writes: empty official forms, and made-up ones to try the way in with."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from lib.base.files import replace, why
from lib.base.findings import DataError, Finding
from lib.commands.desk import desk_of


def forms(options: argparse.Namespace) -> int:
    """``forms``: empty ones with the units filled in."""
    return _workbooks(options, lambda *_: {}, "")


def made_up(options: argparse.Namespace) -> int:
    """``sample``: made-up figures, which say so and can never be received."""
    from lib.intake import sample
    from lib.intake.guesses import households_of, poor_rate_of

    office = desk_of(options)

    def made(forms: tuple, boundaries: Any) -> Mapping:
        campaign = office.campaign
        return sample.sample(forms, boundaries, lambda unit: poor_rate_of(campaign, unit, options.year),
                             lambda unit: households_of(campaign, unit), seed=options.seed)  # fmt: skip

    return _workbooks(options, made, office.words.made_up[0])


def _workbooks(options: argparse.Namespace, numbers: Callable[..., Mapping], heading: str) -> int:
    from lib.intake import blank
    from lib.intake.places import boundaries_of
    from lib.intake.sample import PEOPLES

    office = desk_of(options)
    forms = office.forms.of_year(options.year)
    choices = boundaries_of(office.campaign.ledger, options.year)
    if not forms or not choices:
        raise DataError([Finding("", f"Chưa có biểu mẫu hay địa giới của năm {options.year}.", remedy="Ghi năm khác.")])
    given = numbers(forms, choices[-1])
    names = {form.form: options.out / f"bieu-{int(form.form):02d}-{options.year}.xlsx" for form in forms}
    if there := [path.name for path in names.values() if path.exists()]:
        message = f"đã có {', '.join(there)}: có thể là biểu đã điền."
        raise DataError([Finding(str(options.out), message, remedy="Chọn thư mục khác, hoặc cất các tệp ấy đi trước.")])
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for form in forms:
            own = given.get(form.form, {})
            peoples = PEOPLES if any(column.open for column in form.columns) else ()
            layout = blank.Layout(heading=heading, peoples=peoples)
            content = blank.workbook(form, options.year, choices[-1], office.words, _given(own), layout)
            replace(names[form.form], content)
    except OSError as error:
        message = f"không ghi được ({why(error)})."
        raise DataError([Finding(str(options.out), message, remedy="Chọn thư mục được phép ghi.")]) from error
    print(f"Đã ghi {len(forms)} biểu của năm {options.year} vào {options.out} ({len(choices[-1].reported)} đơn vị).")
    return 0


def _given(numbers: Mapping) -> Callable[[str, Any, str], float | None]:
    return lambda unit, division, key: numbers.get((unit, division, key))
