"""A mirror as a value: what the hall reads, where it came from, where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bimtek.debrief.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """A mirror as pages show it; `levels` holds the rubric's view of both texts once the vote was closed."""

    id: int
    question: str
    situation: str
    text_a: str
    text_b: str
    source_a: str
    source_b: str
    criteria: tuple[str, ...]
    levels: Mapping[str, Any]
    stage: Stage
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def texts(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two letters with their texts."""
        return ("A", self.text_a), ("B", self.text_b)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a trainer typed."""

    question: str
    situation: str
    text_a: str
    text_b: str
    source_a: str
    source_b: str
    criteria: Sequence[str]
