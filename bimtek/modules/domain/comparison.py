"""Two runs of one case side by side: what differs in acts and in worth, and what made the difference. Plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bimtek.modules.domain.history import ANSWERS, WRITTEN_ANSWERS, Act, History
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion
from bimtek.sandbox.domain.lifecycle import ENDED, Action


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion in both runs; a level is None where it was not judged or has no place."""

    key: str
    label: str
    first: int | None
    second: int | None
    maximum: int

    @property
    def change(self) -> int | None:
        """How many levels the second run is above the first; None where one of them was not judged."""
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a run stands or how it ended: working days from receipt, the citizen's rating."""

    ended: bool
    days: int
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the runs part: the own act of each, None where a run has none at that place."""

    first: Act | None
    second: Act | None

    @property
    def same_act(self) -> bool:
        """Whether both did the same thing with other words or choices."""
        return self.first is not None and self.second is not None and self.first.action == self.second.action


@dataclass(frozen=True, slots=True)
class Cause:
    """What made the difference, as one fact: `kind` is avoided, added, criterion, days, rating or none."""

    kind: str
    words: str = ""
    difference: Difference | None = None
    by: int = 0


def was_told(history: History) -> bool:
    """Whether a run was answered or has ended. Until then the marks of its branches stay hidden: a branch is for seeing what
    might have been, not for trying an answer before it counts."""
    return history.state.state in ENDED or bool(history.of(*ANSWERS, *WRITTEN_ANSWERS, own=True))


def parting(first: Sequence[Act], second: Sequence[Act]) -> Choice | None:
    """The first place after the common part where the own acts of two runs differ, or None where they never do. Notes say
    nothing to anybody and are passed over."""
    one, two = ([act for act in acts if act.own and act.action != Action.NOTE] for acts in (first, second))
    for at in range(max(len(one), len(two))):
        mine = one[at] if at < len(one) else None
        other = two[at] if at < len(two) else None
        if mine is None or other is None or (mine.action, mine.input) != (other.action, other.input):
            return Choice(mine, other)
    return None


def differences(first: CaseJudgement | None, second: CaseJudgement | None) -> list[Difference]:
    """Each criterion that has a place in at least one run, in the order of judging."""
    one, two = ({item.key: item for item in run.criteria} if run else {} for run in (first, second))
    found = []
    for key in dict.fromkeys((*one, *two)):
        a, b = one.get(key), two.get(key)
        some = a or b
        if some is None or not (_has_place(a) or _has_place(b)):
            continue
        found.append(Difference(key, some.label, _level(a), _level(b), some.maximum))
    return found


def _has_place(item: Criterion | None) -> bool:
    return item is not None and item.applies


def _level(item: Criterion | None) -> int | None:
    return item.level if item is not None and item.judged else None


def cause(first: CaseJudgement | None, second: CaseJudgement | None, one: Ending, two: Ending) -> Cause:
    """What the other choice changed most: a critical error first, then the criterion that moved furthest, then the days it
    took, then what the citizen said of it."""
    before, after = ([error.title for error in run.criticals] if run else [] for run in (first, second))
    if gone := [title for title in before if title not in after]:
        return Cause("avoided", gone[0])
    if new := [title for title in after if title not in before]:
        return Cause("added", new[0])
    moved = [item for item in differences(first, second) if item.change]
    if moved:
        return Cause("criterion", difference=max(moved, key=lambda item: abs(item.change or 0) / item.maximum))
    if one.ended and two.ended and one.days != two.days:
        return Cause("days", by=two.days - one.days)
    if one.rating and two.rating and one.rating != two.rating:
        return Cause("rating", by=two.rating - one.rating)
    return Cause("none")
