"""Which reports a person gets and when they arrive: the deck of scenarios, planted pairs, times of receipt.

Two neighbours (seats 1 and 2, 3 and 4 ...) share one plan, so that case c of one is the twin of case c of the other.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WAITING_AT_START = 10  # reports that lie in the inbox when the class begins
ARRIVAL_DAYS = 20  # working days over which the others arrive
PAIR_EVERY = 40  # one true duplicate and one look-alike for so many reports
FIRST_PLANTED = 6  # a planted pair needs an earlier report to refer to


@dataclass(frozen=True, slots=True)
class Card:
    """One case to be made: its scenario (by position), the earlier case it repeats or merely resembles, and the desk it
    comes to when that is not the scenario's own (a report told once more at another desk)."""

    scenario: int
    duplicate_of: int | None = None
    looks_like: int | None = None
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """The scenarios of one desk, by position, each with how often it comes and whether it may be repeated."""

    desk: str
    scenarios: tuple[int, ...]
    weights: tuple[int, ...]
    plantable: frozenset[int]


#: How many of a hundred cases come to each desk; the rest is LAPOR's. The sandbox's proposal.
SHARES = {"baruga": 20, "ppid": 15}
#: Of the ten that lie waiting when the class begins.
WAITING = {"baruga": 2, "ppid": 2}
FEW = 5  # fewer cases than these all come to LAPOR
CROSS_FROM = 20  # so many cases hold one told twice at two desks


def mix(cases: int) -> dict[str, int]:
    """How many of `cases` come to each desk: 26, 8 and 6 of 40."""
    others = {desk: round(cases * share / 100) if cases >= FEW else 0 for desk, share in SHARES.items()}
    return {"lapor": cases - sum(others.values()), **others}


def rng_for(*parts: object) -> random.Random:
    """Randomness that depends on nothing but its parts: the same on every machine and in every process."""
    key = "\x1f".join(str(part) for part in parts).encode("utf-8")
    return random.Random(int.from_bytes(hashlib.sha256(key).digest()[:8], "big"))


#: Steps of a Kronecker sequence over (pair, case): fractions of multiples of irrational numbers lie evenly between 0 and 1.
_OVER_PAIRS, _OVER_CASES = 0.41421356237309503, 0.6180339887498949


def evenly(seed: str, pair: int, case: int, names: Sequence[str]) -> dict[str, float]:
    """For each name a number between 0 and 1 that is spread evenly over the pairs and cases of one seed, where independent
    draws would clump: a share of one in a hundred is then met in every class."""
    return {
        name: (rng_for(seed, "evenly", name).random() + pair * _OVER_PAIRS + case * _OVER_CASES) % 1.0 for name in names
    }


def shuffled(items: Sequence[int], rng: random.Random) -> list[int]:
    """A shuffle that uses `random()` alone: its bits are promised to stay the same in later Python versions."""
    return [item for _, item in sorted((rng.random(), item) for item in items)]


def deal(rng: random.Random, decks: Sequence[Deck], cases: int) -> list[Card]:
    """The cards of a pair of neighbours: each desk its share, every scenario as often as its weight says, in mixed order, pairs
    planted."""
    counts = mix(cases) if len(decks) > 1 else {decks[0].desk: cases}
    piles = {deck.desk: _pile(rng, deck, counts.get(deck.desk, 0)) for deck in decks}
    first = (
        {desk: min(WAITING.get(desk, 0), len(pile)) for desk, pile in piles.items()} if cases > WAITING_AT_START else {}
    )
    head: list[tuple[str, int]] = [
        (desk, pile.pop()) for desk, pile in piles.items() for _ in range(first.get(desk, 0))
    ]
    while first and len(head) < WAITING_AT_START:
        head.append(("lapor", piles["lapor"].pop()))
    tail = [(desk, scenario) for desk, pile in piles.items() for scenario in pile]
    ordered = [part[at] for part in (head, tail) for at in shuffled(range(len(part)), rng)]
    cards, desks = [Card(scenario) for _, scenario in ordered], [desk for desk, _ in ordered]
    plantable = next((deck.plantable for deck in decks if deck.desk == "lapor"), frozenset())
    taken: set[int] = set()
    for _ in range(max(1, round(cases / PAIR_EVERY)) if cases > FIRST_PLANTED else 0):
        for planted in ("duplicate_of", "looks_like"):
            _plant(cards, desks, rng, plantable, planted, taken)
    if cases >= CROSS_FROM:
        _plant(cards, desks, rng, plantable, "cross", taken)
    return cards


def _pile(rng: random.Random, deck: Deck, wanted: int) -> list[int]:
    pile: list[int] = []
    full = [scenario for scenario, weight in zip(deck.scenarios, deck.weights, strict=True) for _ in range(weight)]
    while len(pile) < wanted:
        singles = shuffled(deck.scenarios, rng) if not pile else []
        pile += singles + shuffled(full, rng)
    return pile[:wanted]


def _plant(
    cards: list[Card],
    desks: Sequence[str],
    rng: random.Random,
    plantable: frozenset[int],
    planted: str,
    taken: set[int],
) -> None:
    """Turn one later card into a repetition of an earlier LAPOR report; neither may belong to another planted pair. A
    `cross` repetition comes to Baruga."""
    at = "baruga" if planted == "cross" else "lapor"
    for _ in range(96):
        later = FIRST_PLANTED + int(rng.random() * (len(cards) - FIRST_PLANTED))
        earlier = int(rng.random() * later)
        if desks[later] != at or desks[earlier] != "lapor" or cards[earlier].scenario not in plantable:
            continue
        if later in taken or earlier in taken:
            continue
        scenario, case = cards[earlier].scenario, earlier + 1
        made = {"duplicate_of": Card(scenario, duplicate_of=case), "looks_like": Card(scenario, looks_like=case)}
        cards[later] = made.get(planted, Card(scenario, duplicate_of=case, desk="baruga"))
        taken |= {later, earlier}
        return


class WorkingDays:
    """Working days before and after a day, counted once and remembered."""

    def __init__(self, is_working_day: Callable[[date], bool]) -> None:
        self._is_working_day = is_working_day
        self._known: dict[tuple[date, int], date] = {}

    def away(self, start: date, days: int) -> date:
        """The day `days` working days after `start` (before it, if negative); 0 is the day itself."""
        found = self._known.get((start, days))
        if found is None:
            step = timedelta(days=1 if days > 0 else -1)
            found, left = start, abs(days)
            for _ in range(abs(days) * 3 + 40):
                if not left:
                    break
                found += step
                left -= self._is_working_day(found)
            self._known[start, days] = found
        return found

    def from_day(self, start: date, days: int) -> date:
        """The working day number `days` counted from `start`, which is number 0 when it is a working day itself."""
        first = start if self._is_working_day(start) else self.away(start, 1)
        return self.away(first, days)


def arrivals(rng: random.Random, cases: int, start: datetime, days: WorkingDays) -> list[datetime]:
    """When the reports are received: the first ten in the two working days before `start`, the rest afterwards."""
    early = sorted(_before(rng, start, days) for _ in range(min(cases, WAITING_AT_START)))
    late = sorted(_after(rng, start, days) for _ in range(max(0, cases - WAITING_AT_START)))
    return early + late


def _before(rng: random.Random, start: datetime, days: WorkingDays) -> datetime:
    drawn = rng.random()
    if drawn < 0.16:  # overnight, just before the class begins
        return start - timedelta(minutes=20 + int(rng.random() * 660))
    day = days.away(start.date(), -1 if drawn < 0.58 else -2)
    return min(datetime.combine(day, _moment(rng)), start - timedelta(minutes=1))


def _after(rng: random.Random, start: datetime, days: WorkingDays) -> datetime:
    day = days.from_day(start.date(), int(rng.random() * ARRIVAL_DAYS))
    received = datetime.combine(day, _moment(rng))
    return received if received >= start else start + timedelta(minutes=1 + int(rng.random() * 480))


def _moment(rng: random.Random) -> time:
    """Office hours for seven of ten, evening for a quarter, night for the others."""
    drawn, minute = rng.random(), rng.random()
    if drawn < 0.7:
        minutes = 450 + int(minute * 540)
    elif drawn < 0.95:
        minutes = 1020 + int(minute * 330)
    else:
        minutes = int(minute * 390)
    return time(minutes // 60, minutes % 60, int(rng.random() * 60))
