"""How far one machine goes: classes of 118 provisioned until so many people have a desk, what a page then costs, and how many pages
a second one, two and four processes answer; on SQLite and on PostgreSQL. `python -m tests.bench.scale` (docs/scale.md).

The load comes from the same machine, so requests a second are a lower bound; CPU times are of the server's processes alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from tests import postgresql
from tests.bench.driver import Browser, cpu_each, free_port, served
from tests.bench.product import make
from tests.conftest import migrated
from tests.scale.processes import wait_for

IN_A_CLASS = 118
SECRET = "bench-secret-key-bench-secret-key"
SECONDS, CLIENTS = 6.0, 8


@dataclass(slots=True)
class Reached:
    """So many people are provisioned; the last class is the one that is looked at."""

    people: int
    workshop_id: int
    trainee: str
    trainer: str


def provision(url: str, reach: int, cases: int) -> Reached:
    """Add classes of 118 until `reach` people have a desk; prints what that took."""
    from bimtek.extensions import db
    from bimtek.people import services as people
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops.models import Seat, Workshop
    from tests.factories.classes import Made, make_class

    app, made, added = make(url), None, 0
    wall = datetime.now(UTC).replace(tzinfo=None)
    with app.app_context():
        have = db.session.scalar(select(func.count()).select_from(Seat)) or 0
        db.session.rollback()
        began, cpu = time.perf_counter(), time.process_time()
        while have + added < reach:
            with command_transaction() as session:
                count = min(IN_A_CLASS, reach - have - added)
                name = f"skala-{have + added}"
                made = make_class(session, count=count, cases=cases, username=name, seed=name)
                target = session.get_one(Workshop, made.workshop_id)
                target.clock_sim, target.clock_wall = target.clock_sim + timedelta(days=40), wall
                added += count
            db.session.remove()
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        assert isinstance(made, Made)
        tokens = [people.token_of(db.session(), one.id) for one in (made.people[0], made.trainer)]
        db.session.remove()
        db.engine.dispose()
    each = f"{took / added * 1000:.0f} ms and {cpu / added * 1000:.0f} ms CPU a person"
    print(f"  {have + added:>6} people ({added} added, {cases} reports each): {took:.1f} s, {each}", flush=True)
    return Reached(have + added, made.workshop_id, *tokens)


def device(port: int, token: str) -> Browser:
    """A browser that has signed in."""
    from tests.scale.processes import device as signed_in

    return signed_in(port, token, SECRET)


def pages(url: str, reached: Reached, floor: float) -> None:
    """What the desk's list and the board cost at this size, beside the floor."""
    with served("-m", "tests.bench.product", url) as product:
        wait_for(product.port)
        me, steering = device(product.port, reached.trainee), device(product.port, reached.trainer)
        asked: dict[str, Callable[[], object]] = {
            "desk list": lambda: me.get("/meja"),
            "board of 118": lambda: steering.get(f"/papan?kelas={reached.workshop_id}"),
            "strip, unchanged": lambda: me.get("/aula/kabar", {"X-Live": "1"}),
        }
        for name, ask in asked.items():
            each = cpu_each(product, ask, 60, 10)
            print(f"         {name:<18} {each:7.2f} ms CPU  {each / floor:5.2f} x floor", flush=True)


@contextmanager
def several(url: str, folder: str, count: int) -> Iterator[int]:
    """`serve --processes`: the port of one address."""
    port = free_port()
    given = {"DATABASE_URL": url, "BIMTEK_INSTANCE": folder, "BIMTEK_SECRET_KEY": SECRET}
    command = [
        sys.executable,
        "-m",
        "bimtek",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--processes",
        str(count),
    ]
    process = subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def throughput(url: str, folder: str, reached: Reached) -> None:
    """Desk lists a second through one address with one, two and four processes behind it."""
    for count in (1, 2, 4):
        with several(url, folder, count) as port:
            until = time.perf_counter() + SECONDS + 3

            def work(warm: float, port: int = port, until: float = until) -> int:
                browser, asked = device(port, reached.trainee), 0
                while (now := time.perf_counter()) < until:
                    browser.get("/meja")
                    asked += now > warm
                return asked

            with ThreadPoolExecutor(CLIENTS) as pool:
                total = sum(pool.map(work, [until - SECONDS] * CLIENTS))
        print(
            f"         {count} process(es): {total / SECONDS:6.0f} desk lists a second, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


@contextmanager
def database(kind: str, folder: str) -> Iterator[str]:
    """An empty one that waits for its disk, as in earnest."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/scale.sqlite"
        return
    with postgresql.running(honest=True) as server:
        yield postgresql.new_database(server)


def main() -> None:
    """Print every figure; nothing is asserted of a time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="118,1180,11800")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--on", default="sqlite,postgresql")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served("-m", "tests.bench.floor", f"{folder}/floor.sqlite") as plain:
        wait_for(plain.port)
        browser = Browser(plain.port)
        floor = cpu_each(plain, lambda: browser.get("/1"), 150)
        print(f"floor: {floor:.2f} ms CPU a page; load of the machine {os.getloadavg()[0]:.1f}")
        for kind in asked.on.split(","):
            print(kind)
            with database(kind, folder) as url:
                migrated(make(url).extensions["settings"])
                for size in map(int, asked.sizes.split(",")):
                    reached = provision(url, size, asked.cases)
                    pages(url, reached, floor)
                throughput(url, folder, reached)


if __name__ == "__main__":
    main()
