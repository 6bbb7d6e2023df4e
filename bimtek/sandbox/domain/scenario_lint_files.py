"""Scenario files as the linter reads them: what is written, on which line each field and each wording stands.

tomllib keeps no positions, so the lines are found by a second, simple reading of the same text. A field that the simple
reading cannot place (an inline table) is reported at the nearest field around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bimtek.sandbox.domain.scenario import Scenario

#: Fields that hold one wording a line.
LINE_FIELDS = frozenset(
    [
        "titles",
        "brief",
        "what",
        "harm",
        "extra",
        "ask",
        "where",
        "thanks",
        "asks_again",
        "disappointed",
        "completes",
        "told",
        "purposes",
    ]
)
#: Single texts outside the tables of words.
_PLAIN = ("title", "topic")
_TABLES = ("say", "office", "reactions", "second", "request", "slots")
_NO_TEXT = {
    "second": {"desk", "report_class", "category", "owner"},
    "request": {
        "decision", "information_class", "applicant", "incomplete", "obtain", "deliver", "dip", "ground", "objection",
    },
}  # fmt: skip
_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([\w\"-]+(?:\s*\.\s*[\w\"-]+)*)\s*=\s*")


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing to mend: where it stands, what is wrong, what to do. A warning is to be looked at, a fault is wrong."""

    file: str
    line: int
    field: str
    message: str
    advice: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """What scenarios refer to: units with their level, categories, districts, public information, limits in days."""

    levels: Mapping[str, str]
    categories: Collection[str]
    districts: Collection[str]
    entries: Collection[str] | None
    completion: Mapping[str, int]
    answer: int
    extension: int
    objection_answer: int
    deferral_expiry: int
    place_words: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One written text: `field` is its path without the number of the wording."""

    field: str
    text: str
    line: int

    @property
    def table(self) -> str:
        """The table it stands in: say, office, reactions, facts, second, request, slots; empty for title and topic."""
        return self.field.partition(".")[0] if "." in self.field else ""

    def line_at(self, offset: int) -> int:
        """The line of the file on which a position of the text stands."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """One file: its table as TOML holds it, the scenario when it is valid, the line of each field, its texts."""

    name: str
    raw: Mapping[str, Any]
    scenario: Scenario | None
    places: Mapping[str, int]
    passages: tuple[Passage, ...]

    def at(self, field: str, message: str, advice: str, *, warning: bool = False) -> LintFinding:
        """A finding on the line of a field."""
        return LintFinding(self.name, line_of(self.places, field), field, message, advice, warning)

    def on(self, passage: Passage, message: str, advice: str, *, offset: int = 0, warning: bool = False) -> LintFinding:
        """A finding on the line of a text, or of a position in it."""
        return LintFinding(self.name, passage.line_at(offset), passage.field, message, advice, warning)


def line_of(places: Mapping[str, int], field: str) -> int:
    """The line of a field, else of the nearest table around it, else the first line."""
    while field:
        if field in places:
            return places[field]
        field = field.rpartition(".")[0]
    return 1


def passages_of(raw: Mapping[str, Any], places: Mapping[str, int]) -> tuple[Passage, ...]:
    """Every text of a file, also of one that is not valid as a scenario."""
    found: list[Passage] = []
    for name in _PLAIN:
        found += _texts(name, name, raw.get(name), places)
    for table in _TABLES:
        rows = raw.get(table)
        if isinstance(rows, Mapping):
            for key, value in rows.items():
                if key not in _NO_TEXT.get(table, ()):
                    found += _texts(f"{table}.{key}", key, value, places)
    facts = raw.get("facts")
    for number, fact in enumerate(facts if isinstance(facts, list) else ()):
        if isinstance(fact, Mapping):
            found += _texts(f"facts.{number}.told", "told", fact.get("told"), places)
    return tuple(found)


def _texts(field: str, key: str, value: object, places: Mapping[str, int]) -> Iterator[Passage]:
    if isinstance(value, str) and key in LINE_FIELDS and not field.startswith("slots."):
        value = [line.strip() for line in value.splitlines() if line.strip()]
    if isinstance(value, str):
        yield Passage(field, value, places.get(f"{field}/text") or line_of(places, field))
    elif isinstance(value, list):
        for number, text in enumerate(value):
            if isinstance(text, str):
                yield Passage(field, text, line_of(places, f"{field}.{number}"))


def places_in(text: str) -> dict[str, int]:
    """Path of each field (`say.what`, `say.what.3`, `facts.0.about`) to its line, counted from 1."""
    lines = text.split("\n")
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, number = "", 0
    while number < len(lines):
        if heading := _TABLE.match(lines[number]):
            table = heading.group(2).replace('"', "")
            if heading.group(1) == "[[":
                found.setdefault(table, number + 1)
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}.{counts[table]}"
            found.setdefault(table, number + 1)
        elif key := _KEY.match(lines[number]):
            name = re.sub(r"[\s\"]", "", key.group(1))
            path = f"{table}.{name}" if table else name
            found[path] = number + 1
            number = _value(lines, number, key.end(), path, found)
        number += 1
    return found


def _value(lines: list[str], number: int, start: int, path: str, found: dict[str, int]) -> int:
    """Note the lines of a value's parts; the number of its last line."""
    rest = lines[number][start:]
    if rest[:3] in ("'''", '"""'):
        return _long_text(lines, number, start + 3, path, found)
    if rest[:1] == "[":
        return _array(lines, number, start + 1, path, found)
    return number


def _long_text(lines: list[str], number: int, start: int, path: str, found: dict[str, int]) -> int:
    quotes = lines[number][start - 3 : start]
    content, wordings = lines[number][start:], 0
    found[f"{path}/text"] = number + 1 if content.strip() else number + 2
    while True:
        inside, closed, _ = content.partition(quotes)
        if inside.strip():
            found[f"{path}.{wordings}"] = number + 1
            wordings += 1
        if closed or number + 1 >= len(lines):
            return number
        number += 1
        content = lines[number]


def _array(lines: list[str], number: int, start: int, path: str, found: dict[str, int]) -> int:
    items, depth, quote = 0, 1, ""
    column = start
    while number < len(lines):
        line = lines[number]
        while column < len(line):
            mark = line[column]
            if quote:
                column += 1 if mark == "\\" and quote == '"' else 0
                quote = "" if mark == quote else quote
            elif mark == "#":
                break
            elif mark == "," and depth == 1:
                items += 1
            elif mark == "]":
                depth -= 1
                if not depth:
                    return number
            elif not mark.isspace():
                found.setdefault(f"{path}.{items}", number + 1)
                depth += mark == "["
                quote = mark if mark in "'\"" else ""
            column += 1
        number, column = number + 1, 0
    return number
