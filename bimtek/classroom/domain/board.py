"""The trainer's board: who stands where, who needs somebody to walk over, counted and put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from bimtek.classroom.domain.radar import DONE, QUIET_AFTER, SKIPPED, Reason, Watched, is_done, reasons_of, turns_at

#: A grid of more people than this shows one group at a time: nobody reads a thousand rows.
MOST_ROWS = 200


class Section(StrEnum):
    """The board's parts, in the order of the page: whoever is at zero first."""

    INACTIVE = "inactive"
    HELP = "help"
    WORKING = "working"
    DONE = "done"


class Order(StrEnum):
    """How the people of a section follow one another; the words stand in the address."""

    WAIT = "tunggu"
    NAME = "nama"
    SEAT = "kursi"


class BoardRow(NamedTuple):
    """A person on the board: listed in `section`, idle for whole minutes (None before the first act)."""

    person: Watched
    section: Section
    idle: int | None
    reasons: tuple[Reason, ...] = ()

    @property
    def reason(self) -> Reason | None:
        """The gravest reason, the one that is said."""
        return self.reasons[0] if self.reasons else None


@dataclass(frozen=True, slots=True)
class Board:
    """The whole hall: the people of each section in order, how many are done with each step, and when the next person
    becomes quiet or loses the link by mere time. Of a hall too large to be read at each look `sections` holds the page that is
    shown; `counts` and `first_in_need` then say what only the whole hall could."""

    sections: dict[Section, list[BoardRow]]
    done_counts: list[int]
    joined: int
    total: int
    turns_at: datetime | None = None
    counts: Mapping[Section, int] | None = None
    first_in_need: Sequence[BoardRow] | None = None
    hands_up: int | None = None

    def count(self, section: str) -> int:
        """How many people a section lists."""
        if self.counts is not None:
            return self.counts.get(Section(section), 0)
        return len(self.sections[Section(section)])

    @property
    def help(self) -> Sequence[BoardRow]:
        """Who needs help: raised hands in the order of the queue, then the longest wait first; of a large hall the first."""
        return self.sections[Section.HELP] if self.first_in_need is None else self.first_in_need

    @property
    def hands(self) -> int:
        """How many hands are up."""
        return sum(row.person.hand > 0 for row in self.help) if self.hands_up is None else self.hands_up


def unit_of_most(units: Iterable[str], otherwise: str) -> str:
    """The unit that most people have in hand, of two the earlier: what a board shows unasked."""
    return most_of(Counter(unit for unit in units if unit), otherwise)


def most_of(counted: Mapping[str, int], otherwise: str) -> str:
    """The same of units that are counted already."""
    most = max(counted.values(), default=0)
    return min(unit for unit, people in counted.items() if people == most) if most else otherwise


def build_board(
    people: Iterable[Watched], now: datetime, quiet: timedelta = QUIET_AFTER, order: Order = Order.WAIT
) -> Board:
    """Put everybody into exactly one section: who never joined or never acted first, then who needs help, who works, who
    is done. Within a section the longest wait comes first unless another order is wished; those who never joined come before
    those who did, and raised hands before everybody in need, in the order of their queue."""
    rows = [row_of(person, now, quiet) for person in people]
    sections: dict[Section, list[BoardRow]] = {section: [] for section in Section}
    for row in rows:
        sections[row.section].append(row)
    for section, listed in sections.items():
        listed.sort(key=partial(place_of_row, section, order))
    columns = max((len(row.person.cells) for row in rows), default=0)
    turns = [turn for row in rows if (turn := turns_at(row.person, now, quiet))]
    joined = sum(row.person.joined for row in rows)
    counts = _done_counts([row.person.cells for row in rows], columns)
    return Board(sections, counts, joined, len(rows), min(turns, default=None))


def row_of(person: Watched, now: datetime, quiet: timedelta = QUIET_AFTER) -> BoardRow:
    """Where one person is listed, and why."""
    reasons = reasons_of(person, now, quiet)
    if person.last_wall is None:
        return BoardRow(person, Section.HELP if reasons else Section.INACTIVE, None, reasons)
    idle = max(0, int((now - person.last_wall).total_seconds()) // 60)
    section = Section.HELP if reasons else Section.DONE if is_done(person) else Section.WORKING
    return BoardRow(person, section, idle, reasons)


def place(person: Watched, section: Section, order: Order) -> tuple[Any, ...]:
    """What a section is sorted by; seats differ, so no two people of a class share a place."""
    if order is Order.NAME:
        wished: tuple[Any, ...] = (person.name.casefold(), person.seat)
    elif order is Order.SEAT:
        wished = (person.seat,)
    elif section is Section.INACTIVE:
        wished = (person.joined, person.seat)
    else:
        wished = (person.last_wall is None, person.last_wall, person.seat)
    return (person.hand_at is None, person.hand, *wished) if section is Section.HELP else wished


def place_of_row(section: Section, order: Order, row: BoardRow) -> tuple[Any, ...]:
    """The same of a row."""
    return place(row.person, section, order)


def _done_counts(cells: Sequence[str], columns: int) -> list[int]:
    counts, over = [0] * columns, DONE + SKIPPED
    for row, people in Counter(cells).items():  # people share few different rows
        for index, letter in enumerate(row):
            if letter in over:
                counts[index] += people
    return counts


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


class Sheet(NamedTuple):
    """One page of the grid: its group ("" for those without one), from which seat to which, the accounts on it."""

    group: str
    first_seat: int
    last_seat: int
    accounts: frozenset[int]


def sheets(people: Sequence[Watched], most: int = MOST_ROWS) -> list[Sheet]:
    """A class as pages of the grid: all on one where there is room, else a page a group, and a group that is larger still in
    parts by seat. Everybody is on exactly one page."""
    if len(people) <= most:
        return [_sheet("", people)]
    by_group: dict[str, list[Watched]] = {}
    for person in people:
        by_group.setdefault(person.group, []).append(person)
    found = []
    for group in sorted(by_group, key=lambda name: (not name, _natural(name))):
        members = sorted(by_group[group], key=lambda person: person.seat)
        found += [_sheet(group, members[at : at + most]) for at in range(0, len(members), most)]
    return found


def _sheet(group: str, people: Sequence[Watched]) -> Sheet:
    seats = [person.seat for person in people] or [0]
    return Sheet(group, min(seats), max(seats), frozenset(person.account_id for person in people))
