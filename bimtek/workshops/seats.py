"""Seats after the roster: a new card for a lost one, a line corrected, somebody who walks in without being on the list."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import intake
from bimtek.workshops.domain.codes import make_codes
from bimtek.workshops.domain.sheets import SheetFault
from bimtek.workshops.models import Seat, Workshop
from bimtek.workshops.services import import_roster, record, seats_of

CARD_RENEWED, SEAT_CORRECTED = "card_renewed", "seat_corrected"
#: The longest a field of a seat may be; a longer one was pasted by mistake.
MOST = {"name": 150, "post": 150, "unit": 200, "group": 80, "nip": 30}


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


def faults_of(given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a line typed by hand, by field, as codes: "empty", "long"."""
    found = {name: "long" for name, most in MOST.items() if len(given.get(name, "")) > most}
    if not given.get("name", "").strip():
        found["name"] = "empty"
    return found


def correct(
    session: Session, trainer: Person, target: Workshop, account_id: int, given: Mapping[str, str], wall: datetime
) -> dict[str, str]:
    """Correct name, post, unit or group of a seat; what is wrong by field, "gone" under "name" for a seat of another class. The
    journal says which fields were corrected, never what they hold."""
    row, found = seat_in(session, target, account_id), faults_of(given)
    if row is None:
        return {"name": "gone"}
    if found:
        return found
    words = {name: " ".join(given.get(name, "").split()) for name in ("name", "post", "unit", "group")}
    changed = [name for name, text in words.items() if getattr(row, name) != text]
    for name in changed:
        setattr(row, name, words[name])
    if "name" in changed:
        people.rename(session, account_id, words["name"])
    if changed:
        session.flush()
        record(session, target, trainer, SEAT_CORRECTED, wall, {"account": account_id, "fields": changed})
    return {}


def walk_in(
    session: Session, trainer: Person, target: Workshop, given: Mapping[str, str], wall: datetime
) -> tuple[int | None, dict[str, str]]:
    """Seat somebody who is not on the list, by the same rules as a line of it: the account, or what is wrong by field ("known"
    under "name" for somebody who sits here already, "full" for a class without room)."""
    found = faults_of(given)
    if found:
        return None, found
    sheet = io.StringIO()
    csv.writer(sheet).writerows(
        [["No", "Nama", "NIP", "Jabatan", "Unit Kerja", "Kelompok"], ["1", *(given.get(n, "") for n in _ORDER)]]
    )
    read = intake.read_list(sheet.getvalue().encode("utf-8"), "susulan.csv")
    if isinstance(read, SheetFault):
        return None, {"name": "unread"}
    lines = intake.sort_lines(read, seats_of(session, target.id))
    if lines.seated:
        return None, {"name": "known"}
    if lines.beyond:
        return None, {"name": "full"}
    if not lines.ready:
        fields = {fault.field for line in lines.held for fault in line.faults}
        return None, {"nip" if "nip" in fields else "name": "held"}
    import_roster(session, trainer, target, lines.ready, wall)
    return max(seats_of(session, target.id), key=lambda seat: seat.number).account_id, {}


_ORDER = ("name", "nip", "post", "unit", "group")
