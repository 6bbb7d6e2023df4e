"""One line of a roster: the person as written, and every fault that can be told from the line alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bimtek.workshops.domain.nip import read_nip
from bimtek.workshops.domain.roster_header import GROUP, NAME, NIP, NUMBER, POST, READ_FIELDS, UNIT, Header
from bimtek.workshops.domain.table import EMPTY, Cell
from bimtek.workshops.domain.unit_matching import UNKNOWN, UnitMatch

MAX_FIELD = 120
_LOOKED_AT = 500  # of a text that is too long anyway
STOP, WARN = "stop", "warn"
_WITHOUT_NIP = ("bumn", "bumd", "badan hukum publik")  # their staff are no civil servants
_PLACEHOLDER = re.compile(r"[\s.\-–—_…]*")
_SHOWN = {NAME: "Nama", NIP: "NIP", POST: "Jabatan", UNIT: "Unit kerja", GROUP: "Kelompok"}
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!")
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line; "stop" keeps the line out of the class, "warn" only asks for a look."""

    code: str
    message: str
    field: str
    severity: str = STOP


@dataclass
class Line:
    """One person of the list; `line` is the row number a spreadsheet shows."""

    line: int
    name: str
    nip: str
    post: str
    unit: str
    unit_match: UnitMatch
    group: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def can_be_taken(self) -> bool:
        """Whether no fault stops this line."""
        return all(fault.severity != STOP for fault in self.faults)


def cell_of(row: Sequence[Cell], header: Header, name: str) -> Cell:
    """The cell of a field; empty when the list has no such column."""
    column = header.columns.get(name, -1)
    return row[column] if 0 <= column < len(row) else EMPTY


def text_of(cell: Cell) -> str:
    """The text as written, trimmed; a placeholder of dashes or dots is empty."""
    text = cell.text.strip()
    return "" if _PLACEHOLDER.fullmatch(text) else text


def is_name_like(text: str) -> bool:
    """A name has at least two letters."""
    return sum(character.isalpha() for character in text[:_LOOKED_AT]) >= 2


def read_line(
    number: int, row: Sequence[Cell], header: Header, match: Callable[[str], UnitMatch], kinds: dict[str, str]
) -> Line:
    """Read one person; `match` finds the unit, `kinds` tells a unit's kind by its id."""
    cells = {name: cell_of(row, header, name) for name in READ_FIELDS}
    texts = {name: text_of(cell) for name, cell in cells.items()}
    faults = [fault for name in READ_FIELDS for fault in _cell_faults(name, cells[name], texts[name])]
    faults += _stray_formulas(row, header)
    odd = {fault.field for fault in faults}
    if not is_name_like(texts[NAME]):
        faults.append(Fault("name_missing", "Nama tidak diisi.", NAME))
    elif (
        "formula" not in {fault.code for fault in faults} and sum(character.isdigit() for character in texts[NAME]) >= 4
    ):
        faults.append(Fault("name_digits", "Kolom nama memuat nomor. Pisahkan nama dari nomornya.", NAME))
    found = UNKNOWN if UNIT in odd else match(texts[UNIT])
    if UNIT not in odd:
        faults += _unit_faults(texts[UNIT], found)
    nip = texts[NIP]
    if NIP not in odd:
        nip, more = _nip(texts[NIP], cells[NIP], header, kinds.get(found.id or "", ""))
        faults += more
    return Line(number, texts[NAME], nip, texts[POST], texts[UNIT], found, texts[GROUP], faults)


def _nip(text: str, cell: Cell, header: Header, kind: str) -> tuple[str, list[Fault]]:
    if not text:
        if kind in _WITHOUT_NIP or NIP not in header.columns:
            return "", []
        return "", [Fault("nip_missing", "NIP tidak diisi. Abaikan bila peserta memang tidak memiliki NIP.", NIP, WARN)]
    may_be_nik = "nik" in header.words.get(NIP, "").casefold()
    read = read_nip(text, is_number=cell.is_number, may_be_nik=may_be_nik)
    if read.fault is None:
        return read.text, []
    return read.text, [Fault(read.fault, read.message, NIP, STOP if read.stops else WARN)]


def _unit_faults(text: str, found: UnitMatch) -> list[Fault]:
    if found.id is not None:
        return []
    if not text:
        return [Fault("unit_missing", "Unit kerja tidak diisi.", UNIT, WARN)]
    hint = f" Mungkin: {found.name}." if found.name else ""
    return [Fault("unit_unknown", f"Unit kerja ini tidak dikenali.{hint}", UNIT, WARN)]


def _cell_faults(name: str, cell: Cell, text: str) -> list[Fault]:
    if not text:
        return []
    shown = _SHOWN[name]
    if cell.is_formula:
        return [Fault("formula", f"{shown} berisi rumus. Rumus tidak dijalankan; ketik isinya sebagai teks.", name)]
    if text in _ERRORS:
        return [Fault("cell_error", f"{shown} berisi pesan kesalahan lembar kerja ({text}).", name)]
    faults = []
    if len(text) > MAX_FIELD:
        faults.append(Fault("too_long", f"{shown} lebih dari {MAX_FIELD} huruf.", name))
    if any(
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
        for character in text
        if character not in "\r\n"
    ):
        faults.append(Fault("control_character", f"{shown} memuat karakter yang tidak terlihat. Ketik ulang.", name))
    if name == NAME and ("\n" in text or "\r" in text):
        faults.append(Fault("line_break", "Nama tertulis dalam beberapa baris. Periksa isinya.", name, WARN))
    return faults


def _stray_formulas(row: Sequence[Cell], header: Header) -> list[Fault]:
    """A formula in a column that is not read only warns; a phone number with + and a running number are no matter."""
    read = {header.columns.get(name) for name in (*READ_FIELDS, NUMBER)}
    for column, cell in enumerate(row):
        if cell.is_formula and column not in read and cell.text.lstrip()[:1] in ("=", "@"):
            return [Fault("formula", f"Kolom ke-{column + 1} berisi rumus. Rumus tidak dijalankan.", "other", WARN)]
    return []
