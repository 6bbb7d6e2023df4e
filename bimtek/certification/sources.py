"""The journal entries behind the rows of a record: found once, at sign-off, and named from then on by number and hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bimtek.certification.domain.evidence import JOURNAL, PART, TEST, Row
from bimtek.journal import lookups
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import evidence
from bimtek.modules.leading import EXERCISE_FINISHED
from bimtek.modules.sitting_services import SITTING_FINISHED
from bimtek.sandbox import services as sandboxes
from bimtek.workshops.services import Workshop

_ALL = 10**9


def sources_of(session: Session, target: Workshop, account_id: int, rows: Sequence[Row]) -> list[Row]:
    """The rows with the entry behind each; then the parts that were passed, and where both chains stood at sign-off: whoever
    rewrites a chain and its hashes too is found by these."""
    stream = stream_of(session, account_id)
    finished = _finished(session, stream)
    numbers = [row.entry for row in rows if row.stream == stream]
    hashes = lookups.hashes_of(session, stream, numbers)
    found = [replace(row, entry_hash=hashes.get(row.entry, "")) if row.stream == stream else row for row in rows]
    found = [_sourced(row, finished.get(row.source)) if row.kind == TEST else row for row in found]
    for part in evidence.parts_of_person(session, account_id):
        entry = finished.get(f"attempt/{part.attempt_id}")
        if entry is not None:
            value = "" if part.mark is None else f"{part.mark:.2f}"
            row = Row(f"{PART}:{part.unit}", part.exercise, value, f"attempt/{part.attempt_id}")
            found.append(_sourced(row, entry))
    for chain in (stream, f"class/{target.id}"):
        if chain:
            number, digest = lookups.head_of(session, chain)
            found.append(Row(f"{JOURNAL}:{chain}", chain, str(number), chain, chain, number, digest))
    return found


def stream_of(session: Session, account_id: int) -> str:
    """The name of the chain of a person's main sandbox; "" for somebody without one."""
    sandbox = sandboxes.main_sandbox_of(session, account_id)
    return sandboxes.stream(sandbox) if sandbox else ""


def _finished(session: Session, stream: str) -> dict[str, Entry]:
    """What was finished in a sandbox, by what it is about; of several entries about one thing the newest."""
    entries = journal.newest_of_stream(session, stream, [EXERCISE_FINISHED, SITTING_FINISHED], _ALL)
    return {entry.about: entry for entry in reversed(entries)}


def _sourced(row: Row, entry: Entry | None) -> Row:
    return replace(row, stream=entry.stream, entry=entry.number, entry_hash=entry.hash) if entry else row
