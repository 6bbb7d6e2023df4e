"""Acting on a report: one entry an act, one act a command, the projection always what the journal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services
from bimtek.sandbox.domain.lifecycle import Action, Role, State
from bimtek.sandbox.models import Case
from tests.factories.classes import Made, cases_of, desk, everything_arrived, make_class, move_clock

GOOD = {"title": "Lampu jalan padam", "report_class": "complaint", "unit": "dishub", "note": ""}


@pytest.fixture
def made(session: Session) -> Made:
    built = make_class(session)
    everything_arrived(session, built)
    return built


def verify(session: Session, made: Made, command_id: str | None = None) -> tuple[Case, services.Outcome]:
    me = made.people[0]
    at, case = desk(session, me), cases_of(session, me)[0]
    category = next(iter(services.world().categories))
    given = {**GOOD, "category": category}
    return case, services.act(
        session, me, at.sandbox, case, Action.VERIFY, given, moment=at.moment, command_id=command_id
    )


def test_an_accepted_act_changes_the_report_and_leaves_one_entry(session: Session, made: Made) -> None:
    case, outcome = verify(session, made)
    assert outcome.accepted
    assert case.state == State.DISPOSED
    assert [entry.kind for entry in journal.entries_about(session, f"case/{case.id}")] == ["case_moved"]


def test_a_double_tap_is_one_act(session: Session, made: Made) -> None:
    case, first = verify(session, made, "tap-1")
    _, second = verify(session, made, "tap-1")
    assert second.accepted
    assert second.entry.number == first.entry.number
    assert len(journal.entries_about(session, f"case/{case.id}")) == 1


def test_a_refusal_is_recorded_and_changes_nothing(session: Session, made: Made) -> None:
    me = made.people[0]
    at, case = desk(session, me), cases_of(session, me)[0]
    outcome = services.act(session, me, at.sandbox, case, Action.CLOSE, {"note": "sudah"}, moment=at.moment)
    assert not outcome.accepted
    assert case.state == State.UNVERIFIED
    assert journal.entries_about(session, f"case/{case.id}")[-1].kind == "case_refused"


def test_ten_days_of_silence_close_a_report_exactly_once(session: Session, made: Made) -> None:
    case, _ = verify(session, made)
    me = made.people[0]
    at = desk(session, me)
    at.sandbox.role = Role.LIAISON.value
    text = "Yth. Bapak/Ibu, panel kami ganti paling lambat 20 November 2026."
    services.act(session, me, at.sandbox, case, Action.FOLLOW_UP, {"text": text}, moment=at.moment)
    # Whatever the citizen plans, silence is what is tried here.
    case.event_kind, case.event_at = Action.AUTO_CLOSE.value, case.system_at
    at.sandbox.next_event_at = case.event_at
    later = replace(at.moment, sim=at.moment.sim + timedelta(days=10, seconds=1))
    services.catch_up(session, at.sandbox, later)
    assert services.catch_up(session, at.sandbox, later) == 0
    closings = [e for e in journal.entries_about(session, f"case/{case.id}") if e.data.get("action") == "auto_close"]
    assert len(closings) == 1
    assert case.state == State.CLOSED_BY_SYSTEM
    assert case.ended_at == case.received_at.replace(
        year=case.ended_at.year, month=case.ended_at.month, day=case.ended_at.day,
        hour=case.ended_at.hour, minute=case.ended_at.minute, second=case.ended_at.second, microsecond=case.ended_at.microsecond,
    )  # fmt: skip
    assert case.ended_at == at.moment.sim + timedelta(days=10)


def test_a_deferred_report_nobody_completes_expires(session: Session, made: Made) -> None:
    me = made.people[0]
    at, case = desk(session, me), cases_of(session, me)[1]
    given = {"missing": ["identity"], "message": "Mohon sebutkan nama dan nomor Anda."}
    assert services.act(session, me, at.sandbox, case, Action.DEFER, given, moment=at.moment).accepted
    case.event_kind, case.event_at = Action.EXPIRE.value, case.system_at
    at.sandbox.next_event_at = case.event_at
    assert case.system_at is not None
    services.catch_up(session, at.sandbox, replace(at.moment, sim=case.system_at))
    assert case.state == State.ARCHIVED_BY_SYSTEM


def test_what_is_stored_is_what_the_journal_folds_to(session: Session, made: Made) -> None:
    case, _ = verify(session, made)
    session.flush()
    assert list(replay.differences(session)) == []
    case.unit = "dinsos"
    session.flush()
    assert any("unit" in why for _where, why in replay.differences(session))


def test_an_exchanged_report_breaks_the_seal_of_its_sandbox(session: Session, made: Made) -> None:
    case = cases_of(session, made.people[1])[0]
    case.body = case.body + " tambahan"
    session.flush()
    assert any("segel" in why for _where, why in replay.differences(session))


def test_a_report_still_to_come_is_not_found(session: Session) -> None:
    built = make_class(session, cases=20)
    me = built.people[0]
    at = desk(session, me)
    coming = [case for case in cases_of(session, me) if case.received_at > at.moment.sim]
    assert len(coming) == 7  # of twenty cases thirteen come to this desk, six of them before the class begins
    assert services.case_of(session, at.sandbox, coming[0].number, at.moment.sim) is None


def test_another_persons_report_is_not_found(session: Session, made: Made) -> None:
    mine, theirs = desk(session, made.people[0]), cases_of(session, made.people[1])[0]
    assert services.case_of(session, mine.sandbox, theirs.number, mine.moment.sim) is None


def test_the_same_seed_makes_the_same_reports_and_neighbours_different_ones(session: Session, made: Made) -> None:
    again = make_class(session, username="lain")
    first = [(c.number, c.filed_title, c.body) for c in cases_of(session, made.people[0])]
    assert first == [(c.number, c.filed_title, c.body) for c in cases_of(session, again.people[0])]
    assert not {c.body for c in cases_of(session, made.people[0])} & {c.body for c in cases_of(session, made.people[1])}


def test_catching_up_plays_events_of_several_reports_in_the_order_they_fell_due(session: Session, made: Made) -> None:
    me = made.people[0]
    at = desk(session, me)
    first, second = cases_of(session, me)[2:4]
    given = {"missing": ["identity"], "message": "Mohon sebutkan nama dan nomor Anda."}
    for case, days in ((first, 3), (second, 2)):
        services.act(session, me, at.sandbox, case, Action.DEFER, given, moment=at.moment)
        case.event_kind, case.event_at = Action.EXPIRE.value, at.moment.sim + timedelta(days=days)
    at.sandbox.next_event_at = second.event_at
    session.flush()
    services.catch_up(session, at.sandbox, replace(at.moment, sim=at.moment.sim + timedelta(days=9)))
    ended = [
        entry.about
        for entry in journal.entries_of(session, services.stream(at.sandbox))
        if entry.data.get("action") == "expire"
    ]
    assert ended == [f"case/{second.id}", f"case/{first.id}"]


def test_the_clock_of_a_class_is_what_its_desks_show(session: Session, made: Made) -> None:
    at = desk(session, made.people[0])
    move_clock(session, made.workshop_id, at.moment.sim + timedelta(hours=1))
    assert desk(session, made.people[2]).moment.sim == at.moment.sim + timedelta(hours=1)
