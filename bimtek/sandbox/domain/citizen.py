"""How a simulated citizen reacts: a function of the answer's worth, its delay, the mind so far and the case's own seed.

Never chance. A good and timely answer is thanked or followed by silence (most real reports end so, domain report 2.3), a hollow
one is asked about again, a rude one is remembered in the rating, a promise not kept comes back on the day after it.
What follows a decision on a request stands in citizen_decisions.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bimtek.sandbox.domain.citizen_decisions import after_decision
from bimtek.sandbox.domain.citizen_mind import (
    Mind,
    Temper,
    draw,
    moved,
    rating_of,
    reckoning,
    remembering,
)
from bimtek.sandbox.domain.citizen_promises import Promise
from bimtek.sandbox.domain.citizen_replies import (
    Answered,
    AnswerWorth,
    DecisionWorth,
    Reaction,
    Voice,
    asks_about,
    known_facts,
)
from bimtek.sandbox.domain.lifecycle import Action

__all__ = [
    "AnswerWorth", "Answered", "DecisionWorth", "Reaction", "after_answer", "after_decision", "after_deferral", "asks_about",
]  # fmt: skip


def after_answer(
    mind: Mind, event: Answered, seed: str, truth: Mapping[str, Any], temper: Temper
) -> tuple[Mind, Reaction | None]:
    """The mind after a public answer and what the citizen does; None is silence, and the platform's own end."""
    worth, voice = event.worth, Voice(truth, temper, f"{seed}|{event.round_number}")
    if event.today:
        mind = reckoning(mind, event.today, event.really_on, temper)
    facts = [] if worth.hurtful else known_facts(truth, event.asks, mind)
    unclear = 100 * worth.share < _plain_percent(mind, temper)
    mind = _felt(mind, event, temper, asked=bool(facts), unclear=unclear)
    promise, before = event.promise, mind
    if promise:
        mind = remembering(mind, promise)
    hours = _hours(temper, "answer", voice.key, "delay")
    if facts:
        told = tuple(about for about, _ in facts)
        mind = replace(mind, told=(*mind.told, *told))
        return mind, Reaction(Action.ANSWER, hours, " ".join(text for _, text in facts))
    if worth.hurtful or not worth.substantive:
        return mind, _unsatisfied(mind, event, voice, hours)
    if promise and _will_break(event, promise):
        text = voice.broken(before, promise.day)
        return _disappointed_now(mind, event, promise, temper), Reaction(Action.ANSWER, hours, text, on=promise.day)
    if unclear and event.round_number <= temper.asks_again["most_rounds"]:
        return mind, Reaction(Action.ANSWER, hours, voice.own("asks_again"))
    if _falls_silent(voice.key, temper, late=worth.late):
        return mind, None
    return mind, Reaction(Action.SETTLE, hours, voice.thanks(mind, late=worth.late), _rated(mind, worth, temper))


def _felt(mind: Mind, event: Answered, temper: Temper, *, asked: bool, unclear: bool) -> Mind:
    """A question asked well is no hollow answer, though it holds none."""
    change, worth = temper.change, event.worth
    trust = round(change["per_share"] * (worth.share - 0.5))
    trust += change["late"] if worth.late else 0
    trust += change["hurtful"] if worth.hurtful else 0
    good = not worth.hurtful and (worth.substantive or asked)
    trust += 0 if worth.substantive or asked else change["hollow"]
    clear = worth.substantive and not worth.hurtful and not unclear
    return moved(mind, trust, 0 if good else change["patience_per_round"], change["understood"] if clear else 0)


def _plain_percent(mind: Mind, temper: Temper) -> int:
    """The percent of the rubric's points an answer must reach to be plain to this citizen."""
    asks = temper.asks_again
    return (
        asks["share_percent"] + (asks["understanding_middle"] - mind.understanding) // asks["understanding_per_percent"]
    )


def _rated(mind: Mind, worth: AnswerWorth, temper: Temper) -> int:
    most = temper.rating["hurtful_most"] if worth.hurtful else temper.rating["late_most"] if worth.late else 5
    return rating_of(mind, temper, most)


def _falls_silent(key: str, temper: Temper, *, late: bool) -> bool:
    """Who keeps silent after a prompt answer speaks up after a late one: the two ends of ten do not meet."""
    drawn = draw(key, "silent", 10)
    return drawn >= 10 - temper.silence["late_of_ten"] if late else drawn < temper.silence["of_ten"]


def _unsatisfied(mind: Mind, event: Answered, voice: Voice, hours: float) -> Reaction:
    temper, worth = voice.temper, event.worth
    if event.round_number > temper.asks_again["most_rounds"] or mind.patience == 0:
        return Reaction(Action.SETTLE, hours, voice.own("disappointed"), _rated(mind, worth, temper))
    if worth.hurtful:
        return Reaction(Action.ANSWER, hours, f"{voice.says('hurt')} {voice.own('disappointed')}")
    if event.asks and set(event.asks) <= set(mind.told):
        return Reaction(Action.ANSWER, hours, voice.says("told_already"))
    return Reaction(Action.ANSWER, hours, voice.own("asks_again"))


def _will_break(event: Answered, promise: Promise) -> bool:
    """A promise is broken when the office really acts only later; what lies beyond the platform's window is not waited for."""
    within = event.closes_on is None or promise.day < event.closes_on
    return within and event.really_on is not None and promise.day < event.really_on


def _disappointed_now(mind: Mind, event: Answered, promise: Promise, temper: Temper) -> Mind:
    """Where nobody says which day it is, the disappointment to come counts at once; otherwise at the next look after it."""
    if event.today:
        return mind
    broken = tuple(replace(p, kept=False) if p.day == promise.day else p for p in mind.promises)
    change = temper.change
    return moved(replace(mind, promises=broken), change["broken_promise"], change["patience_per_round"])


def _hours(temper: Temper, kind: str, key: str, what: str) -> float:
    least, spread = temper.hours[kind]
    return float(least + draw(key, what, spread))


def after_deferral(
    mind: Mind,
    asked: Sequence[str],
    message: str,
    seed: str,
    truth: Mapping[str, Any],
    temper: Temper,
) -> tuple[Mind, Reaction | None]:
    """The citizen completes when asked for what is really missing, and tells more when asked politely; asked for what stands
    in the report already, the citizen says so or never returns, and the report expires (None)."""
    change, voice = temper.change, Voice(truth, temper, seed)
    hours = _hours(temper, "completion", seed, "completion-delay")
    missing, lacking = truth.get("missing"), (truth.get("request") or {}).get("incomplete") or []
    well = not message or bool(asks_about(message, temper))
    needed = missing in asked if missing else bool(set(lacking) & set(asked))
    facts = known_facts(truth, asked, mind)[: temper.deferral["most_facts"]] if well else []
    trust = change["asked_well"] if well and (needed or facts) else 0 if needed else change["asked_needlessly"]
    mind = moved(mind, trust)
    if needed or facts:
        mind = replace(mind, told=(*mind.told, *(about for about, _ in facts)))
        texts = [voice.own("completes")] if needed else []
        return mind, Reaction(Action.COMPLETE, hours, " ".join([*texts, *(text for _, text in facts)]))
    if missing or lacking or draw(seed, "completion-silent", 10) < temper.deferral["silent_of_ten"]:
        return mind, None
    return mind, Reaction(Action.COMPLETE, hours, voice.says("complete_already"))
