"""Hand the journal over to a learning record store as xAPI statements: in order, each once.

The journal is the outbox: a cursor a stream says up to where everything was accepted. It moves after the LRS has accepted, never
before; what was accepted while the answer got lost is sent again under the same id, and an LRS takes an id once.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from itertools import islice
from typing import Any, TextIO

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bimtek.certification.domain.xapi import KINDS, about_account, statement
from bimtek.certification.models import XapiCursor
from bimtek.journal import outbox
from bimtek.journal.domain import Entry
from bimtek.modules import marking, sitting_content
from bimtek.sandbox import services as sandboxes

Statement = dict[str, Any]
#: Entries of one stream read at a time.
_PAGE = 50


class NotAllSentError(Exception):
    """A batch was not accepted: `accepted` statements before it were, and count as sent; the cause says why."""

    def __init__(self, accepted: int) -> None:
        super().__init__(f"Terkirim {accepted} pernyataan, lalu berhenti.")
        self.accepted = accepted


def pending(session: Session, limit: int, home: str = "") -> list[tuple[Entry, Statement]]:
    """The next statements to send, at most `limit`: in a stream by number, between streams by time."""
    return list(islice(_told(session, _unsent(session, _behind(session)), home), limit))


def send(
    session: Session, post: Callable[[list[Statement]], None], wall: datetime, batch: int = 50, *, home: str = "",
    moving: Callable[[], AbstractContextManager[Session]] | None = None,
) -> int:  # fmt: skip
    """Hand everything unsent to `post`, batch by batch, and return how many statements that was. When `post` raises, NotAllSentError
    is raised and what was accepted before stays moved. The caller commits; or gives `moving`, which opens a transaction of its own
    for each move, so that nothing is locked while the LRS takes its time."""
    behind, accepted = _behind(session), 0
    statements = _told(session, _unsent(session, behind), home)
    while group := list(islice(statements, batch)):
        try:
            post([one for _, one in group])
        except Exception as error:
            raise NotAllSentError(accepted) from error
        accepted += len(group)
        with moving() if moving else nullcontext(session) as writer:
            _move(writer, {entry.stream: entry.number for entry, _ in group}, wall)
    if behind:
        with moving() if moving else nullcontext(session) as writer:
            _move(writer, {stream: head for stream, (_, head) in behind.items()}, wall)
    return accepted


def export(session: Session, out: TextIO, home: str = "") -> int:
    """Write all statements, sent or not, as JSON lines and return how many; no cursor moves."""
    everything = {stream: (0, head) for stream, head in outbox.heads(session).items()}
    count = 0
    for _, one in _told(session, _unsent(session, everything), home):
        out.write(json.dumps(one, ensure_ascii=False) + "\n")
        count += 1
    return count


def home_of(session: Session) -> str:
    """The home page of the accounts unless one is set: named after the first entry of this journal, for account 5 of one laptop is
    not account 5 of another that reports to the same LRS. `.invalid` is nobody's (RFC 2606)."""
    return f"https://{outbox.oldest_hash(session)[:12] or 'kosong'}.bimtek.invalid"


def _cursors(session: Session) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(select(XapiCursor.stream, XapiCursor.number))}


def _behind(session: Session) -> dict[str, tuple[int, int]]:
    """The streams with anything new: up to where they were sent, and their newest entry. Two questions, however many streams."""
    sent = _cursors(session)
    heads = outbox.heads(session).items()
    return {stream: (sent.get(stream, 0), head) for stream, head in heads if head > sent.get(stream, 0)}


def _unsent(session: Session, behind: Mapping[str, tuple[int, int]]) -> Iterator[Entry]:
    """Merged by time; a stream's own order holds even where a clock was set back."""
    streams = [_of_stream(session, stream, sent) for stream, (sent, _) in behind.items()]
    return heapq.merge(*streams, key=lambda entry: (entry.wall_at, entry.stream, entry.number))


def _of_stream(session: Session, stream: str, after: int) -> Iterator[Entry]:
    page = outbox.entries_after(session, stream, after, KINDS, _PAGE)
    yield from page
    while len(page) == _PAGE:
        page = outbox.entries_after(session, stream, page[-1].number, KINDS, _PAGE)
        yield from page


def _told(session: Session, entries: Iterable[Entry], home: str) -> Iterator[tuple[Entry, Statement]]:
    where, account_of = home or home_of(session), _accounts(session)
    for entry in entries:
        if one := statement(entry, where, _title(entry), account_of):
            yield entry, one


def _accounts(session: Session) -> Callable[[Entry], int | None]:
    """Whose an entry is that nobody did: a sandbox's are its person's."""
    known: dict[str, int | None] = {}

    def account_of(entry: Entry) -> int | None:
        if not entry.stream.startswith("sandbox/"):
            return about_account(entry)
        if entry.stream not in known:
            box = sandboxes.sandbox_by_id(session, int(entry.stream.removeprefix("sandbox/")))
            known[entry.stream] = box.account_id if box else None
        return known[entry.stream]

    return account_of


def _title(entry: Entry) -> str:
    """What people call the exercise or test; "" where content lost it, or nothing is to be called."""
    if "exercise" in entry.data:
        found = marking.content().exercise(entry.data["exercise"])
        return f"{found[0].code} {found[1].short}: {found[1].title}" if found else ""
    plan = sitting_content.rules().tests.get(entry.data.get("kind", ""))
    return plan.title if plan else ""


def _move(session: Session, reached: Mapping[str, int], wall: datetime) -> None:
    """Move cursors on, never back: another process may have come further meanwhile."""
    table, known = XapiCursor.__table__, _cursors(session)
    new = [{"stream": one, "number": at, "sent_at": wall} for one, at in reached.items() if one not in known]
    if new:
        session.execute(insert(XapiCursor), new)
    for stream, number in reached.items():
        if known.get(stream, number) < number:
            ahead = table.c.stream == stream, table.c.number < number
            session.execute(update(table).where(*ahead).values(number=number, sent_at=wall))  # type: ignore[arg-type]
