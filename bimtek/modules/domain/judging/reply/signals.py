"""What each sentence of a reply does for this case: a check, an act, a holder, a date, a way to go on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bimtek.modules.domain.judging.reply.casefile import (
    CaseFile,
    foreign_places,
    offices_in,
    open_file,
    other_villages,
    road_statuses,
)
from bimtek.modules.domain.judging.reply.notes import is_note
from bimtek.modules.domain.judging.reply.phrases import Hit, Knowledge, knowledge
from bimtek.modules.domain.judging.reply.reproach import asks_to_withdraw, blames
from bimtek.modules.domain.judging.reply.text import MONTHS, Sentence, numbers, read, written_out
from bimtek.modules.domain.judging.reply.tone import Tones, shipped_tones, sounds
from bimtek.modules.domain.judging.reply.types import MAX_REPLY, ReplyCase

_COUNT = r"(?:\d{1,3}|(?:dua |tiga )?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)(?: belas| puluh)?|sepuluh|sebelas)"
_SPAN_OF_TIME = re.compile(
    rf"\b{_COUNT}(?:\s?(?:[–-]|sampai|hingga|atau)\s?{_COUNT})?\s?(?:\(\w+(?: \w+)?\)\s?)?(?:[x×]\s?(?:24|"
    rf"dua puluh empat)\s?)?(?:hari|jam|minggu|pekan|bulan|malam|menit)\b"
    r"(?!\s(?:lalu|ini|sudah|tidak|silam|yang lalu|terakhir|berturut))|\bH\s?\+\s?\d{1,2}\b|\b(?:sepekan|seminggu|sebulan|"
    r"sehari|semalam)\s(?:ke depan|lagi|setelah|sejak|sesudah)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\(0\d{2,3}\)\s?[\d-]{4,9}|\b08\d{2}[\d-]{6,11}|\b1708\b|\b1(?:10|12|13|19|29)\b")
_QUOTES = re.compile(r"SIM-[A-Z]?\d{3,5}", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:pukul|jam)\s\d{1,2}[.:]\d{2}|\b\d{1,2}[.:]\d{2}\s?[–-]\s?\d{1,2}[.:]\d{2}", re.IGNORECASE)
_MONTH_ALONE = re.compile(
    r"(?<!\d )(?<!\d)\b(?:{}) 20\d\d\b".format("|".join(name for name in MONTHS if len(name) > 3)), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with what it says: classes of phrases, offices, and how it meets the case."""

    sentence: Sentence
    classes: dict[str, list[Hit]]
    offices: frozenset[str]
    topic: frozenset[int]
    places: frozenset[int]
    body: frozenset[int]
    facts: frozenset[int]
    figures: frozenset[str]
    check_days: int
    act_days: int
    event_days: int
    other_days: int

    def has(self, *kinds: str) -> bool:
        """True when any of the classes stands in the sentence."""
        return any(kind in self.classes for kind in kinds)

    def count(self, kind: str) -> int:
        """How often a class stands in the sentence."""
        return len(self.classes.get(kind, ()))

    @property
    def listed(self) -> bool:
        """True for magic words that only stand there: "Temuan: ada.", a row of words, a list of short bits."""
        tokens, text = self.sentence.tokens, self.sentence.text
        bits = [bit for bit in re.split(r"[,;:/|•]", text) if bit.strip()]
        if len(tokens) <= 1 and not text[:1].isdigit() and not self.has("greeting", "thanks", "apology", "address"):
            return True
        if ":" in text and len(tokens) <= 5 and not self.figures and not self.act_days and len(self.facts) <= 1:
            return True
        if len(bits) >= 9 and len(tokens) <= 2.6 * len(bits):
            return True
        return _longest_row(self.sentence) >= 16

    @property
    def idle(self) -> bool:
        """True when the sentence does not deal with the case: a slogan, a reproach, a note to colleagues."""
        dated = self.check_days or self.act_days or self.figures
        return (
            self.listed
            or self.has("internal", "note", "blame", "reproach", "withdraw", "rude")
            or (self.has("slogan") and not dated and len(self.facts) < 4)
        )

    def denied(self, hit: Hit) -> bool:
        """True when a denial stands at most three words before the phrase."""
        return any(0 <= hit.first - no.first <= 3 for no in self.classes.get("negation", ()))


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply read against its case."""

    text: str
    file: CaseFile
    said: tuple[Said, ...]
    elsewhere: tuple[str, ...]
    statuses: frozenset[str]

    @property
    def case(self) -> ReplyCase:
        """The case the reply answers."""
        return self.file.case


def read_reply(case: ReplyCase, text: str, tones: Tones | None = None) -> Reading:
    """Read a reply (at most MAX_REPLY characters) sentence by sentence against its case.

    `tones` hear what the patterns miss; without them those of the seed directory serve."""
    text = text[:MAX_REPLY]
    tones = shipped_tones() if tones is None else tones
    known, file = knowledge(), open_file(case)
    said = tuple(_listen(sentence, file, known, tones) for sentence in read(text, known.short_forms))
    strange = foreign_places(text, file, known)
    if not any(part.topic or part.places for part in said):
        strange += other_villages(text, file, known)  # nothing of this matter, and a village of another
    return Reading(text, file, said, tuple(strange), road_statuses(text))


def _longest_row(sentence: Sentence) -> int:
    """How many words follow each other without a stop or a word that holds a sentence together; figures count nothing."""
    longest = run = 0
    function = knowledge().function
    for token in sentence.tokens:
        run = 0 if token.word in function else run + (not token.word[0].isdigit())
        longest = max(longest, run)
        after = token.end - sentence.start
        if sentence.text[after : after + 1] in {",", ";", ":", ")", "("} or sentence.text[after : after + 2] == " (":
            run = 0
    return longest


def stuffing(reading: Reading) -> float:
    """The share of words that stand in mere lists."""
    total = sum(len(said.sentence.tokens) for said in reading.said)
    return sum(len(said.sentence.tokens) for said in reading.said if said.listed) / max(total, 1)


def _listen(sentence: Sentence, file: CaseFile, known: Knowledge, tones: Tones) -> Said:
    stems = frozenset().union(*(token.stems for token in sentence.tokens), frozenset())
    days = [(day.day, day.month) for day in sentence.days]
    events = file.event_days - file.fact_days
    kinds = [_day_kind(day, file, events) for day in days]
    return Said(
        sentence=sentence,
        classes=known.phrases.find(sentence.tokens)
        | _spoken_to(sentence, file, tones, dated=bool({"check", "act"}.intersection(kinds))),
        offices=offices_in(sentence, known),
        topic=_met(file.topic, stems),
        places=_met(file.places, stems),
        body=_met(file.body, stems),
        facts=_met(file.facts, stems),
        figures=frozenset(numbers(sentence.text)) & file.fact_numbers,
        check_days=kinds.count("check"),
        act_days=kinds.count("act"),
        event_days=kinds.count("event"),
        other_days=kinds.count("other"),
    )


#: A sentence with a day of the file tells a fact; by its sound alone it is no reproach, note or promise.
_NOT_OF_FACTS = frozenset(("reproach", "note", "sounds_sure"))
_LONGEST = 1_200  # signs of one sentence that are searched for turns of speech; keeps hostile texts cheap
_FEW = 4  # words from which a sound can be heard
#: "Tentu melelahkan", "itu menyakitkan": the office feels with the citizen; by its sound alone that is no reproach.
_FEELS = re.compile(
    r"\b(?:tentu|pasti|sungguh|memang|itu)\s(?:\w+\s){0,2}?(?:me(?:lelah|nyakit|nyulit|repot|resah|ngganggu|ngecewa|ngkhawatir|nyusah|mberat"
    r"|nyedih|nakut|ncemas)\w*|berat|sulit|repot|lelah|cemas|membuat \w+|merasa \w+)\b",
    re.IGNORECASE,
)


def _spoken_to(sentence: Sentence, file: CaseFile, tones: Tones, *, dated: bool) -> dict[str, list[Hit]]:
    """Whom a sentence addresses amiss: a colleague, or the citizen with a reproach or a wish that the report be withdrawn."""
    text = written_out(sentence.text[:_LONGEST], knowledge().short_forms)
    found = {
        "note": is_note(text),
        "reproach": blames(text),
        "withdraw": asks_to_withdraw(text, f"{file.case.title} {file.case.body} {file.case.topic}"),
    }
    kinds = [kind for kind, here in found.items() if here]
    feels = bool(_FEELS.search(text))
    heard = [
        kind
        for kind in sounds(sentence, tones)
        if not ((dated or len(sentence.tokens) < _FEW) and kind in _NOT_OF_FACTS) and not (feels and kind == "reproach")
    ]
    return {kind: [Hit(0, len(sentence.tokens))] for kind in (*kinds, *heard)}


def _day_kind(day: tuple[int, int], file: CaseFile, events: frozenset[tuple[int, int]]) -> str:
    """Whose day it is: of the check, of an act in the facts, of the event reported, or another."""

    def stands_in(days: frozenset[tuple[int, int]]) -> bool:
        return day in days or (day[1] == 0 and any(day[0] == known for known, _ in days))

    if stands_in(file.check_days):
        return "check"
    if stands_in(file.fact_days):
        return "act"
    return "event" if stands_in(events) else "other"


def _met(groups: tuple[frozenset[str], ...], stems: frozenset[str]) -> frozenset[int]:
    return frozenset(index for index, group in enumerate(groups) if group & stems)


def time_spans(said: Said) -> int:
    """How many lengths of time ("5 hari kerja") the sentence gives."""
    return len(_SPAN_OF_TIME.findall(said.sentence.text))


def contact_points(said: Said) -> int:
    """How many numbers, report numbers and hours the sentence gives the citizen to go on with."""
    text = said.sentence.text
    return len(_PHONE.findall(text)) + len(_QUOTES.findall(text))


def opening_hours(said: Said) -> bool:
    """True when a sentence gives a time of day."""
    return bool(_CLOCK.search(said.sentence.text))


def months_alone(said: Said) -> int:
    """How many months with their year stand there without a day ("Oktober 2026")."""
    return len(_MONTH_ALONE.findall(said.sentence.text))
