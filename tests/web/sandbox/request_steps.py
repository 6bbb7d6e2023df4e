"""Steps at the PPID desk over HTTP, for the tests of its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bimtek.extensions import db
from bimtek.sandbox.domain.lifecycle import Role, State
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import case_of, play, send

TEXT = "Permohonan Bapak/Ibu kami kabulkan. Ringkasan APBD tahun 2026 kami kirim lewat surel pada 12 November 2026."
SHEET = {
    "content": "Daftar penerima bantuan beserta NIK", "ground": "h", "if_opened": "Data pribadi penerima tersebar luas.",
    "if_closed": "Jumlah penerima tetap dapat dilihat.", "period": "Selama data pribadi itu berlaku",
}  # fmt: skip
ANSWER = {"medium": "softcopy", "cost": "none", "text": TEXT}
PARTLY = {
    "ground": "h",
    "material": "Jumlah penerima tiap desa",
    "blackened": "NIK dan alamat: data pribadi.",
    **ANSWER,
}
REFUSAL = {"ground": "h", "refusal": "Membuka data itu merugikan pemiliknya.", "text": TEXT}
NUMBER = "001/PPID/XI/2026"


def change(number: str, **values: Any) -> None:
    """Put values on a request, as a test's starting point."""
    with committing():
        case = case_of(number)
        for name, value in values.items():
            setattr(case, name, value)


def in_hand(trainee: JudgingClient, made: Made, number: str) -> None:
    """Register a request and give it to a unit; the PPID is at the desk now."""
    play(made, Role.DESK_OFFICER)
    assert send(trainee, number, "register", registration=NUMBER).status_code == 302
    play(made, Role.INFORMATION_OFFICER)
    assert send(trainee, number, "assign", unit="bpkpd").status_code == 302


def refused_and_objected(trainee: JudgingClient, made: Made, number: str) -> None:
    """Refuse a request after the harm test; the applicant objects on ground a."""
    in_hand(trainee, made, number)
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    assert send(trainee, number, "refuse", **REFUSAL).status_code == 302
    at = desk(db.session(), made.people[0]).moment.sim
    change(
        number, event_kind="object", event_at=at - timedelta(minutes=1), event_ground="a", event_text="Saya keberatan.",
        state=State.REFUSED.value,
    )  # fmt: skip
    with committing():
        desk(db.session(), made.people[0]).sandbox.next_event_at = at - timedelta(minutes=1)
    trainee.get(f"/meja/laporan/{number}")
    assert case_of(number).state == State.OBJECTION_FILED
