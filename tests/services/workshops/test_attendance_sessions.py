"""Half days follow the agenda and the first day; what was held in them stays, and each act upon them is taken back."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.workshops import agenda, attendance, attendance_sessions, class_keeping, hall_acts
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.agenda import Line
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.services.workshops.attendance_steps import EVE, MINUTE, take_agenda


def _undo(session: Session, made: Made, target: Workshop, wall: datetime) -> bool:
    number = hall_acts.undoables(session, target.id, wall)[0].id
    return hall_acts.undo(session, made.trainer, target, number, wall) is not None


def _places(session: Session, target: Workshop) -> list[tuple[int, str]]:
    return [(one.held_on.day, one.part) for one in attendance.sessions_of(session, target.id)]


ONE_DAY = [(9, "morning"), (9, "afternoon")]

TWO_DAYS = [*ONE_DAY, (10, "morning"), (10, "afternoon")]


def test_an_agenda_of_two_days_taken_back_leaves_no_second_day(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "dua-hari", EVE)
    assert _places(session, target) == TWO_DAYS
    assert _undo(session, made, target, EVE)
    take_agenda(session, made, target, "satu-hari", EVE)
    assert _places(session, target) == ONE_DAY


def test_a_shorter_agenda_drops_the_days_nothing_was_held_on(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "dua-hari", EVE)
    second = attendance.sessions_of(session, target.id)[2]
    attendance.mark(session, made.trainer, target, second.id, [made.people[0].id], "excused", EVE)
    take_agenda(session, made, target, "satu-hari", EVE)
    assert _places(session, target) == [*ONE_DAY, (10, "morning")]


def test_a_plan_drops_no_session_that_has_begun_or_that_somebody_was_seen_in(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "dua-hari", EVE)
    assert attendance.say_present(session, made.people[0], WALL + timedelta(days=1))
    take_agenda(session, made, target, "satu-hari", WALL)
    assert _places(session, target) == [*ONE_DAY, (10, "morning")]
    take_agenda(session, made, target, "dua-hari", WALL)
    take_agenda(session, made, target, "satu-hari", WALL + timedelta(days=3))
    assert _places(session, target) == TWO_DAYS


def test_the_act_of_a_trainer_is_no_attendance_that_keeps_a_session(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "dua-hari", EVE)
    workshops.record(session, target, made.trainer, "class_prepared", WALL + timedelta(days=1), {})
    take_agenda(session, made, target, "satu-hari", WALL)
    assert _places(session, target) == ONE_DAY


def test_a_plan_that_was_pressed_is_taken_back_as_it_was(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "dua-hari", EVE)
    before = attendance.sessions_of(session, target.id)
    agenda.take_over(session, made.trainer, target, "satu-hari", EVE)
    done = attendance.replan(session, made.trainer, target, EVE, kind=attendance_sessions.REPLANNED)
    assert (done.made, done.dropped) == (0, 2)
    assert _undo(session, made, target, EVE)
    assert attendance.sessions_of(session, target.id) == before


def test_a_removed_session_counts_for_nobody_and_comes_back_within_the_minute(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    attendance.say_present(session, made.people[0], WALL)
    evening, before = WALL + timedelta(hours=12), attendance.sessions_of(session, target.id)
    assert attendance.shares(session, target.id, evening)[made.people[0].id] == 0.5
    assert attendance_sessions.remove(session, made.trainer, target, before[1].id, evening) == ""
    assert attendance.shares(session, target.id, evening)[made.people[0].id] == 1.0
    assert _undo(session, made, target, evening)
    assert attendance.sessions_of(session, target.id) == before


def test_a_session_somebody_was_seen_or_marked_in_is_not_removed(
    session: Session, made: Made, target: Workshop
) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    attendance.say_present(session, made.people[0], WALL)
    morning, afternoon = attendance.sessions_of(session, target.id)
    attendance.mark(session, made.trainer, target, afternoon.id, [made.people[0].id], "sick", WALL)
    remove = attendance_sessions.remove
    assert remove(session, made.trainer, target, morning.id, WALL) == attendance_sessions.SEEN
    assert remove(session, made.trainer, target, afternoon.id, WALL) == attendance_sessions.MARKED
    assert remove(session, made.trainer, target, 999, WALL) == attendance_sessions.GONE
    assert _places(session, target) == ONE_DAY


def test_sessions_move_with_the_first_day_and_keep_their_hours(session: Session, made: Made) -> None:
    target = workshops.create_workshop(
        session, made.trainer, title="Lain", place="Aula", starts_on=date(2026, 11, 9), seed="b", cases=1, wall=EVE
    )
    take_agenda(session, made, target, "dua-hari", EVE)
    first = attendance.sessions_of(session, target.id)[0]
    later = first.opens_at + timedelta(hours=1)
    attendance_sessions.set_window(session, made.trainer, target, first.id, later, first.closes_at, EVE)
    before = attendance.sessions_of(session, target.id)
    wanted = class_keeping.settings_of(target)
    for starts_on in (date(2026, 11, 10), date(2026, 11, 2), date(2026, 11, 16)):
        day = timedelta(days=(starts_on - date(2026, 11, 9)).days)
        moved = class_keeping.Settings(
            wanted.title, wanted.place, starts_on, wanted.units, wanted.quiet_minutes, wanted.seed, wanted.cases
        )
        class_keeping.amend(session, made.trainer, target, moved, EVE)
        found = attendance.sessions_of(session, target.id)
        assert [(one.held_on, one.opens_at, one.closes_at) for one in found] == [
            (one.held_on + day, one.opens_at + day, one.closes_at + day) for one in before
        ]


def test_reopening_keeps_who_was_there(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    morning = attendance.sessions_of(session, target.id)[0]
    attendance.say_present(session, made.people[0], WALL)
    shift = attendance_sessions.shift
    assert shift(session, made.trainer, target, morning.id, "close", WALL + 10 * MINUTE)
    assert shift(session, made.trainer, target, morning.id, "open", WALL + 20 * MINUTE)
    again = attendance.sessions_of(session, target.id)[0]
    assert again == morning
    states = [one.state for one in attendance.table(session, target.id, WALL + 21 * MINUTE).column(0)]
    assert states == ["present", "expected", "expected"]


def test_no_session_is_opened_over_another(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    morning, afternoon = attendance.sessions_of(session, target.id)
    shift = attendance_sessions.shift
    assert not shift(session, made.trainer, target, afternoon.id, "open", WALL)
    noon = afternoon.opens_at + MINUTE
    assert not shift(session, made.trainer, target, morning.id, "open", noon)
    assert attendance_sessions.set_window(
        session, made.trainer, target, morning.id, morning.opens_at, noon, WALL
    ) == attendance_sessions.OVERLAP  # fmt: skip
    assert attendance.sessions_of(session, target.id) == [morning, afternoon]


def test_a_session_opened_on_another_day_is_held_on_that_day(session: Session, made: Made, target: Workshop) -> None:
    take_agenda(session, made, target, "satu-hari", EVE)
    morning = attendance.sessions_of(session, target.id)[0]
    before = datetime(2026, 11, 7, 1)
    assert attendance_sessions.shift(session, made.trainer, target, morning.id, "open", before)
    found = attendance.sessions_of(session, target.id)[0]
    assert (found.held_on, found.opens_at, found.closes_at) == (date(2026, 11, 7), before, datetime(2026, 11, 7, 6, 30))
    assert _undo(session, made, target, before)
    assert attendance.sessions_of(session, target.id)[0] == morning


def _line(title: str, starts: str = "08:00") -> Line:
    return Line(1, starts, "17:00", title)


def _titles(session: Session, target: Workshop) -> list[str]:
    return [row.title for row in agenda.agenda_of(session, target.id)]


def test_a_line_put_after_a_removal_outlives_the_removals_undo(session: Session, made: Made, target: Workshop) -> None:
    agenda.put_line(session, made.trainer, target, _line("A"), EVE)
    agenda.remove_line(session, made.trainer, target, agenda.agenda_of(session, target.id)[0].id, EVE)
    removal = hall_acts.undoables(session, target.id, EVE)[0].id
    agenda.put_line(session, made.trainer, target, _line("B", "09:00"), EVE)
    assert hall_acts.undo(session, made.trainer, target, removal, EVE) is None
    assert _titles(session, target) == ["B"]
    assert _undo(session, made, target, EVE)
    assert _undo(session, made, target, EVE)
    assert _titles(session, target) == ["A"]


def test_an_edit_is_taken_back_to_what_the_line_was_and_what_is_not_new_is_not_recorded(
    session: Session, made: Made, target: Workshop
) -> None:
    agenda.put_line(session, made.trainer, target, _line("A"), EVE)
    row = agenda.agenda_of(session, target.id)[0]
    edit = Line(2, "9.30", "10", " Lain ", "U1", 1.5)
    for _again in range(2):
        assert agenda.put_line(session, made.trainer, target, edit, EVE, row.id) == {}
    agenda.put_line(session, made.trainer, target, edit, EVE)
    assert len(hall_acts.recent(session, target.id)) == 2
    assert agenda.agenda_of(session, target.id)[0].line == Line(2, "09:30", "10:00", "Lain", "U1", 1.5)
    assert _undo(session, made, target, EVE)
    assert agenda.agenda_of(session, target.id) == [row]
    assert _undo(session, made, target, EVE)
    assert agenda.agenda_of(session, target.id) == []


def test_undoing_step_by_step_leads_back_to_the_beginning(session: Session, made: Made, target: Workshop) -> None:
    dice, states = random.Random(5), [[]]  # type: ignore[var-annotated]
    for number in range(25):
        rows = agenda.agenda_of(session, target.id)
        act = dice.choice(("put", "put", "edit", "remove", "take"))
        if act == "take":
            agenda.take_over(session, made.trainer, target, dice.choice(("satu-hari", "dua-hari")), EVE)
        elif act == "put" or not rows:
            agenda.put_line(session, made.trainer, target, _line(f"Baris {number}"), EVE)
        elif act == "edit":
            agenda.put_line(session, made.trainer, target, _line(f"Ubah {number}"), EVE, dice.choice(rows).id)
        else:
            agenda.remove_line(session, made.trainer, target, dice.choice(rows).id, EVE)
        states.append([row.line for row in agenda.agenda_of(session, target.id)])
    for state in reversed(states[:-1]):
        assert _undo(session, made, target, EVE)
        assert sorted(map(str, (row.line for row in agenda.agenda_of(session, target.id)))) == sorted(map(str, state))
