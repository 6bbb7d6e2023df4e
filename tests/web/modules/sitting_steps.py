"""Steps on tests over HTTP."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from bimtek.extensions import db
from bimtek.modules.sitting_models import Sitting
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.factories.items import small_bank
from tests.web.judging import JudgingClient

BANK = small_bank()


def begin(browser: JudgingClient, kind: str = "pre") -> str:
    """Start a test; the address of its page."""
    browser.get("/tes")
    answer = browser.post(f"/tes/{kind}/mulai", data={"command_id": f"mulai-{kind}"})
    assert answer.status_code == 302
    return str(answer.location)


def form_of(address: str) -> list[str]:
    """The items of a sitting."""
    db.session.remove()
    row = db.session.get(Sitting, int(address.rsplit("/", 1)[1]))
    assert row is not None
    return [code for code, _order in row.form]


def stored(address: str) -> Sitting:
    db.session.remove()
    row = db.session.get(Sitting, int(address.rsplit("/", 1)[1]))
    assert row is not None
    return row


def answer_all(browser: JudgingClient, address: str, *right: str) -> None:
    """Answer everything, right in these units, with one request a question."""
    browser.get(address)
    for code in form_of(address):
        item = BANK.items[code]
        value = item.right if item.unit in right else (item.right + 1) % 4
        assert (
            browser.post(f"{address}/simpan", data={f"a-{code}": value}, headers={"X-Autosave": "1"}).status_code == 204
        )


def hand_in(browser: JudgingClient, address: str) -> str:
    browser.get(f"{address}/periksa")
    answer = browser.post(f"{address}/kumpulkan", data={"command_id": "kirim"})
    assert answer.location.endswith("/hasil")
    return browser.get(answer.location).get_data(as_text=True)


def open_test(trainer: JudgingClient, made: Made, kind: str, act: str = "open") -> None:
    trainer.get(f"/kelas/{made.workshop_id}/tes")
    assert trainer.post(f"/kelas/{made.workshop_id}/tes/{kind}/gerbang", data={"act": act}).status_code == 302


def later(app: Flask, **more: int) -> None:
    app.extensions["test_wall"] = WALL + timedelta(**more)
