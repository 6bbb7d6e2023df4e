"""What any request can bring: forged forms, planted sessions, guesses, foreign hosts, bytes that are no text."""

from __future__ import annotations

import re
from contextvars import Context
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bimtek.extensions import db, limiter
from bimtek.people import services as people
from bimtek.workshops import services as workshops
from tests.factories.classes import PASSWORD
from tests.factories.two_halls import TwoHalls
from tests.web.security import matrix
from tests.web.security.addresses import address, form
from tests.web.security.conftest import browser, cookie_of, with_cookie

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
EXPIRED = 400


def ask(client: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
    """One request in a context of its own."""
    db.session.remove()
    for name in list(g):
        g.pop(name)
    return Context().run(client.open, path, method=method, **more)


def token(client: FlaskClient, path: str = "/masuk") -> str:
    """The token of a page."""
    return TOKEN.findall(ask(client, "GET", path).text)[0]


def test_no_form_is_taken_without_its_own_token(app: Flask, halls: TwoHalls) -> None:
    """Every writing route, as somebody who may use it: without a token, with a made-up one, with one of another session."""
    limiter.enabled = False
    elsewhere = token(browser(app, halls, "anonymous"))
    before, faults = rows(), []
    try:
        for place in matrix.places(app):
            if place.method != "POST":
                continue
            actor = who_may(place)
            path, client = address(app, place.rule, halls, actor), browser(app, halls, actor)
            for sent in ({}, {"csrf_token": ""}, {"csrf_token": "x" * 60}, {"csrf_token": elsewhere}):
                code = ask(client, "POST", path, data={**form(place, halls), **sent}).status_code
                if code != EXPIRED:
                    faults.append(f"{path} with {list(sent.values())}: {code}")
    finally:
        limiter.enabled = True
    assert not faults, "\n".join(faults)
    assert rows() == before


def who_may(place: matrix.Place) -> str:
    """Somebody who may use a place."""
    return next((one for one in ("owner", "lead", "anonymous") if matrix.expected(place, one) == matrix.OPEN), "admin")


def rows() -> int:
    """How many entries the journals hold."""
    from sqlalchemy import text

    db.session.remove()
    return int(db.session.execute(text("select count(*) from journal_entry")).scalar_one())


def test_a_token_of_the_session_before_sign_out_opens_nothing(app: Flask, halls: TwoHalls) -> None:
    client = browser(app, halls, "owner")
    kept = token(client, "/beranda")
    assert ask(client, "POST", "/keluar", data={"csrf_token": kept}).status_code == 200
    assert ask(client, "POST", "/bahasa", data={"csrf_token": kept, "language": "en"}).status_code == EXPIRED


def test_signing_in_makes_a_session_that_nobody_could_have_planted(app: Flask, halls: TwoHalls) -> None:
    """The attacker's own cookie, left on a shared laptop, is neither kept nor worth anything after the sign-in."""
    planted = browser(app, halls, "anonymous")
    token(planted)
    before = cookie_of(planted)
    victim = with_cookie(app, before)
    given = {"csrf_token": token(victim, "/fasilitator/masuk"), "username": "guru", "password": PASSWORD}
    assert ask(victim, "POST", "/fasilitator/masuk", data=given).status_code == 302
    assert cookie_of(victim) != before
    assert ask(victim, "GET", "/kelas").status_code == 200
    assert ask(with_cookie(app, before), "GET", "/kelas").status_code == 302
    with victim.session_transaction() as session:
        assert "csrf_token" not in session or session["csrf_token"] != given["csrf_token"]


@pytest.mark.parametrize("value", ["x", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "\u00e9" * 10, "a" * 4000, ""])
def test_a_forged_or_broken_cookie_is_nobody(app: Flask, halls: TwoHalls, value: str) -> None:
    client = app.test_client()
    client.set_cookie("bimtek", value)
    assert ask(client, "GET", "/kelas").status_code == 302
    assert ask(client, "GET", "/masuk").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app: Flask, halls: TwoHalls) -> None:
    client = browser(app, halls, "anonymous")
    given = {"csrf_token": token(client, "/fasilitator/masuk"), "username": "guru", "password": PASSWORD}
    said = ask(client, "POST", "/fasilitator/masuk", data=given).headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Path=/" in said
    assert "Domain" not in said


def test_after_signing_out_a_copied_cookie_of_a_trainee_opens_nothing(app: Flask, halls: TwoHalls) -> None:
    client = browser(app, halls, "owner")
    copied = cookie_of(client)
    ask(client, "POST", "/keluar", data={"csrf_token": token(client, "/beranda")})
    assert ask(with_cookie(app, copied), "GET", "/beranda").status_code == 302


def test_118_people_join_from_one_address_within_a_minute(app: Flask, halls: TwoHalls) -> None:
    """One router, one address: the same minute, each with a mistyped code first. Nobody is sent away."""
    seat = workshops.seats_of(db.session(), halls.ours.workshop_id)[0]
    for _device in range(118):
        client = app.test_client()
        given = {"csrf_token": token(client), "code": "AAAAAA"}
        assert ask(client, "POST", "/masuk", data=given).status_code == 422
        assert ask(client, "POST", "/masuk", data={**given, "code": seat.code}).status_code == 200


def test_codes_guessed_from_one_address_come_to_an_end_even_with_a_new_device_each_time(
    app: Flask, halls: TwoHalls
) -> None:
    """A device that was refused throws its cookie away and comes again: the address counts too."""
    codes = []
    for _device in range(21):
        client = app.test_client()
        given = {"csrf_token": token(client), "code": "AAAAAA"}
        codes += [ask(client, "POST", "/masuk", data=given).status_code for _try in range(30)]
    assert codes[:600] == [422] * 600
    assert set(codes[600:]) == {429}


def test_guessing_a_trainers_password_keeps_that_trainer_out_nowhere_else(app: Flask, halls: TwoHalls) -> None:
    """Ten wrong ones from one phone: that phone waits; the trainer's own laptop signs in."""

    def sign_in(password: str, at: str) -> int:
        client = app.test_client()
        given = {"csrf_token": token(client, "/fasilitator/masuk"), "username": "guru", "password": password}
        return ask(client, "POST", "/fasilitator/masuk", data=given, environ_base={"REMOTE_ADDR": at}).status_code

    assert [sign_in("salah", "10.0.0.9") for _try in range(11)] == [422] * 10 + [429]
    assert sign_in(PASSWORD, "10.0.0.9") == 429
    assert sign_in(PASSWORD, "10.0.0.2") == 302
    from_everywhere = [sign_in("salah", f"10.0.1.{n}") for n in range(25)]
    assert from_everywhere[-1] == 429, "many addresses together are held too"


def test_every_answer_carries_the_headers_and_signed_in_pages_are_kept_nowhere(app: Flask, halls: TwoHalls) -> None:
    """Pages, redirects, files and errors of everybody."""
    app.config["WTF_CSRF_ENABLED"] = False
    faults = []
    for place in matrix.places(app):
        if place.method != "GET":
            continue
        for actor in ("anonymous", "owner", "lead", "admin"):
            path = address(app, place.rule, halls, actor)
            answer = ask(browser(app, halls, actor), "GET", path)
            faults += [f"{path} as {actor}: {what}" for what in missing(answer)]
    for path in ("/tidak-ada", "/static/tidak-ada.css", "/kelas/x"):
        faults += [
            f"{path}: {what}"
            for what in missing(ask(app.test_client(), "GET", path), page=not path.startswith("/static"))
        ]
    assert not faults, "\n".join(faults)


def missing(answer: TestResponse, page: bool = True) -> list[str]:
    """Which of the headers an answer lacks."""
    head = answer.headers
    policy = head.get("Content-Security-Policy", "")
    wanted = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    faults = [one for one in wanted if one not in policy]
    if "unsafe" in policy or "*" in policy or "http:" in policy:
        faults.append(policy)
    if head.get("X-Content-Type-Options") != "nosniff":
        faults.append("nosniff")
    if head.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        faults.append("Referrer-Policy")
    kept = head.get("Cache-Control", "")
    if page and kept != "no-store" and not (answer.mimetype == "image/jpeg" and kept.startswith("private")):
        faults.append(f"Cache-Control {kept}")
    return faults


ELSEWHERE = (
    "//lain.example", "https://lain.example", "/\\lain.example", "\\\\lain.example", "javascript:alert(1)", "/\t/lain.example",
    "/\n/lain.example", " //lain.example", "http:lain.example", "///lain.example", "/\x00/lain.example", "/\r/lain.example",
    "/a\\..\\..\\lain.example", "/\x0b/lain.example", "/\u2028/lain.example",
)  # fmt: skip


def test_no_way_on_leads_to_another_host(app: Flask, halls: TwoHalls) -> None:
    """Wherever a form names the page to go on to."""
    owner, lead, at = browser(app, halls, "owner"), browser(app, halls, "lead"), f"/kelas/{halls.ours.workshop_id}"
    mark = {"account": str(halls.owner.id), "state": "present", "session": str(halls.things["session_id"])}
    tries: list[tuple[FlaskClient, str, str, dict[str, str]]] = [
        (owner, "/bahasa", "/beranda", {"language": "id"}), (owner, "/aula/tangan", "/beranda", {}),
        (owner, "/aula/tangan/turun", "/beranda", {}), (lead, f"{at}/pesan", "/kelas", {"text": "Halo", "to": "all"}),
        (lead, f"{at}/hadir/tandai", "/kelas", mark),
    ]  # fmt: skip
    for wanted in ELSEWHERE:
        for client, path, page, data in tries:
            answer = ask(client, "POST", path, data={**data, "next": wanted, "csrf_token": token(client, page)})
            assert "lain.example" not in answer.headers.get("Location", ""), f"{path} {wanted!r}"


HOSTS = (
    "lain.example",
    'a"><script>alert(1)</script>',
    "lain.example@10.0.0.1",
    "a b",
    "[::1",
    ":",
    "x" * 300,
    "x" * 64 + ".id",
    "",
)


def test_no_link_for_others_is_made_of_what_a_request_calls_this_host(app: Flask, halls: TwoHalls) -> None:
    """Cards, QR codes, personal links and redirects, where the installation knows its own address."""
    app.extensions["hall_address"] = "http://192.0.2.7:8118"
    lead, owner, at = browser(app, halls, "lead"), browser(app, halls, "owner"), f"/kelas/{halls.ours.workshop_id}"
    pages = [
        (lead, f"{at}/kartu"), (lead, at), (lead, f"{at}/layar"), (owner, "/penyegaran"),
        (lead, f"{at}/penyegaran?tautan={halls.owner.id}"), (app.test_client(), "/kelas"), (app.test_client(), "/masuk"),
    ]  # fmt: skip
    for host in HOSTS:
        for client, path in pages:
            answer = ask(client, "GET", path, headers={"Host": host})
            assert answer.status_code in (200, 302, 400), path
            assert "lain.example" not in answer.text + answer.headers.get("Location", ""), path
            assert "<script>alert" not in answer.text


def test_the_token_of_a_session_is_not_written_where_others_read_it(app: Flask, halls: TwoHalls) -> None:
    """The cookie holds an unguessable token of 128 bits, not a number anybody could count up."""
    found = people.token_of(db.session(), halls.owner.id)
    assert len(found) >= 22
    assert found not in ask(browser(app, halls, "owner"), "GET", "/beranda").text
