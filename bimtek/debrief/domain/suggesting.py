"""Which two replies of a class are worth looking at together: a good one and a typical one on the same matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bimtek.modules.domain.hall_reply import HallReply

MOST_MATTERS = 3
#: What fits on the wall; whoever sits at the back reads the same on the own phone.
MOST_LETTERS = 1000
#: A reply longer than this would lose too much by being shortened.
_MOST_WRITTEN, _LEAST_WRITTEN = 1600, 40
_SIGNED = re.compile(r"\n\s*(?:hormat kami|salam|demikian|tertanda|ttd)\b.*", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"\s?\((?:nomor|no\.?)(?: laporan)? SIM-[\w-]+\)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
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
        if _LEAST_WRITTEN <= len(reply.text) <= _MOST_WRITTEN:
            by_matter.setdefault(reply.matter, []).append(reply)
    found = []
    for matter in sorted(by_matter, key=lambda key: (-len(by_matter[key]), key)):
        chosen = _good_and_typical(by_matter[matter])
        if chosen:
            first, second = rng.sample(chosen, 2)
            shown = [replace(reply, text=shortened(reply.text)) for reply in (first, second)]
            found.append(Pair(matter, first.topic, shown[0], shown[1], len(by_matter[matter])))
        if len(found) == MOST_MATTERS:
            break
    return found


def shortened(text: str) -> str:
    """A reply as the wall has room for it: without signature and number, and where it is still too long, without the sentences
    at its end."""
    text = "\n".join(filter(None, map(str.strip, _NUMBERED.sub("", _SIGNED.sub("", text)).splitlines())))
    if len(text) <= MOST_LETTERS:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[:MOST_LETTERS])]
    return text[: ends[-1]] if ends else text[:MOST_LETTERS].rstrip()


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
