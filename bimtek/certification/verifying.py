"""Check a certificate against everything it rests on: the signature, the rows at sign-off, the journal behind them, the marks as
they stand now. What does not hold is named by its row (DESIGN section 6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.certification import keystore, services
from bimtek.certification.domain import evidence as rows_of
from bimtek.certification.domain.evidence import CRITERION, HALF_DAY, JOURNAL, TEST, Row
from bimtek.certification.domain.record import Record
from bimtek.certification.domain.statement import Holder, claims_of, decoded
from bimtek.certification.gathering import record_of
from bimtek.certification.models import Certificate, CertificateEvidence
from bimtek.journal import lookups
from bimtek.journal import services as journal
from bimtek.journal.domain import breaks, digest
from bimtek.modules.catching_up import EXERCISE_RESET, RESET_UNDONE
from bimtek.modules.remarking import MARKED_AGAIN
from bimtek.workshops.attendance import MARKED


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: a code, the row it stands in ("certificate_evidence 7"), what it is about, what was and what is."""

    code: str
    row: str
    about: str = ""
    was: str = ""
    now: str = ""


def stored_rows(session: Session, certificate_id: int) -> list[Row]:
    """The evidence of a certificate as it is stored, in order."""
    query = select(CertificateEvidence).where(CertificateEvidence.certificate_id == certificate_id)
    return [
        Row(row.key, row.label, row.value, row.source, row.stream, row.entry, row.entry_hash, row.detail)
        for row in session.scalars(query.order_by(CertificateEvidence.place))
    ]


def faults_of(session: Session, certificate: Certificate) -> list[Fault]:
    """Everything that does not hold of one certificate; [] when all of it does. Marks changed lawfully since, by an act that
    stands in the journal, are no fault: the certificate says what was shown then."""
    rows = stored_rows(session, certificate.id)
    found = [*_statement(session, certificate), *_rows(session, certificate, rows), *_journal(session, rows)]
    if not found:
        found += _marks_now(session, certificate, rows)
    return found


def _statement(session: Session, certificate: Certificate) -> Iterator[Fault]:
    """The signature holds over the signed text, and the row says what the text says."""
    place = f"certificate {certificate.id}"
    try:
        claims = claims_of(json.loads(certificate.signed))
    except (ValueError, KeyError, TypeError):
        yield Fault("signed", place, "signed")
        return
    key = keystore.known(session).get(claims.key)
    if key is None:
        yield Fault("key", place, claims.key)
    elif not key.accepts(certificate.signed, decoded(certificate.signature)):
        yield Fault("signature", place, certificate.number)
    told = {
        "number": claims.number, "kind": claims.kind, "starts_on": claims.starts_on, "ends_on": claims.ends_on,
        "hours": claims.hours, "mean": claims.mean, "issued_on": claims.issued_on,
    }  # fmt: skip
    for name, value in told.items():
        if getattr(certificate, name) != value:
            yield Fault("column", place, name, str(value), str(getattr(certificate, name)))
    if certificate.erased_at is None:
        holder = Holder(certificate.salt or "", certificate.name or "", certificate.nip or "", certificate.post or "")
        if holder.commitment() != claims.holder:
            yield Fault("holder", place, "name, nip, post")


def _rows(session: Session, certificate: Certificate, rows: list[Row]) -> Iterator[Fault]:
    """The rows are those that were signed: told one by one by the entry of the sign-off, together by the signed root."""
    entry = lookups.entry_at(session, services.STREAM, certificate.entry)
    if entry is None or digest(entry) != entry.hash or entry.data.get("number") != certificate.number:
        yield Fault("entry", f"journal_entry {services.STREAM}/{certificate.entry}", certificate.number)
        return
    if entry.data["signed"] != certificate.signed or entry.data["signature"] != certificate.signature:
        yield Fault("column", f"certificate {certificate.id}", "signed")
    wanted = list(entry.data["rows"])
    for place, row in enumerate(rows, 1):
        if place > len(wanted) or row.digest() != wanted[place - 1]:
            yield Fault("evidence", f"certificate_evidence {certificate.id}/{place}", row.label, now=row.value)
    for place in range(len(rows) + 1, len(wanted) + 1):
        yield Fault("evidence_gone", f"certificate_evidence {certificate.id}/{place}")
    if f'"e":"{rows_of.root(wanted)}"' not in certificate.signed:
        yield Fault("root", f"journal_entry {services.STREAM}/{certificate.entry}", certificate.number)


def _journal(session: Session, rows: Iterable[Row]) -> Iterator[Fault]:
    """The entries behind the rows are the ones that stood there, and each chain up to the sign-off holds."""
    for row in rows:
        if row.kind == JOURNAL:
            entries = lookups.entries_upto(session, row.stream, row.entry)
            for one in breaks(row.stream, entries):
                yield Fault("chain", f"journal_entry {row.stream}/{one.number}", one.why)
            if row.entry and (not entries or entries[-1].hash != row.entry_hash):
                yield Fault("rewritten", f"journal_entry {row.stream}/{row.entry}", row.label)
        elif row.stream and row.entry:
            there = lookups.hashes_of(session, row.stream, [row.entry]).get(row.entry)
            if there != row.entry_hash:
                yield Fault("source", f"journal_entry {row.stream}/{row.entry}", row.label)


def _marks_now(session: Session, certificate: Certificate, rows: list[Row]) -> Iterator[Fault]:
    """The marks as the platform has them now are those of the rows, unless something was recorded since."""
    record = record_of(session, certificate.workshop_id, certificate.account_id, certificate.issued_at)
    if record is None:  # the account is gone, the certificate stands by itself
        return
    yield from _levels_now(session, certificate, record, rows)
    tests = {f"sitting/{test.id}": f"{test.share:.4f}" for test in record.shown.tests}
    days = {name: state for name, state, _over in record.shown.half_days}
    for row in rows:
        if row.kind == TEST and tests.get(row.source) != row.value:
            yield Fault("mark", row.source.replace("/", " "), row.label, row.value, tests.get(row.source, ""))
        if (
            row.kind == HALF_DAY
            and days.get(row.label) != row.value
            and not _newer(session, f"class/{certificate.workshop_id}", rows, (MARKED,))
        ):
            yield Fault("mark", f"attendance_mark {row.label}", row.label, row.value, days.get(row.label, ""))


def _levels_now(session: Session, certificate: Certificate, record: Record, rows: list[Row]) -> Iterator[Fault]:
    now = {
        (f"case/{piece.case_id}", f"{CRITERION}:{level.key}"): rows_of.written(level.level)
        for piece in record.shown.pieces
        for level in piece.levels
    }
    for row in rows:
        there = now.get((row.source, row.key))
        if row.kind == CRITERION and there != row.value and not _went_on(session, certificate, row, rows):
            name = f"judgement {row.detail.get('case', row.source)}"
            yield Fault("mark", name, row.label, row.value, there or "")


def _signed_upto(stream: str, rows: Iterable[Row]) -> int:
    """Where a chain stood at sign-off."""
    return next((one.entry for one in rows if one.kind == JOURNAL and one.stream == stream), 0)


def _went_on(session: Session, certificate: Certificate, row: Row, rows: Sequence[Row]) -> bool:
    """Whether anything was recorded about a case after the sign-off: an act, a trainer's mark, its exercise begun anew, a new
    marking of the class. Then its mark may have changed by right."""
    upto = _signed_upto(row.stream, rows)
    if any(entry.number > upto for entry in journal.entries_about(session, row.source, 2000)):
        return True
    if _newer(session, row.stream, rows, (EXERCISE_RESET, RESET_UNDONE)):
        return True
    return _newer(session, f"class/{certificate.workshop_id}", rows, (MARKED_AGAIN, EXERCISE_RESET, RESET_UNDONE))


def _newer(session: Session, stream: str, rows: Sequence[Row], kinds: Sequence[str]) -> bool:
    """Whether entries of these kinds were added to a chain after the sign-off."""
    newer = lookups.head_of(session, stream)[0] - _signed_upto(stream, rows)
    return bool(newer > 0 and journal.newest_of_stream(session, stream, kinds, newer))


def check_all(session: Session) -> Iterator[tuple[Certificate, list[Fault]]]:
    """Every certificate with what does not hold of it; and gaps in the numbers as faults of the one after the gap."""
    last = 0
    for row in session.scalars(select(Certificate).order_by(Certificate.serial)):
        found = faults_of(session, row)
        if row.serial != last + 1:
            found.insert(0, Fault("gap", f"certificate {row.id}", row.number, str(last + 1), str(row.serial)))
        last = row.serial
        yield row, found
