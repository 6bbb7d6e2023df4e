"""The command line: each room's commands, and serving. `python -m bimtek` works on every system."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from bimtek.modules.commands import judge
from bimtek.sandbox.commands import texts
from bimtek.workshops.commands import deadline
from bimtek.workshops.roster_commands import roster


def _create_app() -> object:
    from bimtek import create_app

    return create_app()


@click.group(
    cls=FlaskGroup,
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Bimtek: latihan menangani laporan warga (SIMULASI). Setiap perintah: --help.",
)
def cli() -> None:
    """All commands."""


for command in (judge, texts, deadline, roster):
    cli.add_command(command)


def main() -> None:
    """The entry of `python -m bimtek`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # Windows consoles
    cli(prog_name="python -m bimtek")
