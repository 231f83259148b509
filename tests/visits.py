"""Visits of pages in a real browser: opened once, resized, led to another year or page, read many times.

A visit waits for what it needs to see, never for a length of time: :func:`settle`.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
import warnings
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlparse

from playwright._impl._sync_base import SyncBase
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket
from playwright.sync_api import Error as BrowserError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.views.page_list import PAGES

#: Seconds a call of the browser may take; the longest, axe on a long page, takes a few. Several (evaluate, a key, closing)
#: have no limit of Playwright's own: one that never ended took the whole run with it, and did not tell its line.
CALL_S = 45.0

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Pages of one context share a process, and with it the scripts that were compiled there before.
    "--process-per-site",
    # Pages that live for seconds do not repay what is spent on fast code and on collecting beside them.
    "--js-flags=--no-opt --single-threaded-gc", "--disable-lcd-text",
]  # fmt: skip
PATHS = [page.path for page in PAGES]
TITLES = {page.path: page.title for page in PAGES}
Size = tuple[int, int]
DESK: Size = (1440, 900)
HALL: Size = (1920, 1080)
PHONE: Size = (390, 844)

#: The map's root element: selectors reach into its shadow, scripts do not.
MAP = (
    "(() => { for (const e of document.querySelectorAll('*')) { const m = e.shadowRoot?.querySelector('.dm'); if (m) return m; }"
    " return document.querySelector('.dm'); })()"
)

#: How the footer, the last part of a page, begins its notice of the map.
FOOT = "Bản đồ phục vụ thống kê"
#: What a page still lacks before it can be read; empty when it stands. Maps and charts are drawn as wide as their room.
_LACKING = """async (foot) => {
  const lacking = () => {
    const app = document.querySelector('[data-testid=stApp]');
    const main = document.querySelector('[data-testid=stMainBlockContainer]');
    if (!app || !main) return 'the page';
    if (document.querySelector('#first-view')) return 'the live page in place of the first view';
    if (app.dataset.testScriptState !== 'notRunning') return 'the end of the script';
    if (!document.body.textContent.includes(foot)) return 'the footer';
    if (document.querySelector('[data-testid=stSkeleton], [data-stale=true]')) return 'a part of the page';
    if (document.fonts.status !== 'loaded') return 'fonts';
    for (const host of document.querySelectorAll('[data-testid^=stBidiComponent]')) {
      // What only holds or listens for a map's view draws nothing.
      if (host.closest('[class*="-view "], [class$="-view"]')) continue;
      const inner = [host, ...host.querySelectorAll('*')].find((e) => e.shadowRoot)?.shadowRoot ?? host;
      const map = inner.querySelector('.dm');
      // In full screen the tools stand outside their own place.
      if (!inner.querySelector('.dm, .ct') && !document.fullscreenElement) return 'a part in JavaScript';
      if (map && map.dataset.ready !== '1') return 'the map';
      if (map && !map.querySelector('.pane > svg, .table')) return 'the map\\'s picture';
      for (const pane of map?.querySelectorAll('.pane') ?? []) {
        const wide = pane.querySelector('svg').getBoundingClientRect().width;
        if (pane.clientWidth && Math.abs(Math.floor(pane.clientWidth) - wide) > 2) return 'the map\\'s new width';
      }
    }
    for (const chart of document.querySelectorAll('[data-testid=stPlotlyChart]')) {
      const plot = chart.querySelector('.main-svg');
      if (!plot || !chart.querySelector('.main-svg text')) return 'a chart';
      if (chart.clientWidth && Math.abs(plot.getBoundingClientRect().width - chart.clientWidth) > 2) return 'a chart\\'s new width';
    }
    return '';
  };
  const layout = () => JSON.stringify([...document.querySelectorAll(
    '[data-testid=stMainBlockContainer], [data-testid=stMainBlockContainer] :is([data-testid=stElementContainer], .main-svg, [data-testid^=stBidiComponent])'
  )].map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }));
  const frame = () => new Promise(requestAnimationFrame);
  // Looked at now and then within the page: each question from outside costs as much as the look itself.
  const end = performance.now() + 600;
  let lack = lacking();
  while (lack && performance.now() < end) {
    await new Promise((done) => setTimeout(done, 60));
    lack = lacking();
  }
  if (lack) return lack;
  await frame();
  await frame();
  const before = layout();
  // Two parts that each put their own address back would never end.
  const entry = globalThis.navigation?.currentEntry?.id;
  await new Promise((done) => setTimeout(done, 70));
  await frame();
  if (entry !== globalThis.navigation?.currentEntry?.id) return 'an address that stands still';
  return lacking() || (before === layout() ? '' : 'a layout that stands still');
}"""


def settle(page: Page, timeout: float = 60, foot: str = FOOT) -> None:
    """Wait until the script has run to its end, nothing is asked of the server, maps and charts are drawn and all
    stands still.
    """
    end = time.monotonic() + timeout
    lack = "an answer"
    while time.monotonic() < end:
        try:
            lack = page.evaluate(_LACKING, foot)
            # Events of the connection are noted while the browser is asked.
            if not lack and not (watch := getattr(page, "watch", None) or Watch()).pending:
                break
            lack = lack or f"an answer to {watch.pending} request"
        except BrowserError as error:
            if not _led_elsewhere(error):
                raise
        page.wait_for_timeout(40)
    else:
        raise AssertionError(f"{page.url} ({page.viewport_size}) still lacks {lack}")
    assert "Trang này gặp lỗi" not in page.inner_text("body"), f"{page.url} failed while it was drawn"


def _led_elsewhere(error: BrowserError) -> bool:
    """Whether the page was led to another address while it was asked."""
    return "context" in str(error) or "navigat" in str(error)


class StalledError(Exception):
    """A browser that does not answer any more."""


def limit_calls() -> None:
    """From here on no call of the browser waits longer than ``CALL_S``: it is :class:`StalledError` at its line in the test."""
    asked = SyncBase._sync
    if asked.__module__ == __name__:
        return

    def within(self: SyncBase, awaitable: Awaitable) -> object:
        async def answer() -> object:
            try:
                async with asyncio.timeout(CALL_S):
                    return await awaitable
            except TimeoutError:
                raise StalledError(f"no answer within {CALL_S:.0f} s") from None

        return asked(self, answer())

    SyncBase._sync = within


def chromium() -> str | None:
    """An installed Chromium, without a window or with one, or the one CHROMIUM names."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def until(page: Page, condition: str, timeout: float = 30) -> None:
    """Wait until ``condition``, an expression of JavaScript, holds on the page.

    Playwright's ``wait_for_function`` evaluates texts within the page, which the pages' policy forbids.
    """
    end = time.monotonic() + timeout
    # Asked within the page for half a second at a time.
    asked = (
        "async () => { for (const end = performance.now() + 500; ;) {"
        f" if (await ({condition})) return true; if (performance.now() > end) return false;"
        " await new Promise((done) => setTimeout(done, 30)); } }"
    )
    while True:
        try:
            if page.evaluate(asked):
                return
        except BrowserError as error:
            if not _led_elsewhere(error):
                raise
        assert time.monotonic() < end, f"{page.url}: never became true: {condition}"


@dataclass
class Watch:
    """What went wrong on a page, and what it asked of the server."""

    faults: list[str] = field(default_factory=list)
    sent: list[object] = field(default_factory=list)
    #: 1 while a run of the script is asked for and not finished.
    pending: int = 0
    #: How many runs were asked for.
    runs: int = 0

    def over(self, page: Page) -> None:
        """Note errors and foreign requests of ``page`` and the runs of its script."""
        page.watch, page.sent = self, self.sent
        page.on("console", lambda m: self.faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("request", lambda r: self.faults.append(f"foreign request: {r.url}") if _foreign(r.url) else None)
        page.on("websocket", self._connection)

    def _connection(self, connection: WebSocket) -> None:
        self.pending = 0
        connection.on("framesent", self._sent)
        connection.on("framereceived", self._received)

    def _sent(self, data: str | bytes) -> None:
        self.sent.append(data)
        if isinstance(data, bytes) and _kind(BackMsg, data) == "rerun_script":
            self.pending = 1
            self.runs += 1

    def _received(self, data: str | bytes) -> None:
        # A run broken off for a newer request is followed by that one.
        if not isinstance(data, bytes) or len(data) > 200 or _kind(ForwardMsg, data) != "script_finished":
            return
        if ForwardMsg.FromString(data).script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.pending = 0


def _kind(message: type, data: bytes) -> str | None:
    return message.FromString(data).WhichOneof("type")


def _foreign(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


class Visits:
    """One browser's pages: one context a colour scheme, so that scripts are fetched and compiled once."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._resting: dict[tuple[str, str], Page] = {}

    def blank(self, site: str, size: Size = DESK, scheme: str = "light") -> Page:
        """A new page that has opened nothing yet, to be led to addresses of ``site``."""
        if scheme not in self._contexts:
            self._contexts[scheme] = self.browser.new_context(color_scheme=scheme)
            # A page that stays keeps the process when a test has closed its own.
            self._contexts[scheme].new_page().goto(f"{site}/_stcore/health")
        page = self._contexts[scheme].new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    def open(self, url: str, size: Size = DESK, scheme: str = "light", wait=settle) -> Page:
        """A new page, settled; its ``watch`` notes faults."""
        site = _site(url)
        page = self.blank(site, size, scheme)
        Watch().over(page)
        _forget(page, site)
        page.goto(url)
        wait(page)
        return page

    def land(self, url: str, size: Size = DESK, scheme: str = "light") -> Page:
        """A settled page at ``url``: one that rests, led there as by the browser's Back, else a new one.

        The app is not loaded anew, which is most of what opening a page takes; places, years and maps are as the address
        says. What depends on a first load is tried with :meth:`open`.
        """
        page = self._resting.pop((_site(url), scheme), None)
        if page is None:
            return self.open(url, size, scheme)
        try:
            page.watch.faults.clear()
            _forget(page, _site(url))
            page.mouse.move(0, 0)
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.bring_to_front()
            lead_to(page, url)
        except (AssertionError, BrowserError) as fault:
            warnings.warn(f"no way to {url} from a page at rest: {fault}", stacklevel=2)
            page.close()
            return self.open(url, size, scheme)
        return page

    def rests(self, url: str, scheme: str) -> bool:
        """Whether a page of a site rests in a scheme."""
        return (_site(url), scheme) in self._resting

    def rest(self, page: Page, scheme: str) -> None:
        """Keep a page that no test holds any more for the next one; a second one is closed, and one with something over it."""
        covered = len(page.frames) > 1 or page.evaluate(_COVERED)
        if covered or self._resting.setdefault((_site(page.url), scheme), page) is not page:
            put_away(page)

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts.values():
            context.close()


#: Whether something lies over a page, or it is none of the app.
_COVERED = """() => Boolean(!document.querySelector('[data-testid=stApp]') || document.fullscreenElement
  || document.querySelector('dialog[open], [popover]:popover-open, [role=dialog]'))"""


def _site(url: str) -> str:
    parts = urlparse(url)
    return f"{parts.scheme}://{parts.netloc}"


def _forget(page: Page, site: str) -> None:
    """Nothing another page left in the browser, like a sidebar put away; only scripts are kept."""
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": site, "storageTypes": "local_storage"}
    )


def lead_to(page: Page, url: str) -> None:
    """A page of the app at another address; of the same page by way of another one, so that nothing of it stays."""
    if urlparse(page.url).path == urlparse(url).path:
        _lead(page, f"{_site(url)}/{'' if urlparse(url).path.endswith('/huong_dan') else 'huong_dan'}")
    _lead(page, url)


def _lead(page: Page, url: str) -> None:
    """Another page of the app in the same window, as by the browser's Back: the server is told the whole address."""
    watch = page.watch
    runs, watch.pending = watch.runs, 1
    page.evaluate(
        "(url) => { history.pushState({}, '', url); dispatchEvent(new PopStateEvent('popstate', {state: {}})); scrollTo(0, 0); }",
        url,
    )
    settle(page, 20)
    assert watch.runs > runs, "the server was not asked"


class Shared:
    """Pages a file's tests read one after another, led from address to address; each test may leave its page anywhere."""

    def __init__(self, visits: Visits, url: str, wait=settle) -> None:
        self.visits, self.url, self.wait = visits, url, wait
        self._pages: dict[tuple[str, str], Page] = {}

    def __call__(self, path: str = "", size: Size = DESK, scheme: str = "light") -> Page:
        """The page at ``path``, at ``size``: as it was left where the last test read the same one, else anew."""
        # What is no page of the app is not led to another address.
        key = (scheme, "" if self.wait is settle else path)
        page, url = self._pages.get(key), f"{self.url}/{path}"
        if page is None:
            # Of the app one that rests, as for any other test.
            opened = (
                self.visits.land(url, size, scheme)
                if self.wait is settle
                else self.visits.open(url, size, scheme, self.wait)
            )
            page = self._pages[key] = opened
            page.asked, page.stood = url, page.url
        if self.wait is settle and (page.asked != url or page.url != page.stood):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            lead_to(page, url)
            page.asked = url
        page.stood = page.url
        resize(page, size, self.wait)
        page.bring_to_front()
        return page

    def check(self) -> None:
        """No fault since the last check."""
        faults = [fault for page in self._pages.values() for fault in page.watch.faults]
        for page in self._pages.values():
            page.watch.faults.clear()
        assert not faults, "\n".join(faults)

    def close(self) -> None:
        """Let the app's pages rest, close the others."""
        for (scheme, _), page in self._pages.items():
            if self.wait is settle:
                self.visits.rest(page, scheme)
            else:
                put_away(page)


def resize(page: Page, size: Size, wait=settle) -> None:
    """Give the window another size and wait until all is drawn for it."""
    wanted = {"width": size[0], "height": size[1]}
    if page.viewport_size != wanted:
        page.set_viewport_size(wanted)
        wait(page)


def turn(page: Page, scheme: str) -> None:
    """The browser's system turns dark or light; the page's colours follow by a run of its script."""
    runs = page.watch.runs
    page.emulate_media(color_scheme=scheme)
    until(page, f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    end = time.monotonic() + 10
    while page.watch.runs == runs:
        assert time.monotonic() < end, f"{page.url} asks for no run with other colours"
        page.wait_for_timeout(30)
    settle(page)


def go(page: Page, path: str) -> None:
    """Follow the navigation to another page of the app, as a reader does: nothing is loaded anew."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=TITLES[path], exact=True).click()
    page.wait_for_url(re.compile(rf"^[^?]*//[^/]+/{path}(\?|$)"))
    settle(page)


def put_away(page: Page) -> None:
    """Close a page; one that is still on its way to an address arrives first, since closing it then may never be answered."""
    page.wait_for_load_state("load")
    page.close()


def choose_year(page: Page, year: int) -> None:
    """Choose a year in the sidebar."""
    box = page.get_by_role("combobox", name="Năm (cuối năm)")
    if box.input_value() != str(year):
        option = page.get_by_role("option", name=str(year))
        box.click()
        try:
            option.wait_for(timeout=3000)
        except BrowserError:
            # A window that has just changed its size closes a list again: it is opened once more, as by hand.
            box.click()
        option.click()
        settle(page)
    assert box.input_value() == str(year)


#: Words of Streamlit's own interface; the figures' sources are the only English a page may show, inside folded parts.
ENGLISH = re.compile(
    r"\b(?:Page|Loading|Search|Download|Settings|Select|Choose|results?|Show|Hide|View|Running|Stop|Fullscreen|Rerun)\b"
)

#: Boxes of visible text: one a line of HTML text, one an SVG text; halved line heights, since a line's box is taller
#: than its letters. Two boxes that share more than two pixels in both directions cover each other.
OVERLAPS = """() => {
  const boxes = [];
  const roots = [document];
  for (let i = 0; i < roots.length; i += 1)
    for (const e of roots[i].querySelectorAll('*')) if (e.shadowRoot) roots.push(e.shadowRoot);
  const shown = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});
  const main = document.querySelector('[data-testid=stMainBlockContainer]');
  const inside = (node) => { for (let n = node; n; n = n.parentNode ?? n.host) if (n === main) return true; return false; };
  const add = (rect, text, node) => {
    if (rect.width < 3 || rect.height < 3) return;
    const trim = rect.height * 0.25;
    boxes.push({x0: rect.left, x1: rect.right, y0: rect.top + trim, y1: rect.bottom - trim, text, node});
  };
  for (const root of roots) {
    const walk = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || !inside(node) || !shown(parent)) continue;
      if (parent.closest('.sr, .card[hidden], style, script, details:not([open]) > :not(summary), [aria-hidden=true].card')) continue;
      if (getComputedStyle(parent).clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // What a list that scrolls does not show covers nothing.
      const list = parent.closest('.list')?.getBoundingClientRect();
      for (const rect of range.getClientRects()) {
        if (list && (rect.top > list.bottom - 2 || rect.bottom < list.top + 2)) continue;
        add(rect, node.data.trim().slice(0, 40), parent.closest('text') ?? parent);
      }
    }
  }
  const found = [];
  boxes.sort((a, b) => a.x0 - b.x0);
  for (let i = 0; i < boxes.length; i += 1)
    for (let j = i + 1; j < boxes.length && boxes[j].x0 < boxes[i].x1 - 2; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a.node === b.node) continue;
      if (Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 2) found.push(`${a.text} | ${b.text}`);
    }
  return found;
}"""

#: What sticks out of the screen, and text cut off by its own box.
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const main = document.querySelector('[data-testid=stMain]');
  const found = [];
  if (document.documentElement.scrollWidth > wide + 1) found.push('document');
  if (main.scrollWidth > main.clientWidth + 1) found.push('main');
  for (const e of document.querySelectorAll('.verdict, .lags, .story, .notice, .card, .card *, .queue, .chips li, h1, h2, h3')) {
    const rect = e.getBoundingClientRect();
    if (rect.width && (rect.right > wide + 1 || rect.left < -1)) found.push(`${e.className}: ${e.textContent.slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('.card b, .card span, .card h3')) {
    const card = e.closest('.card').getBoundingClientRect();
    if (e.getBoundingClientRect().right > card.right + 1) found.push(`out of its card: ${e.textContent}`);
  }
  // Words cut short by the box they stand in: what is chosen in a field may be, it opens.
  for (const e of main.querySelectorAll('p, a, a span, button, h1, h2, h3, li, summary, label, td, th')) {
    const cut = getComputedStyle(e).overflowX;
    if ((cut === 'hidden' || cut === 'clip') && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && e.innerText?.trim()
        && !e.closest('[data-baseweb=select], [data-testid=stSelectbox], [data-testid=stMultiSelect], .sr')) {
      found.push(`cut: ${e.innerText.slice(0, 60)}`);
    }
  }
  return found;
}"""

#: The sizes of the page's letters, charts and maps apart, each with a text that has it; our own parts' shadows are read too.
LETTERS = """() => {
  const found = {};
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent.trim(), of = node.parentElement ?? node.parentNode.host;
      if (!text || of.closest('svg, [data-testid=stIconMaterial], .sr')) return;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect(), style = getComputedStyle(of);
      if (box.width > 1 && box.height > 1 && style.visibility !== 'hidden') {
        found[Math.round(parseFloat(style.fontSize))] ??= text.slice(0, 40);
      }
      return;
    }
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child);
  };
  walk(document.querySelector('[data-testid=stMainBlockContainer]'));
  return found;
}"""

#: Where the parts of the first second lie.
FIRST_SECOND = (
    "() => { const box = e => e.getBoundingClientRect();"
    f" const map = {MAP}?.querySelector('.pane svg');"
    " return {title: [box(document.querySelector('h1')).top, box(document.querySelector('h1')).bottom],"
    " cards: [...document.querySelectorAll('.card')].filter(e => !e.hidden).map(e => [box(e).top, box(e).bottom]),"
    " map: map ? [box(map).top, box(map).bottom] : []}; }"
)


@dataclass(frozen=True)
class Reading:
    """What a page showed in one year at one size; texts and findings are read once a year and scheme."""

    path: str
    scheme: str
    year: int
    size: Size
    overlaps: tuple[str, ...] | None
    overflow: tuple[str, ...]
    boxes: dict
    letters: dict[str, str]
    text: str | None = None
    language: str | None = None
    axe: tuple[str, ...] | None = None

    def named(self, found: Iterable[str] | None) -> list[str]:
        """What was found, each with the place where it was."""
        place = f"/{self.path} {self.scheme} {self.year} {self.size[0]}x{self.size[1]}"
        return [f"{place}: {entry}" for entry in found or ()]


def read(page: Page, path: str, scheme: str, year: int, size: Size, *, overlaps: bool = True, text: bool = False,
         axe: bool = False, rules: tuple[str, ...] = ()) -> Reading:  # fmt: skip
    """Resize and read; ``rules``: the only ones axe goes by."""
    resize(page, size)
    return Reading(
        path, scheme, year, size,
        overlaps=tuple(page.evaluate(OVERLAPS)) if overlaps else None,
        overflow=tuple(page.evaluate(OVERFLOW)),
        boxes=page.evaluate(FIRST_SECOND),
        letters=page.evaluate(LETTERS),
        text=page.inner_text("body") if text else None,
        language=page.evaluate("document.documentElement.lang"),
        axe=tuple(axe_findings(page, rules)) if axe else None,
    )  # fmt: skip


#: What axe asks of colours; everything else it asks is the same in every scheme.
OF_COLOURS = ("color-contrast", "link-in-text-block")
#: Only what is told is sent: each finding with the first three of its places.
_AXE = """async (rules) => {
  const only = rules.length ? {runOnly: {type: 'rule', values: rules}} : {};
  const {violations} = await axe.run({resultTypes: ['violations'], ...only});
  return violations.map((v) => [v.id, v.impact, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]);
}"""


def axe_findings(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, of any level; ``rules``: only these are asked."""
    from axe_playwright_python.base import AXE_SCRIPT

    # The app is one document wherever it is led to.
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE_SCRIPT)
    return [f"{name} ({impact}): {places}" for name, impact, places in page.evaluate(_AXE, list(rules))]
