"""Teach the ear of the reply judge: a linear model per flag over the words of single sentences.

Sentences come from the labelled replies (where the patterns find the faulty one), from the model replies of the scenarios,
which are all fair, and from `seed/reply_judge/sentences.toml`. Plain Python, in a fixed order: the same data give the same file.
"""

from __future__ import annotations

import math
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.reply import faults
from bimtek.modules.domain.judging.reply.identity import leaks
from bimtek.modules.domain.judging.reply.signals import Reading, Said, read_reply
from bimtek.modules.domain.judging.reply.tone import SOUNDS, THRESHOLD, Tone, Tones, heard_in
from bimtek.modules.domain.judging.reply.types import ReplyCase
from bimtek.sandbox.domain.generator import load_generator
from tests.bench.labelled import Labelled

ROUNDS, PACE, PENALTY = 12, 0.15, 0.01
LEAST = 0.06  # weights below are not shipped
TWICE = 2  # what stands in one sentence only is not learned
Heard = tuple[str, ...]
SENTENCES = SEED_DIR / "reply_judge" / "sentences.toml"


@cache
def written() -> dict[str, tuple[list[Heard], list[Heard]]]:
    """The single sentences of the seed for each flag: those that are at fault and those that only look like it."""
    data = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    return {flag: (_heard(data[flag]["faulty"]), _heard(data[flag]["fair"])) for flag in SOUNDS}


@cache
def model_replies() -> tuple[Heard, ...]:
    """The sentences of the model replies of all scenarios: none of them is at fault."""
    generator = load_generator(SEED_DIR)
    made = (generator.generate_case("tone", name, datetime(2026, 11, 9, 8, 30), 3) for name in generator.scenario_ids)
    return tuple(_heard(str(report.truth["better_reply"]) for report in made))


def _heard(texts: Iterable[str]) -> list[Heard]:
    return [heard_in(said.sentence) for text in texts for said in read_reply(ReplyCase(), text, {}).said]


def teach(data: Sequence[Labelled]) -> Tones:
    """One tone per flag from labelled replies and the written sentences."""
    readings = [(item, read_reply(item.case, item.text, {})) for item in data]
    return {flag: _fit(*_gather(flag, readings), THRESHOLD[flag]) for flag in SOUNDS}


def _gather(flag: str, readings: Sequence[tuple[Labelled, Reading]]) -> tuple[list[Heard], list[Heard]]:
    faulty, fair = list(written()[flag][0]), list(model_replies())
    for other in SOUNDS:
        fair += written()[other][1]
    for item, reading in readings:
        if item.labels[flag]:
            faulty += [heard_in(said.sentence) for said in _at_fault(flag, reading)]
        elif flag != "leaks_reporter" or item.case.protected:
            fair += [heard_in(said.sentence) for said in reading.said]
    return faulty, fair


def _at_fault(flag: str, reading: Reading) -> list[Said]:
    """The sentences of a faulty reply in which the patterns find the fault."""
    if flag == "leaks_reporter":
        found = leaks(reading)
        return [
            said
            for said in reading.said
            if any(said.sentence.start < leak.end and leak.start < said.sentence.end for leak in found)
        ]
    if flag == "overpromises":
        promised = faults.promise(reading)
        return [promised[0]] if promised else []
    if flag == "names_accused":
        accused = faults.accusation(reading)
        return [accused] if accused else []
    kinds = ("internal", "note") if flag == "internal_note" else ("blame", "reproach", "withdraw")
    return [said for said in reading.said if said.has(*kinds)]


def _fit(faulty: Sequence[Heard], fair: Sequence[Heard], threshold: float) -> Tone:
    """Logistic descent with a step of its own for every weight; the few faulty sentences weigh as much as half the fair."""
    share = math.sqrt(0.5 * len(fair) / max(len(faulty), 1))
    often = Counter(name for row in (*faulty, *fair) for name in row)
    known = frozenset(name for name, times in often.items() if times >= TWICE)
    rows = [
        (tuple(name for name in row if name in known), truth)
        for part, truth in ((faulty, 1.0), (fair, 0.0))
        for row in part
    ]
    order = random.Random(1)
    bias, weights, paces = -2.0, dict[str, float](), dict[str, float]()
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for row, truth in rows:
            total = bias + sum(weights.get(name, 0.0) for name in row)
            slip = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - truth) * (share if truth else 1.0)
            if abs(slip) < 1e-3:
                continue
            bias -= 0.1 * PACE * slip
            for name in row:
                slope = slip + PENALTY * weights.get(name, 0.0)
                paces[name] = paces.get(name, 1e-8) + slope * slope
                weights[name] = weights.get(name, 0.0) - PACE * slope / math.sqrt(paces[name])
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= LEAST}
    return Tone(round(bias - threshold, 3), kept)


def as_json(tones: Tones) -> dict[str, object]:
    """The tones as they are written to the seed directory."""
    return {
        "made_by": "python -m tests.bench.train_reply_judge",
        "tones": {flag: {"bias": tone.bias, "weights": dict(tone.weights)} for flag, tone in tones.items()},
    }
