"""A trainer over the machine, over a real database: the machine's mark stays, the total follows, the journal knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking, remarking, review_disputes, review_projection, review_queries, review_services
from bimtek.modules.domain import review
from bimtek.modules.domain.agreement import agreement
from bimtek.modules.models import Judgement, Progress
from bimtek.modules.review_models import BlindMark, CalibrationMark, Dispute, MarkOverride
from bimtek.modules.review_services import Piece
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox import replay
from bimtek.sandbox.domain.lifecycle import Role
from bimtek.sandbox.models import Case
from bimtek.workshops import services as workshops
from bimtek.workshops.models import Facilitator
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners


@dataclass
class Room:
    """A trainee with an answered report, and the class's trainer."""

    session: Session
    learner: Learner
    trainer: Person
    case: Case

    @property
    def piece(self) -> Piece:
        found = review_services.piece_for(self.session, self.trainer, self.case.id)
        assert found is not None
        return found

    @property
    def row(self) -> Judgement:
        return self.session.scalars(select(Judgement).where(Judgement.case_id == self.case.id)).one()

    def override(
        self, key: str, level: int, reason: str = "missed_fact", note: str = "", by: Person | None = None
    ) -> review_services.Done:
        return review_services.override(self.session, by or self.trainer, self.piece, key, level, reason, note, WALL)

    def another_trainer(self, name: str = "kedua") -> Person:
        made = people.add_trainer(self.session, f"Fasilitator {name}", name, "kata-sandi-latihan", WALL)
        self.session.add(Facilitator(workshop_id=self.learner.workshop_id, account_id=made.id))
        self.session.flush()
        return made


@pytest.fixture
def room(session: Session) -> Room:
    learner = seat_learners(session, WALL, ("Andi Contoh Satu", "Baso Contoh Dua"))[0]
    query = select(Case).where(Case.sandbox_id == learner.desk.sandbox.id).order_by(Case.ordinal)
    case = next(c for c in session.scalars(query) if c.truth["right_act"] == "dispose")
    case.received_at = learner.desk.moment.sim
    if case.truth["sensitive_words"]:
        learner.mask(case)
    learner.verify(case, category="1398" if case.truth["category"] != "1398" else "1397")
    learner.be(Role.LIAISON)
    learner.reply(case)
    learner.end(case)
    trainer = people.trainer_by_username(session, "fasilitator")
    assert trainer is not None
    assert marking.judgement_of(session, case.id) is not None
    return Room(session, learner, trainer, case)


def weak(room: Room) -> review.Scale:
    """A criterion of the case that the machine did not give in full."""
    found = [scale for scale in review.scales(room.piece.machine).values() if scale.level != scale.maximum]
    assert found, review.scales(room.piece.machine)
    return found[0]


def test_one_override_changes_the_total_and_leaves_machine_mark_and_reason(room: Room) -> None:
    scale, before = weak(room), room.row.share
    stored = dict(room.row.result)
    assert room.override(scale.key, scale.maximum).entry is not None
    assert room.row.share > before
    assert room.row.result == stored, "level, reason and passage of the machine"
    counting = marking.judgement_of(room.session, room.case.id)
    assert counting is not None
    assert review.scales(counting)[scale.key].level == scale.maximum
    machine = marking.machine_judgement_of(room.session, room.case.id)
    assert machine is not None
    assert review.scales(machine)[scale.key].level == scale.level


def test_the_entry_is_about_the_case_in_the_sandboxs_stream_by_the_trainer(room: Room) -> None:
    scale = weak(room)
    entry = room.override(scale.key, scale.maximum, "local_rule").entry
    assert entry is not None
    told = (entry.kind, entry.about, entry.stream, entry.scope, entry.actor_id, entry.actor_role)
    assert told == (
        "mark_overridden", f"case/{room.case.id}", f"sandbox/{room.case.sandbox_id}", f"class/{room.learner.workshop_id}",
        room.trainer.id, "trainer",
    )  # fmt: skip
    assert (entry.data["machine"], entry.data["level"], entry.data["reason"]) == (
        scale.level,
        scale.maximum,
        "local_rule",
    )


def test_marking_again_keeps_the_override_and_the_agreement_changes_by_exactly_one(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    scale = weak(room)

    def looked() -> dict[str, int]:
        return {
            key: len(pairs)
            for key, pairs in review_queries.pairs_of_class(room.session, room.learner.workshop_id).machine.items()
        }

    assert looked() == {}
    room.override(scale.key, scale.maximum)
    assert looked() == {scale.key: 1}
    counted = room.row.share
    monkeypatch.setattr(remarking, "RUBRIC_VERSION", "u6-next")
    monkeypatch.setattr(marking, "RUBRIC_VERSION", "u6-next")
    told = remarking.mark_again(room.session, None, WALL, dry_run=False)
    assert (told.cases, told.changed, told.overrides) == (1, 0, 1)
    assert (room.row.rubric_version, room.row.share) == ("u6-next", counted)
    assert review.scales(room.piece.counting)[scale.key].level == scale.maximum
    assert looked() == {scale.key: 1}
    last = journal.entries_of(room.session, f"class/{room.learner.workshop_id}")[-1]
    assert (last.kind, last.data["to"], last.data["cases"]) == ("marks_redone", "u6-next", 1)


def test_marking_again_counts_each_level_that_changed_and_a_dry_run_writes_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    real = marking.judge

    def harsher(*given: object) -> object:
        result = real(*given)  # type: ignore[arg-type]
        criteria = tuple(replace(c, level=0) if c.key == "category" else c for c in result.criteria)
        return replace(result, criteria=criteria)

    monkeypatch.setattr(marking, "judge", harsher)
    before = dict(room.row.result)
    told = remarking.mark_again(room.session, room.learner.workshop_id, WALL, dry_run=True)
    change = told.criteria["case:category"]
    assert (told.changed, change.down, change.up, told.changed_cases) == (1, 1, 0, 1)
    assert room.row.result == before
    remarking.mark_again(room.session, room.learner.workshop_id, WALL, dry_run=False)
    assert review.scales(room.piece.machine)["case:category"].level == 0
    assert remarking.mark_again(room.session, 99, WALL, dry_run=True).cases == 0


def test_a_later_act_judges_by_machine_again_and_keeps_the_override(room: Room) -> None:
    scale = weak(room)
    room.override(scale.key, scale.maximum)
    last = journal.entries_about(room.session, f"case/{room.case.id}")[-1]
    machine = room.piece.machine
    marking.keep(room.session, room.case, room.learner.person.id, last, machine)
    assert review.scales(room.piece.counting)[scale.key].level == scale.maximum
    assert room.row.share == round(room.piece.counting.share, 4)


def test_progress_is_counted_again_when_an_override_makes_a_case_pass_or_fail(room: Room) -> None:
    for key, scale in review.scales(room.piece.machine).items():
        if scale.level != scale.maximum:
            room.override(key, scale.maximum)
    progress = room.session.get(Progress, room.learner.person.id)
    assert progress is not None
    assert room.row.mastered
    assert (room.row.counted, progress.mastered_cases) == (True, 1)
    room.override("critical:wrong_authority", 1, note="Pemegangnya provinsi.")
    assert (room.row.critical, progress.mastered_cases, progress.critical) == (True, 0, 1)


def test_the_machines_own_level_as_a_level_is_a_look_that_agrees(room: Room) -> None:
    scale = weak(room)
    entry = room.override(scale.key, scale.level or 0, "").entry
    assert entry is not None
    assert entry.data["reason"] == "agreed"
    pairs = review_queries.pairs_of_class(room.session, room.learner.workshop_id).machine[scale.key]
    assert agreement(pairs, scale.maximum).exact == 1.0


@pytest.mark.parametrize(
    ("level", "reason", "note", "field"),
    [
        (9, "missed_fact", "", "level"),
        (1, "", "", "reason"),
        (1, "other", "pendek", "note"),
        (1, "language", "x" * 601, "note"),
    ],
)
def test_an_override_without_level_reason_or_words_is_refused(
    room: Room, level: int, reason: str, note: str, field: str
) -> None:
    scale = next(s for s in review.scales(room.piece.machine).values() if s.level != 1)
    done = room.override(scale.key, level, reason, note)
    assert (done.entry, done.field) == (None, field)
    assert room.session.scalar(select(MarkOverride.id)) is None


def test_a_trainer_of_another_class_does_not_find_the_case(room: Room) -> None:
    stranger = people.add_trainer(room.session, "Fasilitator Lain", "lain", "kata-sandi-latihan", WALL)
    assert review_services.piece_for(room.session, stranger, room.case.id) is None
    assert review_services.piece_for(room.session, room.trainer, 2**40) is None


def test_within_a_minute_a_change_is_taken_back_and_what_stood_before_stands_again(room: Room) -> None:
    scale = weak(room)
    room.override(scale.key, scale.maximum)
    room.override(scale.key, 0 if scale.level else scale.maximum - 1)
    later = WALL + timedelta(seconds=59)
    assert review_services.undo(room.session, room.trainer, room.piece, later).entry is not None
    assert review.scales(room.piece.counting)[scale.key].level == scale.maximum
    assert review_services.undo(room.session, room.trainer, room.piece, later).entry is None


def test_after_a_minute_it_is_given_back_to_the_machine_and_nothing_is_erased(room: Room) -> None:
    scale = weak(room)
    room.override(scale.key, scale.maximum)
    late = WALL + timedelta(seconds=61)
    assert review_services.undo(room.session, room.trainer, room.piece, late).entry is None
    assert review_services.restore(room.session, room.trainer, room.piece, scale.key, late).entry is not None
    assert review.scales(room.piece.counting)[scale.key].level == scale.level
    kinds = [entry.kind for entry in journal.entries_about(room.session, f"case/{room.case.id}")]
    assert kinds[-2:] == ["mark_overridden", "mark_restored"]
    assert review_services.restore(room.session, room.trainer, room.piece, scale.key, late).entry is None


def test_a_double_tap_is_one_override(room: Room) -> None:
    scale = weak(room)
    for _ in range(2):
        review_services.override(
            room.session, room.trainer, room.piece, scale.key, scale.maximum, "elsewhere", "", WALL, "tap"
        )
    kinds = [entry.kind for entry in journal.entries_about(room.session, f"case/{room.case.id}")]
    assert kinds.count("mark_overridden") == 1


def blind(room: Room, by: Person, **other: int) -> review_services.Done:
    _turn, asked, _why = review_services.turn_of(room.session, by, room.piece)
    levels = {key: scale.level for key, scale in asked.items()} | {
        key.replace("_", ":", 1): level for key, level in other.items()
    }
    return review_services.mark_blind(room.session, by, room.piece, levels, WALL)


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


def dispute(room: Room, key: str, text: str = "Faktanya ada di alinea kedua.") -> review_services.Done:
    piece = review_disputes.own_piece(room.session, room.learner.desk.sandbox, room.case)
    assert piece is not None
    return review_disputes.open_dispute(room.session, room.learner.person, piece, key, text, WALL)


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


def test_the_tables_are_rebuilt_from_the_journal_and_the_chain_holds(room: Room) -> None:
    scale = weak(room)
    room.override(scale.key, scale.maximum)
    dispute(room, scale.key)
    blind(room, room.another_trainer())
    kept = [
        [
            {c.name: getattr(row, c.name) for c in table.__table__.columns if c.name != "id"}
            for row in room.session.scalars(select(table))
        ]
        for table in (MarkOverride, BlindMark, Dispute, CalibrationMark)
    ]
    assert list(review_projection.differences(room.session)) == []
    assert review_projection.rebuild(room.session) == 3
    again = [
        [
            {c.name: getattr(row, c.name) for c in table.__table__.columns if c.name != "id"}
            for row in room.session.scalars(select(table))
        ]
        for table in (MarkOverride, BlindMark, Dispute, CalibrationMark)
    ]
    assert again == kept
    assert journal.check_chains(room.session) == []
    assert [why for _where, why in replay.differences(room.session) if "last_number" in why] == []
    room.session.scalars(select(MarkOverride)).one().level = 0
    room.session.flush()
    assert [where for where, _ in review_projection.differences(room.session)] == [f"nilai case/{room.case.id}"]


def test_an_override_moves_a_case_on_or_off_the_border(room: Room) -> None:
    margin = marking.review_settings().margin
    for level in (4, 3, 2, 0):
        room.override("case:category", level)
        assert room.row.border == review.border(room.piece.counting, margin)
    assert room.row.border in ("", "mean")
