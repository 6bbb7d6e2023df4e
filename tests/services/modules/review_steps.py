"""A judged case, its learner and its trainers, for the tests of marking by people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.modules import marking, review_disputes, review_services
from bimtek.modules.domain import review
from bimtek.modules.models import Judgement
from bimtek.modules.review_services import Piece
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox.models import Case
from bimtek.workshops.models import Facilitator
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@dataclass
class Room:
    """A trainee with an answered report, and the class's trainer."""

    session: Session
    learner: Learner
    trainer: Person
    case: Case

    @property
    def piece(self) -> Piece:
        found = review_services.piece_for(self.session, self.trainer, self.case.id)
        assert found is not None
        return found

    @property
    def row(self) -> Judgement:
        return self.session.scalars(select(Judgement).where(Judgement.case_id == self.case.id)).one()

    def override(
        self, key: str, level: int, reason: str = "missed_fact", note: str = "", by: Person | None = None
    ) -> review_services.Done:
        return review_services.override(self.session, by or self.trainer, self.piece, key, level, reason, note, WALL)

    def another_trainer(self, name: str = "kedua") -> Person:
        made = people.add_trainer(self.session, f"Fasilitator {name}", name, "kata-sandi-latihan", WALL)
        self.session.add(Facilitator(workshop_id=self.learner.workshop_id, account_id=made.id))
        self.session.flush()
        return made


def judged_room(session: Session) -> Room:
    learner = seat_learners(session, WALL, ("Andi Contoh Satu", "Baso Contoh Dua"))[0]
    query = select(Case).where(Case.sandbox_id == learner.desk.sandbox.id).order_by(Case.ordinal)
    case = next(c for c in session.scalars(query) if c.truth["right_act"] == "dispose")
    case.received_at = learner.desk.moment.sim
    learner.handle_in_a_wrong_category(case)
    trainer = people.trainer_by_username(session, "fasilitator")
    assert trainer is not None
    assert marking.judgement_of(session, case.id) is not None
    return Room(session, learner, trainer, case)


def weak(room: Room) -> review.Scale:
    """A criterion of the case that the machine did not give in full."""
    found = [scale for scale in review.scales(room.piece.machine).values() if scale.level != scale.maximum]
    assert found, review.scales(room.piece.machine)
    return found[0]


def blind(room: Room, by: Person, **other: int) -> review_services.Done:
    _turn, asked, _why = review_services.turn_of(room.session, by, room.piece)
    levels = {key: scale.level for key, scale in asked.items()} | {
        key.replace("_", ":", 1): level for key, level in other.items()
    }
    return review_services.mark_blind(room.session, by, room.piece, levels, WALL)


def dispute(room: Room, key: str, text: str = "Faktanya ada di alinea kedua.") -> review_services.Done:
    piece = review_disputes.own_piece(room.session, room.learner.desk.sandbox, room.case)
    assert piece is not None
    return review_disputes.open_dispute(room.session, room.learner.person, piece, key, text, WALL)
