"""Measure the dashboard beside plain Streamlit, Dash and Panel pages with the same map, in one run on one machine.

    python benchmarks/run.py [--quick] [--loads 7] [--seconds 30]

The reference apps get an environment of their own, ``.venv-benchmarks``. The systems take turns in every round, so that
the machine's noise hits all alike. Writes RESULTS.md, results.json and the table in README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import time

from browser import FLAGS, Visit, chromium
from load import Choice, Tally, crowd, expected_answers
from playwright.sync_api import Browser, sync_playwright
from proxy import SlowProxy
from reference_data import Reference, load
from report import write
from systems import SYSTEMS, System, memory_mb, prepare, served

RATE, DELAY_S = 2e6, 0.05
#: The years asked for: none is what a page opens with, and neighbours differ.
YEARS = (2022, 2023, 2021)
GROUPS = ("Huyện nghèo", "Miền núi", "Đồng bằng, ven biển")
Samples = dict[str, dict[str, list[float]]]


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--quick", action="store_true", help="two loads and five seconds of load: does the script work?"
    )
    parser.add_argument("--loads", type=int, default=7, help="rounds of first views and changes")
    parser.add_argument("--seconds", type=int, default=30, help="duration of each crowd")
    parser.add_argument("--one-page", type=int, default=25, help="viewers on one page")
    parser.add_argument("--all-pages", type=int, default=50, help="viewers on all pages")
    options = parser.parse_args()
    if options.quick:
        options.loads, options.seconds = 2, 5
    prepare()
    setting = {
        **vars(options),
        "rate": RATE,
        "delay": DELAY_S,
        "command": " ".join(["python benchmarks/run.py", *sys.argv[1:]]),
    }
    with contextlib.ExitStack() as stack:
        servers = {system: stack.enter_context(served(system)) for system in SYSTEMS}
        ports = {system: port for system, (port, _) in servers.items()}
        samples = browse(ports, load(), options.loads)
        results: dict[str, dict[str, float]] = {
            name: {key: statistics.median(values) for key, values in measured.items()}
            for name, measured in samples.items()
        }
        for name, measured in asyncio.run(crowds(ports, options)).items():
            results[name] |= measured
        for system, (_, pid) in servers.items():
            results[system.name]["memory_mb"] = memory_mb(pid)
    write(results, setting)


def browse(ports: dict[System, int], reference: Reference, loads: int) -> Samples:
    """All that one viewer sees, ``loads`` times for every system; a round before warms the servers and is not counted."""
    samples: Samples = {system.name: {} for system in ports}
    systems = list(ports)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for turn in range(loads + 1):
            # Nobody is always first in a round.
            shift = turn % len(systems)
            for system in systems[shift:] + systems[:shift]:
                say(f"round {turn} of {loads}: {system.name}")
                measured = round_of(browser, system, ports[system], reference, turn)
                for key, value in measured.items() if turn else ():
                    samples[system.name].setdefault(key, []).append(value)
        browser.close()
    return samples


def round_of(browser: Browser, system: System, port: int, reference: Reference, turn: int) -> dict[str, float]:
    """One first view, changes of group and year in it, and one first view over the slow line."""
    with Visit(browser, system, port) as visit:
        measured = {"first_map_s": visit.first_map(), "first_card_s": visit.first_card()}
        visit.settle()
        measured["group_s"] = visit.change_group(reference, GROUPS[turn % len(GROUPS)])
        measured["year_s"] = visit.change_year(reference, YEARS[turn % len(YEARS)])
    with SlowProxy(port, RATE, DELAY_S) as proxy, Visit(browser, system, proxy.port) as visit:
        measured |= {"slow_first_map_s": visit.first_map(), "slow_first_card_s": visit.first_card()}
        measured["first_view_kb"] = proxy.down.bytes / 1000
    return measured


async def crowds(ports: dict[System, int], options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Crowds on one page and on all pages; the Streamlit systems take turns, half of the time each way round."""
    urls = {s: f"ws://127.0.0.1:{port}/_stcore/stream" for s, port in ports.items() if s.websocket}
    expected: dict[System, dict[Choice, str]] = {}
    for system, url in urls.items():
        say(f"every answer of {system.name}")
        expected[system] = await expected_answers(url)
    results: dict[str, dict[str, float]] = {system.name: {} for system in urls}
    for kind, sessions, mixed in (("one_page", options.one_page, False), ("all_pages", options.all_pages, True)):
        tallies = {system: Tally() for system in urls}
        for order in (list(urls), list(urls)[::-1]):
            for system in order:
                say(f"{sessions} viewers, {kind}: {system.name}")
                await crowd(urls[system], expected[system], sessions, options.seconds / 2, mixed, tallies[system])
        for system, tally in tallies.items():
            results[system.name] |= {f"{kind}_{key}": value for key, value in tally.summary().items()}
            for fault in tally.faults[:3]:
                say(f"{system.name}: {fault}")
    return results


def say(text: str) -> None:
    """Progress, apart from the results."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
