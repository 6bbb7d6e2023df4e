"""What a simulated citizen feels and remembers: trust, patience, understanding, facts told, a promise kept in mind.

A mind changes by what it is answered, never by chance; all numbers stand in seed/citizens.toml.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

LOW, HIGH = 0, 100


@dataclass(frozen=True, slots=True)
class Temper:
    """The numbers and sentences of seed/citizens.toml."""

    start: Mapping[str, tuple[int, int]]
    change: Mapping[str, int]
    rating: Mapping[str, int]
    silent_of_ten: int
    hours: tuple[int, int]
    most_repeats: int
    asking: Mapping[str, Any]
    said: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Mind:
    """One citizen about one case. `promise` is the day an officer named last; `told` what was asked out of the citizen."""

    trust: int
    patience: int
    understanding: int
    promise: date | None = None
    told: tuple[str, ...] = ()


def load_temper(path: Path) -> Temper:
    """Read seed/citizens.toml; raises KeyError or ValueError, naming the entry, when a number is missing or out of bounds."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for table in ("start", "change", "rating", "silence", "hours", "town", "asking"):
        if not content[table].get("source"):
            raise ValueError(f"{path.name}: [{table}] needs a source")
    start = {name: (int(low), int(high)) for name, (low, high) in _numbers(content["start"]).items()}
    if not all(LOW <= low <= high <= HIGH for low, high in start.values()):
        raise ValueError(f"{path.name}: [start] must lie between {LOW} and {HIGH}")
    if not 0 <= content["silence"]["of_ten"] <= 10:
        raise ValueError(f"{path.name}: [silence] of_ten must lie between 0 and 10")
    hours = content["hours"]
    return Temper(
        start, _numbers(content["change"]), _numbers(content["rating"]), content["silence"]["of_ten"],
        (hours["least"], hours["spread"]), content["town"]["most_repeats"], _numbers(content["asking"]), content["said"],
    )  # fmt: skip


def _numbers(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != "source"}


def draw(seed: str, what: str, outcomes: int) -> int:
    """A number below `outcomes` that depends on nothing but its arguments."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{what}".encode()).digest()[:4]) % outcomes


def pick(texts: Sequence[str], seed: str, what: str, fallback: str = "") -> str:
    """One of the texts, always the same for one seed."""
    return texts[draw(seed, what, len(texts))] if texts else fallback


def starting_mind(seed: str, temper: Temper) -> Mind:
    """The mind a case begins with: within the ranges, by the case's seed."""
    drawn = {name: low + draw(seed, name, high - low + 1) for name, (low, high) in temper.start.items()}
    return Mind(drawn["trust"], drawn["patience"], drawn["understanding"])


def moved(mind: Mind, trust: int = 0, patience: int = 0) -> Mind:
    """The mind with trust and patience changed, within their bounds."""
    return replace(mind, trust=_bound(mind.trust + trust), patience=_bound(mind.patience + patience))


def _bound(value: int) -> int:
    return max(LOW, min(HIGH, value))


def rating_of(mind: Mind, temper: Temper) -> int:
    """The rating (1 to 5) a citizen of this trust gives."""
    limits = temper.rating
    for stars, name in ((5, "five"), (4, "four"), (3, "three"), (2, "two")):
        if mind.trust >= limits[name]:
            return stars
    return 1


def mind_to_json(mind: Mind) -> dict[str, Any]:
    """The mind as the projection stores it."""
    return {**asdict(mind), "promise": mind.promise.isoformat() if mind.promise else None, "told": list(mind.told)}


def mind_from_json(stored: Mapping[str, Any]) -> Mind:
    """The stored form back as a value."""
    promise = date.fromisoformat(stored["promise"]) if stored.get("promise") else None
    return Mind(stored["trust"], stored["patience"], stored["understanding"], promise, tuple(stored.get("told", ())))
