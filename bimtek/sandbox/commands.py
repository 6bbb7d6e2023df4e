"""Commands of the sandbox: `texts` writes generated reports for whoever wants to read or measure them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.generator import MOST_CASES, MOST_PEOPLE, Report, load_generator
from bimtek.workshops.domain.calendar import load_calendar

DEFAULT_START = datetime(2026, 11, 9, 8, 0)
MAX_SEED = 200


@click.command(help="Tulis laporan simulasi sebagai JSONL, satu laporan sebaris. Tidak menyentuh basis data. SIMULASI.")
@click.option("--seed", required=True, help="Benih: benih yang sama selalu menghasilkan laporan yang sama.")
@click.option(
    "--people", type=click.IntRange(1, MOST_PEOPLE), default=118, show_default=True, help="Banyaknya peserta."
)
@click.option(
    "--cases", type=click.IntRange(1, MOST_CASES), default=40, show_default=True, help="Laporan tiap peserta."
)
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]),
    default=DEFAULT_START,
    show_default="2026-11-09T08:00",
    help="Saat kelas dimulai (WITA).",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Berkas hasil.")
def texts(seed: str, people: int, cases: int, start: datetime, out: Path) -> None:
    """Write people x cases reports; a fault of input or of the output file ends with status 2 and a message."""
    if not 1 <= len(seed) <= MAX_SEED:
        raise click.BadParameter(f"panjang benih 1 sampai {MAX_SEED} huruf.", param_hint="--seed")
    if not 2000 <= start.year <= 2090:
        raise click.BadParameter("tahun mulai harus antara 2000 dan 2090.", param_hint="--start")
    generator = load_generator(SEED_DIR, load_calendar(SEED_DIR / "calendar.toml").is_working_day)
    try:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            for person in range(1, people + 1):
                file.writelines(line(report) for report in generator.generate(seed, person, cases, start))
    except OSError as error:
        raise click.BadParameter(f"{out} tidak dapat ditulis: {error.strerror}.", param_hint="--out") from error
    click.echo(f"{people * cases} laporan simulasi ditulis ke {out}.")


def line(report: Report) -> str:
    """One report as a line of JSON with the keys that readers outside rely on."""
    return json.dumps(as_row(report), ensure_ascii=False) + "\n"


def as_row(report: Report) -> dict[str, Any]:
    """The public form of a generated report; `class`, `category` and `owner` are the hidden truth.

    `owner` is who really holds the matter: of a report outside the kabupaten's authority the holder there."""
    truth = report.truth
    return {
        "person": report.person,
        "case": report.case,
        "desk": report.desk,
        "channel": report.channel,
        "title": report.title,
        "body": report.body,
        "anonymous": report.anonymous,
        "secret": report.secret,
        "class": truth["report_class"],
        "category": truth["category"],
        "owner": truth["holder"] or truth["owner"],
        "received": report.received.isoformat(),
        "twin_of": truth["twin_of"],
        "duplicate_of": truth["duplicate_of"],
        "reporter": report.reporter,
    }
