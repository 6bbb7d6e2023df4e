"""Trainers' accounts: who keeps the platform (admins) makes them, gives a password once, and closes them. Every act is in the
journal's stream `accounts`; no name and no password ever is."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services
from bimtek.people.domain import Person, Role
from bimtek.people.models import Account

STREAM = "accounts"
#: A password that is read from a screen and typed on a phone: no signs that look alike.
_SIGNS = "acdefghjkmnpqrtuvwxy34679"
_WITA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class TrainerAccount:
    """A trainer's account as pages show it."""

    id: int
    name: str
    username: str
    admin: bool
    closed: bool
    password_once: bool


def trainers(session: Session, only: Sequence[int] | None = None) -> list[TrainerAccount]:
    """All trainers' accounts, or only these, open ones first, by name."""
    columns = (Account.id, Account.name, Account.username, Account.admin, Account.closed_at, Account.password_once)
    query = select(*columns).where(Account.role == Role.TRAINER)
    if only is not None:
        query = query.where(Account.id.in_(only))
    rows = [
        TrainerAccount(row.id, row.name, row.username or "", row.admin, row.closed_at is not None, row.password_once)
        for row in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (row.closed, row.name.casefold(), row.id))


def trainer(session: Session, account_id: int) -> TrainerAccount | None:
    """One trainer's account, or None."""
    found = trainers(session, [account_id])
    return found[0] if found else None


def make(session: Session, admin: Person, name: str, username: str, wall: datetime) -> tuple[Person, str] | None:
    """Make a trainer's account with a password that is told once and changed at the first sign-in; None when the user name
    is taken."""
    if services.trainer_by_username(session, username) is not None:
        return None
    password = new_password()
    made = services.add_trainer(session, name.strip(), username, password, wall)
    _set(session, made.id, password_once=True)
    _record(session, admin, "trainer_made", made.id, wall)
    return made, password


def reset_password(session: Session, admin: Person, account_id: int, wall: datetime) -> str:
    """A new password for a trainer, told once; every device of the account is signed out."""
    password = new_password()
    services.store_password(session, account_id, password, once=True)
    _record(session, admin, "password_reset", account_id, wall)
    return password


def reset_from_console(session: Session, username: str, wall: datetime) -> str | None:
    """A new password from the server's own keyboard, for the keeper whom nobody else can help; None when there is no such
    account or it is closed. The journal notes where it came from."""
    found = services.trainer_by_username(session, username)
    if found is None or _is_closed(session, found.id):
        return None
    password = new_password()
    services.store_password(session, found.id, password, once=True)
    _record(session, found, "password_reset_at_console", found.id, wall)
    return password


def set_admin(session: Session, admin: Person, account_id: int, on: bool, wall: datetime) -> bool:
    """Let a trainer keep the platform, or no longer; False when that would leave nobody who does."""
    if not on and _is_last_admin(session, account_id):
        return False
    _set(session, account_id, admin=on)
    _record(session, admin, "admin_given" if on else "admin_taken", account_id, wall)
    return True


def close(session: Session, admin: Person, account_id: int, wall: datetime) -> bool:
    """Nobody signs in with this account any more; what it did stays. False for the last admin."""
    if _is_last_admin(session, account_id):
        return False
    _set(session, account_id, closed_at=wall, admin=False, token=services.new_token())
    _record(session, admin, "account_closed", account_id, wall)
    return True


def reopen(session: Session, admin: Person, account_id: int, wall: datetime) -> str:
    """A closed account opens again, with a new password told once."""
    _set(session, account_id, closed_at=None)
    _record(session, admin, "account_opened", account_id, wall)
    return reset_password(session, admin, account_id, wall)


def change_own(session: Session, person: Person, current: str, new: str, wall: datetime) -> str | None:
    """Change one's own password; the new session token (other devices are signed out), or None when `current` is wrong."""
    username = session.scalars(select(Account.username).where(Account.id == person.id)).one()
    if username is None or services.verify_password(session, username, current) is None:
        return None
    services.store_password(session, person.id, new, once=False)
    _record(session, person, "password_changed", person.id, wall)
    return services.token_of(session, person.id)


def new_password() -> str:
    """Twelve unguessable signs in three groups (55 bits)."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(3))


def _is_last_admin(session: Session, account_id: int) -> bool:
    query = select(Account.id).where(Account.role == Role.TRAINER, Account.admin, Account.closed_at.is_(None))
    return list(session.scalars(query)) == [account_id]


def _is_closed(session: Session, account_id: int) -> bool:
    return (
        session.scalar(select(Account.id).where(Account.id == account_id, Account.closed_at.is_not(None))) is not None
    )


def _set(session: Session, account_id: int, **values: object) -> None:
    session.execute(update(Account).where(Account.id == account_id, Account.role == Role.TRAINER).values(values))


def _record(session: Session, person: Person, kind: str, account_id: int, wall: datetime) -> None:
    journal.record(
        session, stream=STREAM, kind=kind, about=f"account/{account_id}", actor_id=person.id, actor_role=person.role.value,
        sim_at=wall + _WITA, wall_at=wall,
    )  # fmt: skip
