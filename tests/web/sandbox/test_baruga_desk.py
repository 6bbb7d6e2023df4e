"""The Baruga desk over HTTP: every act where the table allows it, moderation, targets of three levels."""

from __future__ import annotations

import re
from itertools import product

import pytest

from bimtek.extensions import db
from bimtek.sandbox.domain.lifecycle import ROLES, Action, Desk, Role, State
from bimtek.sandbox.domain.lifecycle_baruga import LABELS
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.sandbox.aduan_steps import TEXT, bring, brought_to_the_office, moderated
from tests.web.sandbox.desk_steps import acts_of, case_of, done_where_allowed, first_place, form_stands, play, send


def test_what_is_not_clear_is_not_published_and_what_was_typed_stays(trainee: JudgingClient, aduan: str) -> None:
    answer = send(
        trainee, aduan, "moderate", clear=["content"], title="Topik yang sudah saya tulis", category="1398",
        targets=["kabupaten"],
    )  # fmt: skip
    assert answer.status_code == 422
    assert "identitas pengirim jelas" in answer.text
    assert "Topik yang sudah saya tulis" in answer.text
    assert case_of(aduan).state == State.BARUGA_NEW


def test_three_levels_lead_from_the_moderator_over_the_kabupaten_to_its_offices(
    trainee: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    assert case_of(aduan).targets == ["kabupaten", "dbmsulsel", "dishub"]
    page = trainee.get(f"/meja/laporan/{aduan}").text
    for word in ("Dibuat", "Disposisi", "Tindakan", "Tanggapan", "Selesai", "Tingkat 3: OPD kabupaten"):
        assert word in page


def test_an_aduan_is_finished_only_after_every_office_acted_and_the_reporter_was_answered(
    trainee: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    send(trainee, aduan, "record_act", office="dishub", text=TEXT)
    send(trainee, aduan, "respond", text=TEXT)
    play(made, Role.MODERATOR)
    refused = send(trainee, aduan, "finish", note="Sudah dijawab.")
    assert refused.status_code == 409
    assert "belum bertindak" in refused.text


LONG = "Lokasi dan waktu kejadian belum disebut, mohon dijelaskan lebih dahulu."


@pytest.mark.parametrize(("state", "role"), list(product(LABELS, ROLES[Desk.BARUGA])))
def test_each_act_over_http_is_done_exactly_where_the_table_allows_it(
    trainee: JudgingClient, made: Made, aduan: str, state: State, role: Role
) -> None:
    form = {
        "clear": ["identity", "content", "message"], "title": "Lampu jalan padam", "category": "1398", "targets": ["kabupaten"],
        "missing": ["place"], "message": LONG, "archive_reason": "spam", "reason": LONG, "offices": ["dinsos"], "office": "dishub",
        "text": TEXT, "note": LONG, "other": "rahasia besar", "passage": "rahasia kecil", "command_id": "",
    }  # fmt: skip
    for action in acts_of(Desk.BARUGA):
        bring(aduan, state)
        play(made, role)
        done_where_allowed(trainee, aduan, state, role, action, form)


@pytest.mark.parametrize("action", [a for a in acts_of(Desk.BARUGA) if a != Action.UNMASK])
def test_each_act_has_a_form_that_stands_by_the_house_rules(
    trainee: JudgingClient, made: Made, aduan: str, action: Action
) -> None:
    state, role = first_place(action, Desk.BARUGA)
    bring(aduan, state)
    play(made, role)
    form_stands(trainee, aduan, action)


def test_the_moderation_form_shows_what_the_aduan_says_of_each_check(trainee: JudgingClient, aduan: str) -> None:
    trainee.get("/meja")
    page = trainee.get(f"/meja/laporan/{aduan}?tindakan=moderate").text
    for shown in ("Lewat Facebook: Rannu Sampe", "Kelurahan Kappuna", "Mohon diperbaiki.”", "Tingkat 2: kabupaten"):
        assert shown in page
    assert 'value="bpn"' not in page.split('id="targets"')[1]


@pytest.mark.parametrize("more", [{}, {"seen": "x"}])
def test_nothing_of_the_moderation_form_is_lost_when_it_comes_back(
    trainee: JudgingClient, aduan: str, more: dict[str, str]
) -> None:
    answer = send(
        trainee, aduan, "moderate", clear=["content"], title="Topik saya", category="1398",
        targets=["dbmsulsel", "disdikprov"], **more,
    )  # fmt: skip
    checked = set(re.findall(r'<input checked[^>]* value="([^"]+)"', answer.text))
    assert checked == {"content", "dbmsulsel", "disdikprov"}
    assert 'value="1398" selected' in answer.text
    assert 'value="Topik saya"' in answer.text


def test_a_refused_form_is_accepted_once_it_is_corrected_on_the_page_that_came_back(
    trainee: JudgingClient, aduan: str
) -> None:
    refused = moderated(trainee, aduan, clear=["content"], command_id="sekali")
    assert refused.status_code == 422
    given = re.search(r'name="command_id"[^>]*value="([^"]+)"', refused.text)
    assert given
    assert given[1] != "sekali"
    assert moderated(trainee, aduan, command_id=given[1]).status_code == 302


@pytest.mark.parametrize("target", ["bpn", "dishub", "tidak-ada"])
def test_a_national_office_an_office_of_the_kabupaten_or_an_unknown_one_is_no_target(
    trainee: JudgingClient, aduan: str, target: str
) -> None:
    answer = moderated(trainee, aduan, targets=[target])
    assert answer.status_code == 422
    assert "Pilih dari daftar" in answer.text
    assert case_of(aduan).state == State.BARUGA_NEW


@pytest.mark.parametrize("role", [Role.REGENCY_ADMIN, Role.UNIT_ADMIN])
def test_those_an_aduan_is_disposed_to_never_see_the_name_of_an_anonymous_reporter(
    trainee: JudgingClient, made: Made, aduan: str, role: Role
) -> None:
    case = case_of(aduan)
    case.anonymous, name, nik = True, str(case.reporter["name"]), str(case.reporter["nik"])
    db.session.commit()
    bring(aduan, State.BARUGA_DISPOSED)
    play(made, role)
    for act in ("", "?tindakan=moderate", "?tindakan=record_act"):
        page = trainee.get(f"/meja/laporan/{aduan}{act}").text
        assert name not in page
        assert nik[:6] not in page


def test_an_admin_of_an_office_cannot_record_for_the_province_or_an_office_that_is_no_target(
    trainee: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    form = trainee.get(f"/meja/laporan/{aduan}?tindakan=record_act").text.split('id="office"')[1].split("</select>")[0]
    assert re.findall(r'value="([^"]*)"', form) == ["", "dishub"]
    for office in ("dbmsulsel", "dinsos"):
        answer = send(trainee, aduan, "record_act", office=office, text=TEXT)
        assert answer.status_code == 422
        assert TEXT in answer.text
    assert case_of(aduan).acted == []


def test_the_page_of_an_aduan_says_that_there_is_no_deadline_and_how_long_it_has_waited(
    trainee: JudgingClient, aduan: str
) -> None:
    trainee.get("/meja")
    page = trainee.get(f"/meja/laporan/{aduan}").text
    assert "Tanpa tenggat" in page
    assert "hari kerja" in page
    assert "Mengapa tenggatnya" not in page
    assert "Aduan tanpa topik" in trainee.get("/meja?meja=baruga").text
