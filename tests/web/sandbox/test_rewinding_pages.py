"""Going back over HTTP: the timeline, in and out of a branch, the strip, the comparison; and what a branch never touches."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from bimtek.extensions import db
from bimtek.sandbox import branching, services
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.models import Case, Draft, Sandbox
from tests.conftest import WALL
from tests.factories.arrivals import put
from tests.factories.branches import act, first_run, point_before, reply, verify
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient

STRIP = "Cabang: bagaimana jika."


@pytest.fixture
def number(made: Made) -> str:
    """A report whose first run is over."""
    with committing():
        case = put(db.session(), made.people[0], Desk.LAPOR)
        first_run(db.session(), made.people[0], case)
        return case.number


@pytest.fixture
def begun(made: Made) -> str:
    """A report that was verified and not answered yet."""
    with committing():
        case = put(db.session(), made.people[0], Desk.LAPOR)
        verify(db.session(), made.people[0], case)
        return case.number


def main_of(made: Made) -> Sandbox:
    found = services.main_sandbox_of(db.session(), made.people[0].id)
    assert found is not None
    return found


def act_before(made: Made, number: str, action: Action) -> int:
    case = branching.case_in(db.session(), main_of(made), number)
    assert case is not None
    return point_before(db.session(), case, action).act


def go_back(trainee: JudgingClient, made: Made, number: str, action: Action, **more: Any) -> Any:
    place = act_before(made, number, action)
    db.session.remove()
    trainee.get(f"/meja/laporan/{number}/putar-ulang")
    return trainee.post(f"/meja/laporan/{number}/putar-ulang", data={"act": place, "command_id": "satu", **more})


def branch_id(made: Made) -> int:
    db.session.remove()
    return max(db.session.query(Sandbox.id).filter(Sandbox.branch_of.is_not(None)).all())[0]


def test_the_report_page_leads_to_a_timeline_with_the_way_back_to_each_own_act(
    trainee: JudgingClient, number: str
) -> None:
    assert f"/meja/laporan/{number}/putar-ulang" in trainee.get(f"/meja/laporan/{number}").text
    page = trainee.get(f"/meja/laporan/{number}/putar-ulang")
    assert page.status_code == 200
    assert page.text.count('name="act"') == 2
    assert "Jalan pertama tetap utuh." in page.text


def test_opening_a_branch_leads_into_it_and_every_page_says_so_until_one_leaves(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    answer = go_back(trainee, made, number, Action.FOLLOW_UP)
    assert answer.status_code == 302
    inside = trainee.get(f"/meja/laporan/{number}")
    assert STRIP in inside.text
    assert "akan kami tindak lanjuti" not in inside.text
    for path in ("/meja", "/meja/jam", "/meja/ppid/register", "/meja/baruga/publik", "/beranda", "/belajar"):
        assert STRIP in trainee.get(path).text, path
    assert trainee.post("/meja/cabang/keluar", data={}).headers["Location"].endswith(f"/meja/laporan/{number}")
    outside = trainee.get(f"/meja/laporan/{number}")
    assert STRIP not in outside.text
    assert "akan kami tindak lanjuti" in outside.text


def test_two_taps_open_one_branch(trainee: JudgingClient, made: Made, number: str) -> None:
    go_back(trainee, made, number, Action.VERIFY)
    go_back(trainee, made, number, Action.VERIFY)
    db.session.remove()
    assert db.session.query(Sandbox).filter(Sandbox.branch_of.is_not(None)).count() == 1


def test_what_was_written_at_the_desk_is_not_done_in_a_branch_nor_the_other_way_round(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    go_back(trainee, made, number, Action.FOLLOW_UP)
    text = "Terima kasih. Panel diganti paling lambat 20 November 2026."
    answer = trainee.post(f"/meja/laporan/{number}/follow_up", data={"text": text, "branch": ""})
    assert answer.status_code == 422
    assert "Anda berpindah antara meja dan cabang" in answer.text
    assert text in answer.text
    inside = re.search(r'name="branch" type="hidden" value="(\d+)"', answer.text)
    assert inside, "the page that comes back is for the world one is in"
    trainee.post("/meja/cabang/keluar", data={})
    stale = trainee.post(f"/meja/laporan/{number}/follow_up", data={"text": text, "branch": inside[1]})
    assert stale.status_code == 422


def test_a_report_of_the_desk_is_not_found_inside_and_the_way_to_it_is_shown(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    other = db.session.query(Case.number).filter_by(sandbox_id=main_of(made).id, origin="arrived").first()[0]
    go_back(trainee, made, number, Action.VERIFY)
    for path in (f"/meja/laporan/{other}", f"/hasil/{other}"):
        answer = trainee.get(path)
        assert answer.status_code == 404
        assert "Laporan ini ada di meja" in answer.text
    onward = trainee.post("/meja/cabang/keluar", data={"next": f"/meja/laporan/{other}"})
    assert onward.headers["Location"].endswith(f"/meja/laporan/{other}")
    assert trainee.get("/meja/laporan/SIM-0000001").status_code == 404


def test_the_branch_and_the_report_of_somebody_else_are_not_found(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    go_back(trainee, made, number, Action.VERIFY)
    mine = branch_id(made)
    other.get("/meja")
    assert other.post(f"/meja/cabang/{mine}/masuk", data={}).status_code == 404
    assert other.get(f"/meja/laporan/{number}/banding/{mine}").status_code == 404
    assert trainee.get(f"/meja/laporan/{number}/banding/{mine + 1}").status_code == 404
    assert trainee.get(f"/meja/laporan/{number}/banding/{2**40}").status_code == 404


def test_drafts_of_a_branch_and_of_the_desk_are_two(trainee: JudgingClient, made: Made, number: str) -> None:
    trainee.get("/meja")
    trainee.post(f"/meja/laporan/{number}/draf/follow_up", data={"text": "di meja"})
    go_back(trainee, made, number, Action.FOLLOW_UP)
    trainee.post(f"/meja/laporan/{number}/draf/follow_up", data={"text": "di cabang"})
    db.session.remove()
    texts = {row.key: row.text for row in db.session.query(Draft)}
    assert texts == {f"follow_up/{number}": "di meja", f"follow_up/{number}@{branch_id(made)}": "di cabang"}


def test_the_clock_of_a_branch_goes_on_to_the_next_event_once_a_tap(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    go_back(trainee, made, number, Action.FOLLOW_UP)
    page = trainee.get(f"/meja/laporan/{number}")
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert seen
    trainee.post("/meja/cabang/lanjut", data={"seen": seen[1]})
    db.session.remove()
    first = db.session.get(Sandbox, branch_id(made)).clock_sim
    assert str(first) > seen[1]
    trainee.post("/meja/cabang/lanjut", data={"seen": seen[1]})
    db.session.remove()
    assert db.session.get(Sandbox, branch_id(made)).clock_sim == first


def test_both_runs_stand_side_by_side_with_their_levels_and_a_sentence(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    go_back(trainee, made, number, Action.FOLLOW_UP)
    mine = branch_id(made)
    before = trainee.get(f"/meja/laporan/{number}/banding/{mine}")
    assert "Cabang belum dijalankan" in before.text
    with committing():
        box = db.session.get(Sandbox, mine)
        twin = branching.case_in(db.session(), box, number)
        reply(db.session(), made.people[0], twin, _good())  # type: ignore[arg-type]
    page = trainee.get(f"/meja/laporan/{number}/banding/{mine}")
    assert page.status_code == 200
    assert "Jalan pertama" in page.text
    assert "tetapi isinya lain" in page.text
    assert "▲ naik" in page.text
    assert "perbedaan terbesar pada" in page.text
    inside = trainee.get(f"/hasil/{number}")
    assert "Cabang: latihan, tidak dihitung." in inside.text


def _good() -> str:
    return (
        "Yth. Pelapor, terima kasih atas laporan Anda. Kami mohon maaf atas gelapnya jalan di Dusun Kappuna. Petugas "
        "Dinas Perhubungan memeriksa panel pada 10 November 2026 dan menemukan panelnya terbakar. Panel kami ganti paling "
        "lambat 12 November 2026. Bila masih padam sesudahnya, tanggapi laporan ini dalam 10 hari."
    )


def test_the_marks_of_a_branch_wait_until_the_first_run_was_answered(
    trainee: JudgingClient, made: Made, begun: str
) -> None:
    go_back(trainee, made, begun, Action.VERIFY)
    mine = branch_id(made)
    with committing():
        box = db.session.get(Sandbox, mine)
        twin = branching.case_in(db.session(), box, begun)
        assert twin is not None
        verify(db.session(), made.people[0], twin)
        reply(db.session(), made.people[0], twin, _good())
    page = trainee.get(f"/meja/laporan/{begun}/banding/{mine}")
    assert "Nilai cabang belum terlihat." in page.text
    assert "naik" not in page.text
    told = trainee.get(f"/hasil/{begun}")
    assert told.status_code == 302
    assert told.headers["Location"].endswith(f"/banding/{mine}")


def test_the_trainer_who_looks_over_the_shoulder_sees_the_main_desk(
    trainee: JudgingClient, trainer: JudgingClient, made: Made, number: str
) -> None:
    go_back(trainee, made, number, Action.FOLLOW_UP)
    page = trainer.get(f"/papan/orang/{made.people[0].id}/meja/{number}")
    assert "akan kami tindak lanjuti" in page.text
    assert STRIP not in page.text


@pytest.mark.parametrize(
    ("at", "action", "role", "given"),
    [
        (
            Desk.BARUGA,
            Action.DECLINE,
            Role.MODERATOR,
            {"archive_reason": "spam", "reason": "Bukan aduan, hanya iklan."},
        ),
        (Desk.PPID, Action.REGISTER, Role.DESK_OFFICER, {"registration": "001/PPID/XI/2026"}),
    ],
)
def test_a_case_of_another_desk_is_played_again_as_well(
    trainee: JudgingClient, made: Made, at: Desk, action: Action, role: Role, given: dict[str, str]
) -> None:
    with committing():
        case = put(db.session(), made.people[0], at)
        assert act(db.session(), made.people[0], case, action, role, **given).accepted
        number = case.number
    assert go_back(trainee, made, number, action).status_code == 302
    for path in (
        f"/meja/laporan/{number}",
        f"/meja/laporan/{number}/banding/{branch_id(made)}",
        f"/meja?meja={at.value}",
    ):
        assert trainee.get(path).status_code == 200, path
    with committing():
        twin = branching.case_in(db.session(), desk(db.session(), made.people[0]).sandbox, number)
        assert twin is not None
        assert act(db.session(), made.people[0], twin, action, role, **given).accepted


def test_no_new_report_is_typed_in_inside_a_branch(trainee: JudgingClient, made: Made, number: str) -> None:
    go_back(trainee, made, number, Action.VERIFY)
    answer = trainee.get("/meja/laporan-baru")
    assert answer.status_code == 302
    assert "bukan di cabang" in trainee.get("/meja").text


def test_choosing_the_desk_is_one_question_to_the_database(app: Flask, made: Made, number: str) -> None:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    services.sandbox_of(db.session(), made.people[0].id)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) == 1
    assert desk(db.session(), made.people[0]).moment.wall == WALL
