"""A person's name in a text: whole, in part, misspelled, as a nickname, as initials; and names that a report tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from bimtek.modules.domain.judging.reply.phrases import knowledge

TITLE = (
    r"(?:bapak|ibu|pak|bu|bpk\.?|sdri?\.?|saudar[ai]|kak(?:ak)?|mas|mbak|bang|dik|adik|daeng|dg\.?|puang|mama|papa|om|tante|nenek"
    r"|kakek|haji|hajjah|hj?\.|a\.?n\.?|atas nama|ambe'?|indo'?|tuan|nyonya|si)"
)
_CALLED = re.compile(
    r"\b(?:dipanggil|panggilannya|nama panggilan|panggilan akrab(?:nya)?|alias|"
    r"biasa disapa|akrab disapa|nama akun|akun (?:facebook|instagram|fb|tiktok))\s+"
    r"(?:(?:bapak|ibu|pak|bu|daeng|puang)\s)?[\"“']?(?P<n>[A-Z@][\w.]{2,24})",
)
_INITIALS = re.compile(r"\b(?:ber)?inisial(?:nya)?\s(?P<n>(?:[A-Z]\.?\s?){1,4})(?![a-z])")
_WORD = re.compile(r"[^\W\d_]{3,30}")
_TITLED = re.compile(rf"\b(?P<t>{TITLE})\s(?P<n>[^\W\d_]{{3,24}})\b", re.IGNORECASE)
_BARE_TITLES = frozenset(
    ("muh", "muhammad", "andi", "sri", "siti", "sitti", "nur", "haji", "hajjah", "ibu", "bapak", "drs", "spd", "ni")
)
#: Words behind a form of address that are no names.
_POSTS = frozenset(
    (
        "pelapor", "pemohon", "pengadu", "warga", "camat", "lurah", "kades", "desa", "dusun", "kepala", "ketua", "guru", "bidan",
        "dokter", "perawat", "bupati", "wakil", "kadis", "kabid", "sekdes", "imam", "ustaz", "pendeta", "sekalian", "saudara",
        "dan", "yang", "kami", "kita", "atau", "sudah", "untuk", "dapat", "akan", "juga", "tidak", "belum", "bisa", "mohon",
        "kantor", "dinas", "hamil", "menyusui", "rumah", "tangga", "kota", "asuh", "kandung", "inspektur", "sekretaris",
    )
)  # fmt: skip
_NEAR_LEAST, _FAR_LEAST = 5, 8  # letters of a name from which one, and from which two, may be wrong


def name_parts(name: str) -> list[str]:
    """The words of a name, small, without titles that thousands carry."""
    return [part.lower() for part in re.findall(r"[^\W\d_]{2,40}", name[:120])][:6]


def find_name(text: str, name: str, also: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, bool]]:
    """(start, end, sure) of every place that tells this name. `also` are words of the place and the matter: they are
    no part of a name there. Common parts alone ("Andi", "Nur") and bare initials are no more than hints."""
    parts = name_parts(name)
    telling = [part for part in parts if len(part) >= 3 and part not in _BARE_TITLES and part not in also]
    if not parts:
        return
    for match in re.finditer(
        r"[\s._-]{0,2}".join(map(re.escape, parts)) if len(parts) > 1 else r"(?!)", text, re.IGNORECASE
    ):
        yield match.start(), match.end(), True
    for match in _WORD.finditer(text):
        if _is_part(match.group(), telling, also) and not _of_another(text, match, parts):
            yield match.start(), match.end(), True
    for match in _TITLED.finditer(text):
        word = match["n"].lower()
        if word in _POSTS or word in also or word in knowledge().common:
            continue
        if word in parts or any(_is_nickname(word, part) for part in telling):
            yield match.start("n"), match.end("n"), True
    yield from _by_letters(text, parts)
    for match in _CALLED.finditer(text):
        yield match.start("n"), match.end("n"), True


def find_others(text: str, names: frozenset[str], own: str, also: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names of others that the report tells (small words) and this text repeats, as names."""
    mine = set(name_parts(own))
    for match in _WORD.finditer(text):
        word = match.group()
        small = word.lower()
        if (
            small in names
            and small not in mine
            and small not in also
            and word[0].isupper()
            and not _starts(text, match.start())
        ):
            yield match.start(), match.end()
    for match in _TITLED.finditer(text):
        small = match["n"].lower()
        if small in names and small not in mine and small not in also and small not in _POSTS:
            yield match.start("n"), match.end("n")


def _starts(text: str, at: int) -> bool:
    """Whether a word begins a sentence, where a capital says nothing."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".!?:\n"


def _by_letters(text: str, parts: list[str]) -> Iterator[tuple[int, int, bool]]:
    firsts = [part[0] for part in parts]
    for match in _INITIALS.finditer(text):
        letters = [sign.lower() for sign in match["n"] if sign.isalpha()]
        yield match.start("n"), match.start("n") + len(match["n"].rstrip()), bool(letters) and letters[0] in firsts
    dotted = rf"\b{TITLE}\s(?P<n>(?-i:(?:[A-Z]\.\s?){{1,4}}|[A-Z](?=[\s,)]|$)))"
    for match in re.finditer(dotted, text, re.IGNORECASE):
        letters = [sign.lower() for sign in match["n"] if sign.isalpha()]
        if letters and letters[0] in firsts and match["n"].strip(". "):
            sure = (len(letters) > 1 and letters == firsts[: len(letters)]) or "." in match["n"]
            yield match.start("n"), match.start("n") + len(match["n"].rstrip()), sure


def _is_part(word: str, telling: list[str], also: frozenset[str]) -> bool:
    """A telling part of the name in any spelling: one wrong letter from five on, two from eight on."""
    small = word.lower()
    if small in telling:
        return True
    if small in also or len(small) < _NEAR_LEAST or not word[0].isupper() or _is_usual(small):
        return False
    for part in telling:
        wrong = 2 if len(part) >= _FAR_LEAST else 1
        near = len(part) >= _NEAR_LEAST and abs(len(part) - len(small)) <= wrong and small[0] == part[0]
        if near and DamerauLevenshtein.distance(small, part, score_cutoff=wrong) <= wrong:
            return True
    return False


@lru_cache(maxsize=8192)
def _is_usual(word: str) -> bool:
    known = knowledge()
    return word in known.common or word in known.function or any(word in village.split() for village in known.villages)


def _is_nickname(word: str, part: str) -> bool:
    """ "Bu Lia" of Nurlia, "Pak Rus" of Rustan: the head or the tail of a longer part, or one wrong letter."""
    if len(part) > len(word) and (part.startswith(word) or part.endswith(word)):
        return True
    return word[0] == part[0] and len(part) >= 4 and DamerauLevenshtein.distance(word, part, score_cutoff=1) <= 1


def _of_another(text: str, match: re.Match[str], parts: list[str]) -> bool:
    """Part of an office's or somebody else's name: another capital word stands right beside it ("RSUD Andi Djemma")."""
    after = re.match(r"\s([A-Z][a-z]{2,})", text[match.end() : match.end() + 30])
    before = re.search(r"([A-Z][\w.]*)\s$", text[max(0, match.start() - 30) : match.start()])
    titles = re.compile(TITLE, re.IGNORECASE)
    follows = after is not None and after[1].lower() not in parts
    leads = (
        before is not None
        and before[1].lower() not in parts
        and not titles.fullmatch(before[1])
        and not _usual_head(before[1])
    )
    return follows or leads


def _usual_head(word: str) -> bool:
    return word.lower().strip(".") in {
        "yth",
        "halo",
        "kepada",
        "dari",
        "pelapor",
        "pemohon",
        "terima",
        "kasih",
        "nama",
        "oleh",
        "yaitu",
    }
