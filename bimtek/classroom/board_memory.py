"""What pages show of a class, kept for a while in this process: a live answer is then only what differs from it.

Nothing here is truth. A page whose version is not kept (another process, a restart, too long ago) is told every row again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from bimtek.classroom.board_rows import Wire

#: Lost links come back without an entry; so often the rows are compared even when the journal stands still.
COMPARED_EVERY = timedelta(seconds=10)
#: Boards kept: a few trainers, a few units, the last minutes.
KEPT = 200


@dataclass(frozen=True, slots=True)
class Version:
    """What a page shows: the newest entry of the class, the wall instant (milliseconds), and the shape of the grid, which
    changes with its people and columns."""

    entry: int
    wall: int
    shape: int

    def __str__(self) -> str:
        return f"{self.entry}-{self.wall}-{self.shape:x}"


def read_version(text: str) -> Version | None:
    """A version as a page sends it back, or None for anything else."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isalnum() and len(part) <= 16 for part in parts):
        return None
    try:
        return Version(int(parts[0]), int(parts[1]), int(parts[2], 16))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a class as a version showed them, when that was, and when the next row changes by mere time. Of a hall too
    large to be told whole they are those of the page shown, and `totals` is what was counted over everybody."""

    entry: int
    at: datetime
    rows: dict[int, Wire]
    turns_at: datetime | None
    totals: tuple[Any, ...] = ()

    def shows_as(self, other: Shown) -> bool:
        """Whether two show the same, whenever that was."""
        return self.rows == other.rows and self.totals == other.totals

    def still_holds(self, newest: int, now: datetime) -> bool:
        """Whether nothing can have changed since: no entry, nobody grown quiet, and compared a moment ago."""
        due = min(filter(None, (self.at + COMPARED_EVERY, self.turns_at)))
        return newest == self.entry and self.at <= now < due


class Memory:
    """The boards shown of late, by class and version; the oldest give way."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Version], Shown] = OrderedDict()
        self._lock = Lock()

    def keep(self, workshop_id: int, version: Version, shown: Shown) -> None:
        """Remember what a version showed."""
        with self._lock:
            self._kept[workshop_id, version] = shown
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def find(self, workshop_id: int, version: Version | None) -> Shown | None:
        """What a version showed, if it is still known."""
        return self._kept.get((workshop_id, version)) if version else None
