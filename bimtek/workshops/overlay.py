"""The corrections that count in this process. A request asks at most every two seconds whether another process made one, one
that writes asks each time where several processes share a database; a
command without a database knows none and goes by seed/ alone."""

from __future__ import annotations

import time
from threading import Lock

from flask import Flask, current_app, g, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.extensions import db
from bimtek.web.transaction import SAFE
from bimtek.workshops.correction_models import Correction
from bimtek.workshops.domain.correction import NONE, Corrections, Row

#: How long a process goes by what it knew.
SECONDS = 2.0
_table = Correction.__table__.c
_LAST = select(func.max(_table.id))
_ROWS = select(*[_table[name] for name in Row.__slots__]).order_by(_table.id)
_WITHOUT = {"static", "health.health"}


class _Known:
    """What this process knows, and when it asked last."""

    def __init__(self) -> None:
        self.corrections = NONE
        self.asked: float | None = None
        self.always_until = 0.0
        self.lock = Lock()


_known = _Known()


def current() -> Corrections:
    """The corrections that count now."""
    return _known.corrections


def load(session: Session) -> Corrections:
    """Ask the database now; what was computed from the same rows stays as it is."""
    last = session.connection().execute(_LAST).scalar() or 0
    if last > _known.corrections.last:  # less is an older view of the database: rows are never deleted
        rows = [Row(*row) for row in session.connection().execute(_ROWS)]
        _known.corrections = Corrections(rows) if rows else NONE
    _known.asked = time.monotonic()
    return _known.corrections


def refresh(session: Session) -> None:
    """Ask the database, when the last time is two seconds ago or a correction was made here; one thread asks, the others go
    on with what is known."""
    asked, now = _known.asked, time.monotonic()
    if asked is not None and now - asked < SECONDS and now >= _known.always_until:
        return
    if _known.lock.acquire(blocking=asked is None):
        try:
            load(session)
        finally:
            _known.lock.release()


def ask_again() -> None:
    """The next request asks, however short ago the last one did; for two seconds each one does, because one that began before
    the commit may still look at the database as it was."""
    _known.asked, _known.always_until = None, time.monotonic() + SECONDS


def forget() -> None:
    """Know nothing any more: a process that turns to another database."""
    _known.corrections, _known.asked, _known.always_until = NONE, None, 0.0


def changed() -> None:
    """This request made a correction: it counts from the next request on, once it is committed."""
    g.correction_made = True


def _before() -> None:
    if request.endpoint is None or request.endpoint in _WITHOUT:
        return
    if request.method not in SAFE and current_app.extensions["settings"].shared:
        load(db.session())  # what is decided goes by what another process corrected a moment ago
    else:
        refresh(db.session())


def _teardown(_error: BaseException | None) -> None:
    if g.pop("correction_made", False):
        ask_again()


def init_app(app: Flask) -> None:
    """Connect the question before each request, and what follows a committed correction: before the next writer is let in."""
    forget()
    app.before_request(_before)
    app.teardown_request(_teardown)
