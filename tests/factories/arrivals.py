"""Cases of any desk put on a sandbox by hand, for what needs a case of a known kind."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.sandbox.arrivals import BRIDGED, Arrival, arrive
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.models import Case
from tests.factories.classes import desk

BODY = "Min, lampu jalan di Dusun Kappuna padam sejak Senin. Hubungi saya di 0840-1234-5678. Mohon diperbaiki."
TRUTH: dict[str, Any] = {
    "report_class": "complaint", "category": "1398", "owner": "dishub", "competence": "own", "holder": None,
    "right_act": "dispose", "missing": None, "matter": "lampu jalan padam di Dusun Kappuna",
    "finding": "Petugas memeriksa panel pada 10 November 2026.", "action": "Panel diganti pada 12 November 2026.",
    "authority": "Lampu jalan kabupaten dipelihara Dinas Perhubungan.", "facts": "Panel terbakar.",
    "sensitive_words": [], "sensitive": False, "traps": [], "topic": "lampu jalan padam", "targets": ["dishub"],
    "reactions": {
        "thanks": ["Terima kasih."], "asks_again": ["Jadi kapan?"], "disappointed": ["Saya kecewa."], "completes": ["Di Kappuna."],
    },
}  # fmt: skip
REQUEST: dict[str, Any] = {
    "decision": "grant", "information_class": "berkala", "applicant": "person", "incomplete": [], "purposes": ["untuk penelitian"],
    "obtain": "copy", "deliver": "email", "dip": "", "ground": "", "exempt": "", "if_opened": "", "if_closed": "", "period": "",
    "material": "Ringkasan APBD tahun 2026", "extension": "", "objection": "c",
}  # fmt: skip


def put(session: Session, person: Person, at: Desk, **more: Any) -> Case:
    """A case just arrived on one desk of a person."""
    here = desk(session, person)
    truth = {**TRUTH, **({"request": REQUEST, "right_act": "register"} if at == Desk.PPID else {})}
    told: dict[str, Any] = {
        "desk": at, "origin": BRIDGED, "body": BODY, "received_at": here.moment.sim, "channel": "Facebook", "truth": truth,
        "reporter": {"name": "Rannu Sampe", "nik": "7322990101800001", "phone": "084012345678", "address": "Dusun Kappuna"},
        "place": "Kelurahan Kappuna, Kecamatan Masamba", "district": "Masamba", "title": "Lampu jalan padam" if at == Desk.LAPOR else "",
        "filed_class": "complaint" if at == Desk.LAPOR else "",
    }  # fmt: skip
    case = arrive(session, here.sandbox, Arrival(**(told | more)), here.moment)
    session.flush()
    return case
