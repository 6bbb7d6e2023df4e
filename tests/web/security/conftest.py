"""Two halls and browsers of everybody in them. Nothing a browser does here stays: each request is rolled back at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.workshops import overlay
from tests.factories.two_halls import TwoHalls, make_two_halls
from tests.web.committing import committing


@pytest.fixture
def halls(app: Flask) -> Iterator[TwoHalls]:
    """Both halls, committed."""
    with committing():
        made = make_two_halls(app, db.session())
    yield made
    db.session.remove()
    overlay.changed()


def cookie_of(client: FlaskClient) -> str:
    """The session cookie of a browser, "" when it has none."""
    found = client.get_cookie("bimtek")
    return found.value if found else ""


def with_cookie(app: Flask, value: str) -> FlaskClient:
    """A fresh browser with this session, whatever an earlier answer did to it."""
    client = app.test_client()
    if value:
        client.set_cookie("bimtek", value)
    return client


def browser(app: Flask, halls: TwoHalls, actor: str) -> FlaskClient:
    """A browser in which this actor is signed in."""
    app.test_client_class = FlaskClient
    client, person = app.test_client(), halls.person(actor)
    if person is not None:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = people.token_of(db.session(), person.id)
            cookie["_fresh"] = True
        db.session.remove()
    return client
