"""The command line: each room's commands, and running the platform. `python -m bimtek` works on every system."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from bimtek.certification.commands import certificate_key, verify
from bimtek.certification.xapi_commands import xapi
from bimtek.copies import automatic
from bimtek.copies.commands import backup, restore
from bimtek.modules.commands import judge
from bimtek.modules.review_commands import remark
from bimtek.moving.commands import move
from bimtek.people.commands import new_password
from bimtek.refresher.commands import refreshers
from bimtek.rehearsal.commands import rehearse
from bimtek.sandbox.commands import texts
from bimtek.workshops.commands import deadline
from bimtek.workshops.roster_commands import roster

if TYPE_CHECKING:
    from flask import Flask

    from bimtek.checking import Finding
    from bimtek.config import Settings


def _create_app() -> Flask:
    from bimtek import create_app

    return create_app()


@click.group(
    cls=FlaskGroup,
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Bimtek: latihan menangani laporan warga (SIMULASI). Setiap perintah punya --help.",
)
def cli() -> None:
    """All commands."""


def _wall() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _settings() -> Any:
    return current_app.extensions["settings"]


@cli.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema; safe to run again. A new schema has its projections rebuilt from the journal."""
    from alembic.migration import MigrationContext
    from flask_migrate import upgrade

    from bimtek.extensions import db
    from bimtek.modules import standing
    from bimtek.sandbox import replay
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops import overlay

    def revision() -> str | None:
        with db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    _settings().instance_dir.mkdir(parents=True, exist_ok=True)
    before = revision()
    upgrade()
    if before and before != revision():
        with command_transaction() as session:
            overlay.load(session)
            click.echo(f"{replay.rebuild(session)} proyeksi laporan dibangun ulang dari jurnal.")
            click.echo(f"{standing.redraw_all(session)} baris kemajuan dihitung ulang.")
    click.echo("Basis data siap.")


@cli.command()
@click.option("--host", default=None, help="Alamat yang didengarkan; bawaan semua alamat di jaringan lokal.")
@click.option("--port", type=click.IntRange(1, 65535), default=None)
@click.option(
    "--processes",
    type=click.IntRange(1, 32),
    default=None,
    help="Berapa proses di satu alamat; bawaan BIMTEK_PROCESSES, lalu 1.",
)
@with_appcontext
def serve(host: str | None, port: int | None, processes: int | None = None) -> None:
    """Serve the platform until Ctrl+C; prints the address for the hall and its QR code. Several processes share one database: a
    PostgreSQL, or a SQLite file on this machine."""
    from bimtek import serving

    settings = _settings()
    address = f"http://{serving.lan_address()}:{port or settings.port}"
    current_app.extensions["hall_address"] = address
    serving.announce(f"{address}/")
    if (count := processes or settings.processes) > 1:
        _serve_several(replace(settings, processes=count), address, host or settings.host, port or settings.port)
        return
    automatic.begin(settings, _wall)
    serving.serve(current_app._get_current_object(), host or settings.host, port or settings.port)  # type: ignore[attr-defined]  # noqa: SLF001


def _serve_several(settings: Settings, address: str, host: str, port: int) -> None:
    """The same from several processes; each makes an application of its own, so that none shares a connection. Automatic copies
    have a process too: one for the installation, and the supervisor stays without threads."""
    from bimtek import create_app, serving, supervising
    from bimtek.extensions import db
    from bimtek.web import figures

    if not supervising.can_fork():
        raise click.UsageError(
            "Beberapa proses di satu alamat tidak dapat dijalankan di Windows. Jalankan tanpa --processes, atau pakai Linux/macOS."
        )
    plan, listening = automatic.planned(), supervising.bound(host, port)
    db.engine.dispose()  # a connection must not be passed on to a process that did not open it
    with tempfile.TemporaryDirectory(prefix="bimtek-figures-") as folder:
        together = Path(folder)

        def work() -> None:
            app = create_app(replace(settings, figures_dir=together))
            app.extensions["hall_address"] = address
            serving.serve(app, host, port, listening)

        def copy() -> None:
            if plan is not None:
                listening.close()
                automatic.keep_on(settings, plan, _wall, threading.Event())

        beside = [copy] if plan is not None else []
        supervising.Supervisor(settings.processes, work, beside, lambda dead: figures.bury(together, dead)).run()


@cli.command()
@click.option("--no-serve", is_flag=True, help="Siapkan saja, jangan dijalankan.")
@click.option("--port", type=click.IntRange(1, 65535), default=None)
@click.pass_context
@with_appcontext
def demo(context: click.Context, no_serve: bool, port: int | None) -> None:
    """Make the database and the demo class of 118 if they are not there, print how to sign in, and serve."""
    from bimtek.demo import make_demo
    from bimtek.web.transaction import command_transaction

    context.invoke(migrate)
    with command_transaction() as session:
        ways = make_demo(session, _settings(), _wall())
    click.echo(f"\n  Fasilitator: /fasilitator/masuk   nama: {ways.username}   kata sandi: {ways.password}")
    click.echo(f"  Peserta:     /masuk   kode: {ways.code}   nama: {ways.name}")
    click.echo(f"  Kartu masuk untuk {ways.people} peserta: masuk sebagai fasilitator, buka Kelas, lalu Kartu masuk.")
    if not no_serve:
        context.invoke(serve, port=port)


@cli.command(with_appcontext=False)  # content can be looked at where nothing is installed yet
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")
@click.option(
    "--year", "years", type=click.IntRange(2000, 2100), multiple=True, help="Tahun kelas: daftar liburnya diperiksa."
)
@click.argument("part", required=False, type=click.Choice(["seed", "modules"]))
def check(as_json: bool, years: tuple[int, ...], part: str | None) -> None:
    """Is this installation sound: seed, settings, chains, projections. Exit status 1 says no.

    `check seed` looks at the content alone and needs no database: file, line, field, what to do; warnings do not fail it.
    `check modules` has robots play every exercise well and carelessly: what its file promises must come true."""
    from bimtek.checking import as_row, check_modules, check_seed

    if years and part != "seed":
        raise click.UsageError("--year hanya berlaku bersama: check seed")
    contents = {"seed": lambda: list(check_seed(years)), "modules": lambda: list(check_modules())}
    found = contents[part]() if part else _check_installation()
    sound = all(finding.sound for finding in found)
    if as_json:
        click.echo(json.dumps({"sound": sound, "findings": [as_row(f) for f in found]}, ensure_ascii=False))
    else:
        for finding in found:
            label = "RUSAK" if not finding.sound else "AWAS " if finding.content else "utuh "
            click.echo(f"{label}  {finding.what}: {finding.words}")
    sys.exit(0 if sound else 1)


@with_appcontext
def _check_installation() -> list[Finding]:
    from bimtek.checking import check_all
    from bimtek.extensions import db

    return list(check_all(db.session(), _settings()))


COMMANDS = (
    judge, texts, deadline, roster, remark, rehearse, verify, certificate_key, xapi, refreshers, backup, restore, move,
    new_password,
)  # fmt: skip
for _command in COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """The entry of `python -m bimtek`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # Windows consoles
    cli(prog_name="python -m bimtek")
