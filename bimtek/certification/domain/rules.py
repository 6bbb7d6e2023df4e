"""What the certificate asks: the settings of seed/certification.toml, each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("procedure", "floor", "mean", "cases", "repair")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper beside the person: who issues it, how it is numbered, what it says of itself."""

    issuer: str
    number: str
    passed_note: str
    attended_note: str
    code_note: str

    def number_of(self, year: int, serial: int) -> str:
        """A certificate's number; the serial goes on from year to year."""
        return self.number.format(year=year, serial=serial)


@dataclass(frozen=True, slots=True)
class Rules:
    """The mastery rule: share of procedure items, least level and least mean of 4, how many cases on as many sessions, how
    many mastered cases repair a critical error; from other files the share of half days. `sources` by name."""

    procedure: float
    floor: int
    mean: float
    cases: int
    repair: int
    attendance: float
    sources: Mapping[str, str]
    paper: Paper


def load_rules(path: Path, attendance: float, attendance_source: str) -> Rules:
    """Read the settings; raises KeyError where one or its source is missing, ValueError for one out of bounds."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    values = {name: told[name]["value"] for name in NAMES}
    sources = {name: told[name]["source"] for name in NAMES} | {"attendance": attendance_source}
    paper = told["paper"]
    found = Rules(
        **values, attendance=attendance, sources=sources,
        paper=Paper(**{name: paper[name] for name in Paper.__slots__}),
    )  # fmt: skip
    if not (0 < found.procedure <= 1 and 0 < found.floor <= found.mean <= 4 and found.cases >= 1 and found.repair >= 1):
        raise ValueError("certification.toml: a value is out of bounds")
    found.paper.number_of(2026, 1)
    return found
