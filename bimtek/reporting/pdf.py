"""Laporan pelaksanaan as PDF by typst: figures and words go in as data, the same input gives the same bytes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import typst
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.config import ROOT
from bimtek.reporting import words
from bimtek.reporting.figures import ClassFigures, Row
from bimtek.web.words import day
from bimtek.workshops import attendance_words
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.services import Workshop

TEMPLATE = ROOT / "templates" / "typst" / "laporan.typ"


def report(target: Workshop, figures: ClassFigures, written: dict[str, str], unit_words: dict[str, str]) -> bytes:
    """The report of a class as PDF; dated by the class's last day, not by the moment it is made."""
    last = target.starts_on + timedelta(days=max((row.day for row in figures.agenda), default=1) - 1)
    data = _data(target, figures, written, unit_words, last)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made: bytes = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
    return made


def _data(
    target: Workshop, figures: ClassFigures, written: dict[str, str], unit_words: dict[str, str], last: date
) -> dict[str, Any]:
    when = day(target.starts_on) if last == target.starts_on else f"{day(target.starts_on)} – {day(last)}"
    parts = {
        key: {"title": title, "text": written.get(key) or otherwise}
        for key, (title, otherwise) in words.part_words().items()
    }
    return {
        "title": target.title, "place": target.place, "place_short": target.place.rpartition(",")[2].strip(), "when": when,
        "when_short": day(last), "date": [last.year, last.month, last.day], "footer": f"{target.title}, {when}",
        "parts": parts, "words": _headings(), "people": _people(figures), "sessions": _sessions(figures),
        "agenda": _agenda(figures), "gain": _gain(figures), "units": _units(figures), "criteria": _criteria(figures),
        "errors": {"head": [_("Kesalahan fatal"), _("Kali")], "rows": [[name, str(n)] for name, n in figures.errors.most_common()]},
        "survey": _survey(figures), "plans": _plans(figures),
        "findings": [words.finding_words(one) for one in figures.findings()], "annex": _annex(figures, unit_words),
    }  # fmt: skip


def _headings() -> dict[str, str]:
    return {
        "report": _("LAPORAN PELAKSANAAN"), "people": _("Peserta"), "results": _("Hasil"), "evaluation": _("Evaluasi penyelenggaraan"),
        "plans": _("Rencana tindak lanjut"), "findings": _("Analisis dan rekomendasi"), "annex": _("Lampiran: daftar peserta"),
        "nothing": _("Tidak ada angka yang meminta tindak lanjut khusus."), "sign": _("Penanggung jawab kelas"),
        "note": _("Laporan warga yang dilatihkan, nama pelapor, dan nomornya adalah simulasi."),
    }  # fmt: skip


def _people(figures: ClassFigures) -> dict[str, Any]:
    units: dict[str, list[Row]] = {}
    for row in figures.rows:
        units.setdefault(row.seat.unit or "–", []).append(row)
    rows = [
        [unit, str(len(people)), str(sum(one.seat.joined for one in people))] for unit, people in sorted(units.items())
    ]
    sentence = _(
        "%(people)d peserta terdaftar dari %(units)d unit kerja; %(joined)d masuk dan berlatih.",
        people=len(figures.rows), units=len(units), joined=figures.joined,
    )  # fmt: skip
    return {"sentence": sentence, "head": [_("Unit kerja"), _("Terdaftar"), _("Masuk")], "rows": rows}


def _sessions(figures: ClassFigures) -> dict[str, Any]:
    rows: list[list[Any]] = []
    for index, half in enumerate(figures.table.sessions):
        count = rules.counts(figures.table.column(index))[rules.PRESENT]
        share = count / len(figures.rows) if figures.rows else 0
        rows.append(
            [
                attendance_words.half_words(half),
                _("%(n)d hadir (%(share)s)", n=count, share=words.percent(share)),
                share,
            ]
        )
    return {"head": [_("Sesi"), _("Kehadiran"), ""], "rows": rows}


def _agenda(figures: ClassFigures) -> dict[str, Any]:
    head = [_("Hari"), _("Waktu"), _("Acara"), _("Unit"), _("JP")]
    return {
        "head": head,
        "rows": [
            [str(r.day), f"{r.starts}–{r.ends}", r.title, r.unit, f"{r.jp:g}" if r.jp else ""] for r in figures.agenda
        ],
    }


def _gain(figures: ClassFigures) -> dict[str, Any]:
    told = figures.gain
    if told.whole is None:
        sentence = _("Kenaikan belum dapat dihitung: belum ada peserta yang menyelesaikan pre-test dan post-test.")
        return {"sentence": sentence, "head": [], "rows": [], "legend": ""}
    sentence = _(
        "%(n)d peserta menyelesaikan kedua tes: rata-rata %(pre)s menjadi %(post)s, kenaikan ternormalisasi %(gain)s.",
        n=told.whole.people, pre=words.percent(told.whole.pre), post=words.percent(told.whole.post),
        gain=words.number(told.whole.normalised, 2),
    )  # fmt: skip
    rows = [
        [unit, words.percent(one.pre), words.percent(one.post), one.pre, one.post] for unit, one in told.by_unit.items()
    ]
    legend = _("Batang abu-abu pre-test, batang gelap post-test; panjang penuh berarti semua benar.")
    return {
        "sentence": sentence,
        "head": [_("Unit"), _("Pre-test"), _("Post-test"), ""],
        "rows": rows,
        "legend": legend,
    }


def _units(figures: ClassFigures) -> dict[str, Any]:
    rows = [
        [f"{code} {title}", words.percent(figures.unit_share(code)), figures.unit_share(code)]
        for code, title in figures.units
    ]
    return {"head": [_("Unit kompetensi"), _("Selesai"), ""], "rows": rows if figures.joined else []}


def _criteria(figures: ClassFigures) -> dict[str, Any]:
    rows = [[name, words.number(mean), str(n), (mean or 0) / 4] for name, mean, n in figures.criteria.values()]
    head = [_("Kriteria, yang terlemah lebih dahulu"), _("Rata-rata dari 4"), _("Kasus"), ""]
    return {"sentence": _("Belum ada kasus yang dinilai."), "head": head, "rows": rows}


def _survey(figures: ClassFigures) -> dict[str, Any]:
    found = figures.survey
    if found is None or not found.shown:
        sentence = _(
            "Kuesioner belum cukup terisi atau belum ditutup; hasilnya tidak ditampilkan supaya tidak menunjuk orang."
        )
        return {"sentence": sentence, "head": [], "rows": []}
    sentence = _(
        "%(n)d dari %(all)d peserta mengisi kuesioner tanpa nama; rata-rata %(mean)s dari 5.", n=found.replies, all=found.asked,
        mean=words.number(found.mean),
    )  # fmt: skip
    rows = [[one.question.text, words.number(one.mean), ((one.mean or 1) - 1) / 4] for one in found.said]
    return {"sentence": sentence, "head": [_("Pernyataan"), _("Rata-rata dari 5"), ""], "rows": rows}


def _plans(figures: ClassFigures) -> str:
    sent = ngettext("%(num)d rencana terkirim", "%(num)d rencana terkirim", figures.plans_sent)
    done, doing = figures.actions.get("done", 0), figures.actions.get("doing", 0)
    return _("%(sent)s; tindakan selesai %(done)d, berjalan %(doing)d dari %(all)d.", sent=sent, done=done, doing=doing,
             all=sum(figures.actions.values()))  # fmt: skip


def _annex(figures: ClassFigures, unit_words: dict[str, str]) -> dict[str, Any]:
    head = [_("No"), _("Nama"), _("Unit kerja"), _("Hadir"), _("Post-test"), _("Unit selesai")]
    rows = [
        [
            str(row.seat.number), row.seat.name, row.seat.unit, words.percent(row.attended),
            words.percent(row.post.share if row.post else None), str(sum(state == "done" for state in row.units.values())),
        ]
        for row in figures.rows
    ]  # fmt: skip
    return {"head": head, "rows": rows, "states": unit_words}
