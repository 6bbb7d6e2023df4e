"""Spreadsheets made to harm who opens them: none is unfolded, none is run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from bimtek.workshops.domain.sheet_package import read_package
from bimtek.workshops.domain.sheets import read_table
from bimtek.workshops.domain.table import CleanWorkbook, SheetFault, Table


def _parts(name: str = "numbers_and_formulas.xlsx") -> dict[str, bytes]:
    found = next(Path(__file__).parent.parent.parent.rglob(name))
    with zipfile.ZipFile(found) as package:
        return {entry: package.read(entry) for entry in package.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_zip_in_a_zip_is_not_unfolded() -> None:
    bomb = _zipped({"nol": b"\0" * 2_000_000})
    for _depth in range(3):
        bomb = _zipped({f"{n}.zip": bomb for n in range(8)})
    found = read_table(_zipped({"isi.zip": bomb}), "daftar.xlsx")
    assert isinstance(found, SheetFault)
    inside = read_table(_zipped({**_parts(), "xl/media/isi.zip": bomb}), "daftar.xlsx")
    assert isinstance(inside, Table | SheetFault)


def test_a_macro_is_never_kept() -> None:
    kept = read_package(_zipped({**_parts(), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open"}))
    if isinstance(kept, CleanWorkbook):
        with zipfile.ZipFile(io.BytesIO(kept.data)) as package:
            assert not any("vba" in name.lower() for name in package.namelist())
    else:
        assert isinstance(kept, SheetFault)


def test_entities_that_grow_are_refused_before_they_do() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        parts = _parts()
        parts[part] = head + parts[part].partition(b"?>")[2]
        found = read_table(_zipped(parts), "daftar.xlsx")
        assert isinstance(found, SheetFault)
        assert found.code == "unsafe"


def test_a_line_of_a_million_columns_is_refused() -> None:
    found = read_table(b"Nama" + b",x" * 900_000 + b"\n", "daftar.csv")
    assert isinstance(found, SheetFault)
