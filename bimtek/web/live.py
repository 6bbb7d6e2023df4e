"""Live blocks: an ordinary page plus the same partial again, asked for with the version the page already shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from flask import Flask, Response, current_app, g, has_app_context, has_request_context, make_response, request

from bimtek.writers import writing

VERSION_LIMIT = 80
V = TypeVar("V")


def live_answer(version: str, render: Callable[[], str]) -> Response:
    """204 when the asker already shows `version`, else the partial with its version in X-Version. 204 rather than 304:
    a browser would hand the script a cached 200 for a 304."""
    asked = request.headers.get("X-Version", request.args.get("v", ""))[:VERSION_LIMIT]
    response = make_response("", 204) if asked == version else make_response(render())
    response.headers["X-Version"] = version
    return response


#: A live page asks every three seconds and shows nothing older than five, so an answer may be this old.
MOMENT_SECONDS = 1.0
_RECENT = "recent_answers"
_MOST = 2000


_STAMP, _STAMPS = "class_stamp", "class_stamps"


def know_stamp(app: Flask, ask: Callable[[int], str]) -> None:
    """Where several processes serve one database: let a room say, in one small question, what changes with every entry of a
    class. What another process did is then on no page later than what this one did."""
    if app.extensions["settings"].shared:
        app.extensions[_STAMP] = ask


def _stamp(workshop_id: int) -> str | None:
    """How far a class is, asked once a request; "" where this process alone writes, None for one that writes: what it sees is
    not yet anybody else's."""
    ask: Callable[[int], str] | None = current_app.extensions.get(_STAMP) if has_app_context() else None
    if ask is None:
        return ""
    if writing.get():
        return None
    known: dict[int, str] = g.setdefault(_STAMPS, {}) if has_request_context() else {}
    if workshop_id not in known:
        known[workshop_id] = ask(workshop_id)
    return known[workshop_id]


class Recent(Generic[V]):
    """Answers kept for a moment, so that a hall of polling pages asks the database once a second and not a hundred times.

    Only for what a live page asks; a fresh page is always read afresh. `forget` drops everything at once; an answer about a
    class is also good only as long as nothing was recorded in it, by whatever process.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._alone: dict[str, tuple[float, V]] = {}

    @property
    def _kept(self) -> dict[str, tuple[float, V]]:
        """An answer belongs to one application, because that has one database."""
        if not has_app_context():
            return self._alone
        stores: dict[int, dict[str, tuple[float, V]]] = current_app.extensions.setdefault(_RECENT, {})
        return stores.setdefault(id(self), {})

    def get(self, key: str, compute: Callable[[], V], workshop_id: int | None = None) -> V:
        """The answer kept under `key`, or a new one when it is older than a moment or than the newest entry of its class."""
        if workshop_id is not None:
            stamp = _stamp(workshop_id)
            if stamp is None:
                return compute()
            key = f"{key}-{stamp}"
        now, kept = self._clock(), self._kept
        found = kept.get(key)
        if found and now - found[0] < MOMENT_SECONDS:
            return found[1]
        if len(kept) > _MOST:
            kept.clear()
        value = compute()
        kept[key] = (now, value)
        return value

    def forget(self) -> None:
        """Drop every answer: something changed in this process."""
        self._kept.clear()
