"""Rekap nilai and item analysis as spreadsheets: texts are never read as formulas, figures are figures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import class_results, sitting_class_presentation, sitting_queries
from bimtek.modules.domain.sitting_rules import EXAM, POST, PRE
from bimtek.reporting.figures import ClassFigures
from bimtek.workshops.services import Workshop

Cell = str | float | int | None


def _write(
    title: str, target: Workshop, heads: Sequence[str], lines: Iterable[Sequence[Cell]], shares: set[int]
) -> bytes:
    """One sheet: title, class, head row, lines; `shares` are columns of 0 to 1 shown as percent."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    formats = {
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "share": book.add_format({"border": 1, "num_format": "0 %", "valign": "top"}),
        "number": book.add_format({"border": 1, "num_format": "0.##", "valign": "top"}),
    }
    page.write_string(0, 0, f"{title} (SIMULASI)", bold)
    page.write_string(1, 0, f"{target.title}, {target.place}")
    for column, text in enumerate(heads):
        page.write_string(3, column, text, head)
    for row, line in enumerate(lines, 4):
        for column, cell in enumerate(line):
            _cell(page, row, column, cell, formats, share=column in shares)
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 30)
    page.set_column(2, len(heads) - 1, 13)
    page.freeze_panes(4, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.set_footer("&LBimtek (SIMULASI)&R&P/&N")
    book.close()
    return out.getvalue()


def _cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any], *, share: bool) -> None:
    if cell is None:
        page.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, str):
        page.write_string(row, column, cell, formats["text"])
    else:
        page.write_number(row, column, cell, formats["share" if share else "number"])


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
    return _write(_("Rekap nilai"), target, heads, lines, {6, 7, 8, 9})


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
    return _write(_("Analisis butir"), target, heads, lines, {6})
