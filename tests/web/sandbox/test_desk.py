"""The desk over HTTP: what each role may do, what stands in the page's source, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox import services
from bimtek.sandbox.domain import lifecycle_lapor
from bimtek.sandbox.domain.lifecycle import ROLES, Action, Desk, Role, State
from bimtek.sandbox.models import Case, Sandbox
from bimtek.workshops.models import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of, desk
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import acts_of, done_where_allowed, first_place, form_stands, press

LAPOR_ACTS = acts_of(Desk.LAPOR)
LONG = "Ruas ini jalan nasional, bukan jalan kabupaten, jadi kami teruskan."


def put(app: Flask, made: Made, state: State, role: Role) -> str:
    """Bring the first report into a state and take a desk role, as a test's starting point."""
    me = made.people[0]
    at, case = desk(db.session(), me), cases_of(db.session(), me)[0]
    at.sandbox.role = role.value
    case.state = state.value
    case.unit = None if state in (State.UNVERIFIED, State.BLOCKED, State.RETURNED) else "dinsos"
    case.substantive = True
    case.responded = False
    case.masks = ["rahasia kecil"]
    now = at.moment.sim
    case.ended_at = now if state.value.startswith(("closed", "archived")) else None
    case.event_at = now + timedelta(days=9) if state in (State.AWAITING_COMPLETION, State.FOLLOWED_UP) else None
    case.system_at, case.event_kind = case.event_at, "expire" if state == State.AWAITING_COMPLETION else "auto_close"
    case.deferred_at = now if state == State.AWAITING_COMPLETION else None
    case.held_from = State.UNVERIFIED.value if state == State.AWAITING_COMPLETION else None
    at.sandbox.next_event_at = case.event_at
    number = case.number
    db.session.commit()
    db.session.remove()
    return number


def good(action: Action) -> dict[str, object]:
    """A complete form for any act."""
    category = next(iter(services.world().categories))
    return {
        "title": "Judul yang rapi", "report_class": "complaint", "category": category, "unit": "dishub", "text": LONG,
        "missing": ["place"], "message": LONG, "reason": LONG, "holder": "pln", "archive_reason": "spam", "note": LONG,
        "other": "rahasia kecil", "passage": "rahasia kecil", "command_id": f"t-{action.value}",
    }  # fmt: skip


@pytest.mark.parametrize(("state", "role"), list(product(lifecycle_lapor.LABELS, ROLES[Desk.LAPOR])))
def test_each_act_over_http_is_done_exactly_where_the_table_allows_it(
    app: Flask, made: Made, trainee: JudgingClient, state: State, role: Role
) -> None:
    for action in LAPOR_ACTS:
        number = put(app, made, state, role)
        done_where_allowed(trainee, number, state, role, action, good(action))


@pytest.mark.parametrize("action", [a for a in LAPOR_ACTS if a != Action.UNMASK])
def test_each_act_has_a_form_that_stands_by_the_house_rules(
    app: Flask, made: Made, trainee: JudgingClient, action: Action
) -> None:
    form_stands(trainee, put(app, made, *first_place(action, Desk.LAPOR)), action)


def test_what_an_act_does_is_said_in_the_language_of_the_page(app: Flask, made: Made, trainee: JudgingClient) -> None:
    """Words that the rules hold, not the catalogue, stand in English too."""
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    trainee.get("/meja")
    trainee.post("/bahasa", data={"language": "en", "next": "/"})
    page = trainee.get(f"/meja/laporan/{number}?tindakan=verify").text
    assert "Tidy the title, set classification and category" in page
    assert "Rapikan judul" not in page


@pytest.mark.parametrize(
    ("action", "field", "typed"),
    [
        (Action.VERIFY, "title", "Judul yang sudah saya rapikan"),
        (Action.DEFER, "message", "Mohon sebutkan dusun dan desanya, terima kasih."),
        (Action.NOT_OUR_AUTHORITY, "reason", "Tiang ini milik PLN menurut petugas."),
        (Action.ARCHIVE, "reason", "Isinya sama dengan laporan pertama."),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(
    app: Flask, made: Made, trainee: JudgingClient, action: Action, field: str, typed: str
) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    trainee.get("/meja")
    answer = trainee.post(f"/meja/laporan/{number}/{action.value}", data={field: typed})
    assert answer.status_code == 422
    assert typed in answer.text
    assert 'class="field-error"' in answer.text
    assert 'id="error-summary"' in answer.text


def test_a_reply_refused_because_the_report_moved_on_in_another_tab_is_still_there_to_copy(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.CLOSED_BY_SYSTEM, Role.LIAISON)
    trainee.get("/meja")
    answer = trainee.post(f"/meja/laporan/{number}/follow_up", data={"text": LONG})
    assert answer.status_code == 409
    assert LONG in answer.text
    assert "sudah berakhir" in answer.text


def test_an_oversized_reply_is_refused_without_reaching_the_rules(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.DISPOSED, Role.LIAISON)
    trainee.get("/meja")
    answer = trainee.post(f"/meja/laporan/{number}/follow_up", data={"text": "x" * 7000})
    assert answer.status_code == 422


def test_the_liaison_never_sees_the_name_of_an_anonymous_reporter_nor_any_number(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.DISPOSED, Role.LIAISON)
    case = db.session.query(Case).filter_by(number=number).one()
    case.anonymous, name, nik = True, case.reporter["name"], case.reporter["nik"]
    db.session.commit()
    db.session.remove()
    page = trainee.get(f"/meja/laporan/{number}").text
    assert name not in page
    assert str(nik)[6:] not in page


def test_what_is_masked_is_not_in_the_source_of_the_list_or_the_report(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    case = db.session.query(Case).filter_by(number=number).one()
    case.body = "Rumah saya di RT 02 nomor 7, HP 0840 1234 5678, tolong diperiksa."
    case.masks = []
    db.session.commit()
    db.session.remove()
    trainee.get("/meja")
    trainee.post(f"/meja/laporan/{number}/mask", data={"found": ["0840 1234 5678"], "other": "RT 02 nomor 7"})
    assert "0840 1234" not in trainee.get(f"/meja/laporan/{number}").text
    assert "0840 1234" not in trainee.get("/meja?group=all").text
    assert "data disamarkan" in trainee.get(f"/meja/laporan/{number}").text


def test_another_trainees_report_is_not_found_by_any_route(app: Flask, made: Made, trainee: JudgingClient) -> None:
    foreign = "SIM-D0002001"
    case = cases_of(db.session(), made.people[1])[0]
    case.number = foreign
    db.session.commit()
    db.session.remove()
    trainee.get("/meja")
    for path in (f"/meja/laporan/{foreign}", f"/meja/laporan/{foreign}/tenggat", f"/hasil/{foreign}"):
        assert trainee.get(path).status_code == 404
    assert trainee.post(f"/meja/laporan/{foreign}/note", data=good(Action.NOTE)).status_code == 404
    assert trainee.post(f"/meja/laporan/{foreign}/draf/follow_up", data={"text": "x"}).status_code == 404


def test_a_trainer_has_no_desk_and_a_trainee_no_board(trainer: JudgingClient, trainee: JudgingClient) -> None:
    assert trainer.get("/meja").status_code == 403
    assert trainee.get("/papan").status_code == 403


def test_the_search_finds_by_number_and_by_words_and_takes_wildcards_literally(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    assert trainee.get(f"/meja?q={number.lower()}").headers["Location"].endswith(number)
    assert "Tidak ada laporan yang cocok" in trainee.get("/meja?q=%25%25%25").text
    assert "Tidak ada laporan yang cocok" in trainee.get("/meja?q=zzzzqqq").text


@pytest.mark.parametrize(
    "query", ["group=xyz", "page=999999", "page=abc", "since=kemarin", "sort=drop", "unit=%27--", "q=" + "a" * 500]
)
def test_odd_addresses_of_the_list_are_answered_calmly(trainee: JudgingClient, query: str) -> None:
    assert trainee.get(f"/meja?{query}").status_code in (200, 302)


def test_hostile_text_stays_text(app: Flask, made: Made, trainee: JudgingClient) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    case = db.session.query(Case).filter_by(number=number).one()
    case.body = case.title = '<script>alert(1)</script> & "kutip"'
    db.session.commit()
    db.session.remove()
    for path in ("/meja", f"/meja/laporan/{number}"):
        assert "<script>alert" not in trainee.get(path).text


def test_a_form_without_its_token_changes_nothing(app: Flask, made: Made, trainee: JudgingClient) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    answer = trainee.post(
        f"/meja/laporan/{number}/note", data="note=tanpa+token", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert db.session.query(Case).filter_by(number=number).one().last_number == 0


def test_looking_lets_the_world_catch_up_exactly_once(app: Flask, made: Made, trainee: JudgingClient) -> None:
    number = put(app, made, State.FOLLOWED_UP, Role.AGENCY_ADMIN)
    target = db.session.query(Workshop).one()
    target.clock_sim = target.clock_sim + timedelta(days=20)
    db.session.commit()
    db.session.remove()
    assert "Ditutup oleh Sistem" in trainee.get(f"/meja/laporan/{number}").text
    before = db.session.query(Case).filter_by(number=number).one().last_number
    trainee.get(f"/meja/laporan/{number}")
    db.session.remove()
    assert db.session.query(Case).filter_by(number=number).one().last_number == before


def test_a_draft_kept_on_the_server_is_there_on_another_device(app: Flask, made: Made, trainee: JudgingClient) -> None:
    number = put(app, made, State.DISPOSED, Role.LIAISON)
    trainee.get("/meja")
    trainee.post(f"/meja/laporan/{number}/draf/follow_up", data={"text": "Yth. Bapak/Ibu, sedang kami"})
    assert "sedang kami" in trainee.get(f"/meja/laporan/{number}?tindakan=follow_up").text


def test_a_report_by_telephone_is_recorded_by_the_agency_admin_alone(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    form = {
        "channel": "Hotline Service", "report_class": "complaint", "title": "Lampu padam", "district": "Masamba", "place": "Kappuna",
        "body": "Lampu jalan padam sejak tiga minggu di depan pasar.", "reporter_name": "Tono Rekaan", "protection": "both", "command_id": "d1",
    }  # fmt: skip
    trainee.get("/meja/laporan-baru")
    answer = trainee.post("/meja/laporan-baru", data=form)
    assert answer.status_code == 302
    assert trainee.post("/meja/laporan-baru", data=form).headers["Location"] == answer.headers["Location"]
    assert "Rahasia" in trainee.get(answer.headers["Location"]).text
    trainee.post("/meja/peran", data={"role": "liaison"})
    refused = trainee.post("/meja/laporan-baru", data={**form, "command_id": "d2"})
    assert refused.status_code == 422
    assert "Lampu jalan padam sejak" in refused.text


def test_the_role_is_one_of_the_two_at_the_desk(app: Flask, made: Made, trainee: JudgingClient) -> None:
    trainee.get("/meja")
    trainee.post("/meja/peran", data={"role": "reporter"})
    me = db.session.query(Sandbox).filter_by(account_id=made.people[0].id).one()
    assert me.role == "agency_admin"
    assert WALL.year == 2026


def test_the_page_of_deadlines_says_why_each_day_counts(app: Flask, made: Made, trainee: JudgingClient) -> None:
    number = put(app, made, State.UNVERIFIED, Role.AGENCY_ADMIN)
    page = trainee.get(f"/meja/laporan/{number}/tenggat").text
    assert "hari kerja ke-3" in page


def test_the_summary_before_sending_names_what_would_be_revealed_and_keeps_the_text(
    app: Flask, made: Made, trainee: JudgingClient
) -> None:
    number = put(app, made, State.DISPOSED, Role.LIAISON)
    trainee.get("/meja")
    text = "Kami hubungi di 0840 1111 2222 dan mengganti panel paling lambat 20 November 2026."
    page = press(trainee, number, "follow_up", text=text)
    assert page.status_code == 200
    assert '<mark class="mark-missed">0840 1111 2222</mark>' in page.text
    assert "<b>Jumat, 20 November 2026</b>" in page.text
    assert text in page.text
    assert db.session.query(Case).filter_by(number=number).one().state == State.DISPOSED
