"""Records and certificates in words: what is asked, how it stands, what is missing; each figure with its threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.certification import gathering
from bimtek.certification.domain import evidence
from bimtek.certification.domain import record as of
from bimtek.certification.domain.evidence import Row
from bimtek.certification.domain.record import Level, Piece, Record, Requirement
from bimtek.certification.domain.statement import ATTENDED, PASSED
from bimtek.web.words import WITA, day_short

#: (words, address or "") of one thing in the evidence.
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement on a page: name, shape, word of the state, figure, threshold, the evidence, what is missing, its source."""

    name: str
    state: str
    word: str
    value: str
    threshold: str
    evidence: list[Link] = field(default_factory=list)
    missing: str = ""
    source: str = ""


def kind_word(kind: str) -> str:
    """Kelulusan or Keikutsertaan."""
    return {PASSED: _("Kelulusan"), ATTENDED: _("Keikutsertaan")}.get(kind, "–")


def percent(share: float | None) -> str:
    """A share as offices write it."""
    return "–" if share is None else f"{share * 100:.0f} %"


def figure(value: float | None, digits: int = 1) -> str:
    """A number with a comma, without a fraction that says nothing."""
    if value is None:
        return "–"
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", ",") if value != int(value) else str(int(value))


def state_words() -> dict[str, str]:
    """The word of each requirement's state."""
    return {of.MET: _("Terpenuhi"), of.PARTLY: _("Sedang"), of.OPEN: _("Belum"), of.BROKEN: _("Perlu diulang")}


def test_word(kind: str) -> str:
    """Post-test or exam."""
    return {"pre": _("Pre-test"), "post": _("Post-test"), "exam": _("Ujian")}.get(kind, kind)


def half_day_words(key: str) -> str:
    """A half day as evidence names it (2026-11-09 pagi) in words: Senin, 9 Nov, pagi."""
    told, _sep, half = key.partition(" ")
    try:
        return f"{day_short(date.fromisoformat(told))}, {_('pagi') if half == 'pagi' else _('siang')}"
    except ValueError:
        return key


def lines(record: Record, case_link: Callable[[int, str], str]) -> list[Line]:
    """All requirements of a record; `case_link` gives the address of a case by its id and number."""
    made: list[Callable[[Record, Requirement, Callable[[int, str], str]], Line]] = [
        _units, _procedure, _floor, _mean, _cases, _fatal, _attendance, _post_test,
    ]  # fmt: skip
    return [make(record, one, case_link) for make, one in zip(made, record.requirements, strict=True)]


def _line(one: Requirement, name: str, value: str, threshold: str, evidence: list[Link], missing: str) -> Line:
    source = gathering.rules().sources.get(one.key, "")
    return Line(
        name, one.state, state_words()[one.state], value, threshold, evidence, "" if one.met else missing, source
    )


def _of_cases(record: Record, one: Requirement, case_link: Callable[[int, str], str]) -> list[Link]:
    pieces = {piece.case_id: piece for piece in record.shown.pieces}
    return [
        (f"{pieces[number].number}, {half_day_words(pieces[number].session)}", case_link(number, pieces[number].number))
        for number in one.cases
        if number in pieces
    ]


def _units(record: Record, one: Requirement, _link: Callable[[int, str], str]) -> Line:
    left = [unit.code for unit in record.shown.units if not unit.is_done]
    value, asked = int(one.value or 0), int(one.threshold)
    missing = _("Masih terbuka: %(units)s.", units=", ".join(left))
    return _line(
        one,
        _("Unit kompetensi"),
        _("%(done)d dari %(all)d", done=value, all=asked),
        _("semua unit kelas ini"),
        [],
        missing,
    )


def _procedure(_record: Record, one: Requirement, _link: Callable[[int, str], str]) -> Line:
    evidence: list[Link] = []
    missing = _("Kerjakan post-test atau ujian; butir prosedurnya dihitung di sini.")
    if one.detail:
        told = _(
            "%(right)d dari %(of)d butir, %(test)s",
            right=one.detail["right"],
            of=one.detail["of"],
            test=test_word(str(one.detail["test"])),
        )
        evidence = [(told, "")]
        missing = _("Di bawah batas. Pelajari tenggat, jalur, dan register, lalu kerjakan tes lagi dengan butir lain.")
    return _line(
        one,
        _("Butir prosedur"),
        percent(one.value),
        _("paling kurang %(share)s", share=percent(one.threshold)),
        evidence,
        missing,
    )


def _floor(_record: Record, one: Requirement, link: Callable[[int, str], str]) -> Line:
    evidence: list[Link] = []
    missing = _("Belum ada kasus mandiri yang dinilai sampai tuntas.")
    if one.detail:
        label, number = str(one.detail["label"]), str(one.detail["number"])
        evidence = [(f"{_(label)}, {number}", link(one.cases[0], number))]
        below = int(one.detail["below"])
        missing = ngettext(
            "%(num)d kriteria di bawah 3. Kerjakan satu kasus lagi yang menuntut kriteria itu; dua kasus terbaru yang dihitung.",
            "%(num)d kriteria di bawah 3. Kerjakan kasus lagi yang menuntut kriteria itu; dua kasus terbaru yang dihitung.", below,
        )  # fmt: skip
    value = _("%(level)s dari 4", level=figure(one.value)) if one.value is not None else "–"
    return _line(
        one,
        _("Kriteria penilaian terendah"),
        value,
        _("tidak ada di bawah %(n)d", n=int(one.threshold)),
        evidence,
        missing,
    )


def _mean(_record: Record, one: Requirement, _link: Callable[[int, str], str]) -> Line:
    evidence: list[Link] = []
    if one.detail:
        evidence = [
            (
                _("%(criteria)d kriteria, %(cases)d kasus", criteria=one.detail["criteria"], cases=one.detail["cases"]),
                "#kriteria",
            )
        ]
    missing = (
        _("Naikkan kriteria yang lemah dengan kasus berikutnya.")
        if one.detail
        else _("Belum ada kasus mandiri yang dinilai sampai tuntas.")
    )
    return _line(
        one,
        _("Rata-rata kriteria"),
        figure(one.value),
        _("paling kurang %(n)s", n=figure(one.threshold)),
        evidence,
        missing,
    )


def _cases(record: Record, one: Requirement, link: Callable[[int, str], str]) -> Line:
    asked = int(one.threshold)
    value = ngettext("%(num)d kasus", "%(num)d kasus", int(one.value or 0))
    missing = _("Tuntaskan dua kasus mandiri, pada dua sesi yang berbeda.")
    if one.value:
        missing = _("Tuntaskan satu kasus mandiri lagi pada sesi lain, yaitu setengah hari yang berbeda.")
    return _line(
        one,
        _("Dua kasus, sesi berbeda"),
        value,
        ngettext("%(num)d kasus", "%(num)d kasus", asked),
        _of_cases(record, one, link),
        missing,
    )


def _fatal(record: Record, one: Requirement, link: Callable[[int, str], str]) -> Line:
    errors = int(one.value or 0)
    evidence, missing = _of_cases(record, one, link), _("Belum ada kasus mandiri yang dinilai.")
    if errors and one.met:
        value, evidence = (
            _("Diperbaiki"),
            [(_("diperbaiki dengan %(case)s", case=words), href) for words, href in evidence],
        )
    elif errors:
        value = ngettext("%(num)d kasus", "%(num)d kasus", errors)
        left = int(one.detail["needed"]) - int(one.detail["after"])
        missing = ngettext(
            "Tuntaskan %(num)d kasus lagi tanpa kesalahan fatal.",
            "Tuntaskan %(num)d kasus lagi tanpa kesalahan fatal.",
            left,
        )
    else:
        value = _("Tidak ada")
    return _line(one, _("Kesalahan fatal"), value, _("tidak ada, atau sudah diperbaiki"), evidence, missing)


def _attendance(_record: Record, one: Requirement, _link: Callable[[int, str], str]) -> Line:
    present, asked, left = (int(one.detail[name]) for name in ("present", "of", "left"))
    evidence: list[Link] = [(_("%(present)d dari %(all)d sesi", present=present, all=asked), "")] if asked else []
    if not asked:
        missing = _("Kelas ini belum mempunyai sesi kehadiran.")
    elif left:
        missing = _("Masih %(n)d sesi lagi; kehadiran dihitung sesudah sesi terakhir.", n=left)
    else:
        missing = _("Kehadiran kurang. Fasilitator dapat menandai izin dinas sebagai hadir bila kelas memutuskannya.")
    return _line(
        one,
        _("Kehadiran"),
        percent(one.value),
        _("paling kurang %(share)s", share=percent(one.threshold)),
        evidence,
        missing,
    )


def _post_test(_record: Record, one: Requirement, _link: Callable[[int, str], str]) -> Line:
    missing = (
        _("Kerjakan post-test.")
        if one.value is None
        else _("Belum lulus. Minta fasilitator membukanya lagi; butirnya lain.")
    )
    return _line(one, _("Post-test"), percent(one.value), _("lulus"), [], missing)


def criteria_rows(record: Record) -> list[tuple[str, float, list[tuple[Piece, Level]]]]:
    """By criterion, weakest first: name, mean of what counts, and each case behind it with its level."""
    found = [
        (_(rows[0][1].label), sum(level.level for _piece, level in rows) / len(rows), list(rows))
        for rows in record.criteria.values()
    ]
    return sorted(found, key=lambda row: (row[1], row[0]))


def masked(name: str) -> str:
    """A name for a page that everybody may open: first letters alone, so that who has the paper knows it and nobody collects
    names by trying numbers."""
    return " ".join(f"{part[0]}{'•' * min(5, max(1, len(part) - 1))}" for part in name.split() if part)


def issued_words(at: datetime) -> str:
    """The moment of a sign-off in WITA."""
    return f"{day_short(at + WITA)}, {at + WITA:%H.%M} WITA"


def evidence_words(row: Row) -> str:
    """What a stored row of evidence is about."""
    if row.kind == evidence.CRITERION:
        return _(row.label)
    if row.kind == evidence.CASE:
        return _("Kasus %(number)s", number=row.label)
    if row.kind == evidence.UNIT:
        return f"{row.key.partition(':')[2]} {_(row.label)}"
    if row.kind == evidence.PART:
        return _("Latihan %(code)s", code=row.label)
    if row.kind == evidence.TEST:
        return test_word(row.label)
    if row.kind == evidence.HALF_DAY:
        return half_day_words(row.label)
    return _("Jurnal %(stream)s", stream=row.label)


def value_words(row: Row) -> str:
    """The value of a stored row in words."""
    words = {
        "mastered": _("tuntas"), "fatal": _("kesalahan fatal"), "ended": _("berakhir"), "done": _("tercapai"),
        "present": _("hadir"), "absent": _("tidak hadir"), "excused": _("izin"), "sick": _("sakit"), "todo": _("belum"),
        "doing": _("sedang"), "help": _("perlu bantuan"), "waiting": _("perlu diulang"), "blocked": _("menyusul"),
        "filled": _("diisi fasilitator"),
    }  # fmt: skip
    if row.kind == evidence.TEST:
        return percent(float(row.value))
    if row.kind == evidence.JOURNAL:
        return _("sampai catatan %(n)s", n=row.value)
    return words.get(row.value, row.value.replace(".", ",") or "–")
