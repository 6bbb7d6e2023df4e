"""U8 played through the services: a request answered and handed over fills its line of the register; an annual report is
counted from a drawn one, and entries of the public list are mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bimtek.modules import worksheets
from bimtek.modules.models import Attempt
from bimtek.sandbox import ppid_register
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@pytest.fixture(autouse=True)
def _words(app: Flask) -> Iterator[None]:
    """Registers are written in a reader's language."""
    with app.test_request_context():
        yield


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


def begin(learner: Learner, code: str) -> Attempt:
    """Come as far as a later part by counting well twice, and begin it."""
    for _ in range(2):
        work(learner, learner.start("u8-t1"))
    return learner.start(code)


def grant(learner: Learner, case: Case, **other: str) -> None:
    """Grant a request with the model notice, apart from what is given."""
    learner.be(Role.INFORMATION_OFFICER)
    right = {"material": case.truth["request"]["material"], "text": case.truth["better_reply"]}
    learner.act(case, Action.GRANT, **{**right, "medium": "softcopy", "cost": "none", **other})


def row_of(learner: Learner, case: Case) -> dict[str, str]:
    """The request's line of the register, by column."""
    register = ppid_register.request_register(learner.session, learner.desk)
    keys = [column.key for column in register.columns]
    return next(
        row
        for row in (dict(zip(keys, row, strict=True)) for row in register.rows)
        if row["number"] == case.registration
    )


def test_answering_and_handing_over_fill_the_line_of_the_register(learner: Learner) -> None:
    attempt = begin(learner, "u8-t3")
    case = learner.case(attempt)
    before = row_of(learner, case)
    grant(learner, case)
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.HAND_OVER, medium="softcopy", note="Dikirim lewat surel hari ini.")
    after = row_of(learner, case)
    filled = {key for key in after if after[key] != before[key]}
    assert filled >= {"decision", "notified_on", "delivered_on", "cost"}
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_another_form_than_the_one_told_ends_the_attempt(learner: Learner) -> None:
    attempt = begin(learner, "u8-t3")
    case = learner.case(attempt)
    grant(learner, case)
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.HAND_OVER, medium="hardcopy", note="Diambil di meja layanan.")
    assert attempt.status == "failed"


def test_the_first_figures_of_the_small_report_are_counted_with_reasons(learner: Learner) -> None:
    attempt = learner.start("u8-t1")
    assert (len(attempt.answers), attempt.step) == (7, attempt.steps[7])
    work(learner, attempt)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


@pytest.mark.parametrize(("wrong", "status"), [(1, "passed"), (2, "failed")])
def test_an_annual_report_holds_with_nine_figures_of_ten_and_not_with_eight(
    learner: Learner, wrong: int, status: str
) -> None:
    attempt = begin(learner, "u8-mandiri")
    given = {question.key: question.model for question in worksheets.sheet_of(attempt).questions}
    for key in list(given)[:wrong]:
        given[key] = "0"
    desk = learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, given, desk.moment)
    assert (len(given), attempt.status) == (10, status)


def test_five_entries_of_the_public_list_are_mended(learner: Learner) -> None:
    work(learner, begin(learner, "u8-t5"))
    attempt = learner.start("u8-mandiri-dip")
    given = {question.key: question.model for question in worksheets.sheet_of(attempt).questions}
    desk = learner.desk
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, attempt, given, desk.moment)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)
