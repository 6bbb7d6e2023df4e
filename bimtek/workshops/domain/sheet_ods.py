"""Looks into content.xml of an .ods workbook: repeated rows and cells, formulas and merged cells."""

from __future__ import annotations

import zipfile

from bimtek.workshops.domain.sheet_parts import Attributes, pack, parse, unpack
from bimtek.workshops.domain.table import (
    MAX_FORMULA,
    MAX_ROWS,
    MAX_SHEETS,
    CleanWorkbook,
    RefusedError,
    SheetFault,
    SheetScan,
    encrypted,
    not_a_sheet,
    too_many_rows,
    too_many_sheets,
)


def read_ods(package: zipfile.ZipFile) -> CleanWorkbook | SheetFault:
    """Scan content.xml; raises RefusedError beyond the limits, returns a fault for another or a locked document."""
    if not unpack(package, "mimetype").strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return not_a_sheet()
    names = set(package.namelist())
    framing = ["mimetype", "META-INF/manifest.xml"]
    kept = {name: unpack(package, name) for name in framing if name in names}
    if b"encryption-data" in kept.get("META-INF/manifest.xml", b""):
        return encrypted()
    kept["content.xml"] = unpack(package, "content.xml")
    if "META-INF/manifest.xml" in kept:
        parse(kept["META-INF/manifest.xml"])
    reader = _OdsContent()
    parse(kept["content.xml"], reader.start, reader.end, reader.text)
    return CleanWorkbook(pack(kept), tuple(reader.scans))


class _OdsContent:
    """Walks content.xml: tables, repeated rows and cells, formulas, cells merged downwards."""

    def __init__(self) -> None:
        self.scans: list[SheetScan] = []
        self.row, self.column = 0, 0
        self.row_repeat, self.cell_repeat = 1, 1
        self.cell: Attributes | None = None
        self.characters = 0
        self.row_size = 0
        self.row_is_filled = False
        self.row_formulas: dict[int, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self.scans.append(SheetScan(attributes.get("name", "")))
            self.row = 0
            if len(self.scans) > MAX_SHEETS:
                raise RefusedError(too_many_sheets())
        elif name == "table-row":
            self.row_repeat = max(1, int(attributes.get("number-rows-repeated", "1")))
            self.column, self.row_size, self.row_is_filled = 0, 0, False
            self.row_formulas = {}
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.characters = attributes, 0
            self.cell_repeat = max(1, int(attributes.get("number-columns-repeated", "1")))

    def text(self, piece: str) -> None:
        if self.cell is not None:
            self.characters += len(piece)

    def end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell") and self.cell is not None and self.scans:
            if self.characters or "formula" in self.cell or "value-type" in self.cell:
                self._fill(self.cell)
            self.column += self.cell_repeat
            self.cell = None
        elif name == "table-row" and self.scans:
            self._close_row()

    def _fill(self, attributes: Attributes) -> None:
        scan = self.scans[-1]
        scan.claim(self.row, self.column + self.cell_repeat - 1)
        size = max(self.characters, *(len(value) for value in attributes.values()), 0)
        self.row_size += size * self.cell_repeat
        self.row_is_filled = True
        if "formula" in attributes:
            for column in range(self.column, self.column + self.cell_repeat):
                self.row_formulas[column] = "=" + attributes["formula"].partition("=")[2][:MAX_FORMULA]
        span = int(attributes.get("number-rows-spanned", "1"))
        if span > 1:
            scan.merges.append((self.row, self.column, self.row + span - 1))

    def _close_row(self) -> None:
        scan = self.scans[-1]
        if self.row_is_filled:
            if self.row + self.row_repeat > MAX_ROWS:
                raise RefusedError(too_many_rows())
            scan.claim(self.row, 0, self.row_size * self.row_repeat)
            for row in range(self.row, self.row + self.row_repeat):
                scan.formulas.update({(row, column): text for column, text in self.row_formulas.items()})
        self.row += self.row_repeat
