"""On a server a proxy speaks TLS; in a hall it is plain http. Each gets the cookie its browsers keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request

from bimtek import config, create_app, serving
from bimtek.extensions import db, limiter
from bimtek.web.access import Audience, audience
from tests.bench.driver import Browser
from tests.factories.classes import PASSWORD
from tests.factories.server import served
from tests.factories.two_halls import TwoHalls
from tests.web.security.test_requests import TOKEN, ask

DOOR = "/fasilitator/masuk"


@pytest.fixture
def on_a_server(app: Flask, halls: TwoHalls) -> Iterator[Flask]:
    """The same platform, told that a proxy at 127.0.0.1 speaks TLS for it."""
    made = create_app(replace(app.extensions["settings"], tls_proxy="127.0.0.1"))
    made.extensions["wall_clock"] = app.extensions["wall_clock"]
    with made.app_context():
        limiter.reset()
        yield made
        db.session.remove()
        db.engine.dispose()


def test_the_cookie_goes_over_tls_alone_and_belongs_to_this_host(on_a_server: Flask) -> None:
    client = on_a_server.test_client()
    page = ask(client, "GET", DOOR, base_url="https://bimtek.example")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    given = {"csrf_token": TOKEN.findall(page.text)[0], "username": "guru", "password": PASSWORD}
    answer = ask(client, "POST", DOOR, data=given, base_url="https://bimtek.example")  # a form without a referrer
    said = answer.headers["Set-Cookie"]
    assert answer.status_code == 302
    assert said.startswith("__Host-bimtek=")
    assert "; Secure" in said
    assert "; Path=/" in said
    assert "Domain" not in said


def test_in_a_hall_the_cookie_is_one_that_plain_http_keeps(app: Flask, halls: TwoHalls) -> None:
    answer = ask(app.test_client(), "GET", DOOR)
    assert answer.headers["Set-Cookie"].startswith("bimtek=")
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("proxy", "seen"),
    [("127.0.0.1", "10.1.2.3 https"), ("10.9.9.9", "127.0.0.1 http"), ("", "127.0.0.1 http")],
)
def test_who_asks_is_believed_of_the_proxy_alone(proxy: str, seen: str) -> None:
    app = Flask("seen")

    @app.get("/")
    @audience(Audience.PUBLIC, because="It is made for this test.")
    def who() -> str:
        return f"{request.remote_addr} {request.scheme}"

    with served(app, **serving.behind(proxy)) as port:
        claimed = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
        assert Browser(port).ask("GET", "/", headers=claimed)[1] == seen


def test_a_proxy_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BIMTEK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("BIMTEK_TLS_PROXY", "127.0.0.1")
    assert config.from_environment().tls_proxy == "127.0.0.1"
    for wrong in ("*", "bimtek.example", "1"):
        monkeypatch.setenv("BIMTEK_TLS_PROXY", wrong)
        with pytest.raises(ValueError, match="satu alamat IP"):
            config.from_environment()
