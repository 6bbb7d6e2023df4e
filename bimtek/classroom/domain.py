"""The trainer's board: who stands where, who needs somebody to walk over, counted and put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

#: Letters of a board cell that decide where a person is listed (modules.domain.progress.STATES has all of them).
DONE, HELP, FATAL, SKIPPED = "2", "3", "5", "7"
#: A trainee who has begun and does nothing for this long is looked after (wall time). Own decision, a setting.
QUIET_AFTER = timedelta(minutes=8)


class Section(StrEnum):
    """The board's parts, in the order of the page: whoever is at zero first."""

    INACTIVE = "inactive"
    HELP = "help"
    WORKING = "working"
    DONE = "done"


class Reason(StrEnum):
    """Why somebody needs help; the gravest one is said."""

    FATAL = "fatal"
    FAILED_CHECKS = "failed_checks"
    QUIET = "quiet"


class Watched(NamedTuple):
    """One seat of the class and where its person stands in the unit shown (`cells`) and in all units (`everything`);
    `last_wall` is the last own act (naive UTC), None before any; `unit` is the one the person has in hand."""

    account_id: int
    seat: int
    name: str
    group: str
    joined: bool
    cells: str
    step: str = ""
    last_wall: datetime | None = None
    refused: int = 0
    everything: str = ""
    unit: str = ""


class BoardRow(NamedTuple):
    """A person on the board: listed in `section`, idle for whole minutes (None before the first act)."""

    person: Watched
    section: Section
    idle: int | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The whole hall: the people of each section in order, and how many are done with each step."""

    sections: dict[Section, list[BoardRow]]
    done_counts: list[int]
    joined: int
    total: int

    def count(self, section: str) -> int:
        """How many people a section lists."""
        return len(self.sections[Section(section)])

    @property
    def help(self) -> list[BoardRow]:
        """Who needs help, the longest wait first."""
        return self.sections[Section.HELP]


def reason_for_help(person: Watched, now: datetime) -> Reason | None:
    """Why a person needs help now: a critical error not yet tried again, three failed checks of the step in hand, or
    nothing done for QUIET_AFTER. Who has not begun or is done does not need help."""
    if person.last_wall is None or is_done(person):
        return None
    everything = person.everything or person.cells
    if FATAL in everything:
        return Reason.FATAL
    if HELP in everything:
        return Reason.FAILED_CHECKS
    return Reason.QUIET if now - person.last_wall >= QUIET_AFTER else None


def is_done(person: Watched) -> bool:
    """Whether every step of the unit is done, or was not needed."""
    return bool(person.cells) and not person.cells.strip(DONE + SKIPPED)


def unit_of_most(units: Iterable[str], otherwise: str) -> str:
    """The unit that most people have in hand: what a board shows unasked."""
    counted = Counter(unit for unit in units if unit)
    return max(counted, key=lambda unit: counted[unit]) if counted else otherwise


def build_board(people: Iterable[Watched], now: datetime) -> Board:
    """Put everybody into exactly one section: who never joined or never acted first, then who needs help, who works, who
    is done. Within a section the longest wait comes first; those who never joined come before those who did."""
    rows = [_row(person, now) for person in people]
    sections: dict[Section, list[BoardRow]] = {section: [] for section in Section}
    for row in rows:
        sections[row.section].append(row)
    sections[Section.INACTIVE].sort(key=lambda row: (row.person.joined, row.person.seat))
    for section in (Section.HELP, Section.WORKING, Section.DONE):
        sections[section].sort(key=lambda row: (row.person.last_wall or now, row.person.seat))
    columns = max((len(row.person.cells) for row in rows), default=0)
    joined = sum(row.person.joined for row in rows)
    return Board(sections, _done_counts([row.person.cells for row in rows], columns), joined, len(rows))


def _row(person: Watched, now: datetime) -> BoardRow:
    if person.last_wall is None:
        return BoardRow(person, Section.INACTIVE, None)
    idle = max(0, int((now - person.last_wall).total_seconds()) // 60)
    if is_done(person):
        return BoardRow(person, Section.DONE, idle)
    reason = reason_for_help(person, now)
    return BoardRow(person, Section.HELP if reason else Section.WORKING, idle, reason)


def _done_counts(cells: Sequence[str], columns: int) -> list[int]:
    return [sum(1 for row in cells if row[index : index + 1] in (DONE, SKIPPED)) for index in range(columns)]


def narrowed(people: Iterable[Watched], group: str = "", text: str = "") -> list[Watched]:
    """The people of one group whose name holds `text`, or whose seat number it is; an empty wish narrows nothing."""
    wanted = text.strip().casefold()
    return [
        person
        for person in people
        if (not group or person.group == group)
        and (not wanted or wanted in person.name.casefold() or wanted == str(person.seat))
    ]


def groups_of(people: Iterable[Watched]) -> list[str]:
    """The groups of a class in natural order: "Kelompok 2" before "Kelompok 10"."""
    return sorted({person.group for person in people if person.group}, key=_natural)


def _natural(word: str) -> tuple[str, int, str]:
    head = word.rstrip("0123456789")
    return head, int(word[len(head) :] or 0), word
