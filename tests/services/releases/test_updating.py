"""An update loses no class: what an earlier release wrote is read, checked and carried on by this one."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bimtek.checking import check_all
from bimtek.cli import cli
from bimtek.config import Settings
from bimtek.extensions import db

RELEASES = sorted((Path(__file__).resolve().parents[2] / "data" / "releases").glob("*.sql.gz"))
pytestmark = pytest.mark.sqlite("earlier releases knew no other")
#: What the journal held must be there word for word: its hashes are over these.
TOLD = "select id, stream, number, kind, actor_id, data, hash from journal_entry order by id"


@dataclass(frozen=True, slots=True)
class Updated:
    """An installation of an earlier release after `migrate`: its application, and its journal before."""

    app: Flask
    path: Path
    before: list[tuple[object, ...]]


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as book:
        return book.execute(query).fetchall()


@pytest.fixture(params=RELEASES, ids=lambda path: path.name.removesuffix(".sql.gz"))
def updated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Updated]:
    from bimtek import create_app

    path = tmp_path / "bimtek.sqlite"
    with closing(sqlite3.connect(path)) as book:
        book.executescript(gzip.decompress(request.param.read_bytes()).decode("utf-8"))
    before = read(path, TOLD)
    url = f"sqlite:///{path.as_posix()}"
    app = create_app(Settings(database_url=url, secret_key="k" * 64, instance_dir=tmp_path, testing=True))
    with app.app_context():
        app.test_cli_runner().invoke(cli.commands["migrate"], catch_exceptions=False)
        yield Updated(app, path, before)
        db.session.remove()
        db.engine.dispose()


def test_every_release_of_the_changelog_is_tried() -> None:
    changelog = (Path(__file__).resolve().parents[3] / "CHANGELOG.md").read_text("utf-8")
    told = {line.removeprefix("## ") for line in changelog.splitlines() if line.startswith("## ")} - {"Unreleased"}
    assert {path.name.removesuffix(".sql.gz") for path in RELEASES} == told


def test_an_update_keeps_the_journal_word_for_word_and_everything_is_sound(updated: Updated) -> None:
    assert updated.before
    assert read(updated.path, TOLD) == updated.before
    found = list(check_all(db.session(), updated.app.extensions["settings"]))
    assert [f"{one.what}: {one.words}" for one in found if not one.sound] == []


def test_after_an_update_a_participant_goes_on_at_the_same_desk(updated: Updated) -> None:
    (account,) = read(updated.path, "select account_id from seat order by account_id limit 1")[0]
    client = signed_in(updated.app, int(str(account)))
    for page in ("/beranda", "/meja", "/belajar", "/tes"):
        assert client.get(page).status_code == 200, page


def test_after_an_update_the_trainer_sees_the_class(updated: Updated) -> None:
    (account,) = read(updated.path, "select id from account where role = 'trainer' order by id limit 1")[0]
    client = signed_in(updated.app, int(str(account)))
    for page in ("/papan", "/kelas"):
        assert client.get(page).status_code == 200, page


def signed_in(app: Flask, account: int) -> FlaskClient:
    from bimtek.people import services as people

    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = people.token_of(db.session(), account), True
    return client
