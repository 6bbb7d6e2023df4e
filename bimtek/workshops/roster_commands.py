"""Commands of the roster: `roster check` reads a list of participants and says what is wrong, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import click

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.roster import Line, Roster, read_roster
from bimtek.workshops.domain.sheets import SheetFault, read_table
from bimtek.workshops.domain.table import MAX_BYTES
from bimtek.workshops.domain.unit_matching import load_units

_WIDTHS = (5, 34, 18, 24, 34, 22)


@click.group(help="Daftar peserta: periksa berkas sebelum dipakai.")
def roster() -> None:
    """Group the roster's commands."""


@roster.command(help="Periksa berkas daftar peserta; tidak menyimpan apa pun.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def check(file: Path, as_json: bool) -> None:
    """Print every person and every fault of a list; a file that cannot be read at all exits with status 2."""
    data = _read_bytes(file)
    table = read_table(data, file.name) if isinstance(data, bytes) else data
    found = table if isinstance(table, SheetFault) else read_roster(table, load_units(SEED_DIR / "units.toml"))
    if isinstance(found, SheetFault):
        _refuse(found, as_json=as_json)
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(as_dict(found), indent=1) if as_json else as_text(found))


def as_dict(found: Roster) -> dict[str, list[dict[str, object]]]:
    """The roster in the form that other programs read."""
    return {
        "people": [
            {
                "line": person.line,
                "name": person.name,
                "nip": person.nip,
                "post": person.post,
                "unit": person.unit,
                "unit_match": person.unit_match.id,
                "group": person.group,
                "faults": [
                    {"code": fault.code, "field": fault.field, "message": fault.message, "severity": fault.severity}
                    for fault in person.faults
                ],
            }
            for person in found.people
        ],
        "ignored_lines": [{"line": ignored.line, "why": ignored.why} for ignored in found.ignored_lines],
    }


def as_text(found: Roster) -> str:
    """The roster as a table for reading, faults beneath their line."""
    rows = [_row("Baris", "Nama", "NIP", "Jabatan", "Unit kerja", "Dikenali sebagai") + "  Kelompok"]
    for person in found.people:
        rows.append(_person(person))
        rows += [f"      {_MARKS[fault.severity]} {fault.message}" for fault in person.faults]
    stopped = sum(not person.can_be_taken for person in found.people)
    looked = sum(person.can_be_taken and bool(person.faults) for person in found.people)
    rows.append("")
    rows.append(
        f'Lembar "{_plain(found.sheet)}": {len(found.people)} peserta; {stopped} ditahan, {looked} perlu dilihat.'
    )
    rows += [f"Baris {ignored.line} dilewati: {ignored.why}." for ignored in found.ignored_lines]
    return "\n".join(rows)


_MARKS = {"stop": "[tahan]", "warn": "[lihat]"}


def _person(person: Line) -> str:
    match = person.unit_match.id or "tidak dikenali"
    row = _row(str(person.line), person.name, person.nip, person.post, person.unit, match)
    return f"{row}  {_plain(person.group)}".rstrip()


def _row(*texts: str) -> str:
    return "  ".join(_plain(text)[:width].ljust(width) for text, width in zip(texts, _WIDTHS, strict=True))


def _plain(text: str) -> str:
    """One printable line, so that no file can steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _read_bytes(file: Path) -> bytes | SheetFault:
    """The file's bytes, one more than allowed at most, so that a huge file is refused without being loaded."""
    try:
        if not file.is_file():
            return SheetFault("not_found", "Berkas tidak ditemukan.")
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return SheetFault("not_found", "Berkas tidak dapat dibuka.")


def _refuse(fault: SheetFault, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"error": fault.message}))
    else:
        click.echo(fault.message, err=True)
    raise SystemExit(2)
