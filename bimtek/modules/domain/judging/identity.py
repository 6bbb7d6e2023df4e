"""Judge the protection of the citizen: what was masked, when, and what the public answers give away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.carried import Told, criterion_of, critical_of, told_by
from bimtek.modules.domain.judging.types import Criterion, Critical, Facts, ReplyMark

RULE = (
    "Perpres 76/2013: identitas pelapor dirahasiakan. UU 27/2022: data pribadi dilindungi. Isi laporan terbit setelah"
    " verifikasi, jadi penyamaran dilakukan sebelum disposisi (urutan ini setelan simulasi)."
)
RULE_LEAK = "Perpres 76/2013: identitas pelapor dirahasiakan. UU 27/2022: data pribadi dilindungi."
LEAK_BETTER = "Yth. Bapak/Ibu Pelapor, … Kabar selanjutnya kami tulis di halaman ini."
_IDENTITY = {
    "name": "nama pelapor",
    "nik": "NIK",
    "phone": "nomor HP",
    "email": "alamat surel",
    "address": "letak rumah",
}
_COVERED = 0.8  # share of a word's letters and digits that must be hidden before nobody can use the rest
_NEEDLESS = 60  # letters hidden without need before the report becomes hard to read


def uncovered(body: str, words: Sequence[str], masks: Sequence[str]) -> list[str]:
    """The sensitive words of a text that these masked passages leave readable."""
    hidden = hidden_places(body, masks)
    return [word for word in words if _readable(body, word, hidden)]


def hidden_places(body: str, masks: Sequence[str]) -> set[int]:
    """Every position of the text that lies in a masked passage."""
    places: set[int] = set()
    for mask in masks:
        for start in _occurrences(body, mask):
            places.update(range(start, start + len(mask)))
    return places


def _occurrences(body: str, part: str) -> list[int]:
    found, low, wanted = [], body.casefold(), part.casefold()
    start = low.find(wanted) if wanted else -1
    while start >= 0:
        found.append(start)
        start = low.find(wanted, start + len(wanted))
    return found


def _readable(body: str, word: str, hidden: set[int]) -> bool:
    for start in _occurrences(body, word):
        places = [start + offset for offset, letter in enumerate(word) if letter.isalnum()]
        if places and sum(place in hidden for place in places) / len(places) < _COVERED:
            return True
    return False


def judge_identity(
    truth: Mapping[str, Any], facts: Facts, history: History, marks: Sequence[ReplyMark]
) -> tuple[Criterion, list[Critical]]:
    """Level and leaks: a leak in a public text or to who must not see it fails; else what was masked, and whether before
    anybody else read it; what a note, a file name or a caption told needlessly costs levels."""
    leaks = [leak for mark in marks for leak in _leaks(mark, facts)]
    carried = told_by(truth, facts, history)
    known = {leak.entry for leak in leaks}
    fatal = [told for told in carried if told.fatal and not (told.field == "text" and told.act.number in known)]
    if leaks:
        words = "Balasan publik menunjuk pelapor. Sekali terbit, halaman publik segera disalin orang."
        first = Criterion("identity", 0, words, leaks[0].fact, RULE_LEAK, LEAK_BETTER)
        return first, [*leaks, *map(critical_of, fatal)]
    if fatal:
        return criterion_of(fatal[0]), [critical_of(told) for told in fatal]
    return _lowered(_by_masks(truth, facts, history, marks), carried), []


def _lowered(judged: Criterion, carried: Sequence[Told]) -> Criterion:
    """The criterion after what was told needlessly, where that is worse than what the masks earned."""
    told = min((criterion_of(one) for one in carried), key=lambda item: item.level or 0, default=None)
    return told if told and (judged.level is None or (told.level or 0) < judged.level) else judged


def _by_masks(truth: Mapping[str, Any], facts: Facts, history: History, marks: Sequence[ReplyMark]) -> Criterion:
    words_at_risk = [word for word in truth.get("sensitive_words", ()) if word]
    door = _door(history)
    if not words_at_risk:
        return _nothing_to_mask(history, marks)
    if door is None:
        return Criterion("identity", None, "Belum dinilai: laporan belum diteruskan ke siapa pun.")
    return _masked(words_at_risk, facts, history, door)


def _leaks(mark: ReplyMark, facts: Facts) -> list[Critical]:
    """One error for each passage of an answer that points to the reporter."""
    if not mark.flags.get("leaks_reporter"):
        return []
    told = {str(mark.because.get("leaks_reporter", {}).get("passage", "")): "hal yang menunjuk pelapor"}
    for name, words in _IDENTITY.items():
        value = str(facts.reporter.get(name) or "")
        for start in _occurrences(mark.text, value)[:1]:
            told[mark.text[start : start + len(value)]] = words
    told = {passage: words for passage, words in told.items() if not _within(passage, told)}
    return [
        Critical("leaked_identity", f"Balasan memuat {words}: “{passage}”." if passage else f"Balasan memuat {words}.", RULE_LEAK,
                 LEAK_BETTER, mark.entry, passage)
        for passage, words in told.items()
    ]  # fmt: skip


def _within(passage: str, others: Mapping[str, str]) -> bool:
    """Whether another passage says the same and more, or there is nothing to show where others can be."""
    return any(passage != other and passage in other for other in others)


def _door(history: History) -> Act | None:
    """The learner's act after which others read the text: the triage, at Baruga the publication, or the first answer when
    that was done before."""
    triage = history.triage or history.publication
    if triage is not None and triage.own:
        return triage
    return next((act for act in history.answers if act.own), None)


def _nothing_to_mask(history: History, marks: Sequence[ReplyMark]) -> Criterion:
    if not marks:
        ended = history.state.ended_at is not None
        return Criterion("identity", None, "Belum dinilai: belum ada balasan publik.", applies=not ended)
    return Criterion(
        "identity", 4, "Isi laporan tidak memuat data pribadi dan balasan tidak menunjuk pelapor.", "", RULE
    )


def _masked(words: Sequence[str], facts: Facts, history: History, door: Act) -> Criterion:
    before = uncovered(facts.body, words, door.before.masks)
    if not before:
        spare = _needless(facts.body, words, history.state.masks)
        if spare > _NEEDLESS:
            return Criterion(
                "identity",
                3,
                "Data pribadi tertutup, tetapi keterangan lain ikut tertutup.",
                f"{spare} huruf tertutup tanpa perlu.",
                RULE,
                "Samarkan bagian yang menunjuk orang saja.",
            )
        return Criterion("identity", 4, "Semua data pribadi tertutup sebelum orang lain membacanya.", "", RULE)
    after = uncovered(facts.body, words, history.state.masks)
    better = f"Samarkan {_listed(words)} sebelum langkah itu."
    if not after:
        return Criterion(
            "identity",
            2,
            "Data pribadi baru tertutup setelah laporan diteruskan.",
            f"Saat diteruskan, {_listed(before)} masih terbaca.",
            RULE,
            better,
        )
    level = 1 if len(after) < len(words) else 0
    return Criterion(
        "identity", level, "Masih ada data pribadi yang terbaca.", f"Masih terbaca: {_listed(after)}.", RULE, better
    )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:4])


def _needless(body: str, words: Sequence[str], masks: Sequence[str]) -> int:
    return len(hidden_places(body, masks) - hidden_places(body, words))
