"""One trainee of a small class at the own desk, acting through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bimtek.modules import services
from bimtek.modules.models import Attempt
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk, Outcome
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.roster import Line
from bimtek.workshops.domain.unit_matching import UNKNOWN


@dataclass
class Learner:
    """A person, the own sandbox, and the class's clock."""

    session: Session
    person: Person
    workshop_id: int
    wall: datetime

    @property
    def desk(self) -> Desk:
        """The desk now."""
        desk = sandboxes.desk_of(self.session, self.person.id, self.wall)
        assert desk is not None
        return desk

    def start(self, code: str) -> Attempt:
        """Begin an exercise that may be begun."""
        answer = services.start_exercise(self.session, self.person, self.desk.sandbox, code, self.desk.moment)
        assert answer.attempt is not None, answer.said
        return answer.attempt

    def case(self, attempt: Attempt) -> Case:
        """The report of an attempt."""
        case = sandboxes.case_by_id(self.session, attempt.case_id or 0)
        assert case is not None
        return case

    def act(self, case: Case, action: Action, **given: Any) -> Outcome:
        """One act at the desk, and what the citizen does at once."""
        desk = self.desk
        outcome = sandboxes.act(self.session, self.person, desk.sandbox, case, action, given, moment=desk.moment)
        sandboxes.catch_up(self.session, desk.sandbox, desk.moment)
        return outcome

    def be(self, role: Role) -> None:
        """Play a desk role."""
        sandboxes.take_role(self.session, self.person, self.desk.sandbox, role, self.desk.moment)

    def mask(self, case: Case) -> None:
        """Mask all personal data of a report."""
        self.act(case, Action.MASK, passages=list(case.truth["sensitive_words"]))

    def verify(self, case: Case, **other: str) -> None:
        """Verify a report rightly, apart from what is given."""
        truth = case.truth
        right = {
            "title": case.title,
            **{name: truth[name] for name in ("report_class", "category")},
            "unit": truth["owner"],
        }
        self.act(case, Action.VERIFY, **{**right, **other})

    def reply(self, case: Case, text: str = "") -> None:
        """Answer a report in public, with the model reply unless told otherwise."""
        self.act(case, Action.FOLLOW_UP, text=text or case.truth["better_reply"])

    def end(self, case: Case) -> None:
        """See a well-answered report to its end, as the citizen leaves it."""
        if case.state == "followed_up":
            self.be(Role.AGENCY_ADMIN)
            self.act(case, Action.CLOSE, note="Jawaban yang berisi sudah dikirim.")

    def handle_in_a_wrong_category(self, case: Case) -> None:
        """A report masked, disposed and answered well to its end, but for its category: a trainer finds something to change."""
        if case.truth["sensitive_words"]:
            self.mask(case)
        self.verify(case, category="1398" if case.truth["category"] != "1398" else "1397")
        self.be(Role.LIAISON)
        self.reply(case)
        self.end(case)


def seat_learners(session: Session, wall: datetime, names: tuple[str, ...], cases: int = 4) -> list[Learner]:
    """A class of these people, each at the own desk."""
    trainer = people.add_trainer(session, "Fasilitator Contoh", "fasilitator", "kata-sandi-latihan", wall)
    target = workshops.create_workshop(
        session,
        trainer,
        title="Kelas contoh",
        place="Aula",
        starts_on=date(2026, 11, 9),
        seed="uji",
        cases=cases,
        wall=wall,
    )
    lines = [
        Line(n, name, "", "Sekretaris", "Kecamatan Contoh", UNKNOWN, "Kelompok 1") for n, name in enumerate(names, 1)
    ]
    workshops.import_roster(session, trainer, target, lines, wall)
    seats = workshops.seats_of(session, target.id)
    found = []
    for seat in seats:
        person = people.person(session, seat.account_id)
        assert person is not None
        found.append(Learner(session, person, target.id, wall))
    return found
