"""Keep each person's one row for the board up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bimtek.modules import marking
from bimtek.modules.domain import progress
from bimtek.modules.domain.attempt import RESET
from bimtek.modules.models import Attempt, Progress
from bimtek.workshops import taught

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bimtek.journal.domain import Entry
    from bimtek.sandbox.services import Sandbox


def attempts_of(session: Session, account_id: int) -> list[progress.Attempt]:
    """All attempts of a person as plain values, oldest first; one that was begun anew by a trainer counts for nothing."""
    query = select(Attempt).where(Attempt.account_id == account_id, Attempt.status != RESET).order_by(Attempt.id)
    rows = session.scalars(query)
    return [plain(row) for row in rows]


def plain(row: Attempt) -> progress.Attempt:
    """One stored attempt as a plain value."""
    return progress.Attempt(
        row.id,
        row.exercise,
        row.variant,
        row.status,
        row.step,
        row.failed_checks,
        dict(row.hints),
        tuple(row.shown),
        tuple(row.steps),
    )


def row_of(session: Session, sandbox: Sandbox) -> Progress:
    """A person's row; made at the first sign of life."""
    row = session.get(Progress, sandbox.account_id)
    if row is None:
        row = Progress(
            account_id=sandbox.account_id, workshop_id=sandbox.workshop_id, cells=progress.empty_cells(marking.content()),
            unit="", known=[], step_label="", refused=0, refused_row=0, hints_open=0, failed_checks=0, hints=0, critical=0,
            mastered_cases=0, entry_number=0,
        )  # fmt: skip
        session.add(row)
        redraw(session, row)  # the board tells the unit in hand from the first act, be it at the desk
    return row


def touch(session: Session, sandbox: Sandbox, entry: Entry, *, by_person: bool) -> Progress:
    """Note that something happened in a person's sandbox; only the person's own acts are signs of life."""
    row = row_of(session, sandbox)
    row.entry_number = max(row.entry_number, entry.number)
    if by_person:
        row.last_wall = entry.wall_at
    return row


def recount(session: Session, row: Progress) -> None:
    """Count the judged reports again, after one of them changed."""
    row.mastered_cases, row.critical = marking.counts(session, row.account_id)


def redraw(session: Session, row: Progress) -> None:
    """Work out the cells of all units again, after an attempt or the number of mastered reports changed."""
    for name, value in _drawn(session, row, row.mastered_cases).items():
        setattr(row, name, value)


def _drawn(session: Session, row: Progress, mastered: int) -> dict[str, Any]:
    """What a row says by a person's attempts, judged reports and pre-test."""
    content, attempts, known = marking.content(), attempts_of(session, row.account_id), row.known
    here = content.only(taught.units_of(session, row.workshop_id))
    module = progress.unit_in_hand(here, attempts, mastered, known)
    return {
        "cells": progress.all_cells(content, attempts, mastered, known),
        "unit": module.code,
        "step_label": progress.step_label(module, attempts, mastered, module.code in known),
        "hints_open": progress.hints_open(attempts),
    }


def differences(session: Session) -> Iterator[tuple[str, str]]:
    """(where, what) for each person whose row for the board is not what attempts and judged reports add up to."""
    for row in session.scalars(select(Progress).order_by(Progress.account_id)).all():
        mastered, critical = marking.counts(session, row.account_id)
        told = _drawn(session, row, mastered) | {"mastered_cases": mastered, "critical": critical}
        for name, value in told.items():
            if getattr(row, name) != value:
                yield f"progress/{row.account_id}", f"{name} tersimpan {getattr(row, name)!r}, semestinya {value!r}"


def redraw_all(session: Session) -> int:
    """Work out everybody's row again, after the content or the way through it changed; returns how many."""
    rows = session.scalars(select(Progress)).all()
    for row in rows:
        recount(session, row)
        redraw(session, row)
    return len(rows)


def note_known(session: Session, sandbox: Sandbox, units: Sequence[str]) -> None:
    """The pre-test showed these units as known: their reading and worked example are passed over."""
    row = row_of(session, sandbox)
    row.known = sorted(units)
    redraw(session, row)
