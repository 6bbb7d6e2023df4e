"""The one commit. A request that may write holds the write lock and an IMMEDIATE transaction; its end commits or rolls back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from bimtek.extensions import db, write_lock, writing

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PREPARES = "before_writing"


def begin_writing() -> None:
    """From here on this request writes. Called for every unsafe method, and by a page that finds the simulated world
    behind its clock; what was read before is forgotten, because a transaction that read first could not be promoted."""
    if g.get("writes"):
        return
    db.session.rollback()
    write_lock.acquire()
    g.writes = writing.set(True)


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
    token = g.pop("writes", None)
    if token is None:
        return
    db.session.rollback()
    writing.reset(token)
    write_lock.release()


@contextmanager
def command_transaction() -> Iterator[Session]:
    """The same rule for a command line: one writing transaction, committed when the block ends well."""
    with write_lock:
        token = writing.set(True)
        try:
            yield db.session()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            writing.reset(token)


def init_app(app: Flask) -> None:
    """Connect begin, commit and release. Must be connected first, so that its after_request runs last."""
    app.before_request(_before)
    app.after_request(_after)
    app.teardown_request(_teardown)
