"""The content of the modules is whole, and each guided exercise gives a good player full marks and a bad one none."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.checks import Situation, run_check
from bimtek.modules.domain.content import Content, Module, load_content
from bimtek.modules.domain.example import masked_body, replay
from bimtek.modules.domain.exercise import FULL_MARK, Exercise, exercise_mark, step_mark
from bimtek.modules.domain.history import role_now
from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.sandbox.domain.generator import Generator, load_generator
from bimtek.sandbox.domain.lifecycle import Action, State
from tests.factories.story import ADMIN, LIAISON, REPORTER, Story, rules, world


@lru_cache(maxsize=1)
def content() -> Content:
    return load_content(SEED_DIR)


@lru_cache(maxsize=1)
def generator() -> Generator:
    return load_generator(SEED_DIR, world().clocks.calendar.is_working_day)  # type: ignore[attr-defined]


def guided(code: str) -> Exercise:
    found = content().exercise(code)
    assert found is not None
    return found[1]


def opened(exercise: Exercise, variant: int) -> Story:
    """A fresh report of an exercise with its prepared steps done."""
    for number in range(200):
        seed = f"uji|{variant}|{number}"
        report = generator().generate_case(seed, exercise.scenario(variant), datetime(2026, 11, 9, 8, 30), 3)
        if exercise.fits(report.anonymous, report.truth):
            break
    story = Story(
        truth=report.truth, received=report.received, anonymous=report.anonymous, body=report.body, judge=judge_reply,
        reporter=report.reporter, title=report.title,
    )  # fmt: skip
    for act in exercise.done:
        story.act(act.action, act.role, own=False, **act.filled(report.truth, report.title, "SIM-4100001"))
    return story.take_role(exercise.role) if exercise.role else story


def steps_passed(story: Story, exercise: Exercise) -> list[str]:
    """The steps that hold, in order, up to the first that does not."""
    passed = []
    role = role_now(story.entries)
    situation = Situation(story.history, story.facts, story.truth, rules(judge_reply), story.judgement, role)
    for step in exercise.steps:
        if not run_check(step.check, situation, step.params).passed:
            break
        passed.append(step.code)
    return passed


def play(story: Story, exercise: Exercise, reply: str) -> Story:
    """Do what every step shows, with this reply; the citizen settles what was answered well."""
    for step in exercise.steps:
        if step.take_role:
            story.take_role(step.take_role)
        for act in step.acts:
            given = act.filled(story.truth, story.title, "SIM-4100001")
            if act.action == Action.FOLLOW_UP:
                given["text"] = reply
            if story.state.state not in (State.CLOSED_BY_REPORTER, State.CLOSED_BY_ADMIN):
                story.act(act.action, act.role, **given)
        if step.take_role is None and step.check == "role_taken":
            story.take_role(LIAISON)
    return story


@pytest.mark.parametrize("variant", range(1, 5))
@pytest.mark.parametrize("code", ["u6-t1", "u6-t2"])
def test_a_robot_that_plays_well_passes_every_step_and_masters_the_report(code: str, variant: int) -> None:
    exercise = guided(code)
    story = opened(exercise, variant)
    play(story, exercise, str(story.truth["better_reply"]))
    assert steps_passed(story, exercise) == [step.code for step in exercise.steps]
    assert story.judgement.mastered, [(item.key, item.level, item.reason) for item in story.judgement.criteria]
    assert exercise_mark(exercise, {}, []) == FULL_MARK


@pytest.mark.parametrize("variant", range(1, 3))
@pytest.mark.parametrize("code", ["u6-t1", "u6-t2"])
def test_a_robot_that_only_promises_to_follow_up_never_passes_the_reply(code: str, variant: int) -> None:
    exercise = guided(code)
    story = play(opened(exercise, variant), exercise, "Terima kasih atas laporannya. Akan kami tindak lanjuti segera.")
    assert "balas" not in steps_passed(story, exercise)
    assert "tutup" not in steps_passed(story, exercise)
    assert not story.judgement.mastered


@pytest.mark.parametrize("code", ["u6-t1", "u6-t2"])
def test_a_robot_that_names_the_reporter_fails_for_good(code: str) -> None:
    exercise = guided(code)
    story = opened(exercise, 1)
    person = story.reporter
    play(story, exercise, f"Yth. {person['name']}, HP {person['phone']}. {story.truth['better_reply']}")
    assert "leaked_identity" in story.critical
    assert not story.judgement.mastered


@pytest.mark.parametrize("code", ["u6-t1", "u6-t2"])
def test_a_robot_that_does_nothing_passes_nothing(code: str) -> None:
    exercise = guided(code)
    assert steps_passed(opened(exercise, 1), exercise) == []


def test_the_worked_example_is_accepted_by_the_rules_and_earns_every_point() -> None:
    played = replay(content().modules[0].example, world(), rules(judge_reply))
    assert played.judgement.mastered
    assert [item.level for item in played.judgement.criteria if item.applies] == [4] * 8
    assert played.frames[-1].state.state == State.CLOSED_BY_REPORTER


def test_the_example_hides_exactly_what_was_masked() -> None:
    example = content().modules[0].example
    hidden = [part for part, is_hidden in masked_body(example.report.body, ("RT 03", "0841 2200 317")) if is_hidden]
    assert hidden == ["RT 03", "0841 2200 317"]
    assert "".join(part for part, _ in masked_body(example.report.body, ("RT 03",))) == example.report.body


def test_a_hint_costs_its_points_and_a_shown_step_all() -> None:
    step = guided("u6-t1").steps[0]
    assert [step_mark(step, opened_hints, shown=False) for opened_hints in range(4)] == [4, 3, 2, 1]
    assert step_mark(step, 0, shown=True) == 0


def test_a_fresh_variant_takes_the_next_scenario() -> None:
    exercise = guided("u6-t1")
    assert exercise.scenario(1) != exercise.scenario(2)
    assert exercise.scenario(1) == exercise.scenario(1 + len(exercise.scenarios))


def test_every_scenario_of_an_exercise_exists_and_is_disposed_by_the_kabupaten() -> None:
    for exercise in content().modules[0].exercises:
        assert set(exercise.scenarios) <= set(generator().scenario_ids)


def test_a_model_reply_quotes_the_number_of_the_report_at_hand() -> None:
    story = opened(guided("u6-t1"), 1)
    act = guided("u6-t1").steps[1].acts[0]
    text = act.filled(story.truth, story.title, "SIM-4100777")["text"]
    assert "SIM-4100777" in text
    assert text.count("SIM-") == 1


def raw() -> dict[str, Any]:
    return tomllib.loads((SEED_DIR / "modules" / "u6.toml").read_text(encoding="utf-8"))


def part(data: dict[str, Any], code: str) -> dict[str, Any]:
    """One exercise of the file, to be spoilt."""
    found: dict[str, Any] = next(exercise for exercise in data["exercises"] if exercise["code"] == code)
    return found


def test_an_unknown_check_is_refused() -> None:
    data = raw()
    part(data, "u6-t1")["steps"][0]["check"] = "guess"
    with pytest.raises(ValueError, match="guess"):
        Module.model_validate(data)


def test_a_step_without_three_hints_is_refused() -> None:
    data = raw()
    part(data, "u6-t1")["steps"][0]["hints"].pop()
    with pytest.raises(ValueError, match="hints"):
        Module.model_validate(data)


def test_a_part_that_follows_an_unknown_part_is_refused() -> None:
    data = raw()
    part(data, "u6-t2")["after"] = "u6-x"
    with pytest.raises(ValueError, match="u6-t2"):
        Module.model_validate(data)


def test_a_missing_reading_is_reported_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "u6.toml").write_bytes((SEED_DIR / "modules" / "u6.toml").read_bytes())
    (tmp_path / "competencies.toml").write_bytes((SEED_DIR / "competencies.toml").read_bytes())
    with pytest.raises(ValueError, match=r"u6\.toml: bacaan u6\.md"):
        load_content(tmp_path)


def test_the_reading_is_short_enough_to_be_read() -> None:
    words = (SEED_DIR / "modules" / "u6.md").read_text(encoding="utf-8").split()
    assert 400 <= len(words) <= 900


def test_acts_of_the_robot_are_the_learners() -> None:
    story = Story().act(Action.NOTE, ADMIN, note="Sudah dicek.")
    assert story.history.acts[0].own
    assert not Story().act(Action.WITHDRAW, REPORTER).history.acts[0].own
