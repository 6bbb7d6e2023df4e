"""What one look at a board sees of a hall: the page of the grid, what is counted over everybody, and who is asked for by name.

A small hall is read whole and put in order at each look; of a kept one only the page shown is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bimtek.classroom import board_rows
from bimtek.classroom.board_rows import Wire
from bimtek.classroom.domain import board as boards
from bimtek.classroom.domain.board import Board, BoardRow, Order, Section, Sheet
from bimtek.classroom.domain.kept_board import KeptBoard
from bimtek.classroom.domain.radar import Watched

#: People named in the help list; the grid below has everybody.
HELP_NAMED = 6


@dataclass(slots=True)
class Sight:
    """A look: the board, the rows of page `number` of its grid, what a live answer may tell of rows (`wires`) and what else
    it compares (`totals`), and where people stand when nobody waits (`places`)."""

    board: Board
    grid: dict[Section, list[BoardRow]]
    sheets: list[Sheet]
    number: int
    wires: dict[int, Wire]
    totals: tuple[Any, ...]
    groups: list[str]
    all_people: int
    places: dict[int, int]
    _people: KeptBoard | Sequence[Watched] = field(repr=False)

    def row(self, account: int) -> BoardRow | None:
        """One person of this board, if not left out by the group or name wished for."""
        if isinstance(self._people, KeptBoard) and self.board.counts is not None:
            return self._people.row(account)
        rows = (row for listed in self.board.sections.values() for row in listed)
        return next((row for row in rows if row.person.account_id == account), None)

    def names(self, accounts: Iterable[int]) -> dict[int, str]:
        """The names of these people of the hall."""
        if isinstance(self._people, KeptBoard):
            found = filter(None, map(self._people.get, accounts))
            return {person.account_id: person.name for person in found}
        wanted = set(accounts)
        return {person.account_id: person.name for person in self._people if person.account_id in wanted}


def of(
    people: KeptBoard | Sequence[Watched],
    group: str,
    text: str,
    order: Order,
    sheet: int,
    now: datetime,
    quiet: timedelta,
) -> Sight:
    """A look at a hall, narrowed to a group or a name, in an order, at one page of the grid."""
    if isinstance(people, KeptBoard) and not group and not text:
        return _of_kept(people, order, sheet)
    among = boards.narrowed(people, group, text)
    board, pages = boards.build_board(among, now, quiet, order), boards.sheets(among)
    number = min(max(sheet, 1), len(pages))
    grid = board.sections if len(pages) == 1 else _on_sheet(board, pages[number - 1])
    wires = _wires(row for listed in board.sections.values() for row in listed)
    groups = people.groups if isinstance(people, KeptBoard) else boards.groups_of(people)
    return Sight(board, grid, pages, number, wires, (), groups, len(people), board_rows.ranks(among, order), people)


def _of_kept(hall: KeptBoard, order: Order, sheet: int) -> Sight:
    pages = hall.sheets
    number = min(max(sheet, 1), len(pages))
    board = hall.board(pages[number - 1], order, HELP_NAMED)
    on_sheet = [row for listed in board.sections.values() for row in listed]
    totals = (
        board.counts, board.done_counts, board.joined, board.total, board.hands,
        [(row.person.account_id, row.reasons, row.person.hand_taken) for row in board.help],
    )  # fmt: skip
    places = board_rows.ranks([row.person for row in on_sheet], order)
    return Sight(board, board.sections, pages, number, _wires(on_sheet), totals, hall.groups, len(hall), places, hall)


def _wires(rows: Iterable[BoardRow]) -> dict[int, Wire]:
    return {row.person.account_id: board_rows.wire_of(row) for row in rows}


def _on_sheet(board: Board, sheet: Sheet) -> dict[Section, list[BoardRow]]:
    sections = board.sections.items()
    return {section: [row for row in rows if row.person.account_id in sheet.accounts] for section, rows in sections}
