"""What the result page says: weak criteria first, passages marked in the text, one next action, then the sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from bimtek.modules import marking, queries, review_words
from bimtek.modules.domain.judging.case import weak_first
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.reply.types import FLAGS
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, ReplyMark
from bimtek.sandbox.domain.lifecycle import ENDED, Desk, State
from bimtek.sandbox.services import Case

LETTERS = "ABCDEFGHIJ"
#: A critical error says already what its criterion would say.
_CRITERION_OF = {
    "leaked_identity": "identity", "missed_deadline": "timeliness", "closed_without_answer": "closing",
    "missed_answer": "timeliness",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """How a desk speaks of its cases."""

    case: str
    failed: str
    mastered: str
    ended: str
    go_on: str
    back: str
    answer: str
    silent: str
    nothing_sent: str
    counts: str


def words_of_desk(desk: str) -> Words:
    """The words of the desk a case stands at."""
    if desk == Desk.BARUGA:
        return Words(
            _("Aduan"), _("Aduan ini tidak dapat lulus. Bagian lain yang baik tetap tercatat sebagai latihan."),
            _("Aduan ini tuntas"), _("Aduan ini sudah berakhir"), _("Lanjutkan sampai aduan selesai dengan benar."),
            _("Kembali ke aduan"), _("Tanggapan Anda"), _("Pelapor belum menanggapi."),
            _("Belum ada tanggapan pada aduan ini."), _("Memenuhi semua syarat aduan di Baruga."),
        )  # fmt: skip
    if desk == Desk.PPID:
        return Words(
            _("Permohonan"), _("Permohonan ini tidak dapat lulus. Bagian lain yang baik tetap tercatat sebagai latihan."),
            _("Permohonan ini tuntas"), _("Permohonan ini sudah berakhir"),
            _("Lanjutkan sampai permohonan berakhir dengan benar."), _("Kembali ke permohonan"),
            _("Pemberitahuan Anda"), _("Pemohon belum menanggapi."),
            _("Belum ada pemberitahuan tertulis pada permohonan ini."), _("Memenuhi semua syarat permohonan di meja PPID."),
        )  # fmt: skip
    return Words(
        _("Laporan"), _("Laporan ini tidak dapat lulus. Bagian lain yang baik tetap tercatat sebagai latihan."),
        _("Laporan ini tuntas"), _("Laporan ini sudah berakhir"), _("Lanjutkan sampai laporan berakhir dengan benar."),
        _("Kembali ke laporan"), _("Balasan Anda"), _("Pelapor belum menanggapi."),
        _("Belum ada balasan publik pada laporan ini."), _("Memenuhi syarat bukti unit U6."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the reply; `ref` points to the criterion whose passage it is, `missed` says that it lost points."""

    text: str
    ref: str = ""
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion in words."""

    title: str
    kind: str
    level: str
    reason: str
    fact: str = ""
    rule: str = ""
    better: str = ""
    key: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class NextAction:
    """The one next thing: a page to open, or (post) a fresh variant to start."""

    word: str
    href: str
    post: bool = False
    beside: str = ""


@dataclass(slots=True)
class ResultPage:
    """Everything the page shows."""

    title: str
    lead: str
    action: NextAction
    result: CaseJudgement
    words: Words
    pieces: list[Piece] = field(default_factory=list)
    weak: list[Line] = field(default_factory=list)
    met: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    fatal: list[Line] = field(default_factory=list)
    points: int = 0
    maximum: int = 0
    voice: queries.Voice | None = None
    attempt: int = 0
    changed: list[tuple[str, str]] = field(default_factory=list)


def result_page(session: Session, case: Case) -> ResultPage | None:
    """The result of a report so far, or None before anything was judged."""
    result = queries.case_judgement(session, case.id)
    if result is None:
        return None
    attempt = queries.attempt_on(session, case.id)
    told = {"reply", *(_CRITERION_OF.get(error.code, "") for error in result.criticals)}
    weak = [*(_line(item) for item in weak_first(result.criteria) if item.key not in told), *_weak_reply(result.reply)]
    page = ResultPage(
        *_verdict(result, weak, case),
        _next(result, weak, case, attempt.exercise if attempt else ""),
        result,
        words_of_desk(case.desk),
    )
    page.weak, page.met = weak, [*_met(result), *_met_reply(result.reply)]
    page.open = [_line(item) for item in result.criteria if item.applies and item.level is None]
    fault = _at_fault(result)
    page.fatal = [line for _letter, _passage, line in fault if line.kind == "fatal"]
    page.weak = [*(line for _letter, _passage, line in fault if line.kind != "fatal"), *page.weak]
    judged = [item for item in result.criteria if item.judged]
    page.points, page.maximum = sum(item.level or 0 for item in judged), sum(item.maximum for item in judged)
    page.attempt = attempt.variant if attempt else 1
    _say_who_changed(session, case, page)
    if result.reply:
        page.pieces = list(pieces(result.reply, [(letter, passage) for letter, passage, _line in fault]))
        page.voice = queries.citizen_after(session, case, result.reply.entry)
    elif result.notice:
        page.voice = queries.citizen_after(session, case, result.notice.entry)
    return page


def _say_who_changed(session: Session, case: Case, page: ResultPage) -> None:
    """Beside each line that a trainer looked at: what the machine gave, what the trainer gave, and why."""
    machine, overrides = marking.machine_judgement_of(session, case.id), marking.overrides_of(session, case.id)
    if machine is None or not overrides:
        return
    told = review_words.said_of(overrides, machine)
    for name in ("weak", "met", "open", "fatal"):
        setattr(page, name, [replace(line, said=told.pop(line.key, "")) for line in getattr(page, name)])
    page.changed = [(review_words.label_of(key), words) for key, words in told.items()]


def _verdict(result: CaseJudgement, weak: list[Line], case: Case) -> tuple[str, str]:
    words = words_of_desk(case.desk)
    if result.criticals:
        return _(result.criticals[0].title), words.failed
    if result.mastered:
        lead = _("Setiap kriteria tercapai tanpa kesalahan fatal.")
        return words.mastered, lead if not weak else _(
            "Memenuhi syarat. Sebagian masih dapat lebih baik, lihat di bawah."
        )
    if weak:
        names = ", ".join(line.title.split(". ")[-1].lower() for line in weak[:3])
        title = ngettext("Perbaiki satu bagian", "Perbaiki %(num)d bagian", len(weak))
        return title, _("Yang paling banyak menambah nilai: %(names)s.", names=names)
    if State(case.state) in ENDED:
        return words.ended, _("Lihat kriteria demi kriteria di bawah ini.")
    return _("Sejauh ini tepat"), words.go_on


def _next(result: CaseJudgement, weak: list[Line], case: Case, exercise: str) -> NextAction:
    """One action: mend what can be mended, else try a twin, else go on."""
    ended = State(case.state) in ENDED
    if exercise and (result.criticals or (ended and not result.mastered)):
        beside = _("Orang dan tempat lain, tingkat sulit sama.")
        return NextAction(_("Coba kasus kembar"), url_for("modules.start", code=exercise), True, beside)
    if not ended:
        word = _("Tulis ulang balasan") if weak and case.state == State.ANSWERED else words_of_desk(case.desk).back
        return NextAction(word, url_for("sandbox.report", number=case.number))
    return NextAction(_("Ke langkah berikutnya"), url_for("modules.learning"))


def _kind(level: int, maximum: int) -> str:
    return "done" if level >= maximum else "help" if level else "fatal"


def _words(level: int, maximum: int) -> str:
    if level >= maximum:
        return str(_("Tercapai, %(level)d dari %(maximum)d", level=level, maximum=maximum))
    if level:
        return str(_("Sebagian, %(level)d dari %(maximum)d", level=level, maximum=maximum))
    return str(_("Belum, 0 dari %(maximum)d", maximum=maximum))


def _line(item: Criterion) -> Line:
    if item.level is None:
        return Line(_(item.label), "todo", _("Belum dinilai"), item.reason, key=f"case:{item.key}")
    level = (_kind(item.level, item.maximum), _words(item.level, item.maximum))
    return Line(_(item.label), *level, item.reason, item.fact, item.rule, item.better, f"case:{item.key}")


def _met(result: CaseJudgement) -> list[Line]:
    met = [item for item in result.criteria if item.judged and item.key != "reply" and item.level == item.maximum]
    return [_line(item) for item in met]


def _reply_lines(mark: ReplyMark | None) -> Iterator[tuple[Line, bool]]:
    """Every criterion of the reply with its number, and whether it is fully met."""
    if mark is None:
        return
    for number, (key, (label, maximum)) in enumerate(REPLY_CRITERIA.items(), 1):
        level, because = mark.levels[key], mark.because.get(key, {})
        kind, reason = _kind(level, maximum), str(because.get("reason", ""))
        title = f"{number}. {_(label)}"
        better = str(because.get("better", ""))
        yield Line(title, kind, _words(level, maximum), reason, better=better, key=f"reply:{key}"), level == maximum


def _weak_reply(mark: ReplyMark | None) -> list[Line]:
    weak = [line for line, met in _reply_lines(mark) if not met]
    return sorted(weak, key=lambda line: line.kind != "fatal")


def _met_reply(mark: ReplyMark | None) -> list[Line]:
    return [line for line, met in _reply_lines(mark) if met]


def _at_fault(result: CaseJudgement) -> list[tuple[str, str, Line]]:
    """(letter, passage, line) of every critical error and of everything else that must not stand in an answer."""
    found = []
    for error, after in zip(result.criticals, (*result.criticals[1:], None), strict=False):
        # Several passages may break one rule: it and the better example are said once, after the last.
        more = after is not None and after.code == error.code
        found.append((error.passage, replace(_fatal(error), rule="", better="") if more else _fatal(error)))
    mark = result.reply
    for flag, label in FLAGS.items():
        if mark is None or not mark.flags.get(flag) or flag == "leaks_reporter":
            continue
        because = mark.because.get(flag, {})
        words = (str(because.get("reason", "")), "", "", str(because.get("better", "")), f"flag:{flag}")
        found.append((str(because.get("passage", "")), Line(_(label), "help", _("Hapus sebelum terbit"), *words)))
    return [
        (letter, passage, replace(line, title=f"{letter}. {line.title}"))
        for letter, (passage, line) in zip(LETTERS, found, strict=False)
    ]


def _fatal(error: Critical) -> Line:
    words = (error.fact, "", error.rule, error.better, f"critical:{error.code}")
    return Line(_(error.title), "fatal", _("Kesalahan fatal"), *words)


def pieces(mark: ReplyMark, lettered: Sequence[tuple[str, str]] = ()) -> Iterator[Piece]:
    """The reply cut at the passages that earned or missed points; `lettered` are (letter, passage) at fault. What was
    missed wins where two passages overlap."""
    at = 0
    for start, end, ref, missed in _chosen(mark, lettered):
        if start > at:
            yield Piece(mark.text[at:start])
        yield Piece(mark.text[start:end], ref, missed)
        at = end
    if at < len(mark.text):
        yield Piece(mark.text[at:])


def _chosen(mark: ReplyMark, lettered: Sequence[tuple[str, str]]) -> list[tuple[int, int, str, bool]]:
    spans = []
    for letter, passage in lettered:
        start = mark.text.find(passage) if passage else -1
        spans.append((start, start + len(passage), letter, True) if start >= 0 else (0, 0, letter, True))
    for number, (key, (_label, maximum)) in enumerate(REPLY_CRITERIA.items(), 1):
        spans.append((*_span(mark, key), str(number), mark.levels[key] < maximum))
    taken: list[tuple[int, int, str, bool]] = []
    for span in sorted(
        (span for span in spans if span[0] < span[1]), key=lambda span: (span[2].isdigit(), not span[3], span[0])
    ):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in taken):
            taken.append(span)
    return sorted(taken)


def _span(mark: ReplyMark, key: str) -> tuple[int, int]:
    because = mark.because.get(key, {})
    start, end, passage = int(because.get("start", 0)), int(because.get("end", 0)), str(because.get("passage", ""))
    return (start, end) if passage and mark.text[start:end] == passage else (0, 0)
