"""Looks into the parts of an .xlsx workbook: sizes, positions, formulas, error values and merged cells.

Formulas are found here, because a spreadsheet library returns only their last stored result, which is not trusted.
"""

from __future__ import annotations

import posixpath
import re
import zipfile

from bimtek.workshops.domain.sheet_parts import Attributes, pack, parse, unpack
from bimtek.workshops.domain.table import (
    MAX_CELL_TEXT,
    MAX_COLUMNS,
    MAX_FORMULA,
    MAX_ROWS,
    MAX_SHEETS,
    CleanWorkbook,
    RefusedError,
    SheetScan,
    too_large,
    too_many_sheets,
)

_FRAME = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
_REFERENCE = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")


def read_xlsx(package: zipfile.ZipFile, names: dict[str, str]) -> CleanWorkbook:
    """Scan the framing parts and every worksheet; raises RefusedError beyond the limits."""
    kept = {part: unpack(package, names[part.lower()]) for part in _FRAME if part.lower() in names}
    lengths = _shared_lengths(kept["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in kept else []
    scans = []
    for scan, path in _xlsx_sheets(kept):
        if path.lower() in names:
            kept[path] = unpack(package, names[path.lower()])
            _XlsxSheet(scan, lengths).run(kept[path])
            scans.append(scan)
    return CleanWorkbook(pack(kept), tuple(scans))


def _xlsx_sheets(kept: dict[str, bytes]) -> list[tuple[SheetScan, str]]:
    """The sheets in the workbook's order with the path of their part; also parses every framing part once."""
    targets: dict[str, str] = {}
    listed: list[tuple[SheetScan, str]] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            visible = attributes.get("state", "visible") == "visible"
            listed.append((SheetScan(attributes.get("name", ""), visible), attributes.get("id", "")))
            if len(listed) > MAX_SHEETS:
                raise RefusedError(too_many_sheets())

    for name, part in kept.items():
        parse(part, {"xl/_rels/workbook.xml.rels": relation, "xl/workbook.xml": sheet}.get(name))
    found = [(scan, targets.get(identifier, "")) for scan, identifier in listed]
    return [(scan, _inside(target)) for scan, target in found if target]


def _inside(target: str) -> str:
    target = target.replace("\\", "/")
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(joined)


def _shared_lengths(part: bytes) -> list[int]:
    """How long each shared text is, so that many cells sharing one long text are counted at their true size."""
    lengths: list[int] = []

    def start(name: str, _: Attributes) -> None:
        if name == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)
            if lengths[-1] > MAX_CELL_TEXT * 2:
                raise RefusedError(too_large())

    parse(part, start, None, text)
    return lengths


class _XlsxSheet:
    """Walks one worksheet part: positions, formulas, error values and cells merged downwards."""

    def __init__(self, scan: SheetScan, lengths: list[int]) -> None:
        self.scan, self.lengths = scan, lengths
        self.row, self.column = -1, -1
        self.kind = ""
        self.inside = ""
        self.formula: str | None = None
        self.value = ""
        self.has_content = False

    def run(self, part: bytes) -> None:
        """Fill the scan; raises RefusedError beyond the limits."""
        parse(part, self.start, self.end, self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self._open_cell(attributes)
        elif name in ("f", "v", "t", "is"):
            self.inside, self.has_content = name, True
            if name == "f":
                self.formula = ""
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _open_cell(self, attributes: Attributes) -> None:
        reference = _position(attributes["r"]) if "r" in attributes else (max(self.row, 0), self.column + 1)
        self.row, self.column = reference
        self.kind = attributes.get("t", "")
        self.formula, self.value, self.has_content = None, "", False

    def text(self, piece: str) -> None:
        if self.inside == "f" and self.formula is not None:
            self.formula = (self.formula + piece)[:MAX_FORMULA]
        elif self.inside in ("v", "t"):
            if len(self.value) + len(piece) > MAX_CELL_TEXT * 2:
                raise RefusedError(too_large())
            self.value += piece

    def end(self, name: str) -> None:
        if name in ("f", "v", "t"):
            self.inside = ""
        elif name == "c" and self.has_content:
            self.scan.claim(self.row, self.column, self._characters())
            if self.formula is not None:
                self.scan.formulas[self.row, self.column] = "=" + self.formula
            elif self.kind == "e":
                self.scan.errors[self.row, self.column] = self.value

    def _characters(self) -> int:
        if self.kind == "s" and self.value.isdecimal() and len(self.value) < 10:
            index = int(self.value)
            return self.lengths[index] if index < len(self.lengths) else 0
        return len(self.value)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last:
            (top, column), (bottom, _) = _position(first), _position(last)
            if bottom > top and len(self.scan.merges) < MAX_ROWS * MAX_COLUMNS:
                self.scan.merges.append((top, column, bottom))


def _position(reference: str) -> tuple[int, int]:
    """Row and column of "B7", both from zero; raises ValueError when it is no reference."""
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    if match is None:
        raise ValueError(reference[:20])
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
