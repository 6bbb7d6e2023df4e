"""A copy is whole or it is not there; what comes back is what went in."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from bimtek.config import Settings
from bimtek.copies import archive, automatic
from bimtek.copies.commands import backup, restore
from bimtek.extensions import db
from tests.factories.classes import make_class
from tests.web.committing import committing

pytestmark = pytest.mark.sqlite("a PostgreSQL is copied by its own tools")
WALL = datetime(2026, 11, 9, 1, 0)
LATER = WALL + timedelta(hours=3)


@pytest.fixture
def hall(app: Flask, tmp_path: Path) -> Settings:
    """An installation with two officers, a picture and its keys."""
    with committing():
        make_class(db.session(), count=2)
    settings: Settings = app.extensions["settings"]
    folder = tmp_path / "instance"
    (folder / "pictures" / "ab").mkdir(parents=True)
    (folder / "pictures" / "ab" / "abc.jpg").write_bytes(b"foto")
    (folder / "secret-key").write_text("rahasia", encoding="ascii")
    (folder / "certificate-keys").mkdir()
    (folder / "certificate-keys" / "current.pem").write_bytes(b"kunci")
    return replace(settings, instance_dir=folder, database_url=f"sqlite:///{(tmp_path / 'test.sqlite').as_posix()}")


def entries(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as book:
        return book.execute("select * from journal_entry order by 1").fetchall()


def test_what_comes_back_elsewhere_is_what_went_in(hall: Settings, tmp_path: Path) -> None:
    made = archive.make(hall, tmp_path / "usb" / "a.bimtek", WALL)
    told = archive.restore(made.path, tmp_path / "other" / "instance", LATER)
    back = tmp_path / "other" / "instance"
    assert entries(back / archive.DATABASE) == entries(archive.database_of(hall))
    assert told["people"] == made.people == 2
    assert (back / "pictures" / "ab" / "abc.jpg").read_bytes() == b"foto"
    assert (back / "secret-key").read_text() == "rahasia"
    assert sorted(path.name for path in made.path.parent.iterdir()) == ["a.bimtek"]
    assert made.path.stat().st_mode & 0o077 == 0


def test_the_signing_key_travels_only_when_asked(hall: Settings, tmp_path: Path) -> None:
    plain = archive.make(hall, tmp_path / "a.bimtek", WALL).path
    keyed = archive.make(hall, tmp_path / "b.bimtek", WALL, with_keys=True).path
    archive.restore(plain, tmp_path / "plain", LATER)
    archive.restore(keyed, tmp_path / "keyed", LATER)
    assert not (tmp_path / "plain" / archive.KEYS).exists()
    assert (tmp_path / "keyed" / archive.KEYS / "current.pem").read_bytes() == b"kunci"


def test_a_copy_made_while_others_write_is_one_instant_and_sound(hall: Settings, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(archive.database_of(hall), timeout=30)) as book:
            book.execute("create table busy (a integer, b integer)")
            number = 0
            while not stop.is_set():
                number += 1
                with book:
                    book.execute("insert into busy values (?, ?)", (number, number))
                    book.execute("update busy set b = ?", (number,))
                wrote.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert wrote.wait(30)
        copies = [archive.make(hall, tmp_path / f"{n}.bimtek", WALL).path for n in range(5)]
    finally:
        stop.set()
        writer.join()
    for n, path in enumerate(copies):
        archive.restore(path, tmp_path / f"back{n}", LATER)
        with closing(sqlite3.connect(tmp_path / f"back{n}" / archive.DATABASE)) as book:
            assert book.execute("select max(a), max(b), min(b) from busy").fetchone()[0:2] == tuple(
                book.execute("select count(*), count(*) from busy").fetchone()
            )


def test_a_database_whose_chain_is_broken_is_not_copied(hall: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive.database_of(hall))) as book, book:
        book.execute("update journal_entry set data = '{\"x\": 1}' where id = (select min(id) from journal_entry)")
    with pytest.raises(archive.CopyError, match="Rantai jurnal putus"):
        archive.make(hall, tmp_path / "usb" / "a.bimtek", WALL)
    assert list((tmp_path / "usb").iterdir()) == []


def test_what_is_there_is_refused_without_force_and_set_aside_with_it(hall: Settings, tmp_path: Path) -> None:
    made = archive.make(hall, tmp_path / "a.bimtek", WALL).path
    into = tmp_path / "second"
    archive.restore(made, into, LATER)
    (into / archive.KEYS).mkdir()
    (into / archive.KEYS / "current.pem").write_bytes(b"kunci laptop kedua")
    with pytest.raises(archive.CopyError, match="--force"):
        archive.restore(made, into, LATER)
    archive.restore(made, into, LATER, force=True)
    aside = into.with_name("second.lama-20261109-040000")
    assert (aside / archive.DATABASE).exists()
    assert (into / archive.KEYS / "current.pem").read_bytes() == b"kunci laptop kedua"


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as new:
        for name, content in (
            (name, content) for name, content in parts.items() if name
        ):  # a manifest can name what no file can
            new.writestr(name, content)
    return target


def with_name(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        told = json.loads(parts[archive.MANIFEST])
        told["parts"][name] = "0" * 64
        parts |= {name: b"jahat", archive.MANIFEST: json.dumps(told).encode()}

    return change


def one_byte_changed(parts: dict[str, bytes]) -> None:
    database = bytearray(parts[archive.DATABASE])
    database[len(database) // 2] ^= 1
    parts[archive.DATABASE] = bytes(database)


HOSTILE = {
    "climbs": with_name("pictures/../../jahat.txt"),
    "absolute": with_name("/jahat.txt"),
    "backslash": with_name("pictures\\..\\..\\jahat.txt"),
    "drive": with_name("C:jahat.txt"),
    "unknown": with_name("jahat.py"),
    "dot": with_name("."),
    "empty": with_name(""),
    "changed": one_byte_changed,
    "no manifest": lambda parts: parts.pop(archive.MANIFEST) and None,
    "no database": lambda parts: parts.pop(archive.DATABASE) and None,
    "manifest is a list": lambda parts: parts.update({archive.MANIFEST: b"[]"}),
    "manifest is noise": lambda parts: parts.update({archive.MANIFEST: b"\xff{"}),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_damaged_or_hostile_file_brings_nothing_back(
    hall: Settings, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    made = archive.make(hall, tmp_path / "a.bimtek", WALL).path
    hostile = rewritten(made, tmp_path / "b.bimtek", change)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(archive.CopyError):
        archive.restore(hostile, tmp_path / "into", LATER)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_file_cut_short_brings_nothing_back(hall: Settings, tmp_path: Path, share: float) -> None:
    made = archive.make(hall, tmp_path / "a.bimtek", WALL).path
    content = made.read_bytes()
    (tmp_path / "cut.bimtek").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(archive.CopyError, match="bukan salinan Bimtek, atau rusak"):
        archive.restore(tmp_path / "cut.bimtek", tmp_path / "into", LATER)
    assert not (tmp_path / "into").exists()


def test_the_newest_copies_stay_and_strangers_files_are_left_alone(hall: Settings, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    (usb / "foto-liburan.jpg").write_bytes(b"x")
    plan = automatic.Plan(usb, 10, 2)
    for minutes in (0, 10, 20):
        assert automatic.turn(hall, plan, WALL + timedelta(minutes=minutes))
    kept = ["bimtek-20261109-011000.bimtek", "bimtek-20261109-012000.bimtek", "foto-liburan.jpg"]
    assert sorted(path.name for path in usb.iterdir()) == kept


def test_parts_of_a_copy_that_was_cut_short_go_with_a_later_one(hall: Settings, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    for name in ("bimtek-20261108-235900.db-part", "bimtek-20261108-235900.part", "bimtek-20261109-005900.part"):
        (usb / name).write_bytes(b"x")
    assert automatic.turn(hall, automatic.Plan(usb, 10, 2), WALL)
    kept = ["bimtek-20261109-005900.part", "bimtek-20261109-010000.bimtek"]  # a minute ago: somebody may be at it
    assert sorted(path.name for path in usb.iterdir()) == kept


def test_a_stick_that_is_pulled_out_stops_nothing(hall: Settings, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    assert automatic.turn(hall, automatic.Plan(usb, 10, 2), WALL) is None
    usb.mkdir()
    assert automatic.turn(hall, automatic.Plan(usb, 10, 2), WALL)


def test_the_plan_is_read_from_the_environment() -> None:
    assert automatic.plan_of({}) is None
    assert automatic.plan_of({"BIMTEK_COPIES_TO": "/usb"}) == automatic.Plan(Path("/usb"), 10.0, 12)
    for name in ("BIMTEK_COPIES_EVERY", "BIMTEK_COPIES_KEEP"):
        with pytest.raises(ValueError, match="lebih dari nol"):
            automatic.plan_of({"BIMTEK_COPIES_TO": "/usb", name: "0"})


def test_the_commands_say_what_they_did_and_refuse_in_words(
    hall: Settings, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "settings", hall)
    usb = tmp_path / "usb"
    usb.mkdir()
    runner = CliRunner()
    done = runner.invoke(backup, [str(usb)], obj=None, catch_exceptions=False)
    assert "Salinan utuh" in done.output
    (copy,) = usb.iterdir()
    back = runner.invoke(restore, [str(copy), "--into", str(tmp_path / "back")])
    assert "2 peserta" in back.output
    again = runner.invoke(restore, [str(copy), "--into", str(tmp_path / "back")])
    assert again.exit_code == 1
    assert "--force" in again.output
