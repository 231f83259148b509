"""Whether the server answers others while it makes documents: its health, asked all the time beside twenty new ones.

    python -m benchmarks.health

Meetings, printed pages and files of slides of twenty different selections are asked for at once; none has been made before.
Prints the median, the 95th percentile and the slowest answer of ``/_stcore/health``, alone and meanwhile.
"""

from __future__ import annotations

import contextlib
import statistics
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import Campaign
from lib.editions.edition import Place, load_edition
from lib.views.page_list import PAGES
from tests.conftest import served

_ASKED = 20
#: Seconds between two questions.
_PAUSE = 0.01


def health(site: str, until: threading.Event) -> list[float]:
    """Milliseconds that each answer took until told to stop."""
    took = []
    while not until.is_set():
        start = time.perf_counter()
        with urllib.request.urlopen(f"{site}/_stcore/health", timeout=30) as answer:
            answer.read()
        took.append((time.perf_counter() - start) * 1000)
        time.sleep(_PAUSE)
    return took


def documents(campaign: Campaign) -> list[tuple[str, str]]:
    """Method and address of twenty documents, meetings, printed pages and slides in turn."""
    units, pages = cycle(campaign.districts), cycle(page.code for page in PAGES)
    found = []
    for turn in range(_ASKED):
        query = f"huyen={next(units)}&nam={campaign.years[turn % len(campaign.years)]}"
        found.append([("GET", f"trinh_chieu?{query}"), ("GET", f"mot_trang?trang={next(pages)}&{query}"),
                      ("POST", f"tep?loai=pptx&{query}")][turn % 3])  # fmt: skip
    return found


def ask(site: str, method: str, address: str) -> int:
    """The status of a document's answer."""
    request = urllib.request.Request(f"{site}/{address}", method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        answer.read()
        return answer.status


def told(name: str, took: list[float]) -> str:
    """One line of what was measured."""
    p95 = statistics.quantiles(took, n=20)[-1]
    return f"{name}: median {statistics.median(took):.1f} ms, p95 {p95:.1f} ms, slowest {max(took):.0f} ms ({len(took)} answers)"


def main() -> None:
    """Measure and print."""
    campaign = Campaign(load_edition(Place(DATA_DIR, GEO_DIR)))
    with contextlib.contextmanager(served)(data=DATA_DIR) as site, ThreadPoolExecutor(_ASKED + 1) as pool:
        ask(site, "GET", "trinh_chieu")  # the edition is read
        stop = threading.Event()
        alone = pool.submit(health, site, stop)
        time.sleep(3)
        stop.set()
        print(told("alone", alone.result()))
        stop = threading.Event()
        meanwhile = pool.submit(health, site, stop)
        start = time.perf_counter()
        statuses = list(pool.map(lambda wanted: ask(site, *wanted), islice(documents(campaign), _ASKED)))
        took = time.perf_counter() - start
        stop.set()
        print(told(f"while {_ASKED} documents were made in {took:.1f} s", meanwhile.result()))
        assert all(status in (200, 202) for status in statuses), statuses


if __name__ == "__main__":
    main()
