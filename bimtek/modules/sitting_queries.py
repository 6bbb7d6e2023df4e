"""What pages and other parts of learning read of the tests: gates, sittings, marks, and what a class's answers say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import sitting_content
from bimtek.modules.domain import item_analysis, sitting
from bimtek.modules.domain.item_analysis import Gain, ItemFigures
from bimtek.modules.domain.sitting import Form, Mark, Marked, Place
from bimtek.modules.domain.sitting_rules import KINDS, POST, PRE
from bimtek.modules.sitting_models import ExtraTime, Gate, Sitting
from bimtek.people.domain import Person
from bimtek.workshops import services as workshops
from bimtek.workshops.services import SeatRow

TAKE_BACK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class GateState:
    """How one test stands in a class: open or not, since when, marks released or not."""

    kind: str
    is_open: bool
    changed_at: datetime | None = None
    released_at: datetime | None = None

    @property
    def marks_are_shown(self) -> bool:
        """Whether those who sat it see their marks."""
        return self.released_at is not None or not sitting_content.plan_of(self.kind).is_hidden

    def seconds_left(self, wall: datetime) -> int:
        """How long the last opening or closing can still be taken back; 0 when no longer."""
        if self.changed_at is None:
            return 0
        return max(0, int((self.changed_at + TAKE_BACK - wall).total_seconds()))


def gates_of(session: Session, workshop_id: int) -> dict[str, GateState]:
    """Every test of a class; one nobody opened or closed yet stands as the settings say."""
    rows = {row.kind: row for row in session.scalars(select(Gate).where(Gate.workshop_id == workshop_id))}
    found = {}
    for kind in KINDS:
        row = rows.get(kind)
        if row is None:
            found[kind] = GateState(kind, sitting_content.plan_of(kind).open_at_start)
        else:
            found[kind] = GateState(kind, row.is_open, row.changed_at, row.released_at)
    return found


def gate_of(session: Session, workshop_id: int, kind: str) -> GateState:
    """One test of a class."""
    return gates_of(session, workshop_id)[kind]


def extra_time(session: Session, account_id: int) -> tuple[int, int]:
    """(minutes, percent) a person has on top of a limit."""
    row = session.get(ExtraTime, account_id)
    return (row.minutes, row.percent) if row else (0, 0)


def newest(session: Session, account_id: int, kind: str) -> Sitting | None:
    """A person's latest sitting of a test, or None."""
    query = select(Sitting).where(Sitting.account_id == account_id, Sitting.kind == kind)
    return session.scalars(query.order_by(Sitting.round.desc()).limit(1)).first()


def newest_of_person(session: Session, account_id: int) -> dict[str, Sitting]:
    """A person's latest sitting of each test."""
    query = select(Sitting).where(Sitting.account_id == account_id).order_by(Sitting.round)
    return {row.kind: row for row in session.scalars(query)}


def form_of(row: Sitting) -> Form:
    """The form of a stored sitting."""
    return tuple(Place(code, tuple(order)) for code, order in row.form)


def marked_of(row: Sitting) -> tuple[Marked, ...]:
    """The marked questions of a finished sitting, as they were marked then."""
    return tuple(Marked(code, code[:2].upper(), kind, chosen, right) for code, kind, chosen, right in row.marked or ())


def mark_of(row: Sitting) -> Mark:
    """What a finished sitting is worth."""
    return sitting.mark_of(marked_of(row), sitting_content.plan_of(row.kind), sitting_content.rules())


def known_units(session: Session, account_id: int) -> set[str]:
    """The units that a person's pre-test shows as known: their worked example may be skipped. Empty before it is finished."""
    row = newest(session, account_id, PRE)
    if row is None or row.finished_at is None:
        return set()
    return sitting.known_units(marked_of(row), sitting_content.rules())


def test_marks(session: Session, account_id: int) -> dict[str, Mark]:
    """The marks of a person's finished tests by kind ("pre", "post", "exam"), the latest of each; also those the person
    does not see yet (`shown_marks`)."""
    rows = newest_of_person(session, account_id)
    return {kind: mark_of(row) for kind, row in rows.items() if row.finished_at is not None}


def shown_marks(session: Session, account_id: int, workshop_id: int) -> dict[str, Mark]:
    """The marks a person may see: those of a test whose marks wait for the trainer only after their release."""
    gates = gates_of(session, workshop_id)
    return {kind: mark for kind, mark in test_marks(session, account_id).items() if gates[kind].marks_are_shown}


def sittings_of_class(session: Session, workshop_id: int, kind: str) -> dict[int, Sitting]:
    """The latest sitting of everybody of a class who has begun a test, by account."""
    query = select(Sitting).where(Sitting.workshop_id == workshop_id, Sitting.kind == kind).order_by(Sitting.round)
    return {row.account_id: row for row in session.scalars(query)}


def past_their_end(session: Session, workshop_id: int, wall: datetime) -> list[Sitting]:
    """The sittings of a class that are not finished although their time is over: few or none, whenever it is asked."""
    query = select(Sitting).where(
        Sitting.workshop_id == workshop_id, Sitting.finished_at.is_(None), Sitting.ends_at <= wall
    )
    return list(session.scalars(query))


def being_sat(session: Session, workshop_id: int) -> list[Sitting]:
    """The sittings of a class that are not finished and have a limit."""
    query = select(Sitting).where(Sitting.workshop_id == workshop_id, Sitting.finished_at.is_(None))
    return list(session.scalars(query.where(Sitting.ends_at.is_not(None)).order_by(Sitting.id)))


def version(session: Session, workshop_id: int) -> str:
    """What changes with every act of a class and with every answer saved in a test."""
    saved = session.scalar(select(func.max(Sitting.saved_at)).where(Sitting.workshop_id == workshop_id))
    return f"{journal.version(session, f'class/{workshop_id}')}-{saved.isoformat() if saved else ''}"


def open_for(session: Session, person: Person, workshop_id: int) -> list[tuple[str, Sitting | None]]:
    """The tests a person can sit now, with the sitting gone on with or None for one to begin, in order."""
    gates, mine = gates_of(session, workshop_id), newest_of_person(session, person.id)
    found: list[tuple[str, Sitting | None]] = []
    for kind in KINDS:
        row = mine.get(kind)
        if row is not None and row.finished_at is None:
            found.append((kind, row))
        elif gates[kind].is_open and (row is None or row.may_repeat):
            found.append((kind, None))
    return found


def answers_given(session: Session, sittings: Collection[int]) -> dict[int, dict[str, int]]:
    """The answers that these sittings hold now, by sitting and item."""
    query = select(Sitting.id, Sitting.answers).where(Sitting.id.in_(list(sittings)))
    return {row[0]: dict(row[1]) for row in session.execute(query)}


def finished(rows: Iterable[Sitting]) -> list[Sitting]:
    """Those that are finished."""
    return [row for row in rows if row.finished_at is not None]


@dataclass(frozen=True, slots=True)
class Seated:
    """One seat of a class and its person's sitting of one test, if begun; `extra` are (minutes, percent) of time added."""

    seat: SeatRow
    sitting: Sitting | None
    extra: tuple[int, int] = (0, 0)


def people_at(session: Session, workshop_id: int, kind: str) -> tuple[list[Seated], list[Seated], list[Seated]]:
    """Everybody of a class: who has not begun a test, who sits it now, who is done; by seat within each."""
    rows = sittings_of_class(session, workshop_id, kind)
    extra = {row.account_id: (row.minutes, row.percent) for row in session.scalars(select(ExtraTime))}
    todo: list[Seated] = []
    doing: list[Seated] = []
    done: list[Seated] = []
    for seat in workshops.seats_of(session, workshop_id):
        row = rows.get(seat.account_id)
        one = Seated(seat, row, extra.get(seat.account_id, (0, 0)))
        (todo if row is None else doing if row.finished_at is None else done).append(one)
    return todo, doing, done


@dataclass(frozen=True, slots=True)
class GainOf:
    """What a class gained: of everybody who sat both tests, by unit, and person by person (seat, gain)."""

    whole: Gain | None
    by_unit: Mapping[str, Gain]
    people: tuple[tuple[SeatRow, Gain], ...]
    only_pre: int
    only_post: int


def gain_of(session: Session, workshop_id: int) -> GainOf:
    """The gain from the pre-test to the latest post-test; only people with both count, the others are numbered."""
    marks: dict[str, dict[int, Mark]] = {}
    for kind in (PRE, POST):
        done = finished(sittings_of_class(session, workshop_id, kind).values())
        marks[kind] = {row.account_id: mark_of(row) for row in done}
    both = [
        seat for seat in workshops.seats_of(session, workshop_id) if all(seat.account_id in m for m in marks.values())
    ]
    pairs = [(marks[PRE][seat.account_id], marks[POST][seat.account_id]) for seat in both]
    return GainOf(
        item_analysis.gain_of_class([(pre.share, post.share) for pre, post in pairs]),
        item_analysis.gain_by_unit([(pre.per_unit, post.per_unit) for pre, post in pairs]),
        tuple((seat, Gain(pre.share, post.share)) for seat, (pre, post) in zip(both, pairs, strict=True)),
        len(marks[PRE]) - len(both), len(marks[POST]) - len(both),
    )  # fmt: skip


def item_figures(session: Session, workshop_id: int, kind: str) -> list[ItemFigures]:
    """The item analysis of a test in a class, from the latest finished sitting of everybody."""
    done = finished(sittings_of_class(session, workshop_id, kind).values())
    sheets = {row.account_id: [(one.code, one.chosen, one.right) for one in marked_of(row)] for row in done}
    keys = {item.code: item.right for item in sitting_content.bank().items.values()}
    return item_analysis.analyse(item_analysis.responses(sheets), keys, sitting_content.rules().analysis)
