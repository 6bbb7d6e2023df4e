"""The rows of the grid: as markup, written once per different row of cells, and as the few values a live answer carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from bimtek.classroom.domain.board import BoardRow, Order, Section
from bimtek.classroom.domain.radar import Watched
from bimtek.classroom.presentation import idle_words, state_words
from bimtek.classroom.radar_words import LETTERS, short_words
from bimtek.modules.domain.progress import STATES

#: In place of an instant: sits at the desk and has done nothing, or never came.
NOT_BEGUN, NEVER_CAME = -1, -2
_SECTIONS = {section: index for index, section in enumerate(Section)}


class Wire(NamedTuple):
    """One person as a live answer tells it. `since` is the last own act in seconds of the epoch, NOT_BEGUN or NEVER_CAME;
    `why` has one letter a reason; `hand` is the place in the queue."""

    account_id: int
    section: int
    cells: str
    since: int
    refused: int
    why: str
    hand: int


def seconds(instant: datetime) -> int:
    """A naive UTC instant in seconds of the epoch."""
    return int(instant.replace(tzinfo=UTC).timestamp())


def milliseconds(instant: datetime) -> int:
    """A naive UTC instant in milliseconds of the epoch."""
    return int(instant.replace(tzinfo=UTC).timestamp() * 1000)


def wire_of(row: BoardRow) -> Wire:
    """A row of the board as a live answer tells it."""
    person = row.person
    since = NOT_BEGUN if person.joined else NEVER_CAME
    if person.last_wall is not None:
        since = seconds(person.last_wall)
    why = "".join(LETTERS[reason] for reason in row.reasons)
    return Wire(person.account_id, _SECTIONS[row.section], person.cells, since, person.refused, why, person.hand)


def ranks(people: Iterable[Watched], order: Order) -> dict[int, int]:
    """Where each person stands when nobody waits: by name where that is the order, else by seat."""
    if order is Order.NAME:
        listed = sorted(people, key=lambda person: (person.name.casefold(), person.seat))
        return {person.account_id: place for place, person in enumerate(listed, 1)}
    return {person.account_id: person.seat for person in people}


class Written(NamedTuple):
    """What every row of one board has in common: language, address of a person's page without its number, who is opened."""

    language: str
    base: str
    chosen: int


def rows_markup(common: Written, rows: Sequence[BoardRow], wires: dict[int, Wire], places: dict[int, int]) -> Markup:
    """The rows of one section. One joined text: a template would spend more on 1,400 cells than on the rest of the page."""
    written = [
        _row_markup(common, wires[row[0].account_id], row[0].name, row.idle, places[row[0].account_id]) for row in rows
    ]
    return Markup("\n".join(written))  # noqa: S704 -- our own words and numbers, names escaped


@lru_cache(maxsize=4096)
def _row_markup(common: Written, wire: Wire, name: str, minutes: int | None, place: int) -> str:
    language, base, chosen = common
    account = wire.account_id
    hand = f' data-hand="{wire.hand}"' if wire.hand else ""
    selected = (' class="board-selected"', ' aria-current="true"') if account == chosen else ("", "")
    return (
        f'<tr id="person-{account}" data-n="{place}" data-since="{wire.since}"{hand}{selected[0]}><th scope="row">'
        f'<a href="{base}{account}"{selected[1]}><bdi>{escape(name)}</bdi></a></th>'
        f"{_why(language, wire.why, wire.since)}{shapes(language, wire.cells)}"
        f'<td class="board-idle">{idle_words(language, minutes)}</td><td class="board-idle">{wire.refused or "–"}</td></tr>'
    )


@lru_cache(maxsize=1024)
def shapes(_language: str, cells: str) -> str:
    """The cells of one person: a shape for the eye, the word for a screen reader. 118 people share few different rows."""
    words = state_words()
    found = [(STATES[letter], escape(words[STATES[letter]])) for letter in cells]
    return "".join(f'<td><i class="state state-{shape}">{word}</i></td>' for shape, word in found)


@lru_cache(maxsize=1024)
def _why_words(_language: str, why: str, zero: int) -> str:
    words = short_words()
    if why:
        more = f" +{len(why) - 1}" if len(why) > 1 else ""
        tone = "bad" if why[0] == "f" else "warn"
        return f'<td class="board-why tone-{tone}">{escape(words[why[0]])}{more}</td>'
    return f'<td class="board-why">{escape(words["0" if zero == NEVER_CAME else "1"]) if zero < 0 else ""}</td>'


def _why(language: str, why: str, since: int) -> str:
    return _why_words(language, why, min(since, 0))
