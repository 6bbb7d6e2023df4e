"""What the board reads: everybody in four queries, only one's own class, a version that moves when something happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bimtek.classroom import services
from bimtek.classroom.domain.radar import Watched
from bimtek.journal import services as journal
from bimtek.modules import services as modules
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.services import act, take_role
from bimtek.workshops import hands, presence
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of, desk, everything_arrived, make_class


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, 3, 1)


def test_a_class_is_read_in_four_queries_with_those_who_never_came(session: Session, made: Made) -> None:
    seen: list[str] = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
    _unit, people = services.everybody(session, made.workshop_id)
    assert [person.seat for person in people] == [1, 2, 3]
    assert {(person.joined, person.last_wall) for person in people} == {(False, None)}
    assert {len(person.cells) for person in people} == {len(modules.board_columns())}
    assert len(seen) == 4


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
    assert chosen == second.id
    assert len(own) == 2
    assert services.chosen_class(session, made.trainer, made.workshop_id)[0] == made.workshop_id
    assert services.chosen_class(session, made.trainer, other.workshop_id)[0] is None
    second.archived_at = WALL
    session.flush()
    assert services.chosen_class(session, made.trainer, None)[0] == made.workshop_id
    assert services.chosen_class(session, made.trainer, second.id)[0] == second.id
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


def test_a_raised_hand_and_a_device_last_heard_of_stand_on_the_board(session: Session, made: Made) -> None:
    first, second, third = made.people
    hands.raise_hand(session, second, "Bagaimana menyamarkan NIK?", WALL)
    hands.raise_hand(session, first, "", WALL + timedelta(seconds=1))
    register = presence.Register()
    register.note(third.id, made.workshop_id, WALL, may_write=True)
    presence.write(session, register)
    people = {person.account_id: person for person in services.everybody(session, made.workshop_id)[1]}
    assert [(people[who.id].hand, people[who.id].hand_at is not None) for who in made.people] == [
        (2, True),
        (1, True),
        (0, False),
    ]
    assert people[second.id].hand_about == "Bagaimana menyamarkan NIK?"
    assert (people[third.id].seen, people[first.id].seen) == (WALL, None)


def test_refused_moves_in_a_row_are_counted_until_one_is_accepted(session: Session, made: Made) -> None:
    everything_arrived(session, made)
    person = made.people[0]
    own, case = desk(session, person), cases_of(session, person)[0]
    for _ in range(3):
        assert not act(session, person, own.sandbox, case, Action.CLOSE, {"note": "sudah"}, moment=own.moment).accepted
    assert _watched(session, made, person.id).refused_row == 3
    assert act(session, person, own.sandbox, case, Action.NOTE, {"note": "Dicatat."}, moment=own.moment).accepted
    row = _watched(session, made, person.id)
    assert (row.refused_row, row.refused) == (0, 3)


def test_all_hints_of_the_step_in_hand_are_seen_until_the_step_is_passed(session: Session, made: Made) -> None:
    everything_arrived(session, made)
    person = made.people[0]
    own = desk(session, person)
    attempt = modules.start_exercise(session, person, own.sandbox, "u6-t1", own.moment).attempt
    assert attempt
    for level in (1, 2, 3):
        modules.open_hint(session, person, own.sandbox, attempt, own.moment)
        assert _watched(session, made, person.id).hints_open == level
    modules.show_step(session, person, own.sandbox, attempt, own.moment)
    assert _watched(session, made, person.id).hints_open == 0


def _watched(session: Session, made: Made, account_id: int) -> Watched:
    session.flush()
    return next(row for row in services.everybody(session, made.workshop_id)[1] if row.account_id == account_id)
