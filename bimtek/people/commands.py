"""`bimtek new-password`: a trainer who cannot sign in any more, helped at the server's own keyboard."""

from __future__ import annotations

import click
from flask.cli import with_appcontext


@click.command("new-password")
@click.argument("username")
@with_appcontext
def new_password(username: str) -> None:
    """Kata sandi baru untuk akun fasilitator USERNAME: dicetak sekali, diganti saat masuk pertama, semua perangkatnya keluar."""
    from bimtek.people import accounts
    from bimtek.web.shell import utc_now
    from bimtek.web.transaction import command_transaction

    with command_transaction() as session:
        password = accounts.reset_from_console(session, username, utc_now())
    if password is None:
        raise click.ClickException(f"Tidak ada akun fasilitator terbuka bernama {username}.")
    click.echo(f"Kata sandi baru: {password}")
