"""Words beside every report: its state's shape, its unit's name, how far its deadline is."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bimtek.sandbox.domain.case import ANSWER_RUNS, OBJECTION_RUNS
from bimtek.sandbox.domain.lifecycle import CLOSED, State
from bimtek.sandbox.world import deadlines
from bimtek.web.rendering import language
from bimtek.web.words import day_short
from bimtek.workshops.domain.calendar import WorkingCalendar

#: Days left in words, the date, the tone (None, "today", "late").
Words = tuple[str, str, str | None]

#: One shape per state, everywhere (look/LOOK.md).
SHAPES: dict[State, str] = {
    State.UNVERIFIED: "todo",
    State.DISPOSED: "doing",
    State.FOLLOWED_UP: "done",
    State.ANSWERED: "waiting",
    State.AWAITING_COMPLETION: "blocked",
    **dict.fromkeys(CLOSED, "done"),
    State.BARUGA_NEW: "todo",
    State.BARUGA_DISPOSED: "doing",
    State.BARUGA_ACTED: "doing",
    State.BARUGA_RESPONDED: "done",
    State.BARUGA_DONE: "done",
    State.REQUEST_RECEIVED: "todo",
    State.REQUEST_REGISTERED: "todo",
    State.REQUEST_PROCESSED: "doing",
    State.REQUEST_EXTENDED: "doing",
    State.HARM_TEST: "doing",
    **dict.fromkeys((State.GRANTED, State.GRANTED_PARTLY, State.REFUSED, State.NOT_HELD), "done"),
    **dict.fromkeys((State.HANDED_OVER, State.OBJECTION_ANSWERED, State.REQUEST_DONE, State.RULED), "done"),
    **dict.fromkeys((State.OBJECTION_FILED, State.OBJECTION_PROCESSED, State.OBJECTION_UNANSWERED), "waiting"),
    **dict.fromkeys((State.DISPUTE, State.HEARING), "help"),
}


#: What a request's deadline is for: the word before the days left.
_WATCHED: dict[State, Any] = {
    State.REQUEST_RECEIVED: _l("Periksa dan daftarkan"),
    **dict.fromkeys(ANSWER_RUNS, _l("Jawaban")),
    **dict.fromkeys(OBJECTION_RUNS, _l("Jawaban keberatan")),
}
#: What happens to a request by itself, in working days: the desk waits for the applicant or for the commission.
_WINDOWS: dict[State, Any] = {
    State.REQUEST_INCOMPLETE: _l("Kelengkapan ditunggu"),
    **dict.fromkeys(
        (State.GRANTED, State.GRANTED_PARTLY, State.REFUSED, State.NOT_HELD), _l("Selesai bila tanpa keberatan")
    ),
    State.HANDED_OVER: _l("Selesai bila tanpa keberatan"),
    **dict.fromkeys((State.OBJECTION_ANSWERED, State.OBJECTION_UNANSWERED), _l("Selesai bila tanpa sengketa")),
    State.DISPUTE: _l("Sidang dimulai"),
    State.HEARING: _l("Putusan"),
}


def shape(state: str) -> str:
    """The shape of a state; what ended without an answer is a bar."""
    return SHAPES.get(State(state), "blocked")


def due_words(due: date, now: datetime) -> Words:
    """Days left in words, the date, and the tone: the words beside every deadline."""
    late = deadlines().is_late(due, now)
    return _due_words(
        due, now.date(), deadlines().calendar.counted_day(now) if late else None, language(), deadlines().calendar
    )


@lru_cache(maxsize=4096)
def _due_words(due: date, today: date, counted: date | None, _language: str, calendar: WorkingCalendar) -> Words:
    if counted:
        over = max(1, calendar.working_days_between(due, counted))
        return ngettext("Lewat %(num)d hari kerja", "Lewat %(num)d hari kerja", over), day_short(due), "late"
    left = calendar.working_days_between(today, due)
    if left:
        return ngettext("%(num)d hari kerja lagi", "%(num)d hari kerja lagi", left), day_short(due), None
    return _("Hari ini"), day_short(due), "today"


def system_words(state: State, at: datetime, now: datetime) -> Words:
    """What the system will do by itself, in calendar days: close a followed-up report, archive a deferred one."""
    left = max(0, (at.date() - now.date()).days)
    if state == State.AWAITING_COMPLETION:
        return ngettext("Kedaluwarsa dalam %(num)d hari", "Kedaluwarsa dalam %(num)d hari", left), day_short(at), None
    return (
        ngettext("Selesai otomatis dalam %(num)d hari", "Selesai otomatis dalam %(num)d hari", left),
        day_short(at),
        None,
    )


def row_due(row: Any, now: datetime) -> Words | None:
    """The deadline words of one list row or report; while the reporter is awaited, when the system will act."""
    state = State(row.state)
    due = None
    if state == State.UNVERIFIED:
        due = row.verify_due
    elif state == State.DISPOSED:
        due = row.completion_due if row.responded else row.first_due
    elif state == State.ANSWERED or state in ANSWER_RUNS:
        due = row.first_due
    elif state == State.REQUEST_RECEIVED:
        due = row.verify_due
    elif state in OBJECTION_RUNS:
        due = row.completion_due
    if due:
        return _named(_WATCHED[state], due_words(due, now)) if state in _WATCHED else due_words(due, now)
    if state in _WINDOWS and row.system_at:
        return _named(_WINDOWS[state], (*due_words(row.system_at.date(), now)[:2], None))
    return system_words(state, row.system_at, now) if row.system_at else None


def _named(what: Any, words: Words) -> Words:
    """Days left with what they are left for: a request has several clocks, and each is said by name."""
    said, date, tone = words
    return f"{what}: {said[0].lower()}{said[1:]}", date, tone
