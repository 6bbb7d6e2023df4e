"""A sandbox, its reports and the drafts written in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from bimtek.extensions import Model


class Sandbox(Model):
    """One person's private simulated world: the seed it grew from, the role played now at each desk (`role` at
    SP4N-LAPOR!), and its own clock once it is worked alone (empty: the class's clock).

    Each person has one main sandbox, and as many branches of it as were opened: `branch_of` names the main one,
    `branch_case` the report, `branched_at` the last entry of the main journal that a branch keeps, `branched_sim` the
    simulated instant at which it begins, `closed_at` when it was put away. `floor_sim`: where this world had come to when a jump
    of the hall's clock was taken back; it stands there until the clock comes by again. `active_branch`, of a main sandbox, is the
    branch the person works in now."""

    __tablename__ = "sandbox"
    __table_args__ = (
        CheckConstraint("role in ('agency_admin', 'liaison')", name="role_known"),
        CheckConstraint("baruga_role in ('moderator', 'regency_admin', 'unit_admin')", name="baruga_role_known"),
        CheckConstraint("ppid_role in ('desk_officer', 'information_officer', 'superior')", name="ppid_role_known"),
        CheckConstraint("(clock_sim is null) = (clock_wall is null)", name="own_clock_whole"),
        CheckConstraint(
            "(branch_of is null) = (branch_case is null) and (branch_of is null) = (branched_at is null)"
            " and (branch_of is null) = (branched_sim is null)",
            name="branch_whole",
        ),
        CheckConstraint("active_branch is null or branch_of is null", name="branch_has_no_branch"),
        Index(
            "uq_sandbox_main", "account_id", unique=True,
            sqlite_where=text("branch_of is null"), postgresql_where=text("branch_of is null"),
        ),
        Index("ix_sandbox_branch_of_branch_case", "branch_of", "branch_case"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    seed: Mapped[str]
    person: Mapped[int]
    role: Mapped[str]
    baruga_role: Mapped[str] = mapped_column(default="moderator", server_default="moderator")
    ppid_role: Mapped[str] = mapped_column(default="desk_officer", server_default="desk_officer")
    opened_at: Mapped[datetime]
    next_event_at: Mapped[datetime | None]
    clock_sim: Mapped[datetime | None]
    clock_wall: Mapped[datetime | None]
    clock_seconds_per_day: Mapped[int | None]
    clock_running: Mapped[bool | None]
    branch_of: Mapped[int | None] = mapped_column(ForeignKey("sandbox.id"))
    branch_case: Mapped[str | None]
    branched_at: Mapped[int | None]
    branched_sim: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    floor_sim: Mapped[datetime | None]
    active_branch: Mapped[int | None] = mapped_column(ForeignKey("sandbox.id"))


class Case(Model):
    """A simulated report: what the citizen sent and the hidden truth (never change), then the projection of its journal.

    The projection columns carry the names of domain.case.CaseState and can be rebuilt from the journal.
    """

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("sandbox_id", "number"),
        Index("ix_case_sandbox_id_state_received_at", "sandbox_id", "state", "received_at"),
        Index("ix_case_sandbox_id_event_at", "sandbox_id", "event_at"),
        CheckConstraint(
            "(state not like 'closed%' and state not like 'archived%') or ended_at is not null", name="ended_has_date"
        ),
        CheckConstraint(
            "state not in ('baruga_done', 'baruga_declined', 'baruga_transferred', 'ruled', 'request_lapsed',"
            " 'request_withdrawn', 'request_done') or ended_at is not null",
            name="other_desks_ended_has_date",
        ),
        CheckConstraint("desk in ('lapor', 'baruga', 'ppid')", name="desk_known"),
        CheckConstraint("state != 'disposed' or unit is not null", name="disposed_has_unit"),
        CheckConstraint("state != 'awaiting_completion' or event_at is not null", name="deferral_expires"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sandbox_id: Mapped[int] = mapped_column(ForeignKey("sandbox.id"))
    desk: Mapped[str] = mapped_column(default="lapor", server_default="lapor")
    ordinal: Mapped[int]
    number: Mapped[str]
    scenario_id: Mapped[str]
    origin: Mapped[str]
    surge: Mapped[str | None]
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
    event_ground: Mapped[str | None]
    responded: Mapped[bool] = mapped_column(default=False)
    substantive: Mapped[bool] = mapped_column(default=False)
    masks: Mapped[list[str]] = mapped_column(JSON, default=list)
    rating: Mapped[int | None]
    unread: Mapped[bool] = mapped_column(default=True)
    care: Mapped[str] = mapped_column(default="", server_default="")
    ended_at: Mapped[datetime | None]
    links: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    mind: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    targets: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    acted: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    supports: Mapped[int] = mapped_column(default=0, server_default="0")
    supported: Mapped[bool] = mapped_column(default=False, server_default=false())
    registration: Mapped[str | None]
    extended: Mapped[bool] = mapped_column(default=False, server_default=false())
    ground: Mapped[str | None]
    decision: Mapped[str | None]
    objection_ground: Mapped[str | None]
    objection_number: Mapped[str | None]
    last_number: Mapped[int] = mapped_column(default=0)


class Draft(Model):
    """What somebody has typed but not sent, kept so that the seat can move to another device with it."""

    __tablename__ = "draft"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    saved_at: Mapped[datetime]
