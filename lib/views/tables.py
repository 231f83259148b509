"""Tables of marked texts: what a chart or a list shows, for reading and copying."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import RATE, Campaign
from lib.estimates.parameters import MAIN
from lib.language.numbers import Numbers
from lib.ledger.figure import ESTIMATED
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.sentences import explanations, verdicts


def standing_table(campaign: Campaign, standings: list[Assessment]) -> pd.DataFrame:
    """Lag table, one row a district, all values as marked text (an estimate keeps its sign in every copy)."""
    say, by_points = campaign.wording.say, campaign.yardstick.by_points
    rows = []
    for a in standings:
        mark = campaign.marks.sign_of(a.status)
        entry = campaign.judgement(a.judgement)
        judged = entry.kind != Kind.NONE
        blank = say("tables.start") if a.latest.year == campaign.yardstick.baseline_year else "–"
        target = campaign.points_target_of(a.unit)
        rows.append({
            campaign.wording.opening(campaign.unit_words["unit_vi"]): campaign.names[a.unit],
            say("tables.standing.rate"): campaign.marks.standing(campaign.figure(a.unit, RATE, a.latest.year), interval=True),
            say("tables.standing.count"): campaign.marks.standing(a.latest, interval=True),
            say("tables.standing.fall"): f"{mark}{_fall(campaign.numbers, a, by_points)}" if judged else blank,
            say("tables.standing.gap", path=campaign.yardstick.path_vi): f"{mark}{_gap(campaign.numbers, a, by_points)}" if judged else blank,
            say("tables.standing.judgement"): f"{entry.symbol} {verdicts.label(campaign, a)}",
            say("tables.standing.chance"): verdicts.on_path_chance(campaign.marks, a) if judged and a.chances else blank,
            say("tables.standing.reference"): _reference(campaign, a, target) if judged else blank,
            say("tables.standing.status"): campaign.marks.status_word(a.status),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _fall(numbers: Numbers, a: Assessment, by_points: bool) -> str:
    return numbers.points(a.fall, 1) if by_points else numbers.percent(a.relative_fall, 1)


def _gap(numbers: Numbers, a: Assessment, by_points: bool) -> str:
    if by_points:
        return numbers.points(a.gap_to_path, signed=True)
    return numbers.households(round(a.gap_to_path), signed=True)


def _reference(campaign: Campaign, a: Assessment, target: Target | None) -> str:
    say = campaign.wording.say
    if target is None:
        return say("tables.reference.no_target")
    points = campaign.assess(target, a.unit, a.latest.year)
    if not points.applies:
        return say("tables.reference.does_not_fit")
    pace = campaign.marks.sign_of(points.status) + campaign.numbers.points(-points.pace, 1, signed=True)
    return say(
        "tables.reference.pace", pace=pace, wanted=campaign.numbers.span(target.low, target.high or target.low, 0)
    )


def left_out(campaign: Campaign) -> pd.DataFrame:
    """Collected figures that stand in no table, in the words they were collected in, each with the reason."""
    say, rows = campaign.wording.say, []
    for row in campaign.edition.left_out.itertuples():
        number = pd.to_numeric(row.value, errors="coerce")
        digits = len(str(row.value).partition(".")[2])
        value = row.value if pd.isna(number) else campaign.numbers.number(float(number), digits)
        rows.append((row.area, row.indicator, row.year, value, row.reason))
    columns = [say(f"tables.left_out.{key}") for key in ("area", "what", "year", "value", "reason")]
    return pd.DataFrame(rows, columns=columns)


def figure_rows(campaign: Campaign, units: list[str], indicator: str) -> pd.DataFrame:
    """A table of marked texts: one row a unit, one column a year (the alternative to a chart)."""
    return pd.DataFrame(
        [
            {
                campaign.wording.say("tables.unit"): campaign.names[u],
                **{
                    str(y): campaign.marks.standing(campaign.figure(u, indicator, y), interval=True)
                    for y in campaign.years
                },
            }
            for u in units
        ]
    )


def target_quotes(campaign: Campaign) -> pd.DataFrame:
    """The plan's targets and the national programme's in the words of their texts, one row a target."""
    say, rows = campaign.wording.say, campaign.ledger.targets.set_index("target")
    return pd.DataFrame(
        [
            {
                say("tables.targets.target"): target.name_vi,
                say("tables.targets.quote"): f"“{rows.loc[target.target, 'quote']}”",
                say("tables.targets.document"): campaign.sources.loc[rows.loc[target.target, "source"], "title"],
                say("tables.targets.note"): rows.loc[target.target, "note"],
            }
            for target in (*campaign.targets, *campaign.targets_beside)
        ]
    ).set_index(say("tables.targets.target"))


def validation_table(campaign: Campaign) -> pd.DataFrame:
    """Every published figure left out and predicted, one row a figure, as marked text."""
    checked = campaign.edition.validation
    say, estimated = campaign.wording.say, campaign.marks.sign_of(ESTIMATED)
    unit = campaign.unit_words["unit_vi"]
    left_out = {
        "figure": say("tables.validation.one_figure"),
        "district": say("tables.validation.whole_unit", unit=unit),
    }
    covered = {True: say("tables.validation.inside"), False: say("tables.validation.outside")}
    return pd.DataFrame(
        {
            say("tables.validation.case", Unit=campaign.wording.opening(unit)): checked["unit"].map(campaign.names)
            + " "
            + checked["year"].astype(str),
            say("tables.validation.left_out"): checked["left_out"].map(left_out),
            say("tables.validation.predicted"): checked["predicted"].map(
                lambda v: estimated + campaign.numbers.percent(v, 1)
            ),
            say("tables.validation.interval", level=campaign.marks.level): [
                campaign.numbers.span(a, b) for a, b in zip(checked["low"], checked["high"], strict=True)
            ],
            say("tables.validation.published"): checked["actual"].map(campaign.numbers.percent),
            say("tables.validation.error"): checked["error_points"].map(
                lambda v: campaign.numbers.number(v, 2, signed=True)
            ),
            say("tables.validation.covered"): checked["covered"].map(covered),
        }
    ).pipe(lambda table: table.set_index(table.columns[0]))


def record_table(campaign: Campaign) -> pd.DataFrame:
    """Past estimates beside what was published later, one row a case; empty until there is one."""
    say, kept = campaign.wording.say, campaign.edition.record
    sign, inside = (
        campaign.marks.sign_of(ESTIMATED),
        (kept["low"] <= kept["published"]) & (kept["published"] <= kept["high"]),
    )
    return pd.DataFrame(
        {
            say("record.case"): kept["unit"].map(campaign.names) + " " + kept["year"].astype(str),
            say("record.estimate"): kept["rate"].map(lambda v: sign + campaign.numbers.percent(v, 1)),
            say("record.interval", level=campaign.marks.level): [
                campaign.numbers.span(low, high) for low, high in zip(kept["low"], kept["high"], strict=True)
            ],
            say("record.published"): kept["published"].map(campaign.numbers.percent),
            say("record.error"): (kept["rate"] - kept["published"]).map(
                lambda v: campaign.numbers.number(v, 2, signed=True)
            ),
            say("record.covered"): inside.map(
                {True: say("tables.validation.inside"), False: say("tables.validation.outside")}
            ),
            say("record.recorded"): [campaign.numbers.day(f"{day:%Y-%m-%d}") for day in kept["recorded"]],
        }
    ).pipe(lambda table: table.set_index(table.columns[0]))


def calibration_table(campaign: Campaign) -> pd.DataFrame:
    """Coverage of the 80 % intervals of districts' rates, with its standard error: one row a family of truths and group, one
    column a year.
    """
    say, table = campaign.wording.say, campaign.edition.calibration
    rates = table[(table["what"] == "rate") & (table["group"] != "all")]
    rates = rates.assign(told=[_with_error(campaign.numbers, row.observed, row.error) for row in rates.itertuples()])
    wide = rates.pivot(index=["truth", "group"], columns="year", values="told")
    wide = wide.rename(columns={0: say("calibration.all_years")})
    names = {**campaign.names, "other_mountain": say("calibration.other_mountain")}
    wide.index = [f"{say(f'calibration.truths.{truth}')}: {names[group]}" for truth, group in wide.index]
    return wide.rename(columns=str).rename_axis(say("calibration.truth"))


def claims_table(campaign: Campaign) -> pd.DataFrame:
    """Probabilities of being behind in simulated provinces, by class: what was said, what came true with its standard error."""
    say, table = campaign.wording.say, campaign.edition.calibration
    rows = table[table["what"].str.startswith("behind") & (table["year"] == 0) & (table["group"] == "all")]
    rows = rows.assign(first=rows["what"].str.extract(r"(\d+)-")[0].astype(int)).sort_values(["truth", "first"])
    columns = [say(f"calibration.claims.{name}") for name in ("truth", "said", "mean", "came_true", "cases")]
    cells = [
        (say(f"calibration.truths.{r.truth}"), f"{r.what.removeprefix('behind ').replace('-', '–')} %",
         campaign.numbers.percent(r.expected * 100, 0), _with_error(campaign.numbers, r.observed, r.error), campaign.numbers.number(r.cases))
        for r in rows.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(cells, columns=columns).set_index(columns[0])


def alternatives_table(campaign: Campaign, year: int) -> pd.DataFrame:
    """How likely each unit and group is behind on the common yardstick by every declared way to estimate: one column a way."""
    say, chances = campaign.wording.say, campaign.edition.chances
    rows = chances[(chances["target"] == campaign.yardstick.target) & (chances["year"] == year)]
    behind = rows.assign(behind=1 - rows["on_path"]).pivot(index="unit", columns="alternative", values="behind")
    ways = [MAIN, *(a["name"] for a in campaign.edition.parameters.get("alternatives", ()))]
    units = sorted(behind.index, key=lambda unit: -behind.loc[unit, MAIN])
    table = pd.DataFrame(
        {
            say("alternatives.main") if way == MAIN else way_name(campaign, way): [
                campaign.numbers.percent(behind.loc[unit, way] * 100, 0) for unit in units
            ]
            for way in ways if way in behind.columns
        },
        index=pd.Index([campaign.names[unit] for unit in units], name=say("tables.unit")),
    )  # fmt: skip
    spread = [(behind.loc[unit].min(), behind.loc[unit].max()) for unit in units]
    table.insert(1, say("alternatives.range"), [f"{low * 100:.0f}–{high * 100:.0f} %" for low, high in spread])
    return table.reset_index()


def way_name(campaign: Campaign, way: str) -> str:
    """The short sign of a declared way to estimate: C1, C2 ..., in the order of the file."""
    names = [a["name"] for a in campaign.edition.parameters["alternatives"]]
    return campaign.wording.say("alternatives.sign", number=names.index(way) + 1)


def ways(campaign: Campaign) -> list[str]:
    """Every declared way to estimate with its sign and its reason."""
    declared = campaign.edition.parameters.get("alternatives", ())
    return [
        campaign.wording.say("alternatives.way", sign=way_name(campaign, a["name"]), reason=a["reason_vi"])
        for a in declared
    ]


def _with_error(numbers: Numbers, share: float, error: float) -> str:
    return f"{numbers.percent(share * 100, 0)} ± {numbers.number(error * 100, 1)}"


def judgements(campaign: Campaign) -> pd.DataFrame:
    """Every judgement, what it asks for, when it is said."""
    say, entries = campaign.wording.say, campaign.judgements.values()
    return pd.DataFrame(
        {
            say("data_page.judgement"): [f"{entry.symbol} {entry.label_vi}" for entry in entries],
            say("data_page.verb"): [entry.verb_vi for entry in entries],
            say("data_page.when"): [explanations.when(campaign.wording, entry) for entry in entries],
        }
    )
