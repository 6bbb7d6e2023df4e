"""Bytes, numbers and names that no page expects: whatever a request brings, it gets an answer that is no fault."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bimtek.config import ROOT
from bimtek.extensions import limiter
from tests.factories.two_halls import TwoHalls
from tests.web.security import matrix
from tests.web.security.addresses import address
from tests.web.security.conftest import browser, cookie_of, with_cookie
from tests.web.security.test_requests import ask, token, who_may

HOSTILE = [
    "%00", "%ff%fe", "9" * 30, "-1", "99999999999999999999", "..%2f..%2fetc%2fpasswd", "%2e%2e", "a" * 3000, "%0d%0aSet-Cookie:x",
    "<script>", "{{7*7}}", "%25s", "\u202e", "' or 1=1 --", "0",
]  # fmt: skip


@pytest.mark.parametrize("actor", ["anonymous", "owner", "lead", "admin"])
def test_no_argument_of_any_address_makes_the_server_stumble(app: Flask, halls: TwoHalls, actor: str) -> None:
    """Each argument of each rule gets each hostile value in turn; numbers far too large for the database too."""
    app.config["WTF_CSRF_ENABLED"] = False
    limiter.enabled = False
    faults, key = [], cookie_of(browser(app, halls, actor))
    try:
        for place in matrix.places(app):
            if (
                place.method == "HEAD"
                or matrix.expected(place, actor) not in (matrix.OPEN, matrix.ABSENT)
                or not place.rule.arguments
            ):
                continue
            real = address(app, place.rule, halls, actor).partition("?")[0]
            for path in bent(place.rule.rule, real):
                answer = attempt(with_cookie(app, key), place.method, path)
                if isinstance(answer, str) or answer.status_code >= 500 or "root:" in answer.text:
                    faults.append(
                        f"{place.method} {path[:120]}: {answer if isinstance(answer, str) else answer.status_code}"
                    )
                if not isinstance(answer, str) and "x" in answer.headers.get("Set-Cookie", "").partition("bimtek")[0]:
                    faults.append(f"{path}: a header was split")
    finally:
        limiter.enabled = True
    assert not faults, "\n".join(faults)


def bent(rule: str, real: str) -> list[str]:
    """The address with one argument after the other replaced by something hostile."""
    parts, values = rule.split("/"), real.split("/")
    found = []
    for place, part in enumerate(parts):
        if "<" in part and "<path:" not in part:
            hostile = HOSTILE if "<int:" not in part else ["0", "9" * 10, "9" * 30, "2147483648", "9223372036854775808"]
            for value in hostile:
                tail = re.sub(r"^.*>", "", part)
                found.append("/".join([*values[:place], value + tail, *values[place + 1 :]]))
    return found


def attempt(client: FlaskClient, method: str, path: str, **more: Any) -> TestResponse | str:
    """The answer, or the fault the application would have answered with 500; nothing is left written."""
    try:
        return ask(client, method, path, **more)
    except Exception as fault:  # noqa: BLE001 -- whatever it is, it is a page nobody should see
        return repr(fault)[:200]


@pytest.mark.parametrize("actor", ["anonymous", "owner", "lead"])
def test_no_query_makes_the_server_stumble(app: Flask, halls: TwoHalls, actor: str) -> None:
    """Every page with every query argument it reads, hostile, empty, twice, endless, and as bytes that are no text."""
    limiter.enabled = False
    names, faults, key = query_names(), [], cookie_of(browser(app, halls, actor))
    queries = ["&".join(f"{name}={value}" for name in names) for value in ("%00", "%ff%fe", "9" * 30, "-1")]
    queries += ["&".join(f"{name}=1&{name}=2&{name}[]=3" for name in names), "x" * 20_000, "%=&"]
    try:
        for place in matrix.places(app):
            if place.method != "GET" or matrix.expected(place, actor) != matrix.OPEN:
                continue
            path = address(app, place.rule, halls, actor).partition("?")[0]
            for query in queries:
                answer = attempt(with_cookie(app, key), "GET", f"{path}?{query}")
                if isinstance(answer, str) or answer.status_code >= 500:
                    faults.append(f"{path}?{query[:60]}: {answer if isinstance(answer, str) else answer.status_code}")
    finally:
        limiter.enabled = True
    assert not faults, "\n".join(faults)


def query_names() -> list[str]:
    """Every name the code reads from a query."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bimtek").rglob("*.py"))
    return sorted(set(re.findall(r'(?:args|given|values)\.get\(\s*"(\w+)"', source)))


BODIES = (b"", b"\x00" * 100, b"%ff=%fe&a=%00", b"a=1&a=2&a=3", b"{}", b"--x\r\n", b"=" * 1000, b"a&" * 1200)
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/xml", "")


def test_no_body_makes_a_form_stumble(app: Flask, halls: TwoHalls) -> None:
    forms = (
        ("anonymous", "/masuk"),
        ("owner", f"/meja/laporan/{halls.things['report']}/note"),
        ("lead", "/kelas/baru"),
    )
    for actor, path in forms:
        client = browser(app, halls, actor)
        for body in BODIES:
            for kind in KINDS:
                answer = attempt(client, "POST", path, data=body, content_type=kind)
                assert not isinstance(answer, str), f"{path} {body!r} {kind}: {answer}"
                assert answer.status_code < 500


def test_every_form_takes_hostile_values_in_every_field_without_stumbling(app: Flask, halls: TwoHalls) -> None:
    """NUL, broken text, huge numbers and lists where one value is meant, in every name the code reads from a form."""
    app.config["WTF_CSRF_ENABLED"] = False
    limiter.enabled = False
    names, faults = form_names(), []
    try:
        for place in matrix.places(app):
            if place.method != "POST":
                continue
            actor = who_may(place)
            path = address(app, place.rule, halls, actor)
            for value in ("\x00", "9" * 30, "-1", "2147483648", ["1", "2"]):
                answer = attempt(browser(app, halls, actor), "POST", path, data=dict.fromkeys(names, value))
                if isinstance(answer, str) or answer.status_code >= 500:
                    faults.append(f"{path} {value!r:.20}: {answer if isinstance(answer, str) else answer.status_code}")
    finally:
        limiter.enabled = True
    assert not faults, "\n".join(faults)


def form_names() -> list[str]:
    """Every name the code reads from a form, and every field of every form class."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bimtek").rglob("*.py"))
    read = re.findall(r'form\.get(?:list)?\(\s*"(\w+)"', source) + re.findall(r'form\[\s*"(\w+)"', source)
    return sorted(set(read + re.findall(r"^    (\w+) = \w*Field\(", source, re.MULTILINE)) - {"csrf_token"})


def test_a_body_beyond_the_limit_is_refused_with_a_page(app: Flask, halls: TwoHalls) -> None:
    for actor, path in (("owner", "/aula/tangan"), ("lead", "/kelas/baru"), ("anonymous", "/masuk")):
        answer = ask(browser(app, halls, actor), "POST", path, data={"about": "x" * 3_000_000})
        assert answer.status_code == 413
        assert "SIMULASI" in answer.text


def test_the_last_value_sent_twice_is_never_joined_with_the_first(app: Flask, halls: TwoHalls) -> None:
    """A parameter sent twice: the first counts everywhere, so that a filter in front and the form behind agree."""
    client = app.test_client()
    kept = token(client)
    answer = ask(client, "POST", "/masuk?code=AAAAAA", data={"csrf_token": kept, "code": ["BBBBBB", "CCCCCC"]})
    assert "CCC" not in answer.text
    assert "BBB" in answer.text
