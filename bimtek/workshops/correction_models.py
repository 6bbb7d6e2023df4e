"""What an organiser corrected of what seed/ says, each with its source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class Correction(Model):
    """One correction of one thing; the newest of a (part, key) counts, null gives back what seed/ says. Never deleted."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_part_key", "part", "key"),
        CheckConstraint("part in ('unit', 'holiday', 'deadline', 'text')", name="part_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str]
    key: Mapped[str]
    value: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
