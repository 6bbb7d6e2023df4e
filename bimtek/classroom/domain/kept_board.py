"""A hall too large to be read at each look, kept as `build_board` would make it: brought up to date person by person and by
the instants at which somebody changes by mere time. A look costs the rows it shows, however many people sit there."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bimtek.classroom.domain.board import (
    Board,
    BoardRow,
    Order,
    Section,
    Sheet,
    groups_of,
    most_of,
    place,
    place_of_row,
    row_of,
    sheets,
)
from bimtek.classroom.domain.radar import DONE, SKIPPED, Watched, turns_at

_OVER = DONE + SKIPPED


class KeptBoard:
    """Everybody of a hall at the instant `at`, with what is counted over them."""

    def __init__(self, people: Iterable[Watched], at: datetime, quiet: timedelta) -> None:
        self.quiet = quiet
        self._begin(people, at)

    def _begin(self, people: Iterable[Watched], at: datetime) -> None:
        self.at = at
        self._rows: dict[int, BoardRow] = {}
        self._counts: Counter[Section] = Counter()
        self._units: Counter[str] = Counter()
        self._done: list[int] = []
        self._joined = self._hands = 0
        self._turns: list[tuple[datetime, int]] = []
        self._turn: dict[int, datetime] = {}
        #: Places of those in need, sorted, for each order that was asked for.
        self._need: dict[Order, list[tuple[Any, ...]]] = {}
        self._sheets: list[Sheet] | None = None
        self._groups: list[str] = []
        for person in people:
            self.put(person)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Watched]:
        """Everybody in the order of the seats they had when they were first read."""
        return (row.person for row in self._rows.values())

    def get(self, account: int) -> Watched | None:
        """One person, or None for nobody of this hall."""
        row = self._rows.get(account)
        return row.person if row else None

    def row(self, account: int) -> BoardRow | None:
        """One person as the board lists them now."""
        person = self.get(account)
        return row_of(person, self.at, self.quiet) if person else None

    def put(self, person: Watched) -> None:
        """Take a person in, or in place of what was known of them."""
        account, old = person.account_id, self._rows.get(person.account_id)
        row = row_of(person, self.at, self.quiet)
        self._rows[account] = row
        self._wait_for(person)
        if old is None or (old.person.seat, old.person.group) != (person.seat, person.group):
            self._sheets = None
        if old is not None:
            if old.section is row.section and old.person._replace(seen=person.seen) == person:
                return  # the device was heard of and nothing else: what a hall at work changes most
            self._count(old, -1)
        self._count(row, +1)

    def _count(self, row: BoardRow, by: int) -> None:
        person = row.person
        self._counts[row.section] += by
        self._units[person.unit] += by
        self._joined += by * person.joined
        self._hands += by * (person.hand > 0)
        if len(self._done) < len(person.cells):
            self._done += [0] * (len(person.cells) - len(self._done))
        for index, letter in enumerate(person.cells):
            if letter in _OVER:
                self._done[index] += by
        if row.section is Section.HELP:
            for order, listed in self._need.items():
                placed = (*place(person, Section.HELP, order), person.account_id)
                if by > 0:
                    insort(listed, placed)
                else:
                    del listed[bisect_left(listed, placed)]

    def _wait_for(self, person: Watched) -> None:
        """Look at a person again when they next change by mere time. One who is waited for already at an earlier instant is
        asked then, and waits on: a device heard of every few seconds must not fill the queue."""
        turn, waited = turns_at(person, self.at, self.quiet), self._turn.get(person.account_id)
        if turn is not None and (waited is None or turn < waited):
            self._turn[person.account_id] = turn
            heapq.heappush(self._turns, (turn, person.account_id))

    def advance(self, now: datetime) -> None:
        """Let time pass; a clock that went back makes everything anew."""
        if now < self.at:
            self._begin(list(self), now)
        self.at = now
        while self._turns and self._turns[0][0] <= now:
            turn, account = heapq.heappop(self._turns)
            if self._turn.get(account) == turn:
                del self._turn[account]
                self.put(self._rows[account].person)

    @property
    def turns_at(self) -> datetime | None:
        """When the next person changes by mere time, or a little before."""
        return self._turns[0][0] if self._turns else None

    def most_in_hand(self, otherwise: str) -> str:
        """The unit that most people have in hand."""
        return most_of({unit: people for unit, people in self._units.items() if unit}, otherwise)

    @property
    def groups(self) -> list[str]:
        """The groups in natural order."""
        self._lay_out()
        return self._groups

    @property
    def sheets(self) -> list[Sheet]:
        """The hall as pages of the grid."""
        return self._lay_out()

    def _lay_out(self) -> list[Sheet]:
        """Pages and groups change only when somebody comes, goes or moves."""
        if self._sheets is None:
            people = list(self)
            self._groups, self._sheets = groups_of(people), sheets(people)
        return self._sheets

    def board(self, sheet: Sheet, order: Order, named: int) -> Board:
        """One page of the grid, the first `named` in need, and what is counted over everybody."""
        sections: dict[Section, list[BoardRow]] = {section: [] for section in Section}
        for account in sheet.accounts:
            row = row_of(self._rows[account].person, self.at, self.quiet)
            sections[row.section].append(row)
        for section, listed in sections.items():
            listed.sort(key=partial(place_of_row, section, order))
        in_need = [self.row(placed[-1]) for placed in self._in_need(order)[:named]]
        return Board(
            sections, list(self._done), self._joined, len(self), self.turns_at, dict(self._counts),
            [row for row in in_need if row], self._hands,
        )  # fmt: skip

    def _in_need(self, order: Order) -> list[tuple[Any, ...]]:
        if order not in self._need:
            people = (row.person for row in self._rows.values() if row.section is Section.HELP)
            self._need[order] = sorted((*place(person, Section.HELP, order), person.account_id) for person in people)
        return self._need[order]
