"""What machines may ask: is the server well, and how did it fare. Neither tells anything of anybody."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from bimtek.extensions import db
from bimtek.web import health, metrics
from tests.factories.classes import Made
from tests.web.committing import committing
from tests.web.judging import JudgingClient

KEY = {"Authorization": "Bearer kunci-metrik"}


def test_a_well_server_says_ok(app: Flask) -> None:
    answer = app.test_client().get("/sehat")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "room": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_disk_nearly_full_is_told_before_it_is_full(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=health.LITTLE))
    answer = app.test_client().get("/sehat")
    assert answer.status_code == 503
    assert answer.json == {"status": "fault", "database": "ok", "room": "fault"}


def test_a_database_that_cannot_be_read_is_a_fault_not_a_crash(app: Flask) -> None:
    with committing():
        db.session.execute(text("drop table alembic_version"))
    answer = app.test_client().get("/sehat")
    assert answer.status_code == 503
    assert answer.json["database"] == "fault"  # type: ignore[index]


def test_a_person_reads_the_same_as_a_page_also_when_the_database_is_gone(app: Flask) -> None:
    app.test_client_class = JudgingClient
    asked = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = app.test_client().get("/sehat", headers=asked)
    assert (answer.status_code, "Server sehat" in answer.text) == (200, True)
    with committing():
        db.session.execute(text("drop table alembic_version"))
    answer = app.test_client().get("/sehat", headers=asked)
    assert answer.status_code == 503
    assert "Basis data tidak terbaca." in answer.text


def test_what_another_part_says_is_told_and_only_a_fault_calls_for_a_hand(app: Flask) -> None:
    said: list[str | None] = [health.LATE, None]
    health.know_check(app, "copies", lambda: said.pop(0))
    answer = app.test_client().get("/sehat")
    assert (answer.status_code, answer.json) == (
        200,
        {"status": "ok", "database": "ok", "room": "ok", "copies": "late"},
    )
    assert "copies" not in app.test_client().get("/sehat").get_data(as_text=True)


def test_metrics_do_not_exist_without_their_token(app: Flask) -> None:
    assert app.test_client().get("/metrik").status_code == 404
    app.extensions["metrics_token"] = "kunci-metrik"
    assert app.test_client().get("/metrik", headers={"Authorization": "Bearer lain"}).status_code == 404
    assert app.test_client().get("/metrik", headers=KEY).status_code == 200


def test_requests_are_counted_by_page_and_never_by_address(app: Flask, made: Made, trainee: JudgingClient) -> None:
    app.extensions["metrics_token"] = "kunci-metrik"
    trainee.get("/meja")
    trainee.get("/meja/laporan/SIM-9999999")
    told = app.test_client().get("/metrik", headers=KEY).text
    assert 'bimtek_requests_total{method="GET",page="/meja",status="200"} 1.0' in told
    assert "SIM-9999999" not in told
    assert "<" in told.partition("/meja/laporan/")[2][:20]
    assert "bimtek_request_seconds_bucket" in told
    assert "bimtek_disk_free_bytes" in told


class Lines:
    """A log that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def info(self, event: str, **fields: Any) -> None:
        self.told.append({"event": event, **fields})


def test_each_request_is_a_line_without_its_address_when_that_is_asked_for(
    app: Flask, trainee: JudgingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Lines()
    monkeypatch.setattr(metrics, "log", lines)
    trainee.get("/meja/laporan/SIM-9999999")
    assert lines.told == []
    app.extensions["log_requests"] = True
    trainee.get("/meja/laporan/SIM-9999999?token=rahasia")
    (line,) = lines.told
    assert line.pop("ms") >= 0
    assert line == {"event": "request", "page": "/meja/laporan/<number>", "method": "GET", "status": 404}
