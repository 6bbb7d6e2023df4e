"""Where two officers' texts match more than chance explains: for a trainer to look at, never a verdict and never a mark.

Texts are cut into runs of words. A run that stands in the case's own material (what the citizen wrote, what the office found)
or that many officers use says nothing and is left out; what remains in common is counted against the shorter text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Words in a run: long enough that two people rarely choose the same by chance.
RUN = 5
#: A run used by more officers than this is a common phrase.
COMMON = 3
#: Shorter texts are too short to tell anything.
LEAST_WORDS = 20
MOST_PAIRS = 20
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One text of one officer; `material` is what the officer was given (case, note, model reply shown)."""

    key: int
    person: int
    text: str
    material: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts of two officers: share of the shorter one's own runs they have in common, the longest common passage as it
    stands in the first, and of 1,000 pairs of this class how many match at least so much."""

    first: Written
    second: Written
    share: float
    passage: str
    per_thousand: float


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words of a text, small, numbers left out: dates and figures come from the case."""
    words = [word for word in _WORD.findall(text.lower()) if not word.isdigit()]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def matches(written: Sequence[Written]) -> tuple[Match, ...]:
    """The most alike pairs of different officers, the most alike first, at most MOST_PAIRS; [] when nothing is alike."""
    texts = [item for item in written if len(_WORD.findall(item.text)) >= LEAST_WORDS]
    own = {item.key: runs(item.text) - runs(item.material) for item in texts}
    users: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for item in texts:
        for run in own[item.key]:
            users[run].add(item.person)
    rare = {key: {run for run in found if len(users[run]) <= COMMON} for key, found in own.items()}
    shares = _shares(texts, rare)
    pairs = _pairs(texts)
    by_key = {item.key: item for item in texts}
    ordered = sorted(shares.items(), key=lambda row: (-row[1], row[0]))
    found = []
    for rank, ((a, b), share) in enumerate(ordered[:MOST_PAIRS], 1):
        first, second = by_key[a], by_key[b]
        passage = longest_common(first.text, rare[a] & rare[b])
        found.append(Match(first, second, share, passage, 1000 * rank / pairs if pairs else 0.0))
    return tuple(found)


def _shares(texts: Sequence[Written], rare: Mapping[int, set[tuple[str, ...]]]) -> dict[tuple[int, int], float]:
    where: dict[tuple[str, ...], list[Written]] = defaultdict(list)
    for item in texts:
        for run in rare[item.key]:
            where[run].append(item)
    common: Counter[tuple[int, int]] = Counter()
    for holders in where.values():
        for at, first in enumerate(holders):
            for second in holders[at + 1 :]:
                if first.person != second.person:
                    common[(min(first.key, second.key), max(first.key, second.key))] += 1
    return {pair: n / max(1, min(len(rare[pair[0]]), len(rare[pair[1]]))) for pair, n in common.items()}


def _pairs(texts: Sequence[Written]) -> int:
    """How many pairs of texts of different officers there are."""
    people = Counter(item.person for item in texts)
    total = len(texts)
    return (total * total - sum(n * n for n in people.values())) // 2


def longest_common(text: str, common: Iterable[tuple[str, ...]]) -> str:
    """The longest passage of a text that is made of common runs, as it is written there."""
    kept = set(common)
    spans = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text) if not m.group().isdigit()]
    best, start = (0, 0), None
    for at in range(len(spans) - RUN + 1):
        run = tuple(word for word, _start, _end in spans[at : at + RUN])
        if run not in kept:
            start = None
            continue
        start = at if start is None else start
        if at + RUN - start > best[1] - best[0]:
            best = (start, at + RUN)
    return text[spans[best[0]][1] : spans[best[1] - 1][2]] if best[1] else ""
