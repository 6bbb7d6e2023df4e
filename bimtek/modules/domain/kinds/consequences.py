"""Judge what somebody wrote about the consequence of opening or of closing one piece of information: does it speak of this
information, does it name a concrete consequence, and is it the side that was asked? Stuffed words count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.signals import Said
from bimtek.modules.domain.judging.reply.text import WORD, stems
from bimtek.modules.domain.judging.wording import real_sentences, words_of
from bimtek.modules.domain.kinds.worksheet import FULL, Mark, Part, Verdict

OPENED, CLOSED = "opened", "closed"
SIDES = {OPENED: "dibuka", CLOSED: "ditutup"}
#: A heap of words has none that hold a sentence together: at least one in so many.
_LOOSE = 7
_SHORT = 3  # of a stem: shorter ones meet by chance
#: Concrete words of the side asked for the full level, and of the other side from which on a text is mixed.
_RICH, _MIXED = 3, 2
_SHARE = 3  # that much more of its own a text needs than of the other side
#: With these words a harm is said to be averted, or a use to be barred: what is named then is a consequence of closing.
_TURNED = re.compile(
    r"\b(?:tidak|tak)\s(?:lagi\s|pernah\s)?(?:dapat|bisa|mungkin)\b|\b(?:sulit|susah)\b|\bter(?:halang|hindar|cegah)\w*"
    r"|\b(?:mencegah|terlindung\w*|melindungi|terjaga)\b|(?<!tidak )(?<!tak )(?<!kurang )\baman\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of one side: words listed for it, and the model sentence."""

    listed: str
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words one information is recognised by: itself, the consequences of opening it and of closing it."""

    subject: str
    opened: str
    closed: str

    @staticmethod
    def apart(subject: str, opened: Sides, closed: Sides, generic: str) -> Words:
        """Kept apart: no word counts for both sides or for the subject too, and none that fits any information counts at
        all. The words listed for a side go before those of the other side's model sentence."""
        known = _without(subject, generic)
        barred = (generic, known)
        here = (
            _without(opened.listed, *barred, closed.listed),
            _without(opened.said, *barred, closed.listed, closed.said),
        )
        there = (
            _without(closed.listed, *barred, opened.listed),
            _without(closed.said, *barred, opened.listed, opened.said),
        )
        return Words(known, " ".join(here), " ".join(there))


@dataclass(frozen=True, slots=True)
class _Found:
    subject: frozenset[int]
    own: frozenset[int]
    other: frozenset[int]


def judge_consequence(text: str, side: str, truth: Mapping[str, Any], model: str, rule: str) -> Verdict:
    """Level 4 for a sentence on this information with three concrete words of the side asked; at most 1 for empty phrases,
    heaps of words, and the consequence of the other side."""
    heard = [said for said in real_sentences(text) if not _heaped(said)]
    found = [_listen(said, side, truth) for said in heard]
    whole = _Found(*(_union(getattr(one, name) for one in found) for name in ("subject", "own", "other")))
    mixed = len(whole.other) >= _MIXED and _SHARE * len(whole.other) > len(whole.own)
    level = _level(whole, mixed)
    parts = (
        Part(title="Informasi ini", level=int(bool(whole.subject)), maximum=1, reason=_on_subject(whole)),
        Part(title="Akibat yang konkret", level=min(_RICH, len(whole.own)), maximum=_RICH, reason=_on_harm(whole, side)),
        Part(title="Sisi yang ditanyakan", level=int(bool(whole.own) and not mixed), maximum=1, reason=_on_side(whole, side, mixed)),
    )  # fmt: skip
    said = _said(text, heard, parts, level, side)
    marks = (*_hollow(text, truth["hollow"]), *_earned(heard, found, side))
    return Verdict(
        level=level, said=said, rule=rule, better=model if level < FULL else "", marks=_in_order(marks), parts=parts
    )


def _level(found: _Found, mixed: bool) -> int:
    if not found.subject and not found.own:
        return 0
    if not found.own or not found.subject or mixed:
        return 1
    return min(FULL, 1 + len(found.own))


def _said(text: str, heard: Sequence[Said], parts: Sequence[Part], level: int, side: str) -> str:
    if not text.strip():
        return f"Masih kosong. Tulis siapa yang terkena dan bagaimana bila informasi ini {SIDES[side]}."
    if not heard:
        return "Ini deretan kata, belum kalimat. Tulis siapa yang terkena dan bagaimana."
    if level == FULL:
        return "Menyebut informasi ini dan akibat yang konkret."
    return " ".join(part.reason for part in parts if part.level < part.maximum)


def _on_subject(found: _Found) -> str:
    return (
        "Informasi ini disebut."
        if found.subject
        else "Kalimat ini cocok untuk informasi apa saja: sebut bagian yang diuji."
    )


def _on_harm(found: _Found, side: str) -> str:
    if len(found.own) >= _RICH:
        return "Akibatnya konkret."
    more = "belum ada" if not found.own else "masih tipis"
    return f"Akibat konkret bila {SIDES[side]} {more}: siapa terkena, bagaimana, seberapa mungkin?"


def _on_side(found: _Found, side: str, mixed: bool) -> str:
    if found.own and not mixed:
        return f"Menerangkan akibat bila {SIDES[side]}."
    if mixed and found.own:
        return f"Akibat kedua sisi tercampur; di sini hanya akibat bila {SIDES[side]}."
    if found.other:
        return f"Yang ditulis akibat sisi lain; di sini hanya akibat bila {SIDES[side]}."
    return f"Akibat bila {SIDES[side]} belum tertulis."


def _listen(said: Said, side: str, truth: Mapping[str, Any]) -> _Found:
    spoken = words_of(said)
    opened, closed = (_met(_families(str(truth[name])), spoken) for name in (OPENED, CLOSED))
    if _TURNED.search(said.sentence.text):
        # Families are numbered apart, so that a harm averted adds to what closing brings.
        closed, opened = closed | frozenset(-1 - number for number in opened), frozenset[int]()
    own, other = (opened, closed) if side == OPENED else (closed, opened)
    return _Found(_met(_families(str(truth["subject"])), spoken), own, other)


def _heaped(said: Said) -> bool:
    tokens = [token.word for token in said.sentence.tokens]
    holding = sum(word in knowledge().function for word in tokens)
    return holding * _LOOSE < len(tokens)


def _families(text: str) -> list[frozenset[str]]:
    """Words that share a root are one: who writes "menipu" and "penipuan" has named one harm."""
    found: list[frozenset[str]] = []
    for word in _words(text):
        roots = _roots(word)
        same = [family for family in found if family & roots]
        found = [family for family in found if not family & roots] + [roots.union(*same)]
    return found


def _met(families: Sequence[frozenset[str]], spoken: frozenset[str]) -> frozenset[int]:
    return frozenset(number for number, family in enumerate(families) if family & spoken)


def _without(text: str, *others: str) -> str:
    barred = frozenset().union(*(_roots(word) for other in others for word in _words(other)))
    return " ".join(dict.fromkeys(word for word in _words(text) if not _roots(word) & barred))


def _words(text: str) -> list[str]:
    found = (word.lower() for word in WORD.findall(text))
    return [
        word
        for word in found
        if word not in knowledge().common and word not in knowledge().function and not word[0].isdigit()
    ]


def _roots(word: str) -> frozenset[str]:
    return frozenset(root for root in stems(word) if len(root) > _SHORT) or frozenset((word,))


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*sets)


def _hollow(text: str, phrases: Sequence[str]) -> list[Mark]:
    small = text.lower()
    return [
        Mark(start=match.start(), end=match.end(), label="Kalimat umum", good=False)
        for phrase in phrases
        for match in re.finditer(re.escape(phrase), small)
    ]


def _earned(heard: Sequence[Said], found: Sequence[_Found], side: str) -> list[Mark]:
    marks = []
    for said, one in zip(heard, found, strict=True):
        good = bool(one.own) and len(one.own) >= len(one.other)
        if good or one.other:
            label = f"Akibat bila {SIDES[side]}" if good else "Akibat sisi lain"
            marks.append(Mark(start=said.sentence.start, end=said.sentence.end, label=label, good=good))
    return marks


def _in_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Without overlaps; an empty phrase goes before the sentence it stands in."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))
