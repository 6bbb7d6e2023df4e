"""What a citizen does and says: the values that go in and come out of citizen.py, and the choice of words.

A scenario's own words come first (`truth["reactions"]`, `truth["knows"]`); the sentences that fit any case stand in
seed/citizens.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bimtek.sandbox.domain.citizen_mind import Mind, Temper, pick
from bimtek.sandbox.domain.citizen_promises import Promise, long_day
from bimtek.sandbox.domain.lifecycle import Action

#: What a citizen may know more of, and be asked for.
FACTS = ("place", "time", "what", "who", "evidence")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MOST_LETTERS = 6000


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the citizen will do, and after how many simulated working hours, or on the working day after `on`."""

    action: Action
    hours: float
    text: str = ""
    rating: int | None = None
    ground: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerWorth:
    """What the citizen feels of an answer: share of the rubric's points (0..1), whether it holds an answer at all,
    whether it hurt (blame, a leak of who reported), and whether it came late."""

    share: float
    substantive: bool
    hurtful: bool
    late: bool


@dataclass(frozen=True, slots=True)
class DecisionWorth:
    """What an applicant feels of a decision on a request: whether the law backs it, whether it came late, whether its
    reasons were given, whether anything was given; and, where it applies, whether it asked for information to be published
    regularly, and whether the cost is fair."""

    right: bool
    late: bool
    reasons_given: bool
    given: bool
    periodic: bool = False
    fair_cost: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """One public answer as the citizen meets it: its worth, which round it is, the days it promises, the day on which the
    office will really have acted (None: unknown), what it asks, the last day of the reporter's window, and the day it was
    written."""

    worth: AnswerWorth
    round_number: int
    promises: Sequence[date | Promise] = ()
    really_on: date | None = None
    asks: Sequence[str] = ()
    closes_on: date | None = None
    today: date | None = None

    @property
    def promise(self) -> Promise | None:
        """The last day the answer names: earlier ones are steps on the way."""
        named = [p if isinstance(p, Promise) else Promise(p) for p in self.promises]
        return max(named, key=lambda p: p.day, default=None)


@dataclass(frozen=True, slots=True)
class Voice:
    """One citizen's words in one round: always the same for the same seed and round."""

    truth: Mapping[str, Any]
    temper: Temper
    key: str

    def own(self, name: str) -> str:
        """The scenario's own words of this kind, else what fits any case."""
        written = list(self.truth.get("reactions", {}).get(name, ()))
        return pick(written or self.temper.said[name], self.key, "text")

    def says(self, name: str, **slots: object) -> str:
        """A sentence of seed/citizens.toml with its slots filled."""
        text = pick(self.temper.said[name], self.key, name)
        for slot, value in slots.items():
            text = text.replace("{" + slot + "}", str(value))
        return text

    def broken(self, mind: Mind, promised: date) -> str:
        """What is said about a day that passed in vain; a second one is set beside the first."""
        earlier = [p.day for p in mind.promises if p.kept is False and p.day < promised]
        if earlier:
            return self.says("broken_again", sebelumnya=long_day(earlier[-1]), tanggal=long_day(promised))
        return self.says("broken_promise", tanggal=long_day(promised))

    def thanks(self, mind: Mind, *, late: bool) -> str:
        """Thanks: for a kept promise by its day, for a late answer with a sigh."""
        if late:
            return self.says("late_thanks")
        if mind.promises and mind.promises[-1].kept:
            return self.says("kept_promise", tanggal=long_day(mind.promises[-1].day))
        return self.own("thanks")


def known_facts(truth: Mapping[str, Any], asked: Sequence[str], mind: Mind | None = None) -> list[tuple[str, str]]:
    """(about, told) of what the citizen knows, was asked for, and has not told yet."""
    told = mind.told if mind else ()
    return [
        (fact["about"], fact["told"])
        for fact in truth.get("knows", ())
        if fact["about"] in asked and fact["about"] not in told
    ]


def asks_about(text: str, temper: Temper) -> list[str]:
    """What a text asks for and asks well: in a polite sentence of its own, neither clipped nor endless, that is a question or
    bids the citizen tell. Of too many things at once only the first are understood."""
    asking, found = temper.asking, dict[str, None]()
    for sentence in _SENTENCE.split(text[:_MOST_LETTERS]):
        lowered, words = sentence.casefold(), len(sentence.split())
        if not asking["least_words"] <= words <= asking["most_words"] or sentence.isupper():
            continue
        polite, question = _says(lowered, asking["polite"]), "?" in sentence
        bids = polite and (question or _says(lowered, asking["verbs"]))
        if bids or (question and _says(lowered, asking["address"])):
            found.update((name, None) for name in FACTS if _says(lowered, asking[name]))
    return list(found)[: asking["most_facts"]]


def _says(text: str, words: Sequence[str]) -> bool:
    return re.search(rf"\b(?:{'|'.join(map(re.escape, words))})(?:nya)?\b", text) is not None
