"""Baruga beyond the moderator: the province acts by itself, nothing is left waiting, and the journal rebuilds it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services
from bimtek.sandbox.domain.citizen import AnswerWorth
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import TRUTH, put
from tests.factories.classes import Made, desk, make_class

CLEAR = {"clear": ["identity", "content", "message"], "title": "Lampu jalan padam", "category": "1398"}
TEXT = "Petugas mengganti panel lampu pada 10 November 2026."


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=1, cases=0)


def act(session: Session, made: Made, case: Case, role: Role, action: Action, given: Mapping[str, Any]) -> None:
    me = made.people[0]
    here = desk(session, me)
    here.sandbox.baruga_role = role.value
    assert services.act(session, me, here.sandbox, case, action, given, moment=here.moment).accepted


def moderate(session: Session, made: Made, case: Case, *targets: str) -> None:
    act(session, made, case, Role.MODERATOR, Action.MODERATE, {**CLEAR, "targets": list(targets)})


def wait(session: Session, made: Made, days: int) -> None:
    here = desk(session, made.people[0])
    services.catch_up(session, here.sandbox, replace(here.moment, sim=here.moment.sim + timedelta(days=days)))


def acts_of(session: Session, case: Case) -> list[tuple[str, str, str]]:
    return [
        (entry.data["input"]["office"], entry.actor_role, entry.data["input"]["text"])
        for entry in journal.entries_about(session, f"case/{case.id}")
        if entry.data.get("action") == Action.RECORD_ACT
    ]


def test_each_office_of_the_province_acts_by_itself_one_after_another_with_what_it_really_did(
    session: Session, made: Made
) -> None:
    case = put(session, made.people[0], Desk.BARUGA)
    moderate(session, made, case, "dbmsulsel", "disdikprov")
    assert (case.event_kind, case.acted) == (Action.RECORD_ACT, [])
    wait(session, made, 9)
    assert acts_of(session, case) == [(name, "system", TRUTH["action"]) for name in ("dbmsulsel", "disdikprov")]
    assert (case.state, case.unread) == (State.BARUGA_ACTED, True)
    assert case.event_kind != Action.RECORD_ACT
    assert list(replay.differences(session)) == []
    assert journal.check_chains(session) == []


def test_the_kabupaten_does_not_act_by_itself(session: Session, made: Made) -> None:
    case = put(session, made.people[0], Desk.BARUGA)
    moderate(session, made, case, "kabupaten")
    act(session, made, case, Role.REGENCY_ADMIN, Action.FORWARD, {"offices": ["dishub"]})
    wait(session, made, 9)
    assert acts_of(session, case) == []


def test_what_was_moderated_with_the_province_is_not_repeated_while_the_province_is_awaited(
    session: Session, made: Made
) -> None:
    case = put(session, made.people[0], Desk.BARUGA)
    moderate(session, made, case, "dbmsulsel")
    wait(session, made, 2)
    assert [office for office, *_rest in acts_of(session, case)] == ["dbmsulsel"]
    assert case.event_kind == Action.REPEAT


@pytest.mark.parametrize(("share", "substantive"), [(0.95, True), (0.1, False)])
def test_an_answer_before_the_province_acted_leaves_nothing_waiting_for_ever(
    session: Session, made: Made, share: float, substantive: bool
) -> None:
    case = put(session, made.people[0], Desk.BARUGA)
    moderate(session, made, case, "kabupaten", "dbmsulsel")
    act(session, made, case, Role.REGENCY_ADMIN, Action.FORWARD, {"offices": ["dishub"]})
    act(session, made, case, Role.UNIT_ADMIN, Action.RECORD_ACT, {"office": "dishub", "text": TEXT})
    act(session, made, case, Role.UNIT_ADMIN, Action.RESPOND, {"text": TEXT})
    here = desk(session, made.people[0])
    worth = AnswerWorth(share=share, substantive=substantive, hurtful=False, late=False)
    services.note_judgement(session, here.sandbox, case, worth, here.moment)
    wait(session, made, 40)
    assert case.state == State.BARUGA_DONE or "dbmsulsel" in case.acted
    assert list(replay.differences(session)) == []
