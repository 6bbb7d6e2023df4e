"""A judged case and steps upon it, for the tests of marking pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select

from bimtek.extensions import db
from bimtek.modules import marking
from bimtek.modules.domain import review
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of
from tests.services.modules.learner import Learner
from tests.web.committing import committing


@dataclass
class Marked:
    """A judged case of the first officer: its id, number, and a criterion the machine did not give in full."""

    case_id: int
    number: str
    scale: review.Scale

    @property
    def page(self) -> str:
        return f"/penilaian/kasus/{self.case_id}"


def judged_case(made: Made) -> Marked:
    """An officer has verified a report with a wrong category and answered it."""
    with committing():
        learner = Learner(db.session(), made.people[0], made.workshop_id, WALL)
        case = next(c for c in cases_of(db.session(), made.people[0]) if c.truth["right_act"] == "dispose")
        learner.handle_in_a_wrong_category(case)
        machine = marking.machine_judgement_of(db.session(), case.id)
        assert machine is not None
        scale = review.scales(machine)["case:category"]
        assert scale.level is not None
        assert scale.level < scale.maximum
        return Marked(case.id, case.number, scale)


def save(
    client: FlaskClient, marked: Marked, level: int, reason: str = "missed_fact", note: str = "", **more: str
) -> int:
    client.get(marked.page)
    given = {"key": marked.scale.key, "level": str(level), "reason": reason, "note": note, **more}
    return client.post(marked.page, data=given).status_code


def stored(model: type) -> list:
    db.session.remove()
    return list(db.session.scalars(select(model)))
