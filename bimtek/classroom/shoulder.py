"""What a trainer sees over a shoulder: the case in hand, what is being written, the last acts; as data, read alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.classroom import act_words
from bimtek.classroom.services import Seated
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox import drafts
from bimtek.sandbox import presentation as desks
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case, Desk

#: What was written longer ago than this is not being written now.
WRITING = timedelta(minutes=10)
ACTS = 6


@dataclass(frozen=True, slots=True)
class Writing:
    """What is being written: the act it belongs to, the text, seconds since the server got it."""

    action: str
    text: str
    age: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The page: the case with its words (None while there is none), what is being written, the last acts."""

    case: Case | None
    page: desks.ReportPage | None
    writing: Writing | None
    acts: list[act_words.Act]


def version(session: Session, found: Seated, desk: Desk) -> str:
    """What an open page compares itself with: the newest entry of the sandbox in which the person works, and what was kept of
    what is being written."""
    kept = drafts.newest_of(session, found.person.id)
    saved = kept.saved_at.isoformat() if kept else ""
    return f"{sandboxes.stream(desk.sandbox)}-{journal.stream_version(session, sandboxes.stream(desk.sandbox))}-{saved}"


def shown(session: Session, found: Seated, desk: Desk, wall: datetime) -> Shown:
    """Everything the page shows now."""
    kept = drafts.newest_of(session, found.person.id)
    fresh = kept if kept and wall - kept.saved_at < WRITING and kept.text else None
    number = drafts.case_number(fresh.key) if fresh else _last_number(session, found.person.id)
    case = sandboxes.case_of(session, desk.sandbox, number, desk.moment.sim) if number else None
    writing = None
    if fresh:
        age = max(0, int((wall - fresh.saved_at).total_seconds()))
        writing = Writing(fresh.key.partition("/")[0], fresh.text, age)
    page = desks.report_page(session, desk, case) if case else None
    return Shown(case, page, writing, act_words.acts(session, found.person.id)[:ACTS])


def _last_number(session: Session, account_id: int) -> str:
    """The number of the case of somebody's newest act that was about one."""
    for entry in journal.latest_of_person(session, account_id, 20):
        if number := _number(session, entry):
            return number
    return ""


def _number(session: Session, entry: Entry) -> str:
    if not entry.about.startswith("case/"):
        return ""
    case = sandboxes.case_by_id(session, int(entry.about.removeprefix("case/")))
    return case.number if case else ""
