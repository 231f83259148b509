"""Dữ liệu và phương pháp: every figure with its source; how estimates and judgements are made."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.kept import called, kept
from lib.ledger.report import completeness, contradictions
from lib.views import records as tables
from lib.views import tables as scene_tables
from lib.views.page_list import page_title
from lib.views.sentences import lists, method, news
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Download,
    Fold,
    Heading,
    Ledger,
    Legend,
    Lines,
    Table,
    Text,
    Told,
    View,
    Way,
)


def view(campaign: Campaign, asked: Asked) -> View:
    """The figures as a file, the ledger, its gaps and contradictions, the method, targets and judgements in their own words."""
    say, selection, unit_word = campaign.wording.say, asked.selection, campaign.unit_words["unit_vi"]
    populations = campaign.ledger.groups.query("kind == 'population'")
    units = tables.listed(campaign, (selection.group, *selection.shown))
    named = ", ".join(campaign.wording.inside(name) for name in populations["name_vi"])
    rows = called(campaign, tables.figures_table, units, list(campaign.years))
    ledger = called(campaign, tables.ledger_table, None if selection.whole else units)
    whole = "" if selection.whole else f" {say('data_page.unfiltered', unit=unit_word)}"
    targets = say("data_page.targets", count=lists.counted(campaign, len(campaign.targets)))
    disputes = len(campaign.ledger.contradictions)
    return View(page_title(campaign.wording, "du_lieu"), (
        Legend(),
        *called(campaign, _news),
        Heading(say("data_page.download")),
        Caption(say("data_page.download_note", unit=unit_word, populations=named, first=campaign.years[0],
                    last=campaign.years[-1])),
        Download(say("data_page.download_button", rows=campaign.numbers.number(len(rows))), say("data_page.file"), tuple(units), rows),
        Way("tai_ve", say("data_page.other_files"), ":material/download:"),
        Heading(say("data_page.ledger")),
        Caption(say("data_page.ledger_note", rows=campaign.numbers.number(len(ledger)))),
        Ledger(ledger, say("data_page.ledger_alt")),
        Download(say("data_page.ledger_button", rows=campaign.numbers.number(len(ledger))), say("data_page.ledger_file"),
                 () if selection.whole else tuple(units), ledger),
        Heading(say("data_page.complete")),
        Caption(say("data_page.complete_note") + whole),
        Fold(say("data_page.complete_table"), (Table(say("data_page.complete_table"), called(campaign, _complete)),)),
        Heading(say("data_page.contradictions")),
        Caption(say("data_page.contradictions_note", count=disputes) + whole),
        *called(campaign, _contradictions),
        *_left_out(campaign),
        *(_estimation(campaign) if campaign.edition.evidence else ()),
        Heading(targets),
        Table(targets, called(campaign, scene_tables.target_quotes)),
        Heading(say("data_page.judgements")),
        Told(method.judgement_rules(campaign)),
        Table(say("data_page.judgements"), called(campaign, scene_tables.judgements)),
        Heading(say("data_page.changes")),
        Told(method.changes(campaign.wording)),
    ))  # fmt: skip


def _news(campaign: Campaign) -> tuple[Block, ...]:
    """What the last publication changed, and every publication with what it let pass; nothing where there was none."""
    if not campaign.edition.publications:
        return ()
    say, last = campaign.wording.say, campaign.edition.publications[0]
    judged, counted = news.judged_table(campaign, last), news.counted_table(campaign, last)
    return (
        Heading(say("news.heading")),
        Text(news.lead(campaign, last)),
        Lines(news.lines(campaign, last)),
        *([Table(say("news.judgements"), judged, folded=True)] if len(judged) else []),
        *([Table(say("news.counted"), counted, folded=True)] if len(counted) else []),
        Table(say("news.publications"), news.publications_table(campaign), folded=True),
    )


def _complete(campaign: Campaign) -> pd.DataFrame:
    """How the poor rate of each unit and year is known."""
    full = kept(campaign, "completeness", lambda: completeness(campaign.ledger))
    rate = full.loc[RATE].map(lambda status: "" if status == "missing" else campaign.marks.status_word(status))
    rate.index = pd.Index([campaign.names[unit] for unit in rate.index], name=campaign.wording.say("tables.unit"))
    return rate.rename(columns=str).reset_index()


def _contradictions(campaign: Campaign) -> list[Fold]:
    """Of every contradiction between sources its title, what was chosen, why, and what each one says."""
    say, found, told = campaign.wording.say, contradictions(campaign.ledger), []
    for row in campaign.ledger.contradictions.itertuples():
        cases = [
            say(
                "data_page.case",
                value=campaign.numbers.number(case.value, 0 if case.value % 1 == 0 else 2),
                use=say("data_page.used" if case.preferred else "data_page.compared"),
                quote=case.quote,
            )
            for case in found[found["contradiction"] == row.contradiction].itertuples()
        ]
        chosen = f"{row.explanation_vi}. {say('data_page.chosen')} {row.preferred_reason_vi}."
        told.append(Fold(str(row.title_vi), (Text(chosen), Lines(tuple(cases)))))
    return told


def _left_out(campaign: Campaign) -> list[Block]:
    """What was collected and stands in no table, each with its reason."""
    cells = called(campaign, scene_tables.left_out)
    if cells.empty:
        return []
    say, count = campaign.wording.say, campaign.numbers.number(len(cells))
    heading = say("data_page.left_out", count=count)
    return [Heading(heading), Caption(say("data_page.left_out_note")), Table(heading, cells, folded=True)]


def _estimation(campaign: Campaign) -> list[Block]:
    """How estimates are made, and how far they can be trusted."""
    say, year = campaign.wording.say, campaign.latest_year
    known = called(campaign, scene_tables.record_table)
    ways, heading = scene_tables.ways(campaign), say("alternatives.heading", year=year)
    calibration = say("data_page.calibration", level=campaign.marks.level)
    return [
        Heading(say("data_page.estimation", unit=campaign.unit_words["unit_vi"])),
        Told(method.estimation(campaign)),
        Told(method.quality(campaign)),
        Heading(say("data_page.validation"), 3),
        Table(say("data_page.validation"), called(campaign, scene_tables.validation_table)),
        Told(method.validation_verdict(campaign)),
        Heading(say("record.heading"), 3),
        Text(say("record.none")) if known.empty else Table(say("record.heading"), known),
        Heading(calibration, 3),
        Told(method.calibration_verdict(campaign)),
        Table(calibration, called(campaign, scene_tables.calibration_table)),
        Table(say("data_page.claims"), called(campaign, scene_tables.claims_table)),
        Heading(heading, 3),
        Told(say("alternatives.note", count=len(ways) + 1, certain=method.certain(campaign))),
        Lines(tuple(ways)),
        Table(heading, called(campaign, scene_tables.alternatives_table, year)),
    ]
