"""What a text would reveal, to whom, before it goes out: a public answer, a letter, a note, a hand-over, a file name.

One question for every surface; the readers decide what counts. Anonim and Rahasia keep the reporter from everybody but the
Admin Instansi (domain report 3.5); a letter may tell its applicant all about himself, and nothing about others; the place of
the event, an office's line, an officer's post, a group, the number of the case and dates are never leaks. How well it finds:
`python -m tests.bench.leaks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bimtek.modules.domain.judging import leak_hints, leak_names, leak_numbers
from bimtek.modules.domain.judging.leak_words import ADVICE, REASONS
from bimtek.modules.domain.judging.reply import identity
from bimtek.modules.domain.judging.reply.casefile import open_file
from bimtek.modules.domain.judging.reply.signals import read_reply
from bimtek.modules.domain.judging.reply.types import ReplyCase
from bimtek.sandbox.domain.sending import Readers

MAX_TEXT = 12_000
REPORTER, OTHER, ACCUSED = "reporter", "other", "accused"
#: Numbers that are nobody's business but their owner's, whoever reads.
_NUMBERS = ("nik", "kk", "phone", "email", "bank", "plate")
_OPEN_TO_ALL = (Readers.PUBLIC, Readers.CIRCLE)
_OWN_DATA_ALLOWED = (Readers.PERSON, Readers.INSIDE)
_WAYS = {
    "home": "address", "address": "address", "name": "name", "initials": "name", "nik": "nik", "phone": "phone", "email": "email",
    "number": "number", "plate": "plate", "family": "family", "role": "role", "own": "role", "caption": "quote",
    "own words": "quote", "own life": "quote",
}  # fmt: skip
#: "Ibu hamil", "Bapak asuh": a group, not a person addressed.
_GROUPS = frozenset(("hamil", "menyusui", "rumah", "asuh", "kota"))
_SOMEBODYS_HOUSE = "rumahnya"  # whose house it is, the word alone does not say
_LONG_QUOTE = 40  # letters of the report's own words from which they are known again without "saya"
_OFFICE_PHONE = re.compile(
    r"\b(?:hubungi|menghubungi kami|kontak|narahubung|layanan|hotline|call center|kantor|dinas|posko|petugas|piket|wa center|puskesmas"
    r"|kecamatan|admin|cs|pengaduan)\b[^.\n]{0,50}$",
    re.IGNORECASE,
)
_PERSONS_PHONE = re.compile(
    r"(?<!dapat\s)\b(?:pelapor|warga|korban|saksi|tetangga|bapak|ibu|anda|saudara|sdr|pemilik|keluarga|suami|istri|anak|orang tua)\w*"
    r"(?:\s(?!dapat|bisa|silakan|menanyakan|menghubungi)\w+){0,3}\s?(?:di|ke|lewat|melalui|nomor|no\.?|hp|telepon|wa|whatsapp|:)"
    r"(?:\s(?:nomor|no\.?|hp|wa|telepon|whatsapp))*\s?[(:]?\s?$",
    re.IGNORECASE,
)
#: Whom the office called is a person; whom the reader is asked to call is the office.
_CALLED_BY_US = re.compile(
    r"\b(?:kami|petugas|tim|kita)\s(?:(?:sudah|telah|akan|sempat)\s){0,2}(?:meng)?(?:hubungi|telepon|telpon|elepon)\b[^.\n]{0,40}$"
    r"|\b(?:sudah|telah|akan|mohon|agar|tolong)\s(?:kami\s)?dihubungi\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:berakhiran|akhiran|ber?akhir|belakangnya|ujungnya|digit terakhir(?:nya)?)\s(?:dengan\s)?(?P<n>\d(?:[ .-]?\d){2,7})\b",
    re.IGNORECASE,
)
_OFFICE_MAIL = re.compile(
    r"ppid|dinas|diskominfo|dukcapil|puskesmas|kec|desa|layanan|admin|info|kantor|rsud|lapor|humas|bpbd|pdam"
)


@dataclass(frozen=True, slots=True)
class LeakContext:
    """The case a text is about: what must stay hidden, and what is known to all anyhow."""

    case: ReplyCase
    sensitive: tuple[str, ...] = ()
    known: str = ""

    @property
    def told(self) -> str:
        """Words that a text may well use: place, title, matter and what the office found."""
        return f"{self.case.place} {self.case.title} {self.case.topic} {self.case.facts} {self.known}"


@dataclass(frozen=True, slots=True)
class Leak:
    """One passage that tells more than these readers may know."""

    passage: str
    start: int
    end: int
    kind: str
    who: str
    certain: bool

    @property
    def reason(self) -> str:
        """Why it tells."""
        return REASONS[self.kind]

    @property
    def advice(self) -> str:
        """What to write instead."""
        return ADVICE[self.who if self.who != REPORTER and self.kind == "name" else self.kind]


@lru_cache(maxsize=2048)
def find_leaks(text: str, about: LeakContext, readers: Readers) -> tuple[Leak, ...]:
    """Every passage that tells these readers more than they may know, in order and without overlap; `certain` when it
    points to one person by itself, else a hint. Hints of two kinds about the reporter together are certain."""
    text = text[:MAX_TEXT]
    words = re.sub(r"[_]", " ", text)
    found = [*_numbers(words, about, readers)]
    if readers in _OPEN_TO_ALL:
        found += [*_sensitive(words, about), *_others(words, about)]
    if readers not in _OWN_DATA_ALLOWED:
        found += [*_of_reporter(words, about, readers)]
    return _merged(text, _together(found))


def _leak(start: int, end: int, kind: str, who: str = REPORTER, *, certain: bool = True) -> Leak:
    return Leak("", start, end, kind, who, certain)


def _numbers(text: str, about: LeakContext, readers: Readers) -> Iterator[Leak]:
    """NIK, KK, telephone, e-mail, account, plate: the reporter's own, those the report tells, and strangers'."""
    case = about.case
    own_allowed = readers in _OWN_DATA_ALLOWED
    sure = case.protected or readers in _OPEN_TO_ALL
    if not own_allowed:
        for known, kind in ((case.reporter.nik, "nik"), (case.reporter.phone, "phone")):
            for start, end in leak_numbers.parts_of(text, known):
                yield _leak(start, end, kind, certain=sure)
            for match in _TAIL.finditer(text):
                if re.sub(r"\D", "", known).endswith(re.sub(r"\D", "", match["n"])):
                    yield _leak(match.start(), match.end(), kind, certain=sure)
    body = leak_numbers.plain(case.body)
    for number in leak_numbers.find_numbers(text):
        mine = _is_own(number, case)
        told = mine or number.digits in body or number.digits in re.sub(r"[\s.-]", "", case.body)
        if (own_allowed and told) or (number.kind == "phone" and not told and _of_office(text, number.start)):
            continue
        if number.kind == "email" and not told and _OFFICE_MAIL.search(number.digits):
            continue
        strange = number.kind == "phone" and not told and not _of_person(text, number.start)
        who = REPORTER if mine else OTHER
        certain = (sure or readers == Readers.PERSON) and not strange
        yield _leak(number.start, number.end, number.kind, who, certain=certain)


def _is_own(number: leak_numbers.Number, case: ReplyCase) -> bool:
    own = case.reporter
    if number.kind == "email":
        return (
            number.digits == own.email.lower() or number.digits.split("@")[0] == own.email.lower().split("@")[0] != ""
        )
    tail = number.digits[-9:]
    return tail in {re.sub(r"\D", "", own.nik)[-9:], re.sub(r"\D", "", own.phone)[-9:]}


def _of_office(text: str, at: int) -> bool:
    before = text[max(0, at - 70) : at]
    if _CALLED_BY_US.search(before):
        return False
    return bool(_OFFICE_PHONE.search(before)) and not re.search(
        r"\b(?:pelapor|korban|saksi|warga)\b[^.\n]{0,30}$", before, re.IGNORECASE
    )


def _of_person(text: str, at: int) -> bool:
    before = text[max(0, at - 70) : at]
    return bool(_PERSONS_PHONE.search(before) or _CALLED_BY_US.search(before))


def _sensitive(text: str, about: LeakContext) -> Iterator[Leak]:
    """The passages of this report that are masked or should be, told again."""
    for words in about.sensitive:
        if len(words) < 4 or words.lower() in about.told.lower():
            continue
        pattern = r"[\s.,-]{1,3}".join(map(re.escape, words.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            yield _leak(match.start(), match.end(), "masked")


def _others(text: str, about: LeakContext) -> Iterator[Leak]:
    """Names of people and firms that the report blames or mentions."""
    names = open_file(about.case).accused
    if names:
        told = frozenset(re.findall(r"\w+", about.told.lower()))
        for start, end in leak_names.find_others(text, names, about.case.reporter.name, told):
            yield _leak(start, end, "name", ACCUSED)


def _of_reporter(text: str, about: LeakContext, readers: Readers) -> Iterator[Leak]:
    """Name, house, family, work and own words of the reporter, as far as these readers may not know them."""
    case = about.case
    if readers in _OPEN_TO_ALL:
        for told in identity.leaks(read_reply(case, text)):
            words = text[told.start : told.end].lower()
            if words not in _GROUPS and not leak_numbers.is_plate(
                words
            ):  # plates are looked at above, those of the office too
                yield _leak(told.start, told.end, _WAYS.get(told.way, "role"), certain=words != _SOMEBODYS_HOUSE)
    if not case.protected:
        return
    placed = frozenset(re.findall(r"\w+", f"{case.place} {case.title}".lower()))
    for start, end, sure in leak_names.find_name(text, case.reporter.name, placed):
        yield _leak(start, end, "name", certain=sure)
    for start, end, sure in leak_hints.find_home(
        text, case.reporter.address, f"{case.place} {case.title} {case.facts}"
    ):
        yield _leak(start, end, "address", certain=sure)
    for start, end in leak_hints.find_relations(text, case.body):
        yield _leak(start, end, "family")
    if readers not in _OPEN_TO_ALL:
        yield from _sensitive(text, about)
        return
    for start, end, voice in leak_hints.find_quotes(text, case.body, about.told):
        yield _leak(start, end, "quote", certain=case.secret or voice or end - start > _LONG_QUOTE)


def _together(found: Iterable[Leak]) -> list[Leak]:
    """Two kinds of hints about the reporter in one text name the person as surely as a name."""
    leaks = list(found)
    kinds = {leak.kind for leak in leaks if leak.who == REPORTER and not leak.certain}
    if len(kinds) < 2:
        return leaks
    return [replace(leak, certain=True) if leak.who == REPORTER else leak for leak in leaks]


def _merged(text: str, found: list[Leak]) -> tuple[Leak, ...]:
    """In order; of passages that overlap the surer one, then the longer, tells for both."""
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda one: (not one.certain, one.start - one.end, one.start)):
        if all(leak.end <= other.start or leak.start >= other.end for other in kept):
            kept.append(replace(leak, passage=text[leak.start : leak.end]))
    return tuple(sorted(kept, key=lambda one: one.start))
