"""Find what phrases mean in a row of words: each class of the phrase list, with the words that carry it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.reply.text import WORD, Token

#: Words remembered per book; hostile texts may not grow it without end.
MAX_KNOWN = 50_000
MAX_GAP = 3


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What may stand at one place of a phrase: words exactly so, or words with one of these roots."""

    exact: frozenset[str]
    roots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: from which word up to and without which word of the sentence."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    rest: tuple[Alternatives | None, ...]  # None is a gap of up to MAX_GAP words


class PhraseBook:
    """Many phrases looked up at once, by their first word, so that time grows with the text and not with the book."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        """Read each phrase once; raises ValueError for a phrase that begins with a gap."""
        self._exact: dict[str, list[_Row]] = {}
        self._forms: dict[str, list[_Row]] = {}
        self._known: dict[str, tuple[_Row, ...]] = {}
        for kind, phrases in classes.items():
            for phrase in phrases:
                self._add(kind, phrase)

    def _add(self, kind: str, phrase: str) -> None:
        parts = [_element(word) for word in phrase.lower().split()]
        head = parts[0]
        if head is None:
            raise ValueError(f"a phrase cannot begin with a gap: {phrase}")
        row = _Row(kind, tuple(parts[1:]))
        for words, index in ((head.exact, self._exact), (head.roots, self._forms)):
            for word in words:
                index.setdefault(word, []).append(row)

    def _rows(self, token: Token) -> tuple[_Row, ...]:
        """The phrases that may begin at a word: the same for the same word, so they are gathered once."""
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        rows = list(self._exact.get(token.word, ()))
        for stem in token.stems:
            rows += self._forms.get(stem, ())
        return tuple(rows)

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Hit]]:
        """Every class found in the words, with its places in order."""
        found: dict[str, list[Hit]] = {}
        known = self._known
        for index, token in enumerate(tokens):
            rows = known.get(token.word)
            if rows is None:
                rows = known[token.word] = self._rows(token)
            for row in rows:
                end = _match(row.rest, 0, tokens, index + 1)
                if end:
                    found.setdefault(row.kind, []).append(Hit(index, end))
        return found


def _element(word: str) -> Alternatives | None:
    if word == "..":
        return None
    exact = word.startswith("=")  # one sign before the first word holds for all its alternatives
    words = frozenset(part.removeprefix("=") for part in word.split("|"))
    return Alternatives(words, frozenset()) if exact else Alternatives(frozenset(), words)


def _match(rest: tuple[Alternatives | None, ...], done: int, tokens: Sequence[Token], at: int) -> int:
    """Where a match of the rest, from its element `done` on, ends; 0 when there is none. The hot loop of judging."""
    for index in range(done, len(rest)):
        head = rest[index]
        if head is None:
            ends = (_match(rest, index + 1, tokens, at + skip) for skip in range(MAX_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(tokens):
            return 0
        token = tokens[at]
        if token.word not in head.exact and head.roots.isdisjoint(token.stems):
            return 0
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the judge knows of the language and of the offices, read once from the seed."""

    phrases: PhraseBook
    offices: PhraseBook
    sloppy: Mapping[str, str]
    short_forms: Mapping[str, str]
    villages: frozenset[str]
    levels: Mapping[str, str]
    names: Mapping[str, str]
    full_names: frozenset[str]
    common: frozenset[str]
    generic_place: frozenset[str]
    not_a_person: frozenset[str]
    function: frozenset[str]
    personal: frozenset[str]
    personal_weak: frozenset[str]
    no_detail: frozenset[str]


@cache
def knowledge(seed: Path = SEED_DIR) -> Knowledge:
    """Read phrases, short forms, offices and places of the seed directory; raises OSError when one is missing."""
    short = _toml(seed / "reply_judge" / "short_forms.toml")
    offices: dict[str, list[str]] = {}
    levels: dict[str, str] = {}
    names: dict[str, str] = {}
    extra = _toml(seed / "reply_judge" / "offices.toml")["office"]
    for unit in [*_toml(seed / "units.toml")["unit"], *extra]:
        said = {unit["name"].split(",")[0].split("(")[0], unit["short"], *unit["also"]}
        offices.setdefault(unit["id"], []).extend(_spoken(said))
        levels.setdefault(unit["id"], unit["level"])
        names.setdefault(unit["id"], unit["short"])
    places = _toml(seed / "places.toml")["district"]
    return Knowledge(
        phrases=PhraseBook(
            {kind: entry["words"] for kind, entry in _toml(seed / "reply_judge" / "phrases.toml").items()}
        ),
        offices=PhraseBook(offices),
        sloppy=short["sloppy"],
        short_forms={**short["sloppy"], **short["usual"]},
        villages=frozenset(village["name"].lower() for place in places for village in place["villages"]),
        levels=levels,
        names=names,
        full_names=frozenset(unit["name"] for unit in _toml(seed / "units.toml")["unit"]),
        **{name: frozenset(entry["words"]) for name, entry in _toml(seed / "reply_judge" / "words.toml").items()},
    )


def _spoken(names: Iterable[str]) -> list[str]:
    """Names as phrases of exact words; a name of one common word ("Pertanian", "Pos") is left out."""
    common = {"pertanian", "pos", "capil", "setda"}
    rows = (WORD.findall(name.lower()) for name in names)
    return [" ".join(f"={word}" for word in row) for row in rows if row and not (len(row) == 1 and row[0] in common)]


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
