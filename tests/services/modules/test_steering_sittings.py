"""Tests as the trainer steers and reads them: opened, released, repeated; gain and items of a class."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import sitting_content, sitting_queries, sitting_services, sitting_steering
from bimtek.people import services as people
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.factories.items import large_bank
from tests.services.modules.sitting_steps import at, begin, opened, sit

pytestmark = pytest.mark.usefixtures("small_tests")


def test_opening_is_one_act_and_can_be_taken_back_for_a_minute(session: Session, made: Made, target: Workshop) -> None:
    opened(session, made, target, "exam")
    assert not sitting_steering.set_gate(session, made.trainer, target, "exam", True, WALL)
    state = sitting_queries.gate_of(session, target.id, "exam")
    assert state.seconds_left(WALL + timedelta(seconds=20)) == 40
    assert sitting_steering.take_back(session, made.trainer, target, "exam", WALL + timedelta(seconds=20))
    assert not sitting_queries.gate_of(session, target.id, "exam").is_open
    assert not sitting_steering.take_back(session, made.trainer, target, "exam", WALL + timedelta(seconds=21))
    opened(session, made, target, "exam")
    assert not sitting_steering.take_back(session, made.trainer, target, "exam", WALL + timedelta(seconds=61))
    kinds = [entry.kind for entry in journal.entries_of(session, f"class/{target.id}")]
    assert [kind for kind in kinds if kind.startswith("test_")] == ["test_opened", "test_closed", "test_opened"]


def test_exam_marks_are_hidden_from_the_person_until_released_once_for_all(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "exam")
    me = made.people[0]
    sit(session, me, "exam", "U1", "U6")
    assert sitting_queries.shown_marks(session, me.id, target.id) == {}
    mark = sitting_queries.test_marks(session, me.id)["exam"]
    assert (mark.share, mark.passed, mark.procedure_met) == (1.0, True, True)
    assert sitting_steering.release_marks(session, made.trainer, target, "exam", WALL) == 1
    assert sitting_steering.release_marks(session, made.trainer, target, "exam", WALL) is None
    assert set(sitting_queries.shown_marks(session, me.id, target.id)) == {"exam"}
    assert sitting_steering.release_marks(session, made.trainer, target, "pre", WALL) is None


def test_a_repeat_must_be_allowed_brings_other_items_and_the_latest_mark_counts(
    session: Session, made: Made, target: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = large_bank(units=2)
    monkeypatch.setattr(sitting_content, "bank", lambda: wide)
    opened(session, made, target, "post")
    me = made.people[0]
    first = begin(session, me, "post")
    sitting_services.submit(session, me, first, at(WALL))
    assert begin(session, me, "post") is first
    assert sitting_steering.allow_repeat(session, made.trainer, target, first, WALL)
    assert not sitting_steering.allow_repeat(session, made.trainer, target, first, WALL)
    second = begin(session, me, "post")
    assert second.round == 2
    assert not {code for code, _ in first.form} & {code for code, _ in second.form}
    answers: dict[str, int | None] = {code: wide.items[code].right for code, _ in second.form}
    sitting_services.save(session, me, second, answers, {}, WALL)
    sitting_services.submit(session, me, second, at(WALL))
    assert sitting_queries.test_marks(session, me.id)["post"].passed is True


def test_everybody_of_a_class_is_listed_those_at_zero_too(session: Session, made: Made, target: Workshop) -> None:
    sit(session, made.people[2], "pre")
    begin(session, made.people[1], "pre")
    todo, doing, done = sitting_queries.people_at(session, target.id, "pre")
    assert [[one.seat.account_id for one in part] for part in (todo, doing, done)] == [[p.id] for p in made.people]


def test_the_gain_rests_on_those_who_sat_both(session: Session, made: Made, target: Workshop) -> None:
    opened(session, made, target, "post")
    sit(session, made.people[0], "pre")
    sit(session, made.people[0], "post", "U1")
    sit(session, made.people[1], "pre", "U1")
    told = sitting_queries.gain_of(session, target.id)
    assert told.whole is not None
    assert (told.whole.pre, told.whole.post, told.whole.people, told.whole.normalised) == (0, 0.5, 1, 0.5)
    assert {unit: gain.post for unit, gain in told.by_unit.items()} == {"U1": 1.0, "U6": 0.0}
    assert (told.only_pre, told.only_post) == (1, 0)


def test_the_item_analysis_counts_what_was_chosen(session: Session, made: Made, target: Workshop) -> None:
    for person in made.people:
        sit(session, person, "pre", "U1")
    figures = sitting_queries.item_figures(session, target.id, "pre")
    assert sum(one.people for one in figures) == 12
    assert {one.difficulty for one in figures if one.code.startswith("u1")} == {1.0}
    assert {one.verdict.value for one in figures} == {"few"}
    assert all(sum(one.chosen) + one.open == one.people for one in figures)


def test_a_trainer_steers_only_the_own_class(session: Session, made: Made) -> None:
    stranger = people.add_trainer(session, "Orang Lain", "lain", "kata-sandi-latihan", WALL)
    assert workshops.workshop_for(session, stranger, made.workshop_id) is None
