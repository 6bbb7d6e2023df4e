"""A kept hall is at every instant the hall that would be put in order anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.classroom.domain.board import Board, Order, Section, build_board, groups_of, sheets, unit_of_most
from bimtek.classroom.domain.kept_board import KeptBoard
from bimtek.classroom.domain.radar import QUIET_AFTER, Watched

NOW = datetime(2026, 11, 9, 2, 0)
NAMED = 3


@st.composite
def persons(draw: st.DrawFn, account: int) -> Watched:
    """Somebody in any state; whose last act lies within the half hour before or, by a clock put back, just after."""
    idle = draw(st.none() | st.integers(-60, 1800))
    seen = draw(st.none() | st.integers(0, 120))
    hand = draw(st.booleans())
    return Watched(
        account, account, draw(st.sampled_from(["Andi", "Baso", "citra"])), draw(st.sampled_from(["", "K 2", "K 10"])),
        draw(st.booleans()), draw(st.text("0123567", min_size=3, max_size=3)), "T1",
        None if idle is None else NOW - timedelta(seconds=idle), draw(st.integers(0, 4)), "",
        draw(st.sampled_from(["", "U1", "U2"])), draw(st.integers(0, 4)), draw(st.integers(0, 3)),
        None if seen is None else NOW - timedelta(seconds=seen), account if hand else 0, NOW if hand else None,
    )  # fmt: skip


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Watched], list[tuple[int, Watched | None]]]:
    """Who sits there at first, and what follows: so many seconds pass, and one person is another one then."""
    first = [draw(persons(account)) for account in range(1, draw(st.integers(0, 6)) + 1)]
    steps = st.tuples(st.integers(-30, 400), st.none() | st.integers(1, 8).flatmap(persons))
    return first, draw(st.lists(steps, max_size=8))


def _seen(board: Board, order: Order) -> tuple[object, ...]:
    in_need = list(board.help)[:NAMED]
    counts = {section: board.count(section) for section in Section}
    return board.sections, counts, board.done_counts, board.joined, board.total, board.hands, in_need, order


@given(stories(), st.sampled_from(list(Order)))
@settings(max_examples=150, deadline=None)
def test_a_kept_hall_is_the_hall_put_in_order_anew(
    story: tuple[list[Watched], list[tuple[int, Watched | None]]], order: Order
) -> None:
    first, steps = story
    now, people, kept = NOW, {person.account_id: person for person in first}, KeptBoard(first, NOW, QUIET_AFTER)
    for passed, changed in [(0, None), *steps]:
        now += timedelta(seconds=passed)
        kept.advance(now)
        if changed is not None:
            people[changed.account_id] = changed
            kept.put(changed)
        anew, everybody = build_board(people.values(), now, QUIET_AFTER, order), list(people.values())
        assert kept.sheets == sheets(everybody)
        assert kept.groups == groups_of(everybody)
        assert _seen(kept.board(kept.sheets[0], order, NAMED), order) == _seen(anew, order)
        assert kept.most_in_hand("U9") == unit_of_most((person.unit for person in everybody), "U9")
        assert kept.turns_at is None or now < kept.turns_at
        assert anew.turns_at is None or (kept.turns_at is not None and kept.turns_at <= anew.turns_at)


def test_one_page_of_a_large_hall_has_its_own_people_and_the_counts_of_all() -> None:
    people = [
        Watched(n, n, f"Orang {n}", f"K {n % 12}", True, "210", last_wall=NOW - timedelta(minutes=n % 20), unit="U1")
        for n in range(1, 241)
    ]
    kept = KeptBoard(people, NOW, QUIET_AFTER)
    whole, page = build_board(people, NOW, QUIET_AFTER), kept.board(kept.sheets[3], Order.WAIT, NAMED)
    listed = [row for rows in page.sections.values() for row in rows]
    assert {row.person.group for row in listed} == {"K 3"}
    assert (len(listed), page.total, page.count("help")) == (20, 240, whole.count("help"))
    assert list(page.help) == whole.help[:NAMED]
