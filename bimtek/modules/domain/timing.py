"""How long each step took: a person's own time against the spread of the class. Wall time, because that is what a person
spends; a long pause is no work and is cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

STARTED, PASSED, FINISHED = "exercise_started", "step_passed", "exercise_finished"
#: A gap longer than this is a break, not work on the step (wall time). Own decision, a setting.
LONGEST = timedelta(minutes=30)
#: Below so many people a spread would show single persons.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Event:
    """A sign of progress in one attempt of one person. `step` is the step passed, "" for the whole of an exercise."""

    person: int
    attempt: str
    exercise: str
    kind: str
    at: datetime
    step: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Five figures of a class in seconds, and how many people they rest on."""

    low: float
    first: float
    middle: float
    third: float
    high: float
    people: int


def step_times(events: Iterable[Event]) -> dict[tuple[int, str, str], float]:
    """Seconds by (person, exercise, step): from the start or the step before to passing it, in order of time; of several
    attempts the last counts. An exercise without steps counts from its start to its end under step ""."""
    since: dict[str, datetime] = {}
    stepped: set[str] = set()
    found: dict[tuple[int, str, str], float] = {}
    for event in sorted(events, key=lambda event: event.at):
        before = since.get(event.attempt)
        whole = event.kind == FINISHED and event.attempt not in stepped
        if before is not None and (event.kind == PASSED or whole):
            step = event.step if event.kind == PASSED else ""
            found[(event.person, event.exercise, step)] = min(event.at - before, LONGEST).total_seconds()
        if event.kind == PASSED:
            stepped.add(event.attempt)
        since[event.attempt] = event.at
    return found


def spread_of(values: Sequence[float]) -> Spread | None:
    """The five figures of a class, or None when too few people make one."""
    if len(values) < FEWEST:
        return None
    first, _middle, third = quantiles(values, n=4, method="inclusive")
    return Spread(min(values), first, median(values), third, max(values), len(values))


def spreads(times: Mapping[tuple[int, str, str], float]) -> dict[tuple[str, str], Spread]:
    """The spread of each step that enough people have passed."""
    by_step: dict[tuple[str, str], list[float]] = {}
    for (_person, exercise, step), seconds in times.items():
        by_step.setdefault((exercise, step), []).append(seconds)
    found = {key: spread_of(values) for key, values in by_step.items()}
    return {key: spread for key, spread in found.items() if spread is not None}
