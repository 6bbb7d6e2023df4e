"""Put a case on somebody's desk as an exercise wants it: with what it is about, with what was done to it before, in the role it
is worked in. Exercises and refreshers open their cases alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.modules.domain.exercise import Exercise, fitting
from bimtek.people.domain import Person
from bimtek.sandbox import provisioning
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.decision import Command
from bimtek.sandbox.services import Case, Moment, Sandbox
from bimtek.workshops import services as workshops

_TRIES = 200  # wordings looked through for one that has what the exercise is about


def open_prepared(
    session: Session, person: Person, sandbox: Sandbox, exercise: Exercise, key: str, variant: int, moment: Moment
) -> Case:
    """A fresh case as the exercise wants it, `key` and `variant` choosing person, place and words."""
    case = open_case(session, sandbox, exercise, key, variant, moment)
    do_before(session, person, sandbox, exercise, case, moment)
    return case


def open_case(session: Session, sandbox: Sandbox, exercise: Exercise, key: str, variant: int, moment: Moment) -> Case:
    """The case alone, received as many working days ago as the exercise says."""
    scenario, opened = exercise.scenario(variant), _shifted(moment, -exercise.age)
    wording = _wording(sandbox, exercise, scenario, f"{key}|{variant}", opened)
    return provisioning.open_case(session, sandbox, scenario, wording, opened)


def do_before(
    session: Session, person: Person, sandbox: Sandbox, exercise: Exercise, case: Case, moment: Moment
) -> None:
    """What happened to a case before the officer's turn, then the role to go on in; raises ValueError where the exercise asks
    for what the case does not allow."""
    at = _shifted(moment, -exercise.age)
    for act in fitting(exercise.done, case.truth):
        at = _shifted(at, act.wait)
        command = Command(act.action, act.role, act.filled(case.truth, case.title, case.number, case.links))
        if sandboxes.demonstrate(session, sandbox, case, command, at) is None:
            raise ValueError(f"{exercise.code}: {act.action} tidak berlaku pada skenario {case.scenario_id}")
    if exercise.role:  # only now: what was prepared is looked at as it stands today
        sandboxes.take_role(session, person, sandbox, exercise.role, moment)


def _shifted(moment: Moment, days: int) -> Moment:
    """The same hour so many working days later, or earlier: a report that came two working days ago, as most exercises open
    it, has what the office found on its second day known today."""
    calendar, day, step = workshops.calendar(), moment.sim.date(), timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return Moment(datetime.combine(day, moment.sim.time()), moment.wall)


def _wording(sandbox: Sandbox, exercise: Exercise, scenario: str, key: str, moment: Moment) -> str:
    """The first wording of a scenario that has in it what the exercise is about (such as personal data to mask)."""
    for number in range(_TRIES):
        wording = f"{key}|{number}"
        report = provisioning.generator().generate_case(
            f"{sandbox.seed}|{wording}", scenario, moment.sim, sandbox.person
        )
        if exercise.fits(report.anonymous, report.truth):
            return wording
    raise ValueError(f"{exercise.code}: skenario {scenario} tidak pernah memuat {', '.join(exercise.requires)}")
