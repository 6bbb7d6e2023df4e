"""Classifying reports: class, act, desk, owner."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.kinds.classify import ACTS
from bimtek.modules.domain.kinds.reports import draw
from bimtek.modules.domain.kinds.worksheet import FULL, Question, rng_of
from bimtek.sandbox.domain.generator import Report
from tests.factories.desk_story import generator
from tests.unit.modules.kinds.sheets import around, choices, judge, make

ALL = [
    name
    for name in generator().scenario_ids
    if name not in ("spam-test", "baruga-promo-spam", "hostile-no-matter", "praise")
]


def _reports(name: str, seed: str, scenarios: list[str], count: int) -> list[Report]:
    return draw(tuple(scenarios), count, seed, around(), rng_of("classify", seed))


@pytest.mark.parametrize("name", ["classify-class", "classify-act", "classify-desk", "classify-owner"])
def test_one_answer_is_right_and_every_other_is_wrong(name: str) -> None:
    for question in choices(name, 6):
        levels = [judge(name, question, option.value).level for option in question.options]
        assert sorted(levels) == [0] * (len(levels) - 1) + [FULL]


def _owners(seed: str) -> list[tuple[Question, Report]]:
    sheet = make("classify-owner", seed, scenarios=ALL, count=len(ALL))
    return list(zip(sheet.questions, _reports("classify-owner", seed, ALL, len(ALL)), strict=True))


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_nobody_with_a_share_in_the_matter_is_offered_as_a_wrong_holder(seed: str) -> None:
    for question, report in _owners(seed):
        second = report.truth.get("second") or {}
        shares = {report.truth["owner"], *report.truth.get("targets", ()), second.get("owner")}
        wrong = {option.value for option in question.options} - {question.model}
        assert not wrong & shares, report.scenario_id


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_a_holder_of_another_level_does_not_stand_alone(seed: str) -> None:
    offices = around().rules.offices
    for question, _ in _owners(seed):
        levels = [offices[option.value].level for option in question.options]
        right = offices[str(question.model)].level
        others = sum(office.level == right for office in offices.values()) > 1
        assert levels.count(right) > 1 or not others


@pytest.mark.parametrize(
    ("scenario", "barred"),
    [
        ("baruga-pole-leaning", "not_our_authority"),
        ("ppid-apbd-summary", "to_request"),
        ("unanswered-request", "to_request"),
    ],
)
def test_an_act_that_leads_to_the_same_end_is_not_offered_as_wrong(scenario: str, barred: str) -> None:
    for seed in range(12):
        question = make("classify-act", seed, scenarios=[scenario], count=1).questions[0]
        assert barred not in {option.value for option in question.options}


def test_a_request_at_the_desk_of_requests_is_a_request_even_when_it_lacks_something() -> None:
    sheet = make("classify-desk", scenarios=["ppid-form-incomplete", "ppid-aid-list"], count=2)
    assert [question.model for question in sheet.questions] == ["request", "request"]


def test_a_wrong_act_is_told_what_it_would_have_been_right_for() -> None:
    question = make("classify-act", scenarios=["place-unclear"], count=1).questions[0]
    wrong = next(option.value for option in question.options if option.value != question.model)
    assert judge("classify-act", question, wrong).said.startswith(f"“{ACTS[wrong][0]}” untuk laporan lain")


def test_a_report_without_a_title_is_called_by_its_first_words() -> None:
    question = make("classify-class", scenarios=["baruga-street-dark"], count=1).questions[0]
    assert question.title.strip()
    assert len(question.title) <= 60


def test_an_unknown_aspect_is_refused() -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        make("classify-class", ask="warna")
