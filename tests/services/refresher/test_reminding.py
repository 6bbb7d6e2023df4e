"""Reminders over a real local mail server, the calendar file, and the personal link."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from flask import Flask
from icalendar import Calendar

from bimtek.certification import issuing
from bimtek.certification.domain.keys import private_key
from bimtek.certification.domain.statement import PASSED
from bimtek.extensions import db
from bimtek.refresher import links, mail, reminding, services
from bimtek.refresher.calendars import calendar_of
from bimtek.refresher.commands import refreshers
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, make_class
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.web.committing import committing

LATER = AFTER + timedelta(days=40)
PASSWORD = "rahasia-surel"


class Box:
    """What a mail server was handed; it refuses while `shut`."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []
        self.shut = False

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.shut:
            return "451 nanti lagi"
        content = envelope.content  # type: ignore[attr-defined]
        self.messages.append(email.message_from_bytes(content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 diterima"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A real SMTP server on this machine, and the settings that name it."""
    made = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SECURITY": "none",
        "FROM": "bimtek@contoh.go.id",
    }.items():
        monkeypatch.setenv(f"BIMTEK_SMTP_{name}", value)
    yield made
    controller.stop()


@pytest.fixture
def made(app: Flask) -> Made:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url="https://bimtek.example")
    app.extensions["test_wall"] = LATER
    with committing():
        session = db.session()
        built = make_class(session, count=3)
        plan_days(session, built)
        attend(session, built, built.people)
        for person in built.people:
            complete(session, built, person, {"reply": 3})
        target = workshops.workshop(session, built.workshop_id)
        issuing.sign_off(
            session, built.trainer, target, {p.id: PASSED for p in built.people}, private_key(bytes(32)), AFTER
        )
        services.set_email(session, built.people[0], "satu@contoh.go.id")
        services.set_email(session, built.people[1], "dua@contoh.go.id")
    return built


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(refreshers, ["due", *arguments], catch_exceptions=False)
    return done.exit_code, done.output


def test_everybody_due_who_left_an_address_gets_one_message_and_a_second_run_sends_none(box: Box, made: Made) -> None:
    assert run("--send")[0] == 0
    assert sorted(str(one["To"]) for one in box.messages) == ["dua@contoh.go.id", "satu@contoh.go.id"]
    assert run("--send")[0] == 0
    assert len(box.messages) == 2


def test_a_message_says_what_how_long_and_carries_a_link_that_opens_the_door(app: Flask, box: Box, made: Made) -> None:
    run("--send")
    one = next(message for message in box.messages if message["To"] == "satu@contoh.go.id")
    body = one.get_content()
    assert one["Subject"] == "Penyegaran 10 menit: Isi balasan"
    token = body.split("https://bimtek.example/s/")[1].split()[0]
    found = links.person_of(db.session(), str(app.secret_key), token)
    assert found is not None
    assert found.id == made.people[0].id


def test_what_the_server_refused_is_tried_again_next_time(box: Box, made: Made) -> None:
    box.shut = True
    assert run("--send")[0] == 1
    box.shut = False
    assert run("--send")[0] == 0
    assert len(box.messages) == 2


def test_a_dead_server_is_told_without_the_password(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "HOST": "127.0.0.1",
        "PORT": "1",
        "SECURITY": "none",
        "FROM": "a@b.id",
        "USER": "u",
        "PASSWORD": PASSWORD,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"BIMTEK_SMTP_{name}", value)
    code, told = run("--send")
    assert code == 1
    assert PASSWORD not in told
    assert PASSWORD not in repr(mail.from_environment())


def test_without_settings_nothing_is_sent_and_the_command_says_so(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIMTEK_SMTP_HOST", raising=False)
    assert run()[0] == 0
    code, told = run("--send")
    assert code == 1
    assert "BIMTEK_SMTP_HOST" in told


def test_nobody_is_due_before_the_day(app: Flask, made: Made) -> None:
    assert reminding.all_due(db.session(), AFTER + timedelta(days=2)) == []
    assert len(reminding.all_due(db.session(), LATER)) == 3


@pytest.mark.parametrize(
    "text", ["a@b", "a b@c.id", "a@b.id, c@d.id", "a@b.id\nBcc: x@y.id", "<a@b.id>", "x" * 300 + "@b.id"]
)
def test_what_is_no_single_address_is_refused(text: str) -> None:
    assert not mail.is_address(text)


def test_the_calendar_is_read_back_with_one_event_a_criterion_and_none_on_one_day(app: Flask, made: Made) -> None:
    standing = services.standing_of(db.session(), made.people[0].id, AFTER)
    assert standing is not None
    with app.test_request_context():
        data = calendar_of(standing, made.people[0].id, "https://bimtek.example/s/x", AFTER)
        again = calendar_of(standing, made.people[0].id, "https://bimtek.example/s/x", AFTER)
    assert data == again
    events = list(Calendar.from_ical(data).walk("VEVENT"))
    assert len(events) == len(standing.states)
    days = [event["dtstart"].dt.date() for event in events]
    assert len(set(days)) == len(days)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all("SIMULASI" in str(event["summary"]) for event in events)
    assert all(isinstance(event["dtstart"].dt, datetime) for event in events)


def test_a_renewed_link_closes_the_old_one(app: Flask, made: Made) -> None:
    person, secret = made.people[0], str(app.secret_key)
    token = links.token_of(db.session(), secret, person.id)
    with committing():
        services.renew_link(db.session(), person.id)
    assert links.person_of(db.session(), secret, token) is None
    assert links.person_of(db.session(), secret, links.token_of(db.session(), secret, person.id))
    assert links.person_of(db.session(), "lain", links.token_of(db.session(), secret, person.id)) is None
    for bad in ("", "x", token[:-1], token + "a", "…" * 300):
        assert links.person_of(db.session(), secret, bad) is None
