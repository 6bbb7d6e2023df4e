"""A sandbox, its reports and the drafts written in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from bimtek.extensions import Model


class Sandbox(Model):
    """One person's private simulated world: the seed it grew from and the desk role played now."""

    __tablename__ = "sandbox"
    __table_args__ = (CheckConstraint("role in ('agency_admin', 'liaison')", name="role_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    seed: Mapped[str]
    person: Mapped[int]
    role: Mapped[str]
    opened_at: Mapped[datetime]
    next_event_at: Mapped[datetime | None]


class Case(Model):
    """A simulated report: what the citizen sent and the hidden truth (never change), then the projection of its journal.

    The projection columns carry the names of domain.case.CaseState and can be rebuilt from the journal.
    """

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("sandbox_id", "number"),
        Index("ix_case_sandbox_id_state_received_at", "sandbox_id", "state", "received_at"),
        CheckConstraint(
            "(state not like 'closed%' and state not like 'archived%') or ended_at is not null", name="ended_has_date"
        ),
        CheckConstraint("state != 'disposed' or unit is not null", name="disposed_has_unit"),
        CheckConstraint("state != 'awaiting_completion' or event_at is not null", name="deferral_expires"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sandbox_id: Mapped[int] = mapped_column(ForeignKey("sandbox.id"))
    ordinal: Mapped[int]
    number: Mapped[str]
    scenario_id: Mapped[str]
    origin: Mapped[str]
    channel: Mapped[str]
    filed_title: Mapped[str]
    body: Mapped[str]
    filed_class: Mapped[str]
    anonymous: Mapped[bool]
    secret: Mapped[bool]
    place: Mapped[str]
    district: Mapped[str | None]
    incident_on: Mapped[date | None]
    received_at: Mapped[datetime]
    reporter: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))
    truth: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))

    state: Mapped[str]
    title: Mapped[str]
    report_class: Mapped[str | None]
    category: Mapped[str | None]
    unit: Mapped[str | None]
    held_from: Mapped[str | None]
    deferred_at: Mapped[datetime | None]
    verify_due: Mapped[date | None]
    first_due: Mapped[date | None]
    completion_due: Mapped[date | None]
    system_at: Mapped[datetime | None]
    event_kind: Mapped[str | None]
    event_at: Mapped[datetime | None]
    event_text: Mapped[str] = mapped_column(default="")
    event_rating: Mapped[int | None]
    responded: Mapped[bool] = mapped_column(default=False)
    substantive: Mapped[bool] = mapped_column(default=False)
    masks: Mapped[list[str]] = mapped_column(JSON, default=list)
    rating: Mapped[int | None]
    unread: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None]
    last_number: Mapped[int] = mapped_column(default=0)


class Draft(Model):
    """What somebody has typed but not sent, kept so that the seat can move to another device with it."""

    __tablename__ = "draft"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    saved_at: Mapped[datetime]
