"""What a trainee's open page is told of the hall: messages, one's raised hand, the task, and lines other rooms add. Asked for
every few seconds by a whole hall, so the version is known without reading any of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.web.live import Recent
from bimtek.workshops import hands, messages, services, tasks
from bimtek.workshops.services import Hall

T = TypeVar("T")
_LINES = "hall_lines"


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same for everybody of a class: the newest entry of its own stream, hands, task, clock, and whether anything
    was said that may still be shown. Every page of a trainee asks for it, so it is kept for a moment; each entry of a class
    in this process empties it, so that what was just done is never late on one's own page."""

    head: int
    up: list[hands.HandRow]
    task: tasks.TaskRow | None
    hall: Hall
    said: bool
    released: bool


_common: Recent[Common] = Recent()


@dataclass(frozen=True, slots=True)
class Line:
    """One line another room adds: tone of the notice, icon, words, and where it leads. `chip`: short words that stay in view
    when the page is scrolled."""

    tone: str
    icon: str
    text: str
    href: str = ""
    word: str = ""
    chip: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines come from: `make` says the line or None, `mark` is what changes when the line does, and is cheap."""

    make: Callable[[Session, Person, datetime], Line | None]
    mark: Callable[[Session, Person, datetime], str]


def register_line(app: Flask, source: Source) -> None:
    """Let a room tell a trainee something on whatever page is open."""
    app.extensions.setdefault(_LINES, []).append(source)


def _sources() -> list[Source]:
    return list(current_app.extensions.get(_LINES, ()))


@dataclass(frozen=True, slots=True)
class News:
    """The strip: notes to put away, lines, the task, the own hand with its place and who comes."""

    notes: list[tuple[int, str, str, datetime]]
    lines: list[Line]
    task: tasks.TaskRow | None
    hand: hands.HandRow | None
    place: int
    helper: str
    version: str


def version(session: Session, person: Person, wall: datetime) -> str:
    """What an open page compares itself with: the newest entry of the class's own stream, and the marks of other lines."""
    head = _of_class(session, person, wall).head
    marks = ".".join(source.mark(session, person, wall) for source in _sources())
    tens = wall.minute // 10  # a message is over after a while, without an entry
    return f"{head}-{wall:%d%H}{tens}-{person.language}-{marks}"


def hall_of(session: Session, person: Person, wall: datetime) -> Hall:
    """The class of a person with its clock."""
    return _of_class(session, person, wall).hall


def is_released(session: Session, person: Person, wall: datetime) -> bool:
    """Whether the person's class is over and everybody goes by a clock of the own."""
    return _of_class(session, person, wall).released


def _of_class(session: Session, person: Person, wall: datetime) -> Common:
    workshop_id = person.workshop_id or 0

    def read() -> Common:
        return Common(
            journal.stream_version(session, f"class/{workshop_id}"), hands.up(session, workshop_id),
            tasks.task_of(session, workshop_id), services.hall(session, workshop_id),
            messages.any_shown(session, workshop_id, wall), services.is_released(session, workshop_id),
        )  # fmt: skip

    return _common.get(f"{workshop_id}-{wall:%d%H%M}", read, workshop_id)


_others: Recent[Any] = Recent()


def stamp(session: Session, workshop_id: int) -> str:
    """What changes with every entry of a class: the newest of its own stream, and the newest that counts for it."""
    name = f"class/{workshop_id}"
    return f"{journal.stream_version(session, name)}.{journal.version(session, name)}"


def known_of_class(session: Session, person: Person, wall: datetime, name: str, read: Callable[[], T]) -> T:
    """What is the same for everybody of a class and changes only with an entry of its chain: read once for all its pages, as
    long as the chain is the same and a moment at most."""
    head = _of_class(session, person, wall).head
    found: T = _others.get(f"{person.workshop_id}-{head}-{name}", read, person.workshop_id)
    return found


def news(session: Session, person: Person, wall: datetime) -> News:
    """Everything the strip says now."""
    told, known = version(session, person, wall), _of_class(session, person, wall)
    notes = _notes(session, person, wall) if known.said else []
    place, mine = next(((n, row) for n, row in enumerate(known.up, 1) if row.account_id == person.id), (0, None))
    lines = [line for source in _sources() if (line := source.make(session, person, wall))]
    helper = hands.name_of(session, mine.taken_by) if mine else ""
    return News(notes, lines, known.task, mine, place, helper, told)


def _notes(session: Session, person: Person, wall: datetime) -> list[tuple[int, str, str, datetime]]:
    seat = services.seat_of(session, person.id)
    shown = messages.shown_to(session, person, seat.group if seat else "", wall)
    return [(row.id, row.text, hands.name_of(session, row.sent_by), row.sent_at) for row in shown]


def hand_words(it: News) -> str:
    """Where one's hand stands in the queue, in words."""
    if it.hand is None:
        return ""
    if it.helper:
        return _("%(who)s sedang menuju Anda.", who=it.helper)
    if it.place == 1:
        return _("Tangan Anda terangkat. Anda berikutnya.")
    return _("Tangan Anda terangkat. Anda nomor %(n)d.", n=it.place)


def clock_header(hall: Hall, wall: datetime) -> str:
    """The hall's clock as a live answer carries it: instant, running or frozen, pace."""
    sim, running, rate, _spans = hall.ticking(hall.sim_now(wall))
    return f"{sim:%Y-%m-%dT%H:%M:%S} {'running' if running else 'frozen'} {rate}"


def forget() -> None:
    """What was known a moment ago is asked for anew."""
    _common.forget()
    _others.forget()


def on_entry(_session: Session, entry: Entry) -> None:
    """Listener: something happened in a class."""
    if entry.stream.startswith("class/"):
        forget()
