"""Who is listed where on the board, and in which order."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bimtek.classroom.domain.board import Order, Section, build_board, groups_of, narrowed, sheets
from bimtek.classroom.domain.radar import QUIET_AFTER, Reason, Watched, reasons_of

NOW = datetime(2026, 11, 9, 2, 0)
TODO, ALL_DONE = "0" * 12, "2" * 12


def person(number: int, cells: str = TODO, idle: float | None = None, *, joined: bool = True, **more: str) -> Watched:
    last = None if idle is None else NOW - timedelta(minutes=idle)
    name, group = more.get("name", f"Orang {number}"), more.get("group", "")
    return Watched(number, number, name, group, joined, cells, last_wall=last)


def listed(*people: Watched) -> dict[Section, list[int]]:
    board = build_board(people, NOW)
    return {section: [row.person.seat for row in rows] for section, rows in board.sections.items() if rows}


@pytest.mark.parametrize(
    ("cells", "idle", "section", "reason"),
    [
        (TODO, None, Section.INACTIVE, None),
        ("210000000000", 0, Section.WORKING, None),
        ("210000000000", 7.99, Section.WORKING, None),
        ("210000000000", 8, Section.HELP, Reason.QUIET),
        ("223000000000", 0, Section.HELP, Reason.FAILED_CHECKS),
        ("225000000000", 0, Section.HELP, Reason.FATAL),
        ("225300000000", 60, Section.HELP, Reason.FATAL),
        ("224100000000", 1, Section.WORKING, None),
        (ALL_DONE, 0, Section.DONE, None),
        (ALL_DONE, 500, Section.DONE, None),
        ("222222222221", 1, Section.WORKING, None),
        ("210000000000", -3, Section.WORKING, None),
    ],
)
def test_everybody_stands_in_the_section_their_state_asks_for(
    cells: str, idle: float | None, section: Section, reason: Reason | None
) -> None:
    board = build_board([person(1, cells, idle)], NOW)
    assert {name: len(rows) for name, rows in board.sections.items() if rows} == {section: 1}
    assert board.sections[section][0].reason == reason


def test_a_person_who_never_joined_is_on_the_board_and_comes_first() -> None:
    people = [person(1), person(2, "100000000000", 1), person(9, joined=False), person(3, joined=False)]
    assert listed(*people) == {Section.INACTIVE: [3, 9, 1], Section.WORKING: [2]}
    assert next(iter(build_board(people, NOW).sections)) is Section.INACTIVE


def test_the_longest_wait_comes_first_in_every_other_section() -> None:
    people = [person(1, "1" + "0" * 11, 9), person(2, "1" + "0" * 11, 30), person(3, "3" + "0" * 11, 12)]
    people += [person(4, "1" + "0" * 11, 1), person(5, "1" + "0" * 11, 5), person(6, "1" + "0" * 11, 5)]
    assert listed(*people) == {Section.HELP: [2, 3, 1], Section.WORKING: [5, 6, 4]}


def test_the_sections_hold_everybody_exactly_once_and_the_numbers_add_up() -> None:
    cells = [TODO, "1" + "0" * 11, "23" + "0" * 10, "25" + "0" * 10, ALL_DONE]
    people = [person(n, cells[n % 5], None if n % 5 == 0 else n % 20, joined=n % 10 != 0) for n in range(118)]
    board = build_board(people, NOW)
    seats = [row.person.seat for rows in board.sections.values() for row in rows]
    assert sorted(seats) == list(range(118))
    assert sum(board.count(section) for section in Section) == board.total == 118
    assert board.joined == sum(p.joined for p in people)


def test_the_done_counts_say_for_each_step_how_many_are_done_with_it() -> None:
    board = build_board([person(1, "220", 1), person(2, "215", 1), person(3, "000")], NOW)
    assert board.done_counts == [2, 1, 0]


def test_an_empty_class_makes_an_empty_board() -> None:
    board = build_board([], NOW)
    assert (board.total, board.joined, board.done_counts, board.help) == (0, 0, [], [])


def test_idle_minutes_are_whole_and_never_negative_when_the_laptops_clock_was_set_back() -> None:
    board = build_board([person(1, "1" + "0" * 11, 4.9), person(2, "1" + "0" * 11, -5)], NOW)
    assert sorted(row.idle for row in board.sections[Section.WORKING] if row.idle is not None) == [0, 4]


def test_somebody_who_has_not_begun_is_never_called_stuck() -> None:
    assert reasons_of(person(1, "3" + "0" * 11), NOW) == ()


def test_the_limit_of_quiet_is_eight_minutes() -> None:
    assert timedelta(minutes=8) == QUIET_AFTER


@pytest.mark.parametrize(
    ("group", "text", "seats"),
    [
        ("", "", [1, 2, 3]), ("Kelompok 1", "", [1, 2]), ("Kelompok 9", "", []), ("", "wagi", [2]),
        ("", "  WAGIMAN ", [2]), ("", "3", [3]), ("Kelompok 1", "besse", []), ("", "%", []),
    ],
)  # fmt: skip
def test_the_board_narrows_to_a_group_a_name_or_a_seat(group: str, text: str, seats: list[int]) -> None:
    people = [person(1, name="Andi", group="Kelompok 1"), person(2, name="Wagiman", group="Kelompok 1"),
              person(3, name="Besse", group="Kelompok 2")]  # fmt: skip
    assert [p.seat for p in narrowed(people, group, text)] == seats


def test_groups_are_in_natural_order_and_no_group_is_no_choice() -> None:
    names = ["Kelompok 10", "Kelompok 2", "", "Kelompok 2", "Admin"]
    people = [person(n, group=name) for n, name in enumerate(names)]
    assert groups_of(people) == ["Admin", "Kelompok 2", "Kelompok 10"]


@pytest.mark.parametrize(
    ("order", "seats"), [(Order.WAIT, [3, 1, 2]), (Order.NAME, [2, 3, 1]), (Order.SEAT, [1, 2, 3])]
)
def test_the_people_of_a_section_follow_one_another_as_wished(order: Order, seats: list[int]) -> None:
    people = [person(1, "1", 3, name="Wagiman"), person(2, "1", 1, name="andi"), person(3, "1", 5, name="Besse")]
    board = build_board(people, NOW, order=order)
    assert [row.person.seat for row in board.sections[Section.WORKING]] == seats


def test_a_class_that_fits_is_one_page_and_a_larger_one_is_a_page_a_group() -> None:
    people = [person(n, group=f"Kelompok {n % 12 + 1}") for n in range(1, 241)]
    assert [len(sheet.accounts) for sheet in sheets(people[:200])] == [200]
    found = sheets(people)
    assert [sheet.group for sheet in found] == [f"Kelompok {n}" for n in range(1, 13)]
    assert sorted(account for sheet in found for account in sheet.accounts) == list(range(1, 241))


def test_a_group_too_large_for_a_page_is_parted_by_seat_and_nobody_without_a_group_is_lost() -> None:
    people = [person(n, group="" if n > 450 else "Satu") for n in range(1, 461)]
    found = sheets(people)
    assert [(sheet.group, sheet.first_seat, sheet.last_seat) for sheet in found] == [
        ("Satu", 1, 200), ("Satu", 201, 400), ("Satu", 401, 450), ("", 451, 460),
    ]  # fmt: skip


def test_a_class_without_people_has_one_empty_page() -> None:
    assert [sheet.accounts for sheet in sheets([])] == [frozenset()]
