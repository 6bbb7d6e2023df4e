"""Traces of the reporter that are no plain data: a masked or spelled number, initials, an e-mail in words, the hamlet of the
home, own words in quotation marks, and what the report says about its writer ("kios saya", "saya guru").

What a writer says about herself is read from the report: words of work, kin, house and fate that stand near "saya". A reply
that gives such a word to the one it speaks to points to her, in whatever words the rest is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.text import NUMBER_WORDS, WORD, stems
from bimtek.modules.domain.judging.reply.types import ReplyCase

Trace = tuple[int, int, str]
_RUN = re.compile(r"(?<![\w])(?:\+?\d|[xX*•#](?=[\dxX*•# .\-]*\d))[\dxX*•#](?:[ .\-]?[\dxX*•#]){5,24}")
_SPELLED = re.compile(
    r"\b(?:(?:nol|kosong|{0})[\s,.-]+){{4,20}}(?:nol|kosong|{0})\b".format("|".join(NUMBER_WORDS)), re.IGNORECASE
)
_DIGITS: Final = {**NUMBER_WORDS, "nol": "0", "kosong": "0"}
_ENDS = re.compile(
    r"\b(?:NIK|nomor|no\.?|HP|telepon|KTP|KK)\b[^.\n]{0,40}?\b(?:berakhiran|berakhir|belakang(?:nya)?|akhiran)\s(?:dengan\s)?(\d{3,})",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"\b([\w.+-]{3,40})\s?(?:@|\(at\)|\[at\]|\{at\}|\sat\s|\(et\)|\set\s)\s?([\w-]{2,30})", re.IGNORECASE
)
_INITIALS = re.compile(r"(?<![\w.])([A-Z])\.?\s?([A-Z])\.(?:\s?[A-Z]\.)?(?!\w)")
_QUOTE = re.compile(r"[\"“”]([^\"“”\n]{12,300})[\"“”]|(?<!\w)['‘]([^'‘’\n]{18,300})['’](?!\w)")
_PLATE = re.compile(r"\b(?:DP|DD|DW|DC|DN|DT|B)\s?\d{3,4}\s?[A-Z]{1,3}\b")
_I = re.compile(
    r"\b(?:saya|sy|sa|aku|ku|kami sekeluarga|pelapor|penelepon|pengadu)(?:ji|mi|pi)?\b|\w+ku\b", re.IGNORECASE
)
#: So many details of the writer in one sentence to her single her out.
_MANY: Final = 3
_WINDOW = 7  # words around "saya" that tell about the writer
_ONE = (
    r"(?<![\w/])(?:bapak|ibu|pak|bu|anda|saudara|saudari|kakak|kak|beliau|pelapor|pengadu)(?:nya)?(?![\w/]|\s?/|\s(?:camat|"
    r"lurah|bupati|guru|bidan|kepala|"
    r"kadis|kades|desa|dan ibu|dan bapak|pelapor|sekalian|warga|rt|rw)\b)"
)
_SPEAKS_TO = re.compile(rf"{_ONE}", re.IGNORECASE)
_NICK = re.compile(
    r"\b(?:Ibu|Bapak|Bu|Pak|Kak|Kakak|Mas|Mbak|Saudar[ai]|Sdr\.?|Sdri\.?|Daeng|Haji|Hj\.?)\s([A-Z][a-z]{2,12})\b"
)
_TO_ONE = re.compile(
    r"(?<![\w/])(?<!Bapak dan )(?:Ibu|Bapak|Bu|Pak|Kak|Kakak|Saudar[ai]|Anda|beliau)\b(?!/|\s[A-Z]|\sdan\sIbu\b)"
    r"|(?<!^)\b[Pp]elapor\w*(?!\s(?:yth|Yth))"
)
_OF_REPORT = re.compile(
    r"(?:laporan|aduan|pengaduan|keluhan|permohonan|informasi|kabar|pesan|nomor|tanggapan|yth\.?|kepada|untuk)\s$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:para|warga|semua|seluruh|setiap|sejumlah|anak-anak|anak sekolah|ibu hamil|masyarakat)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_AS = re.compile(
    r"\b(?:sebagai|selaku|seorang|mantan|bekas|semasa|berprofesi|profesi|status|statusnya)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\b(?:sebagai|selaku)\s(?:seorang\s)?(?:keluarga|kerabat|famili|saudara|sanak|orang tua|tetangga|teman|sahabat|"
    r"rekan kerja|sesama)\b(?!\s(?:besar|miskin|penerima))|"
    r"\b(?:pelapor|pengadu)(?:nya)?\s(?:sepertinya|tampaknya|kemungkinan|pasti|orang|org|kerja)\b|\b(?:pelapor|"
    r"pengadu)\b(?:,\s(?=seorang|yang|sebagai|selaku))?[^.,:\n]{0,50}?\b(?:seorang|berprofesi|profesi|bekerja|pekerjaan|"
    r"sehari-hari|berstatus|berusia|berumur|beranak|tinggal|"
    r"beralamat|berdomisili|menetap|berasal|bermukim|bertugas|mengajar|berdagang|berjualan|janda|duda|guru|pedagang|petani|mahasiswa|ketua|istri|"
    r"suami|anaknya|rumahnya|kiosnya|warungnya|lapaknya|sawahnya|kebunnya|usahanya)\b"
    r"|\b(?:pedagang|penjual|guru|petani|pemilik|ibu rumah tangga|mahasiswa|mahasiswi|pegawai|honorer|sopir|nelayan|bidan|perawat|kader|siswa|janda|"
    r"orang tua|wali|penyewa|penghuni|karyawan|buruh|tukang|peternak)\s(?:\w+\s){0,4}?yang\s(?:me(?:lapor|nulis|ngadu|ngirim|nyampaikan|ngeluh)\w*)"
    r"|\bprofesi\s(?:bapak|ibu|anda|saudara|pelapor)|\b(?:ciri|inisial|akun)\s(?:\w+\s)?(?:pelapor|bapak|ibu|anda)\b",
    re.IGNORECASE,
)


def numbers_told(case: ReplyCase, text: str) -> Iterator[Trace]:
    """A number or e-mail of the reporter, whole, masked, split or in words: a leak in any case."""
    own = {
        name: re.sub(r"\D", "", value) for name, value in (("nik", case.reporter.nik), ("phone", case.reporter.phone))
    }
    for match in _RUN.finditer(text):
        shown = re.sub(r"[^\dxX*•#]", "", match.group())
        if any(_agrees(shown, number) for number in own.values()):
            yield match.start(), match.end(), "number"
    for match in _SPELLED.finditer(text):
        shown = "".join(_DIGITS[word.lower()] for word in re.findall(r"[a-zA-Z]+", match.group()))
        if any(len(number) > 6 and shown[:7] in number for number in own.values()):
            yield match.start(), match.end(), "number"
    for match in _ENDS.finditer(text):
        if any(number.endswith(match.group(1)) for number in own.values() if number):
            yield match.start(), match.end(), "number"
    mail = case.reporter.email.lower().split("@")[0]
    if len(mail) > 3:
        for match in _MAIL.finditer(text):
            if match.group(1).lower() == mail:
                yield match.start(), match.end(), "email"
    for match in re.finditer(r"\d{8,20}", text):
        if match.group() in case.body and match.group() not in f"{case.facts} {case.case_id}":
            yield match.start(), match.end(), "number"


def _agrees(shown: str, number: str) -> bool:
    """A whole number, or one whose signs that are not masked agree with it from the front or from the end."""
    plain = re.sub(r"\D", "", shown)
    if len(number) < 8 or len(plain) < 5:
        return False
    if plain == shown:
        return shown in (number, f"62{number[1:]}") or (
            len(shown) >= 8 and (number.startswith(shown) or number.endswith(shown))
        )
    head, tail = re.match(r"\d*", shown), re.search(r"\d*$", shown)
    front, back = (head.group() if head else ""), (tail.group() if tail else "")
    return number.startswith(front) and number.endswith(back) and len(front) + len(back) >= 5


def hints_told(case: ReplyCase, text: str) -> Iterator[Trace]:
    """What points to a protected reporter without any data: initials, hamlet, quoted words, what the writer told of herself."""
    told = f"{case.place} {case.title} {case.body} {case.facts}".lower()
    yield from _initials(case, text)
    yield from _nicknames(case, text)
    for part in re.findall(
        r"\b(?:Dusun|Lingkungan|Perumahan|BTN|Blok|Gang|Jalan|Jl\.?)\s((?:[A-Z][\w'-]+)(?:\s[A-Z][\w'-]+)?)",
        case.reporter.address,
    ):
        at = re.search(rf"\b{re.escape(part)}\b", text) if part in text else None
        if at and part.lower() not in told:
            yield at.start(), at.end(), "home"
    plain = " ".join(re.findall(r"\w+", case.body.lower()))
    for match in _QUOTE.finditer(text):
        said = re.findall(r"\w+", (match.group(1) or match.group(2)).lower())
        public = " ".join(said) in " ".join(re.findall(r"\w+", f"{case.facts} {case.topic} {case.title}".lower()))
        if len(said) >= 4 and " ".join(said) in plain and not public and (len(said) >= 8 or _I.search(match.group())):
            yield match.start(), match.end(), "own words"
    for match in _PLATE.finditer(text):
        if match.group().lower() not in case.facts.lower():
            yield match.start(), match.end(), "plate"
    for match in _DESCRIBES.finditer(text):
        if not re.search(
            r"\b(?:para|warga|seluruh|semua)\s\w*\s?$", text[max(0, match.start() - 16) : match.start()], re.IGNORECASE
        ):
            yield match.start(), match.end(), "role"
    yield from _given_back(case, text)


def speaks_of_reporter(text: str) -> bool:
    """True when a sentence speaks to one person or of the reporter; an officer with a name and a bare "Pelapor yth." are neither."""
    return bool(_TO_ONE.search(text))


def _nicknames(case: ReplyCase, text: str) -> Iterator[Trace]:
    """ "Bu Nur" for Nurhayati: a form of address with the beginning of the reporter's name."""
    parts = [part.lower() for part in case.reporter.name.split() if len(part) > 3]
    for match in _NICK.finditer(text):
        if (
            any(part.startswith(match.group(1).lower()) for part in parts)
            and match.group(1).lower() not in case.facts.lower()
        ):
            yield match.start(), match.end(), "name"


def _initials(case: ReplyCase, text: str) -> Iterator[Trace]:
    parts = [part[0] for part in case.reporter.name.split() if part[:1].isupper()]
    pairs = set(pairwise(parts)) | ({(parts[0], parts[-1])} if len(parts) > 2 else set())
    for match in _INITIALS.finditer(text):
        degree = re.search(r"\w,\s?$", text[max(0, match.start() - 3) : match.start()])
        if (match.group(1), match.group(2)) in pairs and not degree:
            yield match.start(), match.end(), "initials"


@lru_cache(maxsize=1024)
def own_words(case: ReplyCase) -> frozenset[str]:
    """The roots of work, kin, house and fate that stand near "saya" in the report."""
    return frozenset().union(
        *(stems(word.removesuffix("ku")) & knowledge().personal for word in _near_writer(case.body)), frozenset()
    )


def _near_writer(body: str) -> Iterator[str]:
    """The words, small, that stand at most _WINDOW words from "saya" in the same clause."""
    for clause in re.split(r"[.!?;\n]", body):
        words = [match.group().lower() for match in WORD.finditer(clause)]
        here = [at for at, word in enumerate(words) if _I.fullmatch(word)]
        yield from (word for at, word in enumerate(words) if any(abs(at - spot) <= _WINDOW for spot in here))


@lru_cache(maxsize=1024)
def own_details(case: ReplyCase) -> frozenset[str]:
    """The roots of what the writer alone tells near "saya": not in the office's facts, the topic, the place, nor common words."""
    known = knowledge()
    told = " ".join((case.facts, case.topic, case.title, case.place, case.owner, case.officer_office))
    public = frozenset().union(*(stems(word.lower()) for word in WORD.findall(told)), frozenset())
    found: set[str] = set()
    for word in _near_writer(case.body):
        roots = stems(word)
        if len(word) > 3 and word not in known.common | known.function and not roots & (public | known.no_detail):
            found |= roots
    return frozenset(found)


def _given_back(case: ReplyCase, text: str) -> Iterator[Trace]:
    """A word of the writer's own life given to the one addressed: "Ibu membawa anaknya", "penghasilan Ibu sebagai penjual"."""
    own, details, weak = own_words(case), own_details(case), knowledge().personal_weak
    for sentence in re.finditer(r"[^.!?\n]+", text):
        part = sentence.group()
        told = [word for word in WORD.finditer(part) if len(word.group()) > 3 and stems(word.group().lower()) & details]
        if len(told) >= _MANY and _SPEAKS_TO.search(part):
            yield sentence.start() + told[0].start(), sentence.start() + told[-1].end(), "own life"
            continue
        spots = [
            match
            for match in _SPEAKS_TO.finditer(part)
            if not _OF_REPORT.search(part[max(0, match.start() - 60) : match.start()])
            and not re.match(r"\s?/", part[match.end() :])
        ]
        for word in WORD.finditer(part):
            met = stems(word.group().lower()) & own
            if not met or "-" in word.group() or _GROUP.search(part[max(0, word.start() - 60) : word.start()]):
                continue
            reach = 26 if met <= weak else 48
            if (met - weak and _AS.search(part[max(0, word.start() - 80) : word.start()])) or any(
                _near(part, spot, word, reach) for spot in spots
            ):
                yield sentence.start() + word.start(), sentence.start() + word.end(), "own life"
                break


def _near(part: str, spot: re.Match[str], word: re.Match[str], reach: int) -> bool:
    """True when the person stands before the word within reach, or right behind it, with no break between."""
    if spot.start() == word.start():
        return False
    between = part[spot.end() : word.start()] if spot.end() <= word.start() else part[word.end() : spot.start()]
    if re.search(r"[,;:]|\bkami\b|\bdan (?:para|warga)\b", between):
        return False
    return len(between) <= (reach if spot.end() <= word.start() else 12)
