"""Three desks in one world: each its share, its channels and its form."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import lru_cache

import pytest

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen_language import DESK_CHANNELS
from bimtek.sandbox.domain.difficulty import difficulty
from bimtek.sandbox.domain.generator import Generator, Report, load_generator
from bimtek.sandbox.domain.generator_plan import mix

START = datetime(2026, 11, 9, 8, 30)


@lru_cache(maxsize=1)
def _generator() -> Generator:
    return load_generator(SEED_DIR)


@lru_cache(maxsize=64)
def _reports(person: int) -> tuple[Report, ...]:
    return tuple(_generator().generate("meja", person, 40, START))


def _all() -> list[Report]:
    return [report for person in range(1, 13) for report in _reports(person)]


def test_forty_cases_are_twenty_six_reports_eight_aduan_and_six_requests() -> None:
    assert mix(40) == {"lapor": 26, "baruga": 8, "ppid": 6}
    for person in range(1, 13):
        assert Counter(report.desk for report in _reports(person)) == mix(40)


@pytest.mark.parametrize("cases", range(60))
def test_the_shares_always_add_up_and_very_few_cases_all_come_to_lapor(cases: int) -> None:
    shares = mix(cases)
    assert sum(shares.values()) == cases
    assert shares["lapor"] >= max(shares["baruga"], shares["ppid"])
    assert cases >= 5 or shares["lapor"] == cases


def test_six_reports_two_aduan_and_two_requests_wait_when_the_class_begins() -> None:
    for person in range(1, 13):
        waiting = Counter(report.desk for report in _reports(person)[:10])
        assert waiting == {"lapor": 6, "baruga": 2, "ppid": 2}


def test_each_desk_has_its_own_channels() -> None:
    for report in _all():
        assert report.channel in {name for name, _, _ in DESK_CHANNELS[report.desk]}


def test_an_aduan_has_no_title_no_class_and_is_never_secret() -> None:
    aduan = [report for report in _all() if report.desk == "baruga"]
    assert {(report.title, report.filed_class, report.secret) for report in aduan} == {("", "", False)}


def test_a_request_is_never_anonymous_and_carries_the_form_s_parts() -> None:
    for report in (report for report in _all() if report.desk == "ppid"):
        assert (report.anonymous, report.secret) == (False, False)
        lacking = set(report.truth["request"]["incomplete"])
        assert ("address" in lacking) == (not report.reporter["address"])
        assert ("contact" in lacking) == (not report.reporter["phone"])
        assert ("purpose" in lacking) == (not report.reporter["purpose"])
        whole = report.truth["request"]["applicant"] == "person" or report.reporter["organisation"]
        assert whole


@pytest.mark.parametrize(
    ("scenario", "named"),
    [
        ("ppid-form-incomplete", "simulasi"), ("ppid-population-data", "simulasi"), ("ppid-work-contract", "simulasi"),
        ("ppid-evacuation-map", ""), ("ppid-audit-file", ""),
    ],
)  # fmt: skip
def test_who_asks_in_the_text_stands_on_the_form(scenario: str, named: str) -> None:
    for number in range(12):
        report = _generator().generate_case(f"wakil|{number}", scenario, START, 3)
        organisation = report.reporter["organisation"].casefold()
        village = report.truth["place"].casefold().removeprefix("desa ").removeprefix("kelurahan ").split(",")[0]
        assert named in organisation
        assert named or organisation.endswith(village), (organisation, village)


def test_a_report_told_again_at_baruga_is_by_the_same_citizen_about_the_same_event_in_other_words() -> None:
    told = [report for report in _all() if report.truth.get("right_link")]
    assert len(told) == 12
    for report in told:
        first = _reports(report.person)[report.truth["duplicate_of"] - 1]
        assert (report.desk, first.desk, report.truth["right_link"]) == ("baruga", "lapor", first.number)
        assert report.reporter == first.reporter
        assert report.truth["place"] == first.truth["place"]
        assert report.body != first.body
        assert first.received <= report.received


def test_the_truth_of_a_report_told_again_at_baruga_never_says_it_was_archived() -> None:
    again = [report for report in _all() if report.truth.get("duplicate_desk")]
    assert again
    for report in again:
        said = " ".join(str(report.truth[name]) for name in ("action", "internal_note", "better_reply", "facts"))
        assert report.truth["right_act"] == "dispose"
        assert "arsip" not in said.lower()
        assert report.truth["right_link"] in said


def test_twins_are_equally_hard_within_a_twentieth() -> None:
    for person in range(1, 13, 2):
        for one, two in zip(_reports(person), _reports(person + 1), strict=True):
            ours, theirs = (difficulty(report.truth, report.body, report.desk) for report in (one, two))
            assert abs(ours - theirs) <= 0.05 * max(ours, theirs), (one.scenario_id, ours, theirs)


def test_every_text_of_every_desk_is_its_own() -> None:
    assert len({report.body for report in _all()}) == len(_all())
