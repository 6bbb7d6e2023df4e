"""The one append-only table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class JournalEntry(Model):
    """A stored entry; never changed, never deleted (the services of this room offer no way to)."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("stream", "number"),
        UniqueConstraint("stream", "command_id"),
        Index("ix_journal_entry_scope_id", "scope", "id"),
        Index("ix_journal_entry_about", "about", "number"),
        Index("ix_journal_entry_actor_id_scope_wall_at", "actor_id", "scope", "wall_at"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("length(hash) = 64", name="hash_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    about: Mapped[str]
    scope: Mapped[str]
    actor_id: Mapped[int | None]
    actor_role: Mapped[str]
    command_id: Mapped[str | None]
    sim_at: Mapped[datetime | None]
    wall_at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    prev_hash: Mapped[str]
    hash: Mapped[str]
