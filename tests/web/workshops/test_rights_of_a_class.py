"""Every writing route of a class asks for a right: generated from the route table, so that a new route that forgets is found."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.workshops import class_trainers, services
from tests.conftest import WALL
from tests.factories.classes import Made, signed_in
from tests.web.committing import committing

CLASS = "/kelas/<int:workshop_id>/"
#: What changes the class itself: only who keeps it may. Everything else that writes, who steers may too.
KEEPERS = {
    "agenda.put_line", "agenda.remove_line", "agenda.take_over", "class_keeping.amend", "class_keeping.archive",
    "class_trainers.add", "class_trainers.change", "class_trainers.remove", "certificates.revoke", "certification.signer",
    "seats.erase",
}  # fmt: skip
#: What writes and is yet only looking, each with its reason.
ONLY_LOOKING: dict[str, str] = {}


def _rules(app: Flask) -> list[Rule]:
    return [
        rule for rule in app.url_map.iter_rules() if rule.rule.startswith(CLASS) and "POST" in (rule.methods or set())
    ]


def _path(rule: Rule, made: Made) -> str:
    path = rule.rule.replace("<int:workshop_id>", str(made.workshop_id))
    path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
    path = re.sub(r"<int:\w+>", str(made.people[0].id), path)
    path = re.sub(r"<\w+>", "pre", path)
    assert "<" not in path, f"{rule.rule} has an argument this test does not know"
    return path


def _browser(app: Flask, made: Made, role: str) -> FlaskClient:
    """A trainer's browser: with a role in the class, or "" for a stranger."""
    with committing():
        person = people.add_trainer(db.session(), "Rekan", f"rekan-{role or 'lain'}", "kata-sandi-latihan", WALL)
        if role:
            target = services.workshop(db.session(), made.workshop_id)
            class_trainers.add(db.session(), made.trainer, target, f"rekan-{role}", role, WALL)
    return signed_in(app, db.session(), person)


def _answers(app: Flask, made: Made, role: str) -> dict[str, int]:
    app.config["WTF_CSRF_ENABLED"] = False
    browser = _browser(app, made, role)
    return {rule.endpoint: browser.post(_path(rule, made), data={}).status_code for rule in _rules(app)}


def test_there_are_routes_to_ask(app: Flask) -> None:
    assert {"steering.steer", "class_groups.part", *KEEPERS} <= {rule.endpoint for rule in _rules(app)}


def test_a_stranger_finds_no_class_at_any_writing_route(app: Flask, made: Made) -> None:
    assert {point: code for point, code in _answers(app, made, "").items() if code != 404} == {}


def test_an_observer_is_refused_at_every_writing_route(app: Flask, made: Made) -> None:
    answers = _answers(app, made, "observer")
    assert {point: code for point, code in answers.items() if code != 403 and point not in ONLY_LOOKING} == {}


def test_a_facilitator_steers_and_does_not_keep(app: Flask, made: Made) -> None:
    answers = _answers(app, made, "facilitator")
    assert {point for point, code in answers.items() if code == 403} == KEEPERS


def test_who_keeps_a_class_is_refused_nowhere(app: Flask, made: Made) -> None:
    answers = _answers(app, made, "lead")
    assert {point for point, code in answers.items() if code == 403} == set()
