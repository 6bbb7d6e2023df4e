"""Commands of the roster: `roster check` says what is wrong with a list, line by line; `roster import` seats its people."""

from __future__ import annotations

import json
import secrets
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import with_appcontext

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.roster import Line, Roster, read_roster
from bimtek.workshops.domain.sheets import SheetFault, read_table
from bimtek.workshops.domain.table import MAX_BYTES
from bimtek.workshops.domain.unit_matching import load_units

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bimtek.people.domain import Person
    from bimtek.workshops.intake import Intake
    from bimtek.workshops.models import Workshop

#: Seated in one go: small enough for a bar that moves, large enough that the journal stays short.
_BATCH = 30
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


@roster.command("import", help="Dudukkan peserta dari berkas ke kelas baru, atau ke kelas yang ada dengan --class.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--class", "class_id", type=click.IntRange(1, 2**31 - 1), metavar="ID", help="Kelas yang sudah ada.")
@click.option("--title", default="", metavar="TEKS", help="Nama kelas baru; tanpa ini nama berkas dipakai.")
@click.option("--place", default="", metavar="TEKS", help="Tempat kelas baru.")
@click.option("--trainer", default="fasilitator", show_default=True, metavar="NAMA", help="Nama pengguna fasilitator.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
@with_appcontext
def import_(file: Path, class_id: int | None, title: str, place: str, trainer: str, as_json: bool) -> None:
    """Seat the good lines through the services the pages use, and name the lines left out; refusals exit with status 2."""
    from bimtek.extensions import db
    from bimtek.people import services as people
    from bimtek.web.shell import utc_now
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops import intake, overlay, services

    overlay.refresh(db.session())
    data = _read_bytes(file)
    found = intake.read_list(data, file.name) if isinstance(data, bytes) else data
    if isinstance(found, SheetFault):
        _refuse(found, as_json=as_json)
    with command_transaction() as session:
        wall = utc_now()
        person = people.trainer_by_username(session, trainer[:150])
        if person is None:
            _refuse(SheetFault("no_trainer", f"Fasilitator {_plain(trainer[:40])!r} tidak ada."), as_json=as_json)
        target = _class_for(session, person, class_id, (title.strip() or file.stem, place), wall)
        if isinstance(target, SheetFault):
            _refuse(target, as_json=as_json)
        taken = intake.sort_lines(found, services.seats_of(session, target.id))
        if taken.beyond:
            fault = SheetFault("too_many", f"Kelas melampaui {intake.MOST_SEATS} kursi sebanyak {taken.beyond}.")
            _refuse(fault, as_json=as_json)
        seated = _seat(session, person, target, taken.ready, wall)
    click.echo(_taken_json(target, taken, seated) if as_json else _taken_text(target, taken, seated))


def _class_for(
    session: Session, person: Person, class_id: int | None, words: tuple[str, str], wall: datetime
) -> Workshop | SheetFault:
    """The class to fill: one this trainer may steer, or a new one that begins on the next working day."""
    from bimtek.workshops import intake, services

    if class_id is not None:
        return services.workshop_for(session, person, class_id) or SheetFault(
            "no_class", f"Kelas {class_id} tidak ada."
        )
    return services.create_workshop(
        session, person, title=words[0], place=words[1], starts_on=services.calendar().counted_day(wall.date()),
        seed=secrets.token_hex(4), cases=intake.CASES_PER_SANDBOX, wall=wall,
    )  # fmt: skip


def _seat(session: Session, person: Person, target: Workshop, lines: list[Line], wall: datetime) -> int:
    """Seat in batches of one transaction; a terminal sees how far it is."""
    from bimtek.workshops import services

    batches = [lines[start : start + _BATCH] for start in range(0, len(lines), _BATCH)]
    if not sys.stderr.isatty():
        return sum(services.import_roster(session, person, target, batch, wall) for batch in batches)
    with click.progressbar(batches, label="Mengisi meja peserta", file=sys.stderr) as bar:
        return sum(services.import_roster(session, person, target, batch, wall) for batch in bar)


def _taken_json(target: Workshop, taken: Intake, seated: int) -> str:
    held = {line.line for line in taken.held}
    people = as_dict(taken.roster)["people"]
    not_taken = [person for person in people if person["line"] in held]
    already = [line.line for line in taken.seated]
    return json.dumps(
        {"class": target.id, "seated": seated, "already_seated": already, "not_taken": not_taken}, indent=1
    )


def _taken_text(target: Workshop, taken: Intake, seated: int) -> str:
    rows = [f'Kelas {target.id}, "{_plain(target.title)}": {seated} peserta didudukkan.']
    rows += [f"{len(taken.seated)} peserta sudah terdaftar dan tidak diubah."] if taken.seated else []
    for line in taken.held:
        rows.append(f"Baris {line.line} tidak diambil: {_plain(line.name) or 'tanpa nama'}")
        rows += [f"      {_MARKS[fault.severity]} {_plain(fault.message)}" for fault in line.faults]
    return "\n".join(rows)


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
