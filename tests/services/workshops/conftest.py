"""A class of three, and its row."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from tests.factories.classes import Made, make_class


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session)


@pytest.fixture
def target(session: Session, made: Made) -> Workshop:
    return workshops.workshop(session, made.workshop_id)
