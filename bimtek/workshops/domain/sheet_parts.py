"""Unpacks and parses the parts of a zipped workbook within fixed bounds.

Every part that will be used is unpacked within a bound, parsed by expat with document types refused (so no entity,
inner or outer, is ever expanded), and packed anew. What a spreadsheet library then opens is exactly what was looked at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from bimtek.workshops.domain.table import RefusedError, SheetFault, damaged, encrypted, too_large

MAX_ENTRIES = 1_000
MAX_UNPACKED = 32 * 1024 * 1024
MAX_RATIO = 250  # whole package; sheets of equal rows reach about 60, bombs more than 1,000
MAX_ELEMENTS = 1_500_000
Attributes = dict[str, str]


def check_sizes(package: zipfile.ZipFile, packed: int) -> None:
    """Refuse (RefusedError) a package that would unpack to far more than a roster, or that is locked."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise RefusedError(too_large())
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedError(encrypted())


def part_names(package: zipfile.ZipFile) -> dict[str, str]:
    """Each part by its path in small letters; some programs write capitals and backslashes."""
    names: dict[str, str] = {}
    for name in package.namelist():
        names.setdefault(name.replace("\\", "/").lower(), name)
    return names


def unpack(package: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part; zipfile stops at the stated size, which `check_sizes` has bounded, and checks the sum."""
    entry = package.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError(damaged())
    with package.open(entry) as stream:
        return stream.read(MAX_UNPACKED)


def pack(parts: dict[str, bytes]) -> bytes:
    """Zip parts without compression, in the order given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def parse(
    part: bytes,
    start: Callable[[str, Attributes], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run expat over one part; a document type, too many elements or broken XML end it at once."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seen = 0

    def refuse_doctype(*_: object) -> None:
        raise RefusedError(SheetFault("unsafe", "Berkas memuat definisi dokumen yang tidak diizinkan. Simpan ulang."))

    def on_start(name: str, attributes: Attributes) -> None:
        nonlocal seen
        seen += 1
        if seen > MAX_ELEMENTS:
            raise RefusedError(too_large())
        if start is not None:
            start(_local(name), {_local(key): value for key, value in attributes.items()})

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = on_start
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(part, True)
