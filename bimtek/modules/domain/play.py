"""Play one case through the real rules in memory: nothing is stored, nothing is pretended. The worked examples are replayed
with it, and `bimtek check modules` plays every exercise well and badly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bimtek.journal.domain import Entry
from bimtek.modules.domain.history import ANSWERS, ROLE_TAKEN, History, read_history
from bimtek.modules.domain.judging.case import judge_case, mark_reply, worth_of
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, ReplyMark, Rules
from bimtek.sandbox.domain.case import JUDGED, MOVED, CaseState, to_json
from bimtek.sandbox.domain.decision import Command, Refused, World, decide
from bimtek.sandbox.domain.generator import Report
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Desk, Role
from bimtek.sandbox.domain.openings import FIRST_LATER, first_state, number_of, opened_desk

_WALL = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a played case has no wall clock of its own
_PATIENT = 6  # a citizen who does not act by themself while the case is played


@dataclass(slots=True)
class Play:
    """One case and what happened to it so far."""

    facts: Facts
    truth: Mapping[str, Any]
    world: World
    rules: Rules
    filed_class: str = "complaint"
    start: CaseState = field(init=False)
    state: CaseState = field(init=False)
    entries: list[Entry] = field(default_factory=list)
    role: Role = Role.AGENCY_ADMIN
    mark: ReplyMark | None = None

    def __post_init__(self) -> None:
        desk, received = Desk(self.facts.desk), self.facts.received_at
        self.start = first_state(desk, self.facts.title, self.filed_class, received, _PATIENT, self.world.clocks)
        self.state = self.start

    def act(self, command: Command, at: datetime, *, own: bool = True) -> Refused | None:
        """Try one act; what the rules refuse is given back and changes nothing. An answer is judged at once, as it is in a
        sandbox; `mark` then holds what it was worth. An act that leads to another desk is given the number that the first
        case opened there has in a sandbox: nothing of that case is played here."""
        decision = decide(self.state, command, at, self.world)
        if not isinstance(decision, Refused) and (desk := opened_desk(command.action, command.input)):
            command = replace(command, input={"opened": number_of(desk, FIRST_LATER), **command.input})
            decision = decide(self.state, command, at, self.world)
        if isinstance(decision, Refused):
            return decision
        data = {"action": command.action.value, "input": dict(command.input), "sets": to_json(decision.sets)}
        self._record(MOVED, command.role, at, data, own)
        self.state, self.mark = replace(self.state, **decision.sets, last_number=len(self.entries)), None
        if command.action in ANSWERS:
            answer = self.history.acts[-1]
            self.mark = mark_reply(self.truth, self.facts, answer, self.rules)
            worth = worth_of(self.mark, answer, self.rules)
            sets: dict[str, Any] = {"substantive": worth.substantive and not worth.hurtful}
            self._record(JUDGED, Role.SYSTEM, at, {"sets": to_json(sets)}, own=False)
            self.state = replace(self.state, **sets)
        return None

    def take_role(self, role: Role, at: datetime) -> None:
        """Play another desk role from now on."""
        self.role = role
        self._record(ROLE_TAKEN, role, at, {"role": role.value}, own=True)

    def _record(self, kind: str, role: Role, at: datetime, data: Mapping[str, Any], own: bool) -> None:
        person = 1 if own and role in DESK_ROLES else None
        number = len(self.entries) + 1
        self.entries.append(Entry("play", number, kind, "case/1", person, role.value, at, _WALL, data))

    @property
    def history(self) -> History:
        """The story so far."""
        return read_history(self.start, self.entries)

    def judgement(self, now: datetime) -> CaseJudgement:
        """The judgement at an instant."""
        return judge_case(self.truth, self.facts, self.history, self.rules, now)


def play_of(report: Report, world: World, rules: Rules) -> Play:
    """A generated report, untouched at its desk."""
    facts = Facts(
        report.number, report.title, report.body, report.channel, report.anonymous, report.secret, report.place,
        report.received, report.reporter, desk=report.desk,
    )  # fmt: skip
    return Play(facts, report.truth, world, rules, report.filed_class)
