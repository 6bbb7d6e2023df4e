"""Looks into an old binary workbook (.xls) before any spreadsheet library does.

The file is a compound file (a small file system) whose stream "Workbook" is a row of records [MS-CFB, MS-XLS]. The
stream is taken out, its records are walked within bounds, and it is packed alone into a new compound file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from bimtek.workshops.domain.table import (
    MAX_CELL_TEXT,
    MAX_SHEETS,
    CleanWorkbook,
    RefusedError,
    SheetFault,
    SheetScan,
    damaged,
    encrypted,
    not_a_sheet,
    too_large,
    too_many_sheets,
)

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_MAX_USED_CELLS = 4_000_000  # the library reserves the stated dimensions; formatted blanks make them large

_BOF, _EOF, _FILEPASS, _SHEET, _SST, _CONTINUE, _DIMENSIONS = 0x0809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0x0200
_FORMULA, _LABEL_SST, _MERGES, _ERROR = 0x06, 0xFD, 0xE5, 0x0205
_SINGLE = {0x0203, 0x0204, 0x027E, 0x00D6}  # number, label, RK number, rich label
_MULTIPLE = 0xBD
_STREAMS = {name.casefold(): name for name in ("Workbook", "Book", "WordDocument", "EncryptedPackage")}
Record = tuple[int, bytes]


def read_binary(data: bytes) -> CleanWorkbook | SheetFault:
    """Check a compound file and return its workbook packed anew, or the fault that makes it unreadable."""
    try:
        streams = _CompoundFile(data).streams()
        if "EncryptedPackage" in streams:
            return encrypted()
        if "Workbook" not in streams:
            return _other_document(set(streams))
        stream = streams["Workbook"]
        return CleanWorkbook(pack_workbook(stream), tuple(_scan(stream)))
    except RefusedError as refusal:
        return refusal.fault
    except (struct.error, LookupError, ValueError, OverflowError, MemoryError):
        return damaged()


def _other_document(names: set[str]) -> SheetFault:
    if "WordDocument" in names:
        return SheetFault("not_a_sheet", "Ini dokumen Word. Salin tabelnya ke lembar kerja, simpan sebagai .xlsx.")
    if "Book" in names:
        return SheetFault("too_old", "Format Excel 95 tidak didukung. Simpan ulang sebagai .xlsx.")
    return not_a_sheet()


class _CompoundFile:
    """Reads the streams of a compound file; every chain is bounded by the number of sectors present."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise RefusedError(damaged())
        self.size = 1 << shift
        self.directory, _, self.cutoff, self.mini_fat, _, next_difat, _ = struct.unpack_from("<7I", data, 48)
        sectors = list(struct.unpack_from("<109I", data, 76))
        for _ in range(len(data) // self.size):
            if next_difat >= _FAT - 1:
                break
            block = self._numbers(next_difat)
            sectors += block[:-1]
            next_difat = block[-1]
        self.fat = [number for sector in sectors if sector < _FAT - 1 for number in self._numbers(sector)]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size].ljust(self.size, b"\0")

    def _numbers(self, sector: int) -> list[int]:
        return list(struct.unpack(f"<{self.size // 4}I", self._sector(sector)))

    def _chain(self, first: int) -> bytes:
        pieces: list[bytes] = []
        while first < _FAT - 1:
            if len(pieces) > len(self.data) // self.size:
                raise RefusedError(damaged())
            pieces.append(self._sector(first))
            first = self.fat[first]
        return b"".join(pieces)

    def streams(self) -> dict[str, bytes]:
        """The named streams at any depth; empty for a name without content."""
        entries = [entry for entry in _blocks(self._chain(self.directory), 128) if entry[66] in (2, 5)]
        root = next(entry for entry in [*entries, b"\0" * 128] if entry[66] in (5, 0))
        small = self._chain(struct.unpack_from("<I", root, 116)[0]) if root[66] == 5 else b""
        found: dict[str, bytes] = {}
        for entry in entries[:200]:
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            name = _STREAMS.get(name.casefold(), "")
            if entry[66] == 2 and name:
                found.setdefault(name, self._content(entry, small) if name == "Workbook" else b"")
        return found

    def _content(self, entry: bytes, small: bytes) -> bytes:
        first, size = struct.unpack_from("<2I", entry, 116)
        if size >= self.cutoff:
            return self._chain(first)[:size]
        chain = list(struct.unpack(f"<{len(table) // 4}I", table)) if (table := self._chain(self.mini_fat)) else []
        pieces: list[bytes] = []
        while first < _FAT - 1 and len(pieces) * 64 < size:
            pieces.append(small[first * 64 : first * 64 + 64])
            first = chain[first]
        return b"".join(pieces)[:size]


def _blocks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data) - size + 1, size))


def pack_workbook(stream: bytes) -> bytes:
    """A compound file that holds one stream, "Workbook", and nothing else."""
    stream = stream.ljust(4096, b"\0")  # shorter streams would need the small-stream table
    count = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * 128 < count + 1 + tables:
        tables += 1
    fat = [*range(1, count), _END, _END, *[_FAT] * tables]
    fat += [_FREE] * (tables * 128 - len(fat))
    places = [count + 1 + number for number in range(tables)]
    header = MAGIC + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6) + struct.pack("<2I", 0, tables)
    header += struct.pack("<7I", count, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream)) + _entry() * 2
    body = stream.ljust(count * _SECTOR, b"\0") + directory + struct.pack(f"<{len(fat)}I", *fat)
    return header + body


def _entry(name: str = "", kind: int = 0, child: int = _FREE, first: int = 0, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded) + 2 if name else 0) + bytes([kind, 1])
    return head + struct.pack("<3I", _FREE, _FREE, child) + bytes(36) + struct.pack("<3I", first, size, 0)


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records of one part of the stream, up to its end mark; parts inside it (charts) are walked over."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size
        if depth <= 0:
            return


def _scan(stream: bytes) -> Iterator[SheetScan]:
    if stream[:2] != b"\x09\x08" or stream[4:6] != b"\x00\x06":
        raise RefusedError(SheetFault("too_old", "Format Excel ini terlalu lama. Simpan ulang sebagai .xlsx."))
    sheets: list[tuple[int, SheetScan]] = []
    texts: list[bytes] = []
    lengths: list[int] = []
    previous = 0
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise RefusedError(encrypted())
        if kind == _SHEET:
            sheets.append(_sheet(body))
        elif kind == _SST or (kind == _CONTINUE and previous == _SST):
            texts.append(body)
        previous = _SST if kind == _CONTINUE and previous == _SST else kind
    if len(sheets) > MAX_SHEETS:
        raise RefusedError(too_many_sheets())
    if texts:
        lengths = _text_lengths(texts)
    for position, scan in sheets:
        _scan_sheet(stream, position, scan, lengths)
        yield scan


def _sheet(body: bytes) -> tuple[int, SheetScan]:
    position, state, _, count, wide = struct.unpack_from("<I4B", body)
    name = body[8 : 8 + count * 2].decode("utf-16-le", "replace") if wide & 1 else body[8 : 8 + count].decode("latin-1")
    return position, SheetScan(name, visible=state & 3 == 0)


def _scan_sheet(stream: bytes, position: int, scan: SheetScan, lengths: list[int]) -> None:
    if stream[position : position + 2] != struct.pack("<H", _BOF):
        raise RefusedError(damaged())  # else this walk and the library's could end at different records
    for kind, body in _records(stream, position):
        if kind == _DIMENSIONS:
            first_row, last_row, first_column, last_column = struct.unpack_from("<2I2H", body)
            if first_row > last_row or first_column > last_column:
                raise RefusedError(damaged())  # the library would reserve the negative size as a huge one
            if (last_row - first_row) * (last_column - first_column) > _MAX_USED_CELLS or last_row > 65_536:
                raise RefusedError(too_large())
        elif kind == _MERGES:
            for offset in range(2, len(body) - 7, 8):
                top, bottom, left, _ = struct.unpack_from("<4H", body, offset)
                if bottom > top:
                    scan.merges.append((top, left, bottom))
        elif kind in _SINGLE or kind in (_FORMULA, _LABEL_SST, _MULTIPLE, _ERROR):
            _scan_cell(kind, body, scan, lengths)


def _scan_cell(kind: int, body: bytes, scan: SheetScan, lengths: list[int]) -> None:
    row, column = struct.unpack_from("<2H", body)
    if kind == _MULTIPLE:
        scan.claim(row, struct.unpack_from("<H", body, len(body) - 2)[0])
        return
    index = struct.unpack_from("<I", body, 6)[0] if kind == _LABEL_SST else -1
    scan.claim(row, column, _length(index, lengths) if kind == _LABEL_SST else len(body))
    if kind == _FORMULA:
        scan.formulas[row, column] = "="
    elif kind == _ERROR and body[7]:
        scan.errors[row, column] = "#N/A" if body[6] == 0x2A else "#ERROR!"


def _length(index: int, lengths: list[int]) -> int:
    return lengths[index] if 0 <= index < len(lengths) else MAX_CELL_TEXT


def _text_lengths(parts: list[bytes]) -> list[int]:
    """Length of each shared text; a text may run on into the next record, whose first byte then restates its width."""
    count = struct.unpack_from("<I", parts[0], 4)[0]
    lengths: list[int] = []
    with suppress(LookupError, struct.error):  # some programs state more texts than they write
        _measure(parts, count, lengths)
    return lengths


def _measure(parts: list[bytes], count: int, lengths: list[int]) -> None:
    part, at = 0, 8
    while len(lengths) < count:
        if at >= len(parts[part]):
            part, at = part + 1, 0
            continue
        size, flags = struct.unpack_from("<HB", parts[part], at)
        at += 3
        runs = struct.unpack_from("<H", parts[part], at)[0] if flags & 8 else 0
        at += 2 if flags & 8 else 0
        extra = struct.unpack_from("<I", parts[part], at)[0] if flags & 4 else 0
        at += 4 if flags & 4 else 0
        part, at = _skip_characters(parts, part, at, size, flags)
        part, at = _skip_bytes(parts, part, at, runs * 4 + extra)
        lengths.append(size)


def _skip_characters(parts: list[bytes], part: int, at: int, size: int, flags: int) -> tuple[int, int]:
    while True:
        width = 2 if flags & 1 else 1
        here = min(size, (len(parts[part]) - at) // width)
        size, at = size - here, at + here * width
        if not size:
            return part, at
        part, at = part + 1, 1
        flags = parts[part][0]


def _skip_bytes(parts: list[bytes], part: int, at: int, size: int) -> tuple[int, int]:
    while size > len(parts[part]) - at:
        size -= len(parts[part]) - at
        part, at = part + 1, 0
    return part, at + size
