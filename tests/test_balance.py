"""The balance of a plan: its text is whole, what cannot be concluded is said to be so, the rest follows from the figures."""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.__main__ import main
from lib.base.findings import DataError
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.campaign.balance import Evidence, Outcome, When, balance, margin, of_plan, outcome_of, reached_in, when
from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, Span, facts_of, newest
from lib.drawing.view_html import still_html
from lib.editions.edition import Place, load_edition
from lib.ledger import load_ledger
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Status
from lib.plan.judgement import Kind
from lib.views import links
from lib.views.documents.balance import closings, written
from lib.views.meeting.about import Asked
from lib.views.meeting.registry import default_codes
from lib.views.pages import page_of
from lib.views.sentences import balance as sentences
from lib.views.sentences import facts
from lib.views.view import Answers, Fold, Tally
from lib.views.view import Asked as Page
from tests import examples
from tests.paper import collisions, sheets
from tests.test_stories import Situation, figure, missing, plain, rate

SHARED = Path(os.environ.get("NGHEAN_SHARED", ROOT.parent / "shared")) / "data" / "plan_834_section_I.txt"
GOOD, BAD, UNDECIDED, NONE = Kind.GOOD, Kind.BAD, Kind.OPEN, Kind.NONE


def entry_of(campaign: Campaign, commitment: str):
    return next(entry for entry in balance(campaign) if entry.commitment == commitment)


def fact(**more) -> Fact:
    plain_one = Fact(
        observation="x", unit="40", indicator="houses_built", value=20802.0, bound="exact", unit_of_measure="houses", since=None,
        year=2024, day="", status=PUBLISHED, source="s", quote="q", note="", derived=False, inferred=False, contradiction="",
        preferred=True,
    )  # fmt: skip
    return replace(plain_one, **more)


class TestTheText:
    """Its parts are the plan's own words, all of them, in their order."""

    def test_the_parts_together_are_the_section(self, live_campaign):
        if not SHARED.is_file():
            pytest.skip("the plan's text is not at hand")
        text = SHARED.read_text(encoding="utf-8")
        text = text[text.index("1. Mục đích") + len("1. Mục đích") :].replace("2. Yêu cầu", "")
        lines = (re.sub(r"^\s*-\s*", "", line) for line in text.splitlines())
        section = " ".join(" ".join(lines).split())
        assert " ".join(entry.quote for entry in balance(live_campaign)) == section

    def test_every_sentence_has_its_rows_and_ends_as_one(self, live_campaign):
        rows = live_campaign.ledger.commitments
        assert list(dict.fromkeys(rows["sentence"])) == list(range(1, rows["sentence"].max() + 1))
        for _, part in rows.groupby("sentence"):
            assert part["quote"].iloc[0][0].isupper()
            assert part["quote"].iloc[-1].endswith(".")
            assert all(quote.endswith((";", ",")) for quote in part["quote"].iloc[:-1])

    def test_every_target_and_none_twice(self, campaign):
        named = [a.target.target for entry in balance(campaign) for a in entry.assessments]
        assert sorted(named) == sorted(target.target for target in campaign.targets)
        assert len(named) == len(set(named))


class TestWhatIsConcluded:
    """Nothing as long as something is open; then all, some, none."""

    @pytest.mark.parametrize(
        ("kinds", "outcome"),
        [
            ([], Outcome.OPEN), ([GOOD], Outcome.REACHED), ([BAD], Outcome.MISSED), ([UNDECIDED], Outcome.OPEN),
            ([NONE], Outcome.OPEN), ([GOOD, GOOD], Outcome.REACHED), ([BAD, BAD], Outcome.MISSED),
            ([GOOD, BAD], Outcome.PARTLY), ([BAD, GOOD, GOOD], Outcome.PARTLY), ([GOOD, UNDECIDED], Outcome.OPEN),
            ([BAD, NONE], Outcome.OPEN),
        ],
    )  # fmt: skip
    def test_of_several_judgements(self, kinds, outcome):
        assert outcome_of(kinds) == outcome

    @given(st.lists(st.sampled_from([GOOD, BAD, UNDECIDED, NONE]), max_size=6))
    def test_the_order_changes_nothing(self, kinds):
        assert outcome_of(kinds) == outcome_of(sorted(kinds)) == outcome_of(kinds[::-1])
        assert (outcome_of(kinds) == Outcome.OPEN) is (not kinds or bool({UNDECIDED, NONE} & set(kinds)))

    @pytest.mark.parametrize(
        ("figures", "outcome", "evidence", "words"),
        [
            # 7,80 in 2021; 1 to 1,5 points a year over four years: 3,80 or less.
            ([rate("40", 2025, 3.80)], Outcome.REACHED, Evidence.PUBLISHED, "đạt; theo số công bố"),
            ([rate("40", 2025, 3.81)], Outcome.MISSED, Evidence.PUBLISHED, "không đạt; theo số công bố"),
            ([rate("40", 2025, 3.13, PROJECTED)], Outcome.REACHED, Evidence.PROJECTED,
             "đạt (tạm tính); theo số tỉnh dự kiến, chưa có kết quả rà soát"),
            ([rate("40", 2025, 4.50, PROJECTED)], Outcome.MISSED, Evidence.PROJECTED,
             "không đạt (tạm tính); theo số tỉnh dự kiến, chưa có kết quả rà soát"),
            ([rate("40", 2025, 3.0, PROJECTED, derived=True)], Outcome.REACHED, Evidence.ARITHMETIC,
             "đạt (tạm tính); tính từ số tỉnh dự kiến, chưa có kết quả rà soát"),
            ([missing("40", 2025, "poor_rate")], Outcome.OPEN, Evidence.EARLIER, "chưa kết luận; có số các năm trước, chưa thấy số cuối kỳ"),
            ([missing("40", 2021, "poor_rate")], Outcome.OPEN, Evidence.EARLIER,
             "chưa kết luận; có số các năm trước, chưa thấy số cuối kỳ"),
        ],
    )  # fmt: skip
    def test_of_the_province(self, campaign, figures, outcome, evidence, words):
        entry = entry_of(Situation(campaign, rate("40", 2021, 7.80), *figures), "province")
        assert (entry.outcome, entry.evidence) == (outcome, evidence)
        assert sentences.verdict(campaign, entry) == words

    def test_of_an_estimate_only_what_its_draws_bear(self, campaign):
        entry = entry_of(campaign, "poor_districts")
        assert entry.assessments[0].status == ESTIMATED
        judged = campaign.judgement(entry.assessments[0].judgement).kind
        assert entry.outcome == outcome_of([judged])
        assert entry.evidence == Evidence.ESTIMATED

    def test_a_part_with_two_targets_can_be_reached_in_part(self, campaign):
        rows = campaign.ledger.commitments.copy()
        rows.loc[rows["commitment"] == "province", "targets"] = "province_points;mountain_points"
        rows.loc[rows["commitment"] == "mountain", "targets"] = ""
        held = Situation(
            campaign,
            rate("40", 2021, 7.8),
            rate("40", 2025, 3.0),
            rate("mountain", 2021, 17.24),
            rate("mountain", 2025, 12.0),
        )
        held.ledger = replace(campaign.ledger, commitments=rows)
        entry = entry_of(held, "province")
        assert entry.outcome == Outcome.PARTLY
        assert sentences.verdict(campaign, entry) == "đạt một phần; theo số công bố"


class TestMargins:
    """By how much, and since when."""

    def test_hand_computed(self, campaign):
        held = Situation(campaign, rate("40", 2021, 7.80), rate("40", 2024, 3.75), rate("40", 2025, 3.13))
        (a,) = entry_of(held, "province").assessments
        # (7,80 - 3,13) / 4 = 1,1675 points a year, asked for 1 to 1,5.
        assert margin(a) == pytest.approx(0.1675)
        assert reached_in(held, a) == 2024
        assert (
            "Nhanh hơn mức thấp 0,17 điểm %/năm, chưa đến mức cao 1,5 điểm %/năm. Mức của cả kỳ đạt chậm nhất từ cuối năm 2024."
            in plain(sentences.known(held, entry_of(held, "province"))[0])
        )

    def test_short_of_it(self, campaign):
        held = Situation(campaign, rate("40", 2021, 7.80), rate("40", 2025, 4.80))
        told = plain(sentences.known(held, entry_of(held, "province"))[0])
        assert "Chậm hơn mức phải đạt 0,25 điểm %/năm." in told
        assert "Nhanh hơn" not in told

    def test_a_projection_is_marked(self, campaign):
        held = Situation(campaign, rate("40", 2021, 7.80), rate("40", 2025, 3.13, PROJECTED))
        assert "Nhanh hơn mức thấp 0,17 điểm %/năm (dự kiến), chưa đến mức cao 1,5 điểm %/năm." in plain(
            sentences.known(held, entry_of(held, "province"))[0]
        )

    def test_a_single_slow_year_is_told_beside_the_mean(self, campaign):
        # 1,5 + 1,5 + 1,5 and then 0,2 points: 1,175 a year in the mean.
        rates = zip((2021, 2022, 2023, 2024, 2025), (7.80, 6.30, 4.80, 3.30, 3.10), strict=True)
        held = Situation(campaign, *(rate("40", year, value) for year, value in rates))
        told = plain(sentences.known(held, entry_of(held, "province"))[0])
        assert "Đó là bình quân cả kỳ; riêng năm 2025 chỉ giảm 0,20 điểm %." in told
        assert "riêng năm 2024" not in told

    def test_a_clash_of_projections_is_told_where_they_are_used(self, live_campaign):
        conflict = live_campaign.conflict(live_campaign.plan.end_year)
        for entry in balance(live_campaign):
            told = "khó đi cùng" in " ".join(sentences.known(live_campaign, entry))
            used = any(
                a.latest.status == PROJECTED and conflict and a.unit in ("40", conflict.group)
                for a in entry.assessments
            )
            assert told is used, entry.name

    def test_an_estimate_has_no_year_of_reaching(self, campaign):
        (a,) = entry_of(campaign, "poor_districts").assessments
        assert reached_in(campaign, a) is None

    def test_households(self, campaign):
        held = Situation(campaign, figure("40", 2021, 66_673), figure("40", 2025, 30_000))
        told = plain(sentences.known(held, entry_of(held, "half"))[0])
        # Half of 66.673 is 33.336,5: 33.336 households at most.
        assert "Thấp hơn mức tối đa 3.336 hộ." in told or "Thấp hơn mức tối đa 3.337 hộ." in told


class TestHeadline:
    """What cannot be concluded is counted first."""

    def test_before_the_review(self, live_campaign):
        entries = balance(live_campaign)
        told = sentences.headline(live_campaign, entries)
        opened = sum(entry.outcome == Outcome.OPEN for entry in entries)
        assert f"{opened} trong {len(entries)} nội dung chưa kết luận được" in told
        assert told.index("chưa kết luận") < (told + " đạt").index(" đạt")

    def test_the_tally_counts_every_part_once(self, live_campaign):
        made = written(live_campaign)
        assert sum(count for _, count, _, _ in made.tally) == len(made.answers)
        order = (
            "unknown",
            "earlier",
            "facts",
            "undecided",
            "missed",
            "missed_so_far",
            "partly",
            "partly_so_far",
            "reached",
            "reached_so_far",
        )
        assert [kind for kind, *_ in made.tally] == [kind for kind in order if made.of(kind)]
        for kind, count, _, _ in made.tally:
            assert len(made.of(kind)) == count

    @pytest.mark.parametrize(
        ("value", "said", "unsaid"),
        [(3.0, "đạt", "(tạm tính)"), (7.0, "không đạt", "(tạm tính)")],
    )
    def test_after_the_review_nothing_is_provisional(self, campaign, value, said, unsaid):
        held = Situation(campaign, rate("40", 2021, 7.8), rate("40", 2025, value))
        entries = [entry for entry in balance(held) if entry.commitment in ("province", "unity")]
        told = sentences.headline(held, entries)
        assert told.endswith(f"1 {said}")
        assert unsaid not in told


class TestScenes:
    """What the meeting says: what is concluded, what is not, by what it would be."""

    def test_every_open_part_waits_for_one_thing(self, live_campaign):
        entries = balance(live_campaign)
        waiting = [name for _, names in sentences.deciders(entries) for name in names]
        assert sorted(waiting) == sorted(entry.name for entry in entries if entry.outcome == Outcome.OPEN)
        sizes = [len(names) for _, names in sentences.deciders(entries)]
        assert sizes == sorted(sizes, reverse=True)

    def test_nothing_concluded_and_everything_concluded(self, campaign):
        entries = balance(campaign)
        opened = [entry for entry in entries if entry.outcome == Outcome.OPEN]
        done = [entry for entry in entries if entry.outcome != Outcome.OPEN]
        assert (
            sentences.concluded(campaign, opened)
            == f"Đến cuối năm 2025, chưa nội dung nào trong {len(opened)} nội dung của kế hoạch kết luận được"
        )
        assert sentences.still_open(campaign, done) == f"Đến cuối năm 2025, cả {len(done)} nội dung đã kết luận được"
        assert sentences.concluded(campaign, entries).startswith(
            f"Đến cuối năm 2025, {len(done)} trong {len(entries)} nội dung kết luận được: "
        )
        assert sentences.still_open(campaign, entries).startswith(
            f"Đến cuối năm 2025, {len(opened)} trong {len(entries)} nội dung chưa kết luận được: "
        )

    @pytest.mark.parametrize(
        ("figures", "cells"),
        [
            ([rate("40", 2025, 3.13)], ("✓ đạt", "3,13 %", "nhanh hơn mức thấp 0,17 điểm %/năm")),
            ([rate("40", 2025, 3.13, PROJECTED)], ("✓? đạt (tạm tính)", "3,13 % (dự kiến)", "nhanh hơn mức thấp 0,17 điểm %/năm (dự kiến)")),
            ([rate("40", 2025, 4.80)], ("× không đạt", "4,80 %", "chậm hơn mức thấp 0,25 điểm %/năm")),
            ([rate("40", 2025, 4.80, PROJECTED)], ("×? không đạt (tạm tính)", "4,80 % (dự kiến)", "chậm hơn mức thấp 0,25 điểm %/năm (dự kiến)")),
        ],
    )  # fmt: skip
    def test_the_cells_of_a_conclusion(self, campaign, figures, cells):
        held = Situation(campaign, rate("40", 2021, 7.80), *figures)
        entry = entry_of(held, "province")
        row = sentences.conclusion_row(held, entry, entry.assessments[0])
        assert tuple(map(plain, row[1:])) == cells

    def test_they_are_in_the_meeting_of_a_plan_that_is_over_and_divided(self, campaign):
        asked = Asked(campaign.province, (), 2024, tuple(campaign.districts), "")
        own = ["dat_gi", "chua_ro", "bai_hoc"]
        assert [code for code in default_codes(campaign, asked) if code in own] == own
        undivided = Situation(campaign)
        undivided.ledger = replace(campaign.ledger, commitments=campaign.ledger.commitments.iloc[:0])
        assert not set(own) & set(default_codes(undivided, asked))
        running = Situation(campaign)
        running.plan = replace(campaign.plan, searched_until=campaign.plan.searched_until.replace(year=2024))
        assert not set(own) & set(default_codes(running, asked))


class TestFacts:
    """Printed figures with their bounds and their time."""

    @pytest.mark.parametrize(
        ("more", "span", "told"),
        [
            ({}, Span.YEAR, "năm 2024"),
            ({"since": 2023}, Span.YEAR, "năm 2024"),
            ({"since": 2020, "year": 2025}, Span.YEARS, "2021-2025"),
            ({"since": 2022, "year": 2025, "day": "2025-12-17"}, Span.SINCE, "từ năm 2023 đến 17/12/2025"),
            ({"year": 2026, "day": "2026-01-30"}, Span.DAY, "đến 30/1/2026"),
            ({"year": None}, Span.UNDATED, "nguồn không ghi năm"),
            ({"inferred": True}, Span.YEAR, "năm 2024 (năm suy ra)"),
            ({"inferred": True, "since": 2020, "year": 2025}, Span.YEARS, "2021-2025 (năm suy ra)"),
        ],
    )  # fmt: skip
    def test_of_which_time(self, campaign, more, span, told):
        assert fact(**more).span == span
        assert facts.period(campaign, fact(**more)) == told

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({}, "20.802 nhà"),
            ({"bound": "over", "value": 2072.0, "unit_of_measure": "billion_dong"}, "hơn 2.072 tỷ đồng"),
            ({"bound": "about", "value": 5805.5, "unit_of_measure": "billion_dong"}, "khoảng 5.805,5 tỷ đồng"),
            ({"bound": "under", "value": 94.01, "unit_of_measure": "percent"}, "dưới 94,01 %"),
            ({"value": 803.895, "unit_of_measure": "billion_dong"}, "803,895 tỷ đồng"),
            ({"value": 3174.0, "derived": True}, "3.174 nhà (suy ra)"),
            ({"value": 416.0, "unit_of_measure": "billion_dong", "status": PROJECTED, "derived": True}, "416 tỷ đồng (dự kiến) (suy ra)"),
        ],
    )  # fmt: skip
    def test_how_much(self, campaign, more, told):
        assert plain(facts.value(campaign, fact(**more))) == told

    @given(st.floats(0, 1e6), st.sampled_from(["exact", "over", "about", "under"]))
    def test_every_printed_number_is_written_as_exactly(self, campaign, value, bound):
        written_out = facts.value(campaign, fact(value=round(value, 3), bound=bound))
        number = re.search(r"[\d.]+(,\d+)?", written_out)[0].replace(".", "").replace(",", ".")
        assert float(number) == pytest.approx(round(value, 3))

    def test_the_newest_is_the_last_preferred_one(self):
        some = (
            fact(year=2023, value=1),
            fact(year=2025, day="2025-06-12", value=2),
            fact(year=2025, day="2025-12-17", value=3, preferred=False),
        )
        assert newest(some, "houses_built").value == 2
        assert newest(some, "houses_cost") is None

    def test_what_was_before_the_plan_says_nothing_of_it(self, campaign):
        for more, lies in (
            ({"year": 2022}, When.WITHIN), ({"year": 2025, "since": 2022}, When.WITHIN), ({"year": 2025, "since": 2019}, When.WIDER),
            ({"year": 2021}, When.START), ({"year": 2019}, When.BEFORE), ({"year": 2026}, When.AFTER), ({"year": None}, When.UNDATED),
        ):  # fmt: skip
            assert when(campaign, fact(**more)) == lies
            assert of_plan(campaign, fact(**more)) is (lies in (When.WITHIN, When.WIDER))

    def test_an_estimate_and_a_weak_source_are_marked(self, campaign):
        assert plain(facts.value(campaign, fact(status=ESTIMATED))).startswith("≈")
        weak = campaign.ledger.sources.loc[campaign.ledger.sources["trust"] == "weak", "source"].iloc[0]
        assert campaign.display.weak_source.strip() in facts.told(campaign, fact(source=weak))

    def test_a_note_stands_with_its_figure(self, campaign):
        source = campaign.ledger.sources["source"].iloc[0]
        assert facts.told(campaign, fact(source=source, note="chỉ một phần")).endswith("Ghi chú: chỉ một phần.")

    def test_live_facts_are_the_ledgers(self, live_campaign):
        for entry in balance(live_campaign):
            for one in entry.facts:
                row = live_campaign.ledger.observations.set_index("observation").loc[one.observation]
                assert (one.value, one.status, one.source) == (row["value"], Status(row["status"]), row["source"])
                assert plain(facts.value(live_campaign, one)) in plain(" ".join(sentences.known(live_campaign, entry)))
            if entry.evidence == Evidence.UNKNOWN:
                assert (
                    any("Chưa thấy số nào" in line for line in sentences.known(live_campaign, entry))
                    or entry.assessments
                )

    def test_facts_come_in_the_order_of_their_time(self, live_campaign):
        found = facts_of(live_campaign.ledger, ["houses_built"], "40")
        assert [one.order for one in found] == sorted(one.order for one in found)
        assert len(found) > 3


def test_the_page_has_every_part_with_its_words(live_campaign):
    made = written(live_campaign)
    page = still_html(live_campaign, Answers(made), "light", False)
    tiles = still_html(live_campaign, Tally(made), "light", False)
    for answer in made.answers:
        for text in (answer.name, answer.quote, answer.verdict, *answer.known, answer.decided_by):
            assert html.escape(text) in page
        assert f'id="balance-{answer.code}"' in page
        assert f'href="#balance-{answer.code}"' in tiles


class TestTheGate:
    """What a table of commitments may not say."""

    @pytest.fixture
    def data(self, tmp_path):
        for path in DATA_DIR.glob("*.csv"):
            shutil.copy(path, tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("commitment", "column", "cell", "told"),
        [
            ("half", "targets", "halvin", "không có chỉ tiêu của kế hoạch “halvin”. Có phải là “halving”?"),
            ("half", "targets", "", "chỉ tiêu “halving” đứng ở 0 nội dung"),
            ("unity", "targets", "halving", "chỉ tiêu “halving” đứng ở 2 nội dung"),
            ("resources", "indicators", "poor_fond", "không có chỉ tiêu “poor_fond”. Có phải là “poor_fund”?"),
            ("unity", "plan", "835", "không có kế hoạch “835”"),
            ("unity", "sentence", "9", "câu đứng trước câu có số nhỏ hơn"),
            ("unity", "quote", "", "không được để trống"),
            ("unity", "decided_by_vi", "", "không được để trống"),
        ],
    )
    def test_is_told_with_its_row(self, data, commitment, column, cell, told):
        path = data / "commitments.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["commitment"] == commitment:
                row[column] = cell
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        with pytest.raises(DataError) as refused:
            load_ledger(data)
        findings = [finding for finding in refused.value.findings if finding.file.endswith("commitments.csv")]
        assert findings
        assert any(told in str(finding) for finding in findings), [str(finding) for finding in findings]


class TestClosings:
    """A balance that was closed stays as it was, with what later figures turned beside it."""

    @pytest.fixture
    def data(self, tmp_path):
        shutil.copytree(examples.own_tables(), tmp_path / "data")
        return tmp_path / "data"

    def close(self, data, capsys):
        code = main(["--data", str(data), "close"])
        return code, capsys.readouterr()

    def test_the_command_keeps_the_words_of_the_day(self, data, capsys):
        code, told = self.close(data, capsys)
        assert code == 0
        assert "Đã chốt 16 nội dung" in told.out
        campaign = Campaign(load_edition(Place(data, GEO_DIR)))
        kept = campaign.edition.closings
        assert list(kept["commitment"]) == [entry.commitment for entry in balance(campaign)]
        assert set(kept["closed"].dt.date) == {date.today()}
        (closing,) = closings(campaign)
        assert closing.changes == ("Chưa nội dung nào đổi kết luận hay đổi số từ ngày chốt.",)
        assert [row[:2] for row in closing.rows] == [(a.name, a.verdict) for a in written(campaign).answers]

    def test_a_figure_that_changed_and_a_part_that_is_new_are_told(self, data, capsys):
        self.close(data, capsys)
        path = data / "closings.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if ",half," not in line]
        assert len(kept) == len(lines) - 1
        path.write_text("".join(kept), encoding="utf-8")
        held = Situation(Campaign(load_edition(Place(data, GEO_DIR))), rate("40", 2021, 7.81))
        (closing,) = closings(held)
        assert any(
            line.startswith("Toàn tỉnh giảm 1-1,5 điểm % mỗi năm: kết luận như cũ, số đã khác")
            for line in closing.changes
        )
        assert "Giảm một nửa số hộ nghèo: chưa có khi chốt" in closing.changes

    def test_a_running_plan_is_not_closed(self, data, capsys):
        path = data / "plans.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("2026-11-27", "2024-11-27"), encoding="utf-8")
        code, told = self.close(data, capsys)
        assert code == 1
        assert "chưa kết thúc" in told.err or "plans.csv" in told.err or told.err

    def test_the_same_day_is_never_written_over(self, data, capsys):
        self.close(data, capsys)
        before = (data / "closings.csv").read_bytes()
        code, told = self.close(data, capsys)
        assert code == 1
        assert "đã có bản chốt ngày" in told.err
        assert (data / "closings.csv").read_bytes() == before

    def test_what_a_review_turns_is_told_beside_it(self, data, capsys):
        self.close(data, capsys)
        path = data / "closings.csv"
        path.write_text(
            re.sub(r"(?m)^\d{4}-\d\d-\d\d,", "2026-03-31,", path.read_text(encoding="utf-8")), encoding="utf-8"
        )
        edition = load_edition(Place(data, GEO_DIR))
        reviewed = Situation(Campaign(edition), rate("40", 2021, 7.80), rate("40", 2025, 4.80))
        (closing,) = closings(reviewed)
        assert "31/3/2026" in closing.heading
        then = sentences.verdict(reviewed, entry_of(Campaign(edition), "province"))
        assert (
            f"Toàn tỉnh giảm 1-1,5 điểm % mỗi năm: khi chốt “{then}”, nay “không đạt; theo số công bố”"
            in closing.changes
        )
        page = page_of("tong_ket").view(reviewed, Page(links.selection(reviewed, "40", (), 2024)))
        told = [block.label for block in page.blocks if isinstance(block, Fold)]
        assert told == [closing.heading]

    def refused(self, data, capsys, plan):
        """What is found in a closing whose first row names another plan."""
        self.close(data, capsys)
        path = data / "closings.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(",834,", f",{plan},", 1), encoding="utf-8")
        with pytest.raises(DataError) as refused:
            load_edition(Place(data, GEO_DIR))
        return refused.value.findings

    def test_a_broken_file_is_told(self, data, capsys):
        assert any(finding.file.endswith("closings.csv") for finding in self.refused(data, capsys, ""))

    def test_a_closing_of_a_plan_nobody_knows_is_told_with_its_line(self, data, capsys):
        assert [(one.row, one.column) for one in self.refused(data, capsys, "835")] == [(2, "plan")]

    def test_a_plan_without_a_divided_text_has_nothing_to_close(self, data, capsys):
        path = data / "commitments.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        code, told = self.close(data, capsys)
        assert code == 1
        assert "không có gì để chốt" in told.err
        assert not (data / "closings.csv").exists()


@pytest.mark.browser
@pytest.mark.live
def test_it_is_two_sheets_of_paper(visits, live_url):
    page = visits.open(f"{live_url}/tong_ket")
    made = sheets(page.pdf(format="A4"))
    page.close()
    assert len(made) == 2
    for sheet in made:
        assert collisions(sheet) == []
