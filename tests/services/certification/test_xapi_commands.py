"""`xapi send` and `xapi export`: what is sent and kept, what is refused, and that no password is told."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from bimtek.certification.xapi_commands import xapi as command
from bimtek.extensions import db
from bimtek.web.transaction import command_transaction
from tests.services.certification.lrs import SECRET, FakeLrs, write


def _run(app: Flask, *given: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(command, given)
    return done.exit_code, done.output


def _settle(monkeypatch: pytest.MonkeyPatch, lrs: FakeLrs, secret: str = SECRET) -> None:
    for name, value in (("URL", lrs.url), ("KEY", "kunci"), ("SECRET", secret)):
        monkeypatch.setenv(f"BIMTEK_XAPI_{name}", value)


@pytest.mark.sqlite("there, one writer locks the whole file")
def test_the_command_sends_and_locks_nothing_while_the_lrs_takes_its_time(
    app: Flask, lrs: FakeLrs, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settle(monkeypatch, lrs)
    with command_transaction() as session:
        write(session, "sandbox/1", 120)

    def work_goes_on() -> None:
        other = sqlite3.connect(cast(str, db_path), timeout=0.2)
        other.execute("create table if not exists somebody_else (x)")
        other.execute("insert into somebody_else values (1)")
        other.commit()
        other.close()

    db_path, lrs.during = db.engine.url.database, work_goes_on
    assert _run(app, "send", "--json") == (0, '{"sent": 120}\n')
    assert (lrs.posts, lrs.stored) == (3, 120)
    assert _run(app, "send") == (0, "0 pernyataan terkirim.\n")


def test_the_command_keeps_what_was_accepted_and_says_where_it_stopped(
    app: Flask, lrs: FakeLrs, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settle(monkeypatch, lrs)
    with command_transaction() as session:
        write(session, "sandbox/1", 120)
    lrs.dies_at = 3
    status, said = _run(app, "send", "--json")
    assert (status, json.loads(said)["sent"]) == (1, 100)
    lrs.dead, lrs.strict = False, True
    assert _run(app, "send") == (0, "20 pernyataan terkirim.\n")
    assert lrs.stored == 120


def test_the_command_refuses_what_is_not_set_and_hides_a_wrong_password(
    app: Flask, lrs: FakeLrs, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = _run(app, "send")
    assert status == 2
    assert "BIMTEK_XAPI_URL, BIMTEK_XAPI_KEY, BIMTEK_XAPI_SECRET" in said
    _settle(monkeypatch, lrs, "sandi-salah")
    with command_transaction() as session:
        write(session, "sandbox/1", 1)
    status, said = _run(app, "send")
    assert (status, "401" in said, "sandi-salah" in said) == (1, True, False)
    monkeypatch.setenv("BIMTEK_XAPI_URL", "ftp://lrs")
    status, said = _run(app, "send", "--json")
    assert (status, json.loads(said)["error"][:16]) == (2, "BIMTEK_XAPI_URL:")


def test_the_command_exports_with_the_home_that_is_set(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIMTEK_XAPI_HOME", "https://bimtek.example.go.id")
    with command_transaction() as session:
        write(session, "sandbox/1", 2)
    out = tmp_path / "xapi.jsonl"
    assert _run(app, "export", "--out", str(out), "--json") == (0, '{"exported": 2}\n')
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {row["actor"]["account"]["homePage"] for row in rows} == {"https://bimtek.example.go.id"}
    status, said = _run(app, "export", "--out", str(tmp_path / "tidak" / "ada.jsonl"))
    assert (status, "tidak dapat ditulis" in said) == (2, True)
