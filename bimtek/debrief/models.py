"""Two nameless replies before the whole hall, and the hall's votes on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Mirror(Model):
    """Two replies side by side. `source_a` and `source_b` name the journal entries they came from ("sandbox/4#17", "" for
    words of the trainer's own) and are never shown; `levels` is the rubric's view of both, shown once voting is closed."""

    __tablename__ = "mirror"
    __table_args__ = (Index("ix_mirror_workshop_id", "workshop_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    question: Mapped[str]
    situation: Mapped[str] = mapped_column(default="")
    text_a: Mapped[str]
    text_b: Mapped[str]
    source_a: Mapped[str] = mapped_column(default="")
    source_b: Mapped[str] = mapped_column(default="")
    criteria: Mapped[list[str]] = mapped_column(JSON)
    levels: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    put_away_at: Mapped[datetime | None]


class MirrorVote(Model):
    """One person's choice on one criterion; choosing again replaces it while the vote is open."""

    __tablename__ = "mirror_vote"
    __table_args__ = (CheckConstraint("choice in ('a', 'b', 'same')", name="choice_known"),)

    mirror_id: Mapped[int] = mapped_column(ForeignKey("mirror.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]
    voted_at: Mapped[datetime]


class HallWall(Model):
    """What the trainer wants on the wall of a class (domain.stage.Mode), and until when a break lasts (naive UTC). No row:
    what fits."""

    __tablename__ = "hall_wall"
    __table_args__ = (CheckConstraint("mode in ('auto', 'task', 'mirror', 'result', 'pause')", name="mode_known"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    mode: Mapped[str]
    until: Mapped[datetime | None]
    set_at: Mapped[datetime]
