"""Pages are fetched through the judging client over a small class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from bimtek.extensions import db
from tests.factories.classes import Made, everything_arrived, make_class, signed_in
from tests.web.committing import committing
from tests.web.judging import JudgingClient


@pytest.fixture
def made(app: Flask) -> Made:
    """A committed class of three with six arrived reports each."""
    with committing():
        built = make_class(db.session())
        everything_arrived(db.session(), built)
    return built


@pytest.fixture
def trainee(app: Flask, made: Made) -> Iterator[JudgingClient]:
    """The first officer's browser."""
    yield signed_in(app, db.session(), made.people[0])  # type: ignore[misc]
    db.session.remove()


@pytest.fixture
def other(app: Flask, made: Made) -> Iterator[JudgingClient]:
    """The second officer's browser."""
    yield signed_in(app, db.session(), made.people[1])  # type: ignore[misc]
    db.session.remove()


@pytest.fixture
def trainer(app: Flask, made: Made) -> Iterator[JudgingClient]:
    """The trainer's browser."""
    yield signed_in(app, db.session(), made.trainer)  # type: ignore[misc]
    db.session.remove()
