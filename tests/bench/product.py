"""The product over a database of its own with the demo class, all 40 reports arrived: made once, then served."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from bimtek import create_app
from bimtek.config import Settings
from bimtek.extensions import db


def make(path: str) -> Flask:
    """The application over `path`, a SQLite file or the address of a database; limits are off because one machine plays
    everybody."""
    settings = Settings(
        database_url=path if "://" in path else f"sqlite:///{path}",
        secret_key="bench-secret-key-bench-secret-key",
        instance_dir=Path(tempfile.gettempdir()) if "://" in path else Path(path).parent,
        extra={"RATELIMIT_ENABLED": False},
    )
    return create_app(settings)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one simulated person types: the card's code and the account picked."""

    code: str
    account_id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the benchmark needs to know of the made class."""

    trainees: list[SignIn]
    username: str
    password: str


def prepare(path: str, arrived: bool = True) -> Facts:
    """Make the demo class and let enough simulated days pass that every report has arrived, unless told not to."""
    from flask_migrate import upgrade

    from bimtek.demo import make_demo
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops.models import Seat, Workshop

    app = make(path)
    wall = datetime.now(UTC).replace(tzinfo=None)
    with app.app_context():
        upgrade()
        with command_transaction() as session:
            ways = make_demo(session, app.extensions["settings"], wall)
            if arrived:
                target = session.scalars(select(Workshop)).one()
                target.clock_sim = target.clock_sim + timedelta(days=40)
            seats = [SignIn(s.code, s.account_id) for s in session.scalars(select(Seat).order_by(Seat.number))]
        db.session.remove()
        db.engine.dispose()
    return Facts(seats, ways.username, ways.password)


if __name__ == "__main__":
    import logging

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what the crowd is for
    from bimtek.serving import serve

    serve(make(sys.argv[1]), "127.0.0.1", int(sys.argv[2]))
