"""Spreadsheets out: one sheet with title, class, head row and lines; texts are never read as formulas, figures are figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence, Set
from typing import Any

import xlsxwriter

Cell = str | float | int | None


def xlsx(
    title: str, about: str, heads: Sequence[str], lines: Iterable[Sequence[Cell]], shares: Set[int] = frozenset()
) -> bytes:
    """One sheet; `shares` are columns of 0 to 1 shown as percent. It says SIMULASI, like every export."""
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
    page.write_string(1, 0, about)
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


#: A cell that begins like this is read as a formula by spreadsheet programs, whatever the file says.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: Cell) -> Cell:
    """A text that no program takes for a formula: an apostrophe goes before one that looks like it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def comma_separated(heads: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    """The same as CSV in UTF-8 with a mark that Excel understands; formulas are defused."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(heads)
    rows.writerows([safe(cell) for cell in line] for line in lines)
    return ("\ufeff" + out.getvalue()).encode("utf-8")
