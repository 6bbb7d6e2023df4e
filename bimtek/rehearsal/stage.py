"""The stage of a rehearsal: a database of its own, the class in it, the server as it is served in the hall, and afterwards
the look into the database whether everything that was acknowledged is there."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from bimtek.config import SEED_DIR, Settings
from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.modules import sitting_queries, sitting_steering
from bimtek.people import services as people
from bimtek.rehearsal.robots import Card
from bimtek.web.transaction import command_transaction
from bimtek.workshops import pacing
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.roster import Line, Roster, read_roster
from bimtek.workshops.domain.sheets import read_table
from bimtek.workshops.domain.table import Table

USERNAME, CASES = "gladi", 40
#: So many working days have passed on the stage, so that most reports have come.
DAYS_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Stage:
    """What the robots are told: cards, the trainer's sign-in, the class."""

    cards: tuple[Card, ...]
    password: str
    workshop_id: int


def settings_in(folder: Path) -> Settings:
    """An installation of its own in a folder: nothing of it touches the hall's database."""
    return Settings(
        database_url=f"sqlite:///{(folder / 'bimtek.sqlite').as_posix()}",
        secret_key=secrets.token_hex(32),
        instance_dir=folder,
    )


def prepare(app: Flask, count: int, wall: datetime) -> Stage:
    """Make the database and a class of `count` officers whose reports have come, with its clock running and one test open."""
    from flask_migrate import upgrade

    with app.app_context():
        upgrade()
        password = secrets.token_hex(8)
        with command_transaction() as session:
            trainer = people.add_trainer(session, "Fasilitator Gladi", USERNAME, password, wall)
            target = workshops.create_workshop(
                session, trainer, title="Gladi aula (SIMULASI)", place="Laptop ini", starts_on=wall.date(),
                seed=f"gladi-{secrets.token_hex(4)}", cases=CASES, wall=wall,
            )  # fmt: skip
            workshops.import_roster(session, trainer, target, _lines(count), wall)
            days = workshops.after_office_hours(workshops.sim_now(target, wall), 8.5 * DAYS_BEFORE)
            pacing.jump_to(session, trainer, target, days, wall)
            pacing.steer_clock(session, trainer, target, "resume", wall)
            sitting_steering.set_gate(session, trainer, target, "exam", True, wall)
            seats = workshops.seats_of(session, target.id)
            stage = Stage(tuple(Card(row.code, row.name) for row in seats), password, target.id)
        _let_go()
    return stage


def _lines(count: int) -> list[Line]:
    """So many officers: the demo's roster, again and again under other names where it is too short."""
    table = read_table((SEED_DIR / "demo_roster.csv").read_bytes(), "demo_roster.csv")
    roster = read_roster(table, workshops.units()) if isinstance(table, Table) else table
    assert isinstance(roster, Roster)  # noqa: S101 -- our own file
    good = [line for line in roster.people if line.can_be_taken]
    rounds = range(-(-count // len(good)))
    everybody = [
        replace(line, name=f"{line.name} {again + 1}" if again else line.name) for again in rounds for line in good
    ]
    return everybody[:count]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Served:
    """The server in a process of its own, as in the hall."""

    process: subprocess.Popen[bytes]
    port: int

    def memory(self) -> float | None:
        """Resident memory in MB as the system tells it, or None where it does not."""
        status = Path(f"/proc/{self.process.pid}/status")
        try:
            found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii"))
        except OSError:
            return None
        return int(found[1]) / 1024 if found else None


@contextmanager
def served(settings: Settings) -> Iterator[Served]:
    """`python -m bimtek serve` over the stage's database until the rehearsal is over; raises RuntimeError when it does not
    answer."""
    port = free_port()
    env = {
        **os.environ, "BIMTEK_INSTANCE": str(settings.instance_dir), "DATABASE_URL": settings.database_url,
        "BIMTEK_SECRET_KEY": settings.secret_key,
    }  # fmt: skip
    command = [sys.executable, "-m", "bimtek", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with (settings.instance_dir / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)  # noqa: S603 -- our own command
        try:
            if not _answers(port, process):
                raise RuntimeError("Server gladi tidak menjawab.")
            yield Served(process, port)
        finally:
            process.terminate()
            process.wait(30)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        if process.poll() is not None:
            return False
        time.sleep(0.1)
    return False


@dataclass(frozen=True, slots=True)
class Held:
    """What the database holds of what was acknowledged: how many are missing, how many are there twice, whether every chain
    is whole."""

    missing: int
    twice: int
    sound: bool


def look_for(app: Flask, commands: Sequence[str], answers: Mapping[tuple[int, str], str]) -> Held:
    """Look in the database for every acknowledged act and every acknowledged answer of a test."""
    with app.app_context():
        session = db.session()
        counts = journal.count_commands(session, commands)
        kept = sitting_queries.answers_given(session, {sitting for sitting, _item in answers})
        missing = sum(command not in counts for command in set(commands))
        missing += sum(str(kept.get(sitting, {}).get(item)) != value for (sitting, item), value in answers.items())
        twice = sum(count > 1 for count in counts.values())
        sound = not journal.check_chains(session)
        _let_go()
    return Held(missing, twice, sound)


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def utc_now() -> datetime:
    """The wall clock, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
