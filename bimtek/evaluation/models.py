"""What the officers say of the class, and what they set out to do after it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.extensions import Model


class SurveyReply(Model):
    """One filled-in questionnaire, kept apart from who filled it in: nothing leads from it to a person, neither its
    moment nor its place among the others (apart.py writes them all anew each time)."""

    __tablename__ = "survey_reply"
    #: Without a hidden row number: the order of writing would lead back to persons.
    __table_args__ = (Index("ix_survey_reply_workshop_id", "workshop_id"), {"sqlite_with_rowid": False})

    id: Mapped[str] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    form: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The day on which the first of those was given that join the results together.
    given_on: Mapped[date]
    #: Taken into the results. Set for at least as many at once as results need, when the questionnaire is closed.
    is_shown: Mapped[bool] = mapped_column(default=False)


class SurveyGate(Model):
    """A questionnaire of a class that is, or was, open. No row: not opened yet."""

    __tablename__ = "survey_gate"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
    changed_at: Mapped[datetime]


class SurveyDone(Model):
    """Somebody has filled a questionnaire in; what was answered is not to be found from here."""

    __tablename__ = "survey_done"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)


class ActionPlan(Model):
    """An officer's plan for the time after the class (rencana tindak lanjut): one a person, sent once it is whole."""

    __tablename__ = "action_plan"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    superior: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class PlannedAction(Model):
    """One action of a plan: what, what comes of it, within how many days, where the evidence will be."""

    __tablename__ = "planned_action"
    __table_args__ = (
        UniqueConstraint("account_id", "place"),
        CheckConstraint("days in (30, 60, 90)", name="days_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("action_plan.account_id"))
    place: Mapped[int]
    action: Mapped[str]
    output: Mapped[str]
    days: Mapped[int]
    evidence: Mapped[str] = mapped_column(default="")


class FollowUp(Model):
    """How far an action was after 30, 60 or 90 days, as its officer or a trainer noted it."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("after_days in (30, 60, 90)", name="after_known"),
        CheckConstraint("state in ('done', 'doing', 'not_yet', 'dropped')", name="state_known"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("planned_action.id"), primary_key=True)
    after_days: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    noted_at: Mapped[datetime]
