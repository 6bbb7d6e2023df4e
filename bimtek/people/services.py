"""Accounts: making them, signing in, moving a sign-in to another device."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from bimtek.people.domain import Person, Role
from bimtek.people.models import Account

#: OWASP's minimum for argon2id: 19 MiB, two passes, one lane (measured: docs/decisions/0002-libraries.md).
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Verified against when the user name is unknown, so that both answers take the same time. Written out: to make one takes as long
#: as a twentieth of the start of the platform.
_DECOY = "$argon2id$v=19$m=19456,t=2,p=1$E+LICO3q3/ShWAq9mAHi1A$+fXt4SUaw7JOtH68YXqbm5QXc0fPeY0shWSXZR5k6Ok"

_PERSON = (
    Account.id, Account.name, Account.role, Account.language, Account.seat, Account.workshop_id, Account.admin,
    Account.password_once,
)  # fmt: skip


#: Put together once: every request asks this.
_BY_TOKEN = select(*[Account.__table__.c[column.key] for column in _PERSON]).where(
    Account.__table__.c.token == bindparam("token")
)


def _person(row: Any) -> Person:
    identity, name, role, *rest = row
    return Person(identity, name, Role(role), *rest)


def person_by_token(session: Session, token: str) -> Person | None:
    """The person a session cookie names, or None when the token was replaced (signed in elsewhere, signed out)."""
    row = session.connection().execute(_BY_TOKEN, {"token": token}).first()
    return _person(row) if row else None


def person(session: Session, account_id: int) -> Person | None:
    """One person by number, or None."""
    row = session.execute(select(*_PERSON).where(Account.id == account_id)).first()
    return _person(row) if row else None


def nip_of(session: Session, account_id: int) -> str | None:
    """The civil-service number of a person as the roster gave it."""
    return session.scalar(select(Account.nip).where(Account.id == account_id))


def nips_of(session: Session, account_ids: Sequence[int]) -> dict[int, str | None]:
    """The civil-service numbers of many people in one query."""
    query = select(Account.id, Account.nip).where(Account.id.in_(list(account_ids)))
    return {row[0]: row[1] for row in session.execute(query)}


def add_trainer(session: Session, name: str, username: str, password: str, now: datetime) -> Person:
    """Make a trainer's account with a hashed password; the first of an installation keeps it (admin). Raises IntegrityError
    when the user name is taken."""
    is_first = session.scalar(select(Account.id).where(Account.role == Role.TRAINER).limit(1)) is None
    account = Account(
        role=Role.TRAINER,
        name=name,
        username=username.strip().lower(),
        password_hash=_hasher.hash(password),
        token=new_token(),
        created_at=now,
        admin=is_first,
    )
    session.add(account)
    session.flush()
    return Person(account.id, account.name, Role.TRAINER, admin=is_first)


def trainer_by_username(session: Session, username: str) -> Person | None:
    """The trainer with this user name, or None."""
    row = session.execute(select(*_PERSON).where(Account.username == username.strip().lower())).first()
    return _person(row) if row else None


def store_password(session: Session, account_id: int, password: str, *, once: bool) -> None:
    """Keep a password's hash and sign every device of the account out; `once`: it is to be changed at the next sign-in."""
    values = {"password_hash": _hasher.hash(password), "token": new_token(), "password_once": once}
    session.execute(update(Account).where(Account.id == account_id).values(values))


def add_trainees(session: Session, rows: list[dict[str, object]], now: datetime) -> list[int]:
    """Make many trainee accounts at once from {name, nip, seat, workshop_id}; returns their numbers in order."""
    values = [
        {"role": Role.TRAINEE.value, "token": new_token(), "created_at": now, "language": "id", **row} for row in rows
    ]
    query = insert(Account).returning(Account.id, sort_by_parameter_order=True)
    return list(session.scalars(query, values))


def token_of(session: Session, account_id: int) -> str:
    """The token a session cookie carries for this account."""
    return session.scalars(select(Account.token).where(Account.id == account_id)).one()


def verify_password(session: Session, username: str, password: str) -> Person | None:
    """The trainer with this user name and password, or None (a closed account too); equally slow either way."""
    query = select(Account.password_hash, *_PERSON).where(Account.username == username.strip().lower())
    row = session.execute(query.where(Account.closed_at.is_(None))).first()
    try:
        _hasher.verify(row.password_hash if row else _DECOY, password)
    except (VerificationError, InvalidHashError):
        return None
    return _person(row[1:]) if row else None


def renew_token(session: Session, account_id: int) -> str:
    """Replace the token, which signs every other device of this account out; returns the new one."""
    token = new_token()
    session.execute(update(Account).where(Account.id == account_id).values(token=token))
    return token


def rename(session: Session, account_id: int, name: str) -> None:
    """Correct the name of an account."""
    session.execute(update(Account).where(Account.id == account_id).values(name=name))


def forget(session: Session, account_id: int, name: str) -> None:
    """Let an account be known by this word alone from now on: no NIP, and every sign-in ended. What it did stays."""
    values = {"name": name, "nip": None, "token": new_token()}
    session.execute(update(Account).where(Account.id == account_id).values(values))


def set_language(session: Session, account_id: int, language: str) -> None:
    """Remember "id" or "en" for this person."""
    session.execute(update(Account).where(Account.id == account_id).values(language=language))


def new_token() -> str:
    """A fresh, unguessable session token (128 bits)."""
    return secrets.token_urlsafe(16)
