"""Write what the journal says of reviewed marks into their tables; the tables can be rebuilt from it at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules.domain.review import OVERRIDDEN, RESTORED, UNDONE, Override, fold
from bimtek.modules.marking import overrides_of
from bimtek.modules.review_models import BlindMark, CalibrationMark, Dispute, MarkOverride

BLIND_MARKED, CALIBRATED = "mark_given_blind", "calibration_marked"
DISPUTED, WITHDRAWN, ANSWERED, READ = "mark_disputed", "dispute_withdrawn", "dispute_answered", "dispute_read"
OPEN, ACCEPTED, REFUSED_STATE, WITHDRAWN_STATE = "open", "accepted", "refused", "withdrawn"
KINDS = frozenset({OVERRIDDEN, RESTORED, UNDONE, BLIND_MARKED, CALIBRATED, DISPUTED, WITHDRAWN, ANSWERED, READ})


def project(session: Session, entry: Entry) -> None:
    """Let the tables say what this entry says; called for each entry once, in their order."""
    if entry.kind in (OVERRIDDEN, RESTORED, UNDONE):
        _overrides(session, entry.about)
    elif entry.kind == BLIND_MARKED:
        session.add(
            BlindMark(
                case_id=case_id_of(entry.about), turn=entry.data["turn"], account_id=entry.actor_id,
                levels=entry.data["levels"], first=entry.data["first"], machine=entry.data["machine"],
                entry_number=entry.number, marked_at=entry.wall_at,
            )
        )  # fmt: skip
    elif entry.kind == CALIBRATED:
        _calibrated(session, entry)
    elif entry.kind == DISPUTED:
        session.add(
            Dispute(
                case_id=case_id_of(entry.about), account_id=entry.actor_id, key=entry.data["key"], level=entry.data["level"],
                text=entry.data["text"], state=OPEN, entry_number=entry.number, opened_at=entry.wall_at,
            )
        )  # fmt: skip
    else:
        _disputes(session, entry)
    session.flush()


def case_id_of(about: str) -> int:
    """The case an entry is about."""
    return int(about.removeprefix("case/"))


def _overrides(session: Session, about: str) -> None:
    standing = fold(journal.entries_about(session, about))
    session.execute(delete(MarkOverride).where(MarkOverride.case_id == case_id_of(about)))
    when = {entry.number: entry.wall_at for entry in journal.entries_about(session, about)}
    session.add_all(_row(case_id_of(about), item, when[item.entry]) for item in standing.values())


def _row(case_id: int, item: Override, at: Any) -> MarkOverride:
    return MarkOverride(
        case_id=case_id, key=item.key, level=item.level, machine=item.machine, reason=item.reason, note=item.note,
        account_id=item.account, entry_number=item.entry, judged_entry=item.judged, reply_entry=item.reply,
        rubric=item.rubric, marked_at=at,
    )  # fmt: skip


def _calibrated(session: Session, entry: Entry) -> None:
    session.add(
        CalibrationMark(
            account_id=entry.actor_id, sample=entry.data["sample"], levels=entry.data["levels"],
            verdict=entry.data["verdict"], marked_at=entry.wall_at,
        )
    )  # fmt: skip


def _disputes(session: Session, entry: Entry) -> None:
    query = select(Dispute).where(
        Dispute.case_id == case_id_of(entry.about), Dispute.entry_number == entry.data["dispute"]
    )
    row = session.scalars(query).one()
    if entry.kind == READ:
        row.read_at = entry.wall_at
    elif entry.kind == WITHDRAWN:
        row.state = WITHDRAWN_STATE
    elif entry.kind == ANSWERED:
        row.state = ACCEPTED if entry.data["accepted"] else REFUSED_STATE
        row.reason, row.answer = entry.data["reason"], entry.data["answer"]
        row.answered_by, row.answered_at = entry.actor_id, entry.wall_at


def rebuild(session: Session) -> int:
    """Empty the tables and write them anew from the journal; returns how many entries spoke of marks."""
    for table in (MarkOverride, BlindMark, Dispute, CalibrationMark):
        session.execute(delete(table))
    told = 0
    for entry in _entries(session):
        project(session, entry)
        told += 1
    return told


def _entries(session: Session) -> Iterator[Entry]:
    for stream in list(journal.streams(session)):
        yield from (entry for entry in journal.entries_of(session, stream) if entry.kind in KINDS)


def differences(session: Session) -> Iterator[tuple[str, str]]:
    """(where, what) for each case whose stored overrides are not what its journal folds to."""
    told = {entry.about for entry in _entries(session) if entry.kind in (OVERRIDDEN, RESTORED, UNDONE)}
    stored = {f"case/{case_id}" for case_id in session.scalars(select(MarkOverride.case_id).distinct())}
    for about in sorted(told | stored):
        if fold(journal.entries_about(session, about)) != overrides_of(session, case_id_of(about)):
            yield f"nilai {about}", "perubahan fasilitator tidak sama dengan jurnal"
