"""Certificates as PDF by typst, front and back, one or a whole batch: everything goes in as data, the same input gives the same
bytes, in Indonesian whoever asks. The QR code is our own and looks like nobody's seal."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import segno
import typst
from sqlalchemy.orm import Session

from bimtek.certification import gathering, verifying
from bimtek.certification.domain.evidence import CRITERION
from bimtek.certification.domain.statement import PASSED, Holder, claims_of, decoded, write
from bimtek.certification.models import Certificate
from bimtek.certification.words import figure
from bimtek.config import ROOT
from bimtek.web.words import DAYS, MONTHS

TEMPLATE = ROOT / "templates" / "typst" / "sertifikat.typ"


def statement_of(row: Certificate) -> str:
    """What the QR code of a certificate carries; "" once the holder was erased: then only the paper can show it."""
    if row.name is None or row.salt is None:
        return ""
    holder = Holder(row.salt, row.name, row.nip or "", row.post or "")
    return write(claims_of(json.loads(row.signed)), holder, decoded(row.signature))


def pdf(session: Session, rows: Sequence[Certificate], address: str) -> bytes:
    """These certificates as one PDF, in their order, two pages each; `address`: where the platform checks one, "" for none."""
    criteria = {row.id: _criteria(session, row) for row in rows}
    return pdf_of([_data(row, criteria[row.id], address) for row in rows], rows[0])


def pdf_of(certificates: Sequence[dict[str, Any]], first: Certificate) -> bytes:
    """The PDF of prepared data; dated by the first certificate, not by the moment it is made."""
    paper, dated = gathering.rules().paper, first.issued_on
    data = {
        "title": f"Sertifikat {first.number}", "issuer": paper.issuer, "certificates": list(certificates),
        "date": [dated.year, dated.month, dated.day],
        "words": {
            "certificate": "SERTIFIKAT BIMTEK", "given": "diberikan kepada", "materials": "Materi dan jam pelajaran",
            "criteria": "Rata-rata tiap kriteria, dari 4", "code": "Kode QR berisi pernyataan yang ditandatangani",
            "code_note": paper.code_note,
        },
    }  # fmt: skip
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made: bytes = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
    return made


def prepared(session: Session, row: Certificate, address: str) -> dict[str, Any]:
    """One certificate as the template takes it."""
    return _data(row, _criteria(session, row), address)


def qr(text: str) -> str:
    """A QR code as SVG, as large a module as fits; level M survives a fold and a stamp."""
    out = io.BytesIO()
    segno.make(text, error="m", boost_error=False, encoding="utf-8", micro=False).save(
        out, kind="svg", xmldecl=False, border=2, dark="#14242e"
    )
    return out.getvalue().decode("ascii")


def _criteria(session: Session, row: Certificate) -> list[list[str]]:
    """The mean of each criterion, of Kelulusan alone, as the evidence of the sign-off says."""
    if row.kind != PASSED:
        return []
    found: dict[str, list[float]] = {}
    for one in verifying.stored_rows(session, row.id):
        if one.kind == CRITERION:
            found.setdefault(one.label, []).append(float(one.value))
    return [[label, figure(sum(levels) / len(levels))] for label, levels in found.items()]


def _data(row: Certificate, criteria: list[list[str]], address: str) -> dict[str, Any]:
    paper, passed = gathering.rules().paper, row.kind == PASSED
    check = f"Periksa: {address}/{row.number}" if address else ""
    return {
        "kind": row.kind, "mark": "LULUS" if passed else "", "kind_word": row.kind.capitalize(), "number": row.number,
        "number_word": "Nomor", "name": row.name or "(nama dihapus)", "nip": row.nip or "", "post": row.post or "",
        "sentence": _sentence(row), "mean": f"Rata-rata kriteria {figure(row.mean, 2)} dari 4." if row.mean is not None else "",
        "note": paper.passed_note if passed else paper.attended_note, "check": check, "qr": qr(statement_of(row) or row.number),
        "place_date": f"{_town(row.place)}, {_date(row)}",
        "signer": {"name": row.signer.get("name") or " ", "post": row.signer.get("post") or "Penanggung jawab kelas"},
        "criteria": criteria, **_back(row),
    }  # fmt: skip


def _sentence(row: Certificate) -> str:
    where, hours = f"bertempat di {row.place}, {when(row)}", f"selama {figure(row.hours)} jam pelajaran."
    if row.kind == PASSED:
        return f"telah mengikuti dan dinyatakan LULUS dalam {row.title}, {where}, {hours}"
    return f"telah mengikuti {row.title} sebagai peserta, {where}, {hours}"


def when(row: Certificate) -> str:
    """The days of the class in words."""
    first, last = _day(row.starts_on), _day(row.ends_on)
    return first if row.starts_on == row.ends_on else f"{first} sampai {last}"


def _day(value: date) -> str:
    return f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def _town(place: str) -> str:
    return place.rpartition(",")[2].strip() or place


def _date(row: Certificate) -> str:
    return f"{row.issued_on.day} {MONTHS[row.issued_on.month - 1]} {row.issued_on.year}"


def _back(row: Certificate) -> dict[str, Any]:
    marks = row.kind == PASSED
    rows = [
        [code, title or "Materi umum", figure(hours) if hours else "–", *([f"{figure(score, 2)}"] if marks else [])]
        for code, title, hours, score in row.materials
    ]
    head = ["Unit", "Materi", "JP", *(["Nilai dari 4"] if marks else [])]
    total = ["", "Jumlah", figure(row.hours), *([figure(row.mean, 2)] if marks else [])]
    note = "1 JP (jam pelajaran) = 45 menit. Nilai unit adalah rata-rata bagian yang dikerjakan mandiri."
    return {
        "head": head, "rows": rows, "total": total, "with_marks": marks, "course": f"{row.title}, {row.place}, {when(row)}",
        "back_note": note if marks else "1 JP (jam pelajaran) = 45 menit. Sertifikat ini tidak memuat nilai.",
    }  # fmt: skip
