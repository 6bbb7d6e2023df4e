"""What the wall shows: the simulated clock, the door for phones, the task or the mirror, the hall's totals. What is put
together here holds no name, no account, no seat and no order of persons, because the page's source is open to whoever walks by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from bimtek.classroom import services
from bimtek.classroom.domain.board import Section, build_board
from bimtek.classroom.domain.thermometer import Movement, Thermometer, Totals
from bimtek.debrief import presentation as debrief_words
from bimtek.debrief import services as debrief
from bimtek.debrief import voting
from bimtek.debrief.domain.mirror import MirrorRow
from bimtek.debrief.domain.stage import Mode, Stage, shown
from bimtek.debrief.presentation import Bar
from bimtek.journal import services as journal
from bimtek.modules import hall_totals
from bimtek.workshops import presentation as hall_words
from bimtek.workshops import tasks
from bimtek.workshops.services import Hall, Workshop
from bimtek.workshops.tasks import TaskRow

WITA = timedelta(hours=8)
#: Up to so many letters in the longer text, the question and the situation together the wall writes so large.
_SIZES = ((260, "large"), (440, "middle"), (640, "small"), (860, "less"), (1120, "least"))


@dataclass(frozen=True, slots=True)
class WallPage:
    """The live part of the wall."""

    mode: Mode
    sim: datetime
    running: bool
    rate: float
    spans: str
    pace: str
    wall: datetime
    task: TaskRow | None
    left: str
    until: datetime | None
    mirror: MirrorRow | None
    size: str
    bars: list[Bar]
    people: str
    totals: list[tuple[str, str, str]]


class Walls:
    """What this process remembers of the walls it serves: each class's totals up to the newest entry and minute they were
    read at, and its thermometer."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[int, datetime], Totals]] = {}
        self._thermometers: dict[int, Thermometer] = {}
        self._lock = Lock()

    def totals(self, session: Session, target: Workshop, now: datetime) -> tuple[Totals, Movement]:
        """The totals of a class. Nothing is read of the people while no entry of the class is new and the minute is the same,
        however many walls hang."""
        key = (journal.version(session, f"class/{target.id}"), now.replace(second=0, microsecond=0))
        with self._lock:
            kept = self._kept.get(target.id)
            if kept is None or kept[0] != key:
                kept = self._kept[target.id] = (key, read_totals(session, target, now))
            thermometer = self._thermometers.setdefault(target.id, Thermometer())
            return kept[1], thermometer.read(kept[1], now)


def walls() -> Walls:
    """What this process remembers of its walls."""
    kept: Walls = current_app.extensions["walls"]
    return kept


def begin(app: Flask) -> None:
    """An application begins with no memory of walls."""
    app.extensions["walls"] = Walls()


def read_totals(session: Session, target: Workshop, now: datetime) -> Totals:
    """The class in figures, the same that the board counts. Who needs help is at work here: a hall is told no shortcomings."""
    _unit, people = services.everybody(session, target.id)
    board = build_board(people, now, services.quiet_after(target))
    working = board.count(Section.WORKING) + sum(row.person.last_wall is not None for row in board.help)
    reports = hall_totals.totals_of_class(session, target.id)
    return Totals(board.joined, working, board.count(Section.DONE), reports.resolved, reports.protected)


def wall_page(session: Session, target: Workshop, hall: Hall, now: datetime) -> WallPage:
    """Everything on the wall at a wall instant."""
    wanted, mirror = debrief.wall_of(session, target.id), debrief.on_the_wall(session, target.id)
    mode = shown(wanted.mode, mirror.stage if mirror else None, rested=wanted.rested(now))
    task = tasks.task_of(session, target.id)
    totals, moved = walls().totals(session, target, now)
    sim, running, rate, spans = hall.ticking(hall.sim_now(now))
    voted = voting.votes(session, mirror) if mirror and mode in (Mode.MIRROR, Mode.RESULT) else None
    return WallPage(
        mode, sim, running, rate, spans, pace_words(hall), now, task, left_words(task, now), _local(wanted.until),
        mirror if voted else None, size_of(mirror), debrief_words.bars(mirror, voted) if mirror and voted else [],
        debrief_words.people_words(voted.people, totals.here) if voted else "", total_words(totals, moved),
    )  # fmt: skip


def _local(instant: datetime | None) -> datetime | None:
    return instant + WITA if instant else None


def pace_words(hall: Hall) -> str:
    """How fast the clock runs, and whether it does."""
    runs = _("Jam berjalan.") if hall.clock.running else _("Jam dibekukan.")
    return f"{hall_words.pace(hall.clock.seconds_per_day)} {runs}"


def left_words(task: TaskRow | None, now: datetime) -> str:
    """How much time a task has left, "" for one without an end."""
    if task is None or task.ends_at is None:
        return ""
    seconds = int((task.ends_at - now).total_seconds())
    if seconds <= 0:
        return _("Waktu habis")
    if seconds < 60:
        return _("Kurang dari satu menit lagi")
    return ngettext("%(num)d menit lagi", "%(num)d menit lagi", -(-seconds // 60))


def size_of(mirror: MirrorRow | None) -> str:
    """How large the two texts can be written so that everything fits."""
    if mirror is None:
        return ""
    letters = max(len(text) for _letter, text in mirror.texts) + len(mirror.question) + len(mirror.situation)
    return next((size for most, size in _SIZES if letters <= most), "tiny")


def total_words(totals: Totals, moved: Movement) -> list[tuple[str, str, str]]:
    """Word, figure, and movement of each total; a total that did not grow says nothing of it."""

    def grew(by: int) -> str:
        return _("▲ %(n)d dalam %(minutes)d menit", n=by, minutes=moved.minutes) if by else ""

    return [
        (_("Hadir"), str(totals.here), grew(moved.here)),
        (_("Bekerja"), str(totals.working), ""),
        (_("Selesai"), str(totals.done), grew(moved.done)),
        (_("Laporan tuntas"), str(totals.resolved), grew(moved.resolved)),
        (_("Identitas terlindungi"), "–" if totals.protected is None else _("%(n)d %%", n=totals.protected), ""),
    ]


def is_closed(mirror: MirrorRow | None) -> bool:
    """Whether the rubric's view may stand beside the votes."""
    return mirror is not None and mirror.stage is Stage.CLOSED
