"""What a decision is about and what it answers: the command, the world around it, moved or refused because."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bimtek.sandbox.domain.lifecycle import Action, Role


class Clocks(Protocol):
    """The deadlines a move may start; see deadlines.py."""

    def verification_due(self, received: datetime) -> date: ...
    def first_follow_up_due(self, disposed: datetime) -> date: ...
    def completion_due(self, verified: datetime, report_class: str) -> date: ...
    def auto_close_at(self, followed_up: datetime) -> datetime: ...
    def expiry_at(self, deferred: datetime) -> datetime: ...
    def shifted_due(self, due: date, paused_from: datetime, paused_until: datetime) -> date: ...
    def is_late(self, due: date, at: datetime) -> bool: ...
    def request_due(self, limit: str, since: datetime) -> date: ...
    def request_end(self, limit: str, since: datetime) -> datetime: ...
    def extended(self, due: date) -> date: ...
    def neglected_at(self, since: datetime, draw: int) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Command:
    """Something somebody wants done to a report. `input` holds the form's plain values."""

    action: Action
    role: Role
    input: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """The command is accepted; `sets` are the projection's new values."""

    sets: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """The command is not accepted. `field` names the input at fault ("" when it is not about one)."""

    code: str
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What a decision needs beside the report: the clocks, the categories, the units a report may be disposed to, and
    the offices outside the kabupaten that an aduan may be disposed to."""

    clocks: Clocks
    categories: Mapping[str, str]
    units: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
