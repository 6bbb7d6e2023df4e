"""The Baruga desk over HTTP: moderation, targets of three levels, photos, the public page."""

from __future__ import annotations

import io
import re
from itertools import product
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from bimtek.extensions import db, writing
from bimtek.sandbox import bridging
from bimtek.sandbox.domain.lifecycle import ENDED, ROLES, TABLE, Action, Desk, Role, State, desk_of
from bimtek.sandbox.domain.lifecycle_baruga import LABELS, PUBLISHED
from bimtek.sandbox.models import Case
from bimtek.sandbox.presentation import DESK_ACTIONS
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.judging import JudgingClient

TEXT = "Petugas mengganti panel lampu pada 10 November 2026 dan semua lampu di Kappuna sudah menyala."


@pytest.fixture
def number(app: Flask, made: Made) -> str:
    token = writing.set(True)
    case = put(db.session(), made.people[0], Desk.BARUGA)
    db.session.commit()
    writing.reset(token)
    return case.number


def play(made: Made, role: Role) -> None:
    token = writing.set(True)
    desk(db.session(), made.people[0]).sandbox.baruga_role = role.value
    db.session.commit()
    db.session.remove()
    writing.reset(token)


def case_of(number: str) -> Case:
    db.session.remove()
    return db.session.query(Case).filter_by(number=number).one()


def photo(size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    out.seek(0)
    return out


def send(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    trainee.get("/meja?meja=baruga")
    return trainee.post(f"/meja/laporan/{number}/{action}", data=given)


def moderated(trainee: JudgingClient, number: str, **more: Any) -> Any:
    form: dict[str, Any] = {
        "clear": ["identity", "content", "message"], "title": "Lampu jalan padam di Kappuna", "category": "1398",
        "targets": ["kabupaten", "dbmsulsel"],
    }  # fmt: skip
    return send(trainee, number, "moderate", **(form | more))


def brought_to_the_office(trainee: JudgingClient, made: Made, number: str) -> None:
    assert moderated(trainee, number).status_code == 302
    play(made, Role.REGENCY_ADMIN)
    assert send(trainee, number, "forward", offices=["dishub"]).status_code == 302
    play(made, Role.UNIT_ADMIN)


def test_an_aduan_is_published_only_after_disposisi(trainee: JudgingClient, number: str) -> None:
    trainee.get("/meja")
    assert number not in trainee.get("/meja/baruga/publik").text
    assert "menunggu moderasi" in trainee.get(f"/meja/baruga/publik?nomor={number.lower()}").text
    assert trainee.get(f"/meja/baruga/publik/{number}").status_code == 404
    assert moderated(trainee, number).status_code == 302
    page = trainee.get(f"/meja/baruga/publik?nomor={number}")
    assert page.status_code == 302
    public = trainee.get(f"/meja/baruga/publik/{number}").text
    assert "Lampu jalan padam di Kappuna" in public
    assert "tidak ditemukan" in trainee.get("/meja/baruga/publik?nomor=SIM-B0000000").text


def test_what_is_not_clear_is_not_published_and_what_was_typed_stays(trainee: JudgingClient, number: str) -> None:
    answer = send(
        trainee, number, "moderate", clear=["content"], title="Topik yang sudah saya tulis", category="1398",
        targets=["kabupaten"],
    )  # fmt: skip
    assert answer.status_code == 422
    assert "identitas pengirim jelas" in answer.text
    assert "Topik yang sudah saya tulis" in answer.text
    assert case_of(number).state == State.BARUGA_NEW


def test_three_levels_lead_from_the_moderator_over_the_kabupaten_to_its_offices(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    assert case_of(number).targets == ["kabupaten", "dbmsulsel", "dishub"]
    page = trainee.get(f"/meja/laporan/{number}").text
    for word in ("Dibuat", "Disposisi", "Tindakan", "Tanggapan", "Selesai", "Tingkat 3: OPD kabupaten"):
        assert word in page


def test_photos_before_and_after_stand_in_the_thread_and_are_another_persons_404(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    files = {"before": (photo(), "sebelum.jpg"), "after": (photo((80, 40)), "sesudah.png")}
    given = {"office": "dishub", "text": TEXT, "before_caption": "Panel lama", **files}
    assert send(trainee, number, "record_act", **given).status_code == 302
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Sebelum: Panel lama" in page
    address = page.split("/meja/baruga/foto/")[1].split('"')[0]
    shown = trainee.get(f"/meja/baruga/foto/{address}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"].startswith("private")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert other.get(f"/meja/baruga/foto/{address}").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xff\xd8" + b"x" * 20 * 1024 * 1024, "liburan.jpg", "8 MB"),
        (b"%PDF-1.4 surat", "foto.jpg", "isinya PDF"),
        (b"", "kosong.jpg", "kosong"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_beside_its_field_and_the_text_stays(
    trainee: JudgingClient, made: Made, number: str, data: bytes, name: str, said: str
) -> None:
    brought_to_the_office(trainee, made, number)
    answer = send(trainee, number, "record_act", office="dishub", text=TEXT, after=(io.BytesIO(data), name))
    assert answer.status_code == 422
    assert said in answer.text
    assert TEXT in answer.text
    assert case_of(number).state == State.BARUGA_DISPOSED


def test_support_counts_once_and_a_second_tap_is_told_so(trainee: JudgingClient, number: str) -> None:
    moderated(trainee, number)
    trainee.get(f"/meja/baruga/publik/{number}")
    for said in ("Dukungan Anda tercatat", "sudah mendukung aduan ini"):
        answer = trainee.post(f"/meja/baruga/publik/{number}/dukung", follow_redirects=True)
        assert said in answer.text
    assert send(trainee, number, "support").status_code == 409
    assert case_of(number).supports == 1
    assert "Paling didukung" in trainee.get("/meja/baruga/publik").text


def test_what_is_masked_stays_masked_for_the_public_wherever_it_stands(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    secret = "0840-1234-5678"
    assert send(trainee, number, "mask", other=secret).status_code == 302
    assert moderated(trainee, number, title=f"Lampu padam, hubungi {secret}").status_code == 302
    play(made, Role.REGENCY_ADMIN)
    send(trainee, number, "forward", offices=["dishub"])
    play(made, Role.UNIT_ADMIN)
    photos = {"before": (photo(), "a.jpg"), "before_caption": f"Panel, {secret}"}
    assert send(trainee, number, "record_act", office="dishub", text=f"{TEXT} {secret}", **photos).status_code == 302
    send(trainee, number, "support")
    for page in ("/meja/baruga/publik", f"/meja/baruga/publik/{number}"):
        text = trainee.get(page).text
        assert secret not in text
        assert "data disamarkan" in text


def test_citizens_read_neither_an_anonymous_name_nor_what_was_asked_before_publication(
    app: Flask, trainee: JudgingClient, number: str
) -> None:
    case = case_of(number)
    case.anonymous, name = True, str(case.reporter["name"])
    db.session.commit()
    assert send(trainee, number, "note", note="Kenal orangnya, tetangga saya.").status_code == 302
    send(trainee, number, "ask_clarity", missing=["place"], message="Mohon sebutkan nama dusunnya.")
    case = case_of(number)
    case.state, case.event_at = State.BARUGA_NEW.value, None
    db.session.commit()
    moderated(trainee, number)
    public = trainee.get(f"/meja/baruga/publik/{number}").text
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
    trainee: JudgingClient, number: str, state: State, said: str
) -> None:
    case = case_of(number)
    case.state, case.links = state.value, ["transfer:SIM-1009999"]
    case.ended_at = case.received_at if state in ENDED else None
    db.session.commit()
    assert said in trainee.get(f"/meja/baruga/publik?nomor={number}").text


def test_an_aduan_is_finished_only_after_every_office_acted_and_the_reporter_was_answered(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    send(trainee, number, "record_act", office="dishub", text=TEXT)
    send(trainee, number, "respond", text=TEXT)
    play(made, Role.MODERATOR)
    refused = send(trainee, number, "finish", note="Sudah dijawab.")
    assert refused.status_code == 409
    assert "belum bertindak" in refused.text


#: The acts of this desk; bridges and ties have a test file of their own.
ACTS = [
    action
    for action in DESK_ACTIONS
    if any(known == action and desk_of(state) == Desk.BARUGA for state, known in TABLE)
    and action not in (*bridging.BRIDGES, *bridging.TIES)
]
LONG = "Lokasi dan waktu kejadian belum disebut, mohon dijelaskan lebih dahulu."


def bring(number: str, state: State) -> None:
    """Bring the aduan into a state in which nothing but the table can refuse."""
    case = case_of(number)
    case.state, case.targets, case.acted = state.value, ["kabupaten", "dishub"], ["dishub"]
    case.substantive, case.supported, case.masks, case.event_at = True, False, ["rahasia kecil"], None
    case.ended_at = case.received_at if state in ENDED else None
    db.session.commit()


@pytest.mark.parametrize(("state", "role"), list(product(LABELS, ROLES[Desk.BARUGA])))
def test_each_act_over_http_is_done_exactly_where_the_table_allows_it(
    trainee: JudgingClient, made: Made, number: str, state: State, role: Role
) -> None:
    form = {
        "clear": ["identity", "content", "message"], "title": "Lampu jalan padam", "category": "1398", "targets": ["kabupaten"],
        "missing": ["place"], "message": LONG, "archive_reason": "spam", "reason": LONG, "offices": ["dinsos"], "office": "dishub",
        "text": TEXT, "note": LONG, "other": "rahasia besar", "passage": "rahasia kecil", "command_id": "",
    }  # fmt: skip
    for action in ACTS:
        bring(number, state)
        play(made, role)
        answer = send(trainee, number, action.value, **form)
        row = TABLE.get((state, action))
        expected = 302 if row and role in row.roles else 409
        assert answer.status_code == expected, f"{state} {action} {role}: {answer.status_code}"


@pytest.mark.parametrize("action", [a for a in ACTS if a != Action.UNMASK])
def test_each_act_has_a_form_that_stands_by_the_house_rules(
    trainee: JudgingClient, made: Made, number: str, action: Action
) -> None:
    state = next(s for (s, a) in TABLE if a == action and desk_of(s) == Desk.BARUGA)
    bring(number, state)
    play(made, next(role for role in ROLES[Desk.BARUGA] if role in TABLE[state, action].roles))
    page = trainee.get(f"/meja/laporan/{number}?tindakan={action.value}")
    assert page.status_code == 200
    assert f"/{action.value}" in page.text


def test_the_moderation_form_shows_what_the_aduan_says_of_each_check(trainee: JudgingClient, number: str) -> None:
    trainee.get("/meja")
    page = trainee.get(f"/meja/laporan/{number}?tindakan=moderate").text
    for shown in ("Lewat Facebook: Rannu Sampe", "Kelurahan Kappuna", "Mohon diperbaiki.”", "Tingkat 2: kabupaten"):
        assert shown in page
    assert 'value="bpn"' not in page.split('id="targets"')[1]


@pytest.mark.parametrize("more", [{}, {"check": "1"}])
def test_nothing_of_the_moderation_form_is_lost_when_it_comes_back(
    trainee: JudgingClient, number: str, more: dict[str, str]
) -> None:
    answer = send(
        trainee, number, "moderate", clear=["content"], title="Topik saya", category="1398",
        targets=["dbmsulsel", "disdikprov"], **more,
    )  # fmt: skip
    checked = set(re.findall(r'<input checked[^>]* value="([^"]+)"', answer.text))
    assert checked == {"content", "dbmsulsel", "disdikprov"}
    assert 'value="1398" selected' in answer.text
    assert 'value="Topik saya"' in answer.text


@pytest.mark.parametrize("target", ["bpn", "dishub", "tidak-ada"])
def test_a_national_office_an_office_of_the_kabupaten_or_an_unknown_one_is_no_target(
    trainee: JudgingClient, number: str, target: str
) -> None:
    answer = moderated(trainee, number, targets=[target])
    assert answer.status_code == 422
    assert "Pilih dari daftar" in answer.text
    assert case_of(number).state == State.BARUGA_NEW


def test_an_admin_of_an_office_cannot_record_for_the_province_or_an_office_that_is_no_target(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    form = trainee.get(f"/meja/laporan/{number}?tindakan=record_act").text.split('id="office"')[1].split("</select>")[0]
    assert re.findall(r'value="([^"]*)"', form) == ["", "dishub"]
    for office in ("dbmsulsel", "dinsos"):
        answer = send(trainee, number, "record_act", office=office, text=TEXT)
        assert answer.status_code == 422
        assert TEXT in answer.text
    assert case_of(number).acted == []


def test_a_photo_once_received_need_not_be_sent_again_when_the_form_comes_back(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    answer = send(trainee, number, "record_act", office="dishub", text="", before=(photo(), "a.jpg"))
    assert answer.status_code == 422
    assert "Foto sudah diterima" in answer.text
    seal = re.search(r'name="before_kept"[^>]*value="([^"]+)"', answer.text)
    assert seal
    form = {"office": "dishub", "text": TEXT, "before_caption": "Panel lama", "after_kept": seal[1]}
    assert send(trainee, number, "record_act", before_kept=seal[1], check="1", **form).status_code == 200
    assert send(trainee, number, "record_act", before_kept=seal[1], **form).status_code == 302
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Sebelum: Panel lama" in page
    assert "Sesudah" not in page.split("Percakapan")[1]


def test_a_seal_that_was_changed_brings_no_photo(trainee: JudgingClient, made: Made, number: str) -> None:
    brought_to_the_office(trainee, made, number)
    assert send(trainee, number, "record_act", office="dishub", text=TEXT, before_kept="abc.def").status_code == 302
    assert "<figure>" not in trainee.get(f"/meja/laporan/{number}").text


def test_the_trainer_sees_the_photos_over_the_shoulder(
    trainee: JudgingClient, trainer: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    send(trainee, number, "record_act", office="dishub", text=TEXT, before=(photo(), "a.jpg"))
    me = made.people[0].id
    page = trainer.get(f"/papan/orang/{me}/meja/{number}").text
    address = page.split('<figure><a href="')[1].split('"')[0]
    assert trainer.get(address).mimetype == "image/jpeg"
    assert trainer.get(f"{address}?kecil=1").status_code == 200
    assert trainer.get(address.replace(f"/{me}/", f"/{made.people[1].id}/")).status_code == 404
    assert trainee.get(address).status_code == 403


def test_the_page_of_an_aduan_says_that_there_is_no_deadline_and_how_long_it_has_waited(
    trainee: JudgingClient, number: str
) -> None:
    trainee.get("/meja")
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Tanpa tenggat" in page
    assert "hari kerja" in page
    assert "Mengapa tenggatnya" not in page
    assert "Aduan tanpa topik" in trainee.get("/meja?meja=baruga").text


@pytest.mark.parametrize("state", [state for state in LABELS if state not in PUBLISHED])
def test_what_is_not_published_has_no_public_page_and_no_support(
    trainee: JudgingClient, number: str, state: State
) -> None:
    bring(number, state)
    trainee.get("/meja")
    assert trainee.get(f"/meja/baruga/publik/{number}").status_code == 404
    assert trainee.post(f"/meja/baruga/publik/{number}/dukung").status_code == 404
