"""Who is called stuck, by which reasons, and which goes before which."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bimtek.classroom.domain.board import Section, build_board
from bimtek.classroom.domain.radar import Reason, Watched, reasons_of, turns_at

NOW = datetime(2026, 11, 9, 2, 0)
WORKING, ALL_DONE = "210000", "222222"


def ago(**given: float) -> datetime:
    return NOW - timedelta(**given)


def person(**given: Any) -> Watched:
    plain: dict[str, Any] = {
        "account_id": 1, "seat": 1, "name": "Andi", "group": "", "joined": True, "cells": WORKING, "last_wall": ago(minutes=1),
    }  # fmt: skip
    return Watched(**{**plain, **given})


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"last_wall": ago(minutes=8)}, (Reason.QUIET,)),
        ({"last_wall": ago(minutes=7, seconds=59)}, ()),
        ({"seen": ago(seconds=44)}, ()),
        ({"seen": ago(seconds=45)}, (Reason.LINK,)),
        ({"seen": ago(seconds=45), "joined": False}, ()),
        ({"refused_row": 2}, ()),
        ({"refused_row": 3}, (Reason.REFUSED,)),
        ({"refused": 30}, ()),
        ({"hints_open": 2}, ()),
        ({"hints_open": 3}, (Reason.HINTS,)),
        ({"cells": "213000"}, (Reason.FAILED_CHECKS,)),
        ({"cells": "215000"}, (Reason.FATAL,)),
        ({"everything": "210000|300"}, (Reason.FAILED_CHECKS,)),
        ({"hand_at": ago(seconds=5), "hand": 1}, (Reason.HAND,)),
        ({"hand_at": ago(seconds=5), "hand": 1, "last_wall": None}, (Reason.HAND,)),
        ({"hand_at": ago(seconds=5), "hand": 1, "cells": ALL_DONE}, (Reason.HAND,)),
        ({"last_wall": None, "seen": ago(minutes=5), "hints_open": 3}, ()),
        ({"cells": ALL_DONE, "last_wall": ago(hours=2), "seen": ago(hours=2)}, ()),
        (
            {"cells": "235000", "hints_open": 3, "refused_row": 4, "last_wall": ago(minutes=9), "seen": ago(minutes=9)},
            (Reason.FATAL, Reason.HINTS, Reason.FAILED_CHECKS, Reason.REFUSED, Reason.LINK, Reason.QUIET),
        ),
    ],
)
def test_each_reason_holds_from_its_limit_on_and_the_gravest_is_said_first(
    given: dict[str, Any], reasons: tuple[Reason, ...]
) -> None:
    assert reasons_of(person(**given), NOW) == reasons


def test_who_is_done_with_the_unit_shown_may_sit_still_but_not_be_stuck_elsewhere() -> None:
    elsewhere = person(cells=ALL_DONE, everything=f"{ALL_DONE}|100", last_wall=ago(minutes=30))
    assert reasons_of(elsewhere, NOW) == ()
    assert reasons_of(elsewhere._replace(everything=f"{ALL_DONE}|300"), NOW) == (Reason.FAILED_CHECKS,)


def test_a_class_may_set_how_long_somebody_may_be_quiet() -> None:
    waiting = person(last_wall=ago(minutes=4))
    assert reasons_of(waiting, NOW) == ()
    assert reasons_of(waiting, NOW, timedelta(minutes=3)) == (Reason.QUIET,)


def test_raised_hands_come_before_everybody_in_need_in_the_order_of_their_queue() -> None:
    people = [
        person(account_id=1, seat=1, last_wall=ago(minutes=50)),
        person(account_id=2, seat=2, hand_at=ago(minutes=1), hand=2),
        person(account_id=3, seat=3, hand_at=ago(minutes=2), hand=1, last_wall=None),
        person(account_id=4, seat=4, cells="500000"),
    ]
    listed = build_board(people, NOW).sections[Section.HELP]
    assert [row.person.account_id for row in listed] == [3, 2, 1, 4]


def test_the_board_knows_when_the_next_person_changes_by_mere_time() -> None:
    quiet_in_a_minute = person(last_wall=ago(minutes=7))
    lost_in_ten_seconds = person(seen=ago(seconds=35))
    assert turns_at(quiet_in_a_minute, NOW) == NOW + timedelta(minutes=1)
    assert turns_at(lost_in_ten_seconds, NOW) == NOW + timedelta(seconds=10)
    assert turns_at(person(last_wall=ago(minutes=20)), NOW) is None
    assert turns_at(person(last_wall=None), NOW) is None
    assert build_board([quiet_in_a_minute, lost_in_ten_seconds], NOW).turns_at == NOW + timedelta(seconds=10)
