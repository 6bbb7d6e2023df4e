"""A small class, ready to be joined."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.workshops.hall import Browser, Hall, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Five people, one trainer, one report on each desk."""
    return open_hall(app)


@pytest.fixture
def planned(hall: Hall) -> Browser:
    """The trainer, with the half days planned. WALL is 08.30 WITA on the class's first day."""
    browser = hall.trainer()
    browser.get(f"/kelas/{hall.class_id}/hadir")
    assert browser.send(f"/kelas/{hall.class_id}/hadir/sesi").status_code == 302
    return browser
