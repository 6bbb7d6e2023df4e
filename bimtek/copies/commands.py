"""`bimtek backup` and `bimtek restore`: the whole installation in one file, and back on another machine."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from bimtek.config import ROOT
from bimtek.copies import archive


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--with-keys", is_flag=True, help="Sertakan kunci penanda tangan sertifikat. Simpan salinannya terkunci.")
@with_appcontext
def backup(target: Path | None, with_keys: bool) -> None:
    """Copy this installation into one file while it runs: database, pictures, the key of its sessions. TARGET is a file or a
    folder; without it, the folder `salinan` beside the database. The copy is checked before it counts."""
    settings, wall, started = current_app.extensions["settings"], _now(), time.monotonic()
    target = target or settings.instance_dir / "salinan"
    path = target / archive.name_of(wall) if target.is_dir() or not target.suffix else target
    try:
        made = archive.make(settings, path, wall, with_keys=with_keys)
    except archive.CopyError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    took = f"{time.monotonic() - started:.1f}".replace(".", ",")
    click.echo(
        f"Salinan utuh: {made.path} ({made.size / 1e6:.1f} MB, {made.people} peserta, {made.entries} catatan, {took} detik)."
    )


@click.command()
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=None, help="Folder instance lain.")
@click.option("--force", is_flag=True, help="Sisihkan yang ada di folder itu. Hentikan server lebih dahulu.")
def restore(copy: Path, into: Path | None, force: bool) -> None:
    """Bring a copy back, on this machine or another. What was there is set aside, never deleted."""
    into = into or Path(os.environ.get("BIMTEK_INSTANCE", ROOT / "instance")).resolve()
    started = time.monotonic()
    try:
        told = archive.restore(copy, into, _now(), force=force)
    except archive.CopyError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    took = f"{time.monotonic() - started:.1f}".replace(".", ",")
    click.echo(f"Dipulihkan ke {into}: {told['people']} peserta, {told['entries']} catatan, {took} detik.")
    click.echo("Lanjutkan dengan: python -m bimtek migrate, lalu python -m bimtek serve")
