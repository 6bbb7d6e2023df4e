"""A small class and the browsers of the people in it: each with its own cookies, all through the real forms."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bimtek.extensions import db, writing
from bimtek.people import services as people
from bimtek.workshops import services
from bimtek.workshops.domain.roster import Line
from bimtek.workshops.domain.unit_matching import UNKNOWN
from bimtek.workshops.services import SeatRow
from tests.web.summaries import seal_of

PASSWORD = "kata-sandi-latihan"
NEW_CLASS = {
    "title": "Bimtek gelombang dua", "place": "Aula", "starts_on": "2026-11-16", "units": ["U6", "U1"], "speed": "180",
    "quiet_minutes": "8", "cases": "10",
}  # fmt: skip
NAMES = ("Andi Contoh Satu", "Baso Contoh Dua", "Citra Contoh Tiga", "Dewi Contoh Empat", "Eko Contoh Lima")


def forget_request() -> None:
    """The test holds one application context; a browser starts each request with none of the last one's memory."""
    db.session.remove()
    for name in list(g):
        g.pop(name)


class Browser(FlaskClient):
    """A device: its cookies, and the CSRF token of the page it saw last."""

    token = ""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        """One request, with nothing left over from another."""
        forget_request()
        response = super().open(*args, **more)
        found = (
            re.search(r'name="csrf_token" value="([^"]+)"', response.text) if response.mimetype == "text/html" else None
        )
        self.token = found[1] if found else self.token
        forget_request()
        return response

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Post a form with the token of the page before it; the door is visited first when there was none. Where a summary
        comes back, what it shows is sent."""
        if not self.token:
            self.get("/masuk")
        answer = self.post(path, data={"csrf_token": self.token, **fields})
        if answer.mimetype == "text/html" and (seen := seal_of(answer.text)):
            answer = self.post(path, data={"csrf_token": self.token, **fields, "seen": seen})
        return answer


@dataclass
class Hall:
    """A trainer's class with its seats."""

    app: Flask
    trainer_id: int
    class_id: int

    def browser(self) -> Browser:
        """A fresh device."""
        self.app.test_client_class = Browser
        made = self.app.test_client()
        assert isinstance(made, Browser)
        return made

    def seats(self) -> list[SeatRow]:
        """The class's seats now."""
        forget_request()
        return services.seats_of(db.session(), self.class_id)

    def joined(self) -> int:
        """How many joined."""
        return sum(row.joined for row in self.seats())

    def trainer(self) -> Browser:
        """The trainer's device, signed in through the form."""
        browser = self.browser()
        assert browser.send("/fasilitator/masuk", username="fasilitator", password=PASSWORD).status_code == 302
        browser.token = ""  # it belonged to the session before
        return browser

    def sit_down(self, row: SeatRow, confirm: str = "join", **more: str) -> Browser:
        """A trainee's device after the last step of joining."""
        browser = self.browser()
        answer = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm=confirm, **more)
        assert answer.status_code == 302, answer.text
        browser.token = ""
        return browser

    def upload(self, browser: Browser, data: bytes, name: str = "daftar.csv") -> TestResponse:
        """Bring a roster file."""
        path = f"/kelas/{self.class_id}/peserta/impor"
        return browser.send(path, roster=(io.BytesIO(data), name))


def open_hall(app: Flask, names: tuple[str, ...] = NAMES, username: str = "fasilitator") -> Hall:
    """A class of the given people with one report on each desk."""
    forget_request()
    token = writing.set(True)
    wall = app.extensions["wall_clock"]()
    trainer = people.add_trainer(db.session(), "Fasilitator Contoh", username, PASSWORD, wall)
    target = services.create_workshop(
        db.session(), trainer, title="Kelas contoh", place="Aula contoh", starts_on=date(2026, 11, 9), seed="uji",
        cases=1, wall=wall,
    )  # fmt: skip
    lines = [
        Line(n, name, "", "Sekretaris", "Kecamatan Contoh", UNKNOWN, "Kelompok 1") for n, name in enumerate(names, 1)
    ]
    services.import_roster(db.session(), trainer, target, lines, wall)
    hall = Hall(app, trainer.id, target.id)
    db.session.commit()
    writing.reset(token)
    forget_request()
    return hall
