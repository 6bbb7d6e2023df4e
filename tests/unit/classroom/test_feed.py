"""What just happened in the hall, folded to a few lines."""

from __future__ import annotations

from datetime import datetime, timedelta

from bimtek.classroom.domain.feed import MOST_LINES, Happening, folded

NOW = datetime(2026, 11, 9, 2, 0)


def happened(account: int, seconds: int, part: str = "u6-t1/verifikasi", kind: str = "step_passed") -> Happening:
    return Happening(kind, part, account, NOW - timedelta(seconds=seconds))


def test_all_who_did_the_same_are_one_line_the_latest_first_and_each_once() -> None:
    (line,) = folded([happened(1, 90), happened(2, 60), happened(1, 30), happened(3, 80)], NOW)
    assert line.accounts == (1, 2, 3)
    assert line.at == NOW - timedelta(seconds=30)


def test_different_steps_and_different_acts_are_lines_of_their_own_the_newest_first() -> None:
    lines = folded(
        [happened(1, 90), happened(1, 10, "u6-t1/disposisi"), happened(1, 50, kind="exercise_finished")], NOW
    )
    assert [line.part for line in lines] == ["u6-t1/disposisi", "u6-t1/verifikasi", "u6-t1/verifikasi"]


def test_what_is_older_than_ten_minutes_is_no_news() -> None:
    assert folded([happened(1, 600)], NOW) == []
    assert len(folded([happened(1, 599)], NOW)) == 1


def test_there_are_never_more_lines_than_fit() -> None:
    lines = folded([happened(n, n, f"part-{n}") for n in range(20)], NOW)
    assert len(lines) == MOST_LINES == 6
    assert lines[0].part == "part-0"
