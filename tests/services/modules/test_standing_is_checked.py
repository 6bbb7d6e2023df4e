"""The row the board reads is what attempts and judged reports add up to; `check` says when it is not."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bimtek.modules import standing
from bimtek.modules.models import Progress
from tests.factories.classes import desk, everything_arrived, make_class


def test_a_row_tells_its_unit_from_the_first_sign_of_life(session: Session) -> None:
    made = make_class(session, count=1)
    everything_arrived(session, made)
    row = standing.row_of(session, desk(session, made.people[0]).sandbox)
    assert row.unit
    assert row.step_label
    assert list(standing.differences(session)) == []


def test_a_row_that_was_altered_is_named_with_what_it_should_say(session: Session) -> None:
    made = make_class(session, count=1)
    row = standing.row_of(session, desk(session, made.people[0]).sandbox)
    told, row.unit, row.mastered_cases = row.unit, "U9", 7
    found = list(standing.differences(session))
    where = f"progress/{made.people[0].id}"
    assert (where, f"unit tersimpan 'U9', semestinya {told!r}") in found
    assert (where, "mastered_cases tersimpan 7, semestinya 0") in found
    assert session.get(Progress, made.people[0].id) is row
    assert row.unit == "U9"
