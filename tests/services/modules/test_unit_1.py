"""U1 played through the services: a form completed once, registered and given to the office that has the information."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import evidence
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

NUMBER = "014/PPID/XI/2026"
ASKED = "Mohon dilengkapi sekaligus bagian ini, dengan nama dokumen, wilayah, dan tahunnya."


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def register(learner: Learner, case: Case, unit: str = "") -> None:
    """Register a request and assign it, rightly unless another unit is given."""
    learner.be(Role.DESK_OFFICER)
    learner.act(case, Action.REGISTER, registration=NUMBER)
    learner.be(Role.INFORMATION_OFFICER)
    learner.act(case, Action.ASSIGN, unit=unit or case.truth["owner"])


def ask(learner: Learner, case: Case, *lacking: str) -> None:
    """Ask for these parts of the form, or for exactly what it lacks."""
    learner.be(Role.DESK_OFFICER)
    parts = list(lacking) or case.truth["request"]["incomplete"]
    learner.act(case, Action.ASK_COMPLETION, lacking=parts, message=ASKED)


def begin(learner: Learner, code: str) -> tuple[Attempt, Case]:
    """Come as far as a later part by passing what stands before it, and begin it."""
    for _ in range(2):
        register(learner, learner.case(learner.start("u1-t1")))
    if code != "u1-t4":
        attempt, case = begin(learner, "u1-t4")
        ask(learner, case)
        register(learner, case)
    attempt = learner.start(code)
    return attempt, learner.case(attempt)


def test_a_request_completed_before_is_registered_and_given_to_its_office(learner: Learner) -> None:
    attempt = learner.start("u1-t1")
    case = learner.case(attempt)
    assert (case.state, attempt.step) == ("request_received", "daftar")
    register(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_request_given_to_an_office_that_has_nothing_ends_the_attempt(learner: Learner) -> None:
    attempt = learner.start("u1-t1")
    register(learner, learner.case(attempt), unit="dishub")
    assert attempt.status == "failed"
    assert "Dinas Pemberdayaan Masyarakat dan Desa" in attempt.said


def test_a_form_asked_for_exactly_what_it_lacks_is_handled_from_the_start(learner: Learner) -> None:
    attempt, case = begin(learner, "u1-t4")
    ask(learner, case)
    assert attempt.step == "daftar"
    assert case.state == "request_received"
    register(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_torn_form_registered_at_once_ends_the_attempt(learner: Learner) -> None:
    attempt, case = begin(learner, "u1-t4")
    register(learner, case)
    assert attempt.status == "failed"
    assert "pengesahan badan hukum" in attempt.said


def test_an_independent_request_of_a_body_counts_when_asked_registered_and_assigned_rightly(learner: Learner) -> None:
    attempt, case = begin(learner, "u1-mandiri-lembaga")
    ask(learner, case)
    register(learner, case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)


def test_a_request_passed_alone_is_evidence_of_its_unit_by_the_criteria_it_is_about(learner: Learner) -> None:
    _attempt, case = begin(learner, "u1-mandiri-lembaga")
    assert learner.person.id not in evidence.cases_of_class(learner.session, learner.workshop_id)
    ask(learner, case)
    register(learner, case)
    (shown,) = evidence.cases_of_class(learner.session, learner.workshop_id)[learner.person.id]
    assert (shown.unit, shown.number, shown.mastered, shown.criticals) == ("U1", case.number, True, ())
    assert {item.key for item in shown.criteria} == {"completeness", "registration", "owner"}
    assert {item.level for item in shown.criteria} == {4.0}


def test_an_independent_request_asked_for_what_stands_there_does_not_count(learner: Learner) -> None:
    attempt, case = begin(learner, "u1-mandiri-wakil")
    ask(learner, case, "proxy", "identity")
    register(learner, case)
    assert attempt.status != "passed"
