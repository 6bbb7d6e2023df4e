"""The small grammar in which content is written: `{slot}`, `[one|other|]` and `~mi` (a particle that may be spoken).

    Jalan {di} [rusak parah|hancur]~mi

Compiled once into tuples so that thousands of texts are rendered without parsing again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\{([a-z_0-9+-]+)\}|([\[\]|])|([^\[\]|{}]+)|([{}])")
_PARTICLE = re.compile(r"~(mi|ji|pi|ki|kodong|di)\b")


@dataclass(frozen=True, slots=True)
class Filled:
    """A piece of text with slots that the case fills, ready for `str.format_map`: `di {desa}, {lama} lalu`."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several wordings; each is a phrase of its own."""

    options: tuple[tuple[Any, ...], ...]


#: str, Filled and Choice in the order of speaking.
Phrase = tuple[Any, ...]


def phrase_fault(text: str) -> str | None:
    """What is wrong with a written phrase (a bracket left open, a stray bar), or None."""
    depth = 0
    for match in _TOKEN.finditer(text):
        mark = match.group(2)
        if match.group(4):
            return f"kurung kurawal tidak lengkap: {text[:60]}"
        if mark == "[":
            depth += 1
        elif mark == "]":
            depth -= 1
        if depth < 0 or (mark == "|" and depth == 0):
            return f"kurung siku atau garis tidak pada tempatnya: {text[:60]}"
    return None if depth == 0 else f"kurung siku belum ditutup: {text[:60]}"


def compile_phrase(text: str) -> Phrase:
    """A written phrase as parts; the text must have no `phrase_fault`."""
    return _sequence(iter(_TOKEN.findall(text)))[0]


def _sequence(tokens: Iterator[tuple[str, str, str, str]]) -> tuple[Phrase, str]:
    parts: list[Any] = []
    text, names = "", []
    end = ""
    for slot, mark, literal, _ in tokens:
        if slot:
            text += "{" + slot + "}"
            names.append(slot)
        elif literal:
            text += literal
        else:
            _keep(parts, text, names)
            text, names = "", []
            if mark != "[":
                end = mark
                break
            parts.append(_choice(tokens))
    _keep(parts, text, names)
    return tuple(parts), end


def _keep(parts: list[Any], text: str, names: list[str]) -> None:
    if text:
        parts.append(Filled(text, tuple(names)) if names else text)


def _choice(tokens: Iterator[tuple[str, str, str, str]]) -> Choice:
    options: list[Phrase] = []
    end = "|"
    while end == "|":
        option, end = _sequence(tokens)
        options.append(option)
    return Choice(tuple(options))


def slots_in(phrase: Phrase) -> Iterator[str]:
    """The names of all slots of a phrase, those inside choices too."""
    for part in phrase:
        if isinstance(part, Filled):
            yield from part.names
        elif isinstance(part, Choice):
            for option in part.options:
                yield from slots_in(option)


def render(phrase: Phrase, values: Mapping[str, str], rng: random.Random) -> str:
    """Speak a phrase: slots from `values`, wordings by `rng`; particles stay marked until `speak_particles`."""
    out = ""
    for part in phrase:
        kind = type(part)
        if kind is str:
            out += part
        elif kind is Filled:
            out += part.text.format_map(values)
        else:
            options = part.options
            chosen = options[int(rng.random() * len(options))]
            if len(chosen) == 1 and type(chosen[0]) is str:
                out += chosen[0]
            elif chosen:
                out += render(chosen, values, rng)
    return out


def speak_particles(text: str, spoken: int, start: int) -> str:
    """Keep `spoken` of the marked particles beginning with number `start` (counted round) and drop the others."""
    marked = text.count("~")
    if not marked:
        return text
    keep = {(start + step) % marked for step in range(min(spoken, marked))}
    seen = -1

    def speak(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return f" {match.group(1)}" if seen in keep else ""

    return _PARTICLE.sub(speak, text)
