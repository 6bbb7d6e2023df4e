"""A town that remembers, as rules: what one officer ignores comes back, a function of the seed, the case and the day only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bimtek.sandbox.domain.citizen_mind import Temper, draw
from bimtek.sandbox.domain.citizen_promises import Ahead
from bimtek.sandbox.domain.lifecycle import Desk

#: To which desk somebody turns who heard nothing at this one; the silence on a request is objected to, not repeated.
OTHER_DESK = {Desk.LAPOR: Desk.BARUGA, Desk.BARUGA: Desk.LAPOR}


class By(StrEnum):
    """Who comes back."""

    SAME = "same"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class IgnoredCase:
    """A case at its desk: its number in the sandbox, its due date, whether a public answer was given, whether neighbours can
    see the matter (a road, not a family card), and whether it is a repeat itself."""

    case: int
    desk: Desk
    due: date
    answered: bool = False
    shared: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """Who comes back about which case, at which desk, on which day, how many working days after the due date, and what it
    does to the trust of the first citizen."""

    case: int
    desk: Desk
    on: date
    days: int
    by: By
    trust: int


def repeats(ignored: Sequence[IgnoredCase], now: date, seed: str, temper: Temper, ahead: Ahead) -> list[Repeat]:
    """What came back by `now`, in order of day and case: none for an answered case, a request or a repeat, and at most so many
    in one sandbox. A later look finds the same ones and perhaps more."""
    found = [
        repeat
        for case in ignored
        if not case.answered and not case.repeat and case.desk in OTHER_DESK
        for repeat in _of(case, f"{seed}|{case.case}", temper, ahead)
        if repeat.on <= now
    ]
    found.sort(key=lambda repeat: (repeat.on, repeat.case, repeat.days))
    return found[: temper.most_repeats]


def _of(case: IgnoredCase, key: str, temper: Temper, ahead: Ahead) -> Iterator[Repeat]:
    """The same citizen at the other desk; later, where neighbours can see the matter, one of them at the same desk."""
    rules = temper.town
    after = rules["same_after"] + draw(key, "same-after", rules["same_spread"])
    yield Repeat(case.case, OTHER_DESK[case.desk], ahead(case.due, after), after, By.SAME, rules["trust_same"])
    if case.shared and draw(key, "neighbour", 10) < rules["neighbour_of_ten"]:
        after = rules["neighbour_after"] + draw(key, "neighbour-after", rules["neighbour_spread"])
        yield Repeat(case.case, case.desk, ahead(case.due, after), after, By.NEIGHBOUR, rules["trust_neighbour"])
