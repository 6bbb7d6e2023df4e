"""Append, read and check entries; announce each new one to whoever create_app connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from bimtek.journal.domain import GENESIS, Break, Entry, breaks, digest
from bimtek.journal.models import JournalEntry
from bimtek.writers import hold_stream

#: Where an entry's data say that it is a copy, and of what.
COPIED_FROM = "copied_from"

#: A database takes only so many values in one question.
_AT_ONCE = 500

Listener = Callable[[Session, Entry], None]
_listeners: list[Listener] = []

#: Statements are put together once: building one costs more than SQLite takes to answer it.
_t = JournalEntry.__table__.c
_ENTRIES = select(*[_t[name] for name in Entry.__slots__])
_HEAD = select(_t.number, _t.hash).where(_t.stream == bindparam("stream")).order_by(_t.number.desc()).limit(1)
_ABOUT = _ENTRIES.where(_t.about == bindparam("about")).order_by(_t.number).limit(bindparam("limit"))
_ABOUT_EACH = _ENTRIES.where(_t.about.in_(bindparam("abouts", expanding=True))).order_by(_t.about, _t.number)
_OF_STREAM = _ENTRIES.where(_t.stream == bindparam("stream")).order_by(_t.number)
_FIRST = _ENTRIES.where(_t.stream == bindparam("stream"), _t.number == 1)
_COMMAND = _ENTRIES.where(_t.stream == bindparam("stream"), _t.command_id == bindparam("command_id"))
_OF_PERSON = _ENTRIES.where(_t.actor_id == bindparam("actor_id"), _t.scope != "")
_OF_PERSON = _OF_PERSON.order_by(_t.id.desc()).limit(bindparam("limit"))
_NEWEST = select(func.max(_t.id)).where(_t.scope == bindparam("scope"))
_NEWEST_OF_STREAM = (
    _ENTRIES.where(_t.stream == bindparam("stream"), _t.number > bindparam("after"))
    .where(_t.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_t.number.desc())
)
_APPEND = insert(JournalEntry.__table__)  # type: ignore[arg-type]


def subscribe(listener: Listener) -> None:
    """Have `listener(session, entry)` called for each new entry, in the same transaction; twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def record(
    session: Session,
    *,
    stream: str,
    kind: str,
    about: str,
    wall_at: datetime,
    actor_id: int | None = None,
    actor_role: str = "system",
    scope: str = "",
    sim_at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
    command_id: str | None = None,
) -> Entry:
    """Append one entry to its stream's chain and announce it. The caller commits; the database refuses a second
    entry with the same number or the same command id."""
    hold_stream(session, stream, scope)
    number, prev_hash = _head(session, stream)
    entry = Entry(
        stream=stream,
        number=number + 1,
        kind=kind,
        about=about,
        actor_id=actor_id,
        actor_role=actor_role,
        sim_at=sim_at,
        wall_at=wall_at,
        data=dict(data or {}),
        scope=scope,
        command_id=command_id,
        prev_hash=prev_hash,
    )
    entry = replace(entry, hash=digest(entry))
    session.connection().execute(_APPEND, _columns(entry))
    for listener in _listeners:
        listener(session, entry)
    return entry


def record_many(session: Session, entries: Sequence[Entry]) -> None:
    """Append the first entries of many new streams at once (provisioning); each must be number 1 of its stream.
    They are not announced: nothing listens to a world that is still being made."""
    rows = [_columns(replace(entry, number=1, prev_hash=GENESIS, hash=digest(entry))) for entry in entries]
    if rows:
        session.connection().execute(_APPEND, rows)


def copy(session: Session, entries: Sequence[Entry], *, stream: str, about: str) -> list[Entry]:
    """Append copies of another stream's entries to a stream's chain, about another thing, each marked with where it came
    from and that entry's hash. A copy counts for no class, and is not announced: nothing new has happened."""
    hold_stream(session, stream, "")
    number, prev_hash = _head(session, stream)
    made: list[Entry] = []
    for entry in entries:
        number += 1
        source = {"stream": entry.stream, "number": entry.number, "hash": entry.hash}
        twin = replace(
            entry, stream=stream, number=number, about=about, scope="", command_id=None, prev_hash=prev_hash, hash="",
            data={**entry.data, COPIED_FROM: source},
        )  # fmt: skip
        made.append(replace(twin, hash=digest(twin)))
        prev_hash = made[-1].hash
    if made:
        session.connection().execute(_APPEND, [_columns(entry) for entry in made])
    return made


def _head(session: Session, stream: str) -> tuple[int, str]:
    row = session.connection().execute(_HEAD, {"stream": stream}).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def entry_of(row: Any) -> Entry:
    """The entry of a row whose columns are those of Entry, in order."""
    return Entry(**dict(zip(Entry.__slots__, row, strict=True)))


def find_command(session: Session, stream: str, command_id: str) -> Entry | None:
    """The entry that already answered this command id, if any: a double tap is answered, not repeated."""
    row = session.connection().execute(_COMMAND, {"stream": stream, "command_id": command_id}).first()
    return entry_of(row) if row else None


def count_commands(session: Session, command_ids: Sequence[str]) -> dict[str, int]:
    """How many entries answer each of these command ids; an id that nothing answers is missing."""
    found: dict[str, int] = {}
    for start in range(0, len(command_ids), _AT_ONCE):
        some = list(command_ids[start : start + _AT_ONCE])
        query = select(_t.command_id, func.count()).where(_t.command_id.in_(some)).group_by(_t.command_id)
        found.update((row[0], row[1]) for row in session.execute(query))
    return found


def entries_of(session: Session, stream: str) -> list[Entry]:
    """All entries of one stream in order."""
    return [entry_of(row) for row in session.connection().execute(_OF_STREAM, {"stream": stream})]


def first_of(session: Session, stream: str) -> Entry:
    """The entry with which a stream begins; raises LookupError for a stream that has none."""
    row = session.connection().execute(_FIRST, {"stream": stream}).first()
    if row is None:
        raise LookupError(f"no stream {stream}")
    return entry_of(row)


def entries_about(session: Session, about: str, limit: int = 500) -> list[Entry]:
    """The entries about one thing ("case/12"), oldest first, at most `limit`."""
    return [entry_of(row) for row in session.connection().execute(_ABOUT, {"about": about, "limit": limit})]


def entries_about_each(session: Session, abouts: Sequence[str]) -> dict[str, list[Entry]]:
    """The entries about several things in one question, oldest first for each; what nothing was recorded about is missing."""
    found: dict[str, list[Entry]] = {}
    for start in range(0, len(abouts), _AT_ONCE):
        for row in session.connection().execute(_ABOUT_EACH, {"abouts": list(abouts[start : start + _AT_ONCE])}):
            entry = entry_of(row)
            found.setdefault(entry.about, []).append(entry)
    return found


def of_class(session: Session, scope: str, kinds: Sequence[str]) -> list[Entry]:
    """The entries of these kinds that count for a class, oldest first: for what is counted over all its people."""
    query = select(*(getattr(JournalEntry, name) for name in Entry.__slots__))
    query = query.where(JournalEntry.scope == scope, JournalEntry.kind.in_(list(kinds))).order_by(JournalEntry.id)
    return [entry_of(row) for row in session.execute(query)]


def latest_of_person(session: Session, actor_id: int, limit: int = 20) -> list[Entry]:
    """The newest entries one person made that count for a class, newest first."""
    return [entry_of(row) for row in session.connection().execute(_OF_PERSON, {"actor_id": actor_id, "limit": limit})]


def newest_of_stream(session: Session, stream: str, kinds: Sequence[str], within: int) -> list[Entry]:
    """The entries of these kinds among the newest `within` of a stream, newest first."""
    given = {"stream": stream, "after": _head(session, stream)[0] - within, "kinds": list(kinds)}
    return [entry_of(row) for row in session.connection().execute(_NEWEST_OF_STREAM, given)]


def latest_sim(session: Session, scope: str) -> dict[str, datetime]:
    """How far each stream that counts for a class has come in simulated time."""
    query = select(_t.stream, func.max(_t.sim_at)).where(_t.scope == scope, _t.sim_at.is_not(None)).group_by(_t.stream)
    return {row[0]: row[1] for row in session.execute(query)}


def version(session: Session, scope: str) -> int:
    """The id of the newest entry that counts for a class: what a live page compares itself with."""
    return session.connection().execute(_NEWEST, {"scope": scope}).scalar() or 0


def stream_version(session: Session, stream: str) -> int:
    """The number of a stream's newest entry, 0 for none: what a page compares itself with that shows this stream alone."""
    return _head(session, stream)[0]


def streams(session: Session) -> Iterator[str]:
    """The names of all streams."""
    yield from session.scalars(select(JournalEntry.stream).distinct().order_by(JournalEntry.stream))


def check_chains(session: Session) -> list[Break]:
    """Walk every chain; [] when nothing was changed, removed or inserted."""
    found: list[Break] = []
    for stream in list(streams(session)):
        found.extend(breaks(stream, entries_of(session, stream)))
    return found
