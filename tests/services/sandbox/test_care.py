"""Hard cases never open unasked, and leaving one costs nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules.models import Progress
from bimtek.sandbox import care, provisioning, queries
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def hard(learner: Learner, scenario: str = "hospital-grief") -> Case:
    """A fresh case of grief that has just arrived."""
    desk = learner.desk
    return provisioning.open_case(learner.session, desk.sandbox, scenario, "uji", desk.moment)


def choose(learner: Learner, case: Case, kind: str) -> bool:
    desk = learner.desk
    return care.choose(learner.session, learner.person, desk.sandbox, case, kind, desk.moment)


def listed(learner: Learner) -> set[str]:
    desk = learner.desk
    wanted = queries.Filter(desk="all", group="all")
    return {row.number for row in queries.listing(learner.session, desk.sandbox, wanted, desk.moment.sim).rows}


@pytest.mark.parametrize(
    ("scenario", "kind"), [("hospital-grief", "grief"), ("hostile-no-matter", "abuse"), ("domestic-violence", "danger")]
)
def test_a_notice_says_what_kind_of_case_stands_behind_it(learner: Learner, scenario: str, kind: str) -> None:
    case = hard(learner, scenario)
    assert care.kind_of(case) == kind
    assert care.needs_notice(case)


def test_an_ordinary_case_needs_none_and_cannot_be_set_aside(learner: Learner) -> None:
    case = hard(learner, "road-kabupaten")
    assert not care.needs_notice(case)
    assert not choose(learner, case, care.SET_ASIDE)


def test_once_opened_it_is_not_asked_again(learner: Learner) -> None:
    case = hard(learner)
    assert choose(learner, case, care.OPENED)
    assert not care.needs_notice(case)
    assert not choose(learner, case, care.OPENED)


def test_what_was_set_aside_leaves_the_list_and_comes_back(learner: Learner) -> None:
    case = hard(learner)
    assert case.number in listed(learner)
    choose(learner, case, care.SET_ASIDE)
    assert case.number not in listed(learner)
    assert [one.number for one in care.set_aside(learner.session, learner.desk.sandbox)] == [case.number]
    choose(learner, case, care.TAKEN_BACK)
    assert case.number in listed(learner)
    assert care.needs_notice(case)


def test_a_critical_error_in_it_does_not_count_while_it_is_set_aside(learner: Learner) -> None:
    case = hard(learner)
    choose(learner, case, care.OPENED)
    learner.verify(case)
    name = case.reporter["name"]
    learner.act(case, Action.ARCHIVE, reason="no_evidence", note=f"Kata {name}.")
    row = learner.session.get(Progress, learner.person.id)
    assert row is not None
    before = row.critical
    choose(learner, case, care.SET_ASIDE)
    assert row.critical == 0
    choose(learner, case, care.TAKEN_BACK)
    assert row.critical == before


def test_each_choice_is_an_entry_and_the_chain_holds(learner: Learner) -> None:
    case = hard(learner)
    choose(learner, case, care.OPENED)
    choose(learner, case, care.SET_ASIDE)
    kinds = [entry.kind for entry in journal.entries_about(learner.session, f"case/{case.id}")]
    assert kinds[-2:] == [care.OPENED, care.SET_ASIDE]
    assert journal.check_chains(learner.session) == []
    assert learner.session.scalars(select(Case).where(Case.care == queries.ASIDE)).all() == [case]
