"""How often somebody tried a code or a password, counted once for all processes. One process counts in its own memory; several
would each allow the full number, so they count in a table. A row says of whom only a keyed hash: names and addresses stay out."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app
from limits.storage import Storage
from sqlalchemy import BigInteger, Connection, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.config import Settings
from bimtek.extensions import Model, db, limiter, writing

_SCHEME = "bimtek"


class Throttle(Model):
    """How often something was tried until an instant; of no use afterwards, never copied to another database."""

    __tablename__ = "throttle"

    name: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    #: In whole seconds since 1970.
    until: Mapped[int] = mapped_column(BigInteger)


class SharedCounts(Storage):
    """The counters of Flask-Limiter in the database of the platform: read before a request begins, written after it has
    committed, each in a transaction of its own."""

    STORAGE_SCHEME = [_SCHEME]  # noqa: RUF012 -- the library's own form

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library may meet here."""
        return DBAPIError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count once more; begins anew where the time is over."""
        now, name = _now(), _hidden(key)
        with _apart() as connection:
            count = int(connection.execute(_counted(connection, name, now, expiry, amount)).scalar_one())
        if count == amount:
            _sweep(now)
        return count

    def get(self, key: str) -> int:
        """How often so far."""
        query = select(Throttle.count).where(Throttle.name == _hidden(key), Throttle.until > _now())
        with _apart() as connection:
            return connection.scalar(query) or 0

    def get_expiry(self, key: str) -> float:
        """Until when it counts; now where nothing does."""
        with _apart() as connection:
            return connection.scalar(select(Throttle.until).where(Throttle.name == _hidden(key))) or _now()

    def check(self) -> bool:
        """Whether counting is possible."""
        with _apart() as connection:
            return connection.scalar(select(func.count()).select_from(Throttle)) is not None

    def reset(self) -> int | None:
        """Forget everything."""
        with _apart() as connection:
            return connection.execute(delete(Throttle)).rowcount

    def clear(self, key: str) -> None:
        """Forget one."""
        with _apart() as connection:
            connection.execute(delete(Throttle).where(Throttle.name == _hidden(key)))


def _now() -> int:
    return int(time.time())


def _hidden(key: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()[:32]


@contextmanager
def _apart() -> Iterator[Connection]:
    """A short transaction that takes no turn among the writers of the hall: it touches nothing of theirs, and its one
    statement is its first."""
    token = writing.set(False)
    try:
        with db.engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # two who count at once wait for each other instead of failing
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            yield connection
    finally:
        writing.reset(token)


def _counted(connection: Connection, name: str, now: int, expiry: int, amount: int) -> Any:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    over = Throttle.until <= now
    return (
        insert(Throttle)
        .values(name=name, count=amount, until=now + expiry)
        .on_conflict_do_update(
            index_elements=[Throttle.name],
            set_={
                "count": case((over, amount), else_=Throttle.count + amount),
                "until": case((over, now + expiry), else_=Throttle.until),
            },
        )
        .returning(Throttle.count)
    )


def _sweep(now: int) -> None:
    """Away with what no longer counts, whenever something begins to count; rows that somebody else holds are left to the next."""
    old = select(Throttle.name).where(Throttle.until < now).with_for_update(skip_locked=True)
    with _apart() as connection:
        connection.execute(delete(Throttle).where(Throttle.name.in_(old)))


def init_app(app: Flask) -> None:
    """Bind Flask-Limiter: it counts in memory, or in the table when other processes may serve the same database."""
    settings: Settings = app.extensions["settings"]
    app.config.setdefault("RATELIMIT_STORAGE_URI", f"{_SCHEME}://" if settings.shared else "memory://")
    limiter.init_app(app)
