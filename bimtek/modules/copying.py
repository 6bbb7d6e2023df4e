"""Read the texts of a class for the page of matching texts: what each officer wrote, and what the officer was given."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.modules.domain.copying import Match, Written, matches
from bimtek.modules.domain.history import PUBLIC_ACTS, WRITTEN_ANSWERS
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.services import Case
from bimtek.workshops import services as workshops
from bimtek.workshops.services import SeatRow

_ACTS = frozenset(act.value for act in (*PUBLIC_ACTS, *WRITTEN_ANSWERS))
#: What an officer reads of a case beside the citizen's words.
_GIVEN = ("facts", "internal_note", "better_reply", "matter", "authority", "finding", "action")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two matching texts with their seats and cases."""

    match: Match
    seats: tuple[SeatRow, SeatRow]
    numbers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Radar:
    """The pairs of a class and over how many texts of how many people they were looked for."""

    pairs: list[Pair]
    texts: int
    people: int


def radar(session: Session, workshop_id: int) -> Radar:
    """The most alike texts of a class."""
    written, numbers = _written(session, workshop_id)
    seats = {seat.account_id: seat for seat in workshops.seats_of(session, workshop_id)}
    pairs = [
        Pair(
            match,
            (seats[match.first.person], seats[match.second.person]),
            (numbers[match.first.key], numbers[match.second.key]),
        )
        for match in matches(written)
        if match.first.person in seats and match.second.person in seats
    ]
    return Radar(pairs, len(written), len({item.person for item in written}))


def _written(session: Session, workshop_id: int) -> tuple[list[Written], dict[int, str]]:
    entries = [
        entry
        for entry in journal.of_class(session, f"class/{workshop_id}", (MOVED,))
        if entry.actor_id is not None and entry.data.get("action") in _ACTS and entry.data.get("input", {}).get("text")
    ]
    ids = {int(entry.about.removeprefix("case/")) for entry in entries}
    rows = session.scalars(select(Case).where(Case.id.in_(ids)).options(undefer(Case.truth)))
    cases = {case.id: case for case in rows}
    found, numbers = list[Written](), dict[int, str]()
    for key, entry in enumerate(entries):
        case = cases.get(int(entry.about.removeprefix("case/")))
        if case is None or entry.actor_id is None:
            continue
        given = " \n ".join([case.body, *(str(case.truth.get(name) or "") for name in _GIVEN)])
        found.append(Written(key, entry.actor_id, str(entry.data["input"]["text"]), given))
        numbers[key] = case.number
    return found, numbers
