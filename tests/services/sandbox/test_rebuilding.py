"""Projections are rebuilt from the journal: after an update, or when a row was damaged."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import timedelta

from sqlalchemy.orm import Session

from bimtek.sandbox import replay, services
from tests.factories.classes import cases_of, desk, make_class


def test_a_damaged_projection_is_found_and_rebuilt(session: Session) -> None:
    made = make_class(session, count=2, cases=12)
    me = made.people[0]
    at = desk(session, me)
    services.catch_up(session, at.sandbox, changed(at.moment, sim=at.moment.sim + timedelta(days=20)))
    assert list(replay.differences(session)) == []
    case = cases_of(session, me)[0]
    case.title, case.event_at, case.links = "Judul yang tidak pernah ditulis", None, ["duplicate:SIM-1"]
    session.flush()
    assert {where for where, _ in replay.differences(session)} == {f"laporan {case.number}"}
    assert replay.rebuild(session) == 1
    assert list(replay.differences(session)) == []
    assert replay.rebuild(session) == 0
