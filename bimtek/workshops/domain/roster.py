"""Reads a list of participants from a sheet: who is in it, what is wrong with each line, and what was passed over.

Every row of the sheet comes back exactly once, as a person or as an ignored line with the reason. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bimtek.workshops.domain.roster_header import (
    GROUP,
    NAME,
    NIP,
    NUMBER,
    POST,
    UNIT,
    Header,
    find_header,
    is_header_again,
)
from bimtek.workshops.domain.roster_lines import STOP, WARN, Fault, Line, cell_of, is_name_like, read_line, text_of
from bimtek.workshops.domain.table import MAX_PEOPLE, Cell, SheetFault, Table, too_many_rows
from bimtek.workshops.domain.unit_matching import Unit, match_unit

__all__ = ["Fault", "IgnoredLine", "Line", "Roster", "read_roster"]
_MONTHS = "jan(uari)?|feb(ruari)?|mar(et)?|apr(il)?|mei|juni?|juli?|agu?s(tus)?|sept?(ember)?|okt(ober)?|no[vp](ember)?|des(ember)?"
_CLOSING = re.compile(
    rf"[^\d,]{{2,40}},?\s+(\d{{1,2}}|[.…_\s]{{2,}})\s*({_MONTHS}|[.…_]{{2,}})\s*(\d{{4}}|[.…_]*)"
    r"|(mengetahui|menyetujui|disetujui|dibuat|panitia|ketua panitia|panitia pelaksana|penanggung ?jawab|catatan|"
    r"ketua pelaksana|a\.n\.|tertanda|total|jumlah)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_MAX_CLOSING = 80
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_TITLES_BEFORE = frozenset(("dr", "drs", "dra", "ir", "h", "hj", "prof", "apt", "ns", "hc", "kh"))
_TWO_NAMES = "Kolom nama ada lebih dari satu; hanya kolom nama pertama yang dibaca."


@dataclass(frozen=True)
class IgnoredLine:
    """A row that holds no person, and why it was passed over."""

    line: int
    why: str


@dataclass(frozen=True)
class Roster:
    """The people of a list in its order, the rows passed over, the header, and what the reader should be told."""

    people: list[Line]
    ignored_lines: list[IgnoredLine]
    header: Header
    sheet: str
    notes: tuple[str, ...]


def read_roster(table: Table, units: Sequence[Unit]) -> Roster | SheetFault:
    """Read every row of a table; returns a SheetFault when no header is found or the list is too long."""
    header = find_header(table.rows)
    if header is None:
        return SheetFault(
            "no_header",
            "Baris kepala tabel tidak ditemukan. Perlu ada kolom Nama dan sedikitnya satu kolom lain, "
            "misalnya NIP, Jabatan, atau Unit Kerja.",
        )
    kinds = {unit.id: unit.kind for unit in units}
    known = tuple(units)
    match = cache(lambda text: match_unit(text, known))
    people: list[Line] = []
    ignored: list[IgnoredLine] = []
    has_closed = False
    for index, row in enumerate(table.rows):
        why = _why_ignored(row, index, header, has_closed=has_closed)
        if why is None:
            people.append(read_line(index + 1, row, header, match, kinds))
        else:
            ignored.append(IgnoredLine(index + 1, why))
        has_closed = why in (_SIGNED, _AFTER) or (has_closed and why == _BLANK)
    if len(people) > MAX_PEOPLE:
        return too_many_rows()
    _mark_duplicates(people)
    return Roster(people, ignored, header, table.sheet, _notes(table, header))


_BLANK, _SIGNED, _AFTER = "baris kosong", "penutup daftar (tanda tangan, tanggal, atau jumlah)", "di bawah daftar"


def _why_ignored(row: Sequence[Cell], index: int, header: Header, *, has_closed: bool) -> str | None:
    """Why a row is no person, or None when it is one."""
    if not any(text_of(cell) and not cell.is_merged for cell in row):
        return _BLANK
    if index < header.first:
        return "judul di atas tabel"
    if index <= header.last:
        return "kepala tabel"
    if is_header_again(row, header):
        return "kepala tabel yang terulang"
    if all(_COLUMN_NUMBER.fullmatch(cell.text.strip()) for cell in row if cell.text.strip()) and _filled(row) > 1:
        return "nomor kolom"
    return _why_no_person(row, header, has_closed=has_closed)


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(text_of(cell)) for cell in row)


def _why_no_person(row: Sequence[Cell], header: Header, *, has_closed: bool) -> str | None:
    cells = {name: cell_of(row, header, name) for name in (NUMBER, NAME, NIP, POST, UNIT, GROUP)}
    texts = {name: "" if cell.is_merged else text_of(cell) for name, cell in cells.items()}
    is_numbered = _is_running_number(texts[NUMBER])
    has_nip = _has_nip(texts[NIP])
    is_bare = not is_numbered and not has_nip
    if is_bare and (_is_closing(texts[NAME]) or (not _is_full(texts) and any(_is_closing(text_of(c)) for c in row))):
        return _SIGNED
    if has_closed and not ((is_numbered or has_nip) and is_name_like(texts[NAME])):
        return _AFTER
    others = [name for name in (NIP, POST, UNIT, GROUP) if texts[name] or (cells[name].is_merged and cells[name].text)]
    if is_name_like(texts[NAME]) or cells[NAME].is_formula:
        return None if others or is_numbered else "hanya satu isian, bukan baris peserta"
    if has_nip or (is_numbered and (texts[POST] or texts[UNIT])) or sum(bool(texts[name]) for name in others) > 1:
        return None
    return "hanya nomor urut" if is_numbered and not others else "tanpa nama dan NIP"


def _has_nip(text: str) -> bool:
    """Whether a cell holds a number at all, sound or not; "Masamba, 20 November 2019" is none."""
    digits = sum(character.isdigit() for character in text)
    return digits >= 6 and digits > sum(character.isalpha() for character in text)


def _is_closing(text: str) -> bool:
    """Whether a cell opens the block below a list; long texts are no such words."""
    return len(text) <= _MAX_CLOSING and _CLOSING.fullmatch(text) is not None


def _is_full(texts: dict[str, str]) -> bool:
    """A name with two more fields is a person, even one whose post is "Ketua Panitia"."""
    return is_name_like(texts[NAME]) and sum(bool(texts[name]) for name in (NIP, POST, UNIT, GROUP)) >= 2


def _is_running_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?\d{1,5}[.)]?", text))


def _notes(table: Table, header: Header) -> tuple[str, ...]:
    notes = []
    if table.other_sheets:
        names = ", ".join(name[:40] for name in table.other_sheets)
        notes.append(f'Yang dibaca lembar "{table.sheet[:40]}". Lembar lain yang juga berisi daftar: {names}.')
    if NAME in header.repeated:
        notes.append(_TWO_NAMES)
    return tuple(notes)


def _mark_duplicates(people: list[Line]) -> None:
    """The same NIP or the same name in the same unit is one person; namesakes with two NIPs only warn.

    The later line stops. Where one NIP stands beside two names, nobody can tell whose it is, so both lines stop.
    """
    by_nip: dict[str, Line] = {}
    by_name: dict[tuple[str, str], Line] = {}
    for person in people:
        sound = person.nip.isdecimal() and not any(
            fault.field == NIP and fault.severity == STOP for fault in person.faults
        )
        key = (plain_name(person.name), person.unit_match.id or person.unit.casefold())
        first = by_nip.setdefault(person.nip, person) if sound else person
        if first is not person:
            _add(person, first, NIP, STOP, "NIP sama")
            if plain_name(first.name) != key[0]:
                _add(first, person, NIP, STOP, "NIP sama")
            continue
        namesake = by_name.setdefault(key, person) if key[0] else person
        if namesake is not person:
            are_two = bool(person.nip and namesake.nip and sound)
            _add(person, namesake, NAME, WARN if are_two else STOP, "Nama dan unit kerja sama")


def _add(person: Line, other: Line, field: str, severity: str, what: str) -> None:
    person.faults.append(Fault("duplicate", f"{what} dengan baris {other.line}.", field, severity))


def plain_name(name: str) -> str:
    """A name for comparing: without titles before and after, marks and capitals."""
    words = re.findall(r"[^\W\d_]+", name.partition(",")[0].casefold())
    while len(words) > 1 and words[0] in _TITLES_BEFORE:
        words.pop(0)
    return " ".join(words)
