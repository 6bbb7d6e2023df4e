"""Steps on the roll over HTTP, for the tests of attendance pages."""

from __future__ import annotations

import re

from bimtek.extensions import db
from bimtek.workshops import attendance
from tests.web.workshops.hall import Browser, Hall, forget_request


def states(hall: Hall, at: int = 0) -> list[str]:
    forget_request()
    wall = hall.app.extensions["wall_clock"]()
    return [one.state for one in attendance.table(db.session(), hall.class_id, wall).column(at)]


def half_day(hall: Hall, at: int = 0) -> int:
    forget_request()
    return attendance.sessions_of(db.session(), hall.class_id)[at].id


def take_back(hall: Hall, browser: Browser, page: str, at: int = 0) -> None:
    """Press what takes an act back: the newest first."""
    acts = re.findall(r'kendali/batal".*?name="act" value="(\d+)"', page, re.DOTALL)
    browser.send(f"/kelas/{hall.class_id}/kendali/batal", act=acts[at])
