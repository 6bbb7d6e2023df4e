"""What happens in the hall beside the desks: the agenda and its sessions, who was there, raised hands, messages, steps held
back, the task in hand, who looks over whose shoulder. Each row says again what the class's journal says."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class AgendaItem(Model):
    """One line of the agenda: day 1, 2, … of the class, from and to (HH:MM, WITA), and the unit of competence it teaches
    ("" for none). `jp` is its length in hours of instruction (jam pelajaran, 45 minutes)."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index("ix_agenda_item_workshop_id", "workshop_id"),
        CheckConstraint("day > 0", name="day_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    day: Mapped[int]
    starts: Mapped[str]
    ends: Mapped[str]
    title: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    jp: Mapped[float] = mapped_column(default=0)


class ClassSession(Model):
    """A half day for which attendance is taken, morning or afternoon; from and to on the wall (naive UTC)."""

    __tablename__ = "class_session"
    __table_args__ = (
        UniqueConstraint("workshop_id", "held_on", "part"),
        CheckConstraint("part in ('morning', 'afternoon')", name="part_known"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    held_on: Mapped[date]
    part: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class AttendanceMark(Model):
    """An exception the trainer tapped: it goes before what joining says."""

    __tablename__ = "attendance_mark"
    __table_args__ = (CheckConstraint("state in ('present', 'absent', 'excused', 'sick')", name="state_known"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    marked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    marked_at: Mapped[datetime]


class Hand(Model):
    """A raised hand: who, since when, which trainer comes, when it went down and how ("trainee", "helped")."""

    __tablename__ = "hand"
    __table_args__ = (
        Index("ix_hand_workshop_id_lowered_at", "workshop_id", "lowered_at"),
        Index(
            "uq_hand_up", "account_id", unique=True,
            sqlite_where=text("lowered_at is null"), postgresql_where=text("lowered_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    about: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_at: Mapped[datetime | None]
    lowered_at: Mapped[datetime | None]
    lowered_how: Mapped[str] = mapped_column(default="")


class HallMessage(Model):
    """Words from a trainer to everybody, to one group, or to one person; taken back within its minute, or no longer shown
    after `ends_at`."""

    __tablename__ = "hall_message"
    __table_args__ = (Index("ix_hall_message_workshop_id", "workshop_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    group: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    sent_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class MessageRead(Model):
    """Somebody put a message away."""

    __tablename__ = "message_read"

    message_id: Mapped[int] = mapped_column(ForeignKey("hall_message.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    read_at: Mapped[datetime]


class ClosedStep(Model):
    """A part of a module ("u3-terbimbing-1") or a whole unit ("U3") that a class may not begin yet. No row: open."""

    __tablename__ = "closed_step"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]


class HallTask(Model):
    """What the whole hall does now, and until when on the wall; a class has one or none."""

    __tablename__ = "hall_task"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    step: Mapped[str] = mapped_column(default="")
    ends_at: Mapped[datetime | None]
    set_at: Mapped[datetime]


class Shoulder(Model):
    """A trainer looks over somebody's shoulder; `seen_at` is renewed while the page is open, so that a laptop that was
    closed does not watch for ever."""

    __tablename__ = "shoulder"
    __table_args__ = (Index("ix_shoulder_account_id", "account_id"),)

    trainer_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Presence(Model):
    """When a person's device last asked the server for anything; written in bundles, never one by one."""

    __tablename__ = "presence"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    seen_at: Mapped[datetime]
