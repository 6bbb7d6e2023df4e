"""The journal reaches a learning record store over real HTTP: in order, each once, whatever breaks on the way."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bimtek.certification import services as certificates
from bimtek.certification import xapi
from bimtek.certification.domain.xapi import KINDS
from bimtek.certification.xapi_client import Lrs, LrsRefused
from bimtek.evaluation import planning
from bimtek.extensions import db
from bimtek.modules import services as modules
from bimtek.modules import sitting_services
from tests.conftest import WALL
from tests.services.certification.lrs import NAMES, FakeLrs, arrived, cursors, write
from tests.services.modules.learner import seat_learners
from tests.unit.certification.test_xapi_statements import faults


def test_all_arrive_once_and_in_order(session: Session, lrs: FakeLrs) -> None:
    for minute in (0, 7, 3):
        write(session, f"sandbox/{minute}", 23, minute=minute)
    assert xapi.send(session, lrs.client.post, WALL, batch=10) == 69
    assert (lrs.posts, lrs.stored) == (7, 69)
    for minute in (0, 7, 3):
        assert arrived(lrs, f"sandbox/{minute}") == list(range(23))
    times = [one["timestamp"] for one in lrs.kept.values()]
    assert times == sorted(times)
    assert all(faults(one) == [] for one in lrs.kept.values())
    assert cursors(session) == {"sandbox/0": 23, "sandbox/3": 23, "sandbox/7": 23}


def test_the_request_is_what_an_lrs_expects(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 1)
    xapi.send(session, lrs.client.post, WALL)
    head = lrs.seen[0]
    assert head["path"] == "/xapi/statements"
    assert (head["x-experience-api-version"], head["content-type"]) == ("1.0.3", "application/json")


def test_a_second_run_sends_nothing_and_later_work_alone_goes_after(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 4)
    write(session, "sandbox/2", 4, kind="role_taken")
    assert xapi.send(session, lrs.client.post, WALL) == 4
    assert cursors(session) == {"sandbox/1": 4, "sandbox/2": 4}, "entries without a statement move the cursor too"
    assert xapi.send(session, lrs.client.post, WALL) == 0
    assert lrs.posts == 1
    write(session, "sandbox/1", 2, minute=9)
    assert xapi.send(session, lrs.client.post, WALL) == 2
    assert (lrs.posts, lrs.stored, cursors(session)["sandbox/1"]) == (2, 6, 6)


@pytest.mark.parametrize("strict", [False, True], ids=["passes over", "refuses with 409"])
def test_a_server_that_dies_after_storing_loses_nothing_and_doubles_nothing(
    session: Session, lrs: FakeLrs, strict: bool
) -> None:
    for minute in (0, 5):
        write(session, f"sandbox/{minute}", 25, minute=minute)
    lrs.dies_at = 3
    with pytest.raises(xapi.NotAllSentError) as stopped:
        xapi.send(session, lrs.client.post, WALL, batch=10)
    assert (stopped.value.accepted, lrs.stored) == (20, 30), "the third batch was stored, but nobody heard of it"
    assert isinstance(stopped.value.__cause__, LrsRefused)
    assert sum(cursors(session).values()) == 20
    with pytest.raises(xapi.NotAllSentError, match="Terkirim 0 "):
        xapi.send(session, lrs.client.post, WALL, batch=10)
    lrs.dead, lrs.strict = False, strict
    write(session, "sandbox/0", 3, minute=100)
    assert xapi.send(session, lrs.client.post, WALL, batch=12) == 33, "ten of them again"
    assert lrs.stored == len(lrs.kept) == 53
    assert arrived(lrs, "sandbox/5") == list(range(25))
    assert arrived(lrs, "sandbox/0") == [*range(25), *range(3)]
    assert cursors(session) == {"sandbox/0": 28, "sandbox/5": 25}
    assert xapi.send(session, lrs.client.post, WALL) == 0


def test_two_processes_that_overlap_store_nothing_twice_and_move_no_cursor_back(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 30)
    lrs.strict = True
    calls: list[int] = []

    def post(statements: list[dict[str, Any]]) -> None:
        calls.append(len(statements))
        if len(calls) == 2:  # another process comes and finishes while this one is at its second batch
            xapi.send(session, lrs.client.post, WALL, batch=7)
        lrs.client.post(statements)

    assert xapi.send(session, post, WALL, batch=10) == 30
    assert lrs.stored == 30
    assert arrived(lrs, "sandbox/1") == list(range(30))
    assert cursors(session) == {"sandbox/1": 30}


def test_a_clock_that_was_set_back_does_not_turn_a_stream_around(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 3, minute=50)
    write(session, "sandbox/1", 3)
    write(session, "sandbox/2", 3, minute=10)
    numbers = [entry.number for entry, _ in xapi.pending(session, 99) if entry.stream == "sandbox/1"]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_pending_reads_no_stream_that_has_nothing_new(session: Session, lrs: FakeLrs) -> None:
    for number in range(1, 31):
        write(session, f"sandbox/{number}", 2)
    xapi.send(session, lrs.client.post, WALL)
    write(session, "sandbox/9", 120, minute=9)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(xapi.pending(session, 40)) == 40
    assert len(asked) <= 4
    assert len(xapi.pending(session, 999)) == 120


@pytest.mark.parametrize("status", [200, 204])
def test_both_answers_of_acceptance_count(lrs: FakeLrs, status: int) -> None:
    lrs.status = status
    lrs.client.post([{"id": "1"}])


def test_a_conflict_on_a_single_statement_means_the_lrs_has_it(lrs: FakeLrs) -> None:
    lrs.status = 409
    lrs.client.post([{"id": "1"}])
    lrs.client.post([{"id": "1"}, {"id": "2"}, {"id": "3"}])
    assert lrs.posts == 1 + 4


@pytest.mark.parametrize("status", [201, 400, 403, 413, 500, 503])
def test_everything_else_is_told_with_status_and_words(lrs: FakeLrs, status: int) -> None:
    lrs.status, lrs.says = status, "tidak\n\x1b[31m bisa " + "y" * 1000
    with pytest.raises(LrsRefused) as told:
        lrs.client.post([{"id": "1"}])
    assert told.value.status == status
    assert told.value.said.startswith("tidak [31m bisa yyy")
    assert len(told.value.said) == 300


def test_a_wrong_password_is_told_without_it(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 3)
    wrong = Lrs(lrs.url, "kunci", "salah-ketik-sandi")
    with pytest.raises(xapi.NotAllSentError) as stopped:
        xapi.send(session, wrong.post, WALL)
    told = f"{stopped.value} {stopped.value.__cause__!r} {stopped.value.__cause__} {wrong!r}"
    assert "401" in told
    assert "Basic ***" in told, "the server sent the header back"
    for hidden in ("salah-ketik-sandi", base64.b64encode(b"kunci:salah-ketik-sandi").decode()):
        assert hidden not in told
    assert cursors(session) == {}


def test_a_redirect_is_not_followed(lrs: FakeLrs) -> None:
    with FakeLrs() as elsewhere:
        lrs.status, lrs.location = 302, elsewhere.url
        with pytest.raises(LrsRefused) as told:
            lrs.client.post([{"id": "1"}])
        assert (told.value.status, elsewhere.posts) == (302, 0)


@pytest.mark.parametrize("url", ["", "ftp://lrs", "file:///etc/passwd", "https://", "https://a:b@lrs/x", "http://[x"])
def test_only_web_addresses_without_a_password_in_them(url: str) -> None:
    with pytest.raises(ValueError, match="Alamat LRS"):
        Lrs(url, "a", "b")


def test_a_class_at_work_gives_sound_statements_that_name_nobody(session: Session, lrs: FakeLrs) -> None:
    learner, other = seat_learners(session, WALL, NAMES)
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case)
    learner.end(case)
    assert attempt.status == "passed"
    other.start("u6-t1")
    desk = learner.desk
    assert modules.finish_part(session, learner.person, desk.sandbox, "u6-baca", desk.moment).attempt
    sitting = sitting_services.start(session, learner.person, "pre", desk.moment).sitting
    assert sitting is not None
    assert sitting_services.submit(session, learner.person, sitting, desk.moment)
    actions = [planning.Action(f"Kerjakan {n}", "Selesai", 30) for n in range(3)]
    assert planning.save(session, learner.person, "Kepala Bidang", actions, WALL, send=True) == {}
    assert xapi.send(session, lrs.client.post, WALL) == len(lrs.kept)

    mine, theirs = f"akun-{learner.person.id}", f"akun-{other.person.id}"
    said = [
        (one["actor"]["account"]["name"], one["verb"]["display"]["en"], one["object"]["id"].split("/xapi/")[1])
        for one in lrs.kept.values()
    ]
    assert sorted(said) == sorted([
        (mine, "initialized", "exercise/u6-t1"), (mine, "passed", "exercise/u6-t1"),
        (theirs, "initialized", "exercise/u6-t1"), (mine, "completed", "exercise/u6-baca"),
        (mine, "initialized", "test/pre"), (mine, "completed", "test/pre"),
        (mine, "submitted", f"class/{learner.workshop_id}/plan"),
    ])  # fmt: skip
    assert all(faults(one) == [] for one in lrs.kept.values())
    text = json.dumps(list(lrs.kept.values()))
    assert not re.search("Andi|Bungawati|Kepala|Kerjakan", text)
    assert "U6 T1: " in text
    assert re.search(r"https://[0-9a-f]{12}\.bimtek\.invalid/xapi/", text)


def test_export_writes_everything_and_moves_nothing(session: Session, lrs: FakeLrs) -> None:
    write(session, "sandbox/1", 3)
    xapi.send(session, lrs.client.post, WALL)
    write(session, "sandbox/1", 2)
    out = io.StringIO()
    assert xapi.export(session, out) == 5
    ids = [json.loads(line)["id"] for line in out.getvalue().splitlines()]
    assert ids[:3] == list(lrs.kept)
    assert cursors(session) == {"sandbox/1": 3}
    assert len(xapi.pending(session, 10)) == 2


def test_the_kinds_are_those_that_are_written() -> None:
    written = {
        modules.STARTED, modules.EXERCISE_FINISHED, modules.HANDED_IN, modules.PART_FINISHED, planning.SENT,
        sitting_services.SITTING_STARTED, sitting_services.SITTING_FINISHED, certificates.ISSUED, certificates.REVOKED,
        "refresher_finished",
    }  # fmt: skip
    assert set(KINDS) == written
