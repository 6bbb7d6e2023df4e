"""What the board reads: everybody in two queries, only one's own class, a version that moves when something happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bimtek.classroom import services
from bimtek.journal import services as journal
from bimtek.modules import services as modules
from bimtek.sandbox.domain.lifecycle import Role
from bimtek.sandbox.services import take_role
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, desk, make_class


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, 3, 1)


def test_a_class_is_read_in_two_queries_with_those_who_never_came(session: Session, made: Made) -> None:
    seen: list[str] = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
    _unit, people = services.everybody(session, made.workshop_id)
    assert [person.seat for person in people] == [1, 2, 3]
    assert {(person.joined, person.last_wall) for person in people} == {(False, None)}
    assert {len(person.cells) for person in people} == {len(modules.board_columns())}
    assert len(seen) == 2


def test_an_act_is_a_sign_of_life_on_the_board_and_moves_its_version(session: Session, made: Made) -> None:
    before = services.newest_entry(session, made.workshop_id)
    assert services.newest_entry(session, made.workshop_id) == before
    person = made.people[1]
    own = desk(session, person)
    take_role(session, person, own.sandbox, Role.LIAISON, own.moment)
    session.flush()
    assert services.newest_entry(session, made.workshop_id) != before
    row = next(row for row in services.everybody(session, made.workshop_id)[1] if row.account_id == person.id)
    assert row.last_wall == WALL


def test_the_newest_class_is_shown_and_anothers_is_not_found(session: Session, made: Made) -> None:
    other = make_class(session, 1, 1, username="lain", seed="lain")
    second = workshops.create_workshop(
        session, made.trainer, title="Kedua", place="Aula", starts_on=WALL.date(), seed="x", cases=1, wall=WALL
    )
    chosen, own = services.chosen_class(session, made.trainer, None)
    assert chosen is second
    assert len(own) == 2
    found, _own = services.chosen_class(session, made.trainer, made.workshop_id)
    assert found is not None
    assert found.id == made.workshop_id
    assert services.chosen_class(session, made.trainer, other.workshop_id)[0] is None
    assert services.quiet_if_watched(session, made.trainer, made.workshop_id) == timedelta(minutes=8)
    assert services.quiet_if_watched(session, made.trainer, other.workshop_id) is None
    assert services.quiet_if_watched(session, made.trainer, 2**70) is None


def test_only_people_of_the_trainers_own_class_are_found(session: Session, made: Made) -> None:
    other = make_class(session, 1, 1, username="lain", seed="lain")
    found = services.seated(session, made.trainer, made.people[0].id)
    assert found is not None
    assert found.seat.number == 1
    assert services.seated(session, made.trainer, other.people[0].id) is None
    assert services.seated(session, made.trainer, made.trainer.id) is None
    assert services.seated(session, made.trainer, 999_999) is None


def test_a_look_is_recorded_once_and_again_after_ten_minutes(session: Session, made: Made) -> None:
    found = services.seated(session, made.trainer, made.people[0].id)
    assert found is not None
    who = found.person.id
    assert services.look_is_due(session, made.trainer, who, WALL)
    entry = services.record_look(session, made.trainer, found, WALL)
    assert (entry.kind, entry.about, entry.actor_id) == ("desk_viewed", f"account/{who}", made.trainer.id)
    assert not services.look_is_due(session, made.trainer, who, WALL + timedelta(minutes=9))
    assert services.look_is_due(session, made.trainer, who, WALL + timedelta(minutes=10))
    assert services.look_is_due(session, made.trainer, made.people[1].id, WALL)
    assert journal.check_chains(session) == []
