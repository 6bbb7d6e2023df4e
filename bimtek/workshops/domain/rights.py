"""What a trainer may do in one class: look, steer the hall, or keep the class itself."""

from __future__ import annotations

from enum import IntEnum


class Right(IntEnum):
    """Rights grow: who may keep a class may steer it, who may steer it may look."""

    WATCH = 1
    STEER = 2
    KEEP = 3


#: What a trainer is to a class (the stored word) and the right it gives.
RIGHTS: dict[str, Right] = {"observer": Right.WATCH, "facilitator": Right.STEER, "lead": Right.KEEP}


def right_of(role: str | None) -> Right | None:
    """The right a role in a class gives, or None for somebody who has none."""
    return RIGHTS.get(role or "")
