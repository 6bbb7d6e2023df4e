"""U2 played through the services: a request answered from the public list, and twenty pieces of information sorted."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import services, worksheets
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def work(learner: Learner, attempt: Attempt) -> None:
    """Answer every question of a guided sheet rightly."""
    while attempt.status == "running":
        question = worksheets.sheet_of(attempt).question(attempt.step)
        assert question is not None
        desk = learner.desk
        verdict = worksheets.check_question(
            learner.session, learner.person, desk.sandbox, attempt, question.model, desk.moment
        )
        assert verdict is not None
        assert verdict.right


def begin(learner: Learner, code: str) -> Attempt:
    """Come as far as a later part by passing what stands before it, and begin it."""
    for _ in range(2):
        work(learner, learner.start("u2-t1"))
    if code != "u2-t5":
        grant(learner, learner.case(learner.start("u2-t5")))
    return learner.start(code)


def grant(learner: Learner, case: Case, **other: str) -> None:
    """Grant a request with the model notice, apart from what is given, and hand it over."""
    learner.be(Role.INFORMATION_OFFICER)
    right = {"material": case.truth["request"]["material"], "text": case.truth["better_reply"]}
    learner.act(case, Action.GRANT, **{**right, "medium": "softcopy", "cost": "none", **other})
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.HAND_OVER, medium="softcopy", note="Dikirim lewat surel hari ini.")


def test_the_first_half_of_the_sorting_is_answered_with_reasons(learner: Learner) -> None:
    attempt = learner.start("u2-t1")
    assert attempt.step == attempt.steps[4]
    assert len(attempt.answers) == 4
    work(learner, attempt)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_request_whose_answer_stands_in_the_list_is_granted_with_the_entry_named(learner: Learner) -> None:
    attempt = begin(learner, "u2-t5")
    grant(learner, learner.case(attempt))
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_grant_that_names_nothing_ends_the_attempt(learner: Learner) -> None:
    attempt = begin(learner, "u2-t5")
    grant(learner, learner.case(attempt), material="Berkas yang diminta.", text="Permohonan kami kabulkan.")
    assert attempt.status == "failed"
    assert "Ringkasan APBD" in attempt.said


@pytest.mark.parametrize(("wrong", "status"), [(2, "passed"), (3, "failed")])
def test_eighteen_of_twenty_sorted_rightly_are_enough_and_seventeen_are_not(
    learner: Learner, wrong: int, status: str
) -> None:
    attempt = begin(learner, "u2-mandiri")
    given = {question.key: question.model for question in worksheets.sheet_of(attempt).questions}
    assert len(given) == 20
    for key in list(given)[:wrong]:
        given[key] = "berkala" if given[key] != "berkala" else "dikecualikan"
    desk = learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, given, desk.moment)
    assert attempt.status == status


def test_nobody_sorts_alone_before_the_guided_parts(learner: Learner) -> None:
    desk = learner.desk
    answer = services.start_exercise(learner.session, learner.person, desk.sandbox, "u2-mandiri", desk.moment)
    assert answer.attempt is None
