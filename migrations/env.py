"""Run the numbered migrations inside the application's context: the same scripts for SQLite and PostgreSQL."""

from __future__ import annotations

from alembic import context
from flask import current_app

# Every room's tables must be known before anything is compared.
from bimtek.journal import models as journal_models  # noqa: F401
from bimtek.modules import models as modules_models  # noqa: F401
from bimtek.modules import sitting_models as modules_sitting_models  # noqa: F401
from bimtek.people import models as people_models  # noqa: F401
from bimtek.sandbox import models as sandbox_models  # noqa: F401
from bimtek.workshops import models as workshops_models  # noqa: F401

database = current_app.extensions["migrate"].db


def run() -> None:
    """Apply what is asked for over one connection; batch mode because SQLite alters a table by copying it. Its foreign keys
    rest meanwhile, else dropping the old copy of a table with rows pointing at it fails; afterwards they are looked through."""
    with database.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # a pragma inside a transaction does nothing: it goes to the driver before one begins
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(connection=connection, target_metadata=database.metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=ON")
            if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
                raise RuntimeError(f"rows that point nowhere after the migration: {broken[:5]}")


run()
