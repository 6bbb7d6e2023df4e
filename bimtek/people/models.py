"""Accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Account(Model):
    """Somebody who can sign in: a trainee by seat and card, a trainer by user name and password; an `admin` is a trainer who
    may also make trainers and correct what the platform says (units, holidays, deadlines, texts). `password_once`: somebody
    else knows the password, so it is changed at the next sign-in. Closed: nobody signs in with it; what it did stays."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role in ('trainee', 'trainer')", name="role_known"),
        CheckConstraint(
            "role = 'trainee' or (username is not null and password_hash is not null)", name="trainer_password"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    nip: Mapped[str | None]
    username: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    token: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="id")
    created_at: Mapped[datetime]
    admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    password_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed_at: Mapped[datetime | None]
    seat: Mapped[int | None]
    workshop_id: Mapped[int | None] = mapped_column(index=True)
