"""The competency record: what a person has shown, what the certificate asks, what is still missing. Pure functions of marks and
attendance, so that the same journal gives the same answer years later (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bimtek.certification.domain.rules import Rules
from bimtek.certification.domain.statement import ATTENDED, PASSED

MET, PARTLY, OPEN, BROKEN = "done", "doing", "todo", "fatal"
UNITS, PROCEDURE, FLOOR, MEAN, CASES, FATAL, ATTENDANCE, POST_TEST = (
    "units", "procedure", "floor", "mean", "cases", "fatal", "attendance", "post_test",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One criterion in one case: the level that counts of 4, the machine's, and the passage or fact behind it. A trainer's
    change has who and why."""

    key: str
    label: str
    level: float
    machine: float | None
    fact: str = ""
    changed_by: int | None = None
    reason: str = ""
    note: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One case handled alone and judged to its end: an arrived one, or one of an independent exercise. `unit` is where it is
    evidence; `entry` the number of the entry up to which it was judged in its `stream`; `session` the half day it fell in."""

    case_id: int
    number: str
    title: str
    unit: str
    at: datetime
    session: str
    mastered: bool
    criticals: tuple[str, ...]
    levels: tuple[Level, ...]
    stream: str
    entry: int
    on_border: bool = False


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit of competence: its state, the evidence it asks, and of each part that is missing its heading and how many cases it
    still wants (0 where they are not counted)."""

    code: str
    title: str
    asks: str
    state: str
    missing: tuple[tuple[str, int], ...] = ()
    score: float | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is reached."""
        return self.state == "done"


@dataclass(frozen=True, slots=True)
class SatTest:
    """A finished test: which, what share was right, of procedure items how many of how many, whether it passed."""

    id: int
    kind: str
    share: float
    procedure: tuple[int, int]
    passed: bool | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a person has shown in a class. `half_days` are (name, state, is over); `disputes` wait for an answer."""

    units: tuple[UnitShown, ...]
    pieces: tuple[Piece, ...]
    tests: tuple[SatTest, ...]
    half_days: tuple[tuple[str, str, bool], ...]
    attended: float | None
    disputes: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the certificate asks: how it stands, the figure, the threshold, and what in the evidence carries it."""

    key: str
    state: str
    value: float | None
    threshold: float
    cases: tuple[int, ...] = ()
    detail: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether it is fulfilled."""
        return self.state == MET


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A person's competency record: the requirements in order, and by criterion the levels that count (newest first)."""

    shown: Shown
    requirements: tuple[Requirement, ...]
    criteria: Mapping[str, tuple[tuple[Piece, Level], ...]]

    @property
    def mean(self) -> float | None:
        """The mean of the criteria, each by the mean of the levels that count."""
        return _mean([_mean([level.level for _piece, level in found]) or 0.0 for found in self.criteria.values()])

    @property
    def is_complete(self) -> bool:
        """Whether everything that Kelulusan asks is fulfilled."""
        return all(one.met for one in self.requirements)

    @property
    def attended_whole(self) -> bool:
        """Whether the class is over for this person and enough of it was attended: what Keikutsertaan asks."""
        return self.of(ATTENDANCE).met

    @property
    def kind(self) -> str:
        """The certificate that is due: Kelulusan, Keikutsertaan, or none yet."""
        return PASSED if self.is_complete else ATTENDED if self.attended_whole else ""

    @property
    def needs_second(self) -> bool:
        """Whether a second pair of eyes is wanted first: a piece on the border counts, or a dispute is open."""
        counting = {piece.case_id for found in self.criteria.values() for piece, _level in found}
        return bool(self.shown.disputes) or any(p.on_border for p in self.shown.pieces if p.case_id in counting)

    def of(self, key: str) -> Requirement:
        """One requirement."""
        return next(one for one in self.requirements if one.key == key)


def record_of(shown: Shown, rules: Rules) -> Record:
    """The record of what was shown."""
    criteria = counting_levels(shown.pieces, rules.cases)
    requirements = (
        _units(shown), _procedure(shown, rules), *_levels(criteria, rules), _cases(shown, rules), _fatal(shown, rules),
        _attendance(shown, rules), _post_test(shown),
    )  # fmt: skip
    return Record(shown, requirements, criteria)


def counting_levels(pieces: Sequence[Piece], newest: int) -> dict[str, tuple[tuple[Piece, Level], ...]]:
    """By criterion the levels of the newest cases in which it was judged: earlier tries teach, they do not count."""
    found: dict[str, list[tuple[Piece, Level]]] = {}
    for piece in sorted(pieces, key=lambda one: (one.at, one.case_id), reverse=True):
        for level in piece.levels:
            rows = found.setdefault(level.key, [])
            if len(rows) < newest:
                rows.append((piece, level))
    return {key: tuple(rows) for key, rows in found.items()}


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _units(shown: Shown) -> Requirement:
    done, asked = sum(unit.is_done for unit in shown.units), len(shown.units)
    begun = any(unit.state != "todo" for unit in shown.units)
    state = MET if asked and done == asked else PARTLY if begun else OPEN
    return Requirement(UNITS, state, done, asked)


def _procedure(shown: Shown, rules: Rules) -> Requirement:
    """Of the tests that count, the one with the best share of procedure items: a test may be sat again with other items."""
    tests = [test for test in shown.tests if test.kind != "pre" and test.procedure[1]]
    if not tests:
        return Requirement(PROCEDURE, OPEN, None, rules.procedure)
    best = max(tests, key=lambda test: (test.procedure[0] / test.procedure[1], test.at))
    right, asked = best.procedure
    detail: dict[str, float | int | str] = {"right": right, "of": asked, "test": best.kind, "id": best.id}
    state = MET if right / asked >= rules.procedure else PARTLY
    return Requirement(PROCEDURE, state, round(right / asked, 4), rules.procedure, detail=detail)


def _levels(criteria: Mapping[str, tuple[tuple[Piece, Level], ...]], rules: Rules) -> tuple[Requirement, Requirement]:
    if not criteria:
        return Requirement(FLOOR, OPEN, None, rules.floor), Requirement(MEAN, OPEN, None, rules.mean)
    rows = [(level, piece) for found in criteria.values() for piece, level in found]
    lowest, where = min(rows, key=lambda row: (row[0].level, row[0].key))
    below = sum(any(level.level < rules.floor for _p, level in found) for found in criteria.values())
    floor = Requirement(
        FLOOR, MET if lowest.level >= rules.floor else PARTLY, lowest.level, rules.floor, (where.case_id,),
        {"criterion": lowest.key, "label": lowest.label, "number": where.number, "below": below},
    )  # fmt: skip
    mean = _mean([_mean([level.level for _p, level in found]) or 0.0 for found in criteria.values()]) or 0.0
    cases = tuple(dict.fromkeys(piece.case_id for _level, piece in rows))
    detail: dict[str, float | int | str] = {"criteria": len(criteria), "cases": len(cases)}
    return floor, Requirement(MEAN, MET if mean >= rules.mean else PARTLY, mean, rules.mean, cases, detail)


def _cases(shown: Shown, rules: Rules) -> Requirement:
    """Mastered cases at different sessions: the newest of each session."""
    by_session: dict[str, Piece] = {}
    mastered = sorted((p for p in shown.pieces if p.mastered), key=lambda p: (p.at, p.case_id))
    for piece in mastered:
        by_session[piece.session] = piece
    found = sorted(by_session.values(), key=lambda p: p.at, reverse=True)[: rules.cases]
    state = MET if len(found) >= rules.cases else PARTLY if mastered else OPEN
    detail: dict[str, float | int | str] = {"mastered": len(mastered), "sessions": len(by_session)}
    return Requirement(CASES, state, len(found), rules.cases, tuple(p.case_id for p in found), detail)


def _fatal(shown: Shown, rules: Rules) -> Requirement:
    """No critical error, or each repaired by so many mastered cases that came later."""
    pieces = sorted(shown.pieces, key=lambda p: (p.at, p.case_id))
    errors = [at for at, piece in enumerate(pieces) if piece.criticals]
    if not errors:
        return Requirement(FATAL, MET if pieces else OPEN, 0, 0)
    after = [p for p in pieces[errors[-1] + 1 :] if p.mastered]
    repaired = len(after) >= rules.repair
    detail: dict[str, float | int | str] = {
        "errors": len(errors), "after": len(after), "needed": rules.repair, "number": pieces[errors[-1]].number,
    }  # fmt: skip
    cases = tuple(p.case_id for p in after[: rules.repair]) if repaired else (pieces[errors[-1]].case_id,)
    return Requirement(FATAL, MET if repaired else BROKEN, len(errors), 0, cases, detail)


def _attendance(shown: Shown, rules: Rules) -> Requirement:
    """The share counts once every half day is over: before that it can still change."""
    days = len(shown.half_days)
    over = sum(is_over for _name, _state, is_over in shown.half_days)
    present = sum(state == "present" for _name, state, _over in shown.half_days)
    share = present / days if days else None
    detail: dict[str, float | int | str] = {"present": present, "of": days, "left": days - over}
    if not days or not over:
        return Requirement(ATTENDANCE, OPEN, shown.attended, rules.attendance, detail=detail)
    state = MET if over == days and share is not None and share >= rules.attendance else PARTLY
    return Requirement(ATTENDANCE, state, share if over == days else shown.attended, rules.attendance, detail=detail)


def _post_test(shown: Shown) -> Requirement:
    tests = [test for test in shown.tests if test.kind == "post"]
    if not tests:
        return Requirement(POST_TEST, OPEN, None, 1)
    newest = max(tests, key=lambda test: test.at)
    detail: dict[str, float | int | str] = {"id": newest.id, "test": newest.kind}
    return Requirement(POST_TEST, MET if newest.passed else PARTLY, newest.share, 1, detail=detail)
