"""An aduan and a request that have just arrived on the first officer's desks."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox.domain.lifecycle import Desk
from tests.factories.arrivals import put
from tests.factories.classes import Made
from tests.web.committing import committing


@pytest.fixture
def aduan(app: Flask, made: Made) -> str:
    with committing():
        return put(db.session(), made.people[0], Desk.BARUGA).number


@pytest.fixture
def number(app: Flask, made: Made) -> str:
    body = "=HYPERLINK(1) Saya meminta ringkasan APBD tahun 2026."
    with committing():
        return put(db.session(), made.people[0], Desk.PPID, body=body).number
