"""Figures as an Excel workbook: real numbers with their status and interval, falls as formulas, sources, a dictionary.

Numbers are the written ones of every page (:attr:`Campaign.figures`). What is missing is an empty cell with its status, never 0.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.exports.office import clean
from lib.exports.refusals import refuse_unknown
from lib.exports.slide_parts import mixed
from lib.exports.workbook_beside import Beside, sheets_beside, status_text
from lib.exports.workbook_sheet import Column, Sheet, Styles
from lib.exports.workbook_sources import list_sources
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED, Figure, Status
from lib.plan.assess import Code, weakest_status
from lib.plan.judgement import Kind
from lib.views.sentences import verdicts

_NEAR_POOR = ("near_poor_rate", "near_poor_households")
#: Columns that say of which place a row is: code, name, what it is.
_PLACE = 3
#: Columns of one year: value, status, low and high end of the interval.
_YEAR = 4
_CHART = {"width": 1060, "height": 420}
_CHART_ROWS = 22
#: How far towards the ground the sign of a figure that is not published goes.
_PALE = 0.7


def workbook(campaign: Campaign, units: Sequence[str] | None = None) -> bytes:
    """The figures of the plan's years as ``.xlsx``: the province and every group, then the districts; the same bytes each time.

    ``units``: codes of places; only those districts are listed then, and the chart shows those places. Raises
    :class:`lib.base.findings.DataError` for a place that the plan does not have.
    """
    return _Book(campaign, units or ()).made()


class _Book:
    """A workbook being made: the places it lists, and where each figure stands in it."""

    def __init__(self, campaign: Campaign, chosen: Sequence[str]) -> None:
        self.campaign, self.say = campaign, campaign.wording.say
        self.areas = (campaign.province, *campaign.every_group)
        known = (*self.areas, *campaign.districts)
        refuse_unknown(campaign.wording, (chosen, known))
        listed = [unit for unit in campaign.districts if unit in chosen] or campaign.districts
        self.places = (*self.areas, *listed)
        lines = [unit for unit in known if unit in chosen]
        # More lines than colours cannot be told apart.
        self.drawn = lines if 0 < len(lines) <= len(campaign.display.charts.light.series) else list(self.areas)
        self.indicators = [
            indicator
            for indicator in dict.fromkeys([RATE, POOR, campaign.yardstick.indicator, *_NEAR_POOR])
            if indicator not in _NEAR_POOR or self._known(indicator)
        ]
        self.cells: dict[tuple[str, str, int], str] = {}
        self.target = io.BytesIO()
        # Names from outside are text, whatever they begin with.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = Workbook(self.target, options)
        self.styles = Styles(self.book, campaign.display)
        self.edition = self.say("workbook.edition", name=campaign.edition.name[:12])

    def made(self) -> bytes:
        """The file's content."""
        campaign = self.campaign
        title = self.say("workbook.title", place=campaign.full_names[campaign.province],
                         first=campaign.years[0], last=campaign.years[-1])  # fmt: skip
        day = campaign.plan.searched_until
        # The day of the data, not of the making: the same edition gives the same file.
        made = datetime(day.year, day.month, day.day)
        self.book.set_properties({"title": clean(title, 200), "comments": self.edition, "created": made})
        cover = self._sheet(self.say("workbook.cover.sheet"), title)
        sheets = [self._figures(indicator) for indicator in self.indicators]
        sheets += [self._falls(), self._chart()]
        beside = sheets_beside(campaign, self.places, self._sheet)
        sheets += [*(made.sheet for made in beside), self._sources(beside), self._dictionary()]
        self._cover(cover, sheets)
        self.book.close()
        return self.target.getvalue()

    def _sheet(self, name: str, title: str, *notes: str) -> Sheet:
        return Sheet(self.book, self.styles, name, title, notes, self.edition)

    def _known(self, indicator: str) -> bool:
        return any(self._figure(unit, indicator, year).known for unit in self.places for year in self.campaign.years)

    def _figure(self, unit: str, indicator: str, year: int) -> Figure:
        return self.campaign.figure(unit, indicator, year)

    def _word(self, indicator: str) -> str:
        return self.campaign.display.units_of_measure[self.campaign.marks.unit_of(indicator)]

    def _status_word(self, status: Status) -> str:
        words = self.campaign.marks.words(status)
        return f"{words.mark} {words.label}"

    def _kind(self, unit: str) -> str:
        if unit == self.campaign.province:
            return self.say("workbook.kind.province")
        if unit in self.campaign.districts:
            return self.campaign.wording.opening(self.campaign.unit_words["unit_vi"])
        return self.say("workbook.kind.group")

    def _place_columns(self) -> list[Column]:
        return [
            Column(self.say("workbook.columns.code"), 14),
            Column(self.say("workbook.columns.name"), 20),
            Column(self.say("workbook.columns.kind"), 10),
        ]

    def _place(self, sheet: Sheet, row: int, unit: str) -> None:
        for column, text in enumerate((unit, self.campaign.names[unit], self._kind(unit))):
            sheet.text(row, column, text, bold=column == 1 and unit == self.campaign.province)

    def _figures(self, indicator: str) -> Sheet:
        """Places × years of one indicator."""
        campaign, say, word = self.campaign, self.say, self._word(indicator)
        row = campaign.ledger.indicators.set_index("indicator").loc[indicator]
        note = say("workbook.figures.note", definition=row["definition_vi"], standard=campaign.standard_name)
        title = say("workbook.figures.title", name=row["name_vi"], word=word)
        sheet = self._sheet(campaign.indicator_names[indicator], title, note, say("workbook.figures.marks"))
        columns = self._place_columns()
        for year in campaign.years:
            columns += [
                Column(say("workbook.columns.value", year=year, word=word), 9),
                Column(say("workbook.columns.status", year=year), 19),
                Column(say("workbook.columns.low", year=year, level=campaign.marks.level), 8),
                Column(say("workbook.columns.high", year=year, level=campaign.marks.level), 8),
            ]
        for line, unit in enumerate(self.places):
            at = sheet.first + line
            self._place(sheet, at, unit)
            for place, year in enumerate(campaign.years):
                column, figure = _PLACE + place * _YEAR, self._figure(unit, indicator, year)
                digits = campaign.marks.digits(figure)
                prefix = campaign.marks.sign_of(figure.status)
                if figure.known:
                    sheet.number(at, column, figure.value, digits, figure.status, prefix=prefix, weak=figure.weak)
                    self.cells[unit, indicator, year] = sheet.reference(at, column)
                else:
                    sheet.text(at, column, "")
                sheet.text(at, column + 1, status_text(campaign, figure), status=figure.status, weak=figure.weak)
                if figure.status == ESTIMATED:
                    for side, end in enumerate((figure.low, figure.high)):
                        sheet.number(at, column + 2 + side, end, digits, ESTIMATED)
                else:
                    for side in (0, 1):
                        sheet.text(at, column + 2 + side, "")
        sheet.table(columns, len(self.places), fixed=_PLACE, block=_YEAR)
        return sheet

    def _falls(self) -> Sheet:
        """Falls since the baseline, and the standing on the common yardstick."""
        campaign, say, yardstick = self.campaign, self.say, self.campaign.yardstick
        first, points = yardstick.baseline_year, yardstick.indicator if yardstick.by_points else RATE
        sheet = self._sheet(
            say("workbook.falls.sheet"),
            say("workbook.falls.title", year=first),
            say("workbook.falls.note", yardstick=yardstick.name_vi),
            say("workbook.falls.chance"),
        )
        years = [y for y in dict.fromkeys((campaign.latest_year, campaign.plan.end_year)) if y > first]
        columns, width = self._place_columns(), 0
        for year in years:
            name = campaign.indicator_names[points]
            block = [
                Column(say("workbook.falls.points", name=name, first=first, year=year), 18),
                Column(say("workbook.falls.status", name=name, first=first, year=year), 17),
            ]
            if not yardstick.by_points:
                name = campaign.indicator_names[yardstick.indicator]
                block += [
                    Column(say("workbook.falls.share", name=name, first=first, year=year), 18),
                    Column(say("workbook.falls.status", name=name, first=first, year=year), 17),
                ]
            block += [
                Column(say("workbook.falls.judgement", year=year), 26),
                Column(say("workbook.falls.on_path", year=year), 17),
            ]
            columns, width = columns + block, len(block)
        for line, unit in enumerate(self.places):
            self._place(sheet, sheet.first + line, unit)
            for place, year in enumerate(years):
                self._fall(sheet, sheet.first + line, _PLACE + place * width, unit, points, year)
        sheet.table(columns, len(self.places), fixed=_PLACE, block=width)
        return sheet

    def _fall(self, sheet: Sheet, row: int, column: int, unit: str, points: str, year: int) -> None:
        """One place's falls and judgement at one year."""
        campaign, yardstick = self.campaign, self.campaign.yardstick
        a = campaign.standing(unit, year)
        entry = campaign.judgement(a.judgement)
        judged = entry.kind != Kind.NONE
        start, now = (self._figure(unit, points, at) for at in (yardstick.baseline_year, year))
        status = weakest_status((start, now))
        # A figure that rests on what two clashing projections leave over bears no fall either.
        if status != MISSING and a.judgement != Code.WITHHELD:
            formula = f"={self._cell(start)}-{self._cell(now)}"
            self._formula(sheet, row, column, formula, start.value - now.value, 1 if status == ESTIMATED else 2, status)
        else:
            sheet.text(row, column, "")
        sheet.text(row, column + 1, self._status_word(status), status=status)
        column += 2
        if not yardstick.by_points:
            if judged:
                formula = f"=({self._cell(a.baseline)}-{self._cell(a.latest)})/{self._cell(a.baseline)}*100"
                self._formula(sheet, row, column, formula, a.relative_fall, 1, a.status)
            else:
                sheet.text(row, column, "")
            sheet.text(row, column + 1, self._status_word(a.status), status=a.status)
            column += 2
        colour = entry.colour_light if judged else ""
        sheet.text(row, column, f"{entry.symbol} {verdicts.label(campaign, a)}", colour=colour)
        sheet.text(row, column + 1, verdicts.on_path_chance(campaign.marks, a) if judged else "")

    def _cell(self, figure: Figure) -> str:
        return self.cells[figure.unit, figure.indicator, figure.year]

    def _formula(self, sheet: Sheet, row: int, column: int, formula: str, value: float, digits: int, status: Status) -> None:  # fmt: skip
        prefix = self.campaign.marks.sign_of(status)
        sheet.formula(row, column, formula, value, digits, status, prefix=prefix)

    def _chart(self) -> Sheet:
        """The poor rate of the places drawn: a native line chart, and under it the cells it is drawn from."""
        campaign, say = self.campaign, self.say
        title = say("workbook.chart.title", name=campaign.indicator_names[RATE])
        sheet = self._sheet(say("workbook.chart.sheet"), title, say("workbook.chart.note"))
        chart: Any = self.book.add_chart({"type": "line"})
        top = sheet.head + _CHART_ROWS
        years, drawn = campaign.years, self.drawn
        # The second block is what is not published: its pale signs lie over the full ones of the first.
        for block in (0, 1):
            head = top + block * (len(drawn) + 2)
            sheet.heading(head, [say("workbook.chart.unpublished" if block else "workbook.chart.all"), *years])
            for line, unit in enumerate(drawn):
                row = head + 1 + line
                sheet.text(row, 0, campaign.names[unit])
                for place, year in enumerate(years, start=1):
                    figure = self._figure(unit, RATE, year)
                    if figure.known and not (block and figure.status == PUBLISHED):
                        digits, formula = campaign.marks.digits(figure), f"={self._cell(figure)}"
                        self._formula(sheet, row, place, formula, figure.value, digits, figure.status)
                colour = campaign.display.charts.light.series[line % len(campaign.display.charts.light.series)]
                line_of = {"none": True} if block else {"color": colour, "width": 2.25}
                chart.add_series({
                    "name": [sheet.name, row, 0],
                    "categories": [sheet.name, head, 1, head, len(years)],
                    "values": [sheet.name, row, 1, row, len(years)],
                    "line": line_of,
                    "marker": {"type": "circle", "size": 7, "border": {"color": colour, "width": 1.5},
                               "fill": {"color": mixed(colour, campaign.display.charts.light.surface, _PALE) if block else colour}},
                })  # fmt: skip
        chart.set_title({"name": clean(title, 120), "name_font": {"size": 13}, "overlay": False})
        chart.set_legend({"position": "bottom", "delete_series": list(range(len(drawn), 2 * len(drawn)))})
        grid = {"visible": True, "line": {"color": campaign.display.charts.light.grid}}
        chart.set_y_axis({"name": self._word(RATE), "num_format": "0", "min": 0, "major_gridlines": grid})
        chart.set_x_axis({"name": say("workbook.chart.axis")})
        # What is not known leaves a gap: a line through it would claim a figure.
        chart.show_blanks_as("gap")
        chart.set_size(_CHART)
        sheet.sheet.insert_chart(sheet.head, 0, chart, {"description": clean(f"{title}. {say('workbook.chart.note')}")})
        sheet.plain([28, *[13] * len(years)], freeze=False)
        return sheet

    def _sources(self, beside: Sequence[Beside]) -> Sheet:
        """Every source of the figures listed, with the places and years and the other sheets' figures that rest on it."""
        campaign, say = self.campaign, self.say
        used: dict[str, dict[str, dict[int, None]]] = {}
        for indicator in self.indicators:
            for unit in self.places:
                for year in campaign.years:
                    figure = self._figure(unit, indicator, year)
                    if figure.known and figure.source != MODEL_SOURCE:
                        used.setdefault(figure.source, {}).setdefault(unit, {})[year] = None
        rests = {
            code: [f"{campaign.names[unit]} {', '.join(map(str, sorted(years)))}" for unit, years in places.items()]
            for code, places in used.items()
        }
        for made in beside:
            for code, told in made.rests(say).items():
                rests.setdefault(code, []).append(told)
        sheet = self._sheet(say("workbook.sources.sheet"), say("workbook.sources.title"), say("workbook.sources.note"))
        list_sources(campaign, sheet, rests)
        return sheet

    def _dictionary(self) -> Sheet:
        """Indicators, statuses, judgements and columns, each with what it means."""
        campaign, say = self.campaign, self.say
        indicators = campaign.ledger.indicators.set_index("indicator")
        entries: list[tuple[str, str, str]] = []
        for indicator in self.indicators:
            name = say("workbook.figures.title", name=indicators.at[indicator, "name_vi"], word=self._word(indicator))
            entries.append((say("workbook.dictionary.indicator"), name, indicators.at[indicator, "definition_vi"]))
        for status in Status:
            long = campaign.marks.words(status).long
            entries.append((say("workbook.dictionary.status"), self._status_word(status), long))
        for grade in campaign.display.quality:
            entries.append((say("workbook.dictionary.grade"), grade.grade, grade.word))
        for judged in campaign.judgements.values():
            name = f"{judged.symbol} {judged.label_vi}"
            entries.append((say("workbook.dictionary.judgement"), name, judged.explanation_vi))
        level = campaign.marks.level
        for name in ("value", "status", "interval", "fall", "chance", "source"):
            column = say(f"workbook.dictionary.columns.{name}.name")
            entries.append((say("workbook.dictionary.column"), column, self._meaning(name, level)))
        sheet = self._sheet(say("workbook.dictionary.sheet"), say("workbook.dictionary.title"))
        for row, entry in enumerate(entries, start=sheet.first):
            for place, text in enumerate(entry):
                sheet.text(row, place, text)
        names = {"kind": 14, "entry": 38, "meaning": 110}
        sheet.table([Column(say(f"workbook.dictionary.{name}"), width) for name, width in names.items()], len(entries))
        return sheet

    def _meaning(self, name: str, level: str) -> str:
        say = self.say
        if name == "interval":
            return say("workbook.dictionary.columns.interval.meaning", level=level)
        return say(f"workbook.dictionary.columns.{name}.meaning")

    def _cover(self, sheet: Sheet, sheets: Sequence[Sheet]) -> None:
        """What the file is, how its marks are read, what is on which sheet."""
        campaign, say = self.campaign, self.say
        row = sheet.head
        facts = {
            "plan": f"{campaign.plan.name_vi} ({campaign.plan.decision})",
            "edition": campaign.edition.name[:12],
            "day": verdicts.until(campaign.plan),
            "standard": campaign.standard_name,
            "units": campaign.unit_words["name_vi"],
        }
        for name, text in facts.items():
            sheet.text(row, 0, say(f"workbook.cover.{name}"), bold=True)
            sheet.text(row, 1, text)
            row += 1
        row += 1
        sheet.heading(row, [say("workbook.cover.marks"), say("workbook.cover.meaning")])
        for status in Status:
            row += 1
            sheet.text(row, 0, self._status_word(status), status=status)
            sheet.text(row, 1, say(f"workbook.cover.statuses.{status}", long=campaign.marks.words(status).long))
        row += 1
        sheet.text(row, 0, campaign.display.weak_source, weak=True)
        sheet.text(row, 1, say("workbook.cover.weak"))
        row += 2
        sheet.heading(row, [say("workbook.cover.how"), ""])
        for name in ("model", "rounded", "empty", "chance"):
            row += 1
            sheet.text(row, 0, say(f"workbook.cover.reading.{name}.about"), bold=True)
            sheet.text(row, 1, say(f"workbook.cover.reading.{name}.told"))
        row += 2
        sheet.heading(row, [say("workbook.cover.sheets"), say("workbook.cover.content")])
        for listed in sheets:
            row += 1
            sheet.link(row, 0, listed)
            sheet.text(row, 1, listed.title)
        sheet.plain([26, 110], freeze=True)
