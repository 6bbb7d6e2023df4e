"""A sheet after reading: plain cells, where they stood, and the limits every kind of file is held to."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_BYTES = 2 * 1024 * 1024
MAX_PEOPLE = 5_000
MAX_ROWS = MAX_PEOPLE + 50  # title rows, header and signature block stand around the list
MAX_COLUMNS = 60
MAX_SHEETS = 50
MAX_TEXT = 16 * 1024 * 1024  # characters in all cells together: one long text may be shared by many cells
MAX_FORMULA = 200
MAX_CELL_TEXT = 32_767  # the limit of the spreadsheet programs themselves


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as written; `is_merged` marks the continuation of a cell merged from above."""

    text: str = ""
    is_formula: bool = False
    is_number: bool = False
    is_merged: bool = False


EMPTY = Cell()


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, counted from the file's first row, and the names of the sheets that were not taken."""

    rows: tuple[tuple[Cell, ...], ...]
    sheet: str
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetFault:
    """Why a file cannot be read at all; `message` is shown to the person who brought the file."""

    code: str
    message: str


@dataclass
class SheetScan:
    """What the bounded look into a sheet found before a spreadsheet library may open it."""

    name: str
    visible: bool = True
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    cells: int = 0
    characters: int = 0

    def claim(self, row: int, column: int, characters: int = 0) -> None:
        """Count a filled cell; raises RefusedError when the sheet grows beyond the limits."""
        if row < 0 or column < 0:
            raise RefusedError(damaged())
        if row >= MAX_ROWS:
            raise RefusedError(too_many_rows())
        if column >= MAX_COLUMNS:
            raise RefusedError(too_many_columns())
        self.cells += 1
        self.characters += characters
        if self.characters > MAX_TEXT:
            raise RefusedError(too_large())


@dataclass(frozen=True)
class CleanWorkbook:
    """A workbook packed anew from the parts that were looked at, and nothing else."""

    data: bytes
    sheets: tuple[SheetScan, ...]


class RefusedError(Exception):
    """Leaves a parser's callback; caught where the parser was started and turned into its fault."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def too_many_rows() -> SheetFault:
    """A list longer than one hall can hold is refused whole, never cut."""
    return SheetFault(
        "too_many_rows",
        f"Lembar ini lebih dari {MAX_PEOPLE:,} baris. Hapus baris yang tidak terpakai atau bagi menjadi "
        "beberapa berkas.".replace(",", "."),
    )


def too_many_columns() -> SheetFault:
    """A sheet wider than any roster is refused whole."""
    return SheetFault(
        "too_many_columns", f"Lembar ini lebih dari {MAX_COLUMNS} kolom. Hapus kolom yang bukan bagian dari daftar."
    )


def too_many_sheets() -> SheetFault:
    """A workbook with more sheets than any roster needs is refused whole."""
    return SheetFault("too_many_sheets", f"Buku kerja ini lebih dari {MAX_SHEETS} lembar. Simpan lembar peserta saja.")


def not_a_sheet() -> SheetFault:
    """The bytes belong to another kind of file, whatever its name says."""
    return SheetFault("not_a_sheet", "Ini bukan lembar kerja. Kirim berkas .xlsx, .xls, .ods, atau .csv.")


def too_large() -> SheetFault:
    """More content than a roster can have, whatever the file's size on disk."""
    return SheetFault("too_large", "Isi berkas ini terlalu besar untuk sebuah daftar peserta.")


def damaged() -> SheetFault:
    """The file carries a spreadsheet's name or mark, but cannot be opened."""
    return SheetFault("damaged", "Berkas rusak atau tidak lengkap. Buka di lembar kerja lalu simpan ulang.")


def encrypted() -> SheetFault:
    """The file is locked with a password."""
    return SheetFault("encrypted", "Berkas terkunci kata sandi. Hapus kata sandinya, simpan, lalu coba lagi.")
