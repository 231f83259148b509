"""The balance of a plan, written out: each part of its text with the conclusion, what is known and what would decide it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.balance import Entry, balance
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.plan.assess import Code
from lib.views.sentences import balance as sentences


@dataclass(frozen=True)
class Answer:
    """One part of the plan's text, written: where it stands, its words, ``tone`` (a judgement's code, for sign and colour)."""

    code: str
    kind: str
    place: str
    name: str
    quote: str
    verdict: str
    tone: str
    known: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True)
class Balance:
    """All of it: the headline, how many are of each kind (kind, number, words, tone), the answers in the text's order."""

    headline: str
    tally: tuple[tuple[str, int, str, str], ...]
    answers: tuple[Answer, ...]

    def of(self, *kinds: str) -> tuple[Answer, ...]:
        """The answers of some kinds, in the text's order."""
        return tuple(answer for answer in self.answers if answer.kind in kinds)


@dataclass(frozen=True)
class Closing:
    """A balance as it was closed: the day with how much has changed since, what has, every row of that day (part of the text,
    conclusion, what was known).
    """

    heading: str
    changes: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


#: Whose sign and colour a kind has.
_TONES = {
    "unknown": Code.INSUFFICIENT,
    "earlier": Code.INSUFFICIENT,
    "facts": Code.BASELINE,
    "undecided": Code.UNDECIDED,
    "missed": Code.NOT_REACHED,
    f"missed{sentences.SO_FAR}": Code.EXPECTED_NOT_REACHED,
    "partly": Code.JUST_BEHIND,
    f"partly{sentences.SO_FAR}": Code.JUST_BEHIND,
    "reached": Code.REACHED,
    f"reached{sentences.SO_FAR}": Code.EXPECTED_REACHED,
}


def written(campaign: Campaign) -> Balance:
    """The plan's balance in words; without answers where its text is not divided."""
    entries = called(campaign, balance)
    answers = tuple(_answer(campaign, entry) for entry in entries)
    tally = tuple((kind, count, word, _TONES[kind]) for kind, count, word in sentences.tally(campaign, entries))
    return Balance(sentences.headline(campaign, entries) if entries else "", tally, answers)


def to_close(campaign: Campaign) -> list[tuple[str, str, str, str, str]]:
    """What a closing keeps of each part: commitment, kind, name, conclusion, what is known."""
    return [(a.code, a.kind, a.name, a.verdict, " ".join(a.known)) for a in called(campaign, written).answers]


def closings(campaign: Campaign) -> tuple[Closing, ...]:
    """The plan's balances as they were closed, the newest first, each with what later figures turned."""
    table, say = campaign.edition.closings, campaign.wording.say
    now = {answer.code: answer for answer in called(campaign, written).answers}
    made = []
    for day, rows in table[table["plan"] == campaign.plan.plan].groupby("closed", sort=True):
        changes, figures = [], []
        for row in rows.itertuples():
            today = now.get(row.commitment)
            after = today.verdict if today else say("balance.closings.gone")
            if after != row.verdict_vi:
                changes.append(say("balance.closings.turned", name=row.name_vi, then=row.verdict_vi, now=after))
            elif today and " ".join(today.known) != row.known_vi:
                figures.append(say("balance.closings.figures", name=row.name_vi, then=row.known_vi))
        new = [now[code].name for code in now if code not in set(rows["commitment"])]
        figures += [say("balance.closings.new", name=name) for name in new]
        when = campaign.numbers.day(f"{day:%Y-%m-%d}")
        edition = rows["edition"].iloc[0]
        heading = say("balance.closings.heading", day=when, edition=edition, count=len(changes), figures=len(figures))
        told = tuple(zip(rows["name_vi"], rows["verdict_vi"], rows["known_vi"], strict=True))
        made.append(Closing(heading, (*changes, *figures) or (say("balance.closings.same"),), told))
    return tuple(reversed(made))


def _answer(campaign: Campaign, entry: Entry) -> Answer:
    say, kind = campaign.wording.say, sentences.kind_of(entry)
    return Answer(
        code=entry.commitment, kind=kind, name=entry.name, quote=entry.quote, tone=_TONES[kind],
        place=say("balance.place", part=entry.part, sentence=entry.sentence),
        verdict=sentences.verdict(campaign, entry), known=sentences.known(campaign, entry),
        decided_by=say("balance.decided", what=entry.decided_by),
    )  # fmt: skip
