"""What the commands of the way in print: remarks, what changes, what was published."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from lib.base.clock import VIETNAM

if TYPE_CHECKING:
    from lib.campaign.campaign import Campaign
    from lib.campaign.changes import Changes
    from lib.intake.remarks import Remark
    from lib.store.records import Publication

#: Lines of one kind told one by one on the console.
_TOLD = 40
#: Cells, and things that were let pass, named one by one of those that say the same.
SAME = 3


def progress(done: int, of: int) -> None:
    """A line a finished part, for people and for scripts."""
    print(f"{done}/{of}", file=sys.stderr, flush=True)


def remarks_in_lines(heading: str, remarks: list[Remark], *, wrong: bool) -> None:
    """Remarks in lines; of many that say the same of different cells the first few, and how many more there are."""
    if not remarks:
        return
    stream = sys.stderr if wrong else sys.stdout
    print(f"{heading} ({len(remarks)}):", file=stream)
    same: dict[tuple, list[Remark]] = {}
    for remark in remarks:
        same.setdefault((remark.finding.file, remark.finding.sheet, remark.rule, remark.finding.message), []).append(
            remark
        )
    for place, group in enumerate(same.values()):
        if place == _TOLD:
            print(f"  … và {len(same) - _TOLD} điều khác nữa.", file=stream)
            break
        for remark in group[:SAME]:
            print(f"  {remark} [{remark.rule}]", file=stream)
        if len(group) > SAME:
            print(f"  … cùng điều này ở {len(group) - SAME} ô khác.", file=stream)


def tell_changes(changes: Changes, campaign: Campaign, tell: Callable[[str], None]) -> None:
    """Every figure, judgement and place that is different, in lines; figures by what they are."""
    from lib.views.sentences.verdicts import label_of

    names, ways = campaign.names, Counter(change.way for change in changes.figures)
    said = {"new": "mới", "status": "đổi tình trạng", "value": "đổi trị số", "gone": "không còn"}
    told = ", ".join(f"{number} {said[way]}" for way, number in sorted(ways.items()))
    tell(f"{len(changes.figures)} số khác đi ({told or 'không có'}).")
    counted = changes.counted
    if counted:
        inside = sum(change.inside for change in counted)
        tell(f"{len(counted)} ước tính nay có số: {inside} nằm trong khoảng đã ước tính.")
    tell(f"{len(changes.judgements)} đánh giá đổi:")
    targets = {target.target: target.name_vi for target in campaign.targets}
    for change in changes.judgements:
        final = change.year == campaign.plan.end_year
        ends = ((change.before, change.before_status), (change.after, change.after_status))
        before, after = (label_of(campaign, code, status, final=final) for code, status in ends)
        tell(f"  {names[change.unit]}, cuối năm {change.year}, {targets[change.target]}: {before} → {after}")
    tell(f"{len(changes.places)} nơi đổi vị trí trong thứ tự cần quan tâm.")
    for figure in changes.figures[:_TOLD]:
        before, after = (campaign.marks.marked(f) for f in (figure.before, figure.after))
        name = names.get(figure.after.unit, figure.after.unit)
        tell(
            f"  {name}, {campaign.indicator_names[figure.after.indicator]}, cuối năm {figure.after.year}: {before} → {after}"
        )
    if len(changes.figures) > _TOLD:
        tell(f"  … và {len(changes.figures) - _TOLD} số nữa.")


def changed(kinds: Mapping[str, int]) -> str:
    """How many figures, judgements and places a publication changed."""
    return f"{kinds.get('figure', 0)} số, {kinds.get('judgement', 0)} đánh giá, {kinds.get('place', 0)} vị trí đổi"


def passed(publication: Publication) -> dict[tuple[str, str, str], list[str]]:
    """What was let pass, by rule, reason and person."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for waiver in publication.waivers:
        found.setdefault((waiver.rule, waiver.reason, waiver.actor), []).append(waiver.place)
    return found


def what(publication: Publication) -> str:
    """What a publication did."""
    if publication.restores is not None:
        return f"quay lại lần {publication.restores}"
    if publication.edition == publication.base:
        return "quay lại các bảng gốc"
    numbers = ", ".join(map(str, publication.submissions))
    return f"công bố bản nộp {numbers} ({changed(Counter(str(change['kind']) for change in publication.changes))})"


def line(text: str) -> str:
    """A text as one line of the console: a reason cannot write lines of the history."""
    return " ".join(text.split())[:300]


def when(moment: datetime) -> str:
    """A moment on the clock people read."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
