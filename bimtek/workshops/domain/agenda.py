"""The agenda of a class: lines by day and time, the units they teach, hours of instruction (JP, 45 minutes each)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_DAYS, MOST_TITLE, MOST_JP = 30, 200, 12.0
_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: day 1, 2, …; from and to as HH:MM; the unit of competence or ""; its JP."""

    day: int
    starts: str
    ends: str
    title: str
    unit: str = ""
    jp: float = 0.0


@dataclass(frozen=True, slots=True)
class ModelAgenda:
    """An agenda to take over."""

    key: str
    title: str
    source: str
    lines: tuple[Line, ...]


def load_models(folder: Path) -> tuple[ModelAgenda, ...]:
    """The model agendas of seed/agendas; raises ValueError naming the file with a faulty line."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        lines = tuple(Line(**row) for row in told["line"])
        if any(faults(line) for line in lines):
            raise ValueError(f"{path.name}: {next(faults(line) for line in lines if faults(line))}")
        found.append(ModelAgenda(told["key"], told["title"], told["source"], lines))
    return tuple(found)


def clock(text: str) -> str | None:
    """A time of day as HH:MM, however it was typed (8.30, 08:30, 8; 830 is not one); None for what is none."""
    found = _CLOCK.fullmatch(text.strip())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None


def faults(line: Line) -> dict[str, str]:
    """What is wrong with a line, by field, as codes: day, time, order, title, jp. {} for a good one."""
    found: dict[str, str] = {}
    if not 1 <= line.day <= MOST_DAYS:
        found["day"] = "day"
    starts, ends = clock(line.starts), clock(line.ends)
    if starts is None:
        found["starts"] = "time"
    if ends is None:
        found["ends"] = "time"
    elif starts is not None and ends <= starts:
        found["ends"] = "order"
    if not 0 < len(line.title.strip()) <= MOST_TITLE:
        found["title"] = "title"
    if not 0 <= line.jp <= MOST_JP:
        found["jp"] = "jp"
    return found


def overlaps(lines: Iterable[Line]) -> list[tuple[Line, Line]]:
    """Pairs of lines that run at the same time on the same day: said, not forbidden, for groups may part."""
    ordered = sorted(lines, key=lambda line: (line.day, line.starts, line.ends))
    return [
        (one, other)
        for index, one in enumerate(ordered)
        for other in ordered[index + 1 :]
        if one.day == other.day and other.starts < one.ends
    ]


def hours(lines: Iterable[Line]) -> dict[str, float]:
    """JP by unit, in the order of the units; "" for what teaches no unit but counts."""
    found: dict[str, float] = {}
    for line in lines:
        if line.jp:
            found[line.unit] = found.get(line.unit, 0.0) + line.jp
    return dict(sorted(found.items(), key=lambda item: (item[0] == "", item[0])))
