"""Looks into .xlsx and .ods packages before any spreadsheet library does, and refuses every other zip."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.parsers import expat

from bimtek.workshops.domain.sheet_ods import read_ods
from bimtek.workshops.domain.sheet_parts import check_sizes, part_names
from bimtek.workshops.domain.sheet_xlsx import read_xlsx
from bimtek.workshops.domain.table import CleanWorkbook, RefusedError, SheetFault, damaged, not_a_sheet


def read_package(data: bytes) -> CleanWorkbook | SheetFault:
    """Check a zip package and return it packed anew, or the fault that makes it unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_sizes(package, len(data))
            names = part_names(package)
            if "xl/workbook.xml" in names:
                return read_xlsx(package, names)
            if "content.xml" in names and "mimetype" in names:
                return read_ods(package)
    except RefusedError as refusal:
        return refusal.fault
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        LookupError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
        MemoryError,
        struct.error,
    ):
        return damaged()
    return _other_package(set(names))


def _other_package(names: set[str]) -> SheetFault:
    if any(name.startswith("word/") for name in names):
        return SheetFault("not_a_sheet", "Ini dokumen Word. Salin tabelnya ke lembar kerja, simpan sebagai .xlsx.")
    if "xl/workbook.bin" in names:
        return SheetFault("not_a_sheet", "Lembar kerja biner (.xlsb) tidak didukung. Simpan ulang sebagai .xlsx.")
    return not_a_sheet()
