"""Do the intervals hold? Truths are simulated, the same evidence is made from them, the model estimates them.

Every truth counts: one whose evidence the model cannot reconcile is a failure and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base import files
from lib.base.findings import Finding
from lib.estimates import parameters, seal
from lib.estimates.evidence import Evidence, gather
from lib.estimates.model import simulate
from lib.estimates.processes import processes
from lib.estimates.truths import FAMILIES, Truths, seen, truth
from lib.ledger import Ledger

TABLE, SEAL = "estimate_calibration.csv", "calibration_seal.json"
COLUMNS = ["truth", "group", "year", "what", "cases", "expected", "observed", "error"]
_DRAWS = 1000  # the ends of an 80 % interval to a hundredth
#: Probabilities of being behind are looked at in these classes.
EDGES = (0.0, 0.1, 0.2, 0.5, 0.8, 0.9, 1.0)


def calibrate(
    ledger: Ledger, settings: dict, truths: int = 150, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Coverage, bias and probabilities by family of truths, group and year (:data:`COLUMNS`).

    ``what`` is ``rate`` (a district's rate inside its 80 % interval), ``total`` (the group's own count inside its
    interval), ``pit_low`` and ``pit_high`` (the truth below the tenth, above the ninetieth percentile of the draws),
    ``bias`` (mean of estimate less truth, points of a rate), ``behind a-b`` (of the units given a probability from a to b
    per cent of being behind the halving path in that year, the share that truly is) or ``failed`` (truths that could not
    be estimated). District-years with a published figure are left out. Year 0 is all years. ``error`` is the standard
    error of ``observed``, the cases of one truth counted together.
    """
    evidence = gather(ledger, settings)
    groups = _groups(ledger, evidence)
    yardstick = ledger.targets[(ledger.targets["plan"] == ledger.plan.plan) & ledger.targets["yardstick"]].iloc[0]
    remaining = float(yardstick["low"]) if yardstick["form"] == "ratio_of_baseline" else 0.5
    asked = [(family, number) for family in FAMILIES for number in range(truths)]
    found: dict[str, list[pd.DataFrame]] = {family.name: [] for family in FAMILIES}
    with processes() as pool:
        jobs = [pool.submit(_one, evidence, family, groups, remaining, [seed, number]) for family, number in asked]
        for done, ((family, number), job) in enumerate(zip(asked, jobs, strict=True), start=1):
            found[family.name].append(pd.DataFrame(job.result(), columns=_CASE).assign(truth=number))
            if progress:
                progress(done, len(asked))
    rows = [row for name, cases in found.items() for row in _summed(name, pd.concat(cases))]
    return pd.DataFrame(rows, columns=COLUMNS)


_CASE = ["group", "year", "what", "expected", "hit"]


def _groups(ledger: Ledger, evidence: Evidence) -> dict[str, np.ndarray]:
    """Disjoint groups of districts (bool masks): the poor districts, the rest of the mountain area, the lowland."""
    name = evidence.parameters["areas"]["poorest"]
    poor = np.isin(evidence.units, ledger.members_of(name))
    return {name: poor, "other_mountain": evidence.mountain & ~poor, "lowland": ~evidence.mountain}


def _one(
    evidence: Evidence, family: Truths, groups: dict[str, np.ndarray], remaining: float, seed: list[int]
) -> list[tuple[str, int, str, float, float]]:
    """Simulate one truth, estimate it, and tell for every case whether the interval or the claim held."""
    # The number of the family's name keeps its truths apart from the others'.
    rng = np.random.default_rng([*seed, *family.name.encode()])
    true = truth(evidence, family, rng)
    try:
        draws = simulate(seen(evidence, true, family, rng), _DRAWS)
    except ArithmeticError:
        return [("all", 0, "failed", 0.0, 1.0)]
    return [
        ("all", 0, "failed", 0.0, 0.0),
        *_cases(evidence, true.poor, true.rates, draws.poor, draws.rates / 100, groups, remaining),
    ]


def _cases(
    evidence: Evidence, poor: np.ndarray, rates: np.ndarray, drawn: np.ndarray, drawn_rates: np.ndarray,
    groups: dict[str, np.ndarray], remaining: float,
) -> Iterator[tuple[str, int, str, float, float]]:  # fmt: skip
    level = evidence.parameters["interval"]
    tail = (1 - level) / 2
    low, high = np.quantile(drawn_rates, [tail, 1 - tail], axis=0)
    place = (drawn_rates < rates).mean(axis=0)
    known = {(evidence.units.index(p.unit), evidence.years.index(p.year)) for p in evidence.pinned}
    for name, mask in groups.items():
        totals = drawn[:, mask].sum(axis=1)
        for y, year in enumerate(evidence.years):
            first, last = np.quantile(totals[:, y], [tail, 1 - tail])
            yield name, year, "total", level, float(first <= round(poor[mask, y].sum()) <= last)
            for d in (int(d) for d in np.flatnonzero(mask) if (int(d), y) not in known):
                yield name, year, "rate", level, float(low[d, y] <= rates[d, y] <= high[d, y])
                yield name, year, "pit_low", tail, float(place[d, y] < tail)
                yield name, year, "pit_high", tail, float(place[d, y] > 1 - tail)
                yield name, year, "bias", 0.0, float(drawn_rates[:, d, y].mean() - rates[d, y]) * 100
            if y == 0:
                continue
            # The plan's path (to half of the baseline), in the draws and in the truth alike.
            left = 1 - (1 - remaining) * y / (len(evidence.years) - 1)
            behind = (drawn[:, :, y] > drawn[:, :, 0] * left).mean(axis=0)
            truly = poor[:, y] > poor[:, 0] * left
            for d in map(int, np.flatnonzero(mask)):
                share = float(behind[d])
                k = min(sum(share >= edge for edge in EDGES[1:]), len(EDGES) - 2)
                yield name, year, f"behind {EDGES[k] * 100:.0f}-{EDGES[k + 1] * 100:.0f}", share, float(truly[d])


def _summed(name: str, cases: pd.DataFrame) -> Iterator[tuple]:
    everywhere = cases[cases["group"] != "all"].assign(group="all")
    always = pd.concat([cases[cases["year"] != 0], everywhere]).assign(year=0)
    for (group, year, what), part in pd.concat([cases, everywhere, always]).groupby(["group", "year", "what"]):
        observed = float(part["hit"].mean())
        # Cases of one truth hang together: the error is that of a ratio of sums over truths.
        sums = (part["hit"] - observed).groupby(part["truth"]).sum().to_numpy()
        error = float(np.sqrt((sums**2).sum())) / len(part)
        yield (
            name,
            group,
            int(year),
            what,
            len(part),
            round(part["expected"].mean(), 3),
            round(observed, 3),
            round(error, 4),
        )


def write(table: pd.DataFrame, directory: Path) -> None:
    """Keep the calibration beside the estimates, for the method page, tied to the parameters it is about."""
    content = table.to_csv(index=False, lineterminator="\n").encode()
    made = seal.sealed(directory, (), [parameters.FILE], {TABLE: content})
    files.replace_all({directory / TABLE: content, directory / SEAL: made})


def seal_findings(directory: Path) -> list[Finding]:
    """Whether the stored calibration is the one made with the parameters of today."""
    return seal.broken(directory, (), [parameters.FILE], [TABLE], SEAL, again="python -m lib calibrate")


def text(table: pd.DataFrame) -> str:
    """The calibration as a Vietnamese text table: coverage of the 80 % interval, then the claims of being behind."""
    lines = ["Độ phủ của khoảng 80 % (tỷ lệ huyện, trừ số đã công bố; trong ngoặc: tổng của nhóm)"]
    years = sorted(table["year"].unique())
    for (truth_name, group), part in table.groupby(["truth", "group"], sort=False):
        cells = []
        for year in years:
            at = part[part["year"] == year].set_index("what")["observed"]
            if "rate" not in at:
                continue
            total = f" ({at['total']:.2f})" if "total" in at and group != "all" else ""
            cells.append(f"{year or 'cả kỳ'}: {at['rate']:.2f}{total}")
        lines.append(f"- {truth_name}, {group}: " + "; ".join(cells))
    lines.append("Xác suất chậm so với tiến độ giảm 50 %: đã nói bao nhiêu, đúng bao nhiêu ± sai số chuẩn")
    claims = table[table["what"].str.startswith("behind") & (table["year"] == 0)]
    for row in claims.itertuples():
        lines.append(
            f"- {row.truth}, {row.group}, {row.what} %: {row.expected:.2f} → {row.observed:.2f} ± {row.error:.3f} ({row.cases})"
        )
    for row in table[table["what"] == "failed"].itertuples():
        lines.append(
            f"- {row.truth}: {round(row.observed * row.cases)} trong {row.cases} tỉnh giả định không ước tính được"
        )
    return "\n".join(lines)
