"""Replay the worked example step by step through the real rules, in memory: nothing is stored, nothing is pretended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bimtek.journal.domain import Entry
from bimtek.modules.domain.content import Example, ExampleAct
from bimtek.modules.domain.history import ANSWERS, read_history
from bimtek.modules.domain.judging.case import judge_case, mark_reply, worth_of
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, ReplyMark, Rules
from bimtek.sandbox.domain.case import JUDGED, MOVED, CaseState, to_json
from bimtek.sandbox.domain.decision import Command, Refused, World, decide
from bimtek.sandbox.domain.lifecycle import Role, State

_WALL = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the replay has no wall clock of its own


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
    )  # fmt: skip


def replay(example: Example, world: World, rules: Rules) -> Replay:
    """Play every act of the example; raises ValueError when the rules refuse one (the content would then be wrong)."""
    facts, truth = facts_of(example), example.truth
    due = world.clocks.verification_due(facts.received_at)
    start = CaseState(State.UNVERIFIED, facts.title, example.report.filed_class, verify_due=due)
    state, entries, frames = start, list[Entry](), list[Frame]()
    for number, act in enumerate(example.acts, 1):
        given = act.filled(truth, facts.title, facts.number)
        decision = decide(state, Command(act.action, act.role, given), act.at, world)
        if isinstance(decision, Refused):
            raise ValueError(f"contoh, langkah {number}: {decision.reason}")  # noqa: TRY004 -- a fault of the content
        state = replace(state, **decision.sets, last_number=len(entries) + 1)
        entries.append(_entry(len(entries) + 1, MOVED, act, {**_moved(act, given), "sets": to_json(decision.sets)}))
        mark = None
        if act.action in ANSWERS:
            mark, sets = _judged(example, facts, entries, start, rules)
            state = replace(state, **sets)
            entries.append(_entry(len(entries) + 1, JUDGED, act, {"sets": to_json(sets)}))
        frames.append(Frame(number, act, given, state, mark))
    last = example.acts[-1].at
    judgement = judge_case(truth, facts, read_history(start, entries), rules, last)
    return Replay(facts, start, tuple(frames), judgement)


def _moved(act: ExampleAct, given: dict[str, Any]) -> dict[str, Any]:
    return {"action": act.action.value, "input": given}


def _entry(number: int, kind: str, act: ExampleAct, data: dict[str, Any]) -> Entry:
    by_person = act.role in (Role.AGENCY_ADMIN, Role.LIAISON)
    return Entry(
        stream="example", number=number, kind=kind, about="example", actor_id=1 if by_person else None,
        actor_role=act.role.value, sim_at=act.at, wall_at=_WALL, data=data,
    )  # fmt: skip


def _judged(
    example: Example, facts: Facts, entries: list[Entry], start: CaseState, rules: Rules
) -> tuple[ReplyMark, dict[str, Any]]:
    answer = read_history(start, entries).acts[-1]
    mark = mark_reply(example.truth, facts, answer, rules)
    worth = worth_of(mark, answer, rules)
    return mark, {"substantive": worth.substantive and not worth.hurtful}


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
