"""The trainer's board under load: what an update weighs and costs, how the cost grows with the class, how old it is.

Own product, own classes: 118 and 1,180 people of one hall, all of whom have begun. `python -m tests.bench.board`
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.driver import Browser, Server, cpu_each, served
from tests.bench.product import Facts, SignIn, prepare

#: Wire and age the issue asks for; the cost of ten times the people may be ten times as much.
WIRE, AGE, GROWTH = 4000, 5.0, 10.0
LETTERS = "0122134566"
#: Seats that nobody has taken yet: those whose joining is waited for.
STILL_OUTSIDE = 30
#: Columns of the units in the order of the path; the fourth, U3, has the twelve steps that the goal speaks of.
WIDTHS = (28, 14, 11, 12, 10, 12, 17, 10)


@dataclass(slots=True)
class Board:
    """A board left open, asking as the page's script does."""

    browser: Browser
    address: str = ""
    version: str = ""

    def open(self, wish: str = "?kelompok=") -> str:
        """Load the page anew."""
        page = self.browser.get(f"/papan{wish}")
        found = re.search(r'data-poll="([^"]+)" data-version="([^"]+)"', page)
        if found is None:
            raise AssertionError("a board without a live block")
        self.address, self.version = found[1].replace("&amp;", "&"), found[2]
        return page

    def ask(self, keep: bool = True) -> tuple[int, int]:
        """Status and bytes on the wire of one question; the next one tells the version of this answer, if kept."""
        asked = {"X-Live": "1", "X-Version": self.version}
        status, _text, headers = self.browser.ask("GET", self.address, headers=asked)
        self.version = headers["X-Version"] if keep else self.version
        return status, self.browser.bytes


def everybody_begins(path: str, shift: int = 0) -> None:
    """Give everybody a row of their own: cells of all kinds, other waits and refusals; written past the server."""
    wall = datetime.now(UTC).replace(tzinfo=None)
    with sqlite3.connect(path, timeout=30) as book:
        rows = [
            (
                account, 1, "|".join(_letters(width, n, shift) for width in WIDTHS),
                "U6", "T1 Samarkan", n % 6, (wall - timedelta(seconds=(n * 37 + shift * 11) % 900)).isoformat(" "),
            )
            for n, (account,) in enumerate(book.execute("select account_id from seat where workshop_id = 1").fetchall())
        ]  # fmt: skip
        book.executemany(
            "insert or replace into progress (account_id, workshop_id, cells, unit, known, step_label, refused, failed_checks,"
            " hints, critical, mastered_cases, entry_number, last_wall) values (?, ?, ?, ?, '[]', ?, ?, 0, 0, 0, 0, 0, ?)",
            rows,
        )
        here = "update seat set joined_at = ? where workshop_id = 1 and number > ?"
        book.execute(here, (wall.isoformat(" "), STILL_OUTSIDE))


def _letters(width: int, n: int, shift: int) -> str:
    return "".join(LETTERS[(n * 7 + at * at + shift * (at % 5)) % 10] for at in range(width))


def tenfold(path: str) -> None:
    """Ten times the people in the same class: seats and accounts without sandboxes, in groups of twenty."""
    with sqlite3.connect(path, timeout=30) as book:
        seat = [row[1] for row in book.execute("pragma table_info(seat)")]
        account = [row[1] for row in book.execute("pragma table_info(account)")]
        first = book.execute("select max(id) from account").fetchone()[0] + 1
        for n in range(118, 1180):
            _twin(book, "account", account, 118 - n % 118, {"id": first + n, "seat": n + 1, "token": f"bench-{n}"})
            _twin(book, "seat", seat, 118 - n % 118, {"account_id": first + n, "number": n + 1, "code": f"B{n}"})
        book.execute("update seat set \"group\" = 'Kelompok ' || ((number - 1) / 20 + 1) where workshop_id = 1")


def _twin(book: sqlite3.Connection, table: str, columns: list[str], seat: int, changed: dict[str, object]) -> None:
    key = "number" if table == "seat" else "seat"
    named = ", ".join(f'"{name}"' for name in columns)
    found = book.execute(f"select {named} from {table} where {key} = ?", (seat,)).fetchone()  # noqa: S608 -- own names
    row = {**dict(zip(columns, found, strict=True)), **{k: v for k, v in changed.items() if k in columns}}
    marks = ", ".join("?" * len(columns))
    book.execute(f"insert into {table} ({named}) values ({marks})", [row[name] for name in columns])  # noqa: S608


@contextmanager
def hall(folder: str, name: str, people: int = 118) -> Iterator[tuple[Server, Facts, str]]:
    """A served product with one class."""
    path = str(Path(folder) / f"{name}.sqlite")
    facts = prepare(path, arrived=False)
    if people > 118:
        tenfold(path)
    everybody_begins(path)
    with served("-m", "tests.bench.product", path) as server:
        yield server, facts, path


def signed_in(server: Server, facts: Facts) -> Board:
    """A trainer's board."""
    browser = Browser(server.port)
    page = browser.get("/fasilitator/masuk")
    browser.post("/fasilitator/masuk", {"username": facts.username, "password": facts.password}, page)
    return Board(browser)


def ages(server: Server, board: Board, people: list[SignIn], every: float = 3.0) -> list[float]:
    """How old each act was when the board first told it: people sit down one after another while the board asks."""
    found = []
    for who in people:
        browser = Browser(server.port)
        page = browser.get("/masuk")
        _, names, _ = browser.post("/masuk", {"code": who.code}, page)
        browser.post("/masuk", {"code": who.code, "account": str(who.account_id), "confirm": "join"}, names)
        done, status = time.perf_counter(), 204
        while status == 204:
            time.sleep(every * 1.15)  # the slowest of the page's own pace
            status, _size = board.ask()
        found.append(time.perf_counter() - done)
    return found


def main(floor: float | None = None) -> None:
    """Print every figure; nothing is asserted."""
    with tempfile.TemporaryDirectory() as folder:
        with hall(folder, "small") as (server, facts, path):
            board = signed_in(server, facts)
            small = cpu_each(server, board.open, 60)
            twelve = cpu_each(server, lambda: board.open("?unit=U3"), 60)
            board.open()
            same = cpu_each(server, lambda: board.ask(keep=False), 150)
            everybody_begins(path, 1)
            time.sleep(11)  # what no entry tells is compared every ten seconds
            status, size = board.ask(keep=False)
            update = cpu_each(server, lambda: board.ask(keep=False), 60)
            _line(
                "update when all 118 moved",
                f"{size / 1000:8.2f} kB  {update:5.2f} ms CPU",
                f"<= {WIRE / 1000} kB",
                size <= WIRE,
            )
            board.open()
            age = max(ages(server, board, facts.trainees[:6]))
            _status, one = _one_act(server, board, facts)
            _line(
                "update after one act", f"{one / 1000:8.2f} kB", f"<= {WIRE / 1000} kB", one <= WIRE and status == 200
            )
            _line("age of an act when the board tells it", f"{age:8.2f} s at most", f"<= {AGE} s", age <= AGE)
        with hall(folder, "large", 1180) as (server, facts, _path):
            board = signed_in(server, facts)
            large = cpu_each(server, board.open, 40, warm=5)
        growth = large / small
        told = f"{large:8.2f} ms CPU  {growth:5.2f} x the board of 118 ({small:.2f} ms)"
        _line("board of 1,180, a group a page", told, f"<= {GROWTH} x", growth <= GROWTH)
        if floor:
            for label, value in (("12 steps", twelve), ("28 steps", small)):
                told = f"{value:8.2f} ms CPU  {value / floor:5.2f} x floor"
                _line(f"board of 118 at work, {label}", told, "<= 2.5", value <= 2.5 * floor)
            _line("unchanged board", f"{same:8.2f} ms CPU  {same / floor:5.2f} x floor", "<= 0.3", same <= 0.3 * floor)


def _one_act(server: Server, board: Board, facts: Facts) -> tuple[int, int]:
    who, browser = facts.trainees[20], Browser(server.port)
    page = browser.get("/masuk")
    _, names, _ = browser.post("/masuk", {"code": who.code}, page)
    browser.post("/masuk", {"code": who.code, "account": str(who.account_id), "confirm": "join"}, names)
    time.sleep(1.1)
    return board.ask()


def _line(label: str, told: str, goal: str, reached: bool) -> None:
    print(f"{label:<44} {told}   goal {goal}   {'ok' if reached else 'ABOVE GOAL'}")


if __name__ == "__main__":
    main()
