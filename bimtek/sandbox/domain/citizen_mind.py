"""What a simulated citizen feels and remembers: trust, patience, understanding, facts told, promises kept in mind.

A mind changes by what it is answered, never by chance; all numbers stand in seed/citizens.toml.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from bimtek.sandbox.domain.citizen_promises import Promise

LOW, HIGH = 0, 100


@dataclass(frozen=True, slots=True)
class Temper:
    """The numbers and sentences of seed/citizens.toml, one field a table."""

    start: Mapping[str, tuple[int, int]]
    channels: Mapping[str, tuple[int, int]]
    change: Mapping[str, int]
    asks_again: Mapping[str, int]
    rating: Mapping[str, int]
    silence: Mapping[str, int]
    hours: Mapping[str, tuple[int, int]]
    deferral: Mapping[str, int]
    decision: Mapping[str, int]
    town: Mapping[str, int]
    asking: Mapping[str, Any]
    said: Mapping[str, Sequence[str]]

    @property
    def most_repeats(self) -> int:
        """At most so many repeats in one sandbox."""
        return self.town["most_repeats"]


@dataclass(frozen=True, slots=True)
class Mind:
    """One citizen about one case. `promises` are the days officers named; `told` what was asked out of the citizen."""

    trust: int
    patience: int
    understanding: int
    promises: tuple[Promise, ...] = ()
    told: tuple[str, ...] = ()


def load_temper(path: Path) -> Temper:
    """Read seed/citizens.toml; raises KeyError or ValueError, naming the entry, when a number is missing or out of bounds."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {entry.name: content[entry.name] for entry in fields(Temper)}
    for name, table in tables.items():
        if name != "said" and not (table.get("source") and table.get("name")):
            raise ValueError(f"{path.name}: [{name}] needs a name and a source")
    temper = Temper(**{name: _numbers(table) for name, table in tables.items()})
    if not all(LOW <= low <= high <= HIGH for low, high in temper.start.values()):
        raise ValueError(f"{path.name}: [start] must lie between {LOW} and {HIGH}")
    silence = temper.silence
    if min(silence.values()) < 0 or silence["of_ten"] + silence["late_of_ten"] > 10:
        raise ValueError(f"{path.name}: [silence] of_ten and late_of_ten together must lie between 0 and 10")
    if not temper.rating["two"] <= temper.rating["three"] <= temper.rating["four"] <= temper.rating["five"]:
        raise ValueError(f"{path.name}: [rating] must rise from two to five")
    if empty := [name for name, sentences in temper.said.items() if not sentences]:
        raise ValueError(f"{path.name}: [said] {empty[0]} is empty")
    return temper


def _numbers(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in ("source", "name")}


def draw(seed: str, what: str, outcomes: int) -> int:
    """A number below `outcomes` that depends on nothing but its arguments."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{what}".encode()).digest()[:4]) % outcomes


def pick(texts: Sequence[str], seed: str, what: str, fallback: str = "") -> str:
    """One of the texts, always the same for one seed."""
    return texts[draw(seed, what, len(texts))] if texts else fallback


def starting_mind(seed: str, temper: Temper, channel: str = "") -> Mind:
    """The mind a case begins with: within the ranges, by the case's seed, moved by the channel it came through."""
    drawn = {name: low + draw(seed, name, high - low + 1) for name, (low, high) in temper.start.items()}
    trust, patience = temper.channels.get(channel, (0, 0))
    return moved(Mind(drawn["trust"], drawn["patience"], drawn["understanding"]), trust, patience)


def moved(mind: Mind, trust: int = 0, patience: int = 0, understanding: int = 0) -> Mind:
    """The mind with its feelings changed, within their bounds."""
    return replace(
        mind, trust=_bound(mind.trust + trust), patience=_bound(mind.patience + patience),
        understanding=_bound(mind.understanding + understanding),
    )  # fmt: skip


def _bound(value: int) -> int:
    return max(LOW, min(HIGH, value))


def remembering(mind: Mind, promise: Promise) -> Mind:
    """The mind with one more promise in it; a day named before is not a new one."""
    known = any(kept.day == promise.day for kept in mind.promises)
    return mind if known else replace(mind, promises=(*mind.promises, promise))


def reckoning(mind: Mind, today: date, really_on: date | None, temper: Temper) -> Mind:
    """The mind after a look at the promises whose day has passed: each is kept when the office really acted by then, and
    counts once."""
    if really_on is None:
        return mind
    passed = [p for p in mind.promises if p.kept is None and p.day < today]
    broken = sum(p.day < really_on for p in passed)
    promises = tuple(replace(p, kept=p.day >= really_on) if p in passed else p for p in mind.promises)
    change = temper.change
    trust = broken * change["broken_promise"] + (len(passed) - broken) * change["kept_promise"]
    return moved(replace(mind, promises=promises), trust, broken * change["patience_per_round"])


def rating_of(mind: Mind, temper: Temper, most: int = 5) -> int:
    """The rating (1 to 5, at most `most`) a citizen of this trust gives."""
    limits = temper.rating
    for stars, name in ((5, "five"), (4, "four"), (3, "three"), (2, "two")):
        if mind.trust >= limits[name]:
            return min(stars, most)
    return 1


def mind_to_json(mind: Mind) -> dict[str, Any]:
    """The mind as the projection stores it."""
    promises = [{"day": p.day.isoformat(), "what": p.what, "kept": p.kept} for p in mind.promises]
    return {
        "trust": mind.trust, "patience": mind.patience, "understanding": mind.understanding,
        "promises": promises, "told": list(mind.told),
    }  # fmt: skip


def mind_from_json(stored: Mapping[str, Any]) -> Mind:
    """The stored form back as a value; entries of 0.2 and earlier hold only the last day promised."""
    promises = stored.get("promises")
    if promises is None:
        promises = [{"day": stored["promise"]}] if stored.get("promise") else []
    read = tuple(Promise(date.fromisoformat(p["day"]), p.get("what", ""), p.get("kept")) for p in promises)
    return Mind(stored["trust"], stored["patience"], stored["understanding"], read, tuple(stored.get("told", ())))
