"""Gather what people have shown, from the rooms that own it, and make their records: a few questions for a whole class."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from bimtek.certification.domain import record as rules_of
from bimtek.certification.domain.record import Level, Piece, Record, SatTest, Shown, UnitShown
from bimtek.certification.domain.rules import Rules, load_rules
from bimtek.certification.sources import stream_of
from bimtek.config import SEED_DIR
from bimtek.journal import lookups
from bimtek.journal import services as journal
from bimtek.modules import evidence, review_queries
from bimtek.modules.evidence import CaseShown
from bimtek.people import services as people
from bimtek.web.words import WITA
from bimtek.workshops import attendance
from bimtek.workshops.domain import attendance as half_days
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.domain.attendance import Standing


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The settings of seed/certification.toml, with the share of half days of seed/attendance.toml."""
    there = attendance.attendance_rules()
    return load_rules(SEED_DIR / "certification.toml", there.least_share, there.source)


def half_day_key(half: HalfDay) -> str:
    """A half day as evidence names it: 2026-11-09 pagi."""
    return f"{half.held_on.isoformat()} {'pagi' if half.part == half_days.MORNING else 'siang'}"


def session_of(at: datetime, halves: Sequence[HalfDay]) -> str:
    """The session an instant fell in: the half day that was held then, else the half of its day in WITA."""
    found = next((half for half in halves if half.opens_at <= at < half.closes_at), None)
    if found is not None:
        return half_day_key(found)
    there = at + WITA
    return f"{there.date().isoformat()} {'pagi' if there.hour < 12 else 'siang'}"


def records_of_class(session: Session, workshop_id: int, wall: datetime) -> dict[int, Record]:
    """The record of everybody on the roster, by account."""
    table = attendance.table(session, workshop_id, wall)
    cases = evidence.cases_of_class(session, workshop_id)
    tests = evidence.finished_tests(session, workshop_id)
    units, nothing = evidence.units_of_class(session, workshop_id), evidence.units_begun_by_nobody(session, workshop_id)
    scores, disputes = evidence.marks_by_unit(session, workshop_id), review_queries.disputes_open(session, workshop_id)
    found = {}
    for seat, standings in table.rows:
        account = seat.account_id
        shown = _shown(
            units.get(account, nothing), scores.get(account, {}), cases.get(account, ()), tests.get(account, ()),
            list(zip(table.sessions, standings, strict=True)), wall, disputes.get(account, 0),
        )  # fmt: skip
        found[account] = rules_of.record_of(shown, rules())
    return found


def record_of(session: Session, workshop_id: int, account_id: int, wall: datetime) -> Record | None:
    """The record of one person of a class; None for anybody else. Nobody else is read."""
    person = people.person(session, account_id)
    if person is None or person.workshop_id != workshop_id:
        return None
    halves = attendance.sessions_of(session, workshop_id)
    standings = attendance.standings_of(session, person, halves, wall)
    units = evidence.units_of_class(session, workshop_id, account_id).get(account_id)
    shown = _shown(
        units or evidence.units_begun_by_nobody(session, workshop_id),
        evidence.marks_by_unit(session, workshop_id, account_id).get(account_id, {}),
        evidence.cases_of_class(session, workshop_id, account_id).get(account_id, ()),
        evidence.finished_tests(session, workshop_id, account_id).get(account_id, ()), standings, wall,
        review_queries.disputes_open(session, workshop_id, account_id).get(account_id, 0),
    )  # fmt: skip
    return rules_of.record_of(shown, rules())


#: Records made a moment ago, by (database, class, account, where both chains stand, minute): a home that is opened again asks two small
#: questions instead of fifteen.
_known: OrderedDict[tuple[str, int, int, int, int, int], Record | None] = OrderedDict()
MOST_KNOWN = 2000


def record_seen(session: Session, workshop_id: int, account_id: int, wall: datetime, stream: str = "") -> Record | None:
    """The record of one person as `record_of` gives it, remembered as long as nothing was recorded of the person or the class;
    for pages that show it in passing. What is decided upon is read anew."""
    stream = stream or stream_of(session, account_id)
    heads = [lookups.head_of(session, one)[0] for one in (stream, f"class/{workshop_id}")]
    key = (str(session.get_bind().engine.url), workshop_id, account_id, heads[0], heads[1], int(wall.timestamp()) // 60)
    if key not in _known:
        _known[key] = record_of(session, workshop_id, account_id, wall)
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return _known[key]


_classes: OrderedDict[tuple[str, int, int, int], dict[int, Record]] = OrderedDict()
MOST_CLASSES = 8


def records_seen(session: Session, workshop_id: int, wall: datetime) -> dict[int, Record]:
    """The records of a class as `records_of_class` gives them, remembered as long as nothing was recorded in it; for looking."""
    version = journal.version(session, f"class/{workshop_id}")
    key = (str(session.get_bind().engine.url), workshop_id, version, int(wall.timestamp()) // 60)
    if key not in _classes:
        _classes[key] = records_of_class(session, workshop_id, wall)
        while len(_classes) > MOST_CLASSES:
            _classes.popitem(last=False)
    return _classes[key]


def _shown(
    units: Sequence[evidence.UnitStanding], scores: Mapping[str, float], cases: Sequence[CaseShown],
    tests: Sequence[evidence.SatTest], standings: Sequence[tuple[HalfDay, Standing]], wall: datetime, disputes: int,
) -> Shown:  # fmt: skip
    halves = [half for half, _one in standings]
    pieces = tuple(_piece(case, halves) for case in cases)
    return Shown(
        units=tuple(
            UnitShown(unit.code, unit.title, unit.asks, unit.state, unit.missing, _score(unit.code, scores, pieces))
            for unit in units
        ),
        pieces=pieces,
        tests=tuple(SatTest(t.id, t.kind, t.share, t.procedure, t.passed, t.finished_at) for t in tests),
        half_days=tuple((half_day_key(half), one.state, half.closes_at <= wall) for half, one in standings),
        attended=half_days.share(one for _half, one in standings),
        disputes=disputes,
    )


def _score(unit: str, scores: Mapping[str, float], pieces: Sequence[Piece]) -> float | None:
    """The mark of a unit on the back of the certificate, of 4: its independent parts, or its cases at the desk."""
    if unit in scores:
        return round(scores[unit], 2)
    levels = [level.level for piece in pieces if piece.unit == unit and piece.mastered for level in piece.levels]
    return round(sum(levels) / len(levels), 2) if levels else None


def _piece(case: CaseShown, halves: Sequence[HalfDay]) -> Piece:
    return Piece(
        case.case_id, case.number, case.title, case.unit, case.judged_at, session_of(case.judged_at, halves), case.mastered,
        case.criticals, tuple(_level(item) for item in case.criteria), f"sandbox/{case.sandbox_id}", case.entry, case.on_border,
    )  # fmt: skip


def _level(item: evidence.CriterionShown) -> Level:
    change = item.override
    if change is None:
        return Level(item.key, item.label, item.level, item.machine, item.fact)
    return Level(
        item.key,
        item.label,
        item.level,
        item.machine,
        item.fact,
        change.account,
        change.reason,
        change.note,
        change.entry,
    )
