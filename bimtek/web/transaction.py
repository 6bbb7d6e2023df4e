"""The one commit. A request that may write takes its turn among the writers before it reads; its end commits or rolls back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request, session
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bimtek import writers
from bimtek.extensions import db
from bimtek.web.metrics import page_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PREPARES, _CLASS_OF = "before_writing", "class_of_writer"
#: So often a request is tried when the database says that another try mends it; command ids keep its acts single.
TRIES = 3
log = structlog.get_logger()


def begin_writing() -> None:
    """From here on this request writes. Called for every unsafe method, and by a page that finds the simulated world
    behind its clock; what was read before is forgotten, because a transaction that read first could not be promoted."""
    if g.get("writes"):
        return
    db.session.rollback()
    dialect = db.engine.dialect.name
    g.writes = writers.take_turn(dialect, None if dialect == "sqlite" else _class_of_writer())


def _class_of_writer() -> int | None:
    """The class this request keeps to: the one its address names, else the one a room knows (the trainee's own)."""
    named = (request.view_args or {}).get("workshop_id")
    if isinstance(named, int) and named < 2**31:
        return named
    known: Callable[[], int | None] | None = current_app.extensions.get(_CLASS_OF)
    found = known() if known else None
    db.session.rollback()  # what was asked for it belongs to an older view of the database
    return found


def know_class_of_writer(app: Flask, ask: Callable[[], int | None]) -> None:
    """Let a room say to which class a writing request keeps; None where it may touch several."""
    app.extensions[_CLASS_OF] = ask


def prepare_before_writing(app: Flask, prepare: Callable[[], None]) -> None:
    """Slow work that reads nothing but the request (a photo made anew) is done before the hall's one writer is taken."""
    app.extensions.setdefault(_PREPARES, []).append(prepare)


def _before() -> None:
    if request.method not in SAFE:
        for prepare in current_app.extensions.get(_PREPARES, ()):
            prepare()
        begin_writing()


def _after(response: Response) -> Response:
    if g.get("writes"):
        if response.status_code < 500:
            db.session.commit()
        else:
            db.session.rollback()
    return response


def _teardown(_error: BaseException | None) -> None:
    release = g.pop("writes", None)
    if release is None:
        return
    db.session.rollback()
    release()


@contextmanager
def command_transaction() -> Iterator[Session]:
    """The same rule for a command line: one writing transaction, committed when the block ends well."""
    with writers.turn(db.engine.dialect.name):
        try:
            yield db.session()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def _try_again(app: Flask) -> None:
    """Answer a request anew, from the beginning, when the database broke a deadlock or somebody else took a value first."""
    answer = app.full_dispatch_request

    def dispatch() -> Response:
        before = dict(session)
        for left in reversed(range(TRIES)):
            try:
                return answer()
            except DBAPIError as error:
                if not left or not writers.is_passing(error):
                    raise
                log.warning("request_tried_again", page=page_of(), error=type(error.orig).__name__)
            _as_at_first(before)
        raise AssertionError  # the last try answered or raised

    app.full_dispatch_request = dispatch  # type: ignore[method-assign]


def _as_at_first(session_before: dict[str, Any]) -> None:
    """Forget what a broken try left behind: its turn, its words on the next page, how far a file was read."""
    _teardown(None)
    db.session.remove()
    for name in list(g):
        g.pop(name)
    session.clear()
    session.update(session_before)
    for file in request.files.values():
        file.stream.seek(0)


def init_app(app: Flask) -> None:
    """Connect begin, commit and release. Must be connected first, so that its after_request runs last."""
    app.before_request(_before)
    app.after_request(_after)
    app.teardown_request(_teardown)
    _try_again(app)
