"""The Word report's sections of the plan's text, money and things, difficult areas, improvement: the ledger's figures alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.base.paths import GEO_DIR
from lib.campaign.balance import balance
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.emulation import cases
from lib.campaign.facts import facts_of, newest
from lib.editions.edition import Place, load_edition
from lib.exports import brief as module
from lib.exports.brief import brief
from lib.exports.office import clean
from lib.views.sentences import balance as balanced
from lib.views.sentences import captions, emulation, facts
from tests import second_plan
from tests.test_brief import HOSTILE, UNSEEN, cells, opened, texts

UNITS = ("417", "412", "mountain")


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch):
    monkeypatch.setattr(module, "_pictures", lambda report: None)


@pytest.fixture(scope="module")
def whole(live_campaign):
    return opened(brief(live_campaign, live_campaign.province, 2024))


def heads(campaign, part, *keys) -> list[str]:
    words = campaign.wording.section(f"beside.sections.{part}")
    return [words[key] for key in keys]


def tables(document, columns):
    return [table for table in document.tables if cells(table)[0] == columns]


def refers(document, cell) -> set[str]:
    """The sources that a cell refers to, as the annex names them."""
    links = {link.text for p in cell.paragraphs for link in p.hyperlinks}
    return {text.removeprefix(f"{link} ") for link in links for text in texts(document) if text.startswith(f"{link} ")}


def newest_of(campaign, codes, unit) -> list:
    found = facts_of(campaign.ledger, codes, unit)
    return [fact for code in codes if (fact := newest(found, code))]


def rows_of(campaign, wanted) -> list[list[str]]:
    return [
        [
            clean(campaign.indicator_names[f.indicator]),
            clean(facts.value(campaign, f)),
            clean(facts.period(campaign, f)),
        ]
        for f in wanted
    ]


def check_sources(campaign, document, table, wanted, column) -> None:
    for row, fact in zip(table.rows[1:], wanted, strict=True):
        (told,) = refers(document, row.cells[column])
        assert told.startswith(clean(captions.source_name(campaign, fact.source)))
        assert any(clean(fact.quote) in text for text in texts(document))


def test_the_provinces_newest_figures_stand_by_kind_with_period_and_source(live_campaign, whole):
    campaign = live_campaign
    listed, words = campaign.display.resources, campaign.wording.section("resources.kinds")
    (table,) = tables(whole, heads(campaign, "facts", "kind", "what", "value", "period"))
    wanted = newest_of(campaign, listed.indicators, campaign.province)
    assert [row[1:] for row in cells(table)[1:]] == rows_of(campaign, wanted)
    kind_of = {code: campaign.wording.opening(words[kind]) for kind, codes in listed.kinds.items() for code in codes}
    assert [row[0] for row in cells(table)[1:]] == [kind_of[fact.indicator] for fact in wanted]
    check_sources(campaign, whole, table, wanted, 2)


def test_the_provinces_newest_figures_of_difficult_areas(live_campaign, whole):
    campaign = live_campaign
    (table,) = tables(whole, heads(campaign, "facts", "what", "value", "period"))
    wanted = newest_of(campaign, campaign.display.difficult.indicators, campaign.province)
    assert cells(table)[1:] == rows_of(campaign, wanted)
    check_sources(campaign, whole, table, wanted, 1)


def test_every_part_of_the_text_is_concluded_with_what_it_rests_on(live_campaign, whole):
    campaign, entries = live_campaign, balance(live_campaign)
    (table,) = tables(whole, heads(campaign, "balance", "name", "outcome", "basis", "decider"))
    assert len(table.rows) == len(entries) + 1
    for row, written, entry in zip(table.rows[1:], cells(table)[1:], entries, strict=True):
        name, outcome, basis, decider = written
        assert (name, decider) == (clean(entry.name), clean(entry.decided_by))
        assert outcome == clean(balanced.outcome(campaign, entry))
        assert basis.lower().startswith(clean(balanced.basis(campaign, entry)).lower())
        assert all(clean(line) in basis for line in balanced.known_briefly(campaign, entry))
        # Nothing is cut off.
        assert not any(cell.endswith("…") for cell in written)
        sources = {fact.source for fact in entry.facts} | {figure.source for figure in balanced.stated(entry)}
        told = refers(whole, row.cells[2])
        names = {clean(captions.source_name(campaign, source)) for source in sources if source != "model"}
        assert all(any(text.startswith(name) for text in told) for name in names)
        assert all(any(text.startswith(name) for name in names) for text in told)


def test_improvement_is_the_pages(live_campaign, whole):
    campaign, told = live_campaign, texts(whole)
    found = cases(campaign, tuple(campaign.districts), 2024, campaign.display.emulation.near)
    for text in (f"{emulation.title(campaign, found, 2024)}.", emulation.named(campaign, found), emulation.basis(campaign, found)):  # fmt: skip
        assert clean(text) in told
    rows = {row[0]: row[1:] for table in whole.tables for row in cells(table) if len(row) == 5}
    for case in found:
        level, fall, judged, chance = rows[campaign.names[case.unit]]
        assert level == clean(campaign.marks.standing(campaign.figure(case.unit, RATE, 2024)))
        assert bool(fall) is True
        assert judged == clean(emulation.judged(campaign, case.own))
        assert bool(chance) == bool(case.own.chances)


@pytest.mark.parametrize("unit", UNITS)
def test_of_a_unit_its_own_figures_stand_in_one_table_or_in_none(live_campaign, unit):
    campaign, document = live_campaign, opened(brief(live_campaign, unit, 2024))
    codes = [*campaign.display.resources.indicators, *campaign.display.difficult.indicators]
    wanted = newest_of(campaign, codes, unit)
    found = tables(document, heads(campaign, "facts", "what", "value", "period"))
    assert len(found) == bool(wanted)
    for table in found:
        assert cells(table)[1:] == rows_of(campaign, wanted)
        check_sources(campaign, document, table, wanted, 1)
    assert not tables(document, heads(campaign, "balance", "name", "outcome", "basis", "decider"))
    if unit in campaign.districts:
        (case,) = cases(campaign, (unit,), 2024, campaign.display.emulation.near)
        assert clean(emulation.evidence(campaign, case, 2024)) in texts(document)


def test_at_the_baseline_nobody_improved(campaign):
    told = "\n".join(texts(opened(brief(campaign, campaign.province, campaign.yardstick.baseline_year))))
    heading = campaign.wording.say("beside.sections.emulation.heading", year=campaign.yardstick.baseline_year)
    assert heading not in told


def test_hostile_texts_come_out_as_plain_text(campaign):
    ledger, display = campaign.ledger, campaign.display
    names, money = ledger.indicators, (*display.resources.indicators, *display.difficult.indicators)
    wrong = replace(
        ledger,
        commitments=ledger.commitments.assign(name_vi=HOSTILE, decided_by_vi=HOSTILE),
        observations=ledger.observations.assign(note=HOSTILE, quote=HOSTILE),
        indicators=names.assign(short_vi=names["short_vi"].where(~names["indicator"].isin(money), HOSTILE)),
    )
    other = Campaign(replace(campaign.edition, ledger=wrong))
    told = texts(opened(brief(other, other.province, 2024)))
    assert any(text.startswith("=1+1 <b>x</b>") for text in told)
    assert not any(UNSEEN.search(text) for text in told)


def test_a_plan_without_them_has_no_such_sections(tmp_path):
    second_plan.write(tmp_path)
    second = Campaign(load_edition(Place(tmp_path, GEO_DIR)))
    told = "\n".join(texts(opened(brief(second, second.province, 2027))))
    for part in ("resources", "difficult"):
        assert second.wording.say(f"beside.sections.{part}.heading") not in told
    assert second.wording.say("beside.sections.balance.heading", year=2030) not in told
    assert second.wording.say("beside.sections.emulation.heading", year=2027) not in told
