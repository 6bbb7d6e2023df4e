"""Refresher visits, free days, and how somebody wants to be reminded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Visit(Model):
    """One ten-minute case on one criterion. While it is not finished it is gone on with; nobody has two at once. `number` counts
    a person's visits on one criterion, so that each gets a case never seen before; `since` is the last entry of the case that
    was prepared, not done by the person."""

    __tablename__ = "refresher_visit"
    __table_args__ = (
        UniqueConstraint("account_id", "criterion", "number"),
        CheckConstraint("(finished_at is null) = (passed is null)", name="finished_whole"),
        Index(
            "uq_refresher_visit_open", "account_id", unique=True,
            sqlite_where=text("finished_at is null and aside_at is null"), postgresql_where=text("finished_at is null and aside_at is null"),
        ),
        Index("ix_refresher_visit_case_id", "case_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    criterion: Mapped[str]
    number: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    guided: Mapped[bool]
    since: Mapped[int]
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    level: Mapped[float | None]
    passed: Mapped[bool | None]
    #: Given up: it counts for nothing, and its case is not given again.
    aside_at: Mapped[datetime | None]


class FreeDays(Model):
    """Days in which nothing falls due: leave, duty away."""

    __tablename__ = "refresher_free_days"
    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="order"),
        Index("ix_refresher_free_days_account_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]


class Reminder(Model):
    """How somebody is reminded: the address they gave themselves (none: no mail), and which generation of their personal link
    opens the door; raising it closes every link given out before."""

    __tablename__ = "refresher_reminder"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    email: Mapped[str] = mapped_column(default="", server_default="")
    generation: Mapped[int] = mapped_column(default=1, server_default="1")


class Notice(Model):
    """A reminder that was sent: one for a due date, however often the command runs."""

    __tablename__ = "refresher_notice"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    criterion: Mapped[str]
    sent_at: Mapped[datetime]
