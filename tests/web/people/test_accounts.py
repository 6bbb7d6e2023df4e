"""Trainers' accounts: who keeps the platform makes and closes them; everybody changes the own password."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.people import accounts
from bimtek.people import services as people
from tests.web.committing import committing
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request, open_hall

NEW = {"name": "Siti Contoh", "username": "siti.contoh"}


def _told(page: str) -> str:
    found = re.search(r"<dd><b[^>]*>([a-z0-9]{4}(?:-[a-z0-9]{4}){2})\b", page)
    assert found, page
    return found[1]


def _made(hall: Hall, admin: Browser) -> tuple[int, str]:
    password = _told(admin.send("/akun", **NEW).text)
    forget_request()
    found = people.trainer_by_username(db.session(), "siti.contoh")
    assert found is not None
    return found.id, password


def _signed_in(hall: Hall, password: str, username: str = "siti.contoh") -> Browser:
    browser = hall.browser()
    assert browser.send("/fasilitator/masuk", username=username, password=password).status_code == 302
    browser.token = ""
    return browser


def test_a_new_trainer_gets_a_password_once_and_must_choose_an_own_one(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    _id, password = _made(hall, admin)
    assert password not in admin.get("/akun").text
    browser = _signed_in(hall, password)
    assert browser.get("/kelas").location == "/akun/sandi"
    page = browser.get("/akun/sandi").text
    assert "Pilih kata sandi Anda sendiri" in page
    own = "kata sandi saya sendiri"
    assert browser.send("/akun/sandi", current=password, new=own, again=own).location == "/kelas"
    assert browser.get("/kelas").status_code == 200
    assert _signed_in(hall, own).get("/kelas").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", " "), ("name", "x" * 151), ("username", ""), ("username", "ab"), ("username", "x" * 41),
        ("username", "siti rahma"), ("username", "siti\u202e"), ("username", "fasilitator"), ("username", "FASILITATOR"),
    ],
)  # fmt: skip
def test_a_faulty_account_is_refused_beside_its_field(hall: Hall, field: str, typed: str) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    page = admin.send("/akun", **{**NEW, field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("current", {"current": "salah-sekali", "new": "sandi-baru-saya", "again": "sandi-baru-saya"}),
        ("new", {"current": PASSWORD, "new": "sebelas-tok", "again": "sebelas-tok"}),
        ("new", {"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}),
        ("new", {"current": PASSWORD, "new": "x" * 129, "again": "x" * 129}),
        ("again", {"current": PASSWORD, "new": "sandi-baru-saya", "again": "sandi-lain-saya"}),
    ],
)
def test_a_faulty_change_of_the_password_changes_nothing(hall: Hall, field: str, fields: dict[str, str]) -> None:
    browser = hall.trainer()
    browser.get("/akun/sandi")
    page = browser.send("/akun/sandi", **fields)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert hall.trainer().get("/kelas").status_code == 200


def test_changing_the_password_keeps_this_device_and_signs_the_others_out(hall: Hall) -> None:
    here, there = hall.trainer(), hall.trainer()
    here.get("/akun/sandi")
    assert here.send("/akun/sandi", current=PASSWORD, new="sandi-baru-saya", again="sandi-baru-saya").status_code == 302
    assert here.get("/kelas").status_code == 200
    assert there.get("/kelas").status_code == 302


def test_nobody_but_who_keeps_the_platform_sees_or_changes_accounts(app: Flask, hall: Hall) -> None:
    open_hall(app, (), username="lain")
    plain = _signed_in(hall, PASSWORD, "lain")
    assert plain.get("/akun").status_code == 403
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("accounts.") and "POST" in (rule.methods or set()):
            path = rule.rule.replace("<int:account_id>", str(hall.trainer_id))
            assert plain.send(path, on="no", **NEW).status_code == 403, path
    assert hall.sit_down(hall.seats()[0]).get("/akun").status_code == 403


def test_the_last_who_keeps_the_platform_stays(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    admin.send(f"/akun/{hall.trainer_id}/pengelola", on="no")
    page = admin.get("/akun")
    assert page.status_code == 200
    assert "paling sedikit satu pengelola" in page.text


def test_with_a_second_keeper_the_first_may_step_back(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    other, _password = _made(hall, admin)
    admin.send(f"/akun/{other}/pengelola", on="yes")
    assert admin.send(f"/akun/{hall.trainer_id}/pengelola", on="no").location == "/kelas"
    assert admin.get("/akun").status_code == 403


def test_a_closed_account_no_longer_signs_in_until_it_is_opened_again(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    other, password = _made(hall, admin)
    device = _signed_in(hall, password)
    admin.send(f"/akun/{other}/tutup")
    assert device.get("/kelas").status_code == 302
    browser = hall.browser()
    assert browser.send("/fasilitator/masuk", username="siti.contoh", password=password).status_code == 422
    fresh = _told(admin.send(f"/akun/{other}/sandi").text)
    assert fresh != password
    assert _signed_in(hall, fresh).get("/akun/sandi").status_code == 200


def test_nobody_closes_the_own_account(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    admin.send(f"/akun/{hall.trainer_id}/tutup")
    assert "Minta pengelola lain" in admin.get("/akun").text


@pytest.mark.parametrize("number", ["99999", "99999999999999999999"])
def test_an_account_that_is_not_there_is_not_found(hall: Hall, number: str) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    assert admin.send(f"/akun/{number}/sandi").status_code == 404


def test_the_password_of_a_trainee_is_no_business_of_this_page(hall: Hall) -> None:
    admin, seat = hall.trainer(), hall.seats()[0]
    admin.get("/akun")
    assert admin.send(f"/akun/{seat.account_id}/sandi").status_code == 404


def test_the_journal_knows_the_acts_and_neither_name_nor_password(hall: Hall) -> None:
    admin = hall.trainer()
    admin.get("/akun")
    other, password = _made(hall, admin)
    admin.send(f"/akun/{other}/sandi")
    forget_request()
    entries = journal.entries_of(db.session(), accounts.STREAM)
    assert [entry.kind for entry in entries] == ["trainer_made", "password_reset"]
    assert all(entry.about == f"account/{other}" for entry in entries)
    assert password not in str(entries)
    assert "Siti" not in str(entries)


def test_the_stored_password_is_a_hash(app: Flask) -> None:
    with committing():
        admin = people.add_trainer(db.session(), "Pengelola", "pengelola", PASSWORD, app.extensions["wall_clock"]())
        made = accounts.make(db.session(), admin, "Siti", "siti", app.extensions["wall_clock"]())
        assert made is not None
        assert people.verify_password(db.session(), "siti", made[1]) is not None
        assert people.verify_password(db.session(), "siti", made[1] + "x") is None
