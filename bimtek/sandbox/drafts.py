"""What somebody has typed but not sent, kept on the server so that a seat can move to another device with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox.models import Draft, Sandbox
from bimtek.workshops import erasing


def key_of(sandbox: Sandbox, action: str, number: str) -> str:
    """The key for the text of an act: a branch holds the same report under the same number, so it has keys of its own."""
    return f"{action}/{number}" + (f"@{sandbox.id}" if sandbox.branch_of is not None else "")


def save_draft(session: Session, person: Person, key: str, text: str, wall: datetime) -> None:
    """Keep what was typed under `key`; an empty text removes the draft, the same text again changes nothing."""
    row, text = session.get(Draft, (person.id, key[:80])), text[:8000]
    if row is None and text:
        session.add(Draft(account_id=person.id, key=key[:80], text=text, saved_at=wall))
    elif row is not None and not text:
        session.delete(row)
    elif row is not None and row.text != text:
        row.text, row.saved_at = text, wall
    session.flush()


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: somebody's personal data were removed; what they had typed and not sent goes with them."""
    if entry.kind == erasing.ERASED:
        session.execute(delete(Draft).where(Draft.account_id == int(entry.about.removeprefix("account/"))))


def draft_of(session: Session, account_id: int, key: str) -> str:
    """What was kept under `key`, or ""."""
    found = session.get(Draft, (account_id, key[:80]))
    return found.text if found else ""


def all_of(session: Session, account_id: int) -> dict[str, str]:
    """Everything somebody has typed and not sent, by its key."""
    return {row.key: row.text for row in session.scalars(select(Draft).where(Draft.account_id == account_id))}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a text, under which key, and when the server got it (naive UTC)."""

    key: str
    text: str
    saved_at: datetime


def newest_of(session: Session, account_id: int) -> Kept | None:
    """What somebody wrote last and has not sent, or None."""
    query = select(Draft).where(Draft.account_id == account_id, Draft.text != "").order_by(Draft.saved_at.desc())
    row = session.scalars(query.limit(1)).first()
    return Kept(row.key, row.text, row.saved_at) if row else None


def case_number(key: str) -> str:
    """The number of the report a key belongs to."""
    return key.partition("/")[2].partition("@")[0]
