"""What goes wrong is written down so that it can be found, and nothing of what somebody sent stands in it."""

from __future__ import annotations

import logging
from contextvars import Context
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import text

from bimtek import create_app, logs
from bimtek.config import Settings
from bimtek.extensions import db
from bimtek.web.access import Audience, audience

SECRETS = {
    "password": "kunci-Rahasia-77", "code": "K7M4PX", "token": "WzMsMV0.Pribadi-Sekali", "nik": "7322990101800001",
    "nip": "198001012005011000", "cookie": "kue-milik-orang", "csrf_token": "IjEyMyI.benar",
}  # fmt: skip


@pytest.fixture
def broken(database_url: str, tmp_path: Path) -> Flask:
    """An application as it serves a hall, with pages that fail in each way a page can."""
    app = create_app(Settings(database_url, "kunci-tanda-tangan-rahasia", tmp_path))

    def by_value(token: str) -> str:
        raise ValueError(f"{request.form.get('password')} {token} {request.args} {request.cookies}")

    def by_statement(token: str) -> str:
        db.session.execute(
            text("insert into account (id, nip, token) values (1, :nip, :token)"),
            {"nip": SECRETS["nip"], "token": token},
        )
        return ""

    def by_another(token: str) -> str:
        try:
            int(token)
        except ValueError as fault:
            raise RuntimeError(token) from fault
        return ""

    for name, view in (("nilai", by_value), ("pernyataan", by_statement), ("sebab", by_another)):
        marked = audience(Audience.PUBLIC, because="It fails for a test.")(view)
        app.add_url_rule(f"/s/{name}/<token>", name, marked, methods=["GET", "POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.mark.parametrize("way", ["nilai", "pernyataan", "sebab"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_fault_is_written_without_anything_somebody_sent(
    broken: Flask, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, way: str, method: str
) -> None:
    logs.configure()
    client = broken.test_client()
    client.set_cookie("bimtek", SECRETS["cookie"])
    path = f"/s/{way}/{SECRETS['token']}?kode={SECRETS['code']}&nik={SECRETS['nik']}"
    with caplog.at_level(logging.DEBUG):
        answer = Context().run(client.open, path, method=method, data=SECRETS if method == "POST" else None)
    told = "".join(capfd.readouterr()) + caplog.text
    assert answer.status_code == 500
    assert "request_failed" in told
    assert f"/s/{way}/<token>" in told
    assert "test_secrets_in_logs.py" in told, "the place of the fault"
    assert [name for name, secret in SECRETS.items() if secret in told + answer.text] == []


def test_the_page_tells_the_code_under_which_the_fault_is_written(
    broken: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    page = Context().run(broken.test_client().get, "/s/nilai/x").text
    code = page.partition("serta kode <b>")[2].partition("<")[0]
    assert len(code) == 6
    assert f'"fault_id": "{code}"' in "".join(capfd.readouterr())


def test_a_commit_that_fails_is_written_the_same_way(
    broken: Flask, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError(SECRETS["password"])

    logs.configure()
    with broken.app_context():
        monkeypatch.setattr(db.session, "commit", fails)
    answer = Context().run(broken.test_client().post, f"/masuk?kode={SECRETS['code']}", data={"code": SECRETS["code"]})
    told = "".join(capfd.readouterr()) + caplog.text
    assert answer.status_code == 500
    assert "request_failed" in told
    assert [name for name, secret in SECRETS.items() if secret in told] == []


@pytest.mark.parametrize(
    "path", ["/s/{token}", "/s/{token}/kalender.ics", "/masuk?kode={code}", "/periksa/{token}", "/tidak-ada/{token}"]
)
def test_what_is_refused_or_not_found_is_not_written_at_all(
    broken: Flask, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    logs.configure()
    Context().run(broken.test_client().get, path.format(**SECRETS))
    Context().run(
        broken.test_client().post, "/fasilitator/masuk", data={"username": "guru", "password": SECRETS["password"]}
    )
    Context().run(broken.test_client().post, "/masuk", data={"code": SECRETS["code"]})
    told = "".join(capfd.readouterr())
    assert [name for name, secret in SECRETS.items() if secret in told] == []
