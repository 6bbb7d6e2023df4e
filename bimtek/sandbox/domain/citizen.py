"""How a simulated citizen reacts: a function of the answer's worth, its delay, the mind so far and the case's own seed.

Never chance. A good and timely answer is thanked or followed by silence (most real reports end so, domain report 2.3), a hollow
one is asked about again, a rude one is remembered in the rating, a promise not kept comes back on the day after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bimtek.sandbox.domain.citizen_mind import Mind, Temper, draw, moved, pick, rating_of
from bimtek.sandbox.domain.citizen_promises import MONTHS
from bimtek.sandbox.domain.lifecycle import Action

MOST_ROUNDS = 2  # unsatisfying answers after which a citizen gives up asking
PLAIN_SHARE = 0.6  # of the rubric's points: below it a citizen still asks when and who


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the citizen will do, and after how many simulated working hours, or on which day."""

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
    reasons were given."""

    right: bool
    late: bool
    reasons_given: bool
    given: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """One public answer as the citizen meets it: its worth, which round it is, the days it promises, the day on which the
    office will really have acted (None: unknown), and what it asks."""

    worth: AnswerWorth
    round_number: int
    promises: Sequence[date] = ()
    really_on: date | None = None
    asks: Sequence[str] = ()
    closes_on: date | None = None


def after_answer(
    mind: Mind, event: Answered, seed: str, truth: Mapping[str, Any], temper: Temper
) -> tuple[Mind, Reaction | None]:
    """The mind after a public answer and what the citizen does; None is silence, and the platform's own end."""
    worth, key = event.worth, f"{seed}|{event.round_number}"
    mind = _felt(mind, worth, temper)
    promised = max(event.promises, default=None)
    mind = replace(mind, promise=promised)
    hours = temper.hours[0] + draw(key, "delay", temper.hours[1])
    reactions = truth.get("reactions", {})
    if worth.hurtful or not worth.substantive:
        return mind, _unsatisfied(mind, event, key, hours, reactions, temper)
    if told := _asked_out(event, truth, mind):
        return replace(mind, told=(*mind.told, told[0])), Reaction(Action.ANSWER, hours, told[1])
    if promised and _broken(event, promised):
        text = pick(temper.said["broken_promise"], key, "broken").replace("{tanggal}", _long(promised))
        mind = moved(mind, temper.change["broken_promise"], temper.change["patience_per_round"])
        return mind, Reaction(Action.ANSWER, hours, text, on=promised)
    if worth.share < PLAIN_SHARE and event.round_number <= MOST_ROUNDS:
        return mind, Reaction(
            Action.ANSWER, hours, pick(list(reactions.get("asks_again", [])), key, "text", "Kapan pastinya?")
        )
    if draw(key, "silent", 10) < temper.silent_of_ten:
        return mind, None
    texts = temper.said["late_thanks"] if worth.late else list(reactions.get("thanks", []))
    return mind, Reaction(
        Action.SETTLE, hours, pick(texts, key, "text", "Terima kasih jawabannya."), rating_of(mind, temper)
    )


def _felt(mind: Mind, worth: AnswerWorth, temper: Temper) -> Mind:
    change = temper.change
    trust = round(change["per_share"] * (worth.share - 0.5))
    trust += (change["late"] if worth.late else 0) + (change["hurtful"] if worth.hurtful else 0)
    trust += 0 if worth.substantive else change["hollow"]
    return moved(mind, trust, 0 if worth.substantive and not worth.hurtful else change["patience_per_round"])


def _unsatisfied(
    mind: Mind, event: Answered, key: str, hours: float, reactions: Mapping[str, Any], temper: Temper
) -> Reaction:
    disappointed = pick(list(reactions.get("disappointed", [])), key, "text", "Saya kecewa.")
    if event.round_number > MOST_ROUNDS or mind.patience == 0:
        return Reaction(Action.SETTLE, hours, disappointed, rating_of(mind, temper))
    if event.worth.hurtful:
        return Reaction(Action.ANSWER, hours, disappointed)
    text = pick(list(reactions.get("asks_again", [])), key, "text", "Jadi kapan diperbaiki? Jawabannya belum jelas.")
    return Reaction(Action.ANSWER, hours, text)


def _asked_out(event: Answered, truth: Mapping[str, Any], mind: Mind) -> tuple[str, str] | None:
    """(about, told) of the first fact the citizen knows, was asked for, and has not told yet."""
    for fact in truth.get("knows", ()):
        if fact["about"] in event.asks and fact["about"] not in mind.told:
            return fact["about"], fact["told"]
    return None


def _broken(event: Answered, promised: date) -> bool:
    """A promise is broken when the office really acts only later; what lies beyond the platform's window is not waited for."""
    within = event.closes_on is None or promised < event.closes_on
    return within and event.really_on is not None and promised < event.really_on


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def asks_about(text: str, temper: Temper) -> list[str]:
    """What a text asks for, when it asks well: short enough, politely, with a question or a request for it."""
    lowered = text.casefold()
    asking = temper.asking
    polite = _says(lowered, asking["polite"])
    if not polite or len(text.split()) > asking["most_words"] or len(text.split()) < 4:
        return []
    names = ("place", "time", "what", "who", "evidence")
    return [name for name in names if _says(lowered, asking[name])]


def _says(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def reaction_to_deferral(
    asked: Sequence[str], seed: str, truth: Mapping[str, Any], message: str = "", temper: Temper | None = None
) -> Reaction | None:
    """The citizen completes when asked for what is really missing; asked for what stands in the report already, the
    citizen says so; three of ten never return, and the report expires. Hidden facts asked for well are told with it."""
    reactions = truth.get("reactions", {})
    missing, lacking = truth.get("missing"), (truth.get("request") or {}).get("incomplete") or []
    hours = 3 + draw(seed, "completion-delay", 16)
    texts = list(reactions.get("completes", []))
    well = temper is None or not message or bool(asks_about(message, temper))
    known = [fact["told"] for fact in truth.get("knows", ()) if well and fact["about"] in asked]
    if (missing and missing in asked and texts) or (lacking and set(lacking) & set(asked)):
        action = Action.COMPLETE
        return Reaction(action, hours, " ".join([pick(texts, seed, "completion", "Sudah saya lengkapi."), *known[:1]]))
    if known:
        return Reaction(Action.COMPLETE, hours, known[0])
    if missing or lacking or draw(seed, "completion-silent", 10) < 3:
        return None
    return Reaction(Action.COMPLETE, hours, "Semua keterangan sudah saya tulis. Apa lagi yang kurang?")


def after_decision(
    mind: Mind, worth: DecisionWorth, seed: str, temper: Temper, *, on_objection: bool = False
) -> tuple[Mind, Reaction | None]:
    """What an applicant does about a decision: accept, object on the ground the law gives for it, or, after the answer to an
    objection, go to the Komisi Informasi; None is silence until the window has passed."""
    change, hours = temper.change, 4.0 + draw(seed, "decision-delay", 20)
    trust = (15 if worth.right else -20) + (change["late"] if worth.late else 0) + (5 if worth.reasons_given else -10)
    mind = moved(mind, trust, 0 if worth.right else change["patience_per_round"])
    if worth.right and worth.reasons_given and not worth.late:
        if draw(seed, "decision-silent", 10) < temper.silent_of_ten:
            return mind, None
        text = pick(temper.said["accepts"], seed, "accepts")
        return mind, Reaction(Action.SETTLE, hours, text, rating_of(mind, temper))
    if on_objection:
        disputes = not worth.right and mind.patience < 70
        text = pick(temper.said["dispute"], seed, "dispute")
        return mind, Reaction(Action.GO_TO_DISPUTE, hours, text) if disputes else None
    ground = "g" if worth.right and worth.late else "d" if worth.given else "a"
    text = pick(temper.said[f"objection_{ground}"], seed, "objection")
    return mind, Reaction(Action.OBJECT, hours, text, ground=ground)
