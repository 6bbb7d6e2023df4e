"""A keeper who forgot the own password is helped at the server's keyboard."""

from __future__ import annotations

import re

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.people import accounts, services
from bimtek.people.commands import new_password
from bimtek.people.models import Account
from tests.conftest import WALL
from tests.web.committing import committing

LOST = "kata-sandi-yang-terlupa"


def _keeper() -> int:
    with committing():
        return services.add_trainer(db.session(), "Pengelola Contoh", "pengelola", LOST, WALL).id


def test_the_printed_password_opens_the_account_and_the_lost_one_no_more(app: Flask) -> None:
    keeper = _keeper()
    token = services.token_of(db.session(), keeper)
    db.session.rollback()
    told = CliRunner().invoke(new_password, ["PENGELOLA"], catch_exceptions=False)
    assert told.exit_code == 0
    password = re.search(r"Kata sandi baru: (\S+)", told.output)
    assert password
    assert services.verify_password(db.session(), "pengelola", LOST) is None
    assert services.verify_password(db.session(), "pengelola", password[1])
    assert services.token_of(db.session(), keeper) != token
    entry = journal.entries_of(db.session(), accounts.STREAM)[-1]
    assert (entry.kind, entry.about) == ("password_reset_at_console", f"account/{keeper}")
    assert password[1] not in str(entry)


def test_an_unknown_or_closed_account_gets_no_password(app: Flask) -> None:
    keeper = _keeper()
    assert CliRunner().invoke(new_password, ["siapa"]).exit_code == 1
    with committing():
        db.session.execute(update(Account).where(Account.id == keeper).values(closed_at=WALL))
    told = CliRunner().invoke(new_password, ["pengelola"])
    assert (told.exit_code, "Tidak ada akun" in told.output) == (1, True)
    db.session.rollback()
    assert journal.entries_of(db.session(), accounts.STREAM) == []
