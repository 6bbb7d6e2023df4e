"""Steps on half days and the roll, for the tests of attendance."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.workshops import agenda, attendance
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made

MINUTE = timedelta(minutes=1)

#: The evening before the class's first day, 9 November: nothing has begun.
EVE = WALL - timedelta(hours=12)


def take_agenda(session: Session, made: Made, target: Workshop, key: str, wall: datetime) -> None:
    agenda.take_over(session, made.trainer, target, key, wall)
    attendance.replan(session, made.trainer, target, wall)
