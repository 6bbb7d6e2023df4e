"""Any file is read within its bounds or refused with a reason; nothing in it is executed or trusted."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.workshops.domain.sheet_binary import MAGIC, pack_workbook
from bimtek.workshops.domain.sheets import SheetFault, Table, read_table
from bimtek.workshops.domain.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS

DATA = Path(__file__).parents[2] / "data" / "rosters"
HEADER = b"No,Nama,NIP,Unit Kerja\n"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def opened(name: str) -> Table:
    table = read_table((DATA / name).read_bytes(), name)
    assert isinstance(table, Table), table
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def refused(data: bytes) -> str:
    fault = read_table(data, "peserta.xlsx")
    assert isinstance(fault, SheetFault), fault
    assert fault.message.endswith(".")
    return fault.code


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


def with_part(name: str, part: str, old: str, new: str) -> bytes:
    """A fixture workbook in which one part's text is changed."""
    with zipfile.ZipFile(DATA / name) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return zipped(parts)


def test_a_formula_keeps_its_text_and_its_stored_result_is_dropped() -> None:
    table = opened("numbers_and_formulas.xlsx")
    name = table.rows[2][1]
    assert name.is_formula
    assert name.text == '=HYPERLINK("http://example.org","Rumus Contoh")'


def test_a_long_number_shows_its_exponent() -> None:
    cell = opened("numbers_and_formulas.xlsx").rows[1][2]
    assert cell.is_number
    assert "E+17" in cell.text


def test_the_sheet_with_the_fullest_header_is_taken_and_the_other_named() -> None:
    table = opened("several_sheets.xlsx")
    assert table.sheet == "Peserta"
    assert table.other_sheets == ("Panitia",)


def test_a_cell_merged_downwards_counts_for_each_row_and_is_marked() -> None:
    rows = opened("split_header_merged.xlsx").rows
    assert [rows[line][4].text for line in (6, 7)] == ["Dinas Kesehatan"] * 2
    assert [rows[line][4].is_merged for line in (6, 7)] == [False, True]


def test_an_old_binary_workbook_is_read_with_its_formula_found() -> None:
    rows = opened("merged_and_formula.xls").rows
    assert [cell.text for cell in rows[1]] == ["1", "Siti Contoh", "19790610 200912 2 000", "Dinas Sosial"]
    assert rows[2][1].is_formula
    assert "E+17" in rows[2][2].text


def test_an_open_document_with_repeated_rows_is_read_with_its_formulas_found() -> None:
    rows = opened("repeated_rows.ods").rows
    assert len(rows) == 3
    assert all(row[2].is_formula and row[2].text == "=1+1" for row in rows[1:])


@pytest.mark.parametrize("name", ["semicolon_bom.csv", "comma.csv", "tab_windows1252.csv"])
def test_delimiter_and_encoding_are_found_from_the_bytes(name: str) -> None:
    rows = texts(opened(name))
    assert rows[0] == ["No", "Nama", "NIP", "Jabatan", "Unit Kerja", "Kelompok"]
    assert rows[2][1] == "Béa Umpama, S.E."


def test_text_in_utf_16_is_read() -> None:
    table = read_table("No\tNama\tNIP\n1\tAni Contoh\t-\n".encode("utf-16"), "a.txt")
    assert isinstance(table, Table)
    assert texts(table)[1] == ["1", "Ani Contoh", "-"]


def test_a_quoted_line_break_stays_inside_its_row() -> None:
    rows = texts(opened("quoted_newlines.csv"))
    assert rows[2][3] == "Dinas\nKesehatan"
    assert len(rows) == 5


def test_a_quote_left_open_is_refused_because_it_swallows_people() -> None:
    assert refused(HEADER + b'1,"Ani Contoh,-,Dinas Sosial\n2,Budi Umpama,-,Dinas Sosial\n') == "open_quote"


@pytest.mark.parametrize("text", ["=1+1", "+62", "@SUM(A1)", "-1+1", "\tx", " =1+1", "＝1+1", "-Masamba"])
def test_text_that_a_spreadsheet_would_run_is_marked(text: str) -> None:
    table = read_table(HEADER + f'1,"{text}",-,Dinas Sosial\n'.encode(), "a.csv")
    assert isinstance(table, Table)
    assert table.rows[1][1].is_formula


@pytest.mark.parametrize("text", ["-", "- ", "--", "-.-", "-5", "-1,5", "Ani = Contoh", "a@example.org"])
def test_a_placeholder_or_a_negative_number_is_no_formula(text: str) -> None:
    table = read_table(HEADER + f'1,"{text}",-,Dinas Sosial\n'.encode(), "a.csv")
    assert isinstance(table, Table)
    assert not table.rows[1][1].is_formula


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 ...", b"MZ\x90\x00\x03" * 20, b"\x89PNG\r\n\x1a\n", b"\x00\x01\x02" * 50, bytes(range(1, 32)) * 9,
     b"\x81\x8d\x8f,Nama,NIP\n"],
)  # fmt: skip
def test_another_kind_of_file_is_refused_whatever_its_name(data: bytes) -> None:
    assert refused(data) == "not_a_sheet"


def test_a_web_page_named_as_a_sheet_is_refused() -> None:
    assert refused(b"<html><table><tr><td>Nama</td></tr></table></html>") == "not_a_sheet"


def test_a_word_document_named_as_a_sheet_is_refused() -> None:
    assert refused(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == "not_a_sheet"


@pytest.mark.parametrize("data", [b"", b"  \r\n\n", "\ufeff".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refused(data) == "empty"


def test_a_file_beyond_two_megabytes_is_refused_unread() -> None:
    assert refused(b"x" * (MAX_BYTES + 1)) == "too_big"


def test_a_cut_off_workbook_is_refused() -> None:
    whole = (DATA / "several_sheets.xlsx").read_bytes()
    assert refused(whole[: len(whole) // 2]) == "damaged"
    assert refused(MAGIC + bytes(600)) in {"damaged", "not_a_sheet"}


def test_a_package_that_unpacks_to_far_more_is_refused() -> None:
    assert refused(zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 3_000_000})) == "too_large"


def test_a_package_that_lies_about_its_sizes_is_refused() -> None:
    honest = zipped({"xl/workbook.xml": b"<workbook>" + b" " * 100_000 + b"</workbook>"})
    assert refused(honest.replace(struct.pack("<I", 100_021), struct.pack("<I", 400))) == "damaged"


def test_a_package_of_thousands_of_parts_is_refused() -> None:
    parts = {f"p{number}": b"" for number in range(1_001)}
    assert refused(zipped({"xl/workbook.xml": b"<a/>", **parts}, zipfile.ZIP_STORED)) == "too_large"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_document_type_in_any_part_is_refused(part: str) -> None:
    bomb = '?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert refused(with_part("numbers_and_formulas.xlsx", part, "?>", bomb)) == "unsafe"


@pytest.mark.parametrize(
    ("cell", "code"), [("B1048576", "too_many_rows"), ("XFD2", "too_many_columns"), ("A0", "damaged"), ("?", "damaged")]
)
def test_a_cell_far_outside_is_refused_before_memory_is_reserved(cell: str, code: str) -> None:
    assert refused(with_part("numbers_and_formulas.xlsx", "xl/worksheets/sheet1.xml", 'r="B2"', f'r="{cell}"')) == code


def test_one_long_text_shared_by_many_cells_is_refused() -> None:
    name, cells = "xl/worksheets/sheet1.xml", "".join('<c t="s"><v>0</v></c>' for _ in range(50))
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(10, 40))
    data = with_part("numbers_and_formulas.xlsx", name, "</sheetData>", f"{rows}</sheetData>")
    assert isinstance(read_table(data, "a.xlsx"), Table)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"<t>No<", b"<t>" + b"No" * 16_000 + b"<")
    assert refused(zipped(parts)) == "too_large"


def test_a_row_repeated_beyond_the_limit_is_refused() -> None:
    data = with_part("repeated_rows.ods", "content.xml", 'rows-repeated="2"', 'rows-repeated="1000000"')
    assert refused(data) == "too_many_rows"


def test_a_locked_workbook_is_refused_with_its_reason() -> None:
    assert (
        refused(with_part("repeated_rows.ods", "META-INF/manifest.xml", "/>", "><encryption-data/></x>")) == "encrypted"
    )
    start = struct.pack("<2H4H2I", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    assert refused(pack_workbook(start + struct.pack("<2H6s", 0x2F, 6, b"locked"))) == "encrypted"


def test_an_old_workbook_that_claims_a_huge_sheet_is_refused() -> None:
    whole = (DATA / "merged_and_formula.xls").read_bytes()
    small = struct.pack("<2H2I", 0x0200, 14, 0, 3)
    assert small in whole
    assert refused(whole.replace(small, struct.pack("<2H2I", 0x0200, 14, 0, 4_000_000_000))) == "too_large"
    assert refused(whole.replace(small, struct.pack("<2H2I", 0x0200, 14, 131_072, 3))) == "damaged"
    sheet = struct.pack("<2H2H", 0x0809, 16, 0x0600, 0x10)
    assert sheet in whole
    assert refused(whole.replace(sheet, struct.pack("<2H2H", 0x1309, 16, 0x0600, 0x10))) == "damaged"


def test_a_list_beyond_the_limits_is_refused_whole() -> None:
    assert refused(HEADER + b"1,Ani Contoh,-,Dinas Sosial\n" * (MAX_ROWS + 1)) == "too_many_rows"
    assert refused(HEADER + b"x," * (MAX_COLUMNS + 1) + b"x\n") == "too_many_columns"


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_table_or_a_fault(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", MAGIC, b"\xff\xfe", HEADER):
        assert isinstance(read_table(start + data, "x"), Table | SheetFault)


@given(
    st.sampled_from(["several_sheets.xlsx", "split_header_merged.xlsx", "merged_and_formula.xls", "repeated_rows.ods"]),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_a_workbook_with_flipped_bytes_gives_a_table_or_a_fault(name: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray((DATA / name).read_bytes())
    for place, value in flips:
        data[place % len(data)] = value
    assert isinstance(read_table(bytes(data), name), Table | SheetFault)
