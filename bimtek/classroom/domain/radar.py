"""Who is stuck, and why: what a trainer walking about cannot see over 118 shoulders."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

#: Letters of a board cell that say something here (modules.domain.progress.STATES has all of them).
DONE, HELP, FATAL, SKIPPED = "2", "3", "5", "7"
#: A trainee who has begun and does nothing for this long is looked after, unless the class says otherwise (wall time).
QUIET_AFTER = timedelta(minutes=8)
#: A device at work asks every few seconds; one that has not for this long has lost its link (or its screen went dark).
LOST_AFTER = timedelta(seconds=45)
#: The lesson of one refusal is learned alone; so many in a row, with no move accepted between, are not.
REFUSED_IN_A_ROW = 3
#: Hints a step has; whoever opened all of them and still stands there has nothing left to ask.
ALL_HINTS = 3


class Reason(StrEnum):
    """Why somebody needs a trainer, the gravest first. A raised hand comes before everything: it was asked for."""

    HAND = "hand"
    FATAL = "fatal"
    HINTS = "hints"
    FAILED_CHECKS = "failed_checks"
    REFUSED = "refused"
    LINK = "link"
    QUIET = "quiet"


class Watched(NamedTuple):
    """One seat of the class and where its person stands in the unit shown (`cells`) and in all units (`everything`);
    `last_wall` is the last own act, `seen` the device's last question, `hand_at` since when a hand is up and `hand` its
    place in the queue (1 is next), `hand_about` what was asked, `hand_taken` whether a trainer is on the way; instants are
    naive UTC. `unit` is the one the person has in hand."""

    account_id: int
    seat: int
    name: str
    group: str
    joined: bool
    cells: str
    step: str = ""
    last_wall: datetime | None = None
    refused: int = 0
    everything: str = ""
    unit: str = ""
    refused_row: int = 0
    hints_open: int = 0
    seen: datetime | None = None
    hand: int = 0
    hand_at: datetime | None = None
    hand_about: str = ""
    hand_taken: bool = False


def reasons_of(person: Watched, now: datetime, quiet: timedelta = QUIET_AFTER) -> tuple[Reason, ...]:
    """Why a person needs somebody now, the gravest first. Who has not begun or is done with everything is not stuck; who is
    done with the unit shown may sit still; a raised hand always counts."""
    found = [Reason.HAND] if person.hand_at is not None else []
    everything = person.everything or person.cells
    if person.last_wall is None or _is_over(everything):
        return tuple(found)
    if FATAL in everything:
        found.append(Reason.FATAL)
    if person.hints_open >= ALL_HINTS:
        found.append(Reason.HINTS)
    if HELP in everything:
        found.append(Reason.FAILED_CHECKS)
    if person.refused_row >= REFUSED_IN_A_ROW:
        found.append(Reason.REFUSED)
    if is_done(person):
        return tuple(found)  # the unit shown is behind them: they may rightly be waiting
    if person.joined and person.seen is not None and now - person.seen >= LOST_AFTER:
        found.append(Reason.LINK)
    if now - person.last_wall >= quiet:
        found.append(Reason.QUIET)
    return tuple(found)


def is_done(person: Watched) -> bool:
    """Whether every step of the unit shown is done, or was not needed."""
    return _is_over(person.cells)


def _is_over(letters: str) -> bool:
    return bool(letters) and not letters.strip(DONE + SKIPPED + "|")


def turns_at(person: Watched, now: datetime, quiet: timedelta = QUIET_AFTER) -> datetime | None:
    """When a person's reasons change next by mere time, or None when only an act can change them."""
    if person.last_wall is None:
        return None
    coming = [person.last_wall + quiet]
    if person.seen is not None:
        coming.append(person.seen + LOST_AFTER)
    return min((instant for instant in coming if instant > now), default=None)
