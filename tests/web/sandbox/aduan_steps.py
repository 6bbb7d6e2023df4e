"""An aduan at Baruga led over HTTP: sent, moderated, brought into a state, with photos made on the spot."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from bimtek.extensions import db, writing
from bimtek.sandbox.domain.lifecycle import ENDED, Role, State
from bimtek.sandbox.models import Case
from tests.factories.classes import Made, desk
from tests.web.judging import JudgingClient

TEXT = "Petugas mengganti panel lampu pada 10 November 2026 dan semua lampu di Kappuna sudah menyala."


def play(made: Made, role: Role) -> None:
    token = writing.set(True)
    desk(db.session(), made.people[0]).sandbox.baruga_role = role.value
    db.session.commit()
    db.session.remove()
    writing.reset(token)


def case_of(number: str) -> Case:
    db.session.remove()
    return db.session.query(Case).filter_by(number=number).one()


def photo(size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    out.seek(0)
    return out


def send(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    trainee.get("/meja?meja=baruga")
    return trainee.post(f"/meja/laporan/{number}/{action}", data=given)


def moderated(trainee: JudgingClient, number: str, **more: Any) -> Any:
    form: dict[str, Any] = {
        "clear": ["identity", "content", "message"], "title": "Lampu jalan padam di Kappuna", "category": "1398",
        "targets": ["kabupaten", "dbmsulsel"],
    }  # fmt: skip
    return send(trainee, number, "moderate", **(form | more))


def brought_to_the_office(trainee: JudgingClient, made: Made, number: str) -> None:
    assert moderated(trainee, number).status_code == 302
    play(made, Role.REGENCY_ADMIN)
    assert send(trainee, number, "forward", offices=["dishub"]).status_code == 302
    play(made, Role.UNIT_ADMIN)


def bring(number: str, state: State) -> None:
    """Bring the aduan into a state in which nothing but the table can refuse."""
    case = case_of(number)
    case.state, case.targets, case.acted = state.value, ["kabupaten", "dishub"], ["dishub"]
    case.substantive, case.supported, case.masks, case.event_at = True, False, ["rahasia kecil"], None
    case.ended_at = case.received_at if state in ENDED else None
    db.session.commit()
