"""A trainer over the machine, over a real database: the machine's mark stays, the total follows, the journal knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bimtek.journal import services as journal
from bimtek.modules import marking, remarking, review_projection, review_queries, review_services
from bimtek.modules.domain import review
from bimtek.modules.domain.agreement import agreement
from bimtek.modules.models import Progress
from bimtek.modules.review_models import BlindMark, CalibrationMark, Dispute, MarkOverride
from bimtek.people import services as people
from bimtek.sandbox import replay
from tests.conftest import WALL
from tests.services.modules.review_steps import Room, blind, dispute, weak


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
