"""Plotly figures. Published points are solid (of a weak source hollow squares), projected ones diamonds, estimates dashed with their interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import SHARE, compared
from lib.drawing.chart import line
from lib.drawing.chart.scale import FEW, MANY, Scale, scale
from lib.drawing.figure import Drawing
from lib.language import formats
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import RATIO_OF_BASELINE, Target
from lib.views.charts import MOST_RIBBONS, Dumbbells, Falls, Former, Indexed, Multiples, Shown, Trajectory
from lib.views.sentences import verdicts

_DASH = {PUBLISHED: "solid", PROJECTED: "dot", ESTIMATED: "dash"}
NO_PATH: Mapping[int, float] = {}
#: Pixels: height of a trajectory chart, what its title row and years take of it, height of a two-line end label.
_HEIGHT, _FRAME, _LABEL = 520, 100, 36
#: Pixels: years of a trajectory on a phone lie this close; a value beside its point is this wide.
_NARROW, _WIDE = 52, 68
#: Margins leave room for the numbers of an axis; looking each time whether one sticks out takes a quarter of the drawing.
_SPILL = {"ticklabeloverflow": "allow"}
#: Pixels: a row of small multiples, and between two rows the years of one and the name of the next.
_ROW, _GAP = 190, 62


def colours(campaign: Campaign, theme: str) -> dict:
    """The chart colours of a theme, ``light`` or ``dark``."""
    return getattr(campaign.display.charts, theme).model_dump()


def drawn(campaign: Campaign, shown: Shown, theme: str) -> Drawing:
    """The chart that a view shows, in the colours of a theme."""
    match shown:
        case Trajectory(units, indicator, target, small):
            return trajectory(campaign, units, indicator, theme, target, small=small)
        case Indexed(units):
            return indexed(campaign, units, theme)
        case Multiples(units, indicator):
            return small_multiples(campaign, units, indicator, theme)
        case Former(units, standard):
            return former_standard(campaign, units, standard, theme)
        case Dumbbells(units, indicator, year):
            return dumbbells(campaign, units, indicator, year, theme)
        case Falls(units, year):
            return falls(campaign, units, year, theme)


def trajectory(
    campaign: Campaign, units: Sequence[str], indicator: str, theme: str, target: Target | None, *, small: bool = False
) -> Drawing:
    """Trajectories of several units with interval ribbons, the target's path and the path still required.

    One unit has its values beside its points and its target's path; several have name and last value at the end of
    their lines, moved apart where they would touch (paths of different units do not coincide). ``small`` labels only
    the baseline and the latest published year.
    """
    palette = colours(campaign, theme)
    figure = Drawing()
    alone = len(units) == 1
    if target is not None and alone:
        _target_path(figure, campaign, units[0], target, palette)
    for index, unit in enumerate(units):
        labelled = (campaign.yardstick.baseline_year, campaign.latest_year) if small else campaign.years
        _series(figure, campaign, unit, indicator, palette["series"][index % len(palette["series"])], palette,
                name=campaign.names[unit], ribbon=len(units) <= MOST_RIBBONS, labelled=labelled if alone else (), path=_modest(campaign, unit, target) if alone else NO_PATH)  # fmt: skip
    figure.update_layout(**_layout(palette, *_unit(campaign, indicator)), height=_HEIGHT)
    if small:
        figure.update_layout(height=340, showlegend=False)
    top = _scaled(figure, _suffix(campaign, indicator)).high
    if not alone:
        figure.update_layout(margin={"r": 112}, annotations=_end_labels(campaign, units, indicator, top, palette))
    figure.update_xaxes(tickmode="array", tickvals=list(campaign.years), range=_x_range(campaign), tickangle=0)
    return figure


def indexed(campaign: Campaign, units: Sequence[str], theme: str) -> Drawing:
    """Each place's count of the yardstick in percent of its own baseline: one scale and one path for all of them."""
    palette, yardstick = colours(campaign, theme), campaign.yardstick
    figure = Drawing()
    years = list(campaign.years)
    figure.add_scatter(
        x=years, y=[yardstick.path(100.0, year)[0] for year in years], mode="lines", hoverinfo="skip",
        name=yardstick.path_vi[0].upper() + yardstick.path_vi[1:], line={"color": palette["target"], "width": 2.5, "dash": "longdash"},
    )  # fmt: skip
    ends: dict[str, Figure] = {}
    for index, unit in enumerate(units):
        points = index_points(campaign, unit)
        if not points:
            continue
        colour, ends[unit] = palette["series"][index % len(palette["series"])], points[-1]
        for status, x, y in _lines(line.filled({f.year: f for f in points}, years)):
            figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": colour, "width": 3, "dash": _DASH[status]})  # fmt: skip
        words = [campaign.marks.standing(f, 1, unit_of_measure="percent", interval=True) for f in points]
        figure.add_scatter(
            x=[f.year for f in points], y=[f.value for f in points], mode="markers", name=campaign.names[unit], showlegend=False,
            marker=_marker(points, colour, palette, 11), hoverinfo="text", cliponaxis=False,
            hovertext=[
                campaign.wording.say("charts.point", unit=campaign.names[unit], year=f.year, value=text,
                                     status=campaign.marks.status_word(f.status))
                for f, text in zip(points, words, strict=True)
            ],
        )  # fmt: skip
    figure.update_layout(**_layout(palette, "percent"), height=_HEIGHT)
    top = _scaled(figure, " %").high
    figure.update_layout(margin={"r": 112}, annotations=_labels_at_ends(campaign, units, ends, top, palette, "percent"))
    figure.update_xaxes(tickmode="array", tickvals=years, range=_x_range(campaign), tickangle=0)
    return figure


def index_points(campaign: Campaign, unit: str) -> list[Figure]:
    """A place's count of the yardstick by year in percent of the baseline's, with intervals; the baseline is 100."""
    baseline = campaign.figure(unit, campaign.yardstick.indicator, campaign.yardstick.baseline_year)
    if not baseline.known or not baseline.value:
        return []
    points = [Figure(unit, SHARE, baseline.year, 100.0, 100.0, 100.0, baseline.status)]
    for year in campaign.years:
        fall = compared(campaign, SHARE, unit, year).figure
        if fall.known:
            weak = campaign.figure(unit, campaign.yardstick.indicator, year).weak
            points.append(
                Figure(unit, SHARE, year, 100 - fall.value, 100 - fall.high, 100 - fall.low, fall.status, weak=weak)
            )
    return points


def _known(campaign: Campaign, unit: str, indicator: str) -> list[Figure]:
    return [f for f in campaign.figures.series(unit, indicator, campaign.years) if f.known]


def _end_labels(campaign: Campaign, units: Sequence[str], indicator: str, top: float, palette: dict) -> list[dict]:
    """Name and last value right of each line; a short leader leads from a moved label to its point."""
    series = {unit: _known(campaign, unit, indicator) for unit in units}
    last = {unit: points[-1] for unit, points in series.items() if points}
    return _labels_at_ends(campaign, units, last, top, palette, campaign.marks.unit_of(indicator))


def _labels_at_ends(
    campaign: Campaign, units: Sequence[str], last: dict[str, Figure], top: float, palette: dict, unit_of_measure: str
) -> list[dict]:
    pixels = (_HEIGHT - _FRAME) / top
    order = sorted(last, key=lambda unit: last[unit].value)
    wanted = [last[unit].value * pixels for unit in order]
    places = _apart(wanted, _LABEL, _HEIGHT - _FRAME)
    return [
        {
            "x": last[unit].year, "y": last[unit].value, "ax": 26, "ay": want - place, "xanchor": "left", "align": "left",
            "text": f"<b>{campaign.names[unit]}</b><br>{_end_text(campaign, last[unit], unit_of_measure)}", "showarrow": True, "arrowhead": 0,
            "arrowwidth": 1, "standoff": 6, "arrowcolor": palette["muted"],
            "font": {"size": 13, "color": palette["series"][units.index(unit) % len(palette["series"])]},
        }
        for unit, want, place in zip(order, wanted, places, strict=True)
    ]  # fmt: skip


def _end_text(campaign: Campaign, figure: Figure, unit_of_measure: str) -> str:
    decimals = 1 if figure.indicator == SHARE else None
    return campaign.marks.marked_parts(figure, decimals, unit_of_measure=unit_of_measure)[0]


def _apart(wanted: list[float], gap: float, size: float) -> list[float]:
    """Rising positions moved to at least ``gap`` apart inside [0, size], each as little as pushing from below allows."""
    places: list[float] = []
    for want in wanted:
        places.append(max(want, places[-1] + gap if places else gap / 2))
    limit = size - gap / 2
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], limit)
        limit = places[i] - gap
    return places


def small_multiples(campaign: Campaign, units: Sequence[str], indicator: str, theme: str) -> Drawing:
    """One small chart a district in the given order, own scale each, with its halving path for counts."""
    palette = colours(campaign, theme)
    columns = 2  # three would write over each other on a phone
    rows = -(-len(units) // columns)
    figure = Drawing([campaign.names[unit] for unit in units], columns, (0.12, _GAP / (_ROW * rows)))
    for index, unit in enumerate(units):
        row, col = index // columns + 1, index % columns + 1
        if indicator == campaign.yardstick.indicator:
            baseline = campaign.figure(unit, indicator, campaign.yardstick.baseline_year)
            path = [campaign.yardstick.path(baseline.value, year)[0] for year in campaign.years]
            figure.add_scatter(x=list(campaign.years), y=path, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": palette["target"], "width": 1.5, "dash": "longdash"}, row=row, col=col)  # fmt: skip
        _series(figure, campaign, unit, indicator, palette["series"][0], palette, name=campaign.names[unit],
                ribbon=True, row=row, col=col)  # fmt: skip
    layout = _layout(palette, *_unit(campaign, indicator))
    layout.pop("legend")
    figure.update_layout(**layout, height=_ROW * rows + 40, showlegend=False)
    figure.update_xaxes(tickvals=[campaign.years[0], campaign.years[-1]], tickfont={"size": 13}, **_SPILL)
    figure.update_yaxes(gridcolor=palette["grid"], tickfont={"size": 13}, **_SPILL)
    for place in range(len(units)):
        _scaled(figure, _suffix(campaign, indicator), mark=str(place + 1) if place else "", steps=FEW)
    figure.update_annotations(font={"size": 16, "color": palette["ink"]})
    return figure


def former_standard(campaign: Campaign, units: Sequence[str], standard: str, theme: str) -> Drawing:
    """Rates on a former standard, alone: they never share an axis with the plan's figures."""
    palette = colours(campaign, theme)
    rows = campaign.former_rates(units, standard)
    figure = Drawing()
    kept = rows.sort_values("year").drop_duplicates(["unit", "year"], keep="last")
    for unit, group in kept.groupby("unit", sort=False):
        # The colour a unit has on the page's other charts: by its place among those shown, the province apart.
        place = (
            [other for other in units if other != campaign.province].index(unit) if unit != campaign.province else None
        )
        colour = palette["ink"] if place is None else palette["series"][place % len(palette["series"])]
        texts = [
            campaign.wording.say(
                "charts.former_point",
                unit=campaign.names[unit],
                year=int(r.year),
                value=formats.percent(r.value),
                status=r.status_word,
            )
            for r in group.assign(status_word=group["status"].map(campaign.marks.status_word)).itertuples()
        ]
        points = {
            int(r.year): Figure(unit, RATE, int(r.year), r.value, r.value, r.value, r.status)
            for r in group.itertuples()
        }
        for status, x, y in _lines(line.filled(points, range(min(points), max(points) + 1))):
            figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": colour, "width": 2, "dash": _DASH[status]})  # fmt: skip
        figure.add_scatter(
            x=list(points), y=[f.value for f in points.values()], mode="markers", name=campaign.names[unit], hovertext=texts,
            hoverinfo="text", marker=_marker(list(points.values()), colour, palette, 9),
        )  # fmt: skip
    figure.update_layout(**_layout(palette, "percent"), height=340)
    _scaled(figure, " %")
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    figure.update_xaxes(tickmode="array", tickvals=list(years), range=[years[0] - 0.3, years[-1] + 0.3])
    return figure


def dumbbells(campaign: Campaign, units: Sequence[str], indicator: str, year: int, theme: str) -> Drawing:
    """Start to now, one row a unit in the given order (first on top)."""
    palette = colours(campaign, theme)
    figure = Drawing()
    baseline_year = campaign.yardstick.baseline_year
    names = [campaign.names[unit] for unit in units]
    pairs = [(campaign.figure(u, indicator, baseline_year), campaign.figure(u, indicator, year)) for u in units]
    for name, (start, now) in zip(names, pairs, strict=True):
        estimated = ESTIMATED in (start.status, now.status)
        figure.add_scatter(
            x=[start.value, now.value], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": palette["muted"], "width": 3, "dash": "dash" if estimated else "solid"},
        )  # fmt: skip
    ends = [(0, palette["muted"], baseline_year), (1, palette["series"][0], year)]
    for position, colour, label in ends if year != baseline_year else ends[:1]:
        figures = [pair[position] for pair in pairs]
        # Outward of the two points, whichever lies higher.
        outward = ["middle right" if (pair[position].value >= pair[1 - position].value) == (position == 0 or
                   pair[0].value != pair[1].value) else "middle left" for pair in pairs]  # fmt: skip
        figure.add_scatter(
            x=[f.value for f in figures], y=names, mode="markers+text", name=campaign.wording.say("charts.end_of_year", year=label),
            marker=_marker(figures, colour, palette, 13),
            text=[campaign.marks.marked_parts(f)[0] for f in figures], textfont={"size": 14, "color": palette["ink"]},
            textposition=outward,
            hovertext=[_hover(campaign, f) for f in figures], hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    figure.update_layout(**_layout(palette, *_unit(campaign, indicator)), height=70 + 36 * len(units))
    most = max((f.value for pair in pairs for f in pair if f.known), default=1)
    figure.update_xaxes(range=[-0.68 * most, 1.6 * most], showticklabels=False, showgrid=False, zeroline=False)
    _rows(figure)
    return figure


def falls(campaign: Campaign, units: Sequence[str], year: int, theme: str) -> Drawing:
    """Fall since the baseline against what the common yardstick asks for, one row a unit.

    Bars are the 80 % interval; colour and sign are those of the judgement. Rows in the given order, first on top.
    """
    palette = colours(campaign, theme)
    figure = Drawing()
    standings = [campaign.standing(unit, year) for unit in units]
    entries = [campaign.judgement(s.assessment.judgement) for s in standings]
    tones = [entry.colour(theme) for entry in entries]
    known = [not math.isnan(s.assessment.fall) and not math.isnan(s.assessment.ratio) for s in standings]
    names = [campaign.names[unit] for unit in units]
    signs = [_fall_sign(s.assessment) for s in standings]
    yardstick = campaign.yardstick
    need = yardstick.required_fall(year)
    write = formats.points if yardstick.by_points else formats.percent
    for name, standing, colour, has in zip(names, standings, tones, known, strict=True):
        if has and standing.assessment.chances:
            low, high = (end * need for end in (standing.ratio_low, standing.ratio_high))
            figure.add_scatter(x=[low, high], y=[name, name], mode="lines", line={"color": colour, "width": 5},
                               opacity=0.4, hoverinfo="skip", showlegend=False)  # fmt: skip
    figure.add_scatter(
        x=[_fall_of(s) if has else None for s, has in zip(standings, known, strict=True)], y=names, mode="markers",
        marker={"size": 13, "color": [c if sign.filled else palette["surface"] for sign, c in zip(signs, tones, strict=True)],
                "line": {"width": 2.5, "color": tones}, "symbol": [sign.shape for sign in signs]},
        showlegend=False, hoverinfo="text", cliponaxis=False,
        hovertext=[f"{name}: {campaign.noun_of(yardstick)} {_fall_text(campaign, s)}; {verdicts.label(campaign, s.assessment)}"
                   for name, s in zip(names, standings, strict=True)],
    )  # fmt: skip
    for name, standing, entry, colour, has in zip(names, standings, entries, tones, known, strict=True):
        text = (
            f"{entry.symbol} {_fall_text(campaign, standing)}" if has else verdicts.label(campaign, standing.assessment)
        )
        figure.add_annotation(x=1, xref="paper", y=name, text=text, showarrow=False, xanchor="left", xshift=8,
                              font={"size": 14, "color": colour})  # fmt: skip
    figure.add_vline(x=need, line={"color": palette["target"], "dash": "longdash", "width": 2})
    figure.add_annotation(x=need, y=1, yref="paper", yanchor="bottom", showarrow=False,
                          text=campaign.wording.say("charts.required_fall", required=write(need, 1)),
                          font={"size": 14, "color": palette["target"]})  # fmt: skip
    figure.update_layout(
        **_layout(palette, "points" if yardstick.by_points else "percent"), height=70 + 36 * len(units)
    )
    figure.update_layout(margin={"r": 108})
    ends = [end * need for s in standings for end in (s.ratio_low, s.ratio_high) if not math.isnan(end)]
    across = scale([*ends, 1.2 * need], suffix="" if yardstick.by_points else " %", steps=FEW)
    figure.update_xaxes(tickangle=0, **_axis_of(across))
    figure.update_yaxes(categoryorder="array", categoryarray=names)
    _rows(figure)
    return figure


def _scaled(figure: Drawing, suffix: str, *, mark: str = "", steps: int = MANY) -> Scale:
    """Give a chart the scale of what is drawn on it."""
    made = scale(figure.heights(mark), suffix=suffix, steps=steps)
    figure.update_axis(f"yaxis{mark}", **_axis_of(made))
    return made


def _axis_of(made: Scale) -> dict:
    values, texts = zip(*made.ticks, strict=True)
    return {"range": [made.low, made.high], "tickmode": "array", "tickvals": list(values), "ticktext": list(texts)}


def _suffix(campaign: Campaign, indicator: str) -> str:
    return " %" if campaign.marks.unit_of(indicator) == "percent" else ""


def _fall_sign(a: Assessment) -> line.Sign:
    """A fall looks as sure as the weaker of its two figures."""
    return line.sign_of(replace(a.latest, status=a.status, weak=a.baseline.weak or a.latest.weak))


def _fall_text(campaign: Campaign, standing: Standing) -> str:
    a = standing.assessment
    write = formats.points if a.target.by_points else formats.percent
    return f"{campaign.marks.sign_of(a.status)}{write(-_fall_of(standing), 1, signed=True)}"


def _fall_of(standing: Standing) -> float:
    """A fall in the yardstick's own measure: points, or percent of the baseline."""
    a = standing.assessment
    return a.fall if a.target.by_points else a.relative_fall


def _rows(figure: Drawing) -> None:
    """One row a unit, the first on top, no numbers on the axis of names."""
    figure.update_yaxes(
        autorange="reversed", tickfont={"size": 16}, ticks="", ticklabelstandoff=4,
    )  # fmt: skip


def _series(figure: Drawing, campaign: Campaign, unit: str, indicator: str, colour: str, palette: dict, *, name: str,
            ribbon: bool, labelled: tuple[int, ...] = (),
            path: Mapping[int, float] = NO_PATH, row: int | None = None, col: int | None = None) -> None:  # fmt: skip
    series = campaign.figures.series(unit, indicator, campaign.years)
    points = [f for f in series if f.known]
    if not points:
        return
    years = [f.year for f in points]
    for run in line.bands(series) if ribbon else ():
        at = [f.year for f in run]
        figure.add_scatter(
            x=at + at[::-1], y=[f.high for f in run] + [f.low for f in reversed(run)], fill="toself", mode="lines",
            fillcolor=_transparent(colour), line={"width": 0}, hoverinfo="skip", showlegend=False, row=row, col=col,
        )  # fmt: skip
    for status, x, y in _lines(series):
        figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip",
                           line={"color": colour, "width": 3, "dash": _DASH[status]}, showlegend=False, row=row, col=col)  # fmt: skip
    figure.add_scatter(
        x=years, y=[f.value for f in points], mode="markers+text" if labelled else "markers", name=name,
        showlegend=False, marker=_marker(points, colour, palette, 12 if labelled else 7),
        text=[_short(campaign, f) if f.year in labelled else "" for f in points], textposition=_label_places(points, path),
        textfont={"size": 15},
        hovertext=[_hover(campaign, f) for f in points], hoverinfo="text", cliponaxis=False, row=row, col=col,
    )  # fmt: skip


def _lines(series: list[Figure]) -> list[tuple[str, list[int | None], list[float | None]]]:
    """The line through a series (:mod:`lib.drawing.chart.line`): status, years and values of its parts, gaps between them.

    All stretches of one status are one trace, which Plotly draws much sooner.
    """
    parts: dict[str, tuple[list[int | None], list[float | None]]] = {}
    for stretch in line.stretches(series):
        years, values = parts.setdefault(stretch.status, ([], []))
        if years and years[-1] != stretch.first.year:
            years.append(None)
            values.append(None)
        if not years or years[-1] is None:
            years.append(stretch.first.year)
            values.append(stretch.first.value)
        years.append(stretch.last.year)
        values.append(stretch.last.value)
    return [(status, years, values) for status, (years, values) in parts.items()]


def _unit(campaign: Campaign, indicator: str) -> tuple[str, str]:
    """An indicator's unit of measure and its word for an axis."""
    unit = campaign.marks.unit_of(indicator)
    return unit, campaign.display.units_of_measure[unit]


def _short(campaign: Campaign, figure: Figure) -> str:
    """A value as a label of its point: with its sign, without the word for households (the axis has it)."""
    if campaign.marks.unit_of(figure.indicator) == "percent":
        return campaign.marks.marked_parts(figure)[0]
    return campaign.marks.sign_of(figure.status) + formats.number(figure.value)


def _label_places(points: list[Figure], path: Mapping[int, float]) -> list[str]:
    """A side for the label of each point so that none covers another even on a phone, where points lie close.

    Above right keeps off a falling line, below keeps off the path over it; the last label must stay inside
    the chart.
    """
    top = max((f.high for f in points), default=1) or 1
    taken: list[tuple[float, float, float, float]] = []
    places = []
    for index, f in enumerate(points):
        x, y = index * _NARROW, f.value / top * (_HEIGHT - _FRAME)
        boxes = {
            "top right": (x + 4, x + 4 + _WIDE, y + 6, y + 26),
            "bottom center": (x - _WIDE / 2, x + _WIDE / 2, y - 28, y - 8),
            "top center": (x - _WIDE / 2, x + _WIDE / 2, y + 8, y + 28),
        }
        if index == len(points) - 1:
            del boxes["top right"]
        if index > 0 and line.label_below(f, path):
            boxes = {"bottom center": boxes.pop("bottom center"), **boxes}
        free = [place for place, box in boxes.items() if not any(_touch(box, other) for other in taken)]
        places.append(free[0] if free else "top center")
        taken.append(boxes[places[-1]])
    return places


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _modest(campaign: Campaign, unit: str, target: Target | None) -> Mapping[int, float]:
    """The modest path of a unit on a target, a value a year; empty without one."""
    if target is None:
        return NO_PATH
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    return {year: target.path(baseline.value, year)[0] for year in campaign.years} if baseline.known else NO_PATH


def _target_path(figure: Drawing, campaign: Campaign, unit: str, target: Target, palette: dict) -> None:
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    if not baseline.known:
        return
    years = list(campaign.years)
    modest = [target.path(baseline.value, year)[0] for year in years]
    if target.form == RATIO_OF_BASELINE:
        label = target.path_vi[0].upper() + target.path_vi[1:]
    else:
        ambitious = [target.path(baseline.value, year)[1] for year in years]
        wanted = formats.span(target.low, target.high or target.low, 1)
        label = campaign.wording.say("charts.corridor", wanted=wanted)
        figure.add_scatter(x=years + years[::-1], y=modest + ambitious[::-1], fill="toself", mode="lines", line={"width": 0},
                           fillcolor=palette["corridor"], name=label, hoverinfo="skip")  # fmt: skip
    figure.add_scatter(x=years, y=modest, mode="lines", name=label, hoverinfo="skip",
                       showlegend=target.form == RATIO_OF_BASELINE,
                       line={"color": palette["target"], "width": 2.5, "dash": "longdash"})  # fmt: skip
    latest = campaign.figure(unit, target.indicator, campaign.latest_year)
    if latest.known and latest.value > modest[-1]:
        figure.add_scatter(
            x=[latest.year, years[-1]], y=[latest.value, modest[-1]], mode="lines",
            name=campaign.wording.say("charts.path_left"),
            line={"color": palette["target"], "width": 2, "dash": "dot"}, hoverinfo="skip",
        )  # fmt: skip


def _marker(figures: list[Figure], colour: str, palette: dict, size: int) -> dict:
    """Published points filled, projected and estimated ones hollow; those of a weak source hollow squares."""
    signs = [line.sign_of(f) for f in figures]
    return {
        "size": size,
        "symbol": [sign.shape for sign in signs],
        "color": [colour if sign.filled else palette["surface"] for sign in signs],
        "line": {"width": 2.5, "color": colour},
        "opacity": 1,
    }


def _hover(campaign: Campaign, figure: Figure) -> str:
    return campaign.wording.say(
        "charts.point",
        unit=campaign.names[figure.unit],
        year=figure.year,
        value=campaign.marks.standing(figure, interval=True),
        status=campaign.marks.status_word(figure.status),
    )


def _transparent(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"


def _x_range(campaign: Campaign) -> list[float]:
    return [campaign.years[0] - 0.3, campaign.years[-1] + 0.3]


def _layout(palette: dict, unit: str, word: str = "") -> dict:
    return {
        "separators": ",.",
        "paper_bgcolor": palette["paper"],
        "plot_bgcolor": palette["paper"],
        "font": {
            "size": 15,
            "color": palette["ink"],
            "family": "Segoe UI, Noto Sans, Roboto, Arial, sans-serif",
        },
        "margin": {"l": 8, "r": 24, "t": 40, "b": 8},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}},
        "xaxis": {"gridcolor": palette["grid"], "automargin": True, "tickfont": {"size": 13}, **_SPILL},
        "yaxis": {
            "gridcolor": palette["grid"],
            "automargin": True,
            **_SPILL,
            "title": {"text": "" if unit == "percent" else word, "font": {"size": 14}},
        },
        "hoverlabel": {"font": {"size": 15}},
    }
