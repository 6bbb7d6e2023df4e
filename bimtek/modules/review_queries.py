"""What pages read of reviewed marks: the border's queue, blind marks, disputes, calibration, pairs for agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.modules import marking
from bimtek.modules.domain import review
from bimtek.modules.domain.agreement import Pair
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.modules.domain.review import THIRD, Override
from bimtek.modules.models import Judgement
from bimtek.modules.review_models import BlindMark, CalibrationMark, Dispute, MarkOverride
from bimtek.people.domain import Person
from bimtek.sandbox.services import Case, Sandbox
from bimtek.workshops import services as workshops


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece in the queue: no name, no level; only what kind of case it is."""

    case_id: int
    desk: str
    title: str
    turn: int


def queue(session: Session, trainer: Person, target: workshops.Workshop) -> list[Waiting]:
    """The pieces on the border that this trainer may mark unseen, in an order of the trainer's own: first those that wait
    for a third marker, then those without a second."""
    marks = marks_of_class(session, target.id)
    touched = set(session.scalars(select(MarkOverride.case_id).where(MarkOverride.account_id == trainer.id)))
    query = select(Case.id, Case.desk, Case.title).join(Judgement, Judgement.case_id == Case.id)
    query = query.join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.workshop_id == target.id)
    rows = session.execute(query.where(Judgement.border != "").order_by(Case.id))
    found = [Waiting(*row, 2) for row in rows if row[0] not in marks and row[0] not in touched]
    Random(f"{target.seed}|{trainer.id}").shuffle(found)
    return [*_thirds(session, trainer, marks, touched), *found]


def _thirds(
    session: Session, trainer: Person, marks: dict[int, dict[int, BlindMark]], touched: set[int]
) -> Iterator[Waiting]:
    for case_id, turns in marks.items():
        if open_thirds(turns) and turns[2].account_id != trainer.id and case_id not in touched:
            case = session.get(Case, case_id)
            if case is not None:
                yield Waiting(case_id, case.desk, case.title, 3)


def open_thirds(turns: dict[int, BlindMark]) -> list[str]:
    """The criteria of a piece that wait for a third marker."""
    return [] if 3 in turns or 2 not in turns else review.apart(turns[2].first, turns[2].levels)


def marks_of_class(session: Session, workshop_id: int) -> dict[int, dict[int, BlindMark]]:
    """The blind marks of a class: case, then turn."""
    query = select(BlindMark).join(Case, Case.id == BlindMark.case_id).join(Sandbox, Sandbox.id == Case.sandbox_id)
    found: dict[int, dict[int, BlindMark]] = defaultdict(dict)
    for row in session.scalars(query.where(Sandbox.workshop_id == workshop_id).order_by(BlindMark.marked_at)):
        found[row.case_id][row.turn] = row
    return dict(found)


def marks_of_case(session: Session, case_id: int) -> dict[int, BlindMark]:
    """The blind marks of one case by turn."""
    return {row.turn: row for row in session.scalars(select(BlindMark).where(BlindMark.case_id == case_id))}


def overrides_of_class(
    session: Session, workshop_id: int, account_id: int | None = None
) -> dict[int, dict[str, Override]]:
    """The levels trainers gave in a class (or to one person there), by case and criterion."""
    query = select(MarkOverride.case_id).join(Case, Case.id == MarkOverride.case_id)
    query = query.join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.workshop_id == workshop_id).distinct()
    if account_id is not None:
        query = query.where(Sandbox.account_id == account_id)
    return {case_id: marking.overrides_of(session, case_id) for case_id in session.scalars(query).all()}


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged case of a person, for the list on the person's page."""

    case_id: int
    number: str
    title: str
    desk: str
    share: float
    critical: bool
    mastered: bool
    changed: int


def judged_of(session: Session, account_id: int) -> list[Judged]:
    """The judged cases of one person, newest first, with how many levels a trainer changed."""
    changed = select(MarkOverride.case_id, func.count().label("n")).group_by(MarkOverride.case_id).subquery()
    query = (
        select(
            Case.id, Case.number, Case.title, Case.desk, Judgement.share, Judgement.critical, Judgement.mastered,
            func.coalesce(changed.c.n, 0),
        )
        .join(Case, Case.id == Judgement.case_id)
        .outerjoin(changed, changed.c.case_id == Case.id)
        .where(Judgement.account_id == account_id)
        .order_by(Judgement.judged_at.desc(), Judgement.id.desc())
    )  # fmt: skip
    return [Judged(*row) for row in session.execute(query)]


def disputes_of_class(session: Session, workshop_id: int, *, open_only: bool = True) -> list[tuple[Dispute, str]]:
    """The disputes of a class with the number of their case, the oldest first."""
    query = select(Dispute, Case.number).join(Case, Case.id == Dispute.case_id)
    query = query.join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.workshop_id == workshop_id)
    query = query.where(Dispute.state == "open") if open_only else query.where(Dispute.state != "open")
    order = Dispute.opened_at if open_only else Dispute.answered_at.desc()
    return [(row, number) for row, number in session.execute(query.order_by(order, Dispute.id).limit(200))]


def disputes_open(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, int]:
    """How many disputes of each person of a class (or of one) wait for an answer, by account; who has none is missing."""
    query = select(Dispute.account_id, func.count()).join(Case, Case.id == Dispute.case_id)
    query = query.join(Sandbox, Sandbox.id == Case.sandbox_id).where(
        Sandbox.workshop_id == workshop_id, Dispute.state == "open"
    )
    if account_id is not None:
        query = query.where(Dispute.account_id == account_id)
    rows = session.execute(query.group_by(Dispute.account_id))
    return {row[0]: row[1] for row in rows}


def disputes_of_case(session: Session, case_id: int) -> list[Dispute]:
    """All disputes about one case, the newest first."""
    query = select(Dispute).where(Dispute.case_id == case_id).order_by(Dispute.opened_at.desc(), Dispute.id.desc())
    return list(session.scalars(query))


def open_answers(session: Session, account_id: int) -> list[tuple[str, Dispute]]:
    """(number of the case, dispute) of each answer this person has not acknowledged yet, oldest first: for home."""
    query = select(Case.number, Dispute).join(Case, Case.id == Dispute.case_id)
    query = query.where(
        Dispute.account_id == account_id, Dispute.state.in_(("accepted", "refused")), Dispute.read_at.is_(None)
    )
    return [(number, row) for number, row in session.execute(query.order_by(Dispute.answered_at))]


def disputes_waiting(session: Session, workshop_id: int) -> int:
    """How many disputes of a class wait for an answer."""
    query = select(func.count(Dispute.id)).join(Case, Case.id == Dispute.case_id)
    query = query.join(Sandbox, Sandbox.id == Case.sandbox_id)
    return session.scalar(query.where(Sandbox.workshop_id == workshop_id, Dispute.state == "open")) or 0


@dataclass(slots=True)
class Pairs:
    """Pairs of levels per criterion: machine and person, two persons, person and reference."""

    machine: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))


def pairs_of_class(session: Session, workshop_id: int) -> Pairs:
    """What people looked at in a class: each override (also one that agrees) and each blind mark pairs the machine's
    level of that moment with the person's. A mark nobody looked at is no agreement. One look is counted once: the
    third marker's decision is already in the blind mark."""
    found = Pairs()
    marks = marks_of_class(session, workshop_id)
    overrides = overrides_of_class(session, workshop_id)
    looks: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for case_id, standing in overrides.items():
        for key, item in standing.items():
            if item.machine is not None and item.reason != THIRD and item.kind in (review.CASE, review.REPLY):
                found.machine[key].append((item.machine, item.level))
                looks[case_id, key][item.account] = item.level
    for case_id, turns in marks.items():
        for row in turns.values():
            for key, level in row.levels.items():
                if row.account_id not in looks[case_id, key]:
                    found.machine[key].append((row.machine[key], level))
                    looks[case_id, key][row.account_id] = level
    for (_case, key), given in looks.items():
        levels = list(given.values())
        found.people[key] += [(a, b) for at, a in enumerate(levels) for b in levels[at + 1 :]]
    return found


@dataclass(frozen=True, slots=True)
class Next:
    """One piece of the round over one criterion: which, and what counts there now."""

    case_id: int
    result: CaseJudgement
    seen: int


def next_for_criterion(
    session: Session, trainer: Person, target: workshops.Workshop, key: str, after: int
) -> Next | None:
    """The next judged piece of a class with this criterion, in a shuffled order that is the trainer's own, beginning
    behind the piece `after`; pieces this criterion was looked at by anybody are passed over. None at the end."""
    ids = list(session.scalars(_ids_of_class(target.id)))
    Random(f"{target.seed}|{trainer.id}|{key}").shuffle(ids)
    looked = set(session.scalars(select(MarkOverride.case_id).where(MarkOverride.key == key)))
    looked |= {
        case
        for case, turns in marks_of_class(session, target.id).items()
        if any(key in t.levels for t in turns.values())
    }
    start = ids.index(after) + 1 if after in ids else 0
    for case_id in [*ids[start:], *ids[:start]]:
        if case_id in looked or case_id == after:
            continue
        result = marking.judgement_of(session, case_id)
        if result is not None and key in review.scales(result):
            return Next(case_id, result, len(looked & set(ids)))
    return None


def _ids_of_class(workshop_id: int) -> Any:
    query = select(Judgement.case_id).join(Case, Case.id == Judgement.case_id)
    return (
        query.join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.workshop_id == workshop_id).order_by(Case.id)
    )


def calibrations(session: Session, accounts: list[int]) -> list[CalibrationMark]:
    """What these trainers gave the samples."""
    query = select(CalibrationMark).where(CalibrationMark.account_id.in_(accounts))
    return list(session.scalars(query.order_by(CalibrationMark.marked_at)))
