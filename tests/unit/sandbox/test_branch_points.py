"""Where a case may be gone back to, and what comes along."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.branch import come_along, known_then, points
from bimtek.sandbox.domain.case import JUDGED, MOVED, REFUSED
from bimtek.sandbox.domain.lifecycle import Action, Role

RECEIVED = datetime(2026, 11, 9, 8, 0)


def entry(number: int, kind: str, action: str = "", *, own: bool = True, role: str = "agency_admin") -> Entry:
    data: dict[str, Any] = {"action": action} if action else {}
    at = RECEIVED + timedelta(hours=number)
    return Entry("sandbox/1", number, kind, "case/1", 7 if own else None, role, at, at, data)


STORY = [
    entry(3, REFUSED, "close"),
    entry(5, MOVED, "verify"),
    entry(6, REFUSED, "close"),
    entry(8, MOVED, "follow_up", role="liaison"),
    entry(9, JUDGED, own=False, role="system"),
    entry(12, MOVED, "answer", own=False, role="reporter"),
    entry(14, MOVED, "close"),
]


def test_there_is_one_place_before_each_own_accepted_act() -> None:
    found = points(STORY, RECEIVED)
    assert [(point.act, point.action, point.role) for point in found] == [
        (5, Action.VERIFY, Role.AGENCY_ADMIN),
        (8, Action.FOLLOW_UP, Role.LIAISON),
        (14, Action.CLOSE, Role.AGENCY_ADMIN),
    ]


def test_a_branch_begins_when_the_last_thing_that_comes_along_happened() -> None:
    first, second, third = points(STORY, RECEIVED)
    assert (first.kept, first.since) == (0, RECEIVED)
    assert (second.kept, second.since) == (5, RECEIVED + timedelta(hours=5))
    assert (third.kept, third.since) == (12, RECEIVED + timedelta(hours=12))


def test_refused_tries_at_the_place_itself_stay_behind_and_earlier_ones_come_along() -> None:
    _, second, third = points(STORY, RECEIVED)
    assert [one.number for one in come_along(STORY, second)] == [3, 5]
    assert [one.number for one in come_along(STORY, third)] == [3, 5, 6, 8, 9, 12]


def test_what_an_exercise_showed_and_what_the_citizen_did_is_no_place() -> None:
    shown = [entry(1, MOVED, "verify", own=False), entry(2, MOVED, "answer", own=False, role="reporter")]
    assert points(shown, RECEIVED) == []


def test_of_another_case_a_branch_knows_what_happened_before_and_not_after() -> None:
    other = [entry(2, MOVED, "verify"), entry(4, MOVED, "follow_up"), entry(7, MOVED, "close")]
    assert [one.number for one in known_then(other, 8, RECEIVED + timedelta(hours=5))] == [2, 4]
    assert [one.number for one in known_then(other, 4, RECEIVED + timedelta(hours=50))] == [2]
