"""The class: its seats, its clock, who steers it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Workshop(Model):
    """One class: a title, a place, a seed from which its simulated world grows, and the simulated clock.
    Released: the hall is over, and each sandbox keeps its own clock. Archived: it is only looked at. `units` are the codes
    of the units taught ([]: all); who does nothing for `quiet_minutes` is looked after; `prepared` is what the trainer ticked
    off before the first day."""

    __tablename__ = "workshop"
    __table_args__ = (CheckConstraint("clock_seconds_per_day between 10 and 86400", name="clock_speed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    place: Mapped[str]
    starts_on: Mapped[date]
    seed: Mapped[str]
    cases_per_sandbox: Mapped[int]
    created_at: Mapped[datetime]
    clock_sim: Mapped[datetime]
    clock_wall: Mapped[datetime]
    clock_seconds_per_day: Mapped[int]
    clock_running: Mapped[bool]
    released_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    copied_from: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))
    units: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    quiet_minutes: Mapped[int] = mapped_column(default=8, server_default="8")
    prepared: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


class Facilitator(Model):
    """What a trainer is to one class (domain.rights)."""

    __tablename__ = "facilitator"
    __table_args__ = (CheckConstraint("role in ('lead', 'facilitator', 'observer')", name="role_known"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(default="lead", server_default="lead")


class Seat(Model):
    """One line of the roster: a person, a card code, a place in the hall."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("workshop_id", "number"), UniqueConstraint("code"))

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    number: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    group: Mapped[str]
    post: Mapped[str]
    unit: Mapped[str]
    unit_id: Mapped[str | None]
    joined_at: Mapped[datetime | None]
