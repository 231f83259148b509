"""Plotly figures. Published points are solid, projected ones diamonds, estimates dashed with their interval."""

from __future__ import annotations

import math

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lib import formats
from lib.campaign import Campaign
from lib.display import display, marked, unit_of
from lib.figures import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.plan import RATIO_OF_BASELINE, Target

_SYMBOL = {PUBLISHED: "circle", PROJECTED: "diamond", ESTIMATED: "circle"}
_DASH = {PUBLISHED: "solid", PROJECTED: "dot", ESTIMATED: "dash"}
_DASH = {PUBLISHED: "solid", PROJECTED: "dot", ESTIMATED: "dash"}


def colours(theme: str) -> dict:
    """The chart colours of a theme, ``light`` or ``dark``."""
    return display()["charts"]["dark" if theme == "dark" else "light"]


def trajectory(
    campaign: Campaign, units: list[str], indicator: str, theme: str, target: Target | None, *, small: bool = False
) -> go.Figure:
    """Trajectories of several units with interval ribbons, the target's path and the path still required.

    One target line only where one unit is shown: paths of different units do not coincide. ``small`` labels
    only the baseline and the latest published year.
    """
    palette = colours(theme)
    figure = go.Figure()
    if target is not None and len(units) == 1:
        _target_path(figure, campaign, units[0], target, palette)
    for index, unit in enumerate(units):
        colour = palette["series"][index % len(palette["series"])]
        _series(
            figure,
            campaign,
            unit,
            indicator,
            colour,
            palette,
            name=campaign.names[unit],
            ribbon=len(units) <= 3,
            labelled=(campaign.halving.baseline_year, campaign.latest_year) if small else campaign.years,
        )
    figure.update_layout(**_layout(palette, unit_of(indicator)), height=520)
    if small:
        figure.update_layout(height=340, showlegend=False)
    figure.update_xaxes(tickmode="array", tickvals=list(campaign.years), range=_x_range(campaign))
    return figure


def small_multiples(campaign: Campaign, units: list[str], indicator: str, theme: str) -> go.Figure:
    """One small chart a district in the given order, own scale each, with its halving path for counts."""
    palette = colours(theme)
    columns = 3
    rows = -(-len(units) // columns)
    figure = make_subplots(
        rows=rows, cols=columns, subplot_titles=[campaign.names[unit] for unit in units],
        vertical_spacing=min(0.05, 0.4 / rows), horizontal_spacing=0.07,
    )  # fmt: skip
    for index, unit in enumerate(units):
        place = {"row": index // columns + 1, "col": index % columns + 1}
        if indicator == campaign.halving.indicator:
            baseline = campaign.figure(unit, indicator, campaign.halving.baseline_year)
            path = [campaign.halving.path(baseline.value, year)[0] for year in campaign.years]
            figure.add_scatter(x=list(campaign.years), y=path, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": palette["target"], "width": 1.5, "dash": "longdash"}, **place)  # fmt: skip
        _series(figure, campaign, unit, indicator, palette["series"][0], palette, name=campaign.names[unit],
                ribbon=True, legend=False, labelled=(), **place)  # fmt: skip
    layout = _layout(palette, unit_of(indicator))
    layout.pop("legend")
    figure.update_layout(**layout, height=210 * rows + 40, showlegend=False)
    figure.update_xaxes(tickvals=[campaign.years[0], campaign.years[-1]], tickfont={"size": 13})
    figure.update_yaxes(
        rangemode="tozero",
        gridcolor=palette["grid"],
        tickfont={"size": 13},
        nticks=4,
        tickformat=layout["yaxis"]["tickformat"],
        ticksuffix=layout["yaxis"]["ticksuffix"],
    )
    figure.update_annotations(font={"size": 16, "color": palette["ink"]})
    return figure


def old_standard(campaign: Campaign, units: list[str], theme: str) -> go.Figure | None:
    """Rates on the standard of 2016-2020, alone: they never share an axis with the plan's figures."""
    palette = colours(theme)
    rows = campaign.ledger.observations.query(
        "indicator == 'poor_rate' and standard == '2016-2020' and preferred and year >= 2015"
    )
    rows = rows[rows["unit"].isin(units)]
    if rows.empty:
        return None
    figure = go.Figure()
    for index, (unit, group) in enumerate(rows.sort_values("year").groupby("unit", sort=False)):
        colour = palette["series"][index % len(palette["series"])]
        texts = [
            f"{campaign.names[unit]}, cuối năm {int(r.year)}: {formats.percent(r.value)} ({r.status_word})"
            for r in group.assign(
                status_word=group["status"].map(lambda s: display()["status"][s]["label"])
            ).itertuples()
        ]
        figure.add_scatter(
            x=group["year"].astype(int), y=group["value"], mode="lines+markers", name=campaign.names[unit],
            line={"color": colour, "width": 2}, hovertext=texts, hoverinfo="text",
            marker={"size": 9, "symbol": [_SYMBOL[s] for s in group["status"]]},
        )  # fmt: skip
    figure.update_layout(**_layout(palette, "percent"), height=340)
    figure.update_xaxes(dtick=1)
    return figure


def dumbbells(campaign: Campaign, units: list[str], indicator: str, year: int, theme: str) -> go.Figure:
    """Start to now, one row a unit in the given order (first on top)."""
    palette = colours(theme)
    figure = go.Figure()
    baseline_year = campaign.halving.baseline_year
    names = [campaign.names[unit] for unit in units]
    pairs = [(campaign.figure(u, indicator, baseline_year), campaign.figure(u, indicator, year)) for u in units]
    for name, (start, now) in zip(names, pairs, strict=True):
        estimated = ESTIMATED in (start.status, now.status)
        figure.add_scatter(
            x=[start.value, now.value], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": palette["muted"], "width": 3, "dash": "dash" if estimated else "solid"},
        )  # fmt: skip
    for position, colour, label in ((0, palette["muted"], baseline_year), (1, palette["series"][0], year)):
        figures = [pair[position] for pair in pairs]
        figure.add_scatter(
            x=[f.value for f in figures], y=names, mode="markers+text", name=f"Cuối năm {label}",
            marker=_marker(figures, colour, palette, 13),
            text=[marked(f) for f in figures], textfont={"size": 14, "color": palette["ink"]},
            textposition="middle right" if position == 0 else "middle left",
            hovertext=[_hover(campaign, f) for f in figures], hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    figure.update_layout(**_layout(palette, unit_of(indicator)), height=70 + 36 * len(units))
    most = max((f.value for pair in pairs for f in pair if f.known), default=1)
    figure.update_xaxes(range=[-0.22 * most, 1.3 * most], showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(
        autorange="reversed",
        tickfont={"size": 16},
        rangemode="normal",
        ticksuffix="",
        tickformat="",
        ticks="",
        ticklabelstandoff=4,
    )
    return figure


def level_against_pace(campaign: Campaign, units: list[str], year: int, theme: str) -> go.Figure:
    """Level (poor rate) against relative fall since the baseline, with the interval of the fall."""
    palette = colours(theme)
    figure = go.Figure()
    need = (1 - campaign.halving.low) * (year - campaign.halving.baseline_year) / campaign.halving.span * 100
    figure.add_hline(y=need, line={"color": palette["target"], "dash": "longdash", "width": 2},
                     annotation_text=f"đường giảm một nửa: {formats.percent(need, 1)}",
                     annotation_font={"size": 14, "color": palette["target"]})  # fmt: skip
    poor = set(campaign.members("poor_districts"))
    # The plain's districts lie on one spot: their names would cover each other, hover and table tell them.
    named = set(campaign.members("mountain"))
    for label, chosen, colour in (
        ("Huyện nghèo", [u for u in units if u in poor], palette["series"][1]),
        ("Huyện khác", [u for u in units if u not in poor], palette["series"][0]),
    ):
        standings = [campaign.standing(unit, year) for unit in chosen]
        rates = [campaign.figure(unit, "poor_rate", year) for unit in chosen]
        falls = [s.assessment.relative_fall for s in standings]
        figure.add_scatter(
            x=[r.value for r in rates], y=falls, mode="markers+text", name=label,
            text=[campaign.names[unit] if unit in named else "" for unit in chosen], textposition=_sides(falls), textfont={"size": 14},
            marker=_marker([s.assessment.latest for s in standings], colour, palette, 11),
            error_y={"type": "data", "symmetric": False, "thickness": 1, "color": palette["muted"],
                     "array": [max(0, s.ratio_high * need - f) for s, f in zip(standings, falls, strict=True)],
                     "arrayminus": [max(0, f - s.ratio_low * need) for s, f in zip(standings, falls, strict=True)]},
            hovertext=[f"{_hover(campaign, r)}<br>số hộ nghèo giảm "
                       f"{'≈ ' if s.assessment.status == ESTIMATED else ''}{formats.percent(f, 1)}"
                       for r, s, f in zip(rates, standings, falls, strict=True)],
            hoverinfo="text",
        )  # fmt: skip
    layout = _layout(palette, "percent")
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": f"Tỷ lệ hộ nghèo cuối năm {year} (%), thang logarit"},
                       "type": "log", "tickvals": [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40],
        "range": [math.log10(0.12), math.log10(130)], "ticksuffix": ""}  # fmt: skip
    layout["yaxis"] = {**layout["yaxis"], "title": {"text": "Số hộ nghèo đã giảm từ cuối năm 2021 (%)"},
                       "rangemode": "normal"}  # fmt: skip
    figure.update_layout(**layout, height=560)
    return figure


def _series(figure: go.Figure, campaign: Campaign, unit: str, indicator: str, colour: str, palette: dict, *, name: str,
            ribbon: bool, legend: bool = True, labelled: tuple[int, ...] = (), **place: int) -> None:  # fmt: skip
    points = [f for f in campaign.figures.series(unit, indicator, campaign.years) if f.status != MISSING]
    if not points:
        return
    years = [f.year for f in points]
    if ribbon and any(f.low != f.high for f in points):
        figure.add_scatter(
            x=years + years[::-1], y=[f.high for f in points] + [f.low for f in reversed(points)], fill="toself", mode="lines",
            fillcolor=_transparent(colour), line={"width": 0}, hoverinfo="skip", showlegend=False, **place,
        )  # fmt: skip
    for before, after in zip(points, points[1:], strict=False):
        weakest = max(before.status, after.status, key=[PUBLISHED, PROJECTED, ESTIMATED].index)
        figure.add_scatter(x=[before.year, after.year], y=[before.value, after.value], mode="lines", hoverinfo="skip",
                           line={"color": colour, "width": 3, "dash": _DASH[weakest]}, showlegend=False, **place)  # fmt: skip
    figure.add_scatter(
        x=years, y=[f.value for f in points], mode="markers+text" if labelled else "markers", name=name,
        showlegend=legend, marker=_marker(points, colour, palette, 12 if labelled else 7),
        text=[marked(f) if f.year in labelled else "" for f in points], textposition=_label_places(campaign, points),
        textfont={"size": 15},
        hovertext=[_hover(campaign, f) for f in points], hoverinfo="text", cliponaxis=False, **place,
    )  # fmt: skip


def _sides(values: list[float]) -> list[str]:
    """Alternate left and right by height, so that neighbours do not write over each other."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = [""] * len(values)
    for rank, position in enumerate(order):
        places[position] = "middle right" if rank % 2 else "middle left"
    return places


def _label_places(campaign: Campaign, points: list[Figure]) -> list[str]:
    """Labels on the side away from the halving path, so that they do not sit on its line."""
    first = points[0]
    places = []
    for f in points:
        path = campaign.halving.path(first.value, f.year)[0]
        places.append("bottom center" if f.value < path else "top center")
    return places


def _target_path(figure: go.Figure, campaign: Campaign, unit: str, target: Target, palette: dict) -> None:
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    if not baseline.known:
        return
    years = list(campaign.years)
    modest = [target.path(baseline.value, year)[0] for year in years]
    if target.form == RATIO_OF_BASELINE:
        label = "Đường giảm một nửa"
    else:
        ambitious = [target.path(baseline.value, year)[1] for year in years]
        label = f"Mức giảm {formats.span(target.low, target.high or target.low, 1)} điểm %/năm"
        figure.add_scatter(x=years + years[::-1], y=modest + ambitious[::-1], fill="toself", mode="lines", line={"width": 0},
                           fillcolor=palette["corridor"], name=label, hoverinfo="skip")  # fmt: skip
    figure.add_scatter(x=years, y=modest, mode="lines", name=label, hoverinfo="skip",
                       showlegend=target.form == RATIO_OF_BASELINE,
                       line={"color": palette["target"], "width": 2.5, "dash": "longdash"})  # fmt: skip
    latest = campaign.figure(unit, target.indicator, campaign.latest_year)
    if latest.known and latest.value > modest[-1]:
        figure.add_scatter(
            x=[latest.year, years[-1]], y=[latest.value, modest[-1]], mode="lines", name="Đường còn phải đi",
            line={"color": palette["target"], "width": 2, "dash": "dot"}, hoverinfo="skip",
        )  # fmt: skip


def _marker(figures: list[Figure], colour: str, palette: dict, size: int) -> dict:
    """Published points filled, projected and estimated ones hollow."""
    return {
        "size": size,
        "symbol": [_SYMBOL[f.status] for f in figures],
        "color": [colour if f.status == PUBLISHED else palette["surface"] for f in figures],
        "line": {"width": 2.5, "color": colour},
        "opacity": 1,
    }


def _hover(campaign: Campaign, figure: Figure) -> str:
    word = display()["status"][figure.status]["label"]
    return f"{campaign.names[figure.unit]}, cuối năm {figure.year}: {marked(figure, interval=True)} – {word}"


def _transparent(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"


def _x_range(campaign: Campaign) -> list[float]:
    return [campaign.years[0] - 0.3, campaign.years[-1] + 0.3]


def _layout(palette: dict, unit: str) -> dict:
    suffix = " %" if unit == "percent" else ""
    return {
        "separators": ",.",
        "paper_bgcolor": palette["paper"],
        "plot_bgcolor": palette["paper"],
        "font": {
            "size": 15,
            "color": palette["ink"],
            "family": "Segoe UI, Noto Sans, Roboto, Arial, sans-serif",
        },
        "margin": {"l": 8, "r": 8, "t": 40, "b": 8},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}},
        "xaxis": {"gridcolor": palette["grid"], "automargin": True},
        "yaxis": {
            "gridcolor": palette["grid"],
            "rangemode": "tozero",
            "ticksuffix": suffix,
            "automargin": True,
            "tickformat": ",~r" if unit == "percent" else ",d",
        },
        "hoverlabel": {"font": {"size": 15}},
    }
