"""A meeting carried away: the scenes of a selection or of a saved set, as one HTML file or as slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lib.base.paths import ROOT
from lib.base.settings import setting
from lib.campaign.campaign import Campaign
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.exports.refusals import refuse_unknown
from lib.exports.slides import slides
from lib.views.meeting import about, registry, scene_set
from lib.views.meeting.about import Asked
from lib.views.meeting.scene import Scene
from lib.views.meeting.scene_set import SceneSet
from lib.views.sentences.what_if import ALL_UNITS, read_paces, written_pace


def chosen(
    campaign: Campaign, units: Sequence[str], year: int | None = None, group: str | None = None,
    beside: Sequence[str] = (), paces: Sequence[str] = (),
) -> tuple[list[Scene], Asked]:  # fmt: skip
    """The default scenes of some units (codes; ``all`` for every one), a year and a group; ``beside`` and ``paces`` as links
    say them.

    Raises :class:`lib.base.findings.DataError` for an unknown unit, year, group or pace.
    """
    group = group or campaign.province
    districts = tuple(campaign.districts) if list(units) == ["all"] else tuple(units)
    tried, wrong = read_paces(campaign.areas, paces)
    paced = [written_pace(unit, 5.0) for unit in (*campaign.areas, ALL_UNITS)]
    refuse_unknown(campaign.wording, *about.kinds(campaign, group, districts, year, beside), (wrong, paced))
    asked = about.asked(campaign, group, districts, year or campaign.latest_year, beside, tried)
    return [registry.scene(campaign, code, asked) for code in registry.default_codes(campaign, asked)], asked


def of_set(campaign: Campaign, saved: SceneSet, *, file: str) -> tuple[list[Scene], Asked]:
    """The scenes of a saved set. Raises :class:`lib.base.findings.DataError` for what this plan does not have."""
    return scene_set.scenes_of(campaign, saved, file=file), scene_set.asked_of(campaign, saved, file=file)


def export(
    campaign: Campaign,
    scenes: Sequence[Scene],
    asked: Asked,
    form: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The file's content. ``form``: ``html`` or ``pptx``. Slides take the installation's template, if it has one."""
    if form == "html":
        page = presentation(deck(campaign, scenes, asked), scenes[0].headline if scenes else "")
        if progress:
            progress(len(scenes), len(scenes))
        return page.encode("utf-8")
    template = setting("slides", "template")
    return slides(campaign, scenes, template=ROOT / template if template else None, progress=progress)
