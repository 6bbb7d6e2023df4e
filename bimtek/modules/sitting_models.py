"""Tests: which are open in a class, who sits one and with what answers, who has more time. Once a sitting is finished its
row repeats what the journal says; before that its answers are a draft that only its person may change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Gate(Model):
    """One test in one class: open or closed, when that changed, when its marks were released. No row: as the settings say."""

    __tablename__ = "test_gate"
    __table_args__ = (CheckConstraint("kind in ('pre', 'post', 'exam')", name="kind_known"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
    changed_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class Sitting(Model):
    """One person at one test. `form` lists [item, order of its options], `answers` the chosen option by item, `flags` the
    items to look at again, `marked` [item, chosen, right] once finished; `ends_at` is wall time and counts extra time in.
    `may_repeat`: the trainer allows another one with other items."""

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "round"),
        Index("ix_sitting_workshop_id_kind", "workshop_id", "kind"),
        CheckConstraint("kind in ('pre', 'post', 'exam')", name="kind_known"),
        CheckConstraint("(finished_at is null) = (marked is null)", name="finished_is_marked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    kind: Mapped[str]
    round: Mapped[int]
    form: Mapped[list[Any]] = mapped_column(JSON)
    answers: Mapped[dict[str, int]] = mapped_column(JSON)
    flags: Mapped[list[str]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    finished_by: Mapped[str] = mapped_column(default="")
    marked: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    may_repeat: Mapped[bool] = mapped_column(default=False)


class ExtraTime(Model):
    """Time of one's own added to a test with a limit, in minutes and in percent of the limit."""

    __tablename__ = "extra_time"
    __table_args__ = (
        CheckConstraint("minutes between 0 and 240", name="minutes_bounded"),
        CheckConstraint("percent between 0 and 200", name="percent_bounded"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    minutes: Mapped[int]
    percent: Mapped[int]
