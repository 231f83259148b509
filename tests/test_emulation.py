"""Improvement: nobody is named against the rule, places are spans that hold the true ones, thin evidence is told, no score is made up."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.findings import DataError
from lib.base.paths import GEO_DIR
from lib.campaign import comparison
from lib.campaign.campaign import Campaign
from lib.campaign.comparison import Rank
from lib.campaign.emulation import (
    Case,
    Finding,
    Thin,
    among,
    case_of,
    cases,
    finding_of,
    fits,
    has_own,
    narrowest,
    peers_of,
)
from lib.campaign.orders import Order, decided, order_of
from lib.drawing import charts
from lib.editions import awards
from lib.editions.edition import Place, load_edition
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan.assess import Chances, Cutoffs, judge_estimate
from lib.plan.judgement import Kind
from lib.views import links
from lib.views.charts import Kind as Shown
from lib.views.pages import page_of
from lib.views.sentences import emulation as sentences
from lib.views.view import Asked, Chart, Columns, Download, Fold, Lines, Nothing, Table
from tests.second_plan import write as write_second
from tests.test_stories import Situation, figure, plain, rate

GOOD, BAD, UNDECIDED, NONE = Kind.GOOD, Kind.BAD, Kind.OPEN, Kind.NONE
CUTOFFS = Cutoffs(1.1, 1.0, 0.95, 0.6, 0.0, 0.8)
#: Vinh: no group with a target of its own; Quỳ Châu: a poor district.
VINH, QUY_CHAU = "412", "416"


def view_of(campaign: Campaign, year: int = 2024, group: str = "40", districts: tuple[str, ...] = ()):
    return page_of("thi_dua").view(campaign, Asked(links.selection(campaign, group, districts, year)))


def every(blocks):
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from every(block.blocks)
        if isinstance(block, Columns):
            yield from every(part for column in block.columns for part in column)


def known_unit(
    campaign: Campaign, unit: str, start: int, now: int, rates: tuple[float, float], *more, **status
) -> Situation:
    """A unit with figures of both ends, all of one status (published, unless said)."""
    return Situation(campaign, figure(unit, 2021, start, **status), figure(unit, 2024, now, **status),
                     rate(unit, 2021, rates[0], **status), rate(unit, 2024, rates[1], **status), *more)  # fmt: skip


def found_of(campaign: Campaign, unit: str, year: int = 2024) -> Case:
    return case_of(campaign, unit, year, campaign.display.emulation.near)


class TestWhoIsNamed:
    """Improved surely: good on the yardstick that fits, and not behind on the common one."""

    @pytest.mark.parametrize(
        ("own", "common", "finding"),
        [
            (GOOD, GOOD, Finding.SURE),
            (GOOD, UNDECIDED, Finding.SURE),
            (GOOD, NONE, Finding.SURE),
            (GOOD, BAD, Finding.SPLIT),
            (UNDECIDED, GOOD, Finding.OPEN),
            (UNDECIDED, BAD, Finding.OPEN),
            (BAD, GOOD, Finding.BEHIND),
            (NONE, NONE, Finding.NONE),
            (NONE, GOOD, Finding.NONE),
        ],
    )
    def test_two_judgements_come_to(self, own, common, finding):
        assert finding_of(own, common) == finding

    @pytest.mark.parametrize("common", [Kind.GOOD, Kind.OPEN, Kind.BAD])
    def test_who_rather_lags_on_the_common_yardstick_is_not_named(self, common):
        assert finding_of(Kind.GOOD, common, lags=True) == (Finding.SPLIT if common == Kind.BAD else Finding.OPEN)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=14), st.floats(0, 0.02))
    def test_one_way_to_estimate_that_does_not_bear_it_names_nobody(self, ways, error):
        """Over all alternatives: a good judgement needs every one of them at the limit, errors of drawing taken off."""
        chances = Chances(ways[0], ways[0], 0, 0, 0, 2, min(ways), max(ways), error)
        named = judge_estimate(chances, CUTOFFS) in ("ahead", "on_track")
        assert named is (min(ways) - 2 * error >= 0.8)

    @pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
    def test_on_the_real_figures_every_name_bears_every_way(self, live_campaign, year):
        rows = live_campaign.edition.chances
        for case in cases(live_campaign, live_campaign.districts, year, 0.05):
            if case.finding != Finding.SURE or case.own.status != ESTIMATED:
                continue
            own = rows[
                (rows["target"] == case.own.target.target) & (rows["unit"] == case.unit) & (rows["year"] == year)
            ]
            assert len(own) > 1
            assert own["on_path"].min() >= live_campaign.cutoffs.certain, case.unit
            assert live_campaign.judgement(case.common.judgement).kind != BAD

    @pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
    def test_no_name_stands_in_title_or_sentences_but_by_the_rule(self, live_campaign, year):
        found = cases(live_campaign, live_campaign.districts, year, 0.05)
        told = " ".join([sentences.title(live_campaign, found, year), sentences.basis(live_campaign, found),
                         sentences.named(live_campaign, found)])  # fmt: skip
        for case in found:
            assert (live_campaign.names[case.unit] in told) is (case.finding == Finding.SURE), case.unit

    def test_the_draft_has_the_named_and_nobody_else(self, live_campaign):
        found = cases(live_campaign, live_campaign.districts, 2024, 0.05)
        cells = sentences.draft(live_campaign, found, 2024, live_campaign.display.emulation)
        named = [case for case in found if case.finding == Finding.SURE and Thin.NO_OWN not in case.thin]
        assert list(cells["Nơi"]) == [live_campaign.names[case.unit] for case in named]
        for column in ("Đề nghị (cán bộ ghi)", "Hình thức khen (cán bộ ghi)", "Lý do (cán bộ ghi)"):
            assert set(cells[column]) == {""}
        assert (cells["Lưu ý về căn cứ"] != "").all()


class TestTheYardstickThatFits:
    """The group's points where they ask no more than halving does."""

    def test_hand_computed(self, campaign):
        target = next(t for t in campaign.targets if t.target == "mountain_points")
        # 2 points a year over four years: 8 points, half of 16.
        assert fits(target, 16.0, campaign.yardstick)
        assert not fits(target, 15.9, campaign.yardstick)
        assert not fits(target, math.nan, campaign.yardstick)
        assert fits(target, 9.0, replace(target, target="other"))

    def test_a_poor_district_is_judged_on_its_groups_points(self, campaign):
        case = found_of(campaign, QUY_CHAU)
        assert case.apart
        assert case.own.target.target == "poor_districts_points"
        assert case.common.target == campaign.yardstick

    def test_a_place_without_a_group_target_is_judged_on_the_common_one(self, campaign):
        case = found_of(campaign, VINH)
        assert not case.apart
        assert case.own == case.common

    def test_good_in_points_and_behind_in_households_is_not_named(self, campaign):
        split = known_unit(campaign, QUY_CHAU, 6000, 4500, (42.0, 29.0))
        case = found_of(split, QUY_CHAU)
        assert case.finding == Finding.SPLIT
        assert sentences.named(split, [case]) == ""
        assert sentences.draft(split, [case], 2024, split.display.emulation).empty


class TestOrders:
    """Who fell faster: nothing that one way to estimate does not bear."""

    @pytest.mark.parametrize(
        ("least", "most", "error", "order"),
        [
            (0.85, 0.95, 0.005, Order.FASTER),
            (0.805, 0.95, 0.005, Order.OPEN),
            (0.75, 0.99, 0.0, Order.OPEN),
            (0.01, 0.15, 0.005, Order.SLOWER),
            (0.01, 0.195, 0.005, Order.OPEN),
            (0.8, 0.8, 0.0, Order.FASTER),
        ],
    )
    def test_hand_computed(self, least, most, error, order):
        assert decided(least, most, error, 0.8) == order

    @given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.05))
    def test_turning_a_pair_round_turns_what_is_said(self, one, two, error):
        least, most = sorted((one, two))
        turned = {Order.FASTER: Order.SLOWER, Order.SLOWER: Order.FASTER, Order.OPEN: Order.OPEN}
        # 1 - 0.2 is a little more or less than 0.8.
        if min(abs(end - limit) for end in (least, most) for limit in (0.8 + 2 * error, 0.2 - 2 * error)) > 1e-9:
            assert decided(1 - most, 1 - least, error, 0.8) == turned[decided(least, most, error, 0.8)]

    def test_every_pair_once_with_all_ways_between_the_ends(self, live_campaign):
        rows = live_campaign.edition.orders
        count, years = len(live_campaign.districts), len(live_campaign.years) - 1
        assert len(rows) == count * (count - 1) / 2 * years
        assert ((rows["least"] <= rows["faster"]) & (rows["faster"] <= rows["most"])).all()

    def test_the_table_follows_from_the_draws(self, campaign):
        """Of the edition made for tests, which has one way to estimate alone."""
        row = campaign.edition.orders.query("unit == '412' and other == '417' and year == 2024").iloc[0]
        poor, years = campaign.estimates, campaign.years
        at = years.index(2021), years.index(2024)
        share = {u: 1 - poor.draws_of([u])[:, at[1]] / poor.draws_of([u])[:, at[0]] for u in ("412", "417")}
        if PUBLISHED not in {campaign.figure(u, "poor_households", y).status for u in share for y in (2021, 2024)}:
            expected = np.mean((share["412"] > share["417"]) + 0.5 * (share["412"] == share["417"]))
            assert row["faster"] == pytest.approx(expected, abs=1e-3)
        assert row["least"] == row["most"] == row["faster"]

    def test_what_is_published_of_both_is_compared_itself(self, campaign):
        def left(other):
            """Vinh falls by 60 %, Cửa Lò from 500 to what is ``other``."""
            vinh = figure(VINH, 2021, 1000), figure(VINH, 2024, 400)
            return Situation(campaign, *vinh, figure("413", 2021, 500), figure("413", 2024, other))

        both = left(300)
        assert order_of(both, VINH, "413", 2024) == Order.FASTER
        assert order_of(both, "413", VINH, 2024) == Order.SLOWER
        assert order_of(left(200), VINH, "413", 2024) == Order.OPEN

    def test_the_baseline_decides_nothing(self, campaign):
        assert order_of(campaign, VINH, "417", 2021) == Order.OPEN


class TestPeers:
    """Units of the same narrowest group, the most alike of them."""

    def test_peers_share_the_narrowest_group(self, live_campaign):
        rule = live_campaign.display.emulation
        for unit in live_campaign.districts:
            peers = peers_of(live_campaign, unit, rule)
            assert unit not in peers
            assert rule.fewest <= len(peers) <= rule.peers
            assert {narrowest(live_campaign, peer) for peer in peers} == {narrowest(live_campaign, unit)}

    def test_too_few_alike_are_no_peers(self, campaign):
        rule = campaign.display.emulation.model_copy(update={"fewest": 4, "peers": 4})
        assert peers_of(campaign, QUY_CHAU, rule) == ()  # three other poor districts

    def test_every_peer_is_in_one_of_three_lists(self, live_campaign):
        rule = live_campaign.display.emulation
        for unit in live_campaign.districts:
            one = among(live_campaign, unit, 2024, rule)
            assert sorted([*one.faster, *one.slower, *one.open]) == sorted(one.peers)
            for peer in one.faster:
                assert (
                    unit in among(live_campaign, peer, 2024, rule).slower
                    or unit not in among(live_campaign, peer, 2024, rule).peers
                )

    def test_what_is_said_of_pairs(self, campaign):
        one = among(campaign, QUY_CHAU, 2024, campaign.display.emulation)
        none = replace(one, faster=(), slower=(), open=one.peers)
        assert (
            plain(sentences.peers_told(campaign, [none]))
            == f"Chưa cặp nào trong {len(one.peers)} cặp đủ căn cứ kết luận nơi nào giảm nhanh hơn."
        )
        some = replace(one, faster=one.peers[:1], slower=(), open=one.peers[1:])
        assert sentences.peers_told(campaign, [some]).startswith(f"1 trong {len(one.peers)} cặp")
        assert sentences.peers_told(campaign, [replace(one, peers=(), open=())]) == ""
        alone = sentences.peers_table(campaign, [replace(one, peers=(), faster=(), slower=(), open=())])
        assert alone["Nơi cùng cơ cấu"].iloc[0] == "chưa đủ số liệu cơ cấu"


class TestPlaces:
    """A place is a span; the spans hold together."""

    @pytest.mark.parametrize("aspect", [comparison.NOW, comparison.POINTS])
    def test_spans_hold_the_true_places_together(self, campaign, aspect):
        """Each draw is a possible truth: in four of five every unit's place lies in its span."""
        found = comparison.ranks(campaign, aspect, 2024)
        values = comparison.known(campaign, aspect, campaign.districts, 2024)
        samples = comparison.together(values)
        true = np.stack([1 + (samples > row).sum(axis=0) for row in samples])
        inside = [
            (found[v.figure.unit].low <= places) & (places <= found[v.figure.unit].high)
            for v, places in zip(values, true, strict=True)
        ]
        assert np.all(inside, axis=0).mean() >= campaign.estimates.interval

    def test_written_from_to(self, campaign):
        assert sentences.placed(campaign, "≈ 35,3 %", Rank(2, 1, 4, 21)) == "≈ 35,3 %<br>hạng 1–4"
        assert sentences.placed(campaign, "50,0 %", Rank(1, 1, 1, 21)) == "50,0 %<br>hạng 1"
        assert sentences.placed(campaign, "chưa đánh giá", None) == "chưa đánh giá"
        assert sentences.places(campaign, Rank(2, 1, 4, 21)) == "1–4"
        assert sentences.places(campaign, None) == "–"

    @pytest.mark.parametrize("aspect", ["now", "points"])
    def test_the_chart_shows_every_interval_and_its_places(self, campaign, aspect):
        drawn = charts.drawn(campaign, Shown("ranking", (aspect, campaign.districts, 2024)), "light").to_dict()
        told = [note["text"] for note in drawn["layout"]["annotations"]]
        assert len(told) == len(campaign.districts)
        ranks = comparison.ranks(campaign, aspect, 2024)
        for unit, text in zip(campaign.districts, told, strict=True):
            if "hạng" in text:
                assert text.endswith(f"hạng {sentences.places(campaign, ranks[unit])}")
        estimated = [campaign.figure(u, "poor_rate", 2024).status == ESTIMATED for u in campaign.districts]
        if aspect == "now":
            assert sum(trace["mode"] == "lines" for trace in drawn["data"]) == sum(estimated)


class TestThinEvidence:
    """What a name rests on is told beside it."""

    def test_nothing_of_its_own(self, live_campaign):
        alone = [u for u in live_campaign.districts if not has_own(live_campaign, u)]
        assert alone
        for case in cases(live_campaign, live_campaign.districts, 2024, 0.05):
            assert (Thin.NO_OWN in case.thin) is (case.unit in alone)
            told = sentences.warning(live_campaign, case)
            assert ("không có số công bố nào của riêng nơi này" in told) is (case.unit in alone)

    def test_both_ends_published_is_firm(self, campaign):
        firm = known_unit(campaign, VINH, 1000, 400, (2.0, 0.8))
        case = found_of(firm, VINH)
        assert case.finding == Finding.SURE
        assert case.thin == ()
        assert sentences.warning(firm, case) == ""
        assert sentences.table(firm, [case], 2024)["Lưu ý về căn cứ"].iloc[0] == "số công bố cả hai đầu"

    def test_a_projection_and_a_weak_source_are_told(self, campaign):
        projected = known_unit(campaign, VINH, 1000, 400, (2.0, 0.8), figure(VINH, 2024, 400, PROJECTED))
        assert Thin.PROJECTED in found_of(projected, VINH).thin
        weak = known_unit(campaign, VINH, 1000, 400, (2.0, 0.8), figure(VINH, 2024, 400, weak=True))
        assert Thin.WEAK in found_of(weak, VINH).thin

    def test_a_claim_near_the_limit_is_told_so(self, campaign):
        case = next(
            c for c in cases(campaign, campaign.districts, 2024, 0.2) if c.finding == Finding.SURE and c.own.chances
        )
        margin = case.own.chances.surely_on_path - 0.8
        assert Thin.NEAR in case_of(campaign, case.unit, 2024, margin + 0.01).thin
        assert Thin.NEAR not in case_of(campaign, case.unit, 2024, margin - 0.01).thin

    def test_what_is_undecided_is_not_near_a_claim(self, campaign):
        for case in cases(campaign, campaign.districts, 2024, 0.2):
            assert Thin.NEAR not in case.thin or case.finding in (Finding.SURE, Finding.SPLIT)


def counts(campaign: Campaign, *findings: Finding, thin: tuple[Thin, ...] = ()) -> list[Case]:
    """Cases of these findings, in the order of the units."""
    one = found_of(campaign, VINH)
    return [replace(one, unit=u, finding=f, thin=thin) for u, f in zip(campaign.districts, findings, strict=False)]


S, P, O, B, N = Finding.SURE, Finding.SPLIT, Finding.OPEN, Finding.BEHIND, Finding.NONE  # noqa: E741
OWN = "Mọi nơi đủ căn cứ là cải thiện đều có ít nhất một số công bố của riêng mình trong kỳ. "
NEITHER = "Không nơi nào trong số đó có số công bố ở cả hai đầu: cần kết quả rà soát trước khi đề nghị khen."
SITUATIONS = [
    ((S, S, O), (), "Cuối năm 2024, trong 3 huyện: 2 nơi đủ căn cứ là cải thiện (đều theo ước tính), 1 nơi chưa đủ căn cứ kết luận",
     OWN + NEITHER),
    ((S, O, B), (Thin.NO_OWN,),
     "Cuối năm 2024, trong 3 huyện: 1 nơi đủ căn cứ là cải thiện (đều theo ước tính), 1 nơi chưa đủ căn cứ kết luận, 1 nơi chậm",
     "Không nơi nào trong 1 nơi đủ căn cứ là cải thiện có số công bố của riêng mình trong kỳ: kết luận dựa hoàn toàn vào ước tính. " + NEITHER),
    ((O, O), (), "Cuối năm 2024, trong 2 huyện: 2 nơi chưa đủ căn cứ kết luận", "Chưa nơi nào trong phạm vi đủ căn cứ để nêu tên là cải thiện."),
    ((P, B), (), "Cuối năm 2024, trong 2 huyện: 1 nơi hai thước đo trái nhau, 1 nơi chậm", "Chưa nơi nào trong phạm vi đủ căn cứ để nêu tên là cải thiện."),
    ((S, N), (), "Cuối năm 2024, trong 2 huyện: 1 nơi đủ căn cứ là cải thiện (đều theo ước tính), 1 nơi chưa đánh giá", OWN + NEITHER),
    ((N, N), (), "Thi đua: cuối năm 2024 chưa đủ số liệu để nói nơi nào cải thiện", ""),
    ((S,), (), "Vinh, cuối năm 2024: đủ căn cứ là cải thiện (theo ước tính)", OWN + NEITHER),
    ((P,), (), "Vinh, cuối năm 2024: hai thước đo trái nhau", "Chưa nơi nào trong phạm vi đủ căn cứ để nêu tên là cải thiện."),
    ((O,), (), "Vinh, cuối năm 2024: chưa đủ căn cứ để nói cải thiện đủ nhanh", "Chưa nơi nào trong phạm vi đủ căn cứ để nêu tên là cải thiện."),
    ((B,), (), "Vinh, cuối năm 2024: chậm", "Chưa nơi nào trong phạm vi đủ căn cứ để nêu tên là cải thiện."),
]  # fmt: skip


class TestSentences:
    """What is written in the situations there are."""

    @pytest.mark.parametrize(("findings", "thin", "title", "basis"), SITUATIONS)
    def test_title_and_basis(self, campaign, findings, thin, title, basis):
        found = counts(campaign, *findings, thin=thin)
        assert plain(sentences.title(campaign, found, 2024)) == title
        assert plain(sentences.basis(campaign, found)) == basis

    def test_some_without_figures_of_their_own(self, campaign):
        found = counts(campaign, S, S, S)
        found[0] = replace(found[0], thin=(Thin.NO_OWN,))
        assert sentences.basis(campaign, found).startswith(
            "Trong 3 nơi đủ căn cứ là cải thiện, 1 nơi không có số công bố nào"
        )
        assert "(đều theo ước tính)" in sentences.title(campaign, found, 2024)
        own, alone = ", ".join(campaign.names[c.unit] for c in found[1:]), campaign.names[found[0].unit]
        assert sentences.named(campaign, found) == (
            f"Đủ căn cứ là cải thiện, có ít nhất một số công bố của riêng mình trong kỳ: {own}. Đủ căn cứ là cải thiện nhưng chỉ theo ước tính: {alone}."
        )

    def test_how_many_are_published_at_both_ends(self, campaign):
        firm = found_of(known_unit(campaign, VINH, 1000, 400, (2.0, 0.8)), VINH)
        assert sentences.title(campaign, [firm], 2024).endswith("đủ căn cứ là cải thiện")
        assert "2 nơi đủ căn cứ là cải thiện (1 nơi chỉ theo ước tính)" in sentences.title(
            campaign, [firm, *counts(campaign, S)], 2024
        )
        assert sentences.basis(campaign, [firm]) == f"{OWN}Mọi nơi trong số đó có số công bố ở cả hai đầu."
        other = counts(campaign, S)
        assert "Có số công bố ở cả hai đầu: 1 trong 2 nơi" in sentences.basis(campaign, [firm, *other])

    def test_the_baseline_has_nothing_to_compare(self, campaign):
        found = cases(campaign, campaign.districts, 2021, 0.05)
        assert sentences.title(campaign, found, 2021) == "Thi đua: cuối năm 2021 là năm xuất phát, chưa có gì để so"
        assert sentences.basis(campaign, found) == sentences.named(campaign, found) == ""
        assert not any(isinstance(block, Download) for block in every(view_of(campaign, 2021).blocks))

    def test_evidence_of_published_figures(self, campaign):
        firm = known_unit(campaign, VINH, 1000, 400, (2.0, 0.8))
        assert plain(sentences.evidence(firm, found_of(firm, VINH), 2024)) == (
            "Vinh (thước đo chung): đúng hoặc vượt tiến độ giảm 50 % số hộ nghèo, theo số công bố. "
            "Tỷ lệ hộ nghèo 2,00 % cuối năm 2021, 0,80 % cuối năm 2024: giảm 1,20 điểm %."
        )

    def test_evidence_on_a_groups_yardstick_tells_the_common_one_too(self, campaign):
        split = known_unit(campaign, QUY_CHAU, 6000, 4500, (42.0, 29.0))
        told = plain(sentences.evidence(split, found_of(split, QUY_CHAU), 2024))
        assert told.startswith(
            "Quỳ Châu (thước đo của nhóm huyện nghèo): đúng hoặc vượt tiến độ giảm 4 điểm %/năm, theo số công bố."
        )
        assert "giảm 13,00 điểm %" in told
        assert told.endswith("Theo thước đo chung: chậm.")

    def test_an_estimate_has_its_probability_over_all_ways_and_its_intervals(self, live_campaign):
        for case in cases(live_campaign, live_campaign.districts, 2024, 0.05):
            told = plain(sentences.evidence(live_campaign, case, 2024))
            if case.own.status == ESTIMATED:
                assert "theo ước tính; xác suất đúng tiến độ" in told
                assert "tùy cách ước tính" in told
                assert "(80 %: " in told

    def test_what_is_not_judged_says_why(self, live_campaign):
        for case in cases(live_campaign, live_campaign.districts, 2025, 0.05):
            if case.finding == Finding.NONE:
                told = sentences.evidence(live_campaign, case, 2025)
                assert told.startswith(f"{live_campaign.names[case.unit]}: ")
                assert "xác suất" not in told

    def test_points_and_percent_are_not_mixed(self, live_campaign):
        cells = sentences.table(live_campaign, cases(live_campaign, live_campaign.districts, 2024, 0.05), 2024)
        assert cells["Giảm từ cuối năm 2021, điểm %"].map(plain).str.contains("điểm %").all()
        assert not cells["Tỷ lệ hộ nghèo cuối năm 2024"].map(plain).str.contains("điểm").any()

    def test_the_rule_names_the_limit_and_the_common_path(self, campaign):
        told = plain(sentences.rule(campaign))
        assert "từ 80 % theo mọi cách ước tính" in told
        assert "tiến độ giảm 50 % số hộ nghèo" in told


class TestFactsAndConditions:
    """Exemplars as printed, conditions as a checklist."""

    def test_every_fact_has_its_period_and_source(self, live_campaign):
        told = [plain(line) for line in sentences.known(live_campaign, live_campaign.display.emulation)]
        assert any("145 điển hình" in line and "không phải khen thưởng của Kế hoạch 834" in line for line in told)
        assert any("177 mô hình" in line and "2021-2025" in line for line in told)
        assert any("66 dự án" in line and "năm 2024" in line for line in told)

    def test_that_rewards_are_not_known_says_what_would_tell(self, live_campaign):
        told = sentences.known(live_campaign, live_campaign.display.emulation)
        (line,) = [line for line in told if "chưa thấy công bố số nào" in line]
        assert line.startswith("Biểu dương, tôn vinh, khen thưởng")
        assert "quyết định khen thưởng" in line

    def test_the_checklist_names_its_text_and_what_decides(self, live_campaign):
        cells = sentences.conditions(live_campaign)
        assert len(cells) == len(live_campaign.edition.conditions) > 0
        assert (cells != "").all().all()
        assert sentences.conditions_told(live_campaign).startswith("4 trong 9 điều kiện")

    def test_no_condition_at_all(self, campaign):
        held = Situation(campaign)
        held.edition = replace(campaign.edition, conditions=campaign.edition.conditions.iloc[:0])
        assert sentences.conditions_told(held) == ""
        assert sentences.conditions(held).empty
        whole = campaign.edition.conditions.assign(held="yes")
        held.edition = replace(campaign.edition, conditions=whole)
        assert (
            sentences.conditions_told(held) == "9 trong 9 điều kiện ở đây có số liệu trả lời, trong đó 9 trả lời trọn."
        )


class TestScores:
    """A score is entered from a decision with its number and date, or is not shown."""

    HEADER = "unit,year,score,most,decision,decided,note\n"

    @pytest.fixture
    def directory(self, tables, tmp_path):
        for path in tables.glob("*.*"):
            shutil.copy(path, tmp_path)
        return tmp_path

    def entered(self, directory, row):
        (directory / awards.SCORES).write_text(f"{self.HEADER}{row}\n", encoding="utf-8")
        return load_edition(Place(directory, GEO_DIR))

    @pytest.mark.parametrize(
        ("row", "column", "message"),
        [
            ("412,2024,92.5,100,,2025-01-15,", "decision", "không được để trống"),
            ("412,2024,92.5,100,123/QĐ-UBND,,", "decided", "không được để trống"),
            ("412,2024,92.5,100,theo quyết định,2025-01-15,", "decision", "phải là số, ký hiệu của quyết định"),
            ("412,2024,92.5,100,123/QĐ-UBND,15/1/2025,", "decided", "không phải ngày"),
            ("412,2024,101,100,123/QĐ-UBND,2025-01-15,", "score", "lớn hơn điểm tối đa"),
            ("999,2024,92.5,100,123/QĐ-UBND,2025-01-15,", "unit", "không có đơn vị"),
            ("412,2024,chín,100,123/QĐ-UBND,2025-01-15,", "score", "không phải số"),
            ("412,2024,0,0,123/QĐ-UBND,2025-01-15,", "most", "phải lớn hơn 0"),
            ("412,2031,90,100,123/QĐ-UBND,2025-01-15,", "year", "không thuộc thời gian của kế hoạch"),
            ("412,2024,90,100,123/QĐ-UBND,2020-01-15,", "decided", "trước năm được chấm"),
            ("412,2024,90,100,123/QĐ-UBND,2999-01-15,", "decided", "sau hôm nay"),
        ],
    )
    def test_refused(self, directory, row, column, message):
        with pytest.raises(DataError) as refused:
            self.entered(directory, row)
        (finding, *_) = [f for f in refused.value.findings if f.file == awards.SCORES and f.column == column]
        assert message in finding.message
        assert finding.row == 2

    @pytest.mark.parametrize("decision", ["123/QĐ-UBND", "21/2020/QĐ-UBND", "77/QĐ-HĐTĐKT"])
    def test_shown_with_its_decision(self, directory, decision):
        held = Campaign(self.entered(directory, f"412,2024,92.5,100,{decision},2025-01-15,"))
        (row,) = sentences.scores(held, held.districts).to_dict("records")
        assert (row["Nơi"], row["Năm"], row["Quyết định"], row["Ngày"]) == ("Vinh", "2024", decision, "15/1/2025")
        assert row["Điểm"] == "92,5/100"
        assert sentences.scores(held, ["417"]).empty

    def test_none_is_shipped_and_the_page_says_so(self, live_campaign):
        assert live_campaign.edition.scores.empty
        told = [getattr(block, "text", "") for block in every(view_of(live_campaign).blocks)]
        assert any(text.startswith("Chưa nhập bảng điểm nào nên không có điểm.") for text in told)

    def test_both_tables_may_be_left_away(self, directory):
        for name in (awards.SCORES, awards.CONDITIONS):
            (directory / name).unlink()
        edition = load_edition(Place(directory, GEO_DIR))
        assert edition.scores.empty
        assert edition.conditions.empty
        assert view_of(Campaign(edition)).title


class TestThePage:
    """A picture first, the tables a click away, calm where there is nothing."""

    @pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
    def test_level_and_improvement_stand_before_everything_else(self, live_campaign, year):
        blocks = list(every(view_of(live_campaign, year).blocks))
        drawn = [block for block in blocks if isinstance(block, Chart)]
        assert [block.shown.arguments[0] for block in drawn] == (["now", "points"] if year != 2021 else ["now"])
        assert blocks.index(drawn[0]) < min(blocks.index(b) for b in blocks if isinstance(b, (Table, Lines)))

    def test_both_charts_have_the_same_rows(self, live_campaign):
        one, two = (b.shown.arguments for b in every(view_of(live_campaign).blocks) if isinstance(b, Chart))
        assert one[1:] == two[1:]

    def test_a_scope_and_a_unit_alone(self, live_campaign):
        group = view_of(live_campaign, group="poor_districts")
        assert "trong 4 huyện" in plain(group.title)
        alone = view_of(live_campaign, districts=(VINH,))
        assert alone.title.startswith("Vinh, cuối năm 2024")

    def test_tables_are_a_click_away(self, live_campaign):
        assert all(block.folded for block in every(view_of(live_campaign).blocks) if isinstance(block, Table))

    def test_the_draft_is_carried_away_not_kept(self, live_campaign):
        (offered,) = [block for block in every(view_of(live_campaign).blocks) if isinstance(block, Download)]
        assert list(offered.cells.columns[-3:]) == [
            "Đề nghị (cán bộ ghi)",
            "Hình thức khen (cán bộ ghi)",
            "Lý do (cán bộ ghi)",
        ]

    def test_another_plan_gives_a_calm_page(self, tmp_path):
        write_second(tmp_path)
        other = Campaign(load_edition(Place(tmp_path, GEO_DIR)))
        view = view_of(other, other.latest_year)
        assert view.title == "Thi đua"
        assert [type(block) for block in view.blocks] == [Nothing]
