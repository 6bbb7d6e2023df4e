"""Refresher visits: every criterion has a case that can show it, one at a time, and passing renews that criterion alone."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bimtek.certification import gathering, issuing
from bimtek.certification.domain.keys import private_key
from bimtek.certification.domain.statement import PASSED
from bimtek.journal import services as journal
from bimtek.modules import leading, marking, preparing
from bimtek.people.domain import Person
from bimtek.refresher import services, visiting
from bimtek.refresher.models import Visit
from bimtek.sandbox import replay
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.services import Case
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, make_class
from tests.factories.records import AFTER, attend, complete, plan_days

KEY = private_key(bytes(32))
WEEK = timedelta(days=7)


@pytest.fixture
def made(session: Session) -> Made:
    """A class of two with certificates; the first officer's replies were the weakest."""
    built = make_class(session, count=2)
    plan_days(session, built)
    attend(session, built, built.people)
    complete(session, built, built.people[0], {"reply": 3})
    complete(session, built, built.people[1])
    target = workshops.workshop(session, built.workshop_id)
    issuing.sign_off(session, built.trainer, target, {p.id: PASSED for p in built.people}, KEY, AFTER)
    return built


def due(session: Session, person: Person, wall: datetime) -> datetime:
    """A moment on the day the next visit is due, seen from `wall`."""
    standing = services.standing_of(session, person.id, wall)
    assert standing is not None
    assert standing.following is not None
    return datetime.combine(standing.following.on, datetime.min.time()) + timedelta(hours=2)


def begin(session: Session, person: Person, wall: datetime) -> tuple[Case, Visit]:
    case = visiting.begin(session, person, wall)
    assert isinstance(case, Case), case
    visit = services.visit_on(session, case.id)
    assert visit is not None
    return case, visit


def reply(session: Session, person: Person, case: Case, wall: datetime, text: str) -> None:
    """Mask what must be masked, then answer in public."""
    desk = sandboxes.desk_of(session, person.id, wall)
    assert desk is not None
    act = lambda action, **given: sandboxes.act(session, person, desk.sandbox, case, action, given, moment=desk.moment)  # noqa: E731
    if case.truth["sensitive_words"]:
        act(Action.MASK, passages=list(case.truth["sensitive_words"]))
    act(Action.FOLLOW_UP, text=text)


def good(case: Case) -> str:
    return str(case.truth["better_reply"]).replace(str(case.truth.get("number", "")) or "\0", case.number)


def test_what_comes_first_is_the_weakest_criterion_two_weeks_after_sign_off(session: Session, made: Made) -> None:
    standing = services.standing_of(session, made.people[0].id, AFTER)
    assert standing is not None
    assert standing.following is not None
    assert standing.following.criterion == "reply"
    assert timedelta(days=14) <= standing.following.on - services.today_of(AFTER) <= timedelta(days=18)
    assert not standing.is_due(services.today_of(AFTER))


def test_nobody_without_a_certificate_is_asked_for_anything(session: Session) -> None:
    built = make_class(session, count=1)
    assert services.standing_of(session, built.people[0].id, AFTER) is None
    assert visiting.begin(session, built.people[0], AFTER) == visiting.NOTHING


@pytest.mark.parametrize("criterion", sorted(services.recipes()))
def test_every_criterion_has_cases_that_can_show_it(session: Session, made: Made, criterion: str) -> None:
    person = made.people[0]
    desk = sandboxes.desk_of(session, person.id, AFTER)
    assert desk is not None
    seen = set()
    for number in range(1, 7):
        exercise = services.recipes()[criterion].exercise
        case = preparing.open_prepared(
            session, person, desk.sandbox, exercise, f"segar-{criterion}", number, desk.moment
        )
        _history, result = leading.look(session, case, desk.moment)
        item = next((one for one in result.criteria if one.key == criterion), None)
        assert item is not None, case.scenario_id
        assert item.applies, (case.scenario_id, item.reason)
        seen.add(case.body)
    assert len(seen) == 6


def test_a_good_answer_renews_its_criterion_and_no_other(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    before = services.standing_of(session, person.id, wall)
    case, visit = begin(session, person, wall)
    reply(session, person, case, wall, good(case))
    assert visit.passed, marking.judgement_of(session, case.id)
    after = services.standing_of(session, person.id, wall)
    assert before is not None
    assert after is not None
    changed = {one.criterion for one, was in zip(after.states, before.states, strict=True) if one.due_on != was.due_on}
    assert changed == {"reply"}
    told = journal.newest_of_stream(session, f"sandbox/{case.sandbox_id}", [visiting.FINISHED], 50)
    assert told[0].data == {"criterion": "reply", "passed": True, "level": visit.level}


def test_a_bad_answer_brings_a_guided_case_sooner_than_anything_passed(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    case, visit = begin(session, person, wall)
    reply(session, person, case, wall, "Akan kami tindaklanjuti.")
    assert visit.passed is False
    standing = services.standing_of(session, person.id, wall + WEEK)
    assert standing is not None
    assert standing.following is not None
    assert (standing.following.criterion, standing.following.guided) == ("reply", True)
    again, second = begin(session, person, due(session, person, wall + WEEK))
    assert second.guided
    assert again.id != case.id
    assert again.body != case.body


def test_a_case_that_nobody_has_touched_yet_is_what_the_journal_says(session: Session, made: Made) -> None:
    """`bimtek check` and `bimtek move` call a platform sound while somebody is in the middle of a refresher."""
    person = made.people[0]
    case, _visit = begin(session, person, due(session, person, AFTER))
    assert [why for where, why in replay.differences(session) if case.number in where] == []


def test_a_double_tap_opens_one_case_and_one_under_way_is_gone_on_with(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    case, _visit = begin(session, person, wall)
    assert begin(session, person, wall + WEEK)[0].id == case.id
    assert len(services.visits_of(session, person.id)) == 1


def test_a_case_set_aside_counts_for_nothing_and_does_not_come_again(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    case, _visit = begin(session, person, wall)
    assert visiting.set_aside(session, person, wall)
    assert not visiting.set_aside(session, person, wall)
    standing = services.standing_of(session, person.id, wall)
    assert standing is not None
    assert standing.visit is None
    assert standing.last is None
    again, _second = begin(session, person, wall)
    assert again.body != case.body


def test_reading_and_noting_do_not_finish_a_visit(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    case, visit = begin(session, person, wall)
    desk = sandboxes.desk_of(session, person.id, wall)
    assert desk is not None
    sandboxes.act(session, person, desk.sandbox, case, Action.NOTE, {"text": "Baru membaca."}, moment=desk.moment)
    assert visit.finished_at is None


def test_after_sixty_days_away_one_case_is_asked_for_and_the_rest_is_spread(session: Session, made: Made) -> None:
    person, wall = made.people[0], AFTER + timedelta(days=220)
    standing = services.standing_of(session, person.id, wall)
    assert standing is not None
    assert standing.following is not None
    assert standing.following.after_absence
    days = [on for _criterion, on in standing.plan]
    assert sum(on <= services.today_of(wall) + timedelta(days=1) for on in days) == 1
    assert all((b - a).days >= 7 for a, b in itertools.pairwise(days))


def test_nothing_falls_due_on_free_days(session: Session, made: Made) -> None:
    person = made.people[0]
    on = due(session, person, AFTER).date()
    assert services.add_free_days(session, person, on, on + timedelta(days=20), AFTER) == ""
    assert due(session, person, AFTER).date() > on + timedelta(days=20)
    assert services.add_free_days(session, person, on, on - WEEK, AFTER) == "order"
    assert services.add_free_days(session, person, date(2020, 1, 1), date(2020, 1, 2), AFTER) == "past"
    assert services.add_free_days(session, person, on, on + timedelta(days=400), AFTER) == "long"
    assert not services.drop_free_days(session, made.people[1], services.free_days(session, person.id)[0].id)


def test_the_simulated_case_of_a_visit_counts_toward_no_certificate(session: Session, made: Made) -> None:
    person = made.people[0]
    wall = due(session, person, AFTER)
    before = gathering.record_of(session, made.workshop_id, person.id, wall)
    case, _visit = begin(session, person, wall)
    reply(session, person, case, wall, good(case))
    assert gathering.record_of(session, made.workshop_id, person.id, wall).shown == before.shown
