"""What the refreshers do to recall over two years, by the rules of `schedule` themselves: officers, visits and forgetting
are simulated, the dates are not. Plain values, seeded; the same assumptions give the same figures.

Forgetting: half of the gain is gone after 6.5 months without use, in accuracy, and after 13 months in speed (457 reports,
doi 10.1037/bul0000481). A half-life is one point of a curve; the exponential through it is an assumption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import fmean

from bimtek.refresher.domain.schedule import Pause, Rules, Shown, next_one, states

ACCURACY_DAYS, SPEED_DAYS = 195, 390
YEAR_DAYS = 365
#: A criterion is held well while this share of its gain is there.
HELD = 0.75
#: Levels at sign-off and how often: none is below 3 of 4 (the rule of mastery).
LEVELS, WEIGHTS = (3.0, 3.5, 4.0), (5, 3, 2)
#: The level a failed case shows; only its order among the others matters here.
FAILED_LEVEL = 2.0


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is simulated: so many officers and criteria, from sign-off for so many days, with a reminder after so many."""

    officers: int = 118
    criteria: int = 12
    days: int = 2 * YEAR_DAYS
    reminder_days: int = 7
    signed_on: date = date(2026, 11, 13)
    seed: str = "penyegaran"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody signed off: the level of each criterion, and the leave of the years that follow."""

    levels: Mapping[str, float]
    leave: tuple[Pause, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One refresher done: the day after sign-off, the criterion, whether the case passed."""

    day: int
    criterion: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """One arm: by week the mean share of the gain that is there and the share of criteria held; then the work of it."""

    recall: tuple[float, ...]
    held: tuple[float, ...]
    visits_a_year: float
    minutes_a_year: float
    passed: float
    most_in_seven_days: int

    @property
    def lowest(self) -> float:
        """The worst week."""
        return min(self.recall)

    @property
    def mean(self) -> float:
        """The mean of all weeks."""
        return fmean(self.recall)

    @property
    def held_in_second_half(self) -> float:
        """The share of criteria held, over the second half of the time: the first is flattered by the fresh sign-off."""
        return fmean(self.held[len(self.held) // 2 :])


def recall(days: float, half_life: float) -> float:
    """The share of the gain that is left after so many days without use."""
    return float(2 ** (-days / half_life))


def is_weekday(day: date) -> bool:
    """Monday to Friday: without holidays, whose future dates are estimates, so that the figures stay the same."""
    return day.weekday() < 5


def officers(assumptions: Assumptions) -> tuple[Officer, ...]:
    """The officers. Each is on leave twice a year for 5 to 9 days: most of the 12 working days a year that an official has
    (PP 11/2017, own knowledge, not checked)."""
    found = []
    for number in range(assumptions.officers):
        random = Random(f"{assumptions.seed}/{number}")
        levels = {f"k{i:02}": random.choices(LEVELS, WEIGHTS)[0] for i in range(assumptions.criteria)}
        leave = []
        for half in range(-(-assumptions.days * 2 // YEAR_DAYS)):
            begins = assumptions.signed_on + timedelta(days=half * YEAR_DAYS // 2 + random.randrange(170))
            leave.append(Pause(begins, begins + timedelta(days=random.randint(4, 8))))
        found.append(Officer(levels, tuple(leave)))
    return tuple(found)


def visits_of(
    officer: Officer, adherence: float, half_life: float, random: Random, rules: Rules, assumptions: Assumptions
) -> tuple[Visit, ...]:
    """The visits one officer makes. Of the visits that come up, the share `adherence` is done; one missed comes up again
    with the next reminder. A case passes as often as the gain is there; after a failed one the guided case shows the way."""
    signed, made = assumptions.signed_on, list[Visit]()
    # Of each criterion the last time only: by the rules nothing before it counts, and two years are walked faster.
    history, shown = dict[str, Shown](), dict.fromkeys(officer.levels, 0)
    end = signed + timedelta(days=assumptions.days)
    today, last_visit = signed, None
    while True:
        standing = states(officer.levels, signed, history.values(), today, rules)
        following = next_one(standing, today, last_visit, officer.leave, is_weekday, rules)
        if following is None or following.on > end:
            return tuple(made)
        today, criterion = following.on, following.criterion
        # Both are drawn whatever follows: each reminder takes as much of the luck in every arm.
        comes, knows = random.random(), random.random()
        if comes >= adherence:
            today += timedelta(days=assumptions.reminder_days)
            continue
        day = (today - signed).days
        passed = knows < recall(day - shown[criterion], half_life)
        level = officer.levels[criterion] if passed else FAILED_LEVEL
        history[criterion] = Shown(criterion, today, level, passed)
        made.append(Visit(day, criterion, passed))
        shown[criterion], last_visit = day, today


def weekly(
    officer: Officer, visits: Sequence[Visit], half_life: float, assumptions: Assumptions
) -> list[tuple[float, ...]]:
    """By week what of each criterion's gain is there. A visit restores its own criterion and no other, though a case
    exercises several: the cautious reading."""
    shown, waiting, found = dict.fromkeys(officer.levels, 0), list(reversed(visits)), []
    for day in range(0, assumptions.days + 1, 7):
        while waiting and waiting[-1].day <= day:
            visit = waiting.pop()
            shown[visit.criterion] = visit.day
        found.append(tuple(recall(day - last, half_life) for last in shown.values()))
    return found


def most_within(days: Sequence[int], width: int) -> int:
    """The largest number of visits in any so many days in a row; days in ascending order."""
    most, first = 0, 0
    for place, day in enumerate(days):
        while day - days[first] >= width:
            first += 1
        most = max(most, place - first + 1)
    return most


def simulate(adherence: float, half_life: float, rules: Rules, assumptions: Assumptions) -> Figures:
    """One arm: every officer with this adherence (0: no refreshers) and this half-life."""
    people = officers(assumptions)
    made = [
        visits_of(one, adherence, half_life, Random(f"{assumptions.seed}/{number}/visits"), rules, assumptions)
        for number, one in enumerate(people)
    ]
    by_person = [weekly(one, own, half_life, assumptions) for one, own in zip(people, made, strict=True)]
    weeks = [[share for person in week for share in person] for week in zip(*by_person, strict=True)]
    total = sum(map(len, made))
    a_year = total / len(people) / assumptions.days * YEAR_DAYS
    return Figures(
        recall=tuple(fmean(week) for week in weeks),
        held=tuple(sum(share > HELD for share in week) / len(week) for week in weeks),
        visits_a_year=a_year,
        minutes_a_year=a_year * rules.minutes,
        passed=sum(visit.passed for own in made for visit in own) / total if total else 0.0,
        most_in_seven_days=max(most_within([visit.day for visit in own], 7) for own in made),
    )
