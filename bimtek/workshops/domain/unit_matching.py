"""Matches a unit as an organiser writes it to a known unit, or says that it cannot be told.

Places and offices are matched apart: a kelurahan is never taken for the kecamatan of the same name, and an office is
never told by words that many offices share ("dinas", "daerah", "Masamba").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

_MAX_TEXT = 200
_SAME_PLACE = 90  # of 100: one wrong letter in a name of eight
_CLEARLY_AHEAD = 8
_SAME_WORD = 88
_SAME_LINE = 95  # of 100: "Pertanahan" and "Pertanian" reach 90 and are two offices
_COVERED, _AHEAD = 0.9, 0.2
_SUGGESTED = 70

_SHORT_FORMS = {
    "kec": "kecamatan", "kel": "kelurahan", "kab": "kabupaten", "din": "dinas", "dns": "dinas", "bdn": "badan",
    "ds": "desa", "prov": "provinsi", "prop": "provinsi", "propinsi": "provinsi", "sulsel": "sulawesi selatan",
    "sel": "selatan", "brt": "barat", "lutra": "luwu utara", "sekretariatan": "sekretariat", "sekr": "sekretariat",
}  # fmt: skip
_OWN_REGENCY = re.compile(
    r"\b(pemerintah(an)? )?(kabupaten )?luwu utara\b|\b(pemkab|pemda|pemerintah)\b|\bdan\b|\bdi\b"
)
_OFFICE_OF = re.compile(r"\bkantor (?=(camat|lurah|kecamatan|kelurahan|desa|dinas|badan|inspektorat)\b)")
_PLACE = re.compile(r"^(kecamatan|kelurahan|desa) ")
_FOREIGN = re.compile(r"\b(kabupaten|kota) \w+")
# Words that say nothing about which office is meant.
_KINDS = frozenset(("dinas", "badan", "kantor", "kecamatan", "kelurahan", "desa", "sekretariat", "bank"))
_SHARED_WORDS = """
dinas badan kantor daerah pembangunan pengembangan pelayanan masyarakat umum pengelola pengelolaan pembinaan
pemberdayaan sumber daya manusia kabupaten masamba luwu utara selatan sulawesi indonesia satuan sekretariat kerja
terpadu satu pintu penelitian perencanaan tenaga negara republik provinsi bidang bagian sub seksi bank andi djemma
pusat unit layanan wilayah palopo tata usaha kecil menengah balai besar
"""
_GENERIC = frozenset(_SHARED_WORDS.split())
_NOISE = frozenset(
    ("pt", "persero", "tbk", "kcp", "kc", "capem", "cabang", "ulp", "perum", "perumda", "kantor", "unit", "layanan")
)


@dataclass(frozen=True)
class Unit:
    """A unit that sends participants, as the seed names it."""

    id: str
    name: str
    short: str
    kind: str
    level: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitMatch:
    """What a written unit was taken for; `id` is None when it cannot be told, `name` is then the nearest known unit.

    `how` is "exact", "place", "partial", "suggestion" or "unknown"; `score` runs to 100.
    """

    id: str | None
    name: str | None
    score: int
    how: str


UNKNOWN = UnitMatch(None, None, 0, "unknown")


Word = tuple[float, frozenset[str]]


@dataclass(frozen=True)
class _Entry:
    unit: Unit
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class _Index:
    entries: tuple[_Entry, ...]
    vocabulary: tuple[str, ...]
    exact: dict[str, tuple[Unit, ...]]
    aliases: tuple[str, ...]
    owners: tuple[int, ...]
    standing: dict[str, frozenset[int]]  # word -> the aliases it stands in


def load_units(path: Path) -> tuple[Unit, ...]:
    """Read the seed's units; raises when the seed is not sound, because nothing can be matched then."""
    with path.open("rb") as file:
        entries = tomllib.load(file)["unit"]
    return tuple(
        Unit(entry["id"], entry["name"], entry["short"], entry["kind"], entry["level"], tuple(entry.get("also", ())))
        for entry in entries
    )


def match_unit(text: str, units: Sequence[Unit]) -> UnitMatch:
    """Find the unit a text names; an id is given only when one unit is clearly meant, never by a generic word."""
    written = normalise(text)
    if not written:
        return UNKNOWN
    index = _index(tuple(units))
    if _PLACE.match(written):
        return _match_place(written, index)
    exact = [unit for unit in index.exact.get(_squeeze(written), ()) if _is_open(written, unit)]
    if len(exact) == 1:
        return UnitMatch(exact[0].id, exact[0].name, 100, "exact")
    if foreign := _FOREIGN.search(written):
        return _suggest(written[: foreign.start()].strip(), index)
    return _match_office(written, index) or _suggest(written, index)


def normalise(text: str) -> str:
    """Lower case, no accents or marks, short forms written out, without our own regency's name."""
    plain = unicodedata.normalize("NFKD", text[:_MAX_TEXT]).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    line = " ".join(_SHORT_FORMS.get(word, word) for word in words)
    line = _OFFICE_OF.sub("", line)
    line = re.sub(r"^camat\b", "kecamatan", line)
    line = re.sub(r"^lurah\b", "kelurahan", line)
    shorter = " ".join(_OWN_REGENCY.sub(" ", line).split())
    return re.sub(r"\b(kecamatan|kelurahan)( \1\b)+", r"\1", shorter)


def _squeeze(text: str) -> str:
    return text.replace(" ", "")


def _is_open(written: str, unit: Unit) -> bool:
    """Whether an office may be meant: a provincial one only when the province is named, one of ours only when not."""
    if unit.kind in ("kecamatan", "kelurahan"):
        return False
    if "provinsi" in written or "sulawesi selatan" in written:
        return unit.level != "kabupaten"
    return unit.kind not in ("opd provinsi", "komisi")


@lru_cache(maxsize=8)
def _index(units: tuple[Unit, ...]) -> _Index:
    entries = []
    exact: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        outside = re.sub(r"\([^()]*\)", " ", unit.name)
        names = dict.fromkeys(normalise(name) for name in (unit.name, outside, unit.short, *unit.also))
        aliases = tuple(name for name in names if name)
        entries.append(_Entry(unit, aliases))
        for squeezed in {_squeeze(alias) for alias in aliases}:
            exact[squeezed] = (*exact.get(squeezed, ()), unit)
    flat = tuple(alias for entry in entries for alias in entry.aliases)
    owners = tuple(number for number, entry in enumerate(entries) for _ in entry.aliases)
    standing: dict[str, frozenset[int]] = {}
    for number, alias in enumerate(flat):
        for word in alias.split():
            standing[word] = standing.get(word, frozenset()) | {number}
    vocabulary = tuple(sorted(word for word in standing if len(word) >= 5))
    return _Index(tuple(entries), vocabulary, exact, flat, owners, standing)


def _match_place(written: str, index: _Index) -> UnitMatch:
    """Kind and name must agree, and the kecamatan too where it is named; a desa is no unit of ours."""
    kind, _, rest = written.partition(" ")
    other = re.search(r"\b(kelurahan|desa) (.+)$", rest)
    if kind == "kecamatan" and other:  # "Kecamatan Masamba, Kelurahan Bone": the smaller place is meant
        return _match_place(f"{other[0]} kecamatan {rest[: other.start()].strip()}", index)
    name, _, district = rest.partition(" kecamatan ")
    name, district = _without_regency(name), _without_regency(district)
    if kind == "desa" or not name:
        return _suggest(f"kecamatan {district}", index) if district else UNKNOWN
    scores = sorted(
        (
            (_place_score(name, district, entry), entry.unit.id, entry.unit)
            for entry in index.entries
            if entry.unit.kind == kind
        ),
        reverse=True,
    )
    best, second = scores[0] if scores else (0.0, "", None), scores[1][0] if len(scores) > 1 else 0.0
    unit = best[2]
    if unit is not None and best[0] >= _SAME_PLACE and best[0] - second >= _CLEARLY_AHEAD:
        return UnitMatch(unit.id, unit.name, int(best[0]), "exact" if best[0] == 100 else "place")
    return _suggest(written, index)


def _without_regency(name: str) -> str:
    return re.sub(r"\b(kabupaten|provinsi sulawesi selatan|sulawesi selatan)$", "", name.strip()).strip()


def _place_score(name: str, district: str, entry: _Entry) -> float:
    best = 0.0
    for alias in entry.aliases:
        if not alias.startswith(entry.unit.kind + " "):
            continue
        own, _, own_district = alias.partition(" ")[2].partition(" kecamatan ")
        if own_district and district and fuzz.ratio(_squeeze(own_district), _squeeze(district)) < _SAME_PLACE:
            return 0.0
        score = 100.0 if _squeeze(own) == _squeeze(name) else min(99.0, fuzz.ratio(own, name))
        best = max(best, score)
    return best


def _match_office(written: str, index: _Index) -> UnitMatch | None:
    """By the words that tell offices apart; failing that, by the whole line with one slip of the pen."""
    words = _telling_words(written, index)
    if not words:
        return None
    offices = [(number, entry) for number, entry in enumerate(index.entries) if _is_open(written, entry.unit)]
    coverage = _coverage(words, index)
    covered = [(coverage[number], number) for number, _ in offices]
    found = _ahead(covered, _COVERED, _AHEAD)
    if found is None:
        likeness = _likeness(written, index)
        found = _ahead([(likeness[number], number) for number, _ in offices], _SAME_LINE, _CLEARLY_AHEAD)
        points = likeness[found] if found is not None else 0.0
    else:
        points = max(covered)[0] * 100
    if found is None:
        return None
    unit = index.entries[found].unit
    return UnitMatch(unit.id, unit.name, min(99, round(points)), "partial")


def _ahead(scores: list[tuple[float, int]], enough: float, lead: float) -> int | None:
    """The number of the best entry when it is good enough and clearly ahead of the next."""
    first, second = (*sorted(scores, reverse=True)[:2], (0.0, -1), (0.0, -1))[:2]
    return first[1] if first[0] >= enough and first[0] - second[0] >= lead else None


def _telling_words(written: str, index: _Index) -> list[Word]:
    """The words of a line without noise; none at all when every word is shared by many offices."""
    words = [word for word in written.split() if word not in _NOISE]
    if all(word in _GENERIC for word in words):
        return []
    return [(0.1 if word in _GENERIC else 1.0, _same(word, index.vocabulary)) for word in words]


def _likeness(written: str, index: _Index) -> list[float]:
    """For each entry, how like its nearest name the whole line is (0 to 100)."""
    best = [0.0] * len(index.entries)
    for _, score, place in process.extract(written, index.aliases, scorer=fuzz.ratio, limit=None):
        owner = index.owners[place]
        best[owner] = max(best[owner], score)
    return best


def _coverage(words: list[Word], index: _Index) -> list[float]:
    """For each entry, how much of what is written stands in one of its names (0 to 1)."""
    best = [0.0] * len(index.entries)
    total = sum(weight for weight, _ in words)
    found: dict[int, float] = {}
    for weight, same in words:
        for place in frozenset().union(*(index.standing.get(word, ()) for word in same)):
            found[place] = found.get(place, 0.0) + weight
    for place, weight in found.items():
        best[index.owners[place]] = max(best[index.owners[place]], weight / total)
    return best


@lru_cache(maxsize=4096)
def _same(word: str, vocabulary: tuple[str, ...]) -> frozenset[str]:
    """The known words a written word may stand for: itself, or a long word with a slip of the pen."""
    if len(word) < 5:
        return frozenset((word,))
    return frozenset((word, *(known for known in vocabulary if fuzz.ratio(word, known) >= _SAME_WORD)))


def _suggest(written: str, index: _Index) -> UnitMatch:
    """The nearest known unit, without its id: a person decides."""
    if written in _KINDS:
        return UNKNOWN
    for entry in index.entries:
        if f"{entry.unit.kind} {written}" in entry.aliases:
            return UnitMatch(None, entry.unit.name, 90, "suggestion")
    coverage = [part if part >= 0.5 else 0.0 for part in _coverage(_telling_words(written, index), index)]
    ranks = [(*rank, -number) for number, rank in enumerate(zip(coverage, _likeness(written, index), strict=True))]
    covered, likeness, number = max(ranks, default=(0.0, 0.0, 0))
    points = int(max(covered * 100, likeness))
    if not ranks or (points < _SUGGESTED and not covered):
        return UNKNOWN
    return UnitMatch(None, index.entries[-number].unit.name, min(points, 99), "suggestion")
