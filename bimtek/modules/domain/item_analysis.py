"""What the answers of a class say: the gain from pre-test to post-test, and how good each item is. Classical test theory,
each figure with the number of people it rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bimtek.modules.domain.items import OPTIONS
from bimtek.modules.domain.sitting_rules import AnalysisRules

Shares = Mapping[str, float]
#: How many standard errors a value strays by chance once in twenty, to one side.
ONE_SIDED = 1.645


@dataclass(frozen=True, slots=True)
class Gain:
    """From one mean share to another: `normalised` is what was gained of what could be gained, (post - pre) / (1 - pre);
    None when nothing could be."""

    pre: float
    post: float
    people: int = 1

    @property
    def normalised(self) -> float | None:
        """The normalised gain."""
        return round((self.post - self.pre) / (1 - self.pre), 4) if self.pre < 1 else None


def gain_of_class(both: Sequence[tuple[float, float]]) -> Gain | None:
    """The gain between the means of those who sat both tests; None when nobody did."""
    if not both:
        return None
    return Gain(_mean([pre for pre, _ in both]), _mean([post for _, post in both]), len(both))


def gain_by_unit(both: Sequence[tuple[Shares, Shares]]) -> dict[str, Gain]:
    """The gain of each unit that stood in both tests."""
    units = sorted({unit for pre, post in both for unit in set(pre) & set(post)})
    found = {}
    for unit in units:
        pairs = [(pre[unit], post[unit]) for pre, post in both if unit in pre and unit in post]
        gain = gain_of_class(pairs)
        if gain:
            found[unit] = gain
    return found


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answer to one item; `rest` is the share right of all that person's other items in the same test."""

    person: int
    code: str
    chosen: int | None
    right: bool
    rest: float


def responses(sheets: Mapping[int, Sequence[tuple[str, int | None, bool]]]) -> list[Response]:
    """The answers of a class from everybody's sheet of (item, chosen, right)."""
    found = []
    for person, sheet in sheets.items():
        total, others = sum(right for _, _, right in sheet), len(sheet) - 1
        found += [
            Response(person, code, chosen, right, (total - right) / others if others else 0.0)
            for code, chosen, right in sheet
        ]
    return found


class Verdict(StrEnum):
    """What is to be done about an item."""

    FEW = "few"
    KEY = "key"
    EASY = "easy"
    HARD = "hard"
    FLAT = "flat"
    WEAK = "weak"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item: on how many people it rests, share right, discrimination two ways, what was chosen.

    `point_biserial` is the correlation of right or wrong with the rest of the same person's test; `upper_lower` the share
    right of the best minus that of the weakest 27 %. Either is None where it cannot be worked out."""

    code: str
    people: int
    difficulty: float
    point_biserial: float | None
    upper_lower: float | None
    chosen: tuple[int, ...]
    open: int
    favourite_of_strong: int | None
    verdict: Verdict
    unused: tuple[int, ...] = ()


def analyse(given: Iterable[Response], right_of: Mapping[str, int], rules: AnalysisRules) -> list[ItemFigures]:
    """The figures of every item that somebody met and that still has a key, in the order of the codes."""
    by_item: dict[str, list[Response]] = {}
    for response in given:
        if response.code in right_of:
            by_item.setdefault(response.code, []).append(response)
    return [_figures(code, right_of[code], by_item[code], rules) for code in sorted(by_item)]


def _figures(code: str, key: int, answers: Sequence[Response], rules: AnalysisRules) -> ItemFigures:
    people = len(answers)
    ranked = sorted(answers, key=lambda answer: (answer.rest, answer.person))
    group = max(1, math.ceil(people * rules.group_share))
    upper, lower = ranked[-group:], ranked[:group]
    counts = Counter(answer.chosen for answer in answers)
    strong = Counter(answer.chosen for answer in upper if answer.chosen is not None)
    favourite = min(strong, key=lambda place: (-strong[place], place != key, place)) if strong else None
    apart = people >= 2 * group
    share = _mean([answer.right for answer in answers])
    biserial = correlation([float(answer.right) for answer in answers], [answer.rest for answer in answers])
    chosen = tuple(counts[place] for place in range(OPTIONS))
    # One voice more or less is chance in a group of three: a key is doubted when most of the strong choose one other option.
    misled = favourite is not None and 2 * strong[favourite] > group and strong[favourite] - strong[key] >= 2
    return ItemFigures(
        code, people, share, biserial,
        _mean([a.right for a in upper]) - _mean([a.right for a in lower]) if apart else None,
        chosen, counts[None], favourite, _verdict(people, share, biserial, misled, rules),
        tuple(p for p in range(OPTIONS) if p != key and not chosen[p]) if people >= rules.firm_people else (),
    )  # fmt: skip


def _verdict(people: int, share: float, biserial: float | None, misled: bool, rules: AnalysisRules) -> Verdict:
    """The first thing that is wrong, the worst first."""
    if people < rules.few_people:
        return Verdict.FEW
    # By chance alone a correlation over n people strays this far below nought once in twenty (one-sided).
    chance = max(rules.flat, ONE_SIDED / math.sqrt(people - 1))
    if (misled and (biserial is None or biserial < rules.flat)) or (biserial is not None and biserial < -chance):
        return Verdict.KEY
    if share >= rules.easy_share:
        return Verdict.EASY
    if share <= rules.hard_share:
        return Verdict.HARD
    if biserial is None or biserial < rules.flat:
        return Verdict.FLAT
    return Verdict.GOOD if biserial >= rules.good else Verdict.WEAK


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's correlation; with a column of noughts and ones it is the point-biserial one. None when either side does
    not vary."""
    if len(left) < 2:
        return None
    mean_left, mean_right = _mean(left), _mean(right)
    spread = math.sqrt(sum((x - mean_left) ** 2 for x in left) * sum((y - mean_right) ** 2 for y in right))
    if spread < 1e-12:
        return None
    return round(sum((x - mean_left) * (y - mean_right) for x, y in zip(left, right, strict=True)) / spread, 4)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
