"""A large hall is read once and then kept: whatever happens, in whatever process, it shows what a reading of everybody would,
and a look asks the database as much with forty people as with four."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from bimtek.classroom import board_sight, services
from bimtek.classroom.board_sight import Sight
from bimtek.classroom.domain.board import Order
from bimtek.classroom.domain.kept_board import KeptBoard
from bimtek.classroom.kept_halls import RENEWED_EVERY, KeptHalls
from bimtek.modules import services as modules
from bimtek.people.domain import Person
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.services import Desk, act, desk_of, take_role
from bimtek.workshops import class_groups, erasing, hands, joining, presence
from bimtek.workshops import services as workshops
from bimtek.workshops.models import Seat
from bimtek.writers import writing
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of, everything_arrived, make_class

QUIET = timedelta(minutes=8)


@contextmanager
def _reading() -> Any:
    """As a page that only reads: nothing is kept for one who writes."""
    token = writing.set(False)
    yield
    writing.reset(token)


class Watcher:
    """One process that looks at the board of a class now and then."""

    def __init__(self, session: Session, made: Made) -> None:
        self.session, self.made, self.halls = session, made, KeptHalls(most=0)

    def look(self, now: datetime, unit: str = "") -> Sight:
        self.session.flush()
        with _reading():
            newest = services.newest_entry(self.session, self.made.workshop_id)
            with self.halls.look(self.session, self.made.workshop_id, unit, newest, now, QUIET) as hall:
                assert isinstance(hall.people, KeptBoard)
                return board_sight.of(hall.people, "", "", Order.WAIT, 1, now, QUIET)

    def anew(self, now: datetime, unit: str = "") -> Sight:
        self.session.flush()
        _unit, people = services.everybody(self.session, self.made.workshop_id, unit)
        return board_sight.of(people, "", "", Order.WAIT, 1, now, QUIET)


def _told(sight: Sight) -> tuple[Any, ...]:
    board = sight.board
    counts = [board.count(section) for section in board.sections]
    in_need = list(board.help)[: board_sight.HELP_NAMED]
    return sight.grid, sight.wires, sight.groups, counts, board.done_counts, board.joined, board.hands, in_need


class Story:
    """What people and trainers do in an hour, at random."""

    def __init__(self, session: Session, made: Made, seed: int) -> None:
        self.session, self.made, self.dice, self.now = session, made, Random(seed), WALL
        self.acts: list[Callable[[Person], object]] = [
            self.sit_down, self.take_role, self.note, self.be_refused, self.raise_hand, self.lower_hand, self.begin,
            self.open_hint, self.move_group, self.be_erased, self.be_helped, self.nothing,
        ]  # fmt: skip

    def goes_on(self) -> None:
        self.now += timedelta(seconds=self.dice.choice([0, 1, 20, 200]))
        self.dice.choice(self.acts)(self.dice.choice(self.made.people))

    def desk(self, who: Person) -> Desk:
        found = desk_of(self.session, who.id, self.now)
        assert found is not None
        return found

    def sit_down(self, who: Person) -> None:
        seat = workshops.seat_of(self.session, who.id)
        assert seat is not None
        joining.join(self.session, seat, who.id, self.now)

    def take_role(self, who: Person) -> None:
        own = self.desk(who)
        take_role(self.session, who, own.sandbox, self.dice.choice([Role.LIAISON, Role.AGENCY_ADMIN]), own.moment)

    def note(self, who: Person) -> None:
        own, case = self.desk(who), cases_of(self.session, who)[0]
        act(self.session, who, own.sandbox, case, Action.NOTE, {"note": "Dicatat."}, moment=own.moment)

    def be_refused(self, who: Person) -> None:
        own, case = self.desk(who), cases_of(self.session, who)[0]
        act(self.session, who, own.sandbox, case, Action.CLOSE, {"note": "sudah"}, moment=own.moment)

    def raise_hand(self, who: Person) -> None:
        hands.raise_hand(self.session, who, "Tolong", self.now)

    def lower_hand(self, who: Person) -> None:
        hands.lower_hand(self.session, who, self.now)

    def begin(self, who: Person) -> None:
        own = self.desk(who)
        modules.start_exercise(self.session, who, own.sandbox, "u6-t1", own.moment)

    def open_hint(self, who: Person) -> None:
        own = self.desk(who)
        attempt = modules.start_exercise(self.session, who, own.sandbox, "u6-t1", own.moment).attempt
        if attempt:
            modules.open_hint(self.session, who, own.sandbox, attempt, own.moment)

    def move_group(self, who: Person) -> None:
        target = workshops.workshop(self.session, self.made.workshop_id)
        wanted = {who.id: self.dice.choice(["Kelompok 1", "Kelompok 2", ""])}
        class_groups.assign(self.session, self.made.trainer, target, wanted, self.now)

    def be_erased(self, who: Person) -> None:
        target = workshops.workshop(self.session, self.made.workshop_id)
        erasing.erase(self.session, self.made.trainer, target, who.id, self.now)

    def be_helped(self, _who: Person) -> None:
        queue = hands.up(self.session, self.made.workshop_id)
        for row in queue[:1]:
            target = workshops.workshop(self.session, self.made.workshop_id)
            hands.take(self.session, self.made.trainer, target, row.id, self.now)

    def nothing(self, _who: Person) -> None:
        pass


@pytest.fixture
def made(session: Session) -> Made:
    built = make_class(session, 5, 2)
    everything_arrived(session, built)
    return built


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_two_processes_show_what_a_reading_of_everybody_would(
    session: Session, made: Made, seed: int
) -> None:
    often, now_and_then, story = Watcher(session, made), Watcher(session, made), Story(session, made, seed)
    for turn in range(24):
        story.goes_on()
        assert _told(often.look(story.now)) == _told(often.anew(story.now))
        if turn % 7 == 6:
            assert _told(now_and_then.look(story.now, "U6")) == _told(often.anew(story.now, "U6"))


def test_a_device_heard_of_is_on_the_board_within_ten_seconds(session: Session, made: Made) -> None:
    watcher, story, first = Watcher(session, made), Story(session, made, 1), made.people[0]
    story.sit_down(first)
    story.note(first)
    watcher.look(WALL)
    register = presence.Register()
    register.note(first.id, made.workshop_id, WALL - timedelta(minutes=1), may_write=True)
    presence.write(session, register)
    later = WALL + timedelta(seconds=10)
    assert watcher.look(later).board.count("help") == watcher.anew(later).board.count("help") == 1


def test_what_no_entry_tells_is_late_by_a_minute_at_most(session: Session, made: Made) -> None:
    watcher = Watcher(session, made)
    watcher.look(WALL)
    session.execute(update(Seat).where(Seat.account_id == made.people[0].id).values(name="Nama Lain"))
    assert _told(watcher.look(WALL + RENEWED_EVERY)) == _told(watcher.anew(WALL + RENEWED_EVERY))


def _asked(session: Session, people: int, username: str) -> tuple[list[str], int]:
    """What a look after one act asks of a hall of so many people, and how many rows of people it fetches."""
    built = make_class(session, people, 1, username=username, seed=username)
    everything_arrived(session, built)
    watcher, story = Watcher(session, built), Story(session, built, 3)
    watcher.look(WALL)
    story.note(built.people[0])
    session.flush()
    asked: list[str] = []
    bind, read = session.get_bind(), 0

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(bind, "before_cursor_execute", hear)
    put = KeptBoard.put

    def counted(board: KeptBoard, person: Any) -> None:
        nonlocal read
        read += 1
        put(board, person)

    KeptBoard.put = counted  # type: ignore[method-assign]
    watcher.look(WALL)
    KeptBoard.put = put  # type: ignore[method-assign]
    event.remove(bind, "before_cursor_execute", hear)
    return asked, read


def test_a_look_after_an_act_asks_as_much_of_forty_people_as_of_four(session: Session) -> None:
    few, read = _asked(session, 4, "kecil")
    many, read_of_many = _asked(session, 40, "besar")
    assert [statement.split("WHERE")[0] for statement in few] == [statement.split("WHERE")[0] for statement in many]
    assert len(few) <= 7
    assert read == read_of_many == 1
