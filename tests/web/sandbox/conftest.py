"""An aduan and a request that have just arrived on the first officer's desks."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db, writing
from bimtek.sandbox.domain.lifecycle import Desk
from tests.factories.arrivals import put
from tests.factories.classes import Made


@pytest.fixture
def aduan(app: Flask, made: Made) -> str:
    token = writing.set(True)
    case = put(db.session(), made.people[0], Desk.BARUGA)
    db.session.commit()
    writing.reset(token)
    return case.number


@pytest.fixture
def number(app: Flask, made: Made) -> str:
    token = writing.set(True)
    case = put(db.session(), made.people[0], Desk.PPID, body="=HYPERLINK(1) Saya meminta ringkasan APBD tahun 2026.")
    db.session.commit()
    writing.reset(token)
    return case.number
