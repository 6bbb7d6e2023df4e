"""Logs are events with fields, one JSON line each; identifiers rather than names, never a secret.

A fault is written down as its types and the places it passed, never with its message: messages quote what somebody sent (a
password in a form, a row that was refused), and the places are enough to find the line."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

#: The innermost places of a fault that are kept.
MOST_PLACES = 30


def places_of(fault: BaseException) -> list[str]:
    """A fault as "Type" and "file:line function" lines, what it came from first; no value of any variable or message."""
    told: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)[-MOST_PLACES:]
        told = [type(one).__qualname__, *(f"{row.filename}:{row.lineno} {row.name}" for row in frames), *told]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return told


def _without_messages(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    given = event.pop("exc_info", None)
    fault = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if fault is not None:
        event["fault"] = places_of(fault)
    return event


class _ToStandardError:
    """Writes to standard error as it is now, not as it was when the process began: a service manager may replace it."""

    def msg(self, message: str) -> None:
        """One line."""
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()

    log = debug = info = warn = warning = error = critical = fatal = exception = msg


def configure(level: int = logging.INFO) -> None:
    """Set structlog up once for the process; lines go to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _ToStandardError(),
        cache_logger_on_first_use=True,
    )
