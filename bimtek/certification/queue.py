"""The sign-off queue of a class: who is ready for what, who waits for a second pair of eyes, who was sent back, who is signed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.certification import gathering, services
from bimtek.certification.domain.record import Record
from bimtek.certification.domain.statement import PASSED
from bimtek.certification.models import Certificate, CertificateReturn
from bimtek.certification.sources import stream_of
from bimtek.journal import lookups
from bimtek.people import services as people
from bimtek.workshops import services as workshops
from bimtek.workshops.services import SeatRow, Workshop

READY, SECOND, RETURNED, INCOMPLETE, SIGNED = "ready", "second", "returned", "incomplete", "signed"
GROUPS = (READY, SECOND, RETURNED, INCOMPLETE, SIGNED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person in the queue: the record, the certificates so far, and what was sent back last, if that still stands."""

    seat: SeatRow
    nip: str
    record: Record
    group: str
    certificates: tuple[Certificate, ...] = ()
    returned: CertificateReturn | None = None

    @property
    def standing(self) -> Certificate | None:
        """The certificate that holds now; Kelulusan goes before Keikutsertaan."""
        found = [row for row in self.certificates if row.revoked_at is None]
        return max(found, key=lambda row: (row.kind == PASSED, row.serial), default=None)

    @property
    def due(self) -> str:
        """The kind that may be signed now, "" for none."""
        return due_kind(self.record, self.certificates)


def due_kind(record: Record, certificates: tuple[Certificate, ...]) -> str:
    """The certificate that is due: the kind the record carries, unless that one, or the higher one, stands already."""
    standing = {row.kind for row in certificates if row.revoked_at is None}
    return "" if record.kind in standing or PASSED in standing else record.kind


@dataclass(slots=True)
class Queue:
    """Everybody of a class by seat, and how many are in each group."""

    people: list[Candidate] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many are in each group."""
        return Counter(one.group for one in self.people)

    def of(self, group: str) -> list[Candidate]:
        """The people of one group."""
        return [one for one in self.people if one.group == group]


def queue_of(session: Session, target: Workshop, wall: datetime) -> Queue:
    """The queue of a class, for looking; signing itself reads the records anew."""
    records = gathering.records_seen(session, target.id, wall)
    known: dict[int, list[Certificate]] = {}
    for row in services.of_class(session, target.id):
        known.setdefault(row.account_id, []).append(row)
    returns, seats = returns_of(session, target.id), workshops.seats_of(session, target.id)
    nips = people.nips_of(session, [seat.account_id for seat in seats])
    found = Queue()
    for seat in seats:
        record, mine = records[seat.account_id], tuple(known.get(seat.account_id, ()))
        back = returns.get(seat.account_id)
        group = _group(record, mine, back)
        found.people.append(Candidate(seat, nips.get(seat.account_id) or "", record, group, mine, back))
    return found


def candidate(session: Session, target: Workshop, account_id: int, wall: datetime) -> Candidate | None:
    """One person of the queue; None for anybody else. Nobody else is read."""
    record = gathering.record_of(session, target.id, account_id, wall)
    seat = next((seat for seat in workshops.seats_of(session, target.id) if seat.account_id == account_id), None)
    if record is None or seat is None:
        return None
    mine = tuple(row for row in services.of_person(session, account_id) if row.workshop_id == target.id)
    back = returns_of(session, target.id).get(account_id)
    return Candidate(seat, people.nip_of(session, account_id) or "", record, _group(record, mine, back), mine, back)


def _group(record: Record, certificates: tuple[Certificate, ...], back: CertificateReturn | None) -> str:
    if due_kind(record, certificates):
        return RETURNED if back else SECOND if record.needs_second else READY
    if any(row.revoked_at is None for row in certificates):
        return SIGNED
    return RETURNED if back else INCOMPLETE


def returns_of(session: Session, workshop_id: int) -> dict[int, CertificateReturn]:
    """What was sent back and still stands, by account: not lifted, and nothing done at the desk since."""
    query = select(CertificateReturn).where(
        CertificateReturn.workshop_id == workshop_id, CertificateReturn.lifted_at.is_(None)
    )
    rows = {row.account_id: row for row in session.scalars(query.order_by(CertificateReturn.id))}
    streams = {account: stream_of(session, account) for account in rows}
    heads = lookups.heads_of(session, streams.values())
    return {account: row for account, row in rows.items() if heads.get(streams[account], 0) <= row.entry}


def head_of_person(session: Session, account_id: int) -> int:
    """The number of the newest entry of a person's journal."""
    stream = stream_of(session, account_id)
    return lookups.head_of(session, stream)[0] if stream else 0
