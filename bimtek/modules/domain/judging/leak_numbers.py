"""Numbers that point to one person, however they are written: in groups, over lines, with letters for digits, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7",
    "delapan": "8", "sembilan": "9",
}  # fmt: skip
#: Letters that a hurried or a clever hand puts for digits.
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])(?:[0-9OolI]{0,17}[0-9][0-9OolI]{0,17}|O{1,4})(?![A-Za-z0-9])|\b(?:" + "|".join(_WORDS) + r")\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s.,\-–—/_•·()+:]{0,4}")
_NOT_A_PERSONS = re.compile(r"\b(?:NIP|NPWP|NPSN|NOP|NIB|VIN)\b[\s.:]{0,3}$", re.IGNORECASE)
_KK = re.compile(r"\b(?:KK|kartu keluarga)\b[^\d\n]{0,30}$", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b(?:rekening|norek|no\.?\s?rek|rek\.?|virtual account)\b[^.\n]{0,40}$", re.IGNORECASE)
_OFFICE_ACCOUNT = re.compile(
    r"\b(?:kas (?:daerah|umum|negara|desa)|rkud|rkun|retribusi|penerimaan|pdam|perumda|dinas|badan|bumdes)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<box>[\w.+-]{2,64})\s?(?:@|\(at\)|\[at\]|\{at\}|\bat\b)\s?"
    r"(?P<host>[A-Za-z0-9-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\btitik\b|\bdot\b)\s?[A-Za-z0-9-]{2,63}){1,3})",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w-])(?P<p>[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRSTWZ]|E[ABD]|K[BHTU]|P[AB])"
    r"[ .-]?\d{1,4}[ .-]?[A-Z]{1,3}(?![\w-])"
)
_VEHICLE = re.compile(
    r"\b(?:pelat|plat|nopol|nomor polisi|motor|mobil|kendaraan|truk|pikap|pick ?up|bus|ojek)\w*\b", re.IGNORECASE
)
_OFFICE_VEHICLE = re.compile(
    r"\b(?:dinas|operasional|ambulans|pelat merah|plat merah|damkar|truk sampah|armada)\b", re.IGNORECASE
)
_DATE = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")
_LEAST = 8  # digits in a row that a part of a known number must share before it is that number


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands in a text: its kind, and its digits or letters without what was put between."""

    start: int
    end: int
    kind: str
    digits: str


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    digits: str


def find_numbers(text: str) -> list[Number]:
    """Every NIK, KK, mobile number, account, e-mail address and number plate, whoever's it is, in order. An office's own
    line (0473), a NIP, amounts, dates and the numbers of cases are none."""
    found = [*_emails(text), *_plates(text)]
    for run in _runs(text):
        if not _NOT_A_PERSONS.search(text[max(0, run[0].start - 12) : run[0].start]):
            found += _in_run(text, run)
    return sorted(found, key=lambda number: number.start)


def parts_of(text: str, known: str) -> list[tuple[int, int]]:
    """Where a text tells this known number, wholly or by at least eight digits in a row."""
    digits = re.sub(r"\D", "", known)
    if len(digits) < _LEAST:
        return []
    places = []
    for run in _runs(text):
        told = "".join(part.digits for part in run)
        first, last = _shared(told, digits)
        if last - first >= _LEAST:
            places.append(_place(run, first, last))
    return places


def is_plate(text: str) -> bool:
    """Whether a passage is nothing but a number plate."""
    return bool(_PLATE.fullmatch(text.upper()))


def plain(text: str) -> str:
    """All digits of a text in their order, runs apart from each other: to ask whether a number stands there."""
    return " ".join("".join(part.digits for part in run) for run in _runs(text))


def _runs(text: str) -> list[list[_Part]]:
    """Groups of digits or digit words with nothing between them but blanks and signs."""
    runs: list[list[_Part]] = []
    dates = [match.span() for match in _DATE.finditer(text)]
    for match in _TOKEN.finditer(text):
        if any(start <= match.start() < end for start, end in dates):
            continue
        word = match.group()
        digits = _WORDS.get(word.lower()) or word.translate(_LETTERS)
        part = _Part(match.start(), match.end(), digits)
        if runs and _BETWEEN.fullmatch(text[runs[-1][-1].end : part.start]):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _in_run(text: str, run: list[_Part]) -> Iterator[Number]:
    at = 0
    while at < len(run):
        number = _number_at(text, run, at)
        if number is None:
            at += 1
            continue
        yield number
        while at < len(run) and run[at].end <= number.end:
            at += 1


def _number_at(text: str, run: list[_Part], first: int) -> Number | None:
    """The longest number that begins with this part and ends with one."""
    digits, best = "", None
    before = text[max(0, run[first].start - 60) : run[first].start]
    for part in run[first : first + 24]:
        digits += part.digits
        if len(digits) > 16:
            break
        kind = _kind(digits, before)
        if kind:
            best = Number(run[first].start, part.end, kind, digits)
    return best


def _kind(digits: str, before: str) -> str:
    if len(digits) == 16 and _is_nik(digits):
        return "kk" if _KK.search(before) else "nik"
    if _ACCOUNT.search(before) and 8 <= len(digits) <= 16:
        return "" if _OFFICE_ACCOUNT.search(before) else "bank"
    if re.fullmatch(r"(?:62|0)8[1-9]\d{7,10}", digits):
        return "phone"
    return ""


def _is_nik(digits: str) -> bool:
    """Sixteen digits with a province and a day in them; women's days are counted from 41."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return 11 <= int(digits[:2]) <= 96 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _emails(text: str) -> Iterator[Number]:
    for match in _EMAIL.finditer(text):
        host = re.sub(r"\s|\(dot\)|\[dot\]|titik|dot", ".", match["host"].lower())
        host = re.sub(r"\.+", ".", host)
        if "." in host and not host.endswith(".go.id"):
            yield Number(match.start(), match.end(), "email", f"{match['box'].lower()}@{host}")


def _plates(text: str) -> Iterator[Number]:
    for match in _PLATE.finditer(text):
        around = text[max(0, match.start() - 50) : match.end() + 20]
        if _VEHICLE.search(around) and not _OFFICE_VEHICLE.search(around):
            yield Number(match.start(), match.end(), "plate", re.sub(r"[ .-]", "", match.group()))


def _shared(told: str, known: str) -> tuple[int, int]:
    """The longest stretch of `told` that stands in `known`."""
    best = (0, 0)
    for first in range(len(told)):
        last = first + max(_LEAST, best[1] - best[0] + 1)
        while last <= len(told) and told[first:last] in known:
            best = (first, last)
            last += 1
    return best


def _place(run: list[_Part], first: int, last: int) -> tuple[int, int]:
    """Where the digits from first to last stand in the text; parts are taken whole."""
    at, start, end = 0, run[0].start, run[0].end
    for part in run:
        if at <= first < at + len(part.digits):
            start = part.start
        if at < last <= at + len(part.digits):
            end = part.end
        at += len(part.digits)
    return start, end
