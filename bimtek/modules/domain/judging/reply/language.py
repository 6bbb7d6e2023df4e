"""The language of a reply: plain and polite, stiff or sloppy, rude."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bimtek.modules.domain.judging.reply import faults
from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.signals import Reading, Said


@dataclass(frozen=True, slots=True)
class Earned:
    """A level and the sentence it rests on, none when nothing earned it."""

    level: int
    said: Said | None = None


def language(reading: Reading) -> Earned:
    """2 for plain polite Indonesian, 1 for stiff, sloppy, dialect or telegram style, 0 for rude or capitals."""
    rude = faults.reproach(reading)
    if rude and not faults.asks_kindly(reading):
        return Earned(0, rude)
    curt = next((said for said in reading.said if said.has("rude")), None)
    if curt:
        return Earned(0, curt)
    letters = [sign for sign in reading.text if sign.isalpha()]
    if len(letters) > 20 and sum(sign.isupper() for sign in letters) > 0.6 * len(letters):
        return Earned(0, reading.said[0] if reading.said else None)
    faulty = [(said, roughness(said)) for said in reading.said]
    total = sum(points for _, points in faulty)
    worst = max(faulty, key=lambda pair: pair[1], default=(None, 0.0))[0]
    return Earned(1, worst) if total >= 1.0 or not reading.said else Earned(2)


def roughness(said: Said) -> float:
    """How far a sentence is from plain Indonesian: short forms, dialect, stiff words, foreign words, length."""
    sloppy = knowledge().sloppy
    points = 0.6 * sum(1 for token in said.sentence.tokens if token.raw.lower().strip("'") in sloppy)
    points += 0.6 * said.count("dialect") + 0.5 * said.count("stiff") + 0.4 * said.count("english")
    points += 1.0 if len(said.sentence.tokens) > 45 else 0.0
    points += 0.5 * len(re.findall(r"&|!!|\.\.(?!\.)|\d+x\b|\b[a-z]+2\b|\bs\.d\.", said.sentence.text))
    return points
