"""U3 played through the services: one letter for each of the four decisions, sent once, and the days of 10 + 7."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import services, worksheets
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

HOLLOW = "Permohonan diterima dan diproses sesuai ketentuan yang berlaku."


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def decide(learner: Learner, case: Case, **other: str) -> None:
    """Decide a request as the law has it, with the model letter, apart from what is given."""
    learner.be(Role.INFORMATION_OFFICER)
    told = case.truth["request"]
    text = {"text": case.truth["better_reply"]}
    given = {"material": told["material"], "medium": "softcopy", "cost": "none", **text}
    acts = {
        "grant": (Action.GRANT, given),
        "grant_part": (Action.GRANT_PARTLY, {**given, "blackened": told["exempt"], "ground": told["ground"]}),
        "refuse": (Action.REFUSE, {"ground": told["ground"], "refusal": told["if_opened"], **text}),
        "not_held": (Action.DECLARE_NOT_HELD, {"holder": case.truth["holder"], **text}),
    }
    action, right = acts[told["decision"]]
    learner.act(case, action, **{**right, **other})


def hand_over(learner: Learner, case: Case, medium: str = "softcopy") -> None:
    """Hand over what was granted."""
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.HAND_OVER, medium=medium, note="Dikirim lewat surel hari ini.")


def grant_twice(learner: Learner) -> None:
    """Pass the first part twice: the way leads on to the partial grant, which nobody passes over."""
    for _ in range(2):
        decide(learner, learner.case(learner.start("u3-t1")))


def reach_alone(learner: Learner) -> None:
    """Pass what nobody passes over, up to the letters that are written alone."""
    grant_twice(learner)
    part = learner.case(learner.start("u3-t3"))
    decide(learner, part)
    hand_over(learner, part)
    decide(learner, learner.case(learner.start("u3-t5")))


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


def test_a_grant_with_a_whole_letter_earns_full_marks(learner: Learner) -> None:
    attempt = learner.start("u3-t1")
    case = learner.case(attempt)
    assert (case.state, attempt.step) == ("request_processed", "surat")
    decide(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_right_decision_with_a_hollow_letter_ends_the_attempt_and_says_what_lacked(learner: Learner) -> None:
    attempt = learner.start("u3-t1")
    decide(learner, learner.case(attempt), text=HOLLOW, material="Berkas yang diminta pemohon.")
    assert attempt.status == "failed"
    assert "Isi pemberitahuan tertulis" in attempt.said


def test_letters_are_examined_before_they_go_out(learner: Learner) -> None:
    decide(learner, learner.case(learner.start("u3-t1")))
    attempt = learner.start("u3-t2")
    assert len(attempt.answers) == 3
    work(learner, attempt)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_partial_grant_is_written_on_the_sheet_of_a_colleague_and_handed_over(learner: Learner) -> None:
    grant_twice(learner)
    attempt = learner.start("u3-t3")
    case = learner.case(attempt)
    assert case.ground == case.truth["request"]["ground"]
    decide(learner, case)
    assert attempt.step == "serahkan"
    hand_over(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_partial_grant_that_refuses_everything_ends_the_attempt(learner: Learner) -> None:
    grant_twice(learner)
    attempt = learner.start("u3-t3")
    case = learner.case(attempt)
    told = case.truth["request"]
    learner.act(case, Action.REFUSE, ground=told["ground"], refusal=told["if_opened"], text=case.truth["better_reply"])
    assert attempt.status == "failed"
    assert "dikabulkan sebagian" in attempt.said


def test_each_of_the_four_decisions_is_written_once_alone(learner: Learner) -> None:
    reach_alone(learner)
    decisions = []
    for code in ("u3-mandiri", "u3-mandiri-2", "u3-mandiri-3", "u3-mandiri-4"):
        attempt = learner.start(code)
        case = learner.case(attempt)
        decisions.append(case.truth["request"]["decision"])
        decide(learner, case)
        assert (attempt.status, attempt.mark) == ("passed", 4.0), code
    assert sorted(decisions) == ["grant", "grant_part", "not_held", "refuse"]


def test_a_letter_that_lacks_its_parts_ends_an_independent_attempt_at_once(learner: Learner) -> None:
    reach_alone(learner)
    attempt = learner.start("u3-mandiri-2")
    decide(learner, learner.case(attempt), text=HOLLOW)
    assert attempt.status == "failed"
    assert learner.start("u3-mandiri-2").id != attempt.id, "another request can be tried"


def test_nobody_writes_alone_before_the_guided_letters(learner: Learner) -> None:
    desk = learner.desk
    answer = services.start_exercise(learner.session, learner.person, desk.sandbox, "u3-mandiri-3", desk.moment)
    assert answer.attempt is None
