"""What the judge knows of one case: its words, places, dates, holders and the people it must not name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bimtek.modules.domain.judging.reply.phrases import Knowledge, knowledge
from bimtek.modules.domain.judging.reply.text import Sentence, numbers, read, words
from bimtek.modules.domain.judging.reply.types import ReplyCase

_PLACE = re.compile(
    r"\b(?:Desa|Kelurahan|Kel\.|Kecamatan|Kec\.|Dusun)\s((?:[A-Z][\w'’-]+)(?:[ -](?:[A-Z][\w'’-]+)){0,2})"
)
_FOUND = re.compile(r"\b(?:menemukan|mendapati|temuan|catatan|tercatat)\b", re.IGNORECASE)
_STATUS = re.compile(r"\bjalan\s(kabupaten|provinsi|nasional|desa)\b", re.IGNORECASE)
_ROLE = (
    r"pak|bu|ibu|bapak|bpk\.?|sdr\.?|ketua|mandor|sopir|bandar(?:nya)?|kepala desa|kepala dusun|haji|h\.|hj\.|dr\.|drg\.|"
    r"bidan|oknum|namanya|bernama|si|aipda|aiptu|bripka|bripda|brigadir|ipda"
    r"|ustaz|mantri|suster|juragan|bos|kades|lurah|camat|guru|wakasek|kepsek|sekdes"
)
_ACCUSED = re.compile(
    rf"\b(?:{_ROLE})\s(?:(?:pak|bu|ibu|bapak|bpk\.?|sdr\.?|haji|h\.|bidan)\s)?((?-i:[A-Z][a-z'’]{{2,20}}(?:\s[A-Z][a-z'’]{{2,20}}){{0,2}}))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:namanya|bernama|atas nama)\s(?:(?:pak|bu|ibu|si|bidan|haji)\s)?([a-z]{3,20})", re.IGNORECASE
)
_BRACKET = re.compile(r"\((?:[Pp]ak\s|[Ii]bu\s|[Bb]u\s)?([A-Z][a-z]{2,20})[,)\s]")
_FIRM = re.compile(r"\b(?:CV|PT|UD|Toko|Kios|Fa)\.?\s((?:[A-Z][\w'’]{1,20})(?:\s[A-Z][\w'’]{1,20}){0,2})")
_ROLES = (
    "kepala sekolah",
    "bendahara",
    "wali kelas",
    "sekretaris desa",
    "kepala desa",
    "mantri pasar",
    "pendamping",
    "kepala dusun",
    "pemilik kios",
    "kolektor",
    "ketua rt",
    "bidan",
    "calo",
    "penyuluh",
    "sekdes",
    "petugas loket",
    "kepala puskesmas",
    "wakil kepala",
    "wakasek",
    "suami",
    "komite",
    "manajer",
    "mandor",
    "perawat",
    "dokter",
    "lurah",
    "camat",
    "satpam",
    "perangkat desa",
    "pengurus komite",
    "pemilik",
    "kontraktor",
    "guru",
    "operator",
    "kepala smp",
    "kepala sd",
    "kepala sma",
    "kepala smk",
    "kepala tk",
    "kepala pustu",
    "kepala pasar",
    "kepala kantor",
    "kepala lingkungan",
    "juru parkir",
    "petugas parkir",
    "ketua kelompok",
    "pemborong",
    "rekanan",
    "direktur",
    "panitia",
    "sopir",
    "aparat desa",
    "penagih",
    "petugas pajak",
    "petugas pasar",
)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case as the judge compares with it; words are kept as sets of possible stems, one set per word."""

    case: ReplyCase
    topic: tuple[frozenset[str], ...]
    body: tuple[frozenset[str], ...]
    facts: tuple[frozenset[str], ...]
    places: tuple[frozenset[str], ...]
    everything: frozenset[str]
    fact_sentences: tuple[Sentence, ...]
    fact_classes: tuple[frozenset[str], ...]
    fact_numbers: frozenset[str]
    fact_days: frozenset[tuple[int, int]]
    check_days: frozenset[tuple[int, int]]
    event_days: frozenset[tuple[int, int]]
    holders: frozenset[str]
    others: frozenset[str]
    officer: frozenset[str]
    statuses: frozenset[str]
    accused: frozenset[str]
    roles: frozenset[str]

    @property
    def own_matter(self) -> bool:
        """True when the officer's own office holds the matter, alone or with another."""
        return bool(self.officer & self.holders) or not self.holders


@lru_cache(maxsize=1024)
def open_file(case: ReplyCase) -> CaseFile:
    """Read a case once; the same case is not read twice."""
    known = knowledge()
    facts = read(case.facts, known.short_forms)
    told = " ".join((case.title, case.body, case.place, case.topic, case.facts, case.owner, case.officer_office))
    classes = [frozenset(known.phrases.find(sentence.tokens)) for sentence in facts]
    checks, holders = _check_days(facts, classes), _offices(case.owner)
    body = case.body.lower()
    officer = _offices(case.officer_office)
    return CaseFile(
        case=case,
        topic=_groups(f"{case.topic} {case.title}", known),
        body=_groups(case.body, known),
        facts=_groups(case.facts, known),
        places=_places(case.place, known),
        everything=frozenset().union(*(token.stems for token in words(told, known.short_forms))),
        fact_sentences=tuple(facts),
        fact_classes=tuple(classes),
        fact_numbers=frozenset(numbers(case.facts)) - _day_numbers(facts),
        fact_days=frozenset((day.day, day.month) for sentence in facts for day in sentence.days),
        check_days=checks,
        event_days=frozenset(
            (day.day, day.month) for sentence in read(case.body, known.short_forms) for day in sentence.days
        ),
        holders=holders,
        others=_offices(case.facts) - officer,
        officer=officer,
        statuses=frozenset(match.lower() for match in _STATUS.findall(f"{case.facts} {case.topic}")),
        accused=_accused(case, known),
        roles=frozenset(
            role for role in _ROLES if case.classification == "pengaduan_berkadar" or _begins_with(role, body)
        ),
    )


def offices_in(sentence: Sentence, known: Knowledge) -> frozenset[str]:
    """The offices a sentence names, by the ids of the unit list."""
    found = known.offices.find(sentence.tokens)
    spans = [(hit.last - hit.first, hit.first, hit.last, unit) for unit, hits in found.items() for hit in hits]
    kept: list[tuple[int, int, str]] = []
    for _, first, last, unit in sorted(spans, reverse=True):  # the longest name wins: "Dinas Pendidikan Provinsi"
        if all(last <= low or first >= high or (low, high) == (first, last) for low, high, _ in kept):
            kept.append((first, last, unit))
    return frozenset(unit for _, _, unit in kept)


def road_statuses(text: str) -> frozenset[str]:
    """The road statuses a text names (jalan kabupaten, provinsi, nasional, desa)."""
    return frozenset(match.lower() for match in _STATUS.findall(text))


def foreign_places(text: str, file: CaseFile, known: Knowledge) -> list[str]:
    """Villages and districts a text names with their kind that stand nowhere in the case."""
    told = (
        f"{file.case.title} {file.case.body} {file.case.place} {file.case.facts} {file.case.reporter.address}".lower()
    )
    told = told.replace("-", " ")
    found = []
    for match in _PLACE.finditer(text):
        name = match.group(1).lower().replace("-", " ")
        name = name.split(" kecamatan")[0].split(" kec")[0]
        if name not in told and (name in known.villages or name.split()[0] not in told):
            found.append(match.group())
    return found


def other_villages(text: str, file: CaseFile, known: Knowledge) -> list[str]:
    """Villages of the regency that a text names without saying that they are one, and that stand nowhere in the case."""
    told = (
        f"{file.case.title} {file.case.body} {file.case.place} {file.case.facts} {file.case.reporter.address}".lower()
    )
    named = {match.group().lower() for match in re.finditer(r"(?<!^)\b[A-Z][a-z]{4,}\b", text)}
    return sorted(name for name in named & known.villages if name not in told)


@lru_cache(maxsize=1024)
def _offices(text: str) -> frozenset[str]:
    """The offices a text names; the same few owners and facts stand in many cases of a class."""
    known = knowledge()
    sentences = read(text.replace(";", "."), known.short_forms)
    return frozenset().union(*(offices_in(sentence, known) for sentence in sentences), frozenset())


def _groups(text: str, known: Knowledge) -> tuple[frozenset[str], ...]:
    seen: dict[str, frozenset[str]] = {}
    for token in words(text, known.short_forms):
        if token.word not in known.common and len(token.word) > 2 and not token.word[0].isdigit():
            seen.setdefault(token.word, token.stems)
    return tuple(seen.values())


def _places(text: str, known: Knowledge) -> tuple[frozenset[str], ...]:
    named = [token for token in words(text, known.short_forms) if token.word not in known.generic_place]
    return tuple({token.word: token.stems for token in named if len(token.word) > 2}.values())


def _begins_with(words: str, text: str) -> bool:
    """Whether a word of the text begins so: `\\b` + words, without asking the regex engine for what is seldom there."""
    return words in text and bool(re.search(rf"\b{words}", text))


def _check_days(facts: list[Sentence], classes: list[frozenset[str]]) -> frozenset[tuple[int, int]]:
    """The day or days on which the facts say that somebody looked; later days ("diuji ulang 9 Juni") are acts."""
    for wanted in (("check", "visits"), ()):
        for sentence, hits in zip(facts, classes, strict=True):
            told = any(kind in hits for kind in wanted) or (not wanted and _FOUND.search(sentence.text))
            if sentence.days and told:
                first = sentence.days[0]
                return frozenset((day.day, day.month) for day in sentence.days if day.start - first.start < 4)
    return frozenset()


def _day_numbers(facts: list[Sentence]) -> frozenset[str]:
    return frozenset(str(day.day) for sentence in facts for day in sentence.days) | {"2025", "2026", "2027"}


def _accused(case: ReplyCase, known: Knowledge) -> frozenset[str]:
    """Parts of the names of people and firms that the report blames."""
    named: list[str] = []
    for pattern in (_ACCUSED, _CALLED, _BRACKET, _FIRM):
        named.extend(pattern.findall(case.body))
    own = set(case.reporter.name.lower().split())
    elsewhere = f"{case.place} {case.owner} {case.facts} {case.officer_office}".lower()
    parts = {part.lower() for name in named for part in name.split()}
    return frozenset(
        part
        for part in parts
        if len(part) > 2
        and part not in own
        and part not in known.not_a_person
        and part not in known.common
        and not part.startswith(("di", "ter", "ber", "me"))
        and not (part in elsewhere and re.search(rf"\b{re.escape(part)}\b", elsewhere))
    )
