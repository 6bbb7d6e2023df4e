"""What reports are made of: a person's standing, a class's figures; read from the rooms that own them, a few questions each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bimtek.evaluation import planning
from bimtek.evaluation import services as evaluation
from bimtek.evaluation.domain import plans
from bimtek.evaluation.domain.survey import Summary
from bimtek.modules import class_results, queries, sitting_queries
from bimtek.modules.class_results import Result
from bimtek.modules.domain.sitting import Mark
from bimtek.modules.domain.sitting_rules import POST, PRE
from bimtek.modules.sitting_queries import GainOf
from bimtek.people import services as people
from bimtek.reporting.domain.findings import Evidence, Finding, findings
from bimtek.workshops import agenda, attendance
from bimtek.workshops import services as workshops
from bimtek.workshops.attendance import Table
from bimtek.workshops.attendance_sessions import sessions_of
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.domain.attendance import Standing
from bimtek.workshops.services import SeatRow, Workshop


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a class: seat, NIP, share of half days, pre and post (None: not taken), units by code → state, results."""

    seat: SeatRow
    nip: str
    attended: float | None
    pre: Mark | None
    post: Mark | None
    units: dict[str, str]
    result: Result


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Everything of a class."""

    rows: list[Row]
    units: list[tuple[str, str]]
    table: Table
    gain: GainOf
    criteria: dict[str, tuple[str, float | None, int]]
    errors: Counter[str]
    survey: Summary | None
    plans_sent: int
    actions: dict[str, int]
    agenda: list[agenda.AgendaRow]

    @property
    def joined(self) -> int:
        """How many have ever sat down."""
        return sum(row.seat.joined for row in self.rows)

    @property
    def attended(self) -> float | None:
        """The mean share of half days, None while none counts."""
        shares = [row.attended for row in self.rows if row.attended is not None]
        return sum(shares) / len(shares) if shares else None

    def unit_share(self, code: str) -> float:
        """The share of the people done with a unit."""
        return sum(row.units.get(code) == "done" for row in self.rows) / len(self.rows) if self.rows else 0.0

    def evidence(self) -> Evidence:
        """The figures findings are drawn from."""
        survey = self.survey if self.survey and self.survey.shown else None
        return Evidence(
            len(self.rows), self.joined, self.attended, self.gain.whole.normalised if self.gain.whole else None,
            {name: mean for name, mean, _n in self.criteria.values() if mean is not None},
            {f"{code} {title}": self.unit_share(code) for code, title in self.units} if self.joined else None,
            dict(self.errors),
            {one.question.text: one.mean for one in survey.said if one.mean is not None} if survey else None,
            self.plans_sent,
        )  # fmt: skip

    def findings(self) -> list[Finding]:
        """What follows from the figures."""
        return findings(self.evidence())


def of_class(session: Session, target: Workshop, wall: datetime) -> ClassFigures:
    """The figures of a class."""
    rows = _rows(session, target, wall)
    results = [row.result for row in rows]
    criteria: dict[str, tuple[str, float | None, int]] = {}
    for key, name in class_results.criteria().items():
        levels = [level for one in results for level in one.levels.get(key, ())]
        if levels:
            criteria[key] = (name, sum(levels) / len(levels), len(levels))
    sent = [plan for _seat, plan in planning.plans_of_class(session, target.id) if plan and plan.sent_at]
    states = [plans.standing(one.noted) for plan in sent for one in plan.actions]
    return ClassFigures(
        rows, units_of(target), attendance.table(session, target.id, wall), sitting_queries.gain_of(session, target.id),
        dict(sorted(criteria.items(), key=lambda item: item[1][1] or 0)), sum((one.errors for one in results), Counter()),
        evaluation.survey_summary(session, target.id), len(sent), dict(plans.counts(states)),
        agenda.agenda_of(session, target.id),
    )  # fmt: skip


def units_of(target: Workshop) -> list[tuple[str, str]]:
    """Code and title of the units a class is taught, in the order of the path."""
    return [(m.code, m.title) for m in queries.units_taught() if not target.units or m.code in target.units]


def _rows(session: Session, target: Workshop, wall: datetime) -> list[Row]:
    seats = workshops.seats_of(session, target.id)
    nips = people.nips_of(session, [seat.account_id for seat in seats])
    shares = attendance.shares(session, target.id, wall)
    marks = {
        kind: {
            row.account_id: sitting_queries.mark_of(row)
            for row in sitting_queries.finished(sitting_queries.sittings_of_class(session, target.id, kind).values())
        }
        for kind in (PRE, POST)
    }
    standing, results = (
        queries.progress_of_class(session, target.id),
        class_results.results_of_class(session, target.id),
    )
    codes = [code for code, _title in units_of(target)]
    return [
        Row(
            seat, nips.get(seat.account_id) or "", shares.get(seat.account_id), marks[PRE].get(seat.account_id),
            marks[POST].get(seat.account_id),
            class_results.unit_states(standing[seat.account_id].cells, codes) if seat.account_id in standing else {},
            results.get(seat.account_id, Result()),
        )
        for seat in seats
    ]  # fmt: skip


def of_person(
    session: Session, target: Workshop, account_id: int, wall: datetime
) -> tuple[Row, list[tuple[HalfDay, Standing]]] | None:
    """One person of a class with the standing in every half day; None for anybody else. Nobody else is read."""
    seat = next((seat for seat in workshops.seats_of(session, target.id) if seat.account_id == account_id), None)
    person = people.person(session, account_id)
    if seat is None or person is None:
        return None
    standings = attendance.standings_of(session, person, sessions_of(session, target.id), wall)
    marks, codes = sitting_queries.test_marks(session, account_id), [code for code, _title in units_of(target)]
    cells = class_results.units_of_person(session, account_id)
    row = Row(
        seat, people.nip_of(session, account_id) or "", rules.share(one for _half, one in standings), marks.get(PRE), marks.get(POST),
        class_results.unit_states(cells, codes) if cells else {},
        class_results.results_of_class(session, target.id, account_id).get(account_id, Result()),
    )  # fmt: skip
    return row, standings
