"""Many viewers at once, over Streamlit's own websocket: every answer is read, checked and timed.

A viewer is played as Streamlit's frontend is: it sends the values of all widgets with every change, keeps the messages
it may keep, and names them, so that the server sends them only once.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import statistics
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ANSWER_S = 60
THINK_S = (0.7, 1.3)
#: Elements whose whole content follows from page, group and year.
_TEXTS = {"html": "body", "markdown": "body", "heading": "body", "plotly_chart": "spec"}
#: A component's data up to this size is its view; above, the map itself, which is the same for every choice.
_VIEW_BYTES = 2000


@dataclass(frozen=True)
class Choice:
    """What a viewer looks at: page hash, group's option, year's option."""

    page: str
    group: str
    year: str


@dataclass
class Answer:
    """One rerun's outcome. ``digest`` tells answers with different content apart."""

    seconds: float
    size: int
    digest: str
    faults: list[str]


@dataclass
class Viewer:
    """One browser session."""

    url: str
    socket: websockets.ClientConnection | None = None
    query: str = ""
    widgets: dict[str, Element] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)

    async def __aenter__(self) -> Viewer:
        # Compressing in the client would cost the machine under test.
        self.socket = await websockets.connect(
            self.url, subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=ANSWER_S
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    @property
    def groups(self) -> list[str]:
        """Options of the group's box."""
        return list(self.widgets["group"].selectbox.options)

    @property
    def years(self) -> list[str]:
        """Options of the year's box."""
        return list(self.widgets["year"].selectbox.options)

    async def open(self, page: str = "", query: str = "") -> Answer:
        """The first run of the session."""
        self.query = query
        return await self._run(page, {})

    async def change(self, choice: Choice) -> Answer:
        """A rerun with new values of the two boxes, perhaps on another page."""
        return await self._run(choice.page, {"group": choice.group, "year": choice.year})

    async def _run(self, page: str, values: dict[str, str]) -> Answer:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash = self.query, page
        rerun.cached_message_hashes.extend(self.kept)
        for name, value in values.items():
            state = rerun.widget_states.widgets.add()
            state.id, state.string_value = self.widgets[name].selectbox.id, value
        begin = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        size, faults, content = 0, [], []
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), ANSWER_S)
            size += len(raw)
            told = ForwardMsg.FromString(raw)
            if told.WhichOneof("type") == "ref_hash":
                told = self.kept[told.ref_hash]
            elif told.metadata.cacheable:
                self.kept[told.hash] = told
            kind = told.WhichOneof("type")
            if kind == "script_finished":
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    faults.append(f"finished with status {told.script_finished}")
                break
            if kind == "page_info_changed":
                self.query = told.page_info_changed.query_string
            elif kind == "navigation":
                self.pages = {entry.page_script_hash: entry.page_name for entry in told.navigation.app_pages}
            elif kind == "page_not_found":
                faults.append("page not found")
            elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._read(told.delta.new_element, content, faults)
        seconds = time.perf_counter() - begin
        return Answer(seconds, size, hashlib.sha256("\0".join(content).encode()).hexdigest(), faults)

    def _read(self, element: Element, content: list[str], faults: list[str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            faults.append(str(getattr(element, kind))[:200])
        elif kind == "selectbox" and all(option.isdigit() for option in element.selectbox.options):
            self.widgets["year"] = element
        elif kind == "selectbox" and (
            "group" not in self.widgets or self.widgets["group"].selectbox.id == element.selectbox.id
        ):
            self.widgets["group"] = element
        elif kind in _TEXTS:
            content.append(getattr(getattr(element, kind), _TEXTS[kind]))
        elif kind == "bidi_component" and 0 < len(element.bidi_component.json) < _VIEW_BYTES:
            content.append(element.bidi_component.json)


async def expected_answers(url: str) -> dict[Choice, str]:
    """What a viewer alone is told for every page, group and year; raises when a choice changes nothing.

    Measured answers are compared with these: a server that answers quickly but not what was asked is an error.
    """
    answers: dict[Choice, str] = {}
    async with Viewer(url) as viewer:
        await viewer.open()
        for page in viewer.pages or {"": ""}:
            for group in viewer.groups:
                for year in viewer.years:
                    choice = Choice(page, group, year)
                    answer = await viewer.change(choice)
                    if answer.faults:
                        raise RuntimeError(f"{choice}: {answer.faults[0]}")
                    answers[choice] = answer.digest
    first = next(iter(answers))
    for name, same in (("year", {c for c in answers if (c.page, c.group) == (first.page, first.group)}),
                       ("group", {c for c in answers if (c.page, c.year) == (first.page, first.year)})):  # fmt: skip
        if len({answers[choice] for choice in same}) != len(same):
            raise RuntimeError(f"another {name} does not change the answer: is the choice read at all?")
    return answers


@dataclass
class Tally:
    """What the sessions of all rounds met."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """p50, p95, maximum, answers, errors."""
        times = sorted(self.seconds) or [float("nan")]
        return {
            "p50_s": statistics.median(times),
            "p95_s": times[max(0, round(len(times) * 0.95) - 1)],
            "max_s": times[-1],
            "answers": len(self.seconds),
            "errors": len(self.faults),
            "kb": statistics.median(self.sizes or [0]) / 1000,
        }


async def crowd(
    url: str, expected: dict[Choice, str], sessions: int, seconds: float, mixed: bool, tally: Tally
) -> None:
    """``sessions`` viewers for ``seconds``; ``mixed``: on all pages, changing page now and then, else on the first."""
    pages = list(dict.fromkeys(choice.page for choice in expected))
    end = time.monotonic() + seconds
    seeds = range(sessions)
    outcomes = await asyncio.gather(
        *(_visit(url, expected, pages if mixed else pages[:1], end, random.Random(seed), tally) for seed in seeds),
        return_exceptions=True,
    )
    tally.faults += [repr(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]


async def _visit(
    url: str, expected: dict[Choice, str], pages: list[str], end: float, chance: random.Random, tally: Tally
) -> None:
    await asyncio.sleep(chance.random())
    choices = [choice for choice in expected if choice.page in pages]
    here = chance.choice(choices)
    async with Viewer(url) as viewer:
        # As a link that names the year.
        opened = await viewer.open(here.page, f"nam={here.year}")
        here = Choice(here.page, viewer.groups[0], here.year)
        _count(opened, here, expected, tally)
        while time.monotonic() < end:
            await asyncio.sleep(chance.uniform(*THINK_S))
            page = chance.choice(pages) if chance.random() < 0.25 else here.page
            here = chance.choice([choice for choice in choices if choice.page == page and choice != here])
            _count(await viewer.change(here), here, expected, tally)


def _count(answer: Answer, choice: Choice, expected: dict[Choice, str], tally: Tally) -> None:
    tally.seconds.append(answer.seconds)
    tally.sizes.append(answer.size)
    tally.faults += answer.faults
    if not answer.faults and answer.digest != expected[choice]:
        tally.faults.append(f"not the answer to {choice}")
