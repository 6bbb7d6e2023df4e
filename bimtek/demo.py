"""The demo class: 118 officers seated from seed/demo_roster.csv, made once, so that a newcomer has something to walk into."""

from __future__ import annotations

import secrets
import time
import tomllib
from dataclasses import dataclass
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR, Settings
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import overlay
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.codes import spaced
from bimtek.workshops.domain.roster import Roster, read_roster
from bimtek.workshops.domain.sheets import read_table
from bimtek.workshops.domain.table import Table

TRAINER = "fasilitator"


@dataclass(frozen=True, slots=True)
class SignIns:
    """How a newcomer signs in: the trainer's user name and password, one trainee's card code and name."""

    username: str
    password: str
    code: str
    name: str
    people: int


def password_file(settings: Settings) -> str:
    """The demo trainer's password, made once and kept in the instance folder, readable by its owner only."""
    path = settings.instance_dir / "demo-password"
    if not path.exists():
        path.write_text(secrets.token_hex(4), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def make_demo(session: Session, settings: Settings, wall: datetime) -> SignIns:
    """Make the demo class unless it exists already; returns how to sign in. The caller commits."""
    password = password_file(settings)
    overlay.load(session)
    trainer = people.trainer_by_username(session, TRAINER)
    if trainer is None:
        trainer = people.add_trainer(session, "Fasilitator Demo", TRAINER, password, wall)
    classes = workshops.workshops_of(session, trainer)
    target = workshops.facts(classes[-1]) if classes else _seat_everybody(session, trainer, wall)
    seats = workshops.seats_of(session, target.id)
    return SignIns(TRAINER, password, spaced(seats[0].code), seats[0].name, len(seats))


def _seat_everybody(session: Session, trainer: Person, wall: datetime) -> workshops.WorkshopFacts:
    facts = tomllib.loads((SEED_DIR / "demo_class.toml").read_text("utf-8"))
    target = workshops.create_workshop(
        session,
        trainer,
        title=facts["title"],
        place=facts["place"],
        starts_on=_first_day(facts, wall),
        seed=facts["seed"],
        cases=facts["cases_per_sandbox"],
        wall=wall,
    )
    data = (SEED_DIR / "demo_roster.csv").read_bytes()
    table = read_table(data, "demo_roster.csv")
    roster = read_roster(table, workshops.units()) if isinstance(table, Table) else table
    if not isinstance(roster, Roster):
        raise click.ClickException(roster.message)
    started = time.perf_counter()
    seated = workshops.import_roster(session, trainer, target, [p for p in roster.people if p.can_be_taken], wall)
    took = time.perf_counter() - started
    click.echo(
        f"{seated} peserta duduk, meja masing-masing terisi {facts['cases_per_sandbox']} laporan ({took:.1f} detik)."
    )
    return workshops.facts(target)


def _first_day(facts: dict[str, object], wall: datetime) -> date:
    """The date the file names; a class without one starts on the next working day."""
    given = facts.get("starts_on")
    return given if isinstance(given, date) else workshops.calendar().counted_day(wall.date())
