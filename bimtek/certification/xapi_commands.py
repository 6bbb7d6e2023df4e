"""`bimtek xapi`: the journal as xAPI statements, into a file or to a learning record store."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import with_appcontext

from bimtek.certification import xapi as services
from bimtek.certification.xapi_client import Lrs

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_URL, _KEY, _SECRET, _HOME = "BIMTEK_XAPI_URL", "BIMTEK_XAPI_KEY", "BIMTEK_XAPI_SECRET", "BIMTEK_XAPI_HOME"


@click.group("xapi")
def xapi() -> None:
    """Catatan belajar sebagai pernyataan xAPI 1.0.3, tanpa nama orang."""


@xapi.command("export")
@click.option("--out", "out_file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas JSONL.")
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")
@with_appcontext
def export(out_file: Path, as_json: bool) -> None:
    """Tulis semua pernyataan ke berkas, satu baris JSON per pernyataan; yang sudah terkirim pun ikut."""
    from bimtek.extensions import db

    try:
        with out_file.open("w", encoding="utf-8", newline="\n") as out:
            count = services.export(db.session(), out, _home())
    except OSError as error:
        _refuse(f"{out_file} tidak dapat ditulis: {error.strerror}.", as_json=as_json)
    click.echo(json.dumps({"exported": count}) if as_json else f"{count} pernyataan ditulis ke {out_file}.")


@xapi.command("send")
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")
@with_appcontext
def send(as_json: bool) -> None:
    """Kirim yang belum terkirim ke LRS, berurutan, masing-masing sekali. Alamat dan kata sandi dibaca dari BIMTEK_XAPI_URL,
    BIMTEK_XAPI_KEY dan BIMTEK_XAPI_SECRET. Berhenti di tengah? Jalankan lagi: tidak ada yang hilang atau tercatat dua kali."""
    from bimtek.extensions import db
    from bimtek.web.shell import utc_now

    lrs = _lrs(as_json=as_json)
    try:
        sent = services.send(db.session(), lrs.post, utc_now(), home=_home(), moving=_moving)
    except services.NotAllSentError as stopped:
        words = f"{stopped} {stopped.__cause__}"
        click.echo(json.dumps({"sent": stopped.accepted, "error": words}) if as_json else words, err=not as_json)
        sys.exit(1)
    click.echo(json.dumps({"sent": sent}) if as_json else f"{sent} pernyataan terkirim.")


@contextmanager
def _moving() -> Iterator[Session]:
    """A short writing transaction. What was read is let go first: a transaction that read cannot be promoted under load."""
    from bimtek.extensions import db
    from bimtek.web.transaction import command_transaction

    db.session.rollback()
    with command_transaction() as session:
        yield session


def _home() -> str:
    return os.environ.get(_HOME, "").strip()


def _lrs(*, as_json: bool) -> Lrs:
    """The LRS of the environment; ends the command when something is missing or is no address."""
    given = {name: os.environ.get(name, "").strip() for name in (_URL, _KEY, _SECRET)}
    if missing := [name for name, value in given.items() if not value]:
        _refuse(f"Belum diatur di lingkungan: {', '.join(missing)}. Tidak ada yang dikirim.", as_json=as_json)
    try:
        return Lrs(given[_URL], given[_KEY], given[_SECRET])
    except ValueError as error:
        _refuse(f"{_URL}: {error}", as_json=as_json)


def _refuse(words: str, *, as_json: bool) -> NoReturn:
    """Say why nothing was done, in the way that was asked for, and end with status 2."""
    click.echo(json.dumps({"error": words}) if as_json else words, err=not as_json)
    sys.exit(2)
