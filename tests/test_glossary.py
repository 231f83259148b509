"""One administrative Vietnamese: phrases that were given up stand in no file of words and in no sentence of any year."""

from __future__ import annotations

import pytest

from lib.base.paths import DATA_DIR
from lib.campaign.campaign import Campaign
from lib.views.documents.profile import profile, subjects
from lib.views.meeting.about import asked
from lib.views.meeting.registry import known_codes, scene
from lib.views.sentences import comparison, ending, lagging, projections, verdicts, whole_province

#: Translated, not written by an office; what stands for each is in the glossary of data/wording.yaml.
GIVEN_UP = ("của chính mình", "không chậm hơn đường", "chậm hơn đường", "nhanh hơn đường", "số giữa", "ở sau đường", "sau đường",
            "giữ nhịp", "nhịp cũ", "sát mức phải đạt nhất", "chưa phân định", "cao thứ ≈", "tụt lại sau đường", "đường giảm một nửa",
            "còn trên đường", "đã dưới đường")  # fmt: skip
FILES = (
    "wording.yaml",
    "texts.yaml",
    "display.yaml",
    "judgements.csv",
    "targets.csv",
    "indicators.csv",
    "framework_texts.yaml",
)
#: So long may a judgement's word be in a legend or badge.
LONGEST = 22


@pytest.mark.parametrize("name", FILES)
def test_no_file_of_words_has_a_phrase_that_was_given_up(name):
    text = (DATA_DIR / name).read_text(encoding="utf-8").lower()
    assert [phrase for phrase in GIVEN_UP if phrase in text] == []


def sentences(campaign: Campaign, year: int) -> list[str]:
    everywhere = list(campaign.districts)
    told = [verdicts.verdict(campaign, year), lagging.who_lags(campaign, year, everywhere), *ending.lines(campaign)]
    told += [
        *ending.known(campaign),
        whole_province.campaign_sentence(campaign, year),
        whole_province.national_sentence(campaign, year),
    ]
    told += [*whole_province.two_yardsticks(campaign, year), projections.projection_notice(campaign, year)]
    told += [lagging.lag_sentence(campaign, standing) for standing in campaign.queue(year)]
    told += [lagging.who_lags(campaign, year, [unit]) for unit in everywhere]
    told += comparison.sentences(campaign, everywhere[:6], year)
    for code in known_codes(campaign):
        made = scene(campaign, code, asked(campaign, campaign.province, everywhere[:2], year))
        told += [made.headline, *made.lead, *made.notes]
    return told + [line for unit in subjects(campaign) for line in profile(campaign, unit, year).lines]


@pytest.mark.parametrize("year", range(2021, 2026))
def test_no_sentence_has_a_phrase_that_was_given_up(campaign, year):
    told = [text.replace("\N{NO-BREAK SPACE}", " ") for text in sentences(campaign, year)]
    assert len(told) > 200
    assert [(phrase, text) for text in told for phrase in GIVEN_UP if phrase in text.lower()] == []


def test_judgements_are_short_enough_for_legends_and_badges(campaign):
    words = [entry.label_vi for entry in campaign.judgements.values()]
    words += campaign.wording.section("glossary.estimated_labels").values()
    assert [word for word in words if len(word) > LONGEST] == []


def test_the_first_word_of_likelihood_is_as_sure_as_a_judgement_has_to_be(live_campaign):
    assert live_campaign.display.likelihood[0].least == live_campaign.cutoffs.certain
