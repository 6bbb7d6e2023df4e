"""Find and mask what tells who a reporter is: NIK, phone, e-mail, address, name.

Every pattern has a bounded width, so that time grows with the length of the text only, on hostile text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

KINDS = ("nik", "phone", "email", "address", "name")
MASKS = MappingProxyType(
    {
        "nik": "[NIK disamarkan]",
        "phone": "[nomor HP disamarkan]",
        "email": "[surel disamarkan]",
        "address": "[alamat disamarkan]",
        "name": "[nama disamarkan]",
    }
)
MAX_TEXT = 20_000  # characters that are searched; a report of the real platform is far shorter

# 16 digits, in groups or not; 18 digits are a NIP, digits before or behind make it another number.
_NIK = re.compile(r"(?<![\d])(?<!\d[ .-])\d(?:[ .-]?\d){15}(?![ .-]?\d)")
# A mobile number begins with 08 or +628; (0473) is an office in Luwu Utara, SIM-xxxx a report, Rp an amount.
_PHONE = re.compile(r"(?<![\w/-])(?<!Rp)(?:\+?62[ .-]?|0)8\d{1,2}(?:[ .-]?\d){6,9}(?![ .-]?\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,3}")
_NAMED = r"(?:[A-Z][\w'’]{1,24}|[IVX]{1,4})(?:[ -](?:[A-Z][\w'’]{1,24}|[IVX]{1,4}|\d{1,3}(?![.\d])))"
_HOUSE = (
    r"(?:,?\s?(?:[Bb]lok|[Nn]o\.?|[Nn]omor|[Ll]orong|[Gg]ang|[Ll]r\.?)\s?[A-Z]?[-/]?\d{1,4}(?:[-/]\w{1,4})?[A-Za-z]?\b)"
)
_ADDRESSES = (
    re.compile(r"\bR\.?T\.?\s?[:.]?\s?0?\d{1,3}(?:\s?[/,]?\s?(?:R\.?W\.?)?\s?0?\d{1,3})?\b", re.IGNORECASE),
    re.compile(rf"\b(?:Dusun|Dsn\.?|dusun|Lingkungan(?!\sHidup\b))\s{_NAMED}{{0,3}}{_HOUSE}{{0,2}}"),
    re.compile(rf"\b(?:Jalan|Jl\.?|jalan|jln\.?|jl\.?|Jln\.?)\s{_NAMED}{{0,4}}{_HOUSE}{{1,3}}"),
    re.compile(rf"\b(?:Perumahan|Perum\.?|BTN|Kompleks|Ruko|ruko|Asrama|Lorong|Gang)\s{_NAMED}{{0,3}}{_HOUSE}{{1,3}}"),
    re.compile(r"\b(?:kios|lapak|los|ruko|blok)\s(?:blok\s)?[A-Z]{1,2}\s?[-/]?\s?\d{1,3}\b", re.IGNORECASE),
    re.compile(
        r"\brumah(?:ku|nya|\s(?:saya|kami|dinas|ibu|bapak|beliau))(?:\s(?:di|yang|ada|pas|persis|tepat)){0,3}"
        r"\s(?:samping|depan|belakang|sebelah|dekat|seberang|guru)(?:\s[\w'’-]{1,24}){1,3}",
        re.IGNORECASE,
    ),
)
_TITLE = (
    r"(?:[Bb]apak|[Ii]bu|[Pp]ak|[Bb]u|[Bb]pk\.?|[Ss]dri?\.?|[Ss]audar[ai]|[Kk]ak(?:ak)?|"
    r"[Mm]as|[Mm]bak|[Hh]aji|Hj?\.|a\.?n\.?|atas nama)"
)
_COMMON_PARTS = frozenset(
    (
        "muh",
        "muhammad",
        "andi",
        "sri",
        "siti",
        "sitti",
        "dewi",
        "nur",
        "ibu",
        "bapak",
        "pak",
        "haji",
        "made",
        "ketut",
        "wayan",
        "nyoman",
        "pdt",
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of personal data: from start up to and without end, its kind, its words."""

    start: int
    end: int
    kind: str
    text: str


def find(text: str, reporter_name: str | None = None, reporter_address: str | None = None) -> list[Span]:
    """Every piece of personal data in the first 20 000 characters, in order, without overlap.

    Name and address of the reporter, where known, are looked for too, part by part. A NIP of 18 digits, money,
    dates, report numbers (SIM-...), office phones with area code and addresses ending in .go.id are not personal.
    """
    text = text[:MAX_TEXT]
    found = [*_patterns(text), *_names(text, reporter_name or ""), *_own_address(text, reporter_address or "")]
    kept: list[Span] = []
    for span in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end and span.kind == kept[-1].kind:
            kept[-1] = Span(kept[-1].start, span.end, span.kind, text[kept[-1].start : span.end])
    return kept


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with each span replaced by the words that say what was hidden; raises ValueError when spans overlap."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda item: item.start):
        if span.start < at:
            raise ValueError("spans overlap")
        parts += [text[at : span.start], MASKS[span.kind]]
        at = span.end
    return "".join([*parts, text[at:]])


def _patterns(text: str) -> Iterator[Span]:
    for match in _NIK.finditer(text):
        yield _span(match, "nik")
    for match in _PHONE.finditer(text):
        if 10 <= sum(sign.isdigit() for sign in match.group()) <= 14:
            yield _span(match, "phone")
    for match in _EMAIL.finditer(text):
        if not match.group().lower().endswith(".go.id"):
            yield _span(match, "email")
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            yield _span(match, "address")


def _names(text: str, name: str) -> Iterator[Span]:
    """The full name in any case; a part with a capital; a common part or an initial only behind a form of address."""
    parts = list(re.findall(r"[^\W\d_]{2,40}", name[:120]))[:6]
    if not parts:
        return
    if _folded(parts[0]) in _folded(text):
        whole = r"[\s.]{1,2}".join(re.escape(part) for part in parts)
        for match in re.finditer(rf"\b{whole}\b", text, re.IGNORECASE):
            yield _span(match, "name")
    for part in parts:
        if part.capitalize() not in text and part.upper() not in text:
            continue  # a pattern of one's own costs more than all else here, and most texts hold no name
        alone = len(part) > 2 and part.lower() not in _COMMON_PARTS
        before = "" if alone else rf"(?<=\b){_TITLE}\s"
        after = "" if alone else r"(?!\s[A-Z])"
        for match in re.finditer(
            rf"\b{before}(?P<n>{re.escape(part.capitalize())}|{re.escape(part.upper())})\b{after}", text
        ):
            yield Span(match.start("n"), match.end("n"), "name", match.group("n"))
    firsts = "".join(sorted({part[0].upper() for part in parts}))
    if not any(f"{first}." in text for first in firsts):
        return
    for match in re.finditer(rf"\b{_TITLE}\s(?P<n>(?:[{firsts}]\.\s?){{1,3}})(?=\s|$|[,;)])", text):
        yield Span(
            match.start("n"), match.start("n") + len(match.group("n").rstrip()), "name", match.group("n").rstrip()
        )


def _folded(text: str) -> str:
    """A text without upper case, as patterns that ignore case compare it (a dotless or dotted Turkish i is an i to them)."""
    return text.casefold().replace("\u0131", "i").replace("\u0307", "")


def _own_address(text: str, address: str) -> Iterator[Span]:
    """The parts of the reporter's address down from the hamlet and street; village and district alone stay."""
    for part in map(str.strip, address[:200].split(",")):
        if len(part) < 5 or re.match(r"(?:Desa|Kelurahan|Kel\.|Kec\.|Kecamatan|Kabupaten|Kab\.)\s", part):
            continue
        forms = {part, re.sub(r"\s(?:RT|No\.?|Lorong|Blok)\s.{0,30}$", "", part)}
        for form in (one for one in forms if _folded(one) in _folded(text)):
            for match in re.finditer(rf"\b{re.escape(form)}\b", text, re.IGNORECASE):
                yield _span(match, "address")


def _span(match: re.Match[str], kind: str) -> Span:
    return Span(match.start(), match.end(), kind, match.group())
