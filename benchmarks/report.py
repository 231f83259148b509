"""Results as a table for people: RESULTS.md, results.json and the part of README.md between two marks."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

import streamlit
from systems import ENVIRONMENT, SYSTEMS

HERE = Path(__file__).resolve().parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"
ROWS = {
    "first_map_s": "first map painted (s)",
    "first_card_s": "map answers the pointer (s)",
    "slow_first_map_s": "first map painted, slow line (s)",
    "slow_first_card_s": "map answers the pointer, slow line (s)",
    "first_view_kb": "received until then (kB)",
    "group_s": "group changed, map shows it (s)",
    "year_s": "year changed, map shows it (s)",
    "one_page_p50_s": "{one} viewers on one page, p50 (s)",
    "one_page_p95_s": "… p95 (s)",
    "one_page_max_s": "… longest (s)",
    "one_page_errors": "… errors",
    "all_pages_p50_s": "{many} viewers on all pages, p50 (s)",
    "all_pages_p95_s": "… p95 (s)",
    "all_pages_max_s": "… longest (s)",
    "all_pages_errors": "… errors",
    "memory_mb": "server memory at the end (MB)",
}


def write(results: dict[str, dict[str, float]], setting: dict[str, Any]) -> None:
    """All files; a trial run (``--quick``) leaves README.md alone."""
    told = {"setting": {**setting, "date": str(dt.date.today()), "versions": versions()}, "results": results}
    (HERE / "results.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = "\n".join([introduction(told["setting"]), "", *table(results, setting)])
    (HERE / "RESULTS.md").write_text(f"# Benchmark results\n\n{text}\n\n{explanation(setting)}\n", encoding="utf-8")
    if not setting["quick"]:
        update_readme(text)
    print(text)


def table(results: dict[str, dict[str, float]], setting: dict[str, Any]) -> list[str]:
    """A row a measure: every system, then how many times as much the dashboard takes as each reference."""
    titles = [system.title for system in SYSTEMS]
    head = ["", *titles, *(f"÷ {title}" for title in titles[1:])]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for key, label in ROWS.items():
        values = [results[system.name].get(key) for system in SYSTEMS]
        ratios = [ratio(values[0], value) for value in values[1:]]
        label = label.format(one=setting["one_page"], many=setting["all_pages"])
        lines.append("| " + " | ".join([label, *map(number, values), *ratios]) + " |")
    return lines


def number(value: float | None) -> str:
    """Three digits at most; a dash where nothing was measured."""
    if value is None or math.isnan(value):
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def ratio(ours: float | None, theirs: float | None) -> str:
    """Ours over theirs; a dash where one is missing or nothing."""
    return f"{ours / theirs:.2f}" if ours is not None and theirs else "–"


def introduction(setting: dict[str, Any]) -> str:
    """When, where and with what."""
    words = ", ".join(f"{name} {version}" for name, version in setting["versions"].items())
    trial = "Trial run, too short to judge by. " if setting["quick"] else ""
    return (
        f"{trial}{setting['date']}, {os.cpu_count()} cores shared by servers, clients and browser; {words}. "
        f"`{setting['command']}`: medians of {setting['loads']} rounds, the systems taking turns within each."
    )


def explanation(setting: dict[str, Any]) -> str:
    """What was measured, for RESULTS.md."""
    return (
        "Ratios travel between machines; seconds do not. All pages show the same 21 districts with a choice of group and "
        "year; the references have nothing else, the dashboard its whole overview. First view: empty cache, warm server, "
        f"timed in the page. Slow line: {setting['rate'] / 1e6:g} Mbit/s and {setting['delay'] * 2000:.0f} ms round trip, "
        "made by a proxy in front of every server, websockets included. A change counts when the map shows it: the "
        "districts outside the group are dimmed, or the known district shows the asked-for year's rate (Panel's canvas: "
        f"when the picture has changed). Viewers: {setting['seconds']} s, a second of thought between choices; every answer "
        "is compared with what a single viewer is told, any other answer is an error. plain Streamlit has one page, so its "
        "viewers are all on it."
    )


def versions() -> dict[str, str]:
    """Of what is measured."""
    code = "from importlib.metadata import version as v; print(v('dash'), v('panel'), v('plotly'))"
    told = subprocess.run(
        [ENVIRONMENT / "bin/python", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    dash, panel, plotly = told.stdout.split()
    return {"Python": platform.python_version(), "Streamlit": streamlit.__version__, "Dash": dash, "Panel": panel,
            "Plotly": plotly}  # fmt: skip


def update_readme(text: str, path: Path = README) -> None:
    """Put ``text`` between the two marks of README.md."""
    readme = path.read_text(encoding="utf-8")
    found, count = re.subn(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{text}\n{END}", readme, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{path.name} needs the marks {BEGIN} and {END} once")
    path.write_text(found, encoding="utf-8")
