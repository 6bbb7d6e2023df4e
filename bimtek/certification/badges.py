"""A certificate as an Open Badge 3.0 for its holder: what the rules of domain.badge ask, read from the stored certificate."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sqlalchemy.orm import Session

from bimtek.certification import gathering, verifying
from bimtek.certification.domain import badge
from bimtek.certification.domain.badge import BadgeFacts
from bimtek.certification.domain.evidence import CRITERION, Row
from bimtek.certification.domain.keys import PrivateKey
from bimtek.certification.domain.statement import PASSED, claims_of
from bimtek.certification.models import Certificate


def badge_of(session: Session, row: Certificate, private: PrivateKey, public_url: str) -> dict[str, Any]:
    """The signed credential; raises ValueError for a certificate that was revoked."""
    return badge.signed(facts_of(session, row, public_url), private)


def facts_of(session: Session, row: Certificate, public_url: str) -> BadgeFacts:
    """The facts of a certificate as a badge tells them; the holder is an opaque number, the name enters hashed."""
    rows, paper = verifying.stored_rows(session, row.id), gathering.rules().paper
    levels: dict[str, list[float]] = {}
    for one in rows:
        if one.kind == CRITERION and row.kind == PASSED:
            levels.setdefault(one.label, []).append(float(one.value))
    claims = claims_of(json.loads(row.signed))
    return BadgeFacts(
        number=row.number, kind=row.kind, title=row.title, issuer_name=paper.issuer, issuer_url=public_url, hours=row.hours,
        mean=row.mean, starts_on=row.starts_on, ends_on=row.ends_on, issued_on=row.issued_on, holder_name=row.name,
        holder_id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{claims.key}|{claims.holder}')}", criteria_text=_criteria(row.kind),
        results=[(label, round(sum(found) / len(found), 2)) for label, found in levels.items()],
        evidence_root=claims.evidence, evidence=[_evidence(one) for one in rows if one.kind == CRITERION and row.kind == PASSED],
        revoked=row.revoked_at is not None,
    )  # fmt: skip


def _criteria(kind: str) -> str:
    rules = gathering.rules()
    share, least = round(rules.attendance * 100), str(rules.mean).replace(".", ",")
    if kind != PASSED:
        return f"Keikutsertaan: kehadiran paling kurang {share} % dari semua sesi."
    return (
        f"Kelulusan: semua unit kelas tercapai, butir prosedur paling kurang {round(rules.procedure * 100)} %, tidak ada kriteria di"
        f" bawah {rules.floor} dari 4, rata-rata paling kurang {least}, dua kasus pada sesi berbeda, tanpa kesalahan fatal yang belum"
        f" diperbaiki, kehadiran paling kurang {share} %, post-test lulus. Bukan sertifikat kompetensi."
    )


def _evidence(row: Row) -> tuple[str, str]:
    """A row without the passage: what an officer wrote belongs to the officer, and leaves the platform with nobody's name."""
    level, case = row.value.replace(".", ","), row.detail.get("case", "")
    return row.label, f"Tingkat {level} dari 4 pada kasus simulasi {case}."
