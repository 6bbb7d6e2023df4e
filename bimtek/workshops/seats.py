"""Seats after the roster: a new card for a lost one, a line corrected, somebody who walks in without being on the list."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import intake
from bimtek.workshops.domain.codes import make_codes
from bimtek.workshops.domain.roster import plain_name
from bimtek.workshops.domain.roster_header import GROUP, NAME, NIP, POST, READ_FIELDS, UNIT, Header
from bimtek.workshops.domain.roster_lines import STOP, Line, read_line
from bimtek.workshops.domain.sheet_text import looks_like_formula
from bimtek.workshops.domain.table import Cell
from bimtek.workshops.domain.unit_matching import match_unit
from bimtek.workshops.joining import SEAT_MOVED
from bimtek.workshops.models import Seat, Workshop
from bimtek.workshops.services import import_roster, offered_units, record, seats_of

CARD_RENEWED, SEAT_CORRECTED = "card_renewed", "seat_corrected"
#: A line typed by hand has every field of a roster, in its order.
_BY_HAND = Header(0, 0, {name: at for at, name in enumerate(READ_FIELDS)}, {})


def seat_in(session: Session, target: Workshop, account_id: int) -> Seat | None:
    """A seat of this class; another's is not found."""
    row = session.get(Seat, account_id)
    return row if row is not None and row.workshop_id == target.id else None


def renew_card(
    session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime, *, sign_out: bool
) -> str | None:
    """A new code for a seat whose card was lost: the old card opens nothing from now on. `sign_out` also puts every device of
    the seat before the door. Returns the new code, None for a seat of another class. No code enters the journal."""
    row = seat_in(session, target, account_id)
    if row is None:
        return None
    row.code = make_codes(1, secrets.SystemRandom(), set(session.scalars(select(Seat.code))))[0]
    session.flush()
    if sign_out:
        people.renew_token(session, account_id)
    record(session, target, trainer, CARD_RENEWED, wall, {"account": account_id, "signed_out": sign_out})
    return row.code


def _line_of(given: Mapping[str, str]) -> Line:
    """What was typed by hand, read as a line of a roster: by the same checks, the unit matched the same way."""
    words = {name: " ".join(given.get(name, "").split()) for name in READ_FIELDS}
    row = [Cell(text, is_formula=bool(text) and looks_like_formula(text)) for text in words.values()]
    units = offered_units()
    kinds = {unit.id: unit.kind for unit in units}
    return read_line(1, row, _BY_HAND, lambda text: match_unit(text, units), kinds)


def checked(
    session: Session, target: Workshop, given: Mapping[str, str], account_id: int | None = None
) -> tuple[Line, dict[str, str]]:
    """A line typed by hand, for a new seat or for the one of `account_id`, and what is wrong with it by field: "empty", "known"
    (somebody else sits here under this name and unit, titles aside), "taken" (another seat has this NIP), or the roster's own
    words. Two people of one name and unit are told apart by two NIPs, as in a roster."""
    line = _line_of(given)
    found = {
        fault.field: "empty" if fault.code == "name_missing" else fault.message
        for fault in reversed(line.faults)
        if fault.severity == STOP
    }
    query = select(Seat.account_id, Seat.name, Seat.unit, Seat.unit_id).where(Seat.workshop_id == target.id)
    seats = list(session.execute(query))
    nips = people.nips_of(session, [seat.account_id for seat in seats])
    nip = line.nip if account_id is None else nips.get(account_id)
    others = [seat for seat in seats if seat.account_id != account_id]
    if account_id is None and nip and any(nips.get(seat.account_id) == nip for seat in others):
        found.setdefault(NIP, "taken")
    namesakes = [seat for seat in others if _is_same(line, seat.name, seat.unit, seat.unit_id)]
    if any(not nip or not nips.get(seat.account_id) or nips[seat.account_id] == nip for seat in namesakes):
        found.setdefault(NAME, "known")
    return line, found


def _is_same(line: Line, name: str, unit: str, unit_id: str | None) -> bool:
    is_unit = line.unit.casefold() == unit.casefold() or (unit_id is not None and line.unit_match.id == unit_id)
    return is_unit and plain_name(line.name) == plain_name(name)


def correct(
    session: Session, trainer: Person, target: Workshop, account_id: int, given: Mapping[str, str], wall: datetime
) -> dict[str, str]:
    """Correct name, post, unit or group of a seat; what is wrong by field, "gone" under "name" for a seat of another class. The
    journal says which fields were corrected, never what they hold."""
    row = seat_in(session, target, account_id)
    if row is None:
        return {NAME: "gone"}
    line, found = checked(session, target, {**given, NIP: ""}, account_id)
    if found.get(NAME) == "known" and (line.name, line.unit) == (row.name, row.unit):
        del found[NAME]  # so they stood before; the post may still be corrected
    if found:
        return found
    words = {name: getattr(line, name) for name in (NAME, POST, UNIT, GROUP)}
    changed = [name for name, text in words.items() if getattr(row, name) != text]
    for name in changed:
        setattr(row, name, words[name])
    if UNIT in changed:
        row.unit_id = line.unit_match.id
    if NAME in changed:
        people.rename(session, account_id, words[NAME])
    if changed:
        session.flush()
        record(session, target, trainer, SEAT_CORRECTED, wall, {"account": account_id, "fields": changed})
    return {}


def walk_in(
    session: Session, trainer: Person, target: Workshop, given: Mapping[str, str], wall: datetime
) -> tuple[int | None, dict[str, str]]:
    """Seat somebody who is not on the list, by the same rules as a line of it: the account, or what is wrong by field ("known"
    under "name" for somebody who sits here already, "full" for a class without room)."""
    line, found = checked(session, target, given)
    if found:
        return None, found
    if len(seats_of(session, target.id)) >= intake.MOST_SEATS:
        return None, {NAME: "full"}
    if not import_roster(session, trainer, target, [line], wall):
        return None, {NAME: "known"}
    return max(seats_of(session, target.id), key=lambda seat: seat.number).account_id, {}


def moves_of(session: Session, target: Workshop) -> Counter[int]:
    """How often each seat of a class has moved to another device, by account."""
    entries = journal.of_class(session, f"class/{target.id}", [SEAT_MOVED])
    return Counter(entry.actor_id for entry in entries if entry.actor_id is not None)
