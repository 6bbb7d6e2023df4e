"""The hall as a whole: how soon a process answers, what it keeps in memory, whether 118 people come in within a minute.

`python -m tests.bench.hall`
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError

from tests.bench.driver import Browser, Server, free_port, served
from tests.bench.product import Facts, SignIn, prepare

COLD_GOAL, MEMORY_GOAL, WITHIN, P95 = 1.5, 200, 60.0, 2000.0
STARTS = 5


def first_answer(command: tuple[str, ...], path: str) -> float:
    """Seconds from starting the process until its first page has come."""
    port = free_port()
    began = time.perf_counter()
    kept = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }  # as an installation has it
    process = subprocess.Popen([sys.executable, *command, str(port)], env=kept)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as page:
                    page.read()
                return time.perf_counter() - began
            except (URLError, ConnectionError):
                time.sleep(0.01)
    finally:
        process.terminate()
        process.wait(20)


def cold_starts(folder: str, path: str) -> None:
    """Floor and product started in turn; the median of each."""
    floor = ("-m", "tests.bench.floor", str(Path(folder) / "floor.sqlite"))
    product = ("-m", "tests.bench.product", path)
    for warm, page in ((floor, "/1"), (product, "/masuk")):
        first_answer(warm, page)  # the floor's database and the compiled modules are made once
    pairs = [(first_answer(floor, "/1"), first_answer(product, "/masuk")) for _ in range(STARTS)]
    base, ours = (statistics.median(row[n] for row in pairs) for n in (0, 1))
    told = f"{ours:8.2f} s      {ours / base:5.2f} x floor ({base:.2f} s)"
    _line("cold start to the first page", told, f"<= {COLD_GOAL} x", ours <= COLD_GOAL * base)


def join(server: Server, who: SignIn, pause: float) -> list[float]:
    """One person comes in, `pause` seconds after the signal: milliseconds of each of the five requests."""
    browser, took, page = Browser(server.port), [], ""
    time.sleep(pause)

    def timed(method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        sent = {**form, "csrf_token": token[1] if token else ""} if form is not None else None
        began = time.perf_counter()
        status, text, _headers = browser.ask(method, path, sent)
        took.append((time.perf_counter() - began) * 1000)
        return status, text

    _status, page = timed("GET", "/masuk")
    _status, page = timed("POST", "/masuk", {"code": who.code})
    _status, page = timed("POST", "/masuk", {"code": who.code, "account": str(who.account_id)})
    known = {"code": who.code, "account": str(who.account_id), "confirm": "join"}
    status, _text = timed("POST", "/masuk", known)
    if status != 302 or timed("GET", "/beranda")[0] != 200:
        raise AssertionError(f"{who.account_id} was refused: {status}")
    return took


def storm(server: Server, facts: Facts) -> None:
    """Everybody at the same moment, nobody thinking: harder than any hall."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(facts.trainees)) as pool:
        rows = list(pool.map(lambda who: join(server, who, 0.0), facts.trainees))
    whole = time.perf_counter() - began
    p95 = statistics.quantiles([each for row in rows for each in row], n=20)[-1]
    told = f"{whole:8.2f} s until {len(rows)} are in, p95 of a request {p95:.0f} ms, none refused"
    _line("join storm, all at one moment", told, f"<= {WITHIN:.0f} s, p95 <= 2 s", whole <= WITHIN and p95 <= P95)


def minute(server: Server, facts: Facts) -> None:
    """Everybody within a minute, as people type: spread evenly over 45 seconds."""
    spread = 45 / len(facts.trainees)
    began = time.perf_counter()
    with ThreadPoolExecutor(len(facts.trainees)) as pool:
        todo = [pool.submit(join, server, who, n * spread) for n, who in enumerate(facts.trainees)]
        rows = [one.result() for one in todo]
    whole = time.perf_counter() - began
    p95 = statistics.quantiles([each for row in rows for each in row], n=20)[-1]
    told = f"{whole:8.2f} s until all are in, p95 of a request {p95:.0f} ms"
    _line("joining spread over 45 s", told, f"<= {WITHIN:.0f} s, p95 <= 2 s", whole <= WITHIN and p95 <= P95)


def main() -> None:
    """Print every figure; nothing is asserted of a time."""
    with tempfile.TemporaryDirectory() as folder:
        for name, come_in in (("storm", storm), ("minute", minute)):
            path = str(Path(folder) / f"{name}.sqlite")
            facts = prepare(path, arrived=False)
            if come_in is storm:
                cold_starts(folder, path)
            with served("-m", "tests.bench.product", path) as server:
                Browser(server.port).get("/masuk")
                idle = server.memory()
                come_in(server, facts)
                busy = server.memory()
            told = f"{busy:8.0f} MB after it, {idle:.0f} MB before"
            _line(f"memory of the server: {name}", told, f"<= {MEMORY_GOAL} MB", busy <= MEMORY_GOAL)


def _line(label: str, told: str, goal: str, reached: bool) -> None:
    print(f"{label:<44} {told}   goal {goal}   {'ok' if reached else 'ABOVE GOAL'}")


if __name__ == "__main__":
    main()
