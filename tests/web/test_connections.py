"""A phone keeps its connection: a new one costs a trip over the wifi, after each poll that found nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from flask import Flask

from bimtek.serving import keep_lines
from tests.factories.server import served


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that answers nothing new, with words, or with a stream whose length it does not know."""
    monkeypatch.setattr("waitress.server.BaseWSGIServer.channel_class", None)
    keep_lines()
    app = Flask("lines")
    app.add_url_rule("/nothing", view_func=lambda: ("", 204), endpoint="nothing")
    app.add_url_rule("/words", view_func=lambda: "words", endpoint="words")
    app.add_url_rule("/stream", view_func=lambda: (part for part in ("wo", "rds")), endpoint="stream")
    with served(app) as at:
        yield at


@pytest.mark.parametrize("first", ["/nothing", "/words"])
def test_after_an_answer_the_same_connection_serves_the_next(port: int, first: str) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    line.request("GET", first)
    answer = line.getresponse()
    answer.read()
    assert answer.headers["Connection"] is None
    kept = line.sock
    line.request("GET", "/words")
    assert line.getresponse().read() == b"words"
    assert line.sock is kept is not None


def test_who_asks_for_a_close_gets_it(port: int) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    line.request("GET", "/nothing", headers={"Connection": "close"})
    answer = line.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (204, "close")


def test_a_stream_of_unknown_length_still_ends_with_its_connection(port: int) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    line.request("GET", "/stream")
    answer = line.getresponse()
    assert answer.read() == b"words"
    assert answer.headers["Connection"] == "close"
