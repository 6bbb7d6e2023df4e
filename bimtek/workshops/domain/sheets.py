"""Opens a roster file of any kind and gives back plain cells, or the reason why it cannot be read.

Nothing in a file is executed, no formula result is trusted, and no file may cost more than the limits in `table`.
"""

from __future__ import annotations

import datetime as dt
import io

from python_calamine import CalamineError, CalamineWorkbook

from bimtek.workshops.domain.roster_header import find_header
from bimtek.workshops.domain.sheet_binary import MAGIC, read_binary
from bimtek.workshops.domain.sheet_package import read_package
from bimtek.workshops.domain.sheet_text import looks_like_formula, read_text
from bimtek.workshops.domain.table import (
    EMPTY,
    MAX_BYTES,
    Cell,
    CleanWorkbook,
    SheetFault,
    SheetScan,
    Table,
    damaged,
)

__all__ = ["Cell", "SheetFault", "Table", "read_table"]
_EXACT_DIGITS = 15  # a spreadsheet number keeps fifteen digits; what stood beyond them is lost
Value = int | float | str | bool | dt.date | dt.time | dt.timedelta


def read_table(data: bytes, filename: str) -> Table | SheetFault:
    """Read the sheet that holds the list; the kind of file is told from its bytes, not from its name.

    Returns a SheetFault when the file is too large, locked, damaged, unsafe or no spreadsheet at all; never raises.
    """
    if len(data) > MAX_BYTES:
        return SheetFault("too_big", f"Berkas lebih dari {MAX_BYTES // 1024 // 1024} MB. Simpan lembar peserta saja.")
    if not data.strip():
        return SheetFault("empty", "Berkas ini kosong.")
    if data.startswith(b"PK\x03\x04"):
        return _open(read_package(data))
    if data.startswith(MAGIC):
        return _open(read_binary(data))
    table = read_text(data, filename)
    if isinstance(table, Table) and not any(cell.text for row in table.rows for cell in row):
        return SheetFault("empty", "Berkas ini kosong.")
    return table


def _open(workbook: CleanWorkbook | SheetFault) -> Table | SheetFault:
    if isinstance(workbook, SheetFault):
        return workbook
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(workbook.data)) as book:
            tables = [_read_sheet(book, scan) for scan in workbook.sheets if scan.cells]
    except (CalamineError, ValueError, OverflowError):
        return damaged()
    except BaseException as fault:  # a panic of the library's Rust code is no Exception; keys and exits pass on
        if isinstance(fault, Exception) or type(fault).__name__ == "PanicException":
            return damaged()
        raise
    return _choose(tables, workbook.sheets)


def _choose(tables: list[Table], scans: tuple[SheetScan, ...]) -> Table | SheetFault:
    """The sheet with the fullest header, visible before hidden, earlier before later; the others are named."""
    if not tables:
        return SheetFault("empty", "Berkas ini tidak berisi data.")
    hidden = {scan.name for scan in scans if not scan.visible}
    headers = {table.sheet: find_header(table.rows) for table in tables}

    def rank(table: Table) -> tuple[bool, bool, int]:
        header = headers[table.sheet]
        return header is not None, table.sheet not in hidden, len(header.columns) if header else 0

    chosen = max(tables, key=rank)
    others = tuple(table.sheet for table in tables if table is not chosen and headers[table.sheet] is not None)
    return Table(chosen.rows, chosen.sheet, others)


def _read_sheet(book: CalamineWorkbook, scan: SheetScan) -> Table:
    values = book.get_sheet_by_name(scan.name).to_python(skip_empty_area=False)
    rows = [[_cell(value) for value in row] for row in values]
    for (row, column), formula in scan.formulas.items():
        _put(rows, row, column, Cell(formula, is_formula=True))
    for (row, column), error in scan.errors.items():
        _put(rows, row, column, Cell(error))
    for top, column, bottom in scan.merges:
        _fill_down(rows, top, column, bottom)
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Table(tuple(tuple(row) for row in rows), scan.name)


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([EMPTY] * (column + 1 - len(rows[row])))
    rows[row][column] = cell


def _fill_down(rows: list[list[Cell]], top: int, column: int, bottom: int) -> None:
    """A cell merged over several rows says the same for each of them; only rows that exist are filled."""
    if top >= len(rows) or column >= len(rows[top]) or not rows[top][column].text:
        return
    source = rows[top][column]
    for row in range(top + 1, min(bottom + 1, len(rows))):
        if column >= len(rows[row]) or not rows[row][column].text:
            _put(rows, row, column, Cell(source.text, source.is_formula, source.is_number, is_merged=True))


def _cell(value: Value) -> Cell:
    if isinstance(value, str):
        return Cell(value, is_formula=looks_like_formula(value)) if value.strip() else EMPTY
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(_number(value), is_number=True)
    return Cell(str(value))


def _number(value: int | float) -> str:
    """A number as a spreadsheet shows it: whole when it is whole and exact, else with its exponent."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if abs(value) < 10**_EXACT_DIGITS:
        return str(int(value))
    return f"{value:.14E}"
