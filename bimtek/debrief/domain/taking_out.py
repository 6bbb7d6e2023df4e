"""What must not stand before the whole hall: names of people in the class, the writer's own unit, numbers of reports.

What a reply tells about citizens is found by the leak detector (modules); both kinds are put together here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

#: Parts that half the regency shares: alone they point to nobody, unless a form of address stands before them.
_SHARED = """
muh muhammad moh mohammad andi sri siti sitti dewi nur nurul haji made ketut wayan nyoman abdul abd bin binti sulawesi
"""
_COMMON = frozenset(_SHARED.split())
_FORMS_OF_ADDRESS = """
pak bapak bpk bu ibu sdr sdri saudara saudari kak kakak mas mbak haji hj
"""
#: Behind a form of address even a common part, or one that is a place too, is somebody's name.
_CALLED = frozenset(_FORMS_OF_ADDRESS.split())
#: Behind these a common part is a name, and a place stays a place.
_SIGNED = frozenset(("nama", "oleh", "dari", "hormat", "tertanda", "ttd"))
_LEAST = 4  # letters of a part that can point to somebody by itself
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*")
_NUMBER = re.compile(r"\bSIM-[A-Z]{0,3}\d[\dA-Z-]*", re.IGNORECASE)
#: Only a capital tells a name from a word.
_TITLES = frozenset(["dr", "drs", "dra", "ir", "prof", "hj"])


@dataclass(frozen=True, slots=True)
class Found:
    """One passage: where it stands, what kind it is, why it matters, and the words it is replaced by. What is not `certain`
    is shown to the trainer and left to them."""

    start: int
    end: int
    passage: str
    kind: str
    reason: str
    mask: str
    certain: bool = True


NAME_REASON = "Nama peserta menunjuk orangnya."
NUMBER_REASON = "Nomor laporan menunjuk meja seorang peserta."
UNIT_REASON = "Unit kerja penulisnya menunjuk siapa yang menulis."


def parts_of(name: str) -> list[str]:
    """The parts of a name as a roster writes it, without academic titles and what follows the first comma."""
    words = [word.group().strip(".").casefold() for word in _WORD.finditer(name.partition(",")[0])]
    return [word for word in words if len(word) > 1 and word not in _TITLES]


def names_in(text: str, names: Iterable[str], known: Collection[str] = ()) -> list[Found]:
    """Every passage that names somebody: two parts of one name or a name of one part in any case, a telling part with a
    capital, a common part behind a form of address. `known` words (places, offices) are no telling parts."""
    pairs: set[tuple[str, str]] = set()
    alone: set[str] = set()
    telling: set[str] = set()
    parts_known: set[str] = set()
    for name in names:
        parts = parts_of(name)
        pairs.update(pairwise(parts))
        parts_known.update(parts)
        if len(parts) == 1:
            alone.update(parts)
        telling.update(part for part in parts if len(part) >= _LEAST and part not in _COMMON and part not in known)
    words = list(_WORD.finditer(text))
    folded = [word.group().strip(".").casefold() for word in words]
    marked = [False] * len(words)
    for at, word in enumerate(folded):
        before = folded[at - 1] if at else ""
        capital = words[at].group()[0].isupper()
        if at + 1 < len(folded) and (word, folded[at + 1]) in pairs:
            marked[at] = marked[at + 1] = True
        called = before in _CALLED or (before in _SIGNED and word not in known)
        if capital and (word in telling or word in alone or (word in parts_known and called)):
            marked[at] = True
        if word in alone and len(word) > _LEAST and word not in known:
            marked[at] = True
    return list(_runs(text, words, marked))


def _runs(text: str, words: list[re.Match[str]], marked: list[bool]) -> Iterator[Found]:
    """Marked words side by side are one passage."""
    at = 0
    while at < len(words):
        if not marked[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(words) and marked[last + 1] and _joined(text, words[last], words[last + 1]):
            last += 1
        start, end = words[at].start(), words[last].end()
        yield Found(start, end, text[start:end], "Nama peserta", NAME_REASON, "[nama disamarkan]")
        at = last + 1


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return not text[first.end() : second.start()].strip(" \n.")


def numbers_in(text: str) -> list[Found]:
    """Every number of a report."""
    return [
        Found(found.start(), found.end(), found.group(), "Nomor laporan", NUMBER_REASON, "[nomor laporan]")
        for found in _NUMBER.finditer(text)
    ]


def unit_in(text: str, unit: str) -> list[Found]:
    """Every place where the writer's own unit is named in full."""
    if len(unit.strip()) < _LEAST:
        return []
    pattern = r"\s+".join(map(re.escape, unit.split()))
    return [
        Found(found.start(), found.end(), found.group(), "Unit kerja penulis", UNIT_REASON, "[unit disamarkan]")
        for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    ]


def merged(found: Iterable[Found]) -> list[Found]:
    """In the order of the text; of passages that overlap the surer one, then the longer, stands for both."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda item: (not item.certain, item.start - item.end, item.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.start)


def taken_out(text: str, found: Iterable[Found]) -> str:
    """The text with each certain passage replaced; hints stay for the trainer to judge."""
    parts, at = [], 0
    for one in merged(found):
        if one.certain:
            parts += [text[at : one.start], one.mask]
            at = one.end
    return "".join([*parts, text[at:]])
