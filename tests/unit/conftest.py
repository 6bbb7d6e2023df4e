"""The wall around the unit tier: no session, no socket, no application."""

from __future__ import annotations

import socket

import pytest
from sqlalchemy.orm import Session


@pytest.fixture(autouse=True)
def _walls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit test that opens a database session or a network connection fails."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("A unit test may not open a database session or a socket; it belongs in another tier.")

    monkeypatch.setattr(Session, "__init__", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
