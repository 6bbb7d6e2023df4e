"""Who may write when, on both databases: how a transaction begins, and which locks it holds until it ends.

SQLite has one writer for the whole file: a lock inside the process, then BEGIN IMMEDIATE between processes. PostgreSQL has one
writer a class, whatever process it sits in (docs/decisions/0021): every writing transaction begins by taking its turn, before it
reads anything, so that "look, decide, record" holds there as it does on SQLite, and so that the entries of a class become visible
in the order of their ids, which is what live pages compare themselves with.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

#: True while the current request or command means to write: SQLite then begins IMMEDIATE, because a deferred
#: transaction that reads before it writes fails at once under load ("database is locked", no timeout helps).
writing: ContextVar[bool] = ContextVar("writing", default=False)

#: The class a writer keeps to, as far as that is known before it begins; None writes alone.
writing_for: ContextVar[int | None] = ContextVar("writing_for", default=None)

#: One writer at a time inside this process: waiting here is fair and cheap, waiting inside SQLite is a sleep loop.
#: On PostgreSQL nobody takes it: there the database keeps the turns, in the order in which they were asked for.
write_lock = threading.RLock()

#: What each connection keeps of the database, in kB. Sixteen threads have up to fifteen connections: with 16 MB each the copies
#: of the same pages came to more than the whole program; the operating system keeps the file in memory once for all.
PAGES_KEPT_KB = 1000

#: Names of the advisory locks: (PLATFORM, 0) is shared by those who keep to a class and taken alone by all others.
_PLATFORM, _CLASS = 8118, 8119
#: A writer reads what is committed when it reads: its snapshot must not be older than its turn.
_FRESH = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
_ALONE = f"{_FRESH}; SELECT pg_advisory_xact_lock({_PLATFORM}, 0)"
_HELD = "class held"
_READ = "read once"
T = TypeVar("T")
_STREAM = text("SELECT pg_advisory_xact_lock(:name)")
#: What another try mends: serialization failure, deadlock, a value that somebody else took first, a lock not got in time.
_PASSING = frozenset({"40001", "40P01", "23505", "55P03"})


def is_passing(error: BaseException) -> bool:
    """Whether a fault of the database is one that the same request, tried again, need not meet."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in _PASSING


def read_once(session: Session, question: Hashable, read: Callable[[], T]) -> T:
    """The answer to a question asked several times for one page: what only reads sees one instant of the database until its
    transaction ends. One who writes reads anew each time."""
    if writing.get():
        return read()
    session.connection()  # so that there is a transaction to remember it for
    now = session.get_transaction()
    kept, known = session.info.get(_READ, (None, None))
    if kept is not now:
        known = {}
        session.info[_READ] = (now, known)
    if question not in known:
        known[question] = read()
    found: T = known[question]
    return found


@contextmanager
def turn(dialect: str, workshop_id: int | None = None) -> Iterator[None]:
    """Mean to write until the block ends; `workshop_id` when nothing outside that class is touched."""
    release = take_turn(dialect, workshop_id)
    try:
        yield
    finally:
        release()


def take_turn(dialect: str, workshop_id: int | None = None) -> Any:
    """Begin to mean it; returns what ends it."""
    inside = dialect == "sqlite"
    if inside:
        write_lock.acquire()
    tokens = writing.set(True), writing_for.set(workshop_id)

    def release() -> None:
        writing.reset(tokens[0])
        writing_for.reset(tokens[1])
        if inside:
            write_lock.release()

    return release


def hold_stream(session: Session, stream: str, scope: str) -> None:
    """Let nobody else append to a stream until this transaction ends. A stream of the class whose turn it is needs nothing
    more; those that several classes write into (certificates, accounts, corrections) are taken one by one."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    held = connection.info.get(_HELD)
    if held == "all" or (held == scope and stream.startswith(("class/", "sandbox/", "mirror/"))):
        return
    name = int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], signed=True)
    connection.execute(_STREAM, {"name": name})


@event.listens_for(Engine, "connect")
def _open(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        _open_postgresql(connection)
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        f"cache_size=-{PAGES_KEPT_KB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _open_postgresql(connection: Any) -> None:
    """A page that reads sees one instant, as on SQLite: never the report of one moment with the version of the next."""
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
        return
    connection.info.pop(_HELD, None)
    if not writing.get():
        return
    workshop_id = writing_for.get()
    if workshop_id is None:
        connection.info[_HELD] = "all"
        connection.exec_driver_sql(_ALONE)
        return
    connection.info[_HELD] = f"class/{workshop_id}"
    connection.exec_driver_sql(
        f"{_FRESH}; SELECT pg_advisory_xact_lock_shared({_PLATFORM}, 0);"
        f" SELECT pg_advisory_xact_lock({_CLASS}, {int(workshop_id)})"
    )
