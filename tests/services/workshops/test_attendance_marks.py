"""Each mark on the roll stands alone, is taken back alone, and says it once; a note belongs to who is excused or sick."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal import windows
from bimtek.workshops import attendance, hall_acts
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.services.workshops.attendance_steps import EVE, MINUTE, take_agenda


def test_each_mark_stands_alone_and_takes_back_only_its_own(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    half = attendance.sessions_of(session, target.id)[0].id
    one, two, three = (person.id for person in made.people)

    def states() -> list[str]:
        return [standing.state for standing in attendance.table(session, target.id, WALL).column(0)]

    attendance.mark(session, made.trainer, target, half, [one, two], "excused", WALL, "surat")
    attendance.mark(session, made.trainer, target, half, [three], "absent", WALL)
    attendance.mark(session, made.trainer, target, half, [two], "present", WALL + MINUTE / 4)
    assert states() == ["excused", "present", "absent"]
    newest, alone, both = (found.id for found in hall_acts.undoables(session, target.id, WALL + MINUTE / 4))
    undo = hall_acts.undo
    assert undo(session, made.trainer, target, both, WALL + MINUTE / 2)
    assert states() == ["expected", "present", "absent"]
    assert undo(session, made.trainer, target, newest, WALL + MINUTE / 2)
    assert states() == ["expected", "excused", "absent"]
    assert undo(session, made.trainer, target, alone, WALL + MINUTE / 2)
    assert states() == ["expected", "excused", "expected"]


def test_a_mark_that_was_replaced_is_not_taken_back_by_its_first_setter(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    half, who = attendance.sessions_of(session, target.id)[0].id, made.people[0].id
    attendance.mark(session, made.trainer, target, half, [who], "absent", WALL)
    first = hall_acts.undoables(session, target.id, WALL)[0].id
    attendance.mark(session, made.trainer, target, half, [who], "sick", WALL + MINUTE / 4)
    assert hall_acts.undo(session, made.trainer, target, first, WALL + MINUTE / 2) is None
    assert attendance.table(session, target.id, WALL).column(0)[0].state == "sick"


def test_a_note_belongs_to_who_is_excused_or_sick_and_may_change_alone(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    half, who = attendance.sessions_of(session, target.id)[0].id, [made.people[0].id]

    def put(state: str, note: str | None = None) -> tuple[int, str]:
        done = attendance.mark(session, made.trainer, target, half, who, state, WALL, note)
        return done, attendance.table(session, target.id, WALL).column(0)[0].note

    assert put("sick", "surat dokter") == (1, "surat dokter")
    assert put("sick") == (0, "surat dokter")
    assert put("sick", "opname") == (1, "opname")
    assert put("sick", "") == (1, "")
    assert put("sick", "x" * 500) == (1, "x" * attendance.MOST_NOTE)
    assert put("excused") == (1, "")
    assert put("present", "catatan") == (1, "")


def test_who_says_it_several_times_says_it_once(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    for second in range(3):
        assert attendance.say_present(session, made.people[0], WALL + timedelta(seconds=second))
    said = journal.of_class(session, f"class/{target.id}", [attendance.SAID])
    assert [entry.wall_at for entry in said] == [WALL]


def test_the_first_act_of_each_is_found_as_by_reading_everything(
    session: Session, made: Made, target: Workshop
) -> None:
    dice, scope = random.Random(3), f"class/{target.id}"
    people = [person.id for person in made.people]
    for number in range(60):
        wall = WALL + timedelta(minutes=dice.randrange(60))
        journal.record(
            session, stream=f"uji/{number}", kind="uji", about="uji", wall_at=wall, scope=dice.choice((scope, "class/99", "")),
            actor_id=dice.choice((*people, made.trainer.id, None)), actor_role=dice.choice(("trainee", "system")),
        )  # fmt: skip
    everything = [entry for name in journal.streams(session) for entry in journal.entries_of(session, name)]
    for _again in range(40):
        since = WALL + timedelta(minutes=dice.randrange(60))
        until, asked = since + timedelta(minutes=dice.randrange(1, 20)), set(dice.sample(people, 2))
        expected: dict[int, datetime] = {}
        for entry in sorted(everything, key=lambda one: one.wall_at, reverse=True):
            counts = entry.scope == scope and entry.actor_role != "system" and entry.actor_id in asked
            if counts and since <= entry.wall_at < until:
                expected[entry.actor_id or 0] = entry.wall_at
        assert windows.first_acts(session, scope, since, until, asked) == expected
        assert {one: windows.first_act(session, scope, one, since, until) for one in asked} == {
            one: expected.get(one) for one in asked
        }
    assert windows.first_acts(session, scope, WALL, WALL + MINUTE, []) == {}
