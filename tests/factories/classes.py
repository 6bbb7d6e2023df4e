"""A small class to test on: a trainer, a few seated officers, each with a sandbox of arrived reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.services import Desk, desk_of
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.roster import Line
from bimtek.workshops.domain.unit_matching import UNKNOWN
from bimtek.workshops.models import Workshop
from tests.conftest import START, WALL

PASSWORD = "kata-sandi-latihan"


@dataclass(slots=True)
class Made:
    """What a test needs of the class it made."""

    workshop_id: int
    trainer: Person
    people: list[Person]


def line(number: int, name: str) -> Line:
    """A roster line without faults."""
    return Line(number, name, f"19800101200501{number % 9 + 1}000", "Sekretaris", "Dinas Sosial", UNKNOWN, "Kelompok 1")


def make_class(session: Session, count: int = 3, cases: int = 6, username: str = "guru", seed: str = "uji") -> Made:
    """A class of `count` officers with `cases` reports each; its clock stands frozen until a test moves it."""
    trainer = people.add_trainer(session, "Fasilitator Uji", username, PASSWORD, WALL)
    target = workshops.create_workshop(
        session, trainer, title="Kelas uji", place="Aula", starts_on=START, seed=seed, cases=cases, wall=WALL
    )
    workshops.import_roster(
        session, trainer, target, [line(n, f"Peserta Nomor {n}") for n in range(1, count + 1)], WALL
    )
    rows = workshops.seats_of(session, target.id)
    seated = [people.person(session, row.account_id) for row in rows]
    return Made(target.id, trainer, [person for person in seated if person])


def move_clock(session: Session, workshop_id: int, sim: datetime) -> None:
    """Let the class's frozen clock show another simulated instant."""
    session.scalars(select(Workshop).where(Workshop.id == workshop_id)).one().clock_sim = sim
    session.flush()


def everything_arrived(session: Session, made: Made) -> None:
    """Move the clock to a morning on which every report has arrived and none is overdue for verification by much."""
    last = max(session.scalars(select(Case.received_at)))
    calendar = workshops.calendar()
    move_clock(session, made.workshop_id, calendar.closing(calendar.nth_after(last.date(), 1)) - timedelta(hours=4))


def desk(session: Session, person: Person) -> Desk:
    """The desk of one person at the test's wall instant."""
    found = desk_of(session, person.id, WALL)
    assert found is not None
    return found


def cases_of(session: Session, person: Person, at: str = "lapor") -> list[Case]:
    """The cases of one person at one desk in the order of their arrival."""
    query = select(Case).join(Sandbox, Sandbox.id == Case.sandbox_id)
    query = query.where(Sandbox.account_id == person.id, Case.desk == at)
    return list(session.scalars(query.order_by(Case.received_at, Case.id)))


def signed_in(app: Flask, session: Session, person: Person) -> FlaskClient:
    """A browser in which this person has signed in."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = people.token_of(session, person.id)
        cookie["_fresh"] = True
    return client
