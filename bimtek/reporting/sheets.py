"""Rekap nilai and item analysis as spreadsheets: texts are never read as formulas, figures are figures."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import class_results, sitting_class_presentation, sitting_queries
from bimtek.modules.domain.sitting_rules import EXAM, POST, PRE
from bimtek.reporting.figures import ClassFigures
from bimtek.web.spreadsheet import Cell, xlsx
from bimtek.workshops.services import Workshop


def _about(target: Workshop) -> str:
    return f"{target.title}, {target.place}"


def marks_sheet(target: Workshop, figures: ClassFigures, state_words: dict[str, str]) -> bytes:
    """Rekap nilai: one line a person, also who never came."""
    codes, keys = [code for code, _title in figures.units], list(class_results.criteria().items())
    heads = [_("No"), _("Nama"), _("NIP"), _("Jabatan"), _("Unit kerja"), _("Kelompok"), _("Kehadiran"), _("Pre-test"), _("Post-test"),
             _("Kenaikan"), *codes, _("Laporan dinilai"), _("Laporan tuntas"), _("Kesalahan fatal"), *(name for _key, name in keys)]  # fmt: skip
    lines = []
    for row in figures.rows:
        pre, post = (mark.share if mark else None for mark in (row.pre, row.post))
        gain = post - pre if pre is not None and post is not None else None
        result = row.result
        lines.append([
            row.seat.number, row.seat.name, row.nip, row.seat.post, row.seat.unit, row.seat.group, row.attended, pre, post, gain,
            *(state_words.get(row.units.get(code, "todo"), "") for code in codes), result.cases, result.mastered, result.critical,
            *(result.mean(key) for key, _name in keys),
        ])  # fmt: skip
    return xlsx(_("Rekap nilai"), _about(target), heads, lines, {6, 7, 8, 9})


def items_sheet(session: Session, target: Workshop) -> bytes:
    """Item analysis of the three tests: one line an item and test."""
    heads = [_("No"), _("Soal"), _("Tes"), _("Kode"), _("Unit"), _("Peserta"), _("Benar"), _("Daya beda (r)"), _("Daya beda (27 %)"),
             "A", "B", "C", "D", _("Kosong"), _("Keputusan")]  # fmt: skip
    lines: list[Sequence[Cell]] = []
    for kind in (PRE, POST, EXAM):
        for row in sitting_class_presentation.item_rows(sitting_queries.item_figures(session, target.id, kind)):
            one, item = row.figures, row.item
            chosen = [*one.chosen, 0, 0, 0, 0][:4]
            lines.append([
                len(lines) + 1, item.stem, kind, one.code, item.unit, one.people, one.difficulty, one.point_biserial,
                one.upper_lower, *chosen, one.open, row.words,
            ])  # fmt: skip
    return xlsx(_("Analisis butir"), _about(target), heads, lines, {6})
