"""Commands of the class: `deadline` counts working days and explains each of them."""

from __future__ import annotations

import datetime as dt
import json
from typing import NoReturn

import click

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.calendar import FIRST_YEAR, LAST_YEAR, Due, load_calendar, long_date

WITA = dt.timezone(dt.timedelta(hours=8))  # no summer time: a fixed offset needs no table of zones
MAX_DAYS = 400
MAX_INPUT = 40


@click.command(help="Hitung tenggat dalam hari kerja dan jelaskan setiap harinya.")
@click.option("--received", default="", metavar="ISO", help="Tanggal/waktu diterima (WITA), mis. 2026-03-10T09:15.")
@click.option("--days", default="", metavar="N", help=f"Jumlah hari kerja, 0 sampai {MAX_DAYS}.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def deadline(received: str, days: str, as_json: bool) -> None:
    """Print the due date N working days after a receipt, with every day explained; wrong input exits with status 2."""
    start = read_received(received)
    if isinstance(start, str):
        _refuse(start, as_json)
    count = read_days(days)
    if isinstance(count, str):
        _refuse(count, as_json)
    due = load_calendar(SEED_DIR / "calendar.toml").add_working_days(start, count)
    click.echo(_as_json(due) if as_json else _as_table(due))


def read_received(text: str) -> dt.date | str:
    """An ISO date or datetime as naive WITA, or the message that refuses it.

    A datetime with an offset is converted to WITA, one without is WITA; a date alone means within office hours.
    """
    text = text.strip()
    if not text:
        return "Isi --received dengan tanggal atau waktu diterima, misalnya 2026-03-10 atau 2026-03-10T09:15."
    try:
        moment = _parsed(text)
    except (ValueError, OverflowError):
        return f"Tanggal diterima tidak dikenali: {text[:MAX_INPUT]!r}. Tulis seperti 2026-03-10 atau 2026-03-10T09:15."
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return f"Tahun {moment.year} di luar kalender. Gunakan tahun {FIRST_YEAR} sampai {LAST_YEAR}."
    return moment


def read_days(text: str) -> int | str:
    """The number of working days, 0 to 400, or the message that refuses it."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6) or int(text) > MAX_DAYS:
        return f"Jumlah hari (--days) harus bilangan bulat 0 sampai {MAX_DAYS}."
    return int(text)


def _parsed(text: str) -> dt.date:
    if len(text) > MAX_INPUT:
        raise ValueError
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        moment = dt.datetime.fromisoformat(text)
    return moment.astimezone(WITA).replace(tzinfo=None) if moment.tzinfo else moment


def _refuse(message: str, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    raise SystemExit(2)


def _as_json(due: Due) -> str:
    days = [{"date": row.date.isoformat(), "counts": row.counts, "why": row.why} for row in due.days]
    return json.dumps({"due": due.date.isoformat(), "days": days, "warnings": list(due.warnings)}, ensure_ascii=False)


def _as_table(due: Due) -> str:
    width = max(len(long_date(row.date)) for row in due.days)
    lines = [f"Tenggat: {long_date(due.date)}, sampai akhir jam kerja", ""]
    lines += [f"{'+' if row.counts else ' '} {long_date(row.date):<{width}}  {row.why}" for row in due.days]
    lines += ["", *(f"Peringatan: {warning}" for warning in due.warnings)] if due.warnings else []
    return "\n".join(lines)
