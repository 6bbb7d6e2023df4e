"""What a device keeps for the time without a link, and what becomes of an act that was written meanwhile."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox import queries
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.forms import form_for
from bimtek.sandbox.lost_link_forms import fields, writable
from tests.factories.arrivals import put
from tests.factories.classes import Made, cases_of
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import case_of, play

PACK = "/meja/bekal-luring"
CLEAN = "Yth. Bapak/Ibu Pelapor, petugas memeriksa panel dan menggantinya paling lambat 11 November 2026."
LEAK = "Kami menghubungi 08412200317 dan mengganti panel paling lambat 11 November 2026."
REPORTER = {"name": "Nurlia Sappe", "nik": "7322995203780004", "phone": "08412200317", "address": "Dusun Lekkong RT 03"}


@pytest.fixture
def report(app: Flask, made: Made) -> str:
    """A report disposed to its unit, before its liaison."""
    with committing():
        case = put(db.session(), made.people[0], Desk.LAPOR, reporter=REPORTER)
        case.state, case.unit, case.masks = State.DISPOSED.value, "dishub", []
        number = case.number
    play(made, Role.LIAISON)
    return number


def pack_of(who: JudgingClient) -> Any:
    answer = who.get(PACK, headers={"X-Live": "1"})
    assert answer.status_code == 200
    return json.loads(answer.data)


def deliver(
    who: JudgingClient, made: Made, number: str, text: str = CLEAN, *, name: str = "follow_up", **more: Any
) -> Any:
    account = more.pop("account", made.people[0].id)
    field = "note" if name == "note" else "text"
    token = who.get(PACK).headers["X-Csrf"]
    return who.post(
        f"/meja/laporan/{number}/{name}/kiriman",
        data={field: text, "command_id": "luring-1", **more}, headers={"X-Live": "1", "X-Account": str(account), "X-CSRFToken": token},
    )  # fmt: skip


def test_the_pack_holds_the_own_open_cases_with_their_acts_of_text(
    trainee: JudgingClient, other: JudgingClient, made: Made, report: str
) -> None:
    mine = pack_of(trainee)
    found = next(it for it in mine["cases"] if it["number"] == report)
    assert mine["account"] == str(made.people[0].id)
    assert {act["name"] for act in found["acts"]} == {"follow_up", "first_response", "send_back", "defer", "note"}
    asked = {field["name"]: field["kind"] for field in mine["forms"]["send_back"]}
    assert asked == {"reason": "area", "suggestion": "list"}
    assert "Pecah laporan" in found["online"]
    assert found["body"]
    theirs = {case.number for case in cases_of(db.session(), made.people[1])}
    assert not theirs & {it["number"] for it in mine["cases"]}
    assert report not in {it["number"] for it in pack_of(other)["cases"]}


def test_each_act_says_who_reads_it_as_its_page_would(trainee: JudgingClient, made: Made, report: str) -> None:
    found = next(it for it in pack_of(trainee)["cases"] if it["number"] == report)
    told = {act["name"]: act["readers"] for act in found["acts"]}
    assert told["follow_up"] == "Pelapor dan semua orang di halaman publik."
    assert told["defer"] == "Hanya pelapor."
    assert told["note"].endswith("Dinas Perhubungan. Pelapor dan publik tidak.")


def test_a_pack_that_is_known_is_not_sent_again_until_something_happens(
    trainee: JudgingClient, made: Made, report: str
) -> None:
    first = trainee.get(PACK, headers={"X-Live": "1"})
    asked = {"X-Live": "1", "X-Version": first.headers["X-Version"]}
    again = trainee.get(PACK, headers=asked)
    assert (again.status_code, again.data) == (204, b"")
    assert again.headers["X-Account"] == str(made.people[0].id)
    assert again.headers["X-Csrf"]
    assert json.loads(deliver(trainee, made, report).data)["done"]
    assert trainee.get(PACK, headers=asked).status_code == 200


def test_nothing_hidden_stands_in_the_pack(app: Flask, trainee: JudgingClient, made: Made, report: str) -> None:
    with committing():
        case = case_of(report)
        case.masks = ["panel"]
        case.body = "Panel lampu: panel di depan rumah saya padam."
        hard = put(db.session(), made.people[0], Desk.LAPOR, reporter=REPORTER)
        hard.truth = {**hard.truth, "care": "grief"}
        hidden = hard.number
    answer = trainee.get(PACK, headers={"X-Live": "1"}).text
    assert hidden not in answer
    assert REPORTER["nik"] not in answer
    assert "[data disamarkan]" in answer
    for case in cases_of(db.session(), made.people[0]):
        for name in ("better_reply", "internal_note"):
            words = str((case.truth or {}).get(name) or "")
            assert not words or words[:60] not in answer
    assert not {"truth", "right_act", "owner", "severity"} & set(json.loads(answer)["cases"][0])


def test_the_pack_is_bounded_and_light(app: Flask, trainee: JudgingClient, made: Made) -> None:
    with committing():
        for _ in range(50):
            put(db.session(), made.people[0], Desk.LAPOR)
    answer = trainee.get(PACK, headers={"X-Live": "1"})
    assert len(json.loads(answer.data)["cases"]) == 40
    assert len(gzip.compress(answer.data, 6)) <= 15_000


def test_an_act_arrives_once_however_often_it_is_sent(trainee: JudgingClient, made: Made, report: str) -> None:
    first, second = (json.loads(deliver(trainee, made, report).data) for _ in range(2))
    assert first["done"]
    assert second["done"]
    assert case_of(report).state == State.FOLLOWED_UP
    moved = [entry for entry in queries.thread(db.session(), case_of(report)).entries if entry.kind == MOVED]
    assert len(moved) == 1


def test_what_the_summary_would_stop_comes_back_with_the_reason_and_stays_a_draft(
    trainee: JudgingClient, made: Made, report: str
) -> None:
    told = json.loads(deliver(trainee, made, report, LEAK).data)
    assert not told["done"]
    assert "08412200317" in told["reason"]
    assert case_of(report).state == State.DISPOSED
    assert LEAK in trainee.get(f"/meja/laporan/{report}?tindakan=follow_up").text


def test_what_the_lifecycle_refuses_comes_back_in_its_words(trainee: JudgingClient, made: Made, report: str) -> None:
    with committing():
        case = case_of(report)
        case.state, case.ended_at = State.CLOSED_BY_SYSTEM.value, case.received_at
    told = json.loads(deliver(trainee, made, report).data)
    assert not told["done"]
    assert told["reason"]
    note = json.loads(deliver(trainee, made, "SIM-TIDAKADA").data)
    assert not note["done"]


def test_what_was_written_for_another_world_is_not_done_here(trainee: JudgingClient, made: Made, report: str) -> None:
    told = json.loads(deliver(trainee, made, report, branch="77").data)
    assert "cabang" in told["reason"]
    assert case_of(report).state == State.DISPOSED


def test_nobody_sends_what_another_account_wrote(other: JudgingClient, made: Made, report: str) -> None:
    assert deliver(other, made, report).status_code == 401
    own = json.loads(deliver(other, made, report, account=made.people[1].id).data)
    assert not own["done"]
    assert case_of(report).state == State.DISPOSED


def test_only_acts_of_text_with_an_id_are_taken(trainee: JudgingClient, made: Made, report: str) -> None:
    assert deliver(trainee, made, report, name="mask").status_code == 404
    assert deliver(trainee, made, report, command_id="").status_code == 404
    told = json.loads(deliver(trainee, made, report, "Panel sudah diperiksa petugas.", name="note").data)
    assert told["done"], told


def test_an_answer_with_choices_is_done_as_if_it_came_from_its_page(
    trainee: JudgingClient, made: Made, report: str
) -> None:
    told = json.loads(
        deliver(trainee, made, report, name="send_back", reason="Bukan tugas kami.", suggestion="putrpkpp").data
    )
    assert told["done"], told
    assert case_of(report).state == State.UNVERIFIED


def test_what_a_form_lacks_comes_back_with_its_text(trainee: JudgingClient, made: Made, report: str) -> None:
    told = json.loads(deliver(trainee, made, report, name="defer", message="Mohon sebutkan dusunnya.").data)
    assert not told["done"]
    assert told["reason"]
    assert case_of(report).state == State.DISPOSED


@pytest.mark.parametrize("name", ["grant", "refuse", "declare_not_held", "answer_objection"])
def test_the_written_answers_of_a_request_carry_the_fields_of_their_forms(app: Flask, name: str) -> None:
    with app.test_request_context():
        told = fields(Action(name))
        asked = set(form_for(Action(name)).given())
    assert {one["name"] for one in told} == asked
    assert all(one["options"] for one in told if one["kind"] in ("one", "list"))
    assert all(one["limit"] for one in told if one["kind"] == "area")


def test_what_brings_a_file_or_asks_the_server_first_waits_for_the_link() -> None:
    assert not {Action.RECORD_ACT, Action.MASK, Action.VERIFY, Action.SPLIT} & set(writable())
