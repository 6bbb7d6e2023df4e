"""The trainer's list of classes, one class, its clock, its QR code and its cards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.workshops import services
from tests.conftest import WALL
from tests.web.workshops.hall import Hall, forget_request, open_hall

PAGES = ("", "/qr.svg", "/kartu", "/peserta/impor", "/peserta/impor/" + "0" * 32)


def _sim(hall: Hall) -> str:
    forget_request()
    return services.hall(db.session(), hall.class_id).clock.anchor_sim.isoformat()


def _running(hall: Hall) -> bool:
    forget_request()
    return services.hall(db.session(), hall.class_id).clock.running


@pytest.mark.parametrize("rest", PAGES)
def test_another_trainers_class_is_not_found(app: Flask, hall: Hall, rest: str) -> None:
    other = open_hall(app, ("Orang Lain",), username="lain")
    assert hall.trainer().get(f"/kelas/{other.class_id}{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["/kendali/jam", "/peserta/impor", "/peserta/impor/" + "0" * 32])
def test_another_trainers_class_cannot_be_changed(app: Flask, hall: Hall, rest: str) -> None:
    other = open_hall(app, ("Orang Lain",), username="lain")
    assert hall.trainer().send(f"/kelas/{other.class_id}{rest}", act="resume").status_code == 404
    assert not _running(other)


@pytest.mark.parametrize("rest", PAGES)
def test_a_trainee_may_not_open_the_trainers_pages(hall: Hall, rest: str) -> None:
    assert hall.sit_down(hall.seats()[0]).get(f"/kelas/{hall.class_id}{rest}").status_code == 403


def test_a_number_no_database_holds_is_not_found(hall: Hall) -> None:
    assert hall.trainer().get("/kelas/99999999999999999999999").status_code == 404


def test_the_overview_shows_every_seat_with_its_code_and_who_joined(hall: Hall) -> None:
    hall.sit_down(hall.seats()[0])
    page = hall.trainer().get(f"/kelas/{hall.class_id}").text
    for row in hall.seats():
        assert row.name in page
        assert f"{row.code[:3]} {row.code[3:]}" in page
    assert page.count("Belum masuk") == 4
    assert "dari 5" in page


def test_starting_and_freezing_the_clock_say_how_many_they_touch(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kendali/jam"
    started = browser.send(path, act="resume")
    assert "Berlaku untuk 5 peserta." in browser.get(started.location).text
    assert _running(hall)
    browser.send(path, act="freeze")
    assert not _running(hall)


def test_a_double_tap_jumps_one_day(hall: Hall) -> None:
    browser, path, seen = hall.trainer(), f"/kelas/{hall.class_id}/kendali/jam", _sim(hall)
    browser.send(path, act="jump", seen=seen)
    once = _sim(hall)
    answer = browser.send(path, act="jump", seen=seen)
    assert once.startswith("2026-11-10")
    assert _sim(hall) == once
    assert "Jam sudah berubah" in browser.get(answer.location).text


@pytest.mark.parametrize("act", ["", "explode", "RESUME"])
def test_an_unknown_act_on_the_clock_changes_nothing(hall: Hall, act: str) -> None:
    before = _sim(hall)
    assert hall.trainer().send(f"/kelas/{hall.class_id}/kendali/jam", act=act).status_code == 400
    assert (_sim(hall), _running(hall)) == (before, False)


def test_a_get_never_steers_the_clock(hall: Hall) -> None:
    assert hall.trainer().get(f"/kelas/{hall.class_id}/kendali/jam?act=resume").status_code == 405
    assert not _running(hall)


def test_the_frame_of_a_class_page_shows_its_running_clock(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    browser.send(f"/kelas/{hall.class_id}/kendali/jam", act="resume")
    app.extensions["test_wall"] = WALL + timedelta(seconds=60)
    page = browser.get(f"/kelas/{hall.class_id}").text
    assert re.search(r'data-clock="running" data-sim="2026-11-09T1\d:', page)


def test_the_qr_code_is_an_image_without_styles(hall: Hall) -> None:
    answer = hall.trainer().get(f"/kelas/{hall.class_id}/qr.svg")
    assert answer.mimetype == "image/svg+xml"
    assert "<path" in answer.text
    assert "style" not in answer.text


def test_the_address_on_the_wall_is_the_one_serving_announced(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    assert "hanya terbuka di laptop ini" in browser.get(f"/kelas/{hall.class_id}").text
    app.extensions["hall_address"] = "http://192.168.7.1:8118/"
    page = browser.get(f"/kelas/{hall.class_id}").text
    assert "http://192.168.7.1:8118/masuk" in page
    assert "hanya terbuka di laptop ini" not in page


def test_every_seat_has_a_card_with_its_code_and_an_own_qr(hall: Hall) -> None:
    page = hall.trainer().get(f"/kelas/{hall.class_id}/kartu").text
    for row in hall.seats():
        assert f"{row.code[:3]} {row.code[3:]}" in page
    paths = re.findall(r'<svg class="qr-path".*?<path d="([^"]+)"', page)
    assert len(set(paths)) == 5
    assert page.count('<p class="login-card-top"><b>SIMULASI</b>') == 5


@pytest.mark.parametrize("rest", ["", "/kartu", "/peserta/impor"])
def test_pages_hold_no_inline_style_or_script(hall: Hall, rest: str) -> None:
    page = hall.trainer().get(f"/kelas/{hall.class_id}{rest}").text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)
    title = re.search(r"<title>(.*?) –", page)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert title is not None
    assert heading is not None
    assert title[1] == heading[1]
    assert page.count("<h1") == 1


def test_a_class_without_people_offers_the_import(app: Flask) -> None:
    empty = open_hall(app, ())
    browser = empty.trainer()
    assert "Belum ada peserta" in browser.get(f"/kelas/{empty.class_id}").text
    assert "Impor daftar peserta" in browser.get(f"/kelas/{empty.class_id}/kartu").text
