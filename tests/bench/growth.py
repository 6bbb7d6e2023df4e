"""How cost grows with the hall: a trainee's list and the trainer's board (a group a page, with totals) at 118, 1,180 and 11,800
people of one class, each with 40 reports; and provisioning in time and rows. `python -m tests.bench.growth [--largest]`"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.board import everybody_begins, signed_in
from tests.bench.driver import Browser, cpu_each, served
from tests.bench.product import make, prepare

#: Times the floor that a board may cost with ten and with a hundred times the people.
BOARD_GOALS = {1: 2.5, 10: 4.0, 100: 6.0}
LIST_GOAL = 2.0
PLAIN = 118


def multiply(path: str, times: int) -> None:
    """So many times the people of the class: accounts, seats, sandboxes and reports copied row by row inside the database (the
    journal is not: neither list nor board reads it whole). Groups stay twenty people large."""
    with sqlite3.connect(path, timeout=60) as book:
        book.execute("pragma synchronous=off")
        span = {
            table: book.execute(f'select max(id) from "{table}"').fetchone()[0]  # noqa: S608 -- our own names
            for table in ("account", "sandbox", "case")
        }
        for turn in range(1, times):
            by = {table: most * turn for table, most in span.items()}
            people = f"id <= {span['account']} and role = 'trainee'"
            ids = {"id": f"id + {by['account']}", "seat": f"seat + {PLAIN * turn}", "token": f"token || '-{turn}'"}
            _copy(book, "account", ids, people)
            whose = {"account_id": f"account_id + {by['account']}"}
            seat = {**whose, "number": f"number + {PLAIN * turn}", "code": f"'{turn}' || code"}
            _copy(book, "seat", seat, f"number <= {PLAIN}")
            _copy(book, "sandbox", {**whose, "id": f"id + {by['sandbox']}"}, f"id <= {span['sandbox']}")
            case = {"id": f"id + {by['case']}", "sandbox_id": f"sandbox_id + {by['sandbox']}"}
            _copy(book, "case", case, f"id <= {span['case']}")
        book.execute("update seat set \"group\" = 'Kelompok ' || ((number - 1) / 20 + 1) where workshop_id = 1")
        book.execute("analyze")


def _copy(book: sqlite3.Connection, table: str, changed: dict[str, str], where: str) -> None:
    columns = [row[1] for row in book.execute(f'pragma table_info("{table}")')]
    named = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    book.execute(f'insert into "{table}" ({named}) select {values} from "{table}" where {where}')  # noqa: S608 -- own names


def pages(folder: str, times: int) -> tuple[float, float, int]:
    """(list, board, bytes of the board) of a class so many times as large: ms of CPU a page."""
    from tests.bench.__main__ import sign_in

    path = str(Path(folder) / f"grown-{times}.sqlite")
    facts = prepare(path)
    multiply(path, times)
    everybody_begins(path)
    with served("-m", "tests.bench.product", path) as server:
        me = sign_in(server, facts.trainees[0])
        listing = cpu_each(server, lambda: me.get("/meja?group=all"), 100)
        board = signed_in(server, facts)
        whole = cpu_each(server, board.open, 40, warm=5)
        size = board.browser.bytes
    Path(path).unlink()
    return listing, whole, size


def main() -> None:
    """Print every figure; nothing is asserted."""
    sizes = (1, 10, 100) if "--largest" in sys.argv else (1, 10)
    with (
        tempfile.TemporaryDirectory() as folder,
        served("-m", "tests.bench.floor", str(Path(folder) / "floor.sqlite")) as floor,
    ):
        plain = Browser(floor.port)
        for times in sizes:
            before = cpu_each(floor, lambda: plain.get("/1"), 150)
            listing, board, size = pages(folder, times)
            base = (before + cpu_each(floor, lambda: plain.get("/1"), 150)) / 2
            people = f"{PLAIN * times:,}"
            _line(f"list of 40, {people} people", listing, base, LIST_GOAL, "")
            _line(f"board, a group a page, {people} people", board, base, BOARD_GOALS[times], f" {size / 1000:.1f} kB")
        provisioning(folder, 10)


def _line(label: str, value: float, base: float, goal: float, more: str) -> None:
    verdict = "ok" if value <= goal * base else "ABOVE GOAL"
    print(f"{label:<44} {value:8.2f} ms CPU  {value / base:5.2f} x floor{more}   goal <= {goal}   {verdict}")


def provisioning(folder: str, times: int) -> None:
    """Seconds of CPU for classes of 118 with 40 reports each, seated one after another into one database."""
    from flask_migrate import upgrade

    from bimtek import demo
    from bimtek.people import services as people
    from bimtek.web.transaction import command_transaction

    app = make(str(Path(folder) / "made.sqlite"))
    wall, took = datetime.now(UTC).replace(tzinfo=None), []
    with app.app_context():
        upgrade()
        with command_transaction() as session:
            demo.make_demo(session, app.extensions["settings"], wall)
        for _ in range(times):
            began = time.process_time()
            with command_transaction() as session:
                steering = people.trainer_by_username(session, demo.TRAINER)
                if steering is None:
                    raise AssertionError("the demo class has no trainer")
                demo._seat_everybody(session, steering, wall)
            took.append(time.process_time() - began)
    last, first = sum(took[-3:]), sum(took[:3])
    told = f"{sum(took):8.2f} s CPU   the last three cost {last / first:.2f} x the first three"
    print(f"{f'provisioning of {PLAIN * times:,} people':<44} {told}   goal: linear")


if __name__ == "__main__":
    main()
