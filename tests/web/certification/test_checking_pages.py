"""Checking in public, and the own record: what a stranger learns from a number, and what only the paper tells."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from bimtek.certification import issuing, paper, services
from bimtek.certification.domain import badge
from bimtek.certification.domain.keys import PublicKey, private_key
from bimtek.certification.domain.statement import PASSED, decoded
from bimtek.certification.keystore import current, folder_of
from bimtek.extensions import db
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, make_class, signed_in
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.web.committing import committing
from tests.web.judging import JudgingClient


@pytest.fixture
def made(app: Flask) -> Made:
    app.extensions["test_wall"] = AFTER
    with committing():
        session = db.session()
        built = make_class(session, count=3)
        plan_days(session, built)
        attend(session, built, built.people)
        for person in built.people[:2]:
            complete(session, built, person, {"category": 3})
        target = workshops.workshop(session, built.workshop_id)
        key = current(folder_of(app.extensions["settings"]))
        issuing.sign_off(session, built.trainer, target, {built.people[0].id: PASSED}, key, AFTER)
    return built


@pytest.fixture
def visitor(app: Flask, made: Made) -> JudgingClient:
    return app.test_client()  # type: ignore[return-value]


def test_a_number_tells_that_it_is_valid_and_does_not_give_the_name_away(visitor: JudgingClient) -> None:
    page = visitor.get("/periksa/b-2026-0001").text
    assert "Sah." in page
    assert "Peserta Nomor 1" not in page
    assert "P••••• N•••• 1•" in page
    assert "Kelulusan" in page
    assert "1 dari" not in page


def test_a_name_can_be_compared_titles_aside(visitor: JudgingClient) -> None:
    assert "Cocok dengan nama" in visitor.get("/periksa/B-2026-0001?nama=peserta+nomor+1%2C+S.Sos.").text
    assert "Tidak cocok." in visitor.get("/periksa/B-2026-0001?nama=Orang+Lain").text


def test_an_unknown_number_is_said_to_be_unknown_with_what_was_typed(visitor: JudgingClient) -> None:
    answer = visitor.get("/periksa/B-2026-0404")
    assert answer.status_code == 404
    assert "Tidak ada sertifikat bernomor B-2026-0404" in answer.text
    assert visitor.get("/periksa?nomor=b-2026-0001").location == "/periksa/B-2026-0001"
    assert "&lt;img" in visitor.get("/periksa/<img src=x onerror=alert(1)>").text


def test_the_text_of_a_code_is_checked_letter_by_letter(visitor: JudgingClient, made: Made) -> None:
    said = paper.statement_of(services.of_person(db.session(), made.people[0].id)[0])
    visitor.get("/periksa")
    check = lambda text: visitor.post("/periksa", data={"teks": text})  # noqa: E731
    good = check(said)
    assert "Sah." in good.text
    assert "Peserta Nomor 1" in good.text
    assert "Tanda tangan tidak cocok" in check(said.replace('"h":', '"h":1')).text
    assert "Bukan nama yang ditandatangani" in check(said.replace("Peserta Nomor 1", "Peserta Nomor 2")).text
    assert check("BIMTEK1 <script>").status_code == 422
    assert check("x" * 10_000).status_code == 422
    foreign = private_key(b"y" * 32)
    row = services.of_person(db.session(), made.people[0].id)[0]
    other = row.signed.replace(f'"k":"{json.loads(row.signed)["k"]}"', f'"k":"{foreign.public.id}"')
    assert "Kuncinya tidak dikenal" in check(said.replace(row.signed, other)).text


def test_the_public_keys_and_the_page_to_keep_can_be_fetched_by_anybody(visitor: JudgingClient) -> None:
    told = visitor.get("/periksa/kunci.json").get_json()
    assert len(told["keys"]) == 1
    assert PublicKey(decoded(told["keys"][0]["ed25519"])).id == told["keys"][0]["id"]
    kept = visitor.get("/periksa/pemeriksa.html")
    assert "attachment" in kept.headers["Content-Disposition"]
    assert told["keys"][0]["ed25519"] in kept.text


def test_the_own_record_says_what_was_shown_and_what_is_missing(app: Flask, made: Made) -> None:
    page = signed_in(app, db.session(), made.people[0]).get("/sertifikat").get_data(as_text=True)
    assert "Kelulusan <span" in page
    assert "kriteria segar" in page
    other = signed_in(app, db.session(), made.people[2]).get("/sertifikat").get_data(as_text=True)
    assert "Masih terbuka" in other
    assert "B-2026-0001" not in other


def test_the_own_paper_and_badge_are_nobody_elses(app: Flask, made: Made) -> None:
    mine, other = (signed_in(app, db.session(), person) for person in made.people[:2])
    assert mine.get("/sertifikat/1.pdf").data[:5] == b"%PDF-"
    assert other.get("/sertifikat/1.pdf").status_code == 404
    assert other.get("/sertifikat/1/lencana.json").status_code == 404
    document = json.loads(mine.get("/sertifikat/1/lencana.json").data)
    public = current(folder_of(app.extensions["settings"])).public
    assert badge.verified(document, {public.id: public})
    assert "Peserta Nomor 1" not in json.dumps(document)


def test_home_leads_to_the_record(app: Flask, made: Made) -> None:
    page = signed_in(app, db.session(), made.people[2]).get("/beranda").get_data(as_text=True)
    assert "Bukti dan yang masih kurang" in page
    assert "syarat terpenuhi" in page


def test_a_revoked_certificate_gives_neither_paper_nor_badge(app: Flask, made: Made) -> None:
    with committing():
        target = workshops.workshop(db.session(), made.workshop_id)
        services.revoke(db.session(), made.trainer, target, 1, "Salah.", AFTER)
    mine = signed_in(app, db.session(), made.people[0])
    assert mine.get("/sertifikat/1.pdf").status_code == 404
    assert mine.get("/sertifikat/1/lencana.json").status_code == 404
    assert "Dicabut" in mine.get("/sertifikat").get_data(as_text=True)
