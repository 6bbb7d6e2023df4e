"""Certificates read, revoked, and people sent back instead of signed off. Signing itself stands in issuing.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek.certification import gathering
from bimtek.certification.domain.evidence import Row
from bimtek.certification.domain.statement import ATTENDED, KINDS, plain
from bimtek.certification.models import (
    Certificate,
    CertificateReturn,
    CertificateSeries,
    CertificateSigner,
)
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.web.words import WITA
from bimtek.workshops import erasing
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from bimtek.writers import read_once

#: The row that services take and give: other rooms name it from here.
__all__ = ["Certificate"]

STREAM = "certificates"
ISSUED, REVOKED, RETURNED, LIFTED = (
    "certificate_issued", "certificate_revoked", "certificate_returned", "certificate_return_lifted",
)  # fmt: skip
#: Why somebody is not signed off.
NOT_READY, ALREADY, NOT_HERE, NO_REASON = "not_ready", "already", "not_here", "no_reason"
MOST_REASON = 400


def chain(
    session: Session,
    trainer: Person,
    target: Workshop,
    account_id: int,
    kind: str,
    data: dict[str, Any],
    wall: datetime,
) -> Entry:
    """Append an entry to the chain of all certificates."""
    return journal.record(
        session, stream=STREAM, scope=f"class/{target.id}", kind=kind, about=f"account/{account_id}", actor_id=trainer.id,
        actor_role=trainer.role.value, sim_at=workshops.sim_now(target, wall), wall_at=wall, data=data,
    )  # fmt: skip


def of_class(session: Session, workshop_id: int) -> list[Certificate]:
    """The certificates of a class by number, those that were revoked too."""
    return list(
        session.scalars(select(Certificate).where(Certificate.workshop_id == workshop_id).order_by(Certificate.serial))
    )


def of_person(session: Session, account_id: int) -> list[Certificate]:
    """The certificates of one person, the newest first."""
    query = select(Certificate).where(Certificate.account_id == account_id).order_by(Certificate.serial.desc())
    return list(read_once(session, ("certificates", account_id), lambda: list(session.scalars(query))))


def by_number(session: Session, number: str) -> Certificate | None:
    """A certificate by its number, however it was typed."""
    typed = "".join(number.upper().split())[:60]
    return session.scalars(select(Certificate).where(Certificate.number == typed)).first()


def next_number(session: Session, wall: datetime) -> str:
    """The number that the next certificate will get, if nobody signs in between."""
    last = session.scalar(select(CertificateSeries.last)) or 0
    return gathering.rules().paper.number_of((wall + WITA).year, last + 1)


def revoke(
    session: Session, trainer: Person, target: Workshop, certificate_id: int, reason: str, wall: datetime
) -> Certificate | str:
    """Withdraw a certificate of this class with a reason; its number is never used again. The chain keeps the hash of the
    reason, not its words, which may name somebody. Returns why not: unknown, revoked already, or no reason."""
    row = session.get(Certificate, certificate_id)
    words = " ".join(reason.split())[:MOST_REASON]
    if row is None or row.workshop_id != target.id:
        return NOT_HERE
    if row.revoked_at is not None:
        return ALREADY
    if not words:
        return NO_REASON
    row.revoked_at, row.revoked_by, row.revoke_reason = wall, trainer.id, words
    session.flush()
    data = {"number": row.number, "reason": _sealed(words)}
    chain(session, trainer, target, row.account_id, REVOKED, data, wall)
    return row


def _sealed(words: str) -> str:
    return Row("reason", "", words, "").digest()


def send_back(
    session: Session,
    trainer: Person,
    target: Workshop,
    account_id: int,
    kind: str,
    reason: str,
    head: int,
    wall: datetime,
) -> str:
    """Refuse to sign with a reason the person reads; `head` is the newest entry of the person's journal, so that newer work
    brings them into the queue again. Returns why not, or ""."""
    words = " ".join(reason.split())[:MOST_REASON]
    if account_id not in {seat.account_id for seat in workshops.seats_of(session, target.id)}:
        return NOT_HERE
    if not words:
        return NO_REASON
    same = select(CertificateReturn.id).where(
        CertificateReturn.workshop_id == target.id, CertificateReturn.account_id == account_id,
        CertificateReturn.lifted_at.is_(None), CertificateReturn.entry == head, CertificateReturn.reason == words,
    )  # fmt: skip
    if session.scalar(same) is not None:  # a double tap
        return ""
    session.add(
        CertificateReturn(
            workshop_id=target.id, account_id=account_id, kind=kind if kind in KINDS else ATTENDED, reason=words, entry=head,
            returned_at=wall, returned_by=trainer.id,
        )
    )  # fmt: skip
    session.flush()
    chain(session, trainer, target, account_id, RETURNED, {"reason": _sealed(words)}, wall)
    return ""


def lift(session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime) -> bool:
    """Take somebody who was sent back into the queue again; False when nobody was."""
    mine = update(CertificateReturn).where(
        CertificateReturn.workshop_id == target.id, CertificateReturn.account_id == account_id,
        CertificateReturn.lifted_at.is_(None),
    )  # fmt: skip
    if not session.execute(mine.values(lifted_at=wall)).rowcount:  # type: ignore[attr-defined]
        return False
    chain(session, trainer, target, account_id, LIFTED, {}, wall)
    return True


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: somebody's personal data were removed. The certificate stays: what was signed holds the person as a salted hash,
    and without name and salt nobody can find out from it who it was."""
    if entry.kind == erasing.ERASED:
        mine = update(Certificate).where(Certificate.account_id == int(entry.about.removeprefix("account/")))
        session.execute(mine.values(name=None, nip=None, post=None, salt=None, erased_at=entry.wall_at))


def signer_of(session: Session, workshop_id: int) -> dict[str, str]:
    """Who signs the paper of a class: name and post, empty until somebody says so."""
    row = session.get(CertificateSigner, workshop_id)
    return {"name": row.name, "post": row.post} if row else {"name": "", "post": ""}


def set_signer(session: Session, target: Workshop, name: str, post: str) -> None:
    """Say who signs the paper of a class; certificates already signed off keep theirs."""
    session.merge(CertificateSigner(workshop_id=target.id, name=plain(name)[:120], post=plain(post)[:160]))
    session.flush()
