"""Baruga's public page over HTTP: publication after disposisi, Lacak, Dukung, and what citizens never read."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox.domain.lifecycle import ENDED, Role, State
from bimtek.sandbox.domain.lifecycle_baruga import LABELS, PUBLISHED
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.sandbox.aduan_steps import TEXT, bring, moderated, photo
from tests.web.sandbox.desk_steps import case_of, play, send


def test_an_aduan_is_published_only_after_disposisi(trainee: JudgingClient, aduan: str) -> None:
    trainee.get("/meja")
    assert aduan not in trainee.get("/meja/baruga/publik").text
    assert "menunggu moderasi" in trainee.get(f"/meja/baruga/publik?nomor={aduan.lower()}").text
    assert trainee.get(f"/meja/baruga/publik/{aduan}").status_code == 404
    assert moderated(trainee, aduan).status_code == 302
    page = trainee.get(f"/meja/baruga/publik?nomor={aduan}")
    assert page.status_code == 302
    public = trainee.get(f"/meja/baruga/publik/{aduan}").text
    assert "Lampu jalan padam di Kappuna" in public
    assert "tidak ditemukan" in trainee.get("/meja/baruga/publik?nomor=SIM-B0000000").text


def test_support_counts_once_and_a_second_tap_is_told_so(trainee: JudgingClient, aduan: str) -> None:
    moderated(trainee, aduan)
    trainee.get(f"/meja/baruga/publik/{aduan}")
    for said in ("Dukungan Anda tercatat", "sudah mendukung aduan ini"):
        answer = trainee.post(f"/meja/baruga/publik/{aduan}/dukung", data={}, follow_redirects=True)
        assert said in answer.text
    assert send(trainee, aduan, "support").status_code == 409
    assert case_of(aduan).supports == 1
    assert "Paling didukung" in trainee.get("/meja/baruga/publik").text


def test_what_is_masked_stays_masked_for_the_public_wherever_it_stands(
    trainee: JudgingClient, made: Made, aduan: str
) -> None:
    secret = "0840-1234-5678"
    assert send(trainee, aduan, "mask", other=secret).status_code == 302
    assert moderated(trainee, aduan, title=f"Lampu padam, hubungi {secret}").status_code == 302
    play(made, Role.REGENCY_ADMIN)
    send(trainee, aduan, "forward", offices=["dishub"])
    play(made, Role.UNIT_ADMIN)
    photos = {"before": (photo(), "a.jpg"), "before_caption": f"Panel, {secret}"}
    assert send(trainee, aduan, "record_act", office="dishub", text=f"{TEXT} {secret}", **photos).status_code == 302
    send(trainee, aduan, "support")
    for page in ("/meja/baruga/publik", f"/meja/baruga/publik/{aduan}"):
        text = trainee.get(page).text
        assert secret not in text
        assert "data disamarkan" in text


def test_citizens_read_neither_an_anonymous_name_nor_what_was_asked_before_publication(
    app: Flask, trainee: JudgingClient, aduan: str
) -> None:
    case = case_of(aduan)
    case.anonymous, name = True, str(case.reporter["name"])
    db.session.commit()
    assert send(trainee, aduan, "note", note="Kenal orangnya, tetangga saya.").status_code == 302
    send(trainee, aduan, "ask_clarity", missing=["place"], message="Mohon sebutkan nama dusunnya.")
    case = case_of(aduan)
    case.state, case.event_at = State.BARUGA_NEW.value, None
    db.session.commit()
    moderated(trainee, aduan)
    public = trainee.get(f"/meja/baruga/publik/{aduan}").text
    assert "oleh Anonim" in public
    for hidden in (name, "Kenal orangnya", "Mohon sebutkan nama dusunnya"):
        assert hidden not in public


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.BARUGA_NEW, "menunggu moderasi"),
        (State.BARUGA_ASKED, "menunggu kejelasan dari pelapor"),
        (State.BARUGA_DECLINED, "tidak diproses"),
        (State.BARUGA_TRANSFERRED, "SIM-1009999"),
    ],
)
def test_lacak_says_where_an_aduan_stands_that_citizens_cannot_open(
    trainee: JudgingClient, aduan: str, state: State, said: str
) -> None:
    case = case_of(aduan)
    case.state, case.links = state.value, ["transfer:SIM-1009999"]
    case.ended_at = case.received_at if state in ENDED else None
    db.session.commit()
    assert said in trainee.get(f"/meja/baruga/publik?nomor={aduan}").text


@pytest.mark.parametrize("state", [state for state in LABELS if state not in PUBLISHED])
def test_what_is_not_published_has_no_public_page_and_no_support(
    trainee: JudgingClient, aduan: str, state: State
) -> None:
    bring(aduan, state)
    trainee.get("/meja")
    assert trainee.get(f"/meja/baruga/publik/{aduan}").status_code == 404
    assert trainee.post(f"/meja/baruga/publik/{aduan}/dukung", data={}).status_code == 404
