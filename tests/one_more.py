"""One more figure in the ledger breaks nothing: ``python -m tests.one_more``.

Puts the province's pair of the plan's last year (poor households and rate, as if the review had been published) into a copy
of ``data/``, estimates again, checks, and runs the tests marked ``live`` on the copy.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lib.__main__ import main as command
from lib.base.paths import DATA_DIR, ROOT
from lib.ledger import load_ledger


def add(
    directory: Path, unit: str, year: int, *, rate: float | None = None, count: int | None = None, note: str = ""
) -> None:
    """Add a unit's published rate (percent) or count of poor households at the end of ``year`` to a copy of the tables.

    A figure already preferred for it gives way. The new rows name the first source of the ledger.
    """
    path = directory / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ledger = load_ledger(directory)
    standard = ledger.plan.standard
    ended = ledger.units.set_index("unit")["valid_to"].get(unit)
    for indicator, value, measure in (("poor_rate", rate, "percent"), ("poor_households", count, "households")):
        if value is None:
            continue
        for row in rows:
            if (row["unit"], row["indicator"], row["year"], row["standard"], row["status"]) == (unit, indicator, str(year), standard, "published"):  # fmt: skip
                row["preferred"] = "false"
        written = f"{value:.2f}".replace(".", ",") if measure == "percent" else f"{value:,}".replace(",", ".")
        # A unit that is no more at the end of the year is counted on the boundaries of its last day.
        late = ended == ended and ended is not None and int(ended.year) <= year
        rows.append(
            dict.fromkeys(rows[0], "")
            | {
                "observation": f"{unit}_{indicator}_{year}_thu", "year_basis": "stated", "unit": unit, "indicator": indicator, "year": str(year),
                "value": f"{value}", "bound": "exact", "unit_of_measure": measure, "standard": standard, "status": "published",
                "source": str(ledger.sources["source"].iloc[0]), "quote": f"Số thử: {written}", "basis": "quoted",
                "preferred": "true", "boundary_date": f"{ended:%Y-%m-%d}" if late else "",
                "note": note or ("Số thử, theo địa giới của ngày cuối cùng" if late else ""),
            }
        )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def last_pair(directory: Path, rate: float = 3.2) -> None:
    """Add the province's pair of the plan's last year: ``rate`` percent of its households."""
    from lib.estimates.households import province_households

    ledger = load_ledger(directory)
    year = ledger.plan.end_year
    households = int(province_households(ledger, (year,))["households"].iloc[0])
    add(directory, ledger.province, year, rate=rate, count=round(households * rate / 100))


def main() -> int:
    """Copy, add, estimate, check, test; the tests' exit code."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for path in DATA_DIR.glob("*.*"):
            shutil.copy(path, directory)
        last_pair(directory)
        for asked in ("estimate", "check"):
            if code := command(["--data", name, asked]):
                return code
        tests = [sys.executable, "-m", "pytest", "-q", "-m", "live", "-p", "no:cacheprovider", *sys.argv[1:]]
        return subprocess.run(tests, cwd=ROOT, env={**os.environ, "NGHEAN_LIVE": name}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
