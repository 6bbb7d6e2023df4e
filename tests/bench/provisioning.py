"""Provisioning 118 x 40 beside a raw sqlite3 bulk insert of the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.product import make


def main() -> None:
    """Print seconds of CPU and the ratio; the raw insert writes the very rows the product wrote."""
    from flask_migrate import upgrade

    from bimtek.demo import make_demo
    from bimtek.web.transaction import command_transaction

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sqlite"
        app = make(str(path))
        with app.app_context():
            upgrade()
            started = time.process_time()
            with command_transaction() as session:
                make_demo(session, app.extensions["settings"], datetime.now(UTC).replace(tzinfo=None))
            product = time.process_time() - started
        raw = _raw(path, Path(folder) / "raw.sqlite")
        again = _again(Path(folder) / "again.sqlite")
    print(
        f"provisioning 118 x 40, first in a process: {product:.2f} s CPU ({product / raw:.1f} x raw insert of {raw:.3f} s)"
    )
    print(
        f"provisioning 118 x 40, seed already read:  {again:.2f} s CPU ({again / raw:.1f} x raw)   goal <= 15 x and <= 3 s"
    )


def _again(path: Path) -> float:
    from flask_migrate import upgrade

    from bimtek.demo import make_demo
    from bimtek.web.transaction import command_transaction

    app = make(str(path))
    with app.app_context():
        upgrade()
        started = time.process_time()
        with command_transaction() as session:
            make_demo(session, app.extensions["settings"], datetime.now(UTC).replace(tzinfo=None))
        return time.process_time() - started


def _raw(source: Path, target: Path) -> float:
    """CPU seconds of inserting the same rows of all filled tables with executemany, indexes and all."""
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    for (statement,) in read.execute(
        "select sql from sqlite_master where sql is not null and name not like 'sqlite_%'"
    ):
        write.execute(statement)
    tables = [
        name
        for (name,) in read.execute("select name from sqlite_master where type = 'table'")
        if name != "alembic_version"
    ]
    rows = {name: read.execute(f'select * from "{name}"').fetchall() for name in tables}  # noqa: S608 -- our own names
    started = time.process_time()
    write.execute("begin")
    for name, found in rows.items():
        if found:
            marks = ", ".join("?" * len(found[0]))
            write.executemany(f'insert into "{name}" values ({marks})', found)  # noqa: S608
    write.execute("commit")
    return time.process_time() - started


if __name__ == "__main__":
    main()
