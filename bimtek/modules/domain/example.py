"""Replay the worked example step by step through the real rules, in memory: nothing is stored, nothing is pretended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bimtek.modules.domain.content import Example, ExampleAct
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, ReplyMark, Rules
from bimtek.modules.domain.play import Play
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.decision import Command, World


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of the replay: the act with its reason and the report as the act left it."""

    number: int
    act: ExampleAct
    given: dict[str, Any]
    state: CaseState
    mark: ReplyMark | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """The whole example: what came in, every step, and the judgement at the end."""

    facts: Facts
    start: CaseState
    frames: tuple[Frame, ...]
    judgement: CaseJudgement


def facts_of(example: Example) -> Facts:
    """The example's report as a judge reads it."""
    report = example.report
    return Facts(
        number=report.number, title=report.title, body=report.body, channel=report.channel, anonymous=report.anonymous,
        secret=report.secret, place=report.place, received_at=report.received_at, reporter=report.reporter,
        desk=report.desk,
    )  # fmt: skip


def replay(example: Example, world: World, rules: Rules) -> Replay:
    """Play every act of the example; raises ValueError when the rules refuse one (the content would then be wrong)."""
    facts, truth = facts_of(example), example.truth
    play, frames = Play(facts, truth, world, rules, example.report.filed_class), list[Frame]()
    for number, act in enumerate(example.acts, 1):
        given = act.filled(truth, facts.title, facts.number, play.state.links)
        if refused := play.act(Command(act.action, act.role, given), act.at, own=act.own):
            raise ValueError(f"contoh, langkah {number}: {refused.reason}")
        frames.append(Frame(number, act, given, play.state, play.mark))
    return Replay(facts, play.start, tuple(frames), play.judgement(example.acts[-1].at))


def masked_body(body: str, masks: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text cut at its masked passages: (part, hidden), in order."""
    parts, at = list[tuple[str, bool]](), 0
    spans = sorted((body.find(mask), len(mask)) for mask in masks if mask in body)
    for start, length in spans:
        if start < at:
            continue
        parts += [(body[at:start], False)] if start > at else []
        parts.append((body[start : start + length], True))
        at = start + length
    return [*parts, (body[at:], False)] if at < len(body) else parts
