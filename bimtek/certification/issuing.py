"""Sign off: what a trainer does with a record that is whole. One certificate is one row, one entry in the chain of all
certificates, one signed statement."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bimtek.certification import gathering, keystore, services
from bimtek.certification.domain import evidence as rows_of
from bimtek.certification.domain.evidence import Row
from bimtek.certification.domain.keys import PrivateKey
from bimtek.certification.domain.record import Record
from bimtek.certification.domain.statement import KINDS, PASSED, Claims, Holder, encoded, plain
from bimtek.certification.models import Certificate, CertificateEvidence, CertificateSeries
from bimtek.certification.services import ALREADY, ISSUED, NOT_HERE, NOT_READY
from bimtek.certification.sources import sources_of
from bimtek.journal.domain import Entry
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.web.words import WITA
from bimtek.workshops import agenda, hall_acts
from bimtek.workshops import services as workshops
from bimtek.workshops.services import SeatRow, Workshop

SIGNED = "certificates_signed"
TAKEN_BACK = "Ditarik kembali oleh fasilitator sesaat sesudah disahkan."


@dataclass(slots=True)
class Signed:
    """What a sign-off led to: the certificates in the order of their numbers, and by account why not."""

    certificates: list[Certificate] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def sign_off(
    session: Session, trainer: Person, target: Workshop, wanted: Mapping[int, str], key: PrivateKey, wall: datetime
) -> Signed:
    """Sign off these people (account → kind), in the order of their seats, with numbers in one range without gaps. Refuses who
    has not shown enough, who has such a certificate already, and who sits in no seat of this class."""
    found = Signed()
    records = gathering.records_of_class(session, target.id, wall)
    seats = {seat.account_id: seat for seat in workshops.seats_of(session, target.id)}
    standing = {(row.account_id, row.kind) for row in services.of_class(session, target.id) if row.revoked_at is None}
    ready: list[tuple[SeatRow, str]] = []
    for account in sorted(wanted, key=lambda one: seats[one].number if one in seats else 0):
        kind, why = wanted[account], ""
        if account not in seats or kind not in KINDS:
            why = NOT_HERE
        elif (account, kind) in standing or (account, PASSED) in standing:
            why = ALREADY
        elif not may_have(records[account], kind):
            why = NOT_READY
        if why:
            found.refused[account] = why
        else:
            ready.append((seats[account], kind))
    if ready:
        _issue(session, trainer, target, ready, records, key, wall, found)
    return found


def may_have(record: Record, kind: str) -> bool:
    """Whether a record carries a certificate of this kind."""
    return record.is_complete if kind == PASSED else record.attended_whole


def _issue(
    session: Session, trainer: Person, target: Workshop, ready: Sequence[tuple[SeatRow, str]], records: Mapping[int, Record],
    key: PrivateKey, wall: datetime, into: Signed,
) -> None:  # fmt: skip
    keystore.publish(session, key.public, wall)
    serial = _reserve(session, len(ready))
    nips = people.nips_of(session, [seat.account_id for seat, _kind in ready])
    facts = _facts(session, target)
    for number, (seat, kind) in enumerate(ready, serial):
        rows = sources_of(session, target, seat.account_id, rows_of.rows_of(records[seat.account_id]))
        row = _certificate(
            target,
            seat,
            nips.get(seat.account_id) or "",
            kind,
            records[seat.account_id],
            rows,
            facts,
            key,
            number,
            wall,
        )
        row.issued_by = trainer.id
        row.entry = _record(session, trainer, target, row, rows, wall).number
        session.add(row)
        session.flush()
        session.add_all(_stored(row.id, place, one) for place, one in enumerate(rows, 1))
        into.certificates.append(row)
    session.flush()
    data: dict[str, object] = {
        "first": into.certificates[0].number, "last": into.certificates[-1].number,
        "certificates": [row.id for row in into.certificates], "people": len(into.certificates),
    }  # fmt: skip
    workshops.record(session, target, trainer, SIGNED, wall, data)


def _reserve(session: Session, count: int) -> int:
    """The first of so many serials that follow the last one given out. The row stays locked until the transaction ends, so
    that two who sign at once get ranges that touch and do not overlap; a rollback gives the range back."""
    step = update(CertificateSeries).where(CertificateSeries.id == 1).values(last=CertificateSeries.last + count)
    last = session.scalar(step.returning(CertificateSeries.last))
    if last is None:
        session.add(CertificateSeries(id=1, last=count))
        session.flush()
        last = count
    return last - count + 1


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all certificates of a class have in common."""

    ends_on: date
    hours: dict[str, float]
    signer: dict[str, str]


def _facts(session: Session, target: Workshop) -> _Facts:
    ends_on = target.starts_on + timedelta(days=agenda.days_of(session, target.id) - 1)
    return _Facts(ends_on, agenda.hours_by_unit(session, target.id), services.signer_of(session, target.id))


def _certificate(
    target: Workshop, seat: SeatRow, nip: str, kind: str, record: Record, rows: Sequence[Row], facts: _Facts, key: PrivateKey,
    serial: int, wall: datetime,
) -> Certificate:  # fmt: skip
    issued_on, paper = (wall + WITA).date(), gathering.rules().paper
    post = ", ".join(filter(None, (seat.post, seat.unit)))
    holder = Holder(encoded(secrets.token_bytes(12)), plain(seat.name), nip, plain(post))
    mean = round(record.mean, 2) if kind == PASSED and record.mean is not None else None
    claims = Claims(
        number=paper.number_of(issued_on.year, serial), kind=kind, title=target.title, starts_on=target.starts_on,
        ends_on=facts.ends_on, hours=float(sum(facts.hours.values())), mean=mean, issued_on=issued_on,
        evidence=rows_of.root(row.digest() for row in rows), holder=holder.commitment(), key=key.public.id,
    )  # fmt: skip
    signed = claims.text()
    return Certificate(
        serial=serial, number=claims.number, kind=kind, account_id=seat.account_id, workshop_id=target.id, name=holder.name,
        nip=holder.nip, post=holder.post, salt=holder.salt, title=target.title, place=target.place, starts_on=target.starts_on,
        ends_on=facts.ends_on, hours=claims.hours, mean=mean, issued_on=issued_on, materials=_materials(record, facts, kind),
        signer=facts.signer, signed=signed, signature=encoded(key.sign(signed)), issued_at=wall, revoke_reason="",
    )  # fmt: skip


def _materials(record: Record, facts: _Facts, kind: str) -> list[Any]:
    """The back of the paper: unit, title, JP, mark of 4 (Kelulusan alone); instruction that belongs to no unit stands last."""
    rows: list[Any] = [
        [unit.code, unit.title, facts.hours.get(unit.code, 0.0), unit.score if kind == PASSED else None]
        for unit in record.shown.units
    ]
    other = facts.hours.get("", 0.0)
    return [*rows, ["", "", other, None]] if other else rows


def _stored(certificate_id: int, place: int, row: Row) -> CertificateEvidence:
    return CertificateEvidence(
        certificate_id=certificate_id, place=place, key=row.key, label=row.label, value=row.value, source=row.source,
        stream=row.stream, entry=row.entry, entry_hash=row.entry_hash, detail=dict(row.detail),
    )  # fmt: skip


def _record(
    session: Session, trainer: Person, target: Workshop, row: Certificate, rows: Sequence[Row], wall: datetime
) -> Entry:
    data = {
        "number": row.number, "kind": row.kind, "signed": row.signed, "signature": row.signature,
        "rows": [one.digest() for one in rows],
    }  # fmt: skip
    return services.chain(session, trainer, target, row.account_id, ISSUED, data, wall)


def _signed_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    """Taken back within the minute: the numbers stay used, the chain says what became of them."""
    rows = [session.get(Certificate, number) for number in entry.data["certificates"]]
    taken = [
        services.revoke(session, trainer, target, row.id, TAKEN_BACK, wall)
        for row in rows
        if row and row.revoked_at is None
    ]
    return bool(taken)


hall_acts.register(SIGNED, _signed_back)
