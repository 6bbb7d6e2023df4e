"""Entries become statements that keep the rules of xAPI 1.0.3, name nobody, and stay the same when made again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from bimtek.certification.domain.xapi import KINDS, VERBS, statement
from bimtek.journal.domain import Entry, digest

HOME = "https://bimtek.example.go.id"
_TOP = {"id", "actor", "verb", "object", "result", "context", "timestamp"}
_IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
_ZULU = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def faults(told: dict[str, Any]) -> list[str]:
    """Where a statement breaks a rule of xAPI 1.0.3 (part two): [] for a sound one."""
    found = [f"unknown {key}" for key in told.keys() - _TOP]
    found += [f"{key} missing" for key in ("actor", "verb", "object") if key not in told]
    found += _id_faults("id", told["id"]) + _null_faults(told)
    actor = told["actor"]
    if len(actor.keys() & _IDENTIFIERS) != 1 or actor.keys() - _IDENTIFIERS - {"objectType", "name"}:
        found.append("not exactly one inverse functional identifier")
    if set(actor["account"]) != {"homePage", "name"} or not _is_iri(actor["account"]["homePage"]):
        found.append("account")
    if not _is_iri(told["verb"]["id"]) or set(told["verb"]) - {"id", "display"}:
        found.append("verb")
    found += _language_faults(told["verb"]["display"]) + _activity_faults(told["object"])
    found += _result_faults(told.get("result", {})) + _context_faults(told.get("context", {}))
    if not _ZULU.fullmatch(told["timestamp"]) or not datetime.fromisoformat(told["timestamp"]):
        found.append("timestamp")
    return found


def _null_faults(value: Any) -> list[str]:
    """No property may be null (2.2)."""
    if isinstance(value, dict):
        return [fault for key in value for fault in ([key] if value[key] is None else _null_faults(value[key]))]
    return [fault for one in value for fault in _null_faults(one)] if isinstance(value, list) else []


def _id_faults(name: str, given: str) -> list[str]:
    return [] if str(UUID(given)) == given and UUID(given).variant == "specified in RFC 4122" else [name]


def _is_iri(given: str) -> bool:
    parts = urlsplit(given)
    return bool(parts.scheme and parts.netloc) and not re.search(r'[\s<>"{}|\\^`]', given)


def _language_faults(told: dict[str, str]) -> list[str]:
    right = all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2})?", key) and isinstance(told[key], str) for key in told)
    return [] if told and right else ["language map"]


def _activity_faults(told: dict[str, Any]) -> list[str]:
    definition = told.get("definition", {})
    right = told["objectType"] == "Activity" and _is_iri(told["id"]) and set(told) <= {"objectType", "id", "definition"}
    right = right and set(definition) <= {"name", "type"} and _is_iri(definition.get("type", HOME))
    return ([] if right else ["activity"]) + _language_faults(definition["name"])


def _result_faults(told: dict[str, Any]) -> list[str]:
    found = [key for key in told if key not in ("score", "success", "completion")]
    found += [key for key in ("success", "completion") if not isinstance(told.get(key, True), bool)]
    score = told.get("score", {})
    found += [key for key in score if key not in ("scaled", "raw", "min", "max")]
    if not -1 <= score.get("scaled", 0) <= 1:
        found.append("scaled")
    raw = score.get("raw", 0)
    if not score.get("min", raw) <= raw <= score.get("max", raw):
        found.append("raw")
    return found


def _context_faults(told: dict[str, Any]) -> list[str]:
    found = [key for key in told if key not in ("registration", "platform", "language", "contextActivities")]
    found += _id_faults("registration", told["registration"]) if "registration" in told else []
    around = told.get("contextActivities", {})
    found += [key for key in around if key not in ("parent", "grouping", "category", "other")]
    return found + [fault for some in around.values() for one in some for fault in _activity_faults(one)]


def entry(kind: str, about: str = "attempt/7", actor: int | None = 12, /, **data: Any) -> Entry:
    made = Entry(
        stream="sandbox/4", number=3, kind=kind, about=about, actor_id=actor, actor_role="trainee" if actor else "system",
        sim_at=datetime(2026, 11, 9, 9), wall_at=datetime(2026, 11, 9, 1, 2, 3, 456000), data=data, scope="class/3",
    )  # fmt: skip
    return replace(made, hash=digest(made))


def told(made: Entry, **more: Any) -> dict[str, Any]:
    found = statement(made, HOME, **more)
    assert found is not None
    assert faults(found) == []
    return found


#: An entry of each kind, with the verb, the end of the object's id, and the result it leads to.
CASES: list[tuple[Entry, str, str, dict[str, Any] | None]] = [
    (entry("exercise_started", exercise="u6-t1", variant=1), "initialized", "exercise/u6-t1", None),
    (
        entry("exercise_finished", exercise="u6-t1", status="passed", mark=3.0), "passed", "exercise/u6-t1",
        {"completion": True, "success": True, "score": {"scaled": 0.75, "raw": 3.0, "min": 0, "max": 4}},
    ),
    (
        entry("exercise_finished", exercise="u6-t1", status="failed", step="balas"), "failed", "exercise/u6-t1",
        {"completion": True, "success": False},
    ),
    (
        entry("exercise_finished", exercise="u6-t1", status="helped", mark=1), "completed", "exercise/u6-t1",
        {"completion": True, "score": {"scaled": 0.25, "raw": 1, "min": 0, "max": 4}},
    ),
    (
        entry("sheet_handed_in", exercise="u1-alone", answers={"q": "Budi"}, levels={}, mark=4), "submitted",
        "exercise/u1-alone", None,
    ),
    (entry("reading_finished", exercise="u1-baca"), "completed", "exercise/u1-baca", {"completion": True}),
    (entry("sitting_started", "sitting/2", kind="pre", round=1), "initialized", "test/pre", None),
    (
        entry("sitting_finished", "sitting/2", kind="pre", share=0.5, passed=None), "completed", "test/pre",
        {"completion": True, "score": {"scaled": 0.5}},
    ),
    (
        entry("sitting_finished", "sitting/2", kind="exam", share=0.9, passed=True), "passed", "test/exam",
        {"completion": True, "success": True, "score": {"scaled": 0.9}},
    ),
    (
        entry("sitting_finished", "sitting/2", kind="exam", share=0.4, passed=False), "failed", "test/exam",
        {"completion": True, "success": False, "score": {"scaled": 0.4}},
    ),
    (entry("plan_sent", "account/12", actions=3), "submitted", "class/3/plan", {"completion": True}),
    (
        entry("certificate_issued", "account/12", 1, number="BIMTEK/2026/00001", signed="rahasia"), "earned",
        "certificate/BIMTEK%2F2026%2F00001", None,
    ),
    (entry("certificate_revoked", "account/12", 12, number="A 1"), "retracted", "certificate/A%201", None),
    (
        entry("refresher_finished", criterion="nada", passed=True, level=3), "passed", "refresher/nada",
        {"completion": True, "success": True, "score": {"scaled": 0.75, "raw": 3, "min": 0, "max": 4}},
    ),
    (
        entry("refresher_finished", criterion="nada", passed=False, level=1), "failed", "refresher/nada",
        {"completion": True, "success": False, "score": {"scaled": 0.25, "raw": 1, "min": 0, "max": 4}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "verb", "path", "result"), CASES, ids=[f"{c[0].kind}-{c[1]}" for c in CASES])
def test_each_kind_says_what_it_means(made: Entry, verb: str, path: str, result: dict[str, Any] | None) -> None:
    found = told(made)
    assert found["verb"]["id"] == VERBS[verb][0]
    assert found["object"]["id"] == f"{HOME}/xapi/{path}"
    assert found.get("result") == result
    assert found["actor"] == {"objectType": "Agent", "account": {"homePage": HOME, "name": "akun-12"}}
    assert found["timestamp"] == "2026-11-09T01:02:03.456000Z"
    assert found["context"]["contextActivities"]["grouping"][0]["id"] == f"{HOME}/xapi/class/3"
    assert (found["context"]["platform"], found["context"]["language"]) == ("Bimtek (SIMULASI)", "id")
    assert all(word not in json.dumps(found) for word in ("Budi", "rahasia"))


def test_every_kind_is_looked_at_here() -> None:
    assert {made.kind for made, *_ in CASES} == set(KINDS)


def test_what_says_nothing_about_learning_gives_no_statement() -> None:
    for kind in ("case_moved", "role_taken", "hand_raised", "step_checked", "steps_filled"):
        assert statement(entry(kind), HOME) is None
    assert statement(entry("exercise_finished", exercise="u6-t1", status="reset"), HOME) is None


def test_a_copy_in_a_branch_is_not_learned_twice() -> None:
    copied = entry("exercise_started", exercise="u6-t1", copied_from={"stream": "sandbox/1", "number": 1, "hash": ""})
    assert statement(copied, HOME) is None


def test_the_same_entry_is_the_same_statement_and_another_is_another() -> None:
    first, second = entry("reading_finished", exercise="u1-baca"), entry("reading_finished", exercise="u2-baca")
    assert told(first) == told(first)
    assert told(first)["id"] != told(second)["id"]
    assert told(first, title="Judul lain")["id"] == told(first)["id"]


def test_beginning_and_end_of_one_try_share_a_registration() -> None:
    begun, done = entry("exercise_started", exercise="x"), entry("exercise_finished", exercise="x", status="passed")
    other = entry("exercise_started", "attempt/8", exercise="x")
    registration = told(begun)["context"]["registration"]
    assert told(done)["context"]["registration"] == registration != told(other)["context"]["registration"]


def test_what_nobody_did_belongs_to_whom_the_account_is_asked_for() -> None:
    made = entry("exercise_finished", "attempt/7", None, exercise="x", status="passed", mark=4)
    assert told(made, account_of=lambda _: 31)["actor"]["account"]["name"] == "akun-31"
    assert statement(made, HOME) is None
    assert told(entry("plan_sent", "account/5", None, actions=3))["actor"]["account"]["name"] == "akun-5"


def test_a_certificate_is_earned_by_its_holder_and_taken_back_by_the_trainer() -> None:
    issued, revoked = (
        entry(kind, "account/12", 1, number="N-1") for kind in ("certificate_issued", "certificate_revoked")
    )
    assert told(issued)["actor"]["account"]["name"] == "akun-12"
    assert told(revoked)["actor"]["account"]["name"] == "akun-1"
    assert told(issued)["object"]["id"] == told(revoked)["object"]["id"]


def test_a_title_names_the_activity_and_a_slash_at_the_end_of_the_home_changes_no_id() -> None:
    made = entry("exercise_started", exercise="u6-t1")
    found = statement(made, HOME + "/", "U6 T1: Balas laporan")
    assert found is not None
    assert found["object"]["definition"]["name"] == {"id": "U6 T1: Balas laporan"}
    assert found["object"]["id"] == told(made)["object"]["id"]


def test_an_entry_that_counts_for_no_class_names_none() -> None:
    assert "contextActivities" not in told(replace(entry("reading_finished", exercise="x"), scope=""))["context"]


def test_the_check_itself_finds_faults() -> None:
    sound = told(entry("exercise_finished", exercise="x", status="passed", mark=4))
    broken: list[dict[str, Any]] = [
        {**sound, "timestamp": "2026-11-09T01:02:03"},
        {**sound, "result": {"score": {"scaled": 1.5}}},
        {**sound, "actor": {**sound["actor"], "mbox": "mailto:a@example.com"}},
        {**sound, "verb": {**sound["verb"], "id": "lulus"}},
        {**sound, "result": {"success": None}},
    ]
    assert all(faults(one) for one in broken)
