"""Reads delimited text (.csv and its relatives) as organisers' programs really write it."""

from __future__ import annotations

import csv
import io
import unicodedata

from bimtek.workshops.domain.roster_header import find_header
from bimtek.workshops.domain.table import (
    EMPTY,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    SheetFault,
    Table,
    not_a_sheet,
    too_many_columns,
    too_many_rows,
)

_DELIMITERS = (";", ",", "\t")
_LAST = "\ue000bimtek\ue000"  # stands alone on the last line; when it does not come back alone, a quote was left open
_SIGNATURES = (b"%PDF-", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read_text(data: bytes, name: str) -> Table | SheetFault:
    """Read delimited text; encoding and delimiter are found from the bytes, never from the file's name."""
    text = decode(data)
    if isinstance(text, SheetFault):
        return text
    if text.lstrip()[:1] == "<":
        return SheetFault(
            "not_a_sheet", "Ini halaman web atau XML yang diberi nama lembar kerja. Buka lalu simpan sebagai .xlsx."
        )
    readings = [_split(text, delimiter) for delimiter in _DELIMITERS]
    tables = [reading for reading in readings if not isinstance(reading, SheetFault)]
    if not tables:
        return next(reading for reading in readings if isinstance(reading, SheetFault))
    rows = max(tables, key=_likeness)
    fault = next((reading for reading in readings if isinstance(reading, SheetFault)), None)
    if fault is not None and find_header(rows) is None:
        return fault
    return Table(rows, name)


def decode(data: bytes) -> str | SheetFault:
    """Bytes to text: UTF-16 with its mark, UTF-8, else Windows-1252; binary content is refused."""
    if data.startswith(_SIGNATURES):
        return not_a_sheet()
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in data[:65_536])
    if not wide and odd > len(data[:65_536]) // 50:
        return not_a_sheet()
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not_a_sheet() if "\0" in text or _LAST[0] in text else text
    return not_a_sheet()


def _split(text: str, delimiter: str) -> tuple[tuple[Cell, ...], ...] | SheetFault:
    lines = io.StringIO(f"{text.rstrip()}\n{_LAST}\n", newline="")
    rows: list[tuple[Cell, ...]] = []
    try:
        for fields in csv.reader(lines, delimiter=delimiter):
            if fields == [_LAST]:
                return tuple(rows)
            if len(rows) >= MAX_ROWS:
                return too_many_rows()
            if len(fields) > MAX_COLUMNS and any(fields[MAX_COLUMNS:]):
                return too_many_columns()
            rows.append(tuple(_cell(written) for written in fields[:MAX_COLUMNS]))
    except csv.Error:
        return SheetFault("damaged", f"Baris {len(rows) + 1} tidak terbaca. Periksa tanda kutip dan pemisah kolom.")
    return SheetFault(
        "open_quote", 'Ada tanda kutip (") yang tidak ditutup, sehingga baris-baris sesudahnya menyatu. Perbaiki lalu '
        "coba lagi."
    )  # fmt: skip


def _cell(written: str) -> Cell:
    if not written or written.isspace():
        return EMPTY
    return Cell(written, is_formula=looks_like_formula(written))


def looks_like_formula(written: str) -> bool:
    """Whether a spreadsheet would run this text: it begins with = + - @ or tab (OWASP, "CSV injection").

    A dash alone (a placeholder) and a plain negative number are not formulas.
    """
    if written[0] in "\t\r":
        return bool(written.strip())
    text = written.lstrip()
    if not text or unicodedata.normalize("NFKC", text[0]) not in ("=", "+", "-", "@"):
        return False
    rest = text[1:].strip(" .,-–—")
    return text[0] != "-" or not (rest == "" or rest.replace(".", "").replace(",", "").isdecimal())


def _likeness(rows: tuple[tuple[Cell, ...], ...]) -> tuple[int, int]:
    """How much a reading looks like a roster: recognised header words first, then cells in all."""
    header = find_header(rows)
    return (len(header.columns) if header else 0, sum(len(row) for row in rows))
