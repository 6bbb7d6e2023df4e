"""What people said about marks: projections of the journal, rebuilt from it at any time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class MarkOverride(Model):
    """The override that stands for one criterion of one case (domain.review.Override)."""

    __tablename__ = "mark_override"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    key: Mapped[str]
    level: Mapped[int]
    machine: Mapped[int | None]
    reason: Mapped[str]
    note: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entry_number: Mapped[int]
    judged_entry: Mapped[int]
    reply_entry: Mapped[int]
    rubric: Mapped[str]
    marked_at: Mapped[datetime]


class BlindMark(Model):
    """The levels somebody gave without seeing any other mark: the second on a piece, or the third that decides.
    `first` are the levels that stood then, `machine` the machine's own."""

    __tablename__ = "blind_mark"
    __table_args__ = (
        UniqueConstraint("case_id", "turn"),
        UniqueConstraint("case_id", "account_id"),
        CheckConstraint("turn in (2, 3)", name="turn_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    turn: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    first: Mapped[dict[str, int]] = mapped_column(JSON)
    machine: Mapped[dict[str, int]] = mapped_column(JSON)
    entry_number: Mapped[int]
    marked_at: Mapped[datetime]


class Dispute(Model):
    """A trainee does not accept a level. `read_at`: the answer was acknowledged by the person."""

    __tablename__ = "dispute"
    __table_args__ = (
        Index(
            "ix_dispute_one_open", "case_id", "key", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
        Index("ix_dispute_account_id_state", "account_id", "state"),
        CheckConstraint("state in ('open', 'accepted', 'refused', 'withdrawn')", name="state_known"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    key: Mapped[str]
    level: Mapped[int]
    text: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    entry_number: Mapped[int]
    opened_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]


class CalibrationMark(Model):
    """What one trainer gave a sample reply, alone; it never touches a real mark."""

    __tablename__ = "calibration_mark"
    __table_args__ = (UniqueConstraint("account_id", "sample"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sample: Mapped[str]
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    verdict: Mapped[str]
    marked_at: Mapped[datetime]
