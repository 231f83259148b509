"""Measure the dashboard beside a bare Streamlit page, in one run on one machine.

    python benchmarks/run.py [--loads 5] [--sessions 25]

Cold load to the first map (empty browser cache, warm server), a change of the group filter (time and bytes received),
and concurrent sessions that each change the year six times with a second of thought between. Writes RESULTS.md and
results.json beside this file. Ratios travel between machines; seconds do not.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import streamlit
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
MAPS = {"dashboard": ".dm path", "bare": "[data-map-ready] path, svg path[stroke='#333']"}
SCRIPTS = {"dashboard": "asgi.py", "bare": "benchmarks/bare_app.py"}


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=25)
    options = parser.parse_args()
    results = {}
    for name, script in SCRIPTS.items():
        port = free_port()
        server = start(script, port)
        try:
            results[name] = {
                **cold_load(f"http://127.0.0.1:{port}/", MAPS[name], options.loads),
                **filter_change(f"http://127.0.0.1:{port}/", MAPS[name]),
                **asyncio.run(concurrent(port, options.sessions)),
                "memory_mb": memory(server.pid),
            }
        finally:
            server.terminate()
            server.wait()
    write(results, options)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(script: str, port: int) -> subprocess.Popen:
    """Serve a script and wait until it answers."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.headless", "true"]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            return server
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(script)


def cold_load(url: str, selector: str, loads: int) -> dict:
    """Median seconds from navigation to the first map, each time with an empty cache; the first load warms the server."""
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for _ in range(loads + 1):
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            page = context.new_page()
            begin = time.perf_counter()
            page.goto(url)
            page.locator(selector).first.wait_for(state="attached", timeout=60_000)
            times.append(time.perf_counter() - begin)
            context.close()
        browser.close()
    return {"cold_first_map_s": statistics.median(times[1:])}


def filter_change(url: str, selector: str) -> dict:
    """Seconds and websocket kilobytes of a change of the first select box, median of its options."""
    times, sizes = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        received = []
        page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
        page.goto(url)
        page.locator(selector).first.wait_for(state="attached")
        page.wait_for_timeout(2500)
        for step in (1, 1, 1, 1):
            box = page.get_by_role("combobox").first
            box.click()
            for _ in range(step):
                box.press("ArrowDown")
            received.clear()
            begin = time.perf_counter()
            box.press("Enter")
            page.wait_for_timeout(60)
            page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
            times.append(time.perf_counter() - begin)
            page.wait_for_timeout(900)
            sizes.append(sum(received) / 1000)
        browser.close()
    return {"filter_change_s": statistics.median(times), "filter_change_kb": statistics.median(sizes)}


async def concurrent(port: int, sessions: int) -> dict:
    """p50 and p95 seconds of a rerun with many websocket sessions, a second of thought between reruns."""
    samples = await asyncio.gather(*(_session(port, index) for index in range(sessions)))
    times = sorted(value for sample in samples for value in sample)
    return {"sessions_p50_s": statistics.median(times), "sessions_p95_s": times[int(len(times) * 0.95) - 1]}


async def _session(port: int, index: int) -> list[float]:
    import websockets

    await asyncio.sleep(index * 0.11)
    times = []
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with websockets.connect(url, subprotocols=["streamlit"], max_size=None, compression=None) as socket_:
        for turn in range(7):
            message = BackMsg()
            message.rerun_script.query_string = f"nam={2022 + (index + turn) % 4}"
            begin = time.perf_counter()
            await socket_.send(message.SerializeToString())
            while True:
                answer = ForwardMsg()
                answer.ParseFromString(await socket_.recv())
                if answer.WhichOneof("type") == "script_finished":
                    break
            if turn:
                times.append(time.perf_counter() - begin)
            await asyncio.sleep(1)
    return times


def memory(pid: int) -> float:
    """Resident memory of the server in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def write(results: dict, options: argparse.Namespace) -> None:
    """RESULTS.md for people, results.json for scripts."""
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    labels = {
        "cold_first_map_s": "cold load to first map (s)", "filter_change_s": "filter change (s)",
        "filter_change_kb": "filter change, received (kB)", "sessions_p50_s": f"{options.sessions} sessions, p50 (s)",
        "sessions_p95_s": f"{options.sessions} sessions, p95 (s)", "memory_mb": "server memory (MB)",
    }  # fmt: skip
    lines = [
        "# Benchmark results", "",
        f"{dt.date.today()}, {os.cpu_count()} cores shared by browser, clients and server, Python "
        f"{platform.python_version()}, Streamlit {streamlit.__version__}. `python benchmarks/run.py`.", "",
        "| | dashboard | bare page, one static map | ratio |", "|---|---|---|---|",
    ]  # fmt: skip
    for key, label in labels.items():
        ours, bare = results["dashboard"][key], results["bare"][key]
        ratio = f"{ours / bare:.2f}" if bare else "–"
        lines.append(f"| {label} | {ours:.2f} | {bare:.2f} | {ratio} |")
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
