"""What just happened in the hall, folded: seven people who pass the same step are one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

#: Older than this is no longer news.
RECENT = timedelta(minutes=10)
MOST_LINES = 6


class Happening(NamedTuple):
    """One person did one thing: the kind of act and the part it was about; the same two words fold into one line."""

    kind: str
    part: str
    account_id: int
    at: datetime


class FeedLine(NamedTuple):
    """One line of the feed: what, by whom (each once, the latest first), and when it was last done."""

    kind: str
    part: str
    accounts: tuple[int, ...]
    at: datetime


def folded(happenings: Iterable[Happening], now: datetime, most: int = MOST_LINES) -> list[FeedLine]:
    """The things done of late, the newest first, one line for all who did the same; never more than `most`."""
    lines: dict[tuple[str, str], dict[int, datetime]] = {}
    fresh = (one for one in happenings if now - one.at < RECENT)
    for one in sorted(fresh, key=lambda happening: happening.at, reverse=True):
        lines.setdefault((one.kind, one.part), {}).setdefault(one.account_id, one.at)
    found = [FeedLine(kind, part, tuple(who), max(who.values())) for (kind, part), who in lines.items()]
    return found[:most]
