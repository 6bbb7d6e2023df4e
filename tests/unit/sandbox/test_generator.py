"""What the generator promises: the same bytes, unique texts, fair twins, real duplicates, identities of nobody."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from bimtek.config import SEED_DIR
from bimtek.sandbox.commands import texts
from bimtek.sandbox.domain.generator import Generator, Report, load_generator, report_number

START = datetime(2026, 11, 9, 8, 0)  # a Monday
KEYS = [
    "person", "case", "desk", "channel", "title", "body", "anonymous", "secret", "class", "category", "owner", "received",
    "twin_of", "duplicate_of", "reporter",
]  # fmt: skip


@cache
def _generator() -> Generator:
    return load_generator(SEED_DIR)


@cache
def _reports(person: int) -> tuple[Report, ...]:
    return tuple(_generator().generate("uji", person, 40, START))


@cache
def _several() -> tuple[Report, ...]:
    return tuple(report for person in range(1, 21) for report in _reports(person))


def _bytes(reports: list[Report] | tuple[Report, ...]) -> bytes:
    return json.dumps([asdict(report) for report in reports], default=str, sort_keys=True).encode()


def test_the_same_seed_makes_the_same_bytes_whatever_was_made_before() -> None:
    random.seed(1)
    other = load_generator(SEED_DIR)
    other.generate("sesuatu yang lain", 9, 7, START)
    assert _bytes(other.generate("uji", 3, 40, START)) == _bytes(_reports(3))


def test_the_global_random_is_neither_used_nor_disturbed() -> None:
    random.seed(42)
    before = random.getstate()
    _generator().generate("uji", 5, 3, START)
    assert random.getstate() == before


def test_another_seed_makes_another_world() -> None:
    theirs = {report.body for report in _generator().generate("lain", 3, 40, START)}
    assert theirs.isdisjoint(report.body for report in _reports(3))


def test_no_two_texts_of_a_class_are_the_same() -> None:
    assert len({report.body for report in _several()}) == len(_several())


def test_numbers_are_simulated_and_unique() -> None:
    numbers = {report.number for report in _several()}
    assert len(numbers) == len(_several())
    assert all(re.fullmatch(r"SIM-[BP]?\d{7}", number) for number in numbers)


def test_the_numbers_of_the_last_person_still_have_seven_digits() -> None:
    assert report_number(20_000, 400) == 8_999_999
    assert report_number(2, 1) == report_number(1, 400) + 1


def test_ten_reports_wait_when_the_class_starts_and_the_rest_come_in_order() -> None:
    received = [report.received for report in _reports(4)]
    assert received == sorted(received)
    assert all(START - timedelta(days=5) < moment < START for moment in received[:10])
    assert all(START <= moment < START + timedelta(days=28) for moment in received[10:])


def test_later_reports_arrive_on_working_days_only() -> None:
    generator = load_generator(SEED_DIR, lambda day: day.weekday() < 5 and day != date(2026, 11, 10))
    days = {report.received.date() for report in generator.generate("uji", 6, 60, START)[10:]}
    assert days
    assert all(day.weekday() < 5 and day != date(2026, 11, 10) for day in days)


def test_neighbours_get_twins_of_equal_difficulty_with_other_people_and_places() -> None:
    for first, second in zip(_reports(7), _reports(8), strict=True):
        assert first.truth["twin_of"] is None
        assert second.truth["twin_of"] == f"7-{first.case}"
        assert first.scenario_id == second.scenario_id
        assert (first.channel, first.anonymous, first.secret, first.filed_class) == (
            second.channel,
            second.anonymous,
            second.secret,
            second.filed_class,
        )
        assert first.truth["right_act"] == second.truth["right_act"]
        assert first.body != second.body
        assert first.reporter["nik"] != second.reporter["nik"]


def test_twins_differ_in_place_unless_the_case_repeats_or_resembles_another() -> None:
    pairs = zip(_reports(7), _reports(8), strict=True)
    assert all(one.truth["place"] != other.truth["place"] for one, other in pairs if not one.truth["looks_like"])


def test_the_first_of_an_odd_seat_has_no_twin_before_it() -> None:
    assert all(report.truth["twin_of"] is None for report in _reports(1))


def test_a_true_duplicate_tells_the_same_event_in_other_words_by_another_neighbour() -> None:
    planted = [report for report in _several() if report.truth["duplicate_of"] and report.desk == "lapor"]
    assert len(planted) >= 18
    for report in planted:
        first = _reports(report.person)[report.truth["duplicate_of"] - 1]
        assert first.received <= report.received
        assert first.number in report.truth["action"]
        assert (first.scenario_id, first.truth["place"], first.incident_on) == (
            report.scenario_id,
            report.truth["place"],
            report.incident_on,
        )
        assert first.body != report.body
        assert first.reporter["nik"] != report.reporter["nik"]
        assert report.truth["archive_reason"] == "duplicate"


def test_a_look_alike_is_another_event() -> None:
    planted = [report for report in _several() if report.truth["looks_like"]]
    assert len(planted) >= 18
    for report in planted:
        like = _reports(report.person)[report.truth["looks_like"] - 1]
        assert like.scenario_id == report.scenario_id
        assert like.truth["place"] != report.truth["place"]
        assert report.truth["right_act"] != "archive"


def test_identities_can_belong_to_nobody() -> None:
    for report in _several():
        reporter = report.reporter
        assert re.fullmatch(r"732299\d{10}", reporter["nik"])
        assert re.fullmatch(r"084\d{9}", reporter["phone"])
        assert reporter["email"] is None or reporter["email"].endswith("@example.org")


def test_every_nik_and_phone_in_a_text_is_listed_as_sensitive() -> None:
    texts_with = [report for report in _several() if re.search(r"\b(7322|084)\d{8,}", report.body)]
    assert texts_with
    for report in texts_with:
        for found in re.findall(r"\b(?:7322|084)\d{8,}", report.body):
            assert found in report.truth["sensitive_words"]


def test_sensitive_words_stand_in_the_body_as_listed() -> None:
    listed = [(word, report.body) for report in _several() for word in report.truth["sensitive_words"]]
    assert len(listed) > 50
    assert all(word in body for word, body in listed)


def test_no_mark_of_the_grammar_is_left_in_any_text() -> None:
    for report in _several():
        told = [report.title, report.body, *(text for text in report.truth.values() if isinstance(text, str))]
        told += [text for said in report.truth["reactions"].values() for text in said]
        assert not any(set("{}[]|~") & set(text) or "  " in text for text in told), report.scenario_id


def test_the_unclear_place_never_names_its_district() -> None:
    reports = [_generator().generate_case(str(n), "place-unclear", START, 1) for n in range(40)]
    assert all(report.district is None and report.place == "Kabupaten Luwu Utara" for report in reports)
    assert not any(report.truth["place"].split("Kecamatan ")[1] in report.body for report in reports)
    assert all(
        report.truth["missing"] == "place" and len(report.truth["reactions"]["completes"]) == 3 for report in reports
    )


def test_the_model_reply_holds_finding_authority_and_action_but_no_identity() -> None:
    for report in _several():
        reply, truth = report.truth["better_reply"], report.truth
        if report.desk != "baruga":  # an aduan's model answer is written whole, in the moderator's words
            assert report.number in reply
        if report.scenario_id.startswith("baruga-"):
            continue
        assert all(truth[part].split(". ")[0] in reply for part in ("finding", "authority", "action"))
        assert report.reporter["nik"] not in reply
        assert not any(word in reply for word in [*truth["accused_words"], report.reporter["phone"]])


def test_a_finding_is_dated_in_working_days_after_receipt() -> None:
    report = _generator().generate_case("x", "road-kabupaten", datetime(2026, 11, 13, 9), 1)  # a Friday
    assert "17 November 2026" in report.truth["finding"]


def test_an_exercise_case_is_the_same_every_time_and_unknown_scenarios_are_refused() -> None:
    made = [_generator().generate_case("x", "piped-water", START, 3) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(KeyError):
        _generator().generate_case("x", "tidak-ada", START, 3)


@pytest.mark.parametrize("cases", [0, 1, 6, 7, 401])
def test_any_number_of_cases_is_served_up_to_the_limit(cases: int) -> None:
    assert len(_generator().generate("uji", 1, cases, START)) == min(cases, 400)


def _run(path: Path, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(texts, ["--seed", "uji", "--people", "2", "--cases", "3", "--out", str(path), *more])
    return result.exit_code, result.output


def test_the_command_writes_one_report_a_line_with_the_agreed_keys(tmp_path: Path) -> None:
    code, _ = _run(tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert [(row["person"], row["case"]) for row in rows] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
    assert all(list(row) == KEYS for row in rows)
    assert all(list(row["reporter"]) == ["name", "nik", "phone", "email", "address"] for row in rows)
    assert rows[3]["twin_of"] == "1-1"


def test_the_command_writes_the_same_file_twice(tmp_path: Path) -> None:
    digests = set()
    for name in ("a", "b"):
        _run(tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    "more",
    [
        ["--people", "0"],
        ["--cases", "401"],
        ["--people", "20001"],
        ["--start", "besok"],
        ["--seed", ""],
        ["--start", "1800-01-01"],
    ],
)
def test_the_command_refuses_what_is_out_of_bounds(tmp_path: Path, more: list[str]) -> None:
    code, output = _run(tmp_path / "out.jsonl", *more)
    assert code == 2
    assert more[0] in output
    assert not (tmp_path / "out.jsonl").exists()


def test_the_command_says_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    code, output = _run(tmp_path / "no" / "such" / "folder")
    assert code == 2
    assert "tidak dapat ditulis" in output
