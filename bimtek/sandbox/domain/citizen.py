"""How a simulated citizen reacts: a function of the answer's worth, its delay and the report's own seed. Never chance.

Six of ten real reporters fall silent after an answer and the system closes the report (domain report 2.3); a good and
timely answer is thanked, a hollow one is asked about again, a rude one is remembered in the rating.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bimtek.sandbox.domain.lifecycle import Action


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the citizen will do, and after how many simulated working hours."""

    action: Action
    hours: float
    text: str = ""
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerWorth:
    """What the citizen feels of an answer: share of the rubric's points (0..1), whether it holds an answer at all,
    whether it hurt (blame, a leak of who reported), and whether it came late."""

    share: float
    substantive: bool
    hurtful: bool
    late: bool


def _draw(seed: str, what: str, outcomes: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{what}".encode()).digest()[:4]) % outcomes


def _pick(texts: list[str], seed: str, what: str, fallback: str) -> str:
    return texts[_draw(seed, what, len(texts))] if texts else fallback


def reaction_to_answer(
    worth: AnswerWorth, seed: str, round_number: int, reactions: Mapping[str, Any]
) -> Reaction | None:
    """The citizen's reaction to a public answer, or None: silence, and the system closes after ten days.

    After three unsatisfying rounds the citizen gives up asking. Better answers are thanked sooner and rated higher.
    """
    key = f"{seed}|{round_number}"
    hours = 2 + _draw(key, "delay", 12)
    if worth.hurtful or not worth.substantive:
        if round_number > 2:
            return Reaction(
                Action.SETTLE, hours, _pick(list(reactions.get("disappointed", [])), key, "text", "Saya kecewa."), 1
            )
        source = "disappointed" if worth.hurtful else "asks_again"
        text = _pick(list(reactions.get(source, [])), key, "text", "Jadi kapan diperbaiki? Jawabannya belum jelas.")
        return Reaction(Action.ANSWER, hours, text)
    rating = 5 if worth.share >= 0.9 else 4 if worth.share >= 0.7 else 3
    rating -= 1 if worth.late else 0
    if worth.share < 0.6 and round_number <= 2:
        text = _pick(list(reactions.get("asks_again", [])), key, "text", "Kapan pastinya?")
        return Reaction(Action.ANSWER, hours, text)
    if _draw(key, "silent", 10) < 4:
        return None
    thanks = _pick(list(reactions.get("thanks", [])), key, "text", "Terima kasih jawabannya.")
    return Reaction(Action.SETTLE, hours, thanks, rating)


def reaction_to_deferral(asked: list[str], seed: str, truth: Mapping[str, Any]) -> Reaction | None:
    """The citizen completes when asked for what is really missing; asked for what stands in the report already, the
    citizen says so; three of ten never return, and the report expires."""
    reactions = truth.get("reactions", {})
    missing = truth.get("missing")
    hours = 3 + _draw(seed, "completion-delay", 16)
    texts = list(reactions.get("completes", []))
    if missing and missing in asked and texts:
        return Reaction(Action.COMPLETE, hours, _pick(texts, seed, "completion", ""))
    if missing or _draw(seed, "completion-silent", 10) < 3:
        return None
    return Reaction(Action.COMPLETE, hours, "Semua keterangan sudah saya tulis di laporan. Apa lagi yang kurang?")
