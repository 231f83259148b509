"""A meeting carried away: the scenes of a selection or of a saved set, as one HTML file or as slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lib.base.findings import DataError, Finding
from lib.base.settings import setting
from lib.campaign.campaign import Campaign
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.exports.slides import slides
from lib.scenes import registry, scene_set
from lib.scenes.registry import Asked
from lib.scenes.scene import Scene

FORMATS = ("html", "pptx")


def chosen(
    campaign: Campaign, units: Sequence[str], year: int | None, saved: Path | None = None, group: str | None = None
) -> tuple[list[Scene], Asked]:
    """The scenes of a saved set, or the default ones of some units (codes; ``all`` for every one), a year and a group.

    Raises :class:`DataError` for an unknown unit, year or group and for a file that is no set.
    """
    say = campaign.wording.say
    if saved is not None:
        read = scene_set.read_set(saved)
        return scene_set.scenes_of(campaign, read, file=saved.name), scene_set.asked_of(campaign, read, file=saved.name)
    districts = tuple(campaign.districts) if list(units) == ["all"] else tuple(units)
    wrong = [unit for unit in districts if unit not in campaign.districts]
    wrong += [str(year)] if year is not None and year not in campaign.years else []
    group = group or campaign.province
    wrong += [group] if group not in (campaign.province, *campaign.groups) else []
    if wrong:
        known = ", ".join([*campaign.districts, *campaign.groups, *map(str, campaign.years)])
        raise DataError(
            [
                Finding(
                    "export",
                    say("scenes.saved.unknown", values=", ".join(wrong)),
                    remedy=say("slides.known", known=known),
                )
            ]
        )
    shown = tuple(campaign.members(group))
    asked = Asked(group, districts, year or campaign.latest_year, shown, campaign.scope_name(group))
    return [registry.scene(campaign, code, asked) for code in registry.default_codes(campaign, districts)], asked


def export(
    campaign: Campaign,
    scenes: Sequence[Scene],
    asked: Asked,
    form: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The file's content. ``form``: one of :data:`FORMATS`. Slides take the installation's template, if it has one."""
    if form == "html":
        page = presentation(deck(campaign, scenes, asked), scenes[0].headline if scenes else "")
        if progress:
            progress(len(scenes), len(scenes))
        return page.encode("utf-8")
    template = setting("slides", "template")
    return slides(campaign, scenes, template=Path(template) if template else None, progress=progress)
