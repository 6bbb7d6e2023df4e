"""The hall's votes on two replies: counted by criterion, never by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

A, B, SAME = "a", "b", "same"
CHOICES = (A, B, SAME)
#: What fits on the wall, and what somebody can weigh in two minutes.
MOST_CRITERIA = 4


@dataclass(frozen=True, slots=True)
class Count:
    """The votes on one criterion."""

    criterion: str
    a: int = 0
    b: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        """How many voted on this criterion."""
        return self.a + self.b + self.same

    @property
    def ahead(self) -> str:
        """Which reply most of those who see a difference prefer; SAME for a tie or when most see none, "" without votes."""
        if not self.total:
            return ""
        if self.a == self.b or self.same > max(self.a, self.b):
            return SAME
        return A if self.a > self.b else B

    def shares(self) -> tuple[int, int, int]:
        """A, no difference, and B as whole percentages that add up to 100; all 0 without votes."""
        if not self.total:
            return 0, 0, 0
        counts = (self.a, self.same, self.b)
        exact = [100 * count / self.total for count in counts]
        whole = [int(share) for share in exact]
        by_rest = sorted(range(3), key=lambda at: whole[at] - exact[at])
        for at in by_rest[: 100 - sum(whole)]:
            whole[at] += 1
        return whole[0], whole[1], whole[2]


def counted(criteria: Sequence[str], votes: Iterable[tuple[str, str]]) -> list[Count]:
    """One count a criterion, in the order asked; votes (criterion, choice) on anything else count nowhere."""
    found = Counter(votes)
    return [Count(key, *(found[key, choice] for choice in (A, B, SAME))) for key in criteria]


def chosen(criteria: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """What of a ballot counts: choices that exist, on criteria that were asked. What was left open is no vote."""
    return {key: given[key] for key in criteria if given.get(key) in CHOICES}
