"""A public reply as it may be looked at by a whole hall: who wrote it stays with the journal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HallReply:
    """A reply as it was judged: its journal entry ("sandbox/4#17"), the matter, the writer's account, the share of points,
    and whether it is sound: it may be published, and nothing in it or around it is fatal."""

    source: str
    matter: str
    topic: str
    writer: int
    text: str
    share: float
    sound: bool
