"""What the trainee's pages of the tests say: the list of tests, the questions, the check before handing in, the feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import sitting_content, sitting_queries
from bimtek.modules.domain.items import OPTIONS, Item
from bimtek.modules.domain.sitting import Mark, weakest_unit
from bimtek.modules.domain.sitting_rules import KINDS, PRE, Plan
from bimtek.modules.sitting_models import Sitting
from bimtek.people.domain import Person

LETTERS = "ABCD"
A_SECTION = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One test on the list: its plan, its state as shape and words, what can be done."""

    kind: str
    plan: Plan
    state: str
    word: str
    questions: int
    minutes: int
    sitting: Sitting | None
    can_start: bool
    repeats: bool = False


def cards(session: Session, person: Person, workshop_id: int) -> list[Card]:
    """The three tests as this person finds them."""
    gates, mine = sitting_queries.gates_of(session, workshop_id), sitting_queries.newest_of_person(session, person.id)
    extra = sitting_queries.extra_time(session, person.id)
    return [_card(kind, gates[kind], mine.get(kind), extra) for kind in KINDS]


def _card(kind: str, gate: sitting_queries.GateState, row: Sitting | None, extra: tuple[int, int]) -> Card:
    plan, units = sitting_content.plan_of(kind), sitting_content.bank().units
    minutes = round(plan.minutes * (100 + extra[1]) / 100 + extra[0]) if plan.minutes else 0
    state, word = _state_of(gate, row)
    repeats = row is not None and row.finished_at is not None and row.may_repeat
    can_start = gate.is_open and (row is None or repeats)
    questions = len(row.form) if row else sum(plan.items) * len(units)
    return Card(kind, plan, state, word, questions, minutes, row, can_start, repeats)


def _state_of(gate: sitting_queries.GateState, row: Sitting | None) -> tuple[str, str]:
    if row is not None and row.finished_at is None:
        return "doing", _("%(done)d dari %(all)d terjawab", done=len(row.answers), all=len(row.form))
    if row is not None and row.may_repeat and gate.is_open:
        return "todo", _("Boleh diulang")
    if row is not None:
        if not gate.marks_are_shown:
            return "waiting", _("Selesai, nilai menyusul")
        return "done", _("Selesai, %(share)s benar", share=percent(sitting_queries.mark_of(row).share))
    return ("todo", _("Dibuka")) if gate.is_open else ("blocked", _("Belum dibuka"))


def percent(share: float | None, digits: int = 0) -> str:
    """75 %, 62,5 %, – for nothing."""
    return "–" if share is None else f"{number(100 * share, digits)} %"


def number(value: float | None, digits: int = 2) -> str:
    """0,42 with a decimal comma and a real minus; – for nothing."""
    if value is None:
        return "–"
    written = f"{value:.{digits}f}".replace(".", ",")
    return written.replace("-", "−") if float(f"{value:.{digits}f}") else written.replace("-", "")


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is shown: options are (value, letter, text) in the order of this person's form."""

    number: int
    item: Item
    options: tuple[tuple[int, str, str], ...]
    chosen: int | None
    flagged: bool


def questions(row: Sitting) -> list[Question]:
    """The questions of a sitting; an item no longer in the bank is left out, the numbers stay."""
    bank, found = sitting_content.bank(), []
    for at, place in enumerate(sitting_queries.form_of(row), 1):
        item = bank.items.get(place.code)
        if item is not None:
            options = tuple((value, LETTERS[n], item.options[value].text) for n, value in enumerate(place.order))
            found.append(Question(at, item, options, row.answers.get(place.code), place.code in row.flags))
    return found


def sections(shown: Sequence[Question]) -> list[list[Question]]:
    """Five questions at a time: what a thumb can scroll through without losing its place."""
    return [list(shown[at : at + A_SECTION]) for at in range(0, len(shown), A_SECTION)]


def seconds_left(row: Sitting, wall: datetime) -> int | None:
    """Wall seconds until a sitting ends; None without a limit."""
    return max(0, int((row.ends_at - wall).total_seconds())) if row.ends_at else None


def minutes_words(seconds: int) -> str:
    """How long that is, as the clock beside the questions begins: whole minutes, the last one in seconds."""
    if seconds < 60:
        return _("Sisa %(n)d detik", n=seconds)
    return _("Sisa %(n)d menit", n=-(-seconds // 60))


@dataclass(frozen=True, slots=True)
class Told:
    """The feedback on one question: what was chosen and why it is right or wrong, the right option and why."""

    number: int
    item: Item
    right: bool
    chosen: tuple[str, str, str] | None
    correct: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a result."""

    code: str
    title: str
    right: int
    of: int

    @property
    def state(self) -> str:
        """Its shape."""
        return "done" if self.right == self.of else "help" if not self.right else "doing"


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A finished sitting as its person reads it: the one next action first, the score beside it."""

    plan: Plan
    mark: Mark
    right: int
    of: int
    weakest: UnitLine | None
    units: list[UnitLine]
    wrong: list[Told]
    met: list[Told]
    known: list[UnitLine]
    by_time: bool
    ended: datetime


def result_page(row: Sitting) -> ResultPage:
    """Everything the result of a finished sitting says."""
    marked, mark = sitting_queries.marked_of(row), sitting_queries.mark_of(row)
    titles = sitting_content.unit_titles()
    units = []
    for unit in mark.per_unit:
        mine = [one.right for one in marked if one.unit == unit]
        units.append(UnitLine(unit, titles.get(unit, unit), sum(mine), len(mine)))
    low = weakest_unit(mark)
    told = _told(row)
    return ResultPage(
        sitting_content.plan_of(row.kind), mark, sum(one.right for one in marked), len(marked),
        next((unit for unit in units if unit.code == low), None), units,
        [one for one in told if not one.right], [one for one in told if one.right],
        [unit for unit in units if row.kind == PRE and unit.right == unit.of], row.finished_by == "time",
        (row.finished_at or row.started_at) + timedelta(0),
    )  # fmt: skip


def _told(row: Sitting) -> list[Told]:
    chosen = {one.code: one for one in sitting_queries.marked_of(row)}
    return [
        Told(shown.number, shown.item, chosen[shown.item.code].right,
             _option(shown, chosen[shown.item.code].chosen), _option(shown, shown.item.right) or ("", "", ""))
        for shown in questions(row) if shown.item.code in chosen
    ]  # fmt: skip


def _option(shown: Question, value: int | None) -> tuple[str, str, str] | None:
    """(letter, text, why) of an option."""
    if value is None or not 0 <= value < OPTIONS:
        return None
    letter = next(letter for place, letter, _text in shown.options if place == value)
    option = shown.item.options[value]
    return letter, option.text, option.why
