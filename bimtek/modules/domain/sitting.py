"""A test as one person sits it: the form drawn by seed, when it ends, what the answers are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bimtek.modules.domain.items import DIFFICULTIES, OPTIONS, PROCEDURE, Item, ItemBank
from bimtek.modules.domain.sitting_rules import Plan, SittingRules

WHOLE_DAY = 24 * 60  # minutes; nobody is given more than this


@dataclass(frozen=True, slots=True)
class Place:
    """One question of a form: the item, and in which order its options are shown (places in the file)."""

    code: str
    order: tuple[int, ...]


Form = tuple[Place, ...]
Cell = tuple[str, int]


def quotas(bank: ItemBank, units: Sequence[str], size: Sequence[int], without: Collection[str] = ()) -> dict[Cell, int]:
    """How many items a form takes of each (unit, difficulty). Where a unit has too few of a difficulty, the nearest one
    with items to spare stands in; this looks at numbers alone, never at the seed, so every form has the same profile."""
    found: dict[Cell, int] = {}
    for unit in units:
        there: Counter[int] = Counter(item.difficulty for item in bank.of_unit(unit) if item.code not in without)
        taken = {level: min(wanted, there[level]) for level, wanted in zip(DIFFICULTIES, size, strict=True)}
        for level, wanted in zip(DIFFICULTIES, size, strict=True):
            for _ in range(wanted - min(wanted, there[level])):
                spare = [other for other in DIFFICULTIES if taken[other] < there[other]]
                if spare:
                    taken[min(spare, key=lambda other, level=level: (abs(other - level), other))] += 1  # type: ignore[misc]
        found |= {(unit, level): number for level, number in taken.items()}
    return found


def build_form(
    bank: ItemBank, kind: str, units: Sequence[str], seed: str, size: Sequence[int], without: Collection[str] = ()
) -> Form:
    """Draw a form by seed: `size` items a unit by difficulty, none of `without`, questions and options shuffled. Any two
    forms of one kind have the same numbers by unit and difficulty and, as far as the bank allows, as many of procedure."""
    random = Random(f"{seed}|{kind}")
    drawn: list[Item] = []
    wanted = quotas(bank, units, size, without)
    seats = _procedure_seats(bank, wanted, without, random)
    for (unit, level), number in wanted.items():
        pool = [item for item in bank.of_unit(unit) if item.difficulty == level and item.code not in without]
        procedure = [item for item in pool if item.kind == PROCEDURE]
        other = [item for item in pool if item.kind != PROCEDURE]
        mine = seats[unit, level]
        drawn += random.sample(procedure, mine) + random.sample(other, number - mine)
    random.shuffle(drawn)
    return tuple(Place(item.code, tuple(random.sample(range(OPTIONS), OPTIONS))) for item in drawn)


def _procedure_seats(
    bank: ItemBank, wanted: Mapping[Cell, int], without: Collection[str], random: Random
) -> dict[Cell, int]:
    """How many items of each cell ask for procedure: their total follows the bank's share, where they stand the seed."""
    least, most, expected = {}, {}, 0.0
    for (unit, level), number in wanted.items():
        pool = [item for item in bank.of_unit(unit) if item.difficulty == level]
        procedure = sum(item.kind == PROCEDURE for item in pool)
        left = sum(item.kind == PROCEDURE for item in pool if item.code not in without)
        others = sum(item.kind != PROCEDURE for item in pool if item.code not in without)
        least[unit, level], most[unit, level] = max(0, number - others), min(number, left)
        expected += number * procedure / len(pool) if pool else 0
    seats, missing = dict(least), round(expected) - sum(least.values())
    room = [cell for cell in wanted for _ in range(most[cell] - least[cell])]
    random.shuffle(room)
    for cell in room[: max(0, missing)]:
        seats[cell] += 1
    return seats


def end_of(plan: Plan, started_at: datetime, minutes: int = 0, percent: int = 0) -> datetime | None:
    """The wall instant at which a sitting ends with this much time of its own added; None without a limit."""
    if not plan.minutes:
        return None
    whole = plan.minutes * (100 + percent) / 100 + minutes
    return started_at + timedelta(minutes=min(whole, WHOLE_DAY))


def is_over(ends_at: datetime | None, wall: datetime, rules: SittingRules) -> bool:
    """Whether the time is over, with the moments in which answers that were on their way may still arrive."""
    return ends_at is not None and wall >= ends_at + timedelta(seconds=rules.lateness.seconds)


@dataclass(frozen=True, slots=True)
class Marked:
    """One question as it was answered: `chosen` is the option's place in the file, None when left open."""

    code: str
    unit: str
    kind: str
    chosen: int | None
    right: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sitting is worth. `passed` is None for a test that judges nobody; `procedure_share` None without such items."""

    share: float
    passed: bool | None
    procedure_share: float | None
    procedure_met: bool | None
    per_unit: Mapping[str, float]


def mark_answers(bank: ItemBank, form: Form, answers: Mapping[str, int]) -> tuple[Marked, ...]:
    """Every question of a form, right or wrong; one left open is wrong. An item no longer in the bank counts for nobody."""
    marked = []
    for place in form:
        item = bank.items.get(place.code)
        if item is not None:
            chosen = answers.get(place.code)
            marked.append(Marked(item.code, item.unit, item.kind, chosen, chosen == item.right))
    return tuple(marked)


def mark_of(marked: Sequence[Marked], plan: Plan, rules: SittingRules) -> Mark:
    """The shares of a marked form and whether it passes."""
    procedure = [one.right for one in marked if one.kind == PROCEDURE]
    share, procedure_share = _share([one.right for one in marked]) or 0.0, _share(procedure)
    units = sorted({one.unit for one in marked})
    return Mark(
        share=share,
        passed=share >= plan.pass_share if plan.pass_share else None,
        procedure_share=procedure_share,
        procedure_met=procedure_share >= rules.procedure.share if procedure_share is not None else None,
        per_unit={unit: _share([one.right for one in marked if one.unit == unit]) or 0.0 for unit in units},
    )


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None


def known_units(marked: Sequence[Marked], rules: SittingRules) -> set[str]:
    """The units a pre-test shows as known."""
    shares = {unit: _share([one.right for one in marked if one.unit == unit]) for unit in {one.unit for one in marked}}
    return {unit for unit, share in shares.items() if share is not None and share >= rules.known.share}


def weakest_unit(mark: Mark) -> str | None:
    """The unit to go on with: the lowest share, the first of equals; None when everything was right."""
    low = [(share, unit) for unit, share in mark.per_unit.items() if share < 1]
    return min(low)[1] if low else None
