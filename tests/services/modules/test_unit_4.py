"""U4 played through the services: sheets of the harm test, a test at the desk with its decision, and nothing closed in vain."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import worksheets
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

HOLLOW = "Dapat disalahgunakan pihak yang tidak bertanggung jawab dan menimbulkan kegaduhan."


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def work(learner: Learner, attempt: Attempt) -> None:
    """Answer every question of a guided sheet rightly."""
    while attempt.status == "running":
        question = worksheets.sheet_of(attempt).question(attempt.step)
        assert question is not None
        desk = learner.desk
        worksheets.check_question(learner.session, learner.person, desk.sandbox, attempt, question.model, desk.moment)


def begin(learner: Learner, code: str) -> tuple[Attempt, Case]:
    """Come as far as the desk by the two sheets, and begin a part there."""
    for _ in range(2):
        work(learner, learner.start("u4-t1"))
    attempt = learner.start(code)
    return attempt, learner.case(attempt)


def fill_in(learner: Learner, case: Case, **other: str) -> None:
    """Fill in the sheet of the harm test as the truth has it, apart from what is given."""
    learner.be(Role.INFORMATION_OFFICER)
    told = case.truth["request"]
    sheet = {"content": told["exempt"], **{name: told[name] for name in ("ground", "if_opened", "if_closed", "period")}}
    learner.act(case, Action.TEST_HARM, **{**sheet, **other})


def grant_partly(learner: Learner, case: Case) -> None:
    """Grant what is open and black out what was tested."""
    told = case.truth["request"]
    learner.act(
        case, Action.GRANT_PARTLY, material=told["material"], blackened=told["exempt"], ground=told["ground"],
        medium="softcopy", cost="none", text=case.truth["better_reply"],
    )  # fmt: skip


def grant(learner: Learner, case: Case) -> None:
    """Grant everything."""
    learner.be(Role.INFORMATION_OFFICER)
    material = case.truth["request"]["material"] or "Berkas yang diminta, seluruhnya."
    learner.act(
        case, Action.GRANT, material=material, medium="softcopy", cost="none", text=case.truth["better_reply"]
    )  # fmt: skip


def hand_in(learner: Learner, attempt: Attempt, answers: dict[str, str | list[str]]) -> None:
    """Hand in a whole sheet."""
    desk = learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, answers, desk.moment)


def test_the_first_sheet_leaves_how_long_and_the_decision_to_the_learner(learner: Learner) -> None:
    attempt = learner.start("u4-t1")
    assert [key.partition("-")[2] for key in attempt.steps if key not in attempt.answers] == ["period", "decision"]
    work(learner, attempt)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_request_is_tested_at_the_desk_before_it_is_decided(learner: Learner) -> None:
    attempt, case = begin(learner, "u4-t3")
    fill_in(learner, case)
    assert attempt.step == "putuskan"
    grant_partly(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_hollow_sheet_leaves_the_step_open_and_can_be_filled_in_again(learner: Learner) -> None:
    attempt, case = begin(learner, "u4-t3")
    fill_in(learner, case, if_opened=HOLLOW, if_closed=HOLLOW, period="Selamanya")
    assert (attempt.status, attempt.step) == ("running", "uji")
    fill_in(learner, case)
    assert attempt.step == "putuskan"


def test_what_was_tested_is_not_given_away_afterwards(learner: Learner) -> None:
    attempt, case = begin(learner, "u4-t3")
    fill_in(learner, case)
    grant(learner, case)
    assert attempt.status == "failed"


def reach_open(learner: Learner) -> tuple[Attempt, Case]:
    """Pass the test at the desk, and begin the part in which a unit wishes to close what is open."""
    _, case = begin(learner, "u4-t3")
    fill_in(learner, case)
    grant_partly(learner, case)
    attempt = learner.start("u4-t4")
    return attempt, learner.case(attempt)


def test_a_wish_of_the_unit_closes_nothing(learner: Learner) -> None:
    attempt, case = reach_open(learner)
    grant(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_refusal_on_the_wish_of_the_unit_ends_the_attempt(learner: Learner) -> None:
    attempt, case = reach_open(learner)
    learner.be(Role.INFORMATION_OFFICER)
    sheet = {"content": "Seluruh dokumen yang diminta.", "ground": "i", "if_opened": HOLLOW, "if_closed": HOLLOW}
    learner.act(case, Action.TEST_HARM, **sheet, period="Sampai pimpinan memberi izin")
    learner.act(case, Action.REFUSE, ground="i", refusal=HOLLOW, text="Permohonan kami tolak karena rahasia.")
    assert attempt.status == "failed"


def test_two_sheets_filled_in_alone_count_and_a_hollow_one_does_not(learner: Learner) -> None:
    _, case = reach_open(learner)
    grant(learner, case)
    hollow = learner.start("u4-mandiri")
    hand_in(learner, hollow, {q.key: HOLLOW for q in worksheets.sheet_of(hollow).questions if q.form == "text"})
    assert hollow.status == "failed"
    for _ in range(2):
        attempt = learner.start("u4-mandiri")
        hand_in(learner, attempt, {q.key: q.model for q in worksheets.sheet_of(attempt).questions})
        assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_an_independent_request_counts_by_its_test_and_its_decision(learner: Learner) -> None:
    _, case = reach_open(learner)
    grant(learner, case)
    attempt = learner.start("u4-mandiri-meja")
    own = learner.case(attempt)
    fill_in(learner, own)
    told = own.truth["request"]
    learner.act(own, Action.REFUSE, ground=told["ground"], refusal=told["if_opened"], text=own.truth["better_reply"])
    assert (attempt.status, attempt.mark) == ("passed", 4.0)
