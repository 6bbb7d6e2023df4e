"""A trainee does not accept a level: said with a reason, answered by a trainer with a reason, read by the trainee."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.modules import marking
from bimtek.modules.domain import review
from bimtek.modules.domain.review import REASONS, Scale
from bimtek.modules.review_models import Dispute
from bimtek.modules.review_projection import ANSWERED, DISPUTED, OPEN, READ, WITHDRAWN
from bimtek.modules.review_services import NOTE, Done, Piece, known, override, record
from bimtek.people.domain import Person
from bimtek.sandbox.services import Case, Sandbox

SHORTEST, LONGEST = 10, 600


def own_piece(session: Session, sandbox: Sandbox, case: Case) -> Piece | None:
    """A trainee's own judged case as a piece, or None before anything was judged."""
    machine = marking.machine_judgement_of(session, case.id)
    if machine is None:
        return None
    counting = review.effective(machine, marking.overrides_of(session, case.id))
    return Piece(case, sandbox, machine, counting, None)


def disputable(piece: Piece) -> dict[str, Scale]:
    """What a trainee may dispute: every criterion with a level, and every error that stands."""
    standing = {key: scale for key, scale in review.errors(piece.counting).items() if scale.level}
    return {**standing, **review.scales(piece.counting)}


def open_dispute(
    session: Session, trainee: Person, piece: Piece, key: str, text: str, wall: datetime, command_id: str | None = None
) -> Done:
    """Dispute one level. Refused without a criterion that has one, with a reason too short or too long, and while
    another dispute about the same criterion waits."""
    if entry := known(session, piece, command_id):
        return Done(entry)
    scale, text = disputable(piece).get(key), text.strip()
    if scale is None:
        return Done(None, "Pilih kriteria yang Anda sanggah.", "key")
    if not SHORTEST <= len(text) <= LONGEST:
        return Done(None, f"Tulis alasan Anda, {SHORTEST} sampai {LONGEST} karakter.", "text")
    if waiting(session, piece.case.id, key):
        return Done(None, "Sanggahan Anda atas kriteria ini masih menunggu jawaban.", "key")
    data = {"key": key, "level": scale.level, "text": text}
    return Done(record(session, piece, trainee, DISPUTED, data, wall, command_id))


def waiting(session: Session, case_id: int, key: str) -> bool:
    """Whether a dispute about this criterion of this case is open."""
    query = select(Dispute.id).where(Dispute.case_id == case_id, Dispute.key == key, Dispute.state == OPEN)
    return session.scalar(query) is not None


def dispute_of(session: Session, piece: Piece, dispute_id: int) -> Dispute | None:
    """One dispute about this case; of any other case it is not found."""
    row = session.get(Dispute, dispute_id) if dispute_id < 2**31 else None
    return row if row is not None and row.case_id == piece.case.id else None


def withdraw(session: Session, trainee: Person, piece: Piece, dispute: Dispute, wall: datetime) -> Done:
    """Take an open dispute back. Refused once it was answered."""
    if dispute.state != OPEN:
        return Done(None, "Sanggahan ini sudah dijawab atau ditarik.")
    return Done(record(session, piece, trainee, WITHDRAWN, {"dispute": dispute.entry_number}, wall))


def acknowledge(session: Session, trainee: Person, piece: Piece, dispute: Dispute, wall: datetime) -> Done:
    """The trainee has read the answer: home no longer mentions it. Once is enough."""
    if dispute.answered_at is None or dispute.read_at is not None:
        return Done(None, "")
    return Done(record(session, piece, trainee, READ, {"dispute": dispute.entry_number}, wall))


def answer(
    session: Session, trainer: Person, piece: Piece, dispute: Dispute, given: Mapping[str, Any], wall: datetime
) -> Done:
    """Answer a dispute: accept it by giving another level, or refuse it; both in words the trainee will read.
    `given`: accepted, level, reason, answer."""
    if dispute.state != OPEN:
        return Done(None, "Sanggahan ini sudah dijawab atau ditarik.")
    accepted, words = bool(given.get("accepted")), str(given.get("answer") or "").strip()
    if not SHORTEST <= len(words) <= NOTE:
        return Done(None, f"Tulis jawaban untuk peserta, {SHORTEST} sampai {NOTE} karakter.", "answer")
    reason = str(given.get("reason") or "")
    if accepted:
        if reason not in REASONS:
            return Done(None, "Pilih alasan perubahan.", "reason")
        if given.get("level") == disputable(piece).get(dispute.key, Scale("", "", None, 0)).level:
            return Done(None, "Tingkat itu sama dengan yang disanggah. Pilih tingkat lain, atau tolak.", "level")
        done = override(session, trainer, piece, dispute.key, given.get("level"), reason, words, wall)
        if done.entry is None:
            return done
    data = {
        "dispute": dispute.entry_number, "accepted": accepted, "reason": reason if accepted else "", "answer": words,
        "level": given.get("level") if accepted else None,
    }  # fmt: skip
    return Done(record(session, piece, trainer, ANSWERED, data, wall))
