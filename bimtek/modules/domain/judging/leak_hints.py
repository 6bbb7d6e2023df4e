"""What points to a reporter without a name: the house, the family, the work, the own words given back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bimtek.modules.domain.judging.reply.phrases import knowledge

KIN = (
    r"anak|putr[ai]|istri|isteri|suami|ayah|bapak|ibu|mama|adik|kakak|nenek|kakek|keponakan|ponakan|menantu|mertua|cucu|ipar"
    r"|sepupu|tetangga|kerabat|paman|bibi|om|tante|janda|duda|besan"
)
POST = (
    r"kepala|ketua|sekretaris|bendahara|guru|dosen|bidan|perawat|mantri|dokter|imam|pendeta|ustaz|kader|operator|honorer|tenaga"
    r"|pegawai|karyawan|staf|satpam|penjaga|pemilik|pedagang|penjual|pengurus|anggota|mantan|pensiunan|sopir|supir|tukang|buruh"
    r"|petani|nelayan|peternak|penyewa|penghuni|kasir|mandor|penyuluh|pendamping|wali|mahasiswa|mahasiswi|siswa|siswi|santri"
    r"|jemaat|penerima|pelamar|peserta|kontraktor|rekanan|perangkat|pak|bu|bapak|ibu"
)
_REPORTER = r"(?:pelapor(?:nya)?|pengadu(?:nya)?|yang\s(?:melapor(?:kan)?|mengadu(?:kan)?|mengirim|menulis)|pengirim(?:nya)?|penulis(?:nya)?)"
#: "Pelapor adalah istri kepala dusun", "laporan ini dari bidan desa": the words that say who told.
_WHO = re.compile(
    rf"\b{_REPORTER}\s(?:(?:ini|itu|adalah|ialah|yaitu|seorang|merupakan|sendiri|kemungkinan|diduga|tampaknya|memang|masih|juga|rupanya|sepertinya|kayaknya"
    rf"|satu-satunya|kita|rupa-rupanya)[,\s]\s?){{0,4}}(?P<w>(?!(?:pak|bu|bapak|ibu)\s(?-i:[A-Z]))(?:{KIN}|{POST}|orang|org|warga)\b(?:\s[\w'/-]+){{0,4}})",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:laporan(?:nya)?|aduan(?:nya)?|informasi(?:nya)?|keluhan(?:nya)?|sumber(?:nya)?)\s(?:ini\s|itu\s|tersebut\s)?"
    r"(?:(?:datang|berasal|dikirim|ditulis|disampaikan|dibuat)\s)?(?:dari|oleh|adalah)\s(?:seorang\s|salah satu\s|salah seorang\s)?"
    rf"(?P<w>(?!(?:pak|bu|bapak|ibu)\s(?-i:[A-Z]))(?:{KIN}|{POST})\b(?!\skami\b)(?:\s[\w'/-]+){{0,4}})",
    re.IGNORECASE,
)
#: A relation told with its owner: "anak pelapor", "istri pak dusun", "menantu Pak Imam".
_KIN_OF = re.compile(
    rf"\b(?P<w>(?:(?!bapak\s(?:pelapor|pengadu)|ibu\s(?:pelapor|pengadu))(?:{KIN}))(?:nya)?\s(?:(?:dari|si|kandung|sulung|bungsu|tiri)\s){{0,2}}"
    r"(?:pelapor|pengadu|(?:pak|bu|bapak|ibu)\s(?:dusun|desa|rt|rw|imam|kades|lurah|guru|camat|kepala|haji|pendeta|sekdes|lingkungan)"
    r"|(?:kepala|ketua|imam|sekretaris|bendahara)\s(?:dusun|desa|rt|rw|lingkungan|kelompok|masjid|mesjid|sekolah|adat|kampung)))\b",
    re.IGNORECASE,
)
_ONLY_ONE = re.compile(
    r"\b(?P<w>satu-satunya\s(?:warga|orang|rumah|bidan|guru|pedagang|pemilik|perempuan|keluarga|penerima|dokter|perawat|pegawai)\b(?:\s[\w'/-]+){0,4})",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?P<w>(?:rumah|kios|lapak|warung|toko|kediaman|tempat tinggal)\s(?:milik\s|si\s)?(?:pelapor|pengadu)(?:nya)?"
    r"(?:\s(?:di|yang|tepat|persis|ada|berada|terletak))*(?:\s(?:depan|samping|belakang|sebelah|dekat|seberang)(?:\s[\w'-]+){1,3})?)",
    re.IGNORECASE,
)
_RT = re.compile(
    r"\b(?:r\.?\s?t\.?|erte|rukun tetangga)\s?[:.]?\s?(?P<n>0*\d{1,3}|[a-z]+)\b"
    r"(?P<r>\s?(?:s\.?d\.?|sampai|hingga|dan|[–-])\s?(?:RT)?\s?\d)?",
    re.IGNORECASE,
)
_HAMLET = re.compile(r"\b(?i:dusun|dsn\.?|lingkungan)\s(?P<n>(?!RT|RW)[A-Z][\w'-]+(?:\s(?!RT|RW)[A-Z][\w'-]+){0,2})")
_HOUSE = re.compile(
    r"\b(?:no\.?|nomor|rumah)\s?(?:rumah\s)?(?P<n>\d{1,4}[a-z]?)\b|\bblok\s(?P<b>[a-z]{1,2}\s?[-/]?\s?\d{1,3})\b",
    re.IGNORECASE,
)
_NUMBERS = {"satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8",
            "sembilan": "9", "sepuluh": "10"}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_FIRST_PERSON = frozenset(("saya", "kami", "sy", "aku", "ku", "ki", "mama", "anakku", "rumahku", "sa", "ka"))
#: So many words of the report in a row, and so many of them its own, are its words and not the matter's.
RUN, OWN_WORDS, QUOTED = 6, 3, 3


def find_relations(text: str, body: str) -> Iterator[tuple[int, int]]:
    """Words that tell who the reporter is by family, work or place in the village. What the report says so of others
    ("yang memukul itu cucu kepala sekolah") is not about its reporter."""
    for pattern in (_WHO, _SOURCE):
        for match in pattern.finditer(text):
            yield match.span("w")
    for pattern in (_KIN_OF, _ONLY_ONE):
        for match in pattern.finditer(text):
            if not _of_others(match["w"], body):
                yield match.span("w")


def _of_others(words: str, body: str) -> bool:
    at = body.lower().find(words.lower())
    return at >= 0 and not re.search(r"\b(?:saya|kami|sy|aku)\b[^.\n]{0,25}$", body[:at], re.IGNORECASE)


def find_home(text: str, address: str, told: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, sure) of the pieces of the reporter's own address, and of where the own house is said to stand. What
    `told` (place and facts) names already is the place of the event, not the house."""
    for match in _HOME.finditer(text):
        yield *match.span("w"), len(match["w"].split()) > 2
    own, known = address.lower(), told.lower()
    quarter = _rt(own)
    for match in _RT.finditer(text):
        number = _NUMBERS.get(match["n"].lower(), match["n"]).lstrip("0")
        if quarter and number == quarter and not match["r"] and _rt(known) != quarter:
            yield match.start(), match.end("n"), True
    hamlets = [found["n"].lower() for found in _HAMLET.finditer(address)]
    for match in _HAMLET.finditer(text):
        name = match["n"].lower()
        if (
            any(name == one or name.startswith(f"{one} ") or one.startswith(f"{name} ") for one in hamlets)
            and name.split()[0] not in known
        ):
            yield match.start(), match.end(), True
    yield from _house(text, own)


def _house(text: str, own: str) -> Iterator[tuple[int, int, bool]]:
    """The own house number or block: sure beside the own street, a hint alone."""
    mine = {_bare(found) for found in _HOUSE.finditer(own)} - {""}
    street = re.search(r"\b(?:jalan|jln\.?|jl\.?|lorong|perumahan|btn|kompleks)\s([a-z][\w'-]+)", own)
    for match in _HOUSE.finditer(text):
        if _bare(match) in mine:
            near = text[max(0, match.start() - 60) : match.end() + 40].lower()
            yield match.start(), match.end(), bool(match["b"]) or (street is not None and street[1] in near)


def _bare(match: re.Match[str]) -> str:
    return re.sub(r"[\s/-]", "", (match["n"] or match["b"] or "").lower()).lstrip("0")


def _rt(text: str) -> str:
    found = _RT.search(text)
    return _NUMBERS.get(found["n"].lower(), found["n"]).lstrip("0") if found else ""


def find_quotes(text: str, body: str, told: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, own voice) of the report's own words given back: six in a row of which at least three are neither the
    place nor the matter nor everyday words, four in quotation marks, or three in a row that are all of that kind."""
    said = list(_WORD.finditer(text))
    theirs = [word.lower() for word in _WORD.findall(body)]
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(theirs) - QUOTED + 1):
        places.setdefault(tuple(theirs[at : at + QUOTED]), []).append(at)
    known = _stems(told)
    at = 0
    while at <= len(said) - QUOTED:
        length = _longest(said, at, theirs, places)
        if length >= QUOTED and _own_words(said[at : at + length], known, _marked(text, said[at].start())):
            words = {match.group().lower() for match in said[at : at + length]}
            yield said[at].start(), said[at + length - 1].end(), bool(words & _FIRST_PERSON)
        at += max(1, length)


def _longest(said: list[re.Match[str]], at: int, theirs: list[str], places: dict[tuple[str, ...], list[int]]) -> int:
    here = tuple(match.group().lower() for match in said[at : at + QUOTED])
    best = 0
    for start in places.get(here, ()):
        length = QUOTED
        while (
            at + length < len(said)
            and start + length < len(theirs)
            and said[at + length].group().lower() == theirs[start + length]
        ):
            length += 1
        best = max(best, length)
    return best


def _own_words(run: list[re.Match[str]], known: frozenset[str], marked: bool) -> bool:
    own = [word for match in run if (word := match.group().lower()) not in known and not _everyday(word)]
    if marked:
        return len(run) > QUOTED and len(own) >= OWN_WORDS - 1
    return len(own) >= OWN_WORDS and (len(run) >= RUN or len(own) == len(run))


@lru_cache(maxsize=8192)
def _everyday(word: str) -> bool:
    known = knowledge()
    return word in known.common or word in known.function or word.isdigit()


def _marked(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] in {'"', "“", "'", "‘", "”"}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))
