"""What every tier shares: named moments, one application a run, one transaction a test.

`BIMTEK_TEST_DATABASE=postgresql pytest …` runs the same tests on a real PostgreSQL (tests/postgresql.py); what is about SQLite
itself says so with `@pytest.mark.sqlite("why")` and is skipped there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bimtek.config import Settings
from tests import postgresql
from tests.web.judging import JudgingClient

#: The hall opens on a Monday morning; wall time is UTC, simulated time is WITA.
WALL = datetime(2026, 11, 9, 0, 30)
START = date(2026, 11, 9)


#: What the run holds open until its end: the server.
_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """The server is started by whoever starts the run; the workers of a divided run find its address in their environment."""
    if postgresql.ASKED and not hasattr(config, "workerinput"):
        os.environ[postgresql.URL_NAME] = _held.enter_context(postgresql.running())


def pytest_unconfigure() -> None:
    """End what was held open."""
    _held.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is about the one database is not run on the other."""
    other = "sqlite" if postgresql.ASKED else "postgresql"
    for item in items:
        if (mark := item.get_closest_marker(other)) is not None:
            item.add_marker(pytest.mark.skip(reason=f"{other}: {mark.args[0]}"))


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated, empty database: made once, copied for each test that needs one. On PostgreSQL the path is that of a file that
    holds its address."""
    path = tmp_path_factory.mktemp("database") / "template.sqlite"
    if not postgresql.ASKED:
        migrated(_settings(f"sqlite:///{path}", path.parent))
        yield path
        return
    made = postgresql.new_database(os.environ[postgresql.URL_NAME])
    migrated(_settings(made, path.parent))
    path.write_text(made, encoding="utf-8")
    yield path
    postgresql.drop(made)


def migrated(settings: Settings) -> None:
    """Bring an empty database to the newest schema."""
    from flask_migrate import upgrade

    from bimtek import create_app
    from bimtek.extensions import db

    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


def _settings(url: str, folder: Path) -> Settings:
    return Settings(
        database_url=url,
        secret_key="test-secret-key",
        instance_dir=folder,
        testing=True,
        extra={"RATELIMIT_ENABLED": True},
    )


@pytest.fixture
def database_url(template_database: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the empty database."""
    if not postgresql.ASKED:
        path = tmp_path / "test.sqlite"
        path.write_bytes(template_database.read_bytes())
        yield f"sqlite:///{path}"
        return
    made = postgresql.copy_of(template_database.read_text("utf-8"))
    yield made
    postgresql.drop(made)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application over its own copy of the empty database; its wall clock stands at WALL until a test moves it."""
    from bimtek import create_app
    from bimtek.extensions import db, limiter

    made = create_app(_settings(database_url, tmp_path))
    made.test_client_class = JudgingClient
    made.extensions["wall_clock"] = lambda: made.extensions.get("test_wall", WALL)
    with made.app_context():
        limiter.reset()
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session that means to write, rolled back at the end."""
    from bimtek.extensions import db, writing

    token = writing.set(True)
    yield db.session()
    db.session.rollback()
    writing.reset(token)
