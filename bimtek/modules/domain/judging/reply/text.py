"""Indonesian text as the judge reads it: sentences with their place, words, short forms, stems, dates, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*'?|\d+(?:[.,]\d+)*", re.UNICODE)
_TITLES = "yth|bpk|sdr|sdri|tgl|no|dr|drs|drg|ir|hj?|jl|jln|kec|kel|kab|rp|ttg|dll|dsb|dst|wr|wb|s\\.d|a\\.n|an|pdt|prof|bag|ns|ust"
_BREAK = re.compile(r"[.!?…]+[\"”')\]]*(?=\s|$)|\n+")
_ABBREVIATED = re.compile(rf"(?:^|[\s(/])(?:(?i:{_TITLES})|[A-Z])\.$")

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb pebruari",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu ags agt",
            "september sep sept",
            "oktober okt",
            "november nov nopember",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ONES = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_TENS = rf"(?:dua puluh |tiga puluh )?(?:{_ONES})|(?:{_ONES}) belas|sepuluh|sebelas|dua puluh|tiga puluh"
_SPELLED = re.compile(rf"\b(?P<w>{_TENS})\s+(?P<m>{_MONTH})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:\s?(?:–|-|—|s\.?/?d\.?|sampai|hingga|dan|,)\s?(?P<d2>\d{{1,2}}))?\s+(?P<m>{_MONTH})\b"
    rf"|\b(?P<n1>\d{{1,2}})(?:\s?(?:–|-|s\.?/?d\.?)\s?(?P<n2>\d{{1,2}}))?\s?[/-](?P<nm>\d{{1,2}})(?:[/-]\d{{2,4}})?\b"
    rf"|\b(?:tanggal|"
    rf"tgl\.?)\s+(?P<b1>\d{{1,2}})(?:\s?[–-]\s?(?P<b2>\d{{1,2}}))?\b(?!\s?[.:/–-]\s?\d)(?!\s+(?:{_MONTH})\b)(?!\s(?:dan|"
    rf"sampai|hingga)\s\d)"
    rf"|\b(?P<y>\d{{4}})-(?P<ym>\d{{2}})-(?P<yd>\d{{2}})\b",
    re.IGNORECASE,
)
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    )
    if value
}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: day and month, month 0 when only the day stands there."""

    day: int
    month: int
    start: int
    end: int


class Token(NamedTuple):
    """One word: as written, in full small letters, its possible stems, and where it stands."""

    raw: str
    word: str
    stems: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text, with its words and dates; start and end count in the whole text."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    days: tuple[Day, ...]


def read(text: str, short_forms: Mapping[str, str]) -> list[Sentence]:
    """Cut a text into sentences; a full stop after a title, an initial or a number does not end one."""
    found: list[Sentence] = []
    start = 0
    for stop in _BREAK.finditer(text):
        if not stop.group().startswith("\n") and text[stop.end() : stop.end() + 2].lstrip(" ")[:1].islower():
            continue  # "SP4N-LAPOR! dikelola", "distrib. air": the sentence goes on
        if stop.group().startswith(".") and _ABBREVIATED.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        _add(found, text, start, stop.end(), short_forms)
        start = stop.end()
    _add(found, text, start, len(text), short_forms)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, short_forms: Mapping[str, str]) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    part = part.strip()
    if part:
        found.append(
            Sentence(part, start, start + len(part), tuple(words(part, short_forms, start)), tuple(days(part, start)))
        )


def words(text: str, short_forms: Mapping[str, str], offset: int = 0) -> list[Token]:
    """The words of a text in small letters, short forms written out, each with its possible stems."""
    found: list[Token] = []
    for match in WORD.finditer(text):
        raw = match.group()
        small = raw.lower().replace("’", "'").strip("'")
        start, end = match.span()
        if small not in short_forms:
            if small:
                found.append(Token(raw, small, stems(small), offset + start, offset + end))
            continue
        for word in short_forms[small].split():
            found.append(Token(raw, word, stems(word), offset + start, offset + end))  # noqa: PERF401 -- the hot loop of judging
    return found


def written_out(text: str, short_forms: Mapping[str, str]) -> str:
    """A text with its short forms as whole words ("jgn" is "jangan"); everything else stays as it was written."""
    return WORD.sub(lambda match: short_forms.get(match.group().lower(), match.group()), text)


def days(text: str, offset: int = 0) -> list[Day]:
    """Every date written in a text, spans of days as their first and last day."""
    found: list[Day] = []
    for match in _DATE.finditer(text):
        part = match.groupdict()
        month = MONTHS.get((part["m"] or "").lower(), 0) or int(part["nm"] or part["ym"] or 0)
        numbers = [part[name] for name in ("d1", "d2", "n1", "n2", "b1", "b2", "yd") if part[name]]
        found.extend(
            Day(int(number), month, offset + match.start(), offset + match.end())
            for number in numbers
            if 1 <= int(number) <= 31 and month <= 12
        )
    for match in _SPELLED.finditer(text):
        day = spelled(match.group("w"))
        if 1 <= day <= 31:
            found.append(Day(day, MONTHS[match.group("m").lower()], offset + match.start(), offset + match.end()))
    return found


def spelled(words: str) -> int:
    """A number below 40 in words ("dua puluh satu", "delapan belas"); 0 when it is none."""
    total = 0
    for word in words.lower().split():
        if word in NUMBER_WORDS:
            total += int(NUMBER_WORDS[word])
        elif word in {"belas", "puluh"}:
            total = total + 10 if word == "belas" else total * 10
    return total


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """Every root a word may come from by Indonesian affixes; the word itself is always one of them."""
    if len(word) < 5 or not word[0].isalpha():
        return frozenset((word,))
    found = {word}
    halves = word.split("-")
    if len(halves) == 2 and halves[0] == halves[1]:
        found.add(halves[0])
        word = halves[0]
    for base in _without_ending(word):
        found.add(base)
        found.update(_without_beginning(base))
    return frozenset(root for root in found if len(root) >= 3)


def _without_ending(word: str) -> list[str]:
    bases = [word]
    bases.extend(
        word[: -len(ending)]
        for ending in ("nya", "lah", "kah", "pun", "ku", "mu")
        if word.endswith(ending) and len(word) - len(ending) >= 4
    )
    for base in tuple(bases):
        bases.extend(
            base[: -len(ending)]
            for ending in ("kan", "an", "i")
            if base.endswith(ending) and len(base) - len(ending) >= 3
        )
    return bases


_SIMPLE = ("memper", "diper", "ber", "ter", "per", "pe", "di", "ke", "se", "be", "me")
_NASAL = (
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("menge", ("",)),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("keter", ("",)),
    ("keber", ("",)),
)


def _without_beginning(word: str) -> list[str]:
    found: list[str] = []
    for prefix, heads in _NASAL:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            rest = word[len(prefix) :]
            found.extend(head + rest for head in heads if not head or rest[0] in "aiueo")
    found.extend(word[len(prefix) :] for prefix in _SIMPLE if word.startswith(prefix) and len(word) - len(prefix) >= 3)
    return found


def numbers(text: str) -> set[str]:
    """The figures of a text without separators, number words up to eleven included."""
    found: set[str] = set()
    for match in WORD.finditer(text):
        part = match.group()
        if part[0].isdigit():
            found.add(re.sub(r"[.,](?=\d{3}\b)", "", part))
        elif part.lower() in NUMBER_WORDS:
            found.add(NUMBER_WORDS[part.lower()])
    return found
