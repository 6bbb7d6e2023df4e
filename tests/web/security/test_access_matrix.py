"""Every route, asked as everybody, about things that exist and are the owner's: generated from the route table."""

from __future__ import annotations

from contextvars import Context
from urllib.parse import urlparse

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from bimtek.certification import batches
from bimtek.extensions import db, limiter
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import main_sandbox_of
from bimtek.web.access import Audience, audience
from tests.factories.two_halls import TwoHalls
from tests.web.security import matrix
from tests.web.security.addresses import address, form
from tests.web.security.conftest import browser, cookie_of, with_cookie

DOORS = ("/masuk", "/fasilitator/masuk")


def ask(client: FlaskClient, method: str, path: str, data: dict[str, str]) -> TestResponse:
    """One request that leaves nothing behind, in a context of its own."""
    limiter.reset()
    db.session.remove()
    for name in list(g):
        g.pop(name)
    return Context().run(client.open, path, method=method, data=data if method == "POST" else None)


def outcome(answer: TestResponse) -> str:
    """What an answer is, in the words of the matrix."""
    code = answer.status_code
    if code in (302, 303) and urlparse(answer.location).path in DOORS:
        return matrix.DOOR
    named = {401: matrix.DOOR, 403: matrix.FORBIDDEN, 404: matrix.ABSENT, 405: matrix.METHOD}
    return named.get(code, matrix.OPEN if code < 500 else f"fault {code}")


def asked(client: FlaskClient, method: str, path: str, data: dict[str, str]) -> str:
    """The outcome of one request; a fault the application would answer with 500 is named."""
    try:
        return outcome(ask(client, method, path, data))
    except Exception as fault:  # noqa: BLE001 -- whatever it is, it is a page nobody should see
        return f"fault {fault!r}"


@pytest.fixture
def undone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """No request commits, so that each finds the halls as they were made; forms need no token here (tests of CSRF do)."""
    monkeypatch.setattr(db.session, "commit", db.session.flush)
    monkeypatch.setattr(batches, "_make", lambda *_: None)
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize("actor", matrix.ACTORS)
def test_everybody_gets_at_every_address_what_the_matrix_says(
    app: Flask, halls: TwoHalls, undone: None, actor: str
) -> None:
    faults, key = [], cookie_of(browser(app, halls, actor))
    for place in matrix.places(app):
        path = address(app, place.rule, halls, actor)
        halls.lay_papers()
        got, wanted = (
            asked(with_cookie(app, key), place.method, path, form(place, halls)),
            matrix.expected(place, actor),
        )
        if got != wanted:
            faults.append(f"{place.method} {path} ({place.rule.endpoint}): {got}, not {wanted}")
    assert not faults, "\n".join(faults)


def test_a_class_of_ones_own_opens_nothing_of_another_class(app: Flask, halls: TwoHalls, undone: None) -> None:
    """The other trainer keeps the second class and names it in the address, with things of the first behind it."""
    inside = matrix.OF_A_CLASS | matrix.INSIDE
    faults, key = [], cookie_of(browser(app, halls, "other_trainer"))
    for place in matrix.places(app):
        if "workshop_id" not in place.rule.arguments or not (place.rule.arguments & inside) - {"workshop_id"}:
            continue
        if place.room == "class_trainers":  # an account of a trainer is no thing of a class
            continue
        path = address(app, place.rule, halls, "lead").replace("/kelas/1/", f"/kelas/{halls.theirs.workshop_id}/", 1)
        db.session.remove()
        before = fingerprint()
        got = asked(with_cookie(app, key), place.method, path, form(place, halls))
        if got != matrix.ABSENT and not (place.method == "POST" and fingerprint() == before):
            faults.append(f"{place.method} {path} ({place.rule.endpoint}): {got}")
        db.session.rollback()
    assert not faults, "\n".join(faults)


def fingerprint() -> tuple[int, ...]:
    """How many rows each table holds that a hall writes to, and the newest entry of the journal."""
    tables = (
        "journal_entry",
        "hall_message",
        "hand",
        "agenda_item",
        "class_session",
        "certificate",
        "seat",
        "follow_up",
    )
    return tuple(db.session.execute(text(f"select count(*) from {name}")).scalar_one() for name in tables)  # noqa: S608


@pytest.mark.parametrize("actor", ["anonymous", "owner", "lead"])
def test_no_address_answers_a_method_it_does_not_declare(app: Flask, halls: TwoHalls, undone: None, actor: str) -> None:
    """PUT, PATCH, DELETE and TRACE are nowhere; a POST that asks to be another method stays a POST."""
    client, faults = browser(app, halls, actor), []
    for rule in {place.rule.rule: place.rule for place in matrix.places(app)}.values():
        path = address(app, rule, halls, actor)
        answers = {method: asked(client, method, path, {}) for method in ("PUT", "PATCH", "DELETE", "TRACE")}
        faults += [f"{method} {path}: {got}" for method, got in answers.items() if got != matrix.METHOD]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("how", ["header", "field", "query"])
def test_no_method_is_overridden(app: Flask, halls: TwoHalls, undone: None, how: str) -> None:
    """A GET that says it is a POST changes nothing: it stays a GET on a page that has none."""
    client = browser(app, halls, "owner")
    path = "/aula/tangan/turun"
    if how == "header":
        answer = client.get(path, headers={"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST"})
    else:
        answer = client.get(f"{path}?_method=POST" if how == "query" else path, data={"_method": "POST"})
    assert answer.status_code == 405


def test_the_trainees_of_both_halls_have_no_number_in_common_with_the_owners_things(
    app: Flask, halls: TwoHalls
) -> None:
    """Otherwise "not found" above would prove nothing."""
    for person in (halls.ours.people[1], halls.theirs.people[0]):
        main = main_sandbox_of(db.session(), person.id)
        assert main is not None
        theirs = set(db.session.scalars(select(Case.number).where(Case.sandbox_id == main.id)))
        assert not theirs & {halls.things[name] for name in ("report", "aduan", "request")}


def test_an_argument_nobody_placed_is_found(app: Flask) -> None:
    def parcel(parcel_id: int) -> str:
        return str(parcel_id)

    app.add_url_rule("/baru/<int:parcel_id>", "parcel", audience(Audience.TRAINEE)(parcel))
    with pytest.raises(AssertionError, match="parcel_id"):
        list(matrix.places(app))
