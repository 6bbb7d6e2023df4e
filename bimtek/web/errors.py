"""Error pages: which of our own answers each fault becomes."""

from __future__ import annotations

import errno
import secrets
from typing import Any

import structlog
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from bimtek.web.metrics import page_of
from bimtek.writers import is_passing

log = structlog.get_logger()
PAGES = {403: "403", 404: "404", 413: "413", 429: "429", 500: "500", 503: "503"}
#: Refusals that are written down; a live page whose seat was moved asks on and gets 401, which says nothing.
_REFUSED = {403: "access", 429: "too_many"}
#: What SQLite (SQLITE_FULL) and PostgreSQL (disk_full) say when there is no room, and what the system says of a file.
_FULL_WORDS, _FULL_STATES = ("database or disk is full", "No space left on device"), {"53100"}
_FULL_NUMBERS = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def is_full(error: BaseException | None) -> bool:
    """Did this fault, or what caused it, come from a disk without room?"""
    while error is not None:
        if isinstance(error, DBAPIError):
            told = error.orig
            return getattr(told, "sqlstate", None) in _FULL_STATES or any(words in str(told) for words in _FULL_WORDS)
        if isinstance(error, OSError) and error.errno in _FULL_NUMBERS:
            return True
        error = getattr(error, "original_exception", None) or error.__cause__
    return False


def _full(error: BaseException) -> ResponseReturnValue:
    log.error("disk_full", page=page_of(), method=request.method, error=type(error).__name__)
    return current_app.jinja_env.get_template("errors/507.html").render(code=507), 507


def _note_refusal(why: str) -> None:
    """An access that was refused, for who looks for abuse: who by number, which kind of page, never what was sent."""
    account = getattr(
        g.get("_login_user"), "id", None
    )  # Flask-Login's own, if this request got as far: nothing is asked for it
    log.info("refused", why=why, page=page_of(), method=request.method, account=account)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code in _REFUSED:
        _note_refusal(_REFUSED[code])
    if code == 500 and is_full(error):
        return _full(error)
    if request.headers.get("X-Live") or code not in {400, 401, 403, 404, 405, 413, 429, 500, 503}:
        return error
    page = PAGES.get(code, "404" if code in {400, 401, 405} else "500")
    return render_template(f"errors/{page}.html", code=code, description=error.description), code


def _csrf(error: CSRFError) -> ResponseReturnValue:
    _note_refusal("form")
    return render_template("errors/form_expired.html", description=error.description), 400


def _note(error: BaseException) -> str:
    """Write a fault down and return the code by which it is found again. The address is written as its rule: a path may hold
    a personal link, a query a card's code."""
    fault_id = secrets.token_hex(3)
    numbers = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)}
    log.error(
        "request_failed", fault_id=fault_id, page=page_of(), numbers=numbers, method=request.method, error=type(error).__name__,
        exc_info=error,
    )  # fmt: skip
    return fault_id


def _fault(error: Exception) -> ResponseReturnValue:
    if is_passing(error):
        raise error  # the one commit tries again (bimtek/web/transaction.py)
    if is_full(error):
        return _full(error)
    # Rendered without the frame: what failed may be the very thing the frame needs.
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(code=500, fault_id=_note(error)), 500


def _last_resort(raised: Any) -> None:
    """What failed after the view (the commit): Flask itself would write path and message."""
    if raised[1] is not None and not is_full(raised[1]):
        _note(raised[1])


def init_app(app: Flask) -> None:
    """Connect the pages. In tests an unexpected fault is raised, not painted over."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    if not app.testing:
        app.register_error_handler(Exception, _fault)
        app.log_exception = _last_resort  # type: ignore[method-assign, assignment]
