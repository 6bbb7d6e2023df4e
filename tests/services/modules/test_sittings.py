"""Tests over a real database: begun once, saved at once, closed by time exactly once, marks shown when they may be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import sitting_content, sitting_queries, sitting_services, sitting_steering
from bimtek.modules.models import Progress
from bimtek.modules.sitting_models import Sitting
from bimtek.sandbox import services as sandboxes
from bimtek.workshops import hall_acts
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.factories.items import large_bank
from tests.services.modules.sitting_steps import BANK, at, begin, entries, opened, right_for, sit

pytestmark = pytest.mark.usefixtures("small_tests")


def test_the_pre_test_is_open_from_the_start_and_the_others_are_not(session: Session, made: Made) -> None:
    gates = sitting_queries.gates_of(session, made.workshop_id)
    assert {kind: gate.is_open for kind, gate in gates.items()} == {"pre": True, "post": False, "exam": False}
    refused = sitting_services.start(session, made.people[0], "post", at(WALL))
    assert refused.sitting is None
    assert "belum dibuka" in refused.said


def test_a_test_begins_once_however_often_it_is_tapped(session: Session, made: Made) -> None:
    first = begin(session, made.people[0], command_id="ketuk")
    assert begin(session, made.people[0], command_id="ketuk") is first
    assert begin(session, made.people[0], command_id="lagi") is first
    assert len(entries(session, made.people[0], "sitting_started")) == 1


def test_neighbours_get_other_forms_and_the_same_person_the_same_one_again(session: Session, made: Made) -> None:
    forms = [begin(session, person).form for person in made.people]
    assert len({str(form) for form in forms}) == 3
    sandbox = sandboxes.sandbox_of(session, made.people[1].id)
    assert sandbox is not None
    session.delete(session.scalars(select(Sitting).where(Sitting.account_id == made.people[1].id)).one())
    session.flush()
    again = sitting_services.draw(session, sandbox, "pre", 1)
    assert [[place.code, list(place.order)] for place in again] == forms[1]


def test_answers_are_kept_at_once_and_only_those_that_belong_to_the_form(session: Session, made: Made) -> None:
    me = made.people[0]
    sitting = begin(session, me)
    code = sitting.form[0][0]
    assert sitting_services.save(session, me, sitting, {code: 2, "u9-01": 1, sitting.form[1][0]: 7}, {code: True}, WALL)
    assert (sitting.answers, sitting.flags) == ({code: 2}, [code])
    assert sitting_services.save(session, me, sitting, {code: None}, {code: False}, WALL)
    assert (sitting.answers, sitting.flags) == ({}, [])


def test_anothers_sitting_is_not_found(session: Session, made: Made) -> None:
    sitting = begin(session, made.people[0])
    assert sitting_services.sitting_of(session, made.people[1], sitting.id) is None
    assert sitting_services.sitting_of(session, made.people[0], sitting.id) is sitting


def test_handing_in_writes_every_answer_and_mark_into_the_journal_once(session: Session, made: Made) -> None:
    me = made.people[0]
    sitting = begin(session, me)
    sitting_services.save(session, me, sitting, right_for(sitting, "U1"), {}, WALL)
    assert sitting_services.submit(session, me, sitting, at(WALL), "kirim")
    assert not sitting_services.submit(session, me, sitting, at(WALL), "kirim")
    assert not sitting_services.submit(session, me, sitting, at(WALL), "lagi")
    (entry,) = entries(session, me, "sitting_finished")
    assert entry.data["share"] == 0.5
    assert entry.data["units"] == {"U1": 1.0, "U6": 0.0}
    assert [row[0] for row in entry.data["marked"]] == [code for code, _ in sitting.form]
    assert entry.data["marked"] == sitting.marked
    assert journal.check_chains(session) == []


def test_nothing_is_saved_after_handing_in(session: Session, made: Made) -> None:
    sitting = sit(session, made.people[0], "pre", "U1")
    kept = dict(sitting.answers)
    assert not sitting_services.save(session, made.people[0], sitting, right_for(sitting, "U6"), {}, WALL)
    assert sitting.answers == kept


def test_the_units_the_pre_test_shows_as_known_are_passed_on(session: Session, made: Made) -> None:
    me = made.people[0]
    assert sitting_queries.known_units(session, me.id) == set()
    sit(session, me, "pre", "U1")
    assert sitting_queries.known_units(session, me.id) == {"U1"}
    row = session.get(Progress, me.id)
    assert row is not None
    assert row.known == ["U1"]


def test_the_post_test_shares_no_item_with_the_pre_test_whichever_is_sat_first(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "post")
    for person, order in zip(made.people, (("pre", "post"), ("post", "pre"), ("pre", "post")), strict=True):
        first, second = (begin(session, person, kind) for kind in order)
        assert not {code for code, _ in first.form} & {code for code, _ in second.form}
        assert {len(first.form), len(second.form)} == {4, 6}


def test_an_exam_brings_nothing_seen_before_while_the_bank_is_large_enough(
    session: Session, made: Made, target: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting_content, "bank", lambda: large_bank(units=2))
    opened(session, made, target, "post")
    opened(session, made, target, "exam")
    forms = [{code for code, _ in begin(session, made.people[0], kind).form} for kind in ("pre", "post", "exam")]
    assert [len(codes) for codes in forms] == [4, 6, 10]
    assert len(set.union(*forms)) == 20


def test_an_exam_closes_by_itself_with_what_was_saved_exactly_once(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "exam")
    me = made.people[0]
    sitting = begin(session, me, "exam")
    assert sitting.ends_at == WALL + timedelta(minutes=60)
    code = sitting.form[0][0]
    sitting_services.save(session, me, sitting, {code: BANK.items[code].right}, {}, WALL + timedelta(minutes=59))
    later = WALL + timedelta(hours=3)
    assert sitting_services.is_due(sitting, later)
    assert not sitting_services.save(session, me, sitting, {code: 3}, {}, later)
    assert sitting_services.close_overdue(session, [sitting], later) == 1
    assert sitting_services.close_overdue(session, [sitting], later) == 0
    assert not sitting_services.submit(session, me, sitting, at(later))
    assert (sitting.finished_at, sitting.finished_by) == (sitting.ends_at, "time")
    (entry,) = entries(session, me, "sitting_finished")
    assert (entry.actor_role, entry.data["by"]) == ("system", "time")
    assert [row[3] for row in entry.data["marked"]].count(True) == 1


def test_an_answer_on_its_way_when_time_ends_still_counts(session: Session, made: Made, target: Workshop) -> None:
    opened(session, made, target, "exam")
    me = made.people[0]
    sitting = begin(session, me, "exam")
    assert sitting.ends_at is not None
    assert sitting_services.save(
        session, me, sitting, {sitting.form[0][0]: 1}, {}, sitting.ends_at + timedelta(seconds=10)
    )
    assert sitting_services.submit(session, me, sitting, at(sitting.ends_at + timedelta(seconds=20)))


def test_handing_in_after_the_end_is_closing_by_time(session: Session, made: Made, target: Workshop) -> None:
    opened(session, made, target, "exam")
    sitting = begin(session, made.people[0], "exam")
    assert not sitting_services.submit(session, made.people[0], sitting, at(WALL + timedelta(hours=2)))
    assert sitting.finished_by == "time"


def test_a_frozen_hall_clock_does_not_stop_an_exam(session: Session, made: Made, target: Workshop) -> None:
    """The class's clock never ran here; only the wall counts."""
    opened(session, made, target, "exam")
    sitting = begin(session, made.people[0], "exam")
    assert not target.clock_running
    assert sitting_services.close_overdue(session, [sitting], WALL + timedelta(minutes=61)) == 1


def test_extra_time_prolongs_an_exam_at_once_but_wakes_none_that_ended(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "exam")
    me, other = made.people[:2]
    sitting, late = begin(session, me, "exam"), begin(session, other, "exam")
    assert sitting_steering.give_time(session, made.trainer, target, me.id, 10, 25, WALL)
    assert not sitting_steering.give_time(session, made.trainer, target, me.id, 10, 25, WALL)
    assert sitting.ends_at == WALL + timedelta(minutes=85)
    ended = late.ends_at
    sitting_steering.give_time(session, made.trainer, target, other.id, 30, 0, WALL + timedelta(minutes=70))
    assert late.ends_at == ended
    assert sitting_services.close_overdue(session, [late], WALL + timedelta(minutes=71)) == 1


def test_time_for_the_hall_goes_back_from_those_who_got_it_and_leaves_a_persons_own(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "exam")
    me, other = made.people[:2]
    sitting = begin(session, me, "exam")
    hall_acts.add_time(session, made.trainer, target, 5, WALL + timedelta(seconds=10), 3)
    started = sitting_services.start(session, other, "exam", at(WALL + timedelta(seconds=20)))
    assert started.sitting is not None
    sitting_steering.give_time(session, made.trainer, target, me.id, 10, 0, WALL + timedelta(seconds=25))
    assert sitting.ends_at == WALL + timedelta(minutes=75)
    act = next(
        one
        for one in hall_acts.undoables(session, target.id, WALL + timedelta(seconds=30))
        if one.entry.kind == hall_acts.TIME_ADDED
    )
    assert hall_acts.undo(session, made.trainer, target, act.id, WALL + timedelta(seconds=30))
    assert sitting.ends_at == WALL + timedelta(minutes=70)
    assert started.sitting.ends_at == WALL + timedelta(minutes=60, seconds=20)


def test_extra_time_given_beforehand_counts_from_the_start_and_is_bounded(
    session: Session, made: Made, target: Workshop
) -> None:
    opened(session, made, target, "exam")
    sitting_steering.give_time(session, made.trainer, target, made.people[0].id, 100000, -5, WALL)
    assert sitting_queries.extra_time(session, made.people[0].id) == (240, 0)
    assert begin(session, made.people[0], "exam").ends_at == WALL + timedelta(minutes=300)


def test_who_sits_a_test_when_it_is_closed_may_finish(session: Session, made: Made, target: Workshop) -> None:
    me = made.people[0]
    sitting = begin(session, me)
    assert sitting_steering.set_gate(session, made.trainer, target, "pre", False, WALL)
    assert sitting_services.save(session, me, sitting, right_for(sitting, "U1"), {}, WALL)
    assert sitting_services.submit(session, me, sitting, at(WALL))
    assert sitting_services.start(session, made.people[1], "pre", at(WALL)).sitting is None
