"""What every tier shares: named moments, one application a run, one transaction a test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bimtek.config import Settings
from tests.web.judging import JudgingClient

#: The hall opens on a Monday morning; wall time is UTC, simulated time is WITA.
WALL = datetime(2026, 11, 9, 0, 30)
START = date(2026, 11, 9)


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database: made once, copied for each test that needs one."""
    from bimtek import create_app
    from bimtek.extensions import db

    path = tmp_path_factory.mktemp("database") / "template.sqlite"
    app = create_app(_settings(path))
    with app.app_context():
        from flask_migrate import upgrade

        upgrade()
        db.session.remove()
        db.engine.dispose()
    return path


def _settings(path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{path}",
        secret_key="test-secret-key",
        instance_dir=path.parent,
        testing=True,
        extra={"RATELIMIT_ENABLED": True},
    )


@pytest.fixture
def app(template_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application over its own copy of the empty database; its wall clock stands at WALL until a test moves it."""
    from bimtek import create_app
    from bimtek.extensions import db, limiter

    path = tmp_path / "test.sqlite"
    path.write_bytes(template_database.read_bytes())
    made = create_app(_settings(path))
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
