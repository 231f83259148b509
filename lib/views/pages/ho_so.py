"""Hồ sơ: everything known of one district, group or the province on one page."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.charts import Trajectory
from lib.views.documents.profile import profile, subjects
from lib.views.links import SUBJECT, subject_of
from lib.views.parts import whole_period
from lib.views.sentences import captions, projections
from lib.views.view import (
    Asked,
    Cards,
    Chart,
    Choice,
    Columns,
    Heading,
    Legend,
    Notice,
    ProfileNumbers,
    ProfileRest,
    ProfileStory,
    SheetWay,
    View,
)  # fmt: skip

CHOICES = (SUBJECT,)


def view(campaign: Campaign, asked: Asked) -> View:
    """The profile of whoever is filtered by, or of a group of households."""
    say, year = campaign.wording.say, asked.selection.year
    unit = subject_of(asked.selection, asked.subject)
    made = called(campaign, profile, unit, year)
    indicator = made.target.indicator
    title = say("profile.trajectory", indicator=campaign.indicator_names[indicator])
    notes = captions.chart_notes(campaign, campaign.figures.series(unit, indicator, campaign.years))
    chart = Chart(
        Trajectory((unit,), indicator, made.target), "profile", f"{title}: {made.name}", whole_period(campaign), notes
    )
    targets = (Heading(say("profile.targets", year=year)), Cards(made.assessments, stacked=True))
    return View(say("profile.title", name=made.name), (
        Choice(SUBJECT, say("profile.pick"), subjects(campaign)[unit]),
        Notice(projections.projection_notice(campaign, year)),
        ProfileStory(made),
        Legend(),
        SheetWay(unit),
        Heading(made.numbers.title),
        ProfileNumbers(made),
        Columns(((Heading(title), chart), targets), (11, 9)),
        ProfileRest(made),
    ))  # fmt: skip
