"""An aduan at Baruga led over HTTP: sent, moderated, brought into a state, with photos made on the spot."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from bimtek.sandbox.domain.lifecycle import ENDED, Role, State
from tests.factories.classes import Made
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import case_of, play, send

TEXT = "Petugas mengganti panel lampu pada 10 November 2026 dan semua lampu di Kappuna sudah menyala."


def photo(size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    out.seek(0)
    return out


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
    with committing():
        case = case_of(number)
        case.state, case.targets, case.acted = state.value, ["kabupaten", "dishub"], ["dishub"]
        case.substantive, case.supported, case.masks, case.event_at = True, False, ["rahasia kecil"], None
        case.ended_at = case.received_at if state in ENDED else None
