"""`bimtek move`: one class into another database, and back."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from bimtek.moving.copying import InTheWay, Photos, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bimtek.checking import Finding
    from bimtek.config import Settings


@click.command()
@click.option("--class", "workshop_id", required=True, type=click.IntRange(1), help="Nomor kelas.")
@click.option(
    "--to", "url", required=True, help="Alamat basis data tujuan, misalnya postgresql://…/bimtek atau sqlite:////…"
)
@click.option(
    "--files",
    "into",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder instance tujuan: foto kelas disalin ke sana. Tanpa ini: folder yang sama dipakai keduanya.",
)
@click.option("--dry-run", is_flag=True, help="Kerjakan dan periksa semuanya di tujuan, lalu batalkan.")
@with_appcontext
def move(workshop_id: int, url: str, into: Path | None, dry_run: bool) -> None:
    """Copy a class with all that belongs to it into another database of the same schema: SQLite to PostgreSQL or back. Numbers and
    hashes stay as they are; a target that holds one of these numbers already is refused. The class stays where it was, too."""
    from bimtek import create_app
    from bimtek.config import with_driver

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    target = create_app(replace(app.extensions["settings"], database_url=with_driver(url)))
    try:
        report = move_class(app, target, workshop_id, dry_run=dry_run, into=into)
    except InTheWay as why:
        click.echo(f"Tidak dipindahkan. {why}", err=True)
        sys.exit(1)
    for name, count in sorted(report.rows.items()):
        if count:
            click.echo(f"  {count:>8}  {name}")
    for remark in report.remarks:
        click.echo(f"  {remark}")
    _tell_photos(report.photos, into, dry_run=dry_run)
    total = sum(report.rows.values())
    if dry_run:
        click.echo(f"{total} baris dapat disalin dan tetap utuh. Tidak ada yang disimpan (--dry-run).")
        return
    click.echo(
        f"{total} baris disalin; isi, rantai dan proyeksi diperiksa. Kelas asal dibiarkan: arsipkan bila tidak dipakai lagi."
    )
    click.echo("Kunci penanda tangan sertifikat tidak ikut; berkas sertifikat dibuat lagi di tujuan saat diminta.")


def _tell_photos(photos: Photos | None, into: Path | None, *, dry_run: bool) -> None:
    if photos is None or not photos.named:
        click.echo("  Tidak ada foto pada kelas ini.")
        return
    done = "akan disalin" if dry_run else "disalin"
    if into is None:
        click.echo(
            f"  {len(photos.named)} foto tetap di folder instance asal; sertakan --files bila tujuan memakai folder lain."
        )
    else:
        click.echo(f"  {len(photos.absent)} foto {done} dari {len(photos.named)} yang dicatat jurnal.")
    if photos.lost:
        click.echo(f"  {len(photos.lost)} foto sudah tidak ada di folder asal.")


def move_class(
    source: Flask, target: Flask, workshop_id: int, *, dry_run: bool = False, into: Path | None = None
) -> Report:
    """Copy, compare, check the whole target, bring the photos `into` its folder, commit; raises InTheWay, and then no row was
    changed."""
    from bimtek.extensions import db
    from bimtek.moving.belongings import belongings
    from bimtek.moving.copying import copy_class
    from bimtek.moving.files import bring, photos_of
    from bimtek.web.transaction import command_transaction

    with source.app_context():
        engine = db.engine
    with engine.connect() as origin:
        what = belongings(origin, db.metadata, workshop_id)
        folder = source.extensions["settings"].instance_dir
        photos = photos_of(origin, workshop_id, folder, into)
        with target.app_context():
            _same_schema(origin, db.engine.url.render_as_string())
            try:
                with command_transaction() as session:
                    report = copy_class(origin, session, what, workshop_id)
                    _is_sound(session, target.extensions["settings"])
                    report.photos = photos
                    if into is not None and not dry_run:
                        bring(photos, folder, into)
                    if dry_run:
                        session.rollback()  # all of it was tried, nothing is kept
            finally:
                db.session.remove()
    return report


def _same_schema(origin: object, where: str) -> None:
    from alembic.migration import MigrationContext

    from bimtek.extensions import db

    with db.engine.connect() as connection:
        theirs = MigrationContext.configure(connection).get_current_revision()
    ours = MigrationContext.configure(origin).get_current_revision()  # type: ignore[arg-type]
    if theirs is None:
        raise InTheWay(
            f"Basis data tujuan masih kosong. Jalankan dahulu: DATABASE_URL={where} python -m bimtek migrate"
        )
    if ours != theirs:
        raise InTheWay(f"Skema berbeda: asal {ours}, tujuan {theirs}. Jalankan python -m bimtek migrate pada keduanya.")


def _is_sound(session: Session, settings: Settings) -> None:
    """`bimtek check` of the whole target, before anything is kept."""
    from bimtek.checking import check_all
    from bimtek.workshops import overlay

    session.expire_all()
    overlay.load(session)
    faults = [f"{one.what}: {one.words}" for one in _of_database(check_all(session, settings)) if not one.sound]
    if faults:
        more = f" (dan {len(faults) - 5} lagi)" if len(faults) > 5 else ""
        raise InTheWay("Sesudah disalin, tujuan tidak utuh: " + "; ".join(faults[:5]) + more)


def _of_database(findings: Iterable[Finding]) -> Iterable[Finding]:
    """What the database alone answers for: content and settings are the same on both sides."""
    return (one for one in findings if one.what not in ("seed", "settings", "pictures"))
