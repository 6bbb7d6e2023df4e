"""Live blocks: an ordinary page plus the same partial again, asked for with the version the page already shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from flask import Response, make_response, request

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
_MOST = 2000


class Recent(Generic[V]):
    """Answers kept for a moment, so that a hall of polling pages asks the database once a second and not a hundred times.

    Only for what a live page asks; a fresh page is always read afresh. `forget` drops everything at once.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, V]] = {}

    def get(self, key: str, compute: Callable[[], V]) -> V:
        """The answer kept under `key`, or a new one when it is older than a moment."""
        now = self._clock()
        found = self._kept.get(key)
        if found and now - found[0] < MOMENT_SECONDS:
            return found[1]
        if len(self._kept) > _MOST:
            self._kept.clear()
        value = compute()
        self._kept[key] = (now, value)
        return value

    def forget(self) -> None:
        """Drop every answer: something changed in this process."""
        self._kept.clear()
