"""Second and third marks unseen, the queue of the border, and a trainee's dispute, over a real database."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bimtek.modules import marking, review_disputes, review_queries, review_services
from bimtek.modules.domain import review
from bimtek.modules.review_models import BlindMark, Dispute, MarkOverride
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.services.modules.review_steps import Room, blind, dispute, weak


def test_a_second_mark_within_one_level_leaves_the_first_and_counts_as_looked_at(room: Room) -> None:
    scale = weak(room)
    assert blind(room, room.trainer).entry is not None
    assert room.session.scalar(select(MarkOverride.id)) is None
    pairs = review_queries.pairs_of_class(room.session, room.learner.workshop_id).machine
    assert len(pairs[scale.key]) == 1
    assert set(pairs) == set(review.scales(room.piece.machine))
    assert review_services.turn_of(room.session, room.another_trainer(), room.piece)[0] == 0


def test_more_than_one_level_apart_waits_for_a_third_who_decides_only_that(room: Room) -> None:
    full = next(s for s in review.scales(room.piece.machine).values() if s.level == 4)
    name = full.key.replace(":", "_", 1)
    assert blind(room, room.trainer, **{name: 1}).entry is not None
    target = workshops.workshop_for(room.session, room.trainer, room.learner.workshop_id)
    assert review_queries.queue(room.session, room.trainer, target) == [], "the second is not the third"
    third = room.another_trainer()
    (waiting,) = review_queries.queue(room.session, third, target)
    assert (waiting.case_id, waiting.turn) == (room.case.id, 3)
    turn, asked, _why = review_services.turn_of(room.session, third, room.piece)
    assert (turn, list(asked)) == (3, [full.key])
    assert blind(room, third, **{name: 2}).entry is not None
    assert review.scales(room.piece.counting)[full.key].level == 2
    override = room.session.scalars(select(MarkOverride)).one()
    assert (override.reason, override.account_id) == ("third", third.id)
    found = review_queries.pairs_of_class(room.session, room.learner.workshop_id)
    assert sorted(found.machine[full.key]) == [(4, 1), (4, 2)]
    assert found.people[full.key] in ([(1, 2)], [(2, 1)])


def test_who_changed_a_level_has_seen_it_and_marks_it_not_unseen(room: Room) -> None:
    scale = weak(room)
    room.override(scale.key, scale.maximum)
    turn, _asked, why = review_services.turn_of(room.session, room.trainer, room.piece)
    assert turn == 0
    assert why


def test_a_blind_mark_needs_every_level(room: Room) -> None:
    done = review_services.mark_blind(room.session, room.trainer, room.piece, {}, WALL)
    assert done.entry is None
    assert done.field in review.scales(room.piece.machine)
    assert room.session.scalar(select(BlindMark.id)) is None


def test_the_queue_holds_what_lies_on_the_border_and_nothing_else(room: Room) -> None:
    target = workshops.workshop_for(room.session, room.trainer, room.learner.workshop_id)
    on_border = bool(review.border(room.piece.counting, marking.review_settings().margin))
    found = [waiting.case_id for waiting in review_queries.queue(room.session, room.trainer, target)]
    assert found == ([room.case.id] if on_border else [])
    for key, scale in review.scales(room.piece.machine).items():
        room.override(key, 0 if scale.key.startswith("case") else scale.level or 0)
    assert review_queries.queue(room.session, room.another_trainer(), target) == []


def test_a_dispute_is_open_once_per_criterion_and_can_be_withdrawn(room: Room) -> None:
    scale = weak(room)
    assert dispute(room, scale.key).entry is not None
    assert dispute(room, scale.key).field == "key"
    row = room.session.scalars(select(Dispute)).one()
    assert (row.state, row.level) == ("open", scale.level)
    assert review_disputes.withdraw(room.session, room.learner.person, room.piece, row, WALL).entry is not None
    assert row.state == "withdrawn"
    assert dispute(room, scale.key).entry is not None


@pytest.mark.parametrize("text", ["pendek", "x" * 601])
def test_a_dispute_needs_ten_to_six_hundred_characters(room: Room, text: str) -> None:
    assert dispute(room, weak(room).key, text).field == "text"


def test_an_accepted_dispute_is_an_override_and_reaches_home_until_it_is_read(room: Room) -> None:
    scale = weak(room)
    dispute(room, scale.key)
    row = room.session.scalars(select(Dispute)).one()
    given = {"accepted": True, "level": scale.maximum, "reason": "missed_fact", "answer": "Benar, faktanya tertulis."}
    same = {**given, "level": scale.level}
    assert review_disputes.answer(room.session, room.trainer, room.piece, row, same, WALL).field == "level"
    assert review_disputes.answer(room.session, room.trainer, room.piece, row, given, WALL).entry is not None
    assert (row.state, row.answer) == ("accepted", "Benar, faktanya tertulis.")
    assert review.scales(room.piece.counting)[scale.key].level == scale.maximum
    account = room.learner.person.id
    assert [number for number, _ in review_queries.open_answers(room.session, account)] == [room.case.number]
    review_disputes.acknowledge(room.session, room.learner.person, room.piece, row, WALL)
    assert review_queries.open_answers(room.session, account) == []


def test_a_refused_dispute_changes_no_level_and_says_why(room: Room) -> None:
    scale = weak(room)
    dispute(room, scale.key)
    row = room.session.scalars(select(Dispute)).one()
    short = review_disputes.answer(
        room.session, room.trainer, room.piece, row, {"accepted": False, "answer": "Tidak."}, WALL
    )
    assert short.field == "answer"
    said = {"accepted": False, "answer": "Tanggalnya memang tidak ada dalam balasan."}
    assert review_disputes.answer(room.session, room.trainer, room.piece, row, said, WALL).entry is not None
    assert (row.state, room.session.scalar(select(MarkOverride.id))) == ("refused", None)
    again = review_disputes.answer(room.session, room.trainer, room.piece, row, said, WALL)
    assert again.entry is None
