"""Writing from a test, outside any request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bimtek.extensions import db, writing


@contextmanager
def committing() -> Iterator[None]:
    """Write outside a request, as a test's starting point."""
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    finally:
        db.session.remove()
        writing.reset(token)
