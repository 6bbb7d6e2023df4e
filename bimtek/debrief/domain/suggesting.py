"""Which two replies of a class are worth looking at together: a good one and a typical one on the same matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from bimtek.modules.domain.hall_reply import HallReply

MOST_MATTERS = 3
#: Texts longer than this cannot be read from the back of a hall.
MOST_LETTERS = 700
_LEAST_LETTERS = 40
#: The good one must be better by so much of all points, or there is nothing to see.
_APART = 0.15


@dataclass(frozen=True, slots=True)
class Pair:
    """Two replies in the order in which they are shown, and how many were written on the matter."""

    matter: str
    topic: str
    first: HallReply
    second: HallReply
    of: int


def pairs(replies: Iterable[HallReply], rng: Random) -> list[Pair]:
    """At most MOST_MATTERS pairs, the matters most written about first. Good: the best that may be published. Typical: the
    one in the middle of all others, clearly weaker, and by somebody else. Which of them is A is chance."""
    by_matter: dict[str, list[HallReply]] = {}
    for reply in replies:
        if _LEAST_LETTERS <= len(reply.text) <= MOST_LETTERS:
            by_matter.setdefault(reply.matter, []).append(reply)
    found = []
    for matter in sorted(by_matter, key=lambda key: (-len(by_matter[key]), key)):
        chosen = _good_and_typical(by_matter[matter])
        if chosen:
            first, second = rng.sample(chosen, 2)
            found.append(Pair(matter, first.topic, first, second, len(by_matter[matter])))
        if len(found) == MOST_MATTERS:
            break
    return found


def _good_and_typical(replies: Sequence[HallReply]) -> tuple[HallReply, HallReply] | None:
    sound = [reply for reply in replies if reply.sound]
    if not sound:
        return None
    good = max(sound, key=lambda reply: (reply.share, reply.source))
    others = sorted(
        (reply for reply in replies if reply.writer != good.writer and reply.share <= good.share - _APART),
        key=lambda reply: (reply.share, reply.source),
    )
    return (good, others[len(others) // 2]) if others else None
