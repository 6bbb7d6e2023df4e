"""A class of three with a report each, and a bank of tests that is small."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.modules import sitting_content
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from tests.factories.classes import Made, make_class
from tests.services.modules.review_steps import Room, judged_room
from tests.services.modules.sitting_steps import BANK


@pytest.fixture
def small_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two units of six items."""
    monkeypatch.setattr(sitting_content, "bank", lambda: BANK)


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, cases=1)


@pytest.fixture
def target(session: Session, made: Made) -> Workshop:
    return workshops.workshop(session, made.workshop_id)


@pytest.fixture
def room(session: Session) -> Room:
    """A trainee with an answered report, and the class's trainer."""
    return judged_room(session)
