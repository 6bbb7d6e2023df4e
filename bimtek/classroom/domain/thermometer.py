"""The hall's totals and how they move: how warm the hall is, never who warms it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Movement is told over so long: a shorter while says nothing, a longer one is history.
WHILE = timedelta(minutes=10)
_STEP = timedelta(seconds=30)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole class in figures: here, at work, done with the unit in hand, reports resolved, and the share of judged
    reports in which nobody's identity came out (whole per cent; None before anything was judged)."""

    here: int
    working: int
    done: int
    resolved: int
    protected: int | None


@dataclass(frozen=True, slots=True)
class Movement:
    """How much totals that only grow have grown, and over how many whole minutes."""

    here: int = 0
    done: int = 0
    resolved: int = 0
    minutes: int = 0


class Thermometer:
    """The totals a wall has shown of late. Kept in memory alone: a wall that begins has no movement yet."""

    def __init__(self) -> None:
        self._seen: deque[tuple[datetime, Totals]] = deque(maxlen=_MOST)

    def read(self, totals: Totals, now: datetime) -> Movement:
        """Note the totals of now, and tell how they moved since the oldest reading within WHILE."""
        while self._seen and not timedelta(0) <= now - self._seen[0][0] <= WHILE:
            self._seen.popleft()
        then, first = self._seen[0] if self._seen else (now, totals)
        if not self._seen or now - self._seen[-1][0] >= _STEP:
            self._seen.append((now, totals))
        minutes = int((now - then).total_seconds()) // 60
        if minutes < 1:
            return Movement()
        return Movement(
            max(0, totals.here - first.here), max(0, totals.done - first.done),
            max(0, totals.resolved - first.resolved), minutes,
        )  # fmt: skip
