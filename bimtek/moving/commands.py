"""`bimtek move`: one class into another database, and back."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from bimtek.moving.copying import InTheWay, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bimtek.checking import Finding
    from bimtek.config import Settings


@click.command()
@click.option("--class", "workshop_id", required=True, type=click.IntRange(1), help="Nomor kelas.")
@click.option(
    "--to", "url", required=True, help="Alamat basis data tujuan, misalnya postgresql://…/bimtek atau sqlite:////…"
)
@click.option("--dry-run", is_flag=True, help="Kerjakan dan periksa semuanya di tujuan, lalu batalkan.")
@with_appcontext
def move(workshop_id: int, url: str, dry_run: bool) -> None:
    """Copy a class with all that belongs to it into another database of the same schema: SQLite to PostgreSQL or back. Numbers and
    hashes stay as they are; a target that holds one of these numbers already is refused. The class stays where it was, too."""
    from bimtek import create_app
    from bimtek.config import with_driver

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    target = create_app(replace(app.extensions["settings"], database_url=with_driver(url)))
    try:
        report = move_class(app, target, workshop_id, dry_run=dry_run)
    except InTheWay as why:
        click.echo(f"Tidak dipindahkan. {why}", err=True)
        sys.exit(1)
    for name, count in sorted(report.rows.items()):
        if count:
            click.echo(f"  {count:>8}  {name}")
    for remark in report.remarks:
        click.echo(f"  {remark}")
    total = sum(report.rows.values())
    if dry_run:
        click.echo(f"{total} baris dapat disalin dan tetap utuh. Tidak ada yang disimpan (--dry-run).")
        return
    click.echo(
        f"{total} baris disalin; isi, rantai dan proyeksi diperiksa. Kelas asal dibiarkan: arsipkan bila tidak dipakai lagi."
    )
    click.echo("Foto dan kunci sertifikat ada di folder instance: pakai folder yang sama, atau salin folder itu.")


def move_class(source: Flask, target: Flask, workshop_id: int, *, dry_run: bool = False) -> Report:
    """Copy, compare, check the whole target, commit; raises InTheWay, and then nothing was changed."""
    from bimtek.extensions import db
    from bimtek.moving.belongings import belongings
    from bimtek.moving.copying import copy_class
    from bimtek.web.transaction import command_transaction

    with source.app_context():
        engine = db.engine
    with engine.connect() as origin:
        what = belongings(origin, db.metadata, workshop_id)
        with target.app_context():
            _same_schema(origin, db.engine.url.render_as_string())
            try:
                with command_transaction() as session:
                    report = copy_class(origin, session, what, workshop_id)
                    _is_sound(session, target.extensions["settings"])
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
