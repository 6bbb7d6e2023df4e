"""A case that leads to another desk can be played in memory: the number opened there is given as a sandbox would give it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.checks import CheckResult, Situation, run_check
from bimtek.modules.domain.content import load_content
from bimtek.modules.domain.exercise import Act, Exercise, fitting
from bimtek.modules.domain.kinds.worksheet import Surroundings
from bimtek.modules.domain.play import Play, play_of
from bimtek.modules.domain.robots import Stage, do, faults_of_exercise, open_play
from bimtek.sandbox.domain.decision import Command, Refused
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.domain.openings import opened_desk, opened_number
from tests.factories.desk_story import MONDAY, generator, rules, world

ADMIN, LIAISON = Role.AGENCY_ADMIN, Role.LIAISON
CONTENT = load_content(SEED_DIR)
STAGE = Stage(world(), Surroundings(generator(), world().clocks.calendar, rules(), SEED_DIR, MONDAY, 3))  # type: ignore[attr-defined]
WHY = {"reason": "Pelapor meminta salinan dokumen."}
BRIDGED = ("law-cited-request", "unanswered-request", "trench-and-contract", "school-roof-and-bridge")


def play(scenario: str) -> Play:
    return play_of(generator().generate_case("uji", scenario, MONDAY, 3), world(), rules())


def look(case: Play) -> CheckResult:
    situation = Situation(case.history, case.facts, case.truth, rules(), case.judgement(MONDAY), case.role)
    return run_check("bridged", situation, {})


def cross(case: Play, action: Action, **given: object) -> Refused | None:
    return case.act(Command(action, ADMIN, {**WHY, **given}), MONDAY)


def part(code: str) -> Exercise:
    found = CONTENT.exercise(code)
    assert found is not None
    return found[1]


def test_a_request_opened_while_playing_has_a_number_of_its_desk() -> None:
    case = play("law-cited-request")
    assert cross(case, Action.OPEN_REQUEST) is None
    number = opened_number(case.state.links)
    assert number.startswith("SIM-P7")
    assert case.history.acts[-1].input["opened"] == number


def test_a_split_is_numbered_by_the_desk_it_goes_to_and_a_number_given_is_kept() -> None:
    stays = play("school-roof-and-bridge")
    assert cross(stays, Action.SPLIT, passage=stays.truth["second"]["matter"], desk="lapor") is None
    assert opened_number(stays.state.links).startswith("SIM-7")
    told = play("law-cited-request")
    assert cross(told, Action.OPEN_REQUEST, opened="SIM-P4099072") is None
    assert opened_number(told.state.links) == "SIM-P4099072"


def test_what_the_rules_refuse_opens_nothing() -> None:
    case = play("trench-and-contract")
    assert cross(case, Action.SPLIT, passage="terlalu pendek", desk="nowhere") is not None
    assert opened_number(case.state.links) == ""
    assert opened_desk(Action.VERIFY, {}) is None


@pytest.mark.parametrize("scenario", BRIDGED)
def test_the_model_reply_names_both_numbers_once_the_bridge_is_crossed(scenario: str) -> None:
    case = play(scenario)
    reply = Act(action=Action.FOLLOW_UP, role=LIAISON, given={"text": "$better_reply"})
    before = reply.filled(case.truth, "", case.facts.number)["text"]
    after = reply.filled(case.truth, "", case.facts.number, ("request:SIM-P7000000",))["text"]
    assert "SIM-P7000000" not in before
    assert "SIM-P7000000" in after
    assert case.facts.number in after


def test_an_act_for_another_kind_of_report_is_left_out() -> None:
    always = Act(action=Action.MASK, role=ADMIN)
    asks = Act(action=Action.OPEN_REQUEST, role=ADMIN, when=("to_request",))
    splits = Act(action=Action.SPLIT, role=ADMIN, when=("split",))
    assert fitting((always, asks, splits), {"right_act": "split"}) == (always, splits)
    assert fitting((always, asks, splits), {"right_act": "dispose"}) == (always,)


def test_an_act_for_another_decision_about_a_request_is_left_out() -> None:
    refuses = Act(action=Action.REFUSE, role=ADMIN, when=("refuse",))
    assert fitting((refuses,), {"right_act": "register", "request": {"decision": "refuse"}}) == (refuses,)
    assert fitting((refuses,), {"right_act": "register", "request": {"decision": "not_held"}}) == ()


def test_the_check_of_a_bridge_waits_passes_and_cannot_be_saved_after_the_wrong_way() -> None:
    right, wrong, none = (play("unanswered-request") for _ in range(3))
    waiting = look(none)
    assert (waiting.passed, waiting.fatal) == (False, False)
    cross(right, Action.OPEN_OBJECTION, objection_ground="c")
    assert look(right).passed
    assert opened_number(right.state.links) in look(right).said
    cross(wrong, Action.OPEN_REQUEST)
    lost = look(wrong)
    assert (lost.passed, lost.fatal) == (False, True)
    none.act(Command(Action.ARCHIVE, ADMIN, {"archive_reason": "unclear", "reason": "Bukan laporan."}), MONDAY)
    assert look(none).fatal


@pytest.mark.parametrize("code", ["u7-t1", "u7-t2", "u7-mandiri", "u6-t3"])
def test_robots_find_nothing_wrong_with_exercises_that_cross_desks(code: str) -> None:
    assert list(faults_of_exercise(part(code), STAGE)) == []


def test_robots_notice_when_the_bridge_of_an_exercise_is_the_wrong_one() -> None:
    exercise = part("u7-mandiri")
    acts = tuple(
        act.model_copy(update={"when": ()}) for act in exercise.acts if act.action in (Action.MASK, Action.OPEN_REQUEST)
    )
    spoilt = exercise.model_copy(update={"acts": acts, "scenarios": ("unanswered-request",)})
    assert any("bridge" in fault.words for fault in faults_of_exercise(spoilt, STAGE))


def test_a_robot_brings_photos_of_what_was_done_and_without_them_the_act_is_half() -> None:
    exercise = part("u6-t3")
    case, now = open_play(exercise, 1, STAGE)
    acts = [act for step in exercise.steps[:4] for act in step.acts]
    do(case, acts, now, STAGE)
    assert case.judgement(now).criterion("act").level == 4
    bare, now = open_play(exercise, 1, STAGE)
    do(bare, acts[:3], now, STAGE)
    record = acts[3].filled(bare.truth, "", bare.facts.number)
    assert bare.act(Command(Action.RECORD_ACT, Role.UNIT_ADMIN, record), now + timedelta(hours=1)) is None
    assert bare.judgement(now + timedelta(hours=1)).criterion("act").level == 2


def test_a_mixed_exercise_leaves_no_scenario_without_its_bridge() -> None:
    for code in ("u7-t2", "u7-mandiri"):
        exercise = part(code)
        acts = exercise.acts or tuple(act for step in exercise.steps for act in step.acts)
        for scenario in exercise.scenarios:
            truth = generator().generate_case("uji", scenario, MONDAY, 3).truth
            crossing = [
                act
                for act in fitting(acts, truth)
                if act.action in (Action.OPEN_REQUEST, Action.OPEN_OBJECTION, Action.SPLIT)
            ]
            assert len(crossing) == 1, (code, scenario)
