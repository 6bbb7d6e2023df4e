"""Refreshing alone: the link opens a door and starts nothing, one tap opens the case, the result stands at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from bimtek.certification import issuing
from bimtek.certification.domain.keys import private_key
from bimtek.certification.domain.statement import PASSED
from bimtek.extensions import db
from bimtek.refresher import links, services
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, make_class, signed_in
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.web.committing import committing
from tests.web.judging import JudgingClient

LATER = AFTER + timedelta(days=40)


@pytest.fixture
def made(app: Flask) -> Made:
    app.extensions["test_wall"] = LATER
    with committing():
        session = db.session()
        built = make_class(session, count=3)
        plan_days(session, built)
        attend(session, built, built.people)
        for person in built.people[:2]:
            complete(session, built, person, {"reply": 3})
        target = workshops.workshop(session, built.workshop_id)
        issuing.sign_off(
            session, built.trainer, target, {p.id: PASSED for p in built.people[:2]}, private_key(bytes(32)), AFTER
        )
    return built


def door(app: Flask, made: Made, number: int = 0) -> str:
    db.session.rollback()
    return f"/s/{links.token_of(db.session(), str(app.secret_key), made.people[number].id)}"


def visits(made: Made) -> int:
    db.session.rollback()  # what this test read before, it forgets
    return len(services.visits_of(db.session(), made.people[0].id))


def test_opening_the_link_starts_nothing_and_signs_nobody_in(app: Flask, made: Made) -> None:
    visitor = app.test_client()
    for _look in range(3):
        page = visitor.get(door(app, made))
        assert "Satu kasus tentang Isi balasan" in page.get_data(as_text=True)
    assert visits(made) == 0
    assert visitor.get("/penyegaran").status_code == 302
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_one_tap_opens_the_case_with_what_it_is_for(app: Flask, made: Made) -> None:
    visitor = app.test_client()
    visitor.get(door(app, made))
    answer = visitor.post(door(app, made), data={})
    assert answer.location.startswith("/meja/laporan/SIM-")
    page = visitor.get(answer.location).get_data(as_text=True)
    assert "Penyegaran: Isi balasan." in page
    assert visitor.post(door(app, made), data={}).location == answer.location
    assert visits(made) == 1


def test_a_link_that_was_closed_or_never_given_opens_nothing(app: Flask, made: Made) -> None:
    path = door(app, made)
    with committing():
        services.renew_link(db.session(), made.people[0].id)
    visitor = app.test_client()
    visitor.get("/periksa")
    for wrong in (path, "/s/x", path + "x"):
        assert visitor.get(wrong).status_code == 404
        assert visitor.post(wrong, data={}).status_code == 404


def test_the_page_says_what_comes_next_and_when(trainee: JudgingClient) -> None:
    page = trainee.get("/penyegaran").text
    assert "Satu kasus tentang Isi balasan" in page
    assert "Mulai, kira-kira 10 menit" in page
    assert "Waktunya disegarkan" in page


def test_setting_a_case_aside_offers_another(trainee: JudgingClient, made: Made) -> None:
    trainee.get("/penyegaran")
    first = trainee.post("/penyegaran/mulai", data={}).location
    assert "Kasus dikesampingkan" in trainee.post("/penyegaran/kesampingkan", data={}, follow_redirects=True).text
    assert trainee.post("/penyegaran/mulai", data={}).location != first


def test_free_days_are_kept_with_faults_beside_the_field(trainee: JudgingClient) -> None:
    trainee.get("/penyegaran")
    bad = trainee.post("/penyegaran/hari-bebas", data={"dari": "2026-12-30", "sampai": "2026-12-20"})
    assert bad.status_code == 422
    assert "tidak boleh sebelum hari pertama" in bad.text
    assert 'value="2026-12-30"' in bad.text
    assert trainee.post("/penyegaran/hari-bebas", data={"dari": "x", "sampai": ""}).status_code == 422
    page = trainee.post(
        "/penyegaran/hari-bebas", data={"dari": "2026-12-18", "sampai": "2027-01-05"}, follow_redirects=True
    ).text
    assert "18 Desember 2026" in page
    assert "Satu kasus tentang" not in page
    assert (
        "Hari bebas dihapus" in trainee.post("/penyegaran/hari-bebas", data={"hapus": "1"}, follow_redirects=True).text
    )


def test_an_address_that_is_none_stays_in_its_field(trainee: JudgingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIMTEK_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("BIMTEK_SMTP_FROM", "bimtek@contoh.go.id")
    trainee.get("/penyegaran")
    bad = trainee.post("/penyegaran/surel", data={"surel": "bukan <surel>"})
    assert bad.status_code == 422
    assert "bukan &lt;surel&gt;" in bad.text
    assert (
        "Pengingat dikirim ke"
        in trainee.post("/penyegaran/surel", data={"surel": "a@b.go.id"}, follow_redirects=True).text
    )
    assert (
        "dihentikan"
        in trainee.post("/penyegaran/surel", data={"surel": "a@b.go.id", "hentikan": "1"}, follow_redirects=True).text
    )


def test_the_calendar_comes_signed_in_and_by_link(app: Flask, trainee: JudgingClient, made: Made) -> None:
    for data in (
        trainee.get("/penyegaran/kalender.ics").data,
        app.test_client().get(f"{door(app, made)}/kalender.ics").data,
    ):
        assert data.startswith(b"BEGIN:VCALENDAR")
        assert data.count(b"BEGIN:VEVENT") == 8
    without = signed_in(app, db.session(), made.people[2])
    assert without.get("/penyegaran/kalender.ics").data.startswith(b"BEGIN:VCALENDAR")
    assert "Belum ada yang perlu disegarkan" in without.get("/penyegaran").get_data(as_text=True)


def test_the_living_certificate_shows_what_is_fresh_and_the_public_page_only_how_much(
    app: Flask, trainee: JudgingClient, made: Made
) -> None:
    page = trainee.get("/sertifikat").text
    assert "kriteria segar" in page
    assert "waktunya disegarkan" in page
    public = app.test_client().get("/periksa/B-2026-0001").text
    assert "Sertifikat hidup" in public
    assert "Isi balasan" not in public


def test_the_trainer_sees_who_is_due_and_gives_the_link_out(app: Flask, trainer: JudgingClient, made: Made) -> None:
    at = f"/kelas/{made.workshop_id}/penyegaran"
    page = trainer.get(at).text
    assert "waktunya tiba" in page
    assert "/s/" not in page
    shown = trainer.get(f"{at}?tautan={made.people[0].id}").text
    assert door(app, made) in shown
    trainer.post(f"{at}/tautan-baru", data={"orang": str(made.people[0].id)})
    assert door(app, made) not in shown
    with committing():
        other = make_class(db.session(), count=1, username="lain")
    assert signed_in(app, db.session(), other.trainer).get(at).status_code == 404


def test_the_own_pages_follow_the_rules_in_english_too(trainee: JudgingClient) -> None:
    trainee.get("/penyegaran")
    trainee.post("/bahasa", data={"language": "en", "next": "/"})
    for path in ("/penyegaran", "/sertifikat", "/beranda"):
        assert trainee.get(path).status_code == 200
