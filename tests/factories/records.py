"""An officer who has shown everything a certificate asks: written into the tables directly, each mark with its journal entry, as
the services would leave it. What leads there is tested elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking, sitting_content
from bimtek.modules.domain import progress
from bimtek.modules.domain.judging.types import CRITERIA, CaseJudgement, Criterion, Critical
from bimtek.modules.models import Judgement, Progress
from bimtek.modules.sitting_models import Sitting
from bimtek.modules.sitting_services import SITTING_FINISHED
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox.domain.lifecycle_words import ROLES
from bimtek.sandbox.services import Case, main_sandbox_of
from bimtek.workshops import agenda, attendance
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of

KEYS = ("class", "category", "owner", "completeness", "identity", "timeliness", "reply", "closing")
#: The class is over: every half day of its two days has passed.
AFTER = WALL + timedelta(days=3)


def plan_days(session: Session, made: Made) -> None:
    """Give the class the model agenda with its half days."""
    target = workshops.workshop(session, made.workshop_id)
    agenda.take_over(session, made.trainer, target, agenda.models()[0].key, WALL)
    attendance.replan(session, made.trainer, target, WALL)


def attend(session: Session, made: Made, people_: Sequence[Person], state: str = "present") -> None:
    """Say of these people that they were there in every half day."""
    target = workshops.workshop(session, made.workshop_id)
    for half in attendance.sessions_of(session, target.id):
        attendance.mark(session, made.trainer, target, half.id, [one.id for one in people_], state, WALL)


def finish_units(session: Session, person: Person) -> None:
    """All units done."""
    content = marking.content()
    cells = progress.BETWEEN.join(progress.DONE * len(progress.columns(module)) for module in content.modules)
    row = session.get(Progress, person.id)
    if row is None:
        row = Progress(
            account_id=person.id, workshop_id=person.workshop_id, cells=cells, unit="U6", known=[], step_label="", refused=0,
            refused_row=0, hints_open=0, failed_checks=0, hints=0, critical=0, mastered_cases=8, entry_number=0,
        )  # fmt: skip
        session.add(row)
    row.cells, row.mastered_cases = cells, 8
    session.flush()


def judged(
    session: Session, person: Person, case: Case, levels: dict[str, int] | None = None, criticals: Sequence[str] = (),
    at: datetime = WALL,
) -> Judgement:  # fmt: skip
    """A case of this person judged to its end, with an entry of the journal behind it; what is not given is level 4."""
    given = dict.fromkeys(KEYS, 4) | (levels or {})
    criteria = tuple(
        Criterion(key, given.get(key), f"Alasan {CRITERIA[key].lower()}.", applies=key in given) for key in CRITERIA
    )
    errors = tuple(Critical(code, "Fakta.", "Aturan.", "Lebih baik.") for code in criticals)
    result = CaseJudgement(criteria, errors, None, ended=True)
    entry = _entry(
        session, person, "case_moved", f"case/{case.id}", {"action": "close", "input": {}}, at, ROLES[case.desk][0]
    )
    marking.keep(session, case, person.id, entry, result)
    case.last_number = entry.number
    row = session.scalars(select(Judgement).where(Judgement.case_id == case.id)).one()
    row.judged_at = at
    session.flush()
    return row


def _entry(
    session: Session, person: Person, kind: str, about: str, data: dict[str, Any], at: datetime, role: str = "trainee"
) -> Any:
    """An entry that nothing listens to: the rows are written by hand here."""
    sandbox = main_sandbox_of(session, person.id)
    assert sandbox is not None
    listeners = list(journal._listeners)
    journal._listeners.clear()
    try:
        return journal.record(
            session, stream=f"sandbox/{sandbox.id}", scope=f"class/{person.workshop_id}", kind=kind, about=about,
            actor_id=person.id, actor_role=role, sim_at=at + timedelta(hours=8), wall_at=at, data=data,
        )  # fmt: skip
    finally:
        journal._listeners.extend(listeners)


def sat(session: Session, person: Person, kind: str = "post", wrong: int = 0, at: datetime = WALL) -> Sitting:
    """A finished test with so many wrong answers, procedure items first."""
    bank = sitting_content.bank()
    items = sorted(bank.items.values(), key=lambda item: (item.kind != "procedure", item.code))[:24]
    marked = [
        [item.code, item.kind, item.right if n >= wrong else (item.right + 1) % 4, n >= wrong]
        for n, item in enumerate(items)
    ]
    row = Sitting(
        account_id=person.id, workshop_id=person.workshop_id or 0, kind=kind, round=1, form=[], answers={}, flags=[],
        started_at=at, saved_at=at, ends_at=None, finished_at=at, finished_by="person", marked=marked,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _entry(session, person, SITTING_FINISHED, f"sitting/{row.id}", {"kind": kind, "share": 1.0}, at)
    return row


def complete(session: Session, made: Made, person: Person, levels: dict[str, int] | None = None) -> list[Case]:
    """Everything Kelulusan asks, but for attendance (`plan_days`, `attend`): units, two cases on two half days, the post-test."""
    finish_units(session, person)
    cases = cases_of(session, person)[:2]
    for number, case in enumerate(cases):
        judged(session, person, case, levels, at=WALL + timedelta(hours=6 * number))
    sat(session, person)
    return cases


def refreshed(session: Session, person: Person) -> Person:
    """The person read again."""
    found = people.person(session, person.id)
    assert found is not None
    return found
