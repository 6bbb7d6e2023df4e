"""Where a mirror stands, and what the wall shows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """A mirror is prepared, voted on, looked at with its result, and put away."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    AWAY = "away"


class Mode(StrEnum):
    """What the trainer wants on the wall; AUTO shows a mirror that is open or has its result, else the task."""

    AUTO = "auto"
    TASK = "task"
    MIRROR = "mirror"
    RESULT = "result"
    PAUSE = "pause"


def stage_of(opened: datetime | None, closed: datetime | None, away: datetime | None) -> Stage:
    """The stage that three instants tell."""
    if away is not None:
        return Stage.AWAY
    if opened is None:
        return Stage.DRAFT
    return Stage.OPEN if closed is None else Stage.CLOSED


def shown(mode: Mode, stage: Stage | None, *, rested: bool = False) -> Mode:
    """What the wall shows: TASK, MIRROR, RESULT or PAUSE. Nothing of a mirror that was never opened, or is put away, is
    ever on the wall, whatever was wished; a break whose end has come (`rested`) is as if it were not wished."""
    if mode is Mode.PAUSE and rested:
        mode = Mode.AUTO
    on_the_wall = stage in (Stage.OPEN, Stage.CLOSED)
    if mode in (Mode.PAUSE, Mode.TASK):
        return mode
    if not on_the_wall:
        return Mode.TASK
    if mode in (Mode.MIRROR, Mode.RESULT):
        return mode
    return Mode.MIRROR if stage is Stage.OPEN else Mode.RESULT
