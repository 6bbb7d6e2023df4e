"""Answers without names, stored so that the order, the number and the writing of rows do not lead to who gave them either
(docs/decisions/0023)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bimtek.evaluation.models import SurveyReply


def put_in(session: Session, workshop_id: int, form: str, answers: Mapping[str, Any], day: date) -> None:
    """Add one to the answers of a class: all of them are written anew, so that the new one looks like every other."""
    session.execute(
        insert(SurveyReply), [{"id": _name(), "workshop_id": workshop_id, "form": form, "answers": answers, "given_on": day}]
    )  # fmt: skip
    mix(session, workshop_id, form)


def mix(session: Session, workshop_id: int, form: str) -> None:
    """Write all answers of a questionnaire anew, under new random numbers and in their order, in this one transaction. Those
    that wait for the results carry one day, that of the first of them: a day on which one person answered would name that one."""
    ours = (SurveyReply.workshop_id == workshop_id, SurveyReply.form == form)
    table = SurveyReply.__table__
    rows = [dict(row) for row in session.execute(select(table).where(*ours)).mappings()]
    first = min((row["given_on"] for row in rows if not row["is_shown"]), default=None)
    for row in rows:
        row["id"] = _name()
        row["given_on"] = row["given_on"] if row["is_shown"] else first
    session.execute(delete(SurveyReply).where(*ours))
    if rows:
        session.execute(insert(SurveyReply), sorted(rows, key=lambda row: str(row["id"])))


def _name() -> str:
    return secrets.token_hex(16)
