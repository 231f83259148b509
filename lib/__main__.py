"""Command line: ``python -m lib check | estimate | validate | calibrate | scorecard``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from lib.base.findings import DataError
from lib.base.paths import DATA_DIR


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 wrong data, 2 wrong call)."""
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_DIR, help="directory of the data tables")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="validate every table; completeness and contradictions")
    commands.add_parser("estimate", help="write data/estimates.csv and data/estimate_draws.npy again")
    commands.add_parser("validate", help="leave each published district figure out and predict it")
    calibrate = commands.add_parser("calibrate", help="simulate truths; do intervals and probabilities hold?")
    calibrate.add_argument("--truths", type=int, default=150, help="simulated truths of each family")
    card = commands.add_parser("scorecard", help="the plan's targets and every district, judged")
    card.add_argument("--year", type=int)
    card.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1


def _check(options: argparse.Namespace) -> int:
    from lib.editions.check import check_report

    text, code = check_report(options.data)
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _estimate(options: argparse.Namespace) -> int:
    from lib.estimates import store
    from lib.ledger import load_ledger

    estimates = store.estimate(load_ledger(options.data))
    store.write(estimates, options.data)
    print(f"Đã ghi {store.TABLE} ({len(estimates.table)} dòng) và {store.DRAWS}.")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from lib.estimates import validation
    from lib.ledger import load_ledger

    table = validation.leave_one_out(load_ledger(options.data))
    validation.write(table, options.data)
    print(validation.text(table))
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from lib.estimates import calibration
    from lib.ledger import load_ledger

    table = calibration.calibrate(load_ledger(options.data), options.truths)
    calibration.write(table, options.data)
    print(calibration.text(table))
    return 0


def _scorecard(options: argparse.Namespace) -> int:
    from lib.campaign.campaign import load_campaign
    from lib.exports.scorecard import scorecard, scorecard_text

    campaign = load_campaign(options.data)
    year = options.year or campaign.latest_year
    if not campaign.halving.baseline_year < year <= campaign.years[-1]:
        print(f"Năm phải từ {campaign.halving.baseline_year + 1} đến {campaign.years[-1]}.", file=sys.stderr)
        return 2
    if options.format == "json":
        print(json.dumps(scorecard(campaign, year), ensure_ascii=False, indent=2))
    else:
        print(scorecard_text(campaign, year))
    return 0


_COMMANDS = {
    "check": _check,
    "estimate": _estimate,
    "validate": _validate,
    "calibrate": _calibrate,
    "scorecard": _scorecard,
}

if __name__ == "__main__":
    sys.exit(main())
