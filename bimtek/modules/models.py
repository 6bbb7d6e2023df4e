"""Attempts at exercises, the current judgement of each report, and one row per person for the board."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from bimtek.extensions import Model


class Attempt(Model):
    """One try at one part of a module; one on the desk has a report of its own, any other a worksheet.

    `hints` counts the hints opened per step, `shown` lists the steps that were shown, `said` is the latest check's answer.
    `reset`: a trainer had it begun anew, the evidence stays; `filled`: passed over for a late-comer, never earned.
    `sheet` is the worksheet as it was made, `steps` its questions, `answers` what was given so far, `told` what the check said
    of each (domain.kinds.worksheet).
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("account_id", "exercise", "variant"),
        UniqueConstraint("case_id"),
        CheckConstraint("status in ('running', 'passed', 'helped', 'failed', 'reset', 'filled')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    exercise: Mapped[str]
    variant: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    status: Mapped[str]
    step: Mapped[str] = mapped_column(default="")
    failed_checks: Mapped[int] = mapped_column(default=0)
    hints: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    shown: Mapped[list[str]] = mapped_column(JSON, default=list)
    mark: Mapped[float | None]
    sheet: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    steps: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    answers: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, default=dict, server_default="{}", nullable=False))
    told: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, default=dict, server_default="{}", nullable=False))
    said: Mapped[str] = mapped_column(default="")
    said_good: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Judgement(Model):
    """What a report's handling is worth now: one row per report, replaced after each act; its history is the journal.

    `counted` says whether it counts as an independent report (from the desk, answered, mastered), `border` why it deserves a
    second pair of eyes (domain.review.border; "" when it does not).
    """

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("case_id"), Index("ix_judgement_account_id_counted", "account_id", "counted"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entry_number: Mapped[int]
    rubric_version: Mapped[str]
    result: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))
    share: Mapped[float]
    critical: Mapped[bool]
    mastered: Mapped[bool]
    counted: Mapped[bool] = mapped_column(default=False)
    border: Mapped[str] = mapped_column(default="", server_default="")
    judged_at: Mapped[datetime]


class Progress(Model):
    """Where one person stands: all the board reads of a person is this row. `cells` holds the letters of all units
    (domain.progress.all_cells), `unit` the one in hand, `known` the units that the pre-test showed as known. `refused_row`
    counts refused moves since the last accepted one, `hints_open` the hints opened on the step in hand."""

    __tablename__ = "progress"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    cells: Mapped[str]
    unit: Mapped[str] = mapped_column(default="", server_default="")
    known: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    step_label: Mapped[str] = mapped_column(default="")
    last_wall: Mapped[datetime | None]
    refused: Mapped[int] = mapped_column(default=0)
    refused_row: Mapped[int] = mapped_column(default=0, server_default="0")
    hints_open: Mapped[int] = mapped_column(default=0, server_default="0")
    failed_checks: Mapped[int] = mapped_column(default=0)
    hints: Mapped[int] = mapped_column(default=0)
    critical: Mapped[int] = mapped_column(default=0)
    mastered_cases: Mapped[int] = mapped_column(default=0)
    entry_number: Mapped[int] = mapped_column(default=0)
