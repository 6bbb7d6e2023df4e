"""Finds the header of a roster by the words organisers use for its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bimtek.workshops.domain.table import Cell

NAME, NIP, POST, UNIT, GROUP, NUMBER, SIGNATURE, NOTE = (
    "name", "nip", "post", "unit", "group", "number", "signature", "note",
)  # fmt: skip
READ_FIELDS = (NAME, NIP, POST, UNIT, GROUP)
_SEARCHED_ROWS = 200

_UNIT_WORD = (
    "unit kerja|unit organisasi|unit|instansi|opd|skpd|perangkat daerah|satuan kerja|satker|organisasi|lembaga|dinas|"
    "kantor|asal"
)
_WORDS = {
    NAME: r"(nama|peserta)( (lengkap|peserta|pegawai|pejabat|asn|bimtek))*( (dan|dengan|beserta) gelar)?",
    NIP: r"(no(mor)? )?(nip( baru)?|nik|nrp|nipppk|ni pppk|nip pppk|nik ktp|induk pegawai|nomor induk pegawai)",
    POST: r"(nama )?jabatan( (peserta|dalam dinas|terakhir|saat ini))?",
    UNIT: rf"(nama |asal )*({_UNIT_WORD})( (peserta|asal|{_UNIT_WORD}))*",
    GROUP: r"(nama |no(mor)? )?(kelompok|kelas|grup|group)( (belajar|peserta))?",
    NUMBER: r"no|nomor|no urut|nomor urut|nomer|#",
    SIGNATURE: r"(tanda tangan|ttd|paraf)( .*)?",
    NOTE: r"ket|keterangan|catatan",
}
_PATTERNS = {field: re.compile(pattern) for field, pattern in _WORDS.items()}
_SPREAD = re.compile(r"(\w )+\w")  # "N A M A"
_SPACES = re.compile(r"[\s.:*_]+")


@dataclass(frozen=True)
class Header:
    """Where the header stands (rows from zero) and which column holds which field."""

    first: int
    last: int
    columns: dict[str, int]
    words: dict[str, str]
    repeated: tuple[str, ...] = ()


def recognise(text: str) -> str | None:
    """The field a header word stands for, or None; of "NIP / NIK" each part is tried in turn."""
    if not text or len(text) > 80:
        return None
    whole = text.casefold()
    outside = re.sub(r"\([^()]*\)", " ", whole)
    for part in (outside, whole.replace("(", "/").replace(")", "/")):
        for piece in [part, *re.split(r"[/\\&,|\n-]| dan | atau ", part)]:
            word = _SPACES.sub(" ", piece).strip(" '\"")
            word = word.replace(" ", "") if _SPREAD.fullmatch(word) else word
            field = next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(word)), None)
            if field is not None:
                return field
    return None


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The best header among the first rows, of one row or split over two; None when no row names its columns.

    A header has a column of names and at least one other known column.
    """
    best: Header | None = None
    for index in range(min(len(rows), _SEARCHED_ROWS)):
        for header in (_read_rows(rows, index, index), _read_split(rows, index)):
            if header is not None and (best is None or len(header.columns) > len(best.columns)):
                best = header
        if best is not None and index > best.last + 2:
            break  # what stands below the first header is the list, or the same header on the next page
    return best


def is_header_again(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row repeats the header, as printed lists do on each page."""
    seen = [field for field, column in header.columns.items() if recognise(_text(row, column)) == field]
    return NAME in seen and len(seen) >= 2


def _read_rows(rows: Sequence[Sequence[Cell]], first: int, last: int) -> Header | None:
    columns: dict[str, int] = {}
    words: dict[str, str] = {}
    repeated: list[str] = []
    for column in range(max(len(rows[first]), len(rows[last]))):
        field, word = _field_of(_text(rows[first], column), _text(rows[last], column) if last > first else "")
        if field is None:
            continue
        if field not in columns or (field == NIP and "nip" not in words[NIP].casefold() and "nip" in word.casefold()):
            columns[field], words[field] = column, word
        elif field in READ_FIELDS:
            repeated.append(field)
    if NAME not in columns or len(columns) < 2:
        return None
    return Header(first, last, columns, words, tuple(repeated))


def _read_split(rows: Sequence[Sequence[Cell]], index: int) -> Header | None:
    """Read two rows as one header; the lower row must hold header words only."""
    if index + 1 >= len(rows):
        return None
    for column, cell in enumerate(rows[index + 1]):
        if cell.text and not cell.is_merged and _field_of(_text(rows[index], column), cell.text)[0] is None:
            return None
    both = _read_rows(rows, index, index + 1)
    alone = (_read_rows(rows, index, index), _read_rows(rows, index + 1, index + 1))
    if both is None or any(header is not None and len(header.columns) >= len(both.columns) for header in alone):
        return None
    return both


def _field_of(top: str, bottom: str) -> tuple[str | None, str]:
    for word in (f"{top} {bottom}".strip(), bottom, top):
        field = recognise(word)
        if field is not None:
            return field, word
    return None, ""


def _text(row: Sequence[Cell], column: int) -> str:
    return row[column].text.strip() if column < len(row) else ""
