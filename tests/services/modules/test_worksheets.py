"""Worksheets over a real database: checked question by question with help, or handed in whole; kept for any device."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking, services, worksheets
from bimtek.modules.domain.content import Content, Module
from bimtek.modules.domain.exercise import Exercise
from bimtek.modules.domain.kinds.worksheet import Question
from bimtek.modules.models import Attempt, Progress
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

POOL = ["road-kabupaten", "national-road", "bribe-counter", "praise", "power-cut", "waste-pile"]


def _exercise(code: str, kind: str, **more: object) -> Exercise:
    hints = [{"text": f"Petunjuk ke-{n} untuk soal ini.", "cost": 1} for n in (1, 2, 3)] if kind == "guided" else []
    return Exercise.model_validate(
        {
            "code": code, "kind": kind, "short": code[-2:], "title": "Pilah laporan", "summary": "Tetapkan klasifikasinya.",
            "minutes": 5, "task": "classify", "params": {"scenarios": POOL, "count": 4, "ask": "class"}, "hints": hints, **more,
        }
    )  # fmt: skip


@pytest.fixture
def learner(session: Session, monkeypatch: pytest.MonkeyPatch) -> Learner:
    """Somebody in a class whose first unit has a guided sheet with two questions done beforehand and an independent one."""
    real = marking.content()
    parts = (
        _exercise("x-t1", "guided", given=2),
        _exercise("x-alone", "independent", after="x-t1", needs=2, pass_mark=3.6),
    )
    module: Module = real.modules[0].model_copy(update={"exercises": (*real.modules[0].exercises[:2], *parts)})
    monkeypatch.setattr(marking, "content", lambda: Content((module, *real.modules[1:]), real.competencies))
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def question(attempt: Attempt) -> Question:
    found = worksheets.sheet_of(attempt).question(attempt.step)
    assert found is not None
    return found


def check(learner: Learner, attempt: Attempt, answer: str, command_id: str | None = None) -> None:
    desk = learner.desk
    worksheets.check_question(learner.session, learner.person, desk.sandbox, attempt, answer, desk.moment, command_id)


def wrong(attempt: Attempt) -> str:
    asked = question(attempt)
    return next(option.value for option in asked.options if option.value != asked.model)


def test_a_guided_sheet_begins_after_what_was_done_beforehand(learner: Learner) -> None:
    attempt = learner.start("x-t1")
    assert (attempt.step, len(attempt.steps)) == (attempt.steps[2], 4)
    assert set(attempt.answers) == set(attempt.steps[:2])


def test_right_answers_lead_to_the_end_with_full_marks(learner: Learner) -> None:
    attempt = learner.start("x-t1")
    for _ in range(2):
        check(learner, attempt, str(question(attempt).model))
    assert (attempt.status, attempt.mark, attempt.step) == ("passed", 4.0, "")


def test_a_wrong_answer_says_why_stays_and_three_of_them_mark_the_person_for_help(learner: Learner) -> None:
    attempt = learner.start("x-t1")
    step = attempt.step
    for _ in range(3):
        check(learner, attempt, wrong(attempt))
    assert (attempt.step, attempt.failed_checks, attempt.said_good) == (step, 3, False)
    assert attempt.said
    row = learner.session.get(Progress, learner.person.id)
    assert row is not None
    assert "3" in row.cells.split("|")[0]


def test_a_hint_costs_its_point_and_what_was_shown_never_counts(learner: Learner) -> None:
    attempt, desk = learner.start("x-t1"), learner.desk
    worksheets.open_hint(learner.session, learner.person, desk.sandbox, attempt, desk.moment)
    check(learner, attempt, str(question(attempt).model))
    worksheets.show_question(learner.session, learner.person, desk.sandbox, attempt, desk.moment)
    assert attempt.status == "helped"
    assert attempt.mark == pytest.approx((3 + 0) / 2)


def test_an_independent_sheet_is_judged_whole_and_only_once(learner: Learner) -> None:
    learner.start("x-t1").status = "passed"
    attempt, desk = learner.start("x-alone"), learner.desk
    answers = {q.key: q.model for q in worksheets.sheet_of(attempt).questions}
    hand_in = (learner.session, learner.person, desk.sandbox, attempt)
    worksheets.hand_in(*hand_in, answers, desk.moment, "tap")
    assert (attempt.status, attempt.mark) == ("passed", 4.0)
    worksheets.hand_in(*hand_in, dict.fromkeys(answers, ""), desk.moment, "again")
    assert attempt.mark == 4.0


def test_one_wrong_of_four_is_not_enough_for_ninety_percent(learner: Learner) -> None:
    learner.start("x-t1").status = "passed"
    attempt, desk = learner.start("x-alone"), learner.desk
    answers = {q.key: q.model for q in worksheets.sheet_of(attempt).questions}
    answers[attempt.steps[0]] = wrong(attempt)
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, answers, desk.moment)
    assert (attempt.status, attempt.mark) == ("failed", 3.0)


def test_what_was_answered_is_kept_for_another_device(learner: Learner) -> None:
    learner.start("x-t1").status = "passed"
    attempt = learner.start("x-alone")
    worksheets.save(attempt, {attempt.steps[1]: "complaint", "unknown": "x"})
    learner.session.flush()
    learner.session.expire_all()
    assert learner.session.get(Attempt, attempt.id).answers == {attempt.steps[1]: "complaint"}  # type: ignore[union-attr]
    assert learner.start("x-alone").id == attempt.id


def test_another_try_is_another_sheet(learner: Learner) -> None:
    learner.start("x-t1").status = "passed"
    first, desk = learner.start("x-alone"), learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, first, {}, desk.moment)
    second = learner.start("x-alone")
    assert (second.variant, second.sheet != first.sheet) == (2, True)


def test_a_double_tap_checks_once(learner: Learner) -> None:
    attempt = learner.start("x-t1")
    check(learner, attempt, wrong(attempt), "tap")
    check(learner, attempt, wrong(attempt), "tap")
    assert attempt.failed_checks == 1


def test_the_journal_holds_every_answer_and_its_chain(learner: Learner) -> None:
    attempt = learner.start("x-t1")
    given = wrong(attempt)
    check(learner, attempt, given)
    entries = journal.entries_about(learner.session, f"attempt/{attempt.id}")
    assert [entry.kind for entry in entries] == ["exercise_started", "step_checked"]
    assert entries[-1].data["answer"] == given
    assert journal.check_chains(learner.session) == []


def test_somebody_elses_sheet_is_not_found(session: Session, learner: Learner) -> None:
    attempt = learner.start("x-t1")
    other = learner.person.__class__(learner.person.id + 1000, "Orang Lain", learner.person.role)
    assert services.attempt_of(session, other, attempt.id) is None


@pytest.mark.parametrize("answer", ["", "x" * 9000, "<script>alert(1)</script>", "\x00"])
def test_a_malformed_answer_is_only_wrong(learner: Learner, answer: str) -> None:
    attempt = learner.start("x-t1")
    asked = question(attempt)
    check(learner, attempt, str(worksheets.bounded(asked, [answer])))
    assert not attempt.said_good
