"""U5 played through the services: an objection registered, answered by the superior with reasons, and handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import worksheets
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

HOLLOW = "Keberatan Bapak/Ibu sudah kami pelajari sesuai ketentuan yang berlaku."


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def right(case: Case) -> str:
    """The ruling the law asks for where the PPID refused, or kept silent."""
    told = str(case.truth["request"]["decision"])
    return "upheld" if told == "refuse" else told


def reasons(case: Case) -> str:
    """Why, in sentences about this request."""
    truth, told = case.truth, case.truth["request"]
    parts = [told[name] for name in ("material", "exempt", "if_opened") if told[name]]
    return " ".join([f"Keberatan atas {truth['matter']} kami periksa ulang.", str(truth["finding"]), *map(str, parts)])


def answer(learner: Learner, case: Case, ruling: str = "", text: str = "") -> None:
    """Answer as the superior, rightly and with reasons unless told otherwise."""
    learner.be(Role.SUPERIOR)
    learner.act(case, Action.ANSWER_OBJECTION, ruling=ruling or right(case), text=text or reasons(case))


def register(learner: Learner, case: Case) -> None:
    """Enter an objection into its book."""
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.REGISTER_OBJECTION, registration="007/KEB/XI/2026")


def work(learner: Learner, attempt: Attempt) -> None:
    """Answer every question of a guided sheet rightly."""
    while attempt.status == "running":
        question = worksheets.sheet_of(attempt).question(attempt.step)
        assert question is not None
        desk = learner.desk
        worksheets.check_question(learner.session, learner.person, desk.sandbox, attempt, question.model, desk.moment)


def begin(learner: Learner, code: str) -> tuple[Attempt, Case]:
    """Come as far as a later part by passing what stands before it, and begin it."""
    for _ in range(2):
        answer(learner, learner.case(learner.start("u5-t1")))
    attempt = learner.start(code)
    return attempt, learner.case(attempt)


def test_what_an_exercise_prepared_happened_day_after_day_and_the_answer_s_clock_runs_from_the_objection(
    session: Session, learner: Learner
) -> None:
    case = learner.case(learner.start("u5-t1"))
    moved = [entry for entry in journal.entries_about(session, f"case/{case.id}") if entry.kind == MOVED]
    dates = [entry.sim_at.date() for entry in moved if entry.sim_at]
    assert [entry.data["action"] for entry in moved][-3:] == ["object", "register_objection", "note"]
    assert dates == sorted(dates)
    assert dates[0] == case.received_at.date() < learner.desk.moment.sim.date() - timedelta(days=14)
    assert len(set(dates)) > 3
    assert all(entry.actor_id is None for entry in moved)


def test_a_refusal_too_wide_is_mended_with_reasons(learner: Learner) -> None:
    attempt = learner.start("u5-t1")
    case = learner.case(attempt)
    assert (case.state, attempt.step) == ("objection_processed", "jawab")
    answer(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


@pytest.mark.parametrize(("ruling", "text"), [("upheld", ""), ("grant", ""), ("", HOLLOW)])
def test_a_wrong_ruling_or_one_without_reasons_ends_the_attempt(learner: Learner, ruling: str, text: str) -> None:
    attempt = learner.start("u5-t1")
    answer(learner, learner.case(attempt), ruling, text)
    assert attempt.status == "failed"


def test_what_the_superior_gives_is_handed_over_before_anybody_thanks_for_it(learner: Learner) -> None:
    attempt, case = begin(learner, "u5-t4")
    register(learner, case)
    answer(learner, case)
    assert (case.state, attempt.step) == ("objection_answered", "serah")
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.HAND_OVER, medium="softcopy", note="Dikirim lewat surel hari ini.")
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_two_objections_answered_alone_count_and_silence_before_them_is_nobody_s_fault_here(learner: Learner) -> None:
    attempts = []
    for _ in range(3):
        attempt, case = begin(learner, "u5-mandiri")
        register(learner, case)
        answer(learner, case)
        attempts.append((case.truth["request"]["decision"], attempt.status))
    assert attempts == [("refuse", "passed"), ("grant_part", "passed"), ("grant", "passed")]


def test_a_refusal_upheld_with_empty_words_does_not_count(learner: Learner) -> None:
    attempt, case = begin(learner, "u5-mandiri")
    register(learner, case)
    answer(learner, case, text=HOLLOW)
    assert (case.truth["request"]["decision"], attempt.status) == ("refuse", "failed")


@pytest.mark.parametrize(("wrong", "status"), [(1, "passed"), (2, "failed")])
def test_a_dispute_file_with_one_mistake_of_eight_is_ready_and_with_two_is_not(
    learner: Learner, wrong: int, status: str
) -> None:
    for _ in range(2):
        answer(learner, learner.case(learner.start("u5-t1")))
    work(learner, learner.start("u5-t5"))
    attempt = learner.start("u5-mandiri-berkas")
    questions = worksheets.sheet_of(attempt).questions
    given = {question.key: question.model for question in questions}
    for question in questions[:wrong]:
        given[question.key] = [] if question.form == "several" else ""
    desk = learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, given, desk.moment)
    assert (len(questions), attempt.status) == (8, status)
