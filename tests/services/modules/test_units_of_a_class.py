"""A class that is taught some of the units: its people are led through these alone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import marking, queries, services, standing
from bimtek.modules.models import Progress
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def _teach(learner: Learner, *codes: str) -> None:
    workshops.workshop(learner.session, learner.workshop_id).units = list(codes)
    learner.session.flush()


def test_home_leads_to_the_first_taught_unit_and_names_no_other(learner: Learner) -> None:
    _teach(learner, "U1", "U3")
    home = queries.home(learner.session, learner.person)
    assert home.module.code == "U1"
    assert home.next.unit == "U1"
    assert [unit.code for unit in home.units] == ["U1", "U3"]


def test_a_class_that_names_no_units_is_taught_all(learner: Learner) -> None:
    home = queries.home(learner.session, learner.person)
    assert {unit.code for unit in home.units} == marking.content().codes
    assert home.module.code == "U6"


def test_a_unit_that_is_not_taught_cannot_be_begun(learner: Learner) -> None:
    _teach(learner, "U1")
    desk = learner.desk
    answer = services.finish_part(learner.session, learner.person, desk.sandbox, "u6-baca", desk.moment)
    begun = services.start_exercise(learner.session, learner.person, desk.sandbox, "u6-t1", desk.moment)
    assert (answer.attempt, begun.attempt) == (None, None)
    assert begun.said == "Fasilitator belum membuka bagian ini. Kerjakan laporan di meja dahulu."


def test_what_already_runs_in_a_unit_taken_out_later_is_gone_on_with(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    _teach(learner, "U1")
    home = queries.home(learner.session, learner.person)
    assert (home.next.kind, home.next.attempt) == ("continue", attempt.id)


def test_the_unit_in_hand_on_the_board_is_a_taught_one(learner: Learner) -> None:
    _teach(learner, "U3", "U6")
    learner.start("u6-t1")
    row = learner.session.get(Progress, learner.person.id)
    assert row is not None
    assert row.unit == "U6"
    _teach(learner, "U3")
    standing.redraw_all(learner.session)
    assert row.unit == "U3"


def test_the_reports_asked_for_at_the_desk_are_those_of_the_taught_units(learner: Learner) -> None:
    assert queries.home(learner.session, learner.person).needed == 8
    _teach(learner, "U2")
    assert queries.home(learner.session, learner.person).needed == 0
