"""What a text promises before it goes out: what, who and when; the days nobody works, the days past the deadline, and the
words that sound like a promise and hold nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bimtek.sandbox.domain.citizen_promises import read_promises
from bimtek.workshops.domain.calendar import WorkingCalendar

NOT_WORKING, PAST_DEADLINE, NO_DATE = "not_working", "past_deadline", "no_date"
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\"“])|\n+")
#: Words that put something off without a day.
_VAGUE = re.compile(
    r"\b(?:segera|secepatnya|secepat mungkin|dalam waktu dekat|dalam waktu singkat|sesegera mungkin|nantinya|pada saatnya|suatu saat"
    r"|kami (?:akan )?(?:usahakan|upayakan|tindak ?lanjuti)|akan (?:kami )?(?:usahakan|upayakan|tindak ?lanjuti|dikoordinasikan|diproses"
    r"|dijadwalkan|dipertimbangkan|diperhatikan|diusulkan|dibahas|ditindaklanjuti))\b",
    re.IGNORECASE,
)
_TO_THE_REPORTER = re.compile(
    r"\b(?:silakan|mohon|dapat|bisa|jika|apabila|bila)\b[^.]*\b(?:bapak|ibu|anda|pelapor|pemohon)\b", re.IGNORECASE
)
_WHO = re.compile(
    r"\b(?P<w>(?:Dinas|Badan|Bidang|Bagian|Kantor|UPT|Puskesmas|RSUD|Inspektorat|Kecamatan|Kelurahan|Desa|BPBD|PDAM|PLN|PPID|Satpol|Disdukcapil)"
    r"(?:\s[A-Z][\w-]*){0,4}|(?:[Tt]im|[Rr]egu|[Pp]etugas|[Tt]eknisi|[Pp]enyuluh)(?:\s(?!akan|kami|sudah|telah|pada|di|datang|turun)[\w-]+){0,2}|[Kk]ami)\b",
)
_LONG, _MOST = 160, 8


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing a text promises: the sentence, who is to do it ("" when nobody is named), the day, and what is wrong with
    that (`fault`, with the holiday or the deadline as `detail`)."""

    what: str
    who: str
    day: date | None
    fault: str = ""
    detail: str = ""


def promises_in(text: str, written_on: date, calendar: WorkingCalendar, due: date | None) -> list[Promised]:
    """The promises of a text in the order of their days, then those without one. A day nobody works and a day past `due`
    (the deadline of the case, None where there is none) are named; a vague sentence beside a dated one of its own is not."""
    dated = read_promises(text, written_on, calendar.nth_after)
    found = [Promised(one.what, _who(one.what), one.day, *_fault(one.day, calendar, due)) for one in dated]
    said = {one.what for one in dated}
    return [*found, *(Promised(words, _who(words), None, NO_DATE) for words in _vague(text) if words not in said)][
        :_MOST
    ]


def _fault(day: date, calendar: WorkingCalendar, due: date | None) -> tuple[str, str]:
    if due is not None and day > due:
        return PAST_DEADLINE, due.isoformat()
    if not calendar.is_working_day(day):
        return NOT_WORKING, calendar.why(day)
    return "", ""


def _vague(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if _VAGUE.search(sentence) and not _TO_THE_REPORTER.search(sentence):
            yield " ".join(sentence.split())[:_LONG]


def _who(sentence: str) -> str:
    """Who is to act by the words of a sentence: a named office before "kami"."""
    named = [match["w"] for match in _WHO.finditer(sentence)]
    return next((words for words in named if words.lower() != "kami"), named[0] if named else "")
