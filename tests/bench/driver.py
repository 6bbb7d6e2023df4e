"""Ask a served application as many people do, and read what it cost: CPU of the server process and p95 as asked."""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A served application in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int

    def cpu(self) -> float:
        """Seconds of CPU this process has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@contextmanager
def served(*command: str, env: dict[str, str] | None = None, port: int = 0) -> Iterator[Server]:
    """Start `python command… PORT` (a free one unless given), wait until it answers, stop it afterwards."""
    port = port or free_port()
    process = subprocess.Popen([sys.executable, *command, str(port)], env={**os.environ, **(env or {})})
    try:
        _wait_for(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(process: subprocess.Popen[bytes], port: int, seconds: float = 60) -> None:
    """Until somebody listens on the port; raises RuntimeError when the process has ended or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on {port}: ended with {process.poll()}")


class Browser:
    """One person's connection: keeps cookies, follows nothing by itself."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.bytes = 0

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        """(status, text, headers) of one request; bodies come compressed as to a real browser."""
        sent = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept-Encoding": "gzip",
            **(headers or {}),
        }
        body = urlencode(form) if form is not None else None
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        raw = answer.read()
        self.bytes = len(raw)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        if answer.headers.get("Content-Encoding") == "gzip":
            import gzip

            raw = gzip.decompress(raw)
        return answer.status, raw.decode("utf-8", "replace"), dict(answer.headers)

    def get(self, path: str, headers: dict[str, str] | None = None) -> str:
        """The text of a page that must be there."""
        status, text, _ = self.ask("GET", path, headers=headers)
        if status not in (200, 204):
            raise AssertionError(f"GET {path}: {status}")
        return text

    def post(self, path: str, form: dict[str, str], page: str) -> tuple[int, str, dict[str, str]]:
        """Send a form with the token that `page` carries."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        return self.ask("POST", path, {**form, "csrf_token": token[1] if token else ""})


def cpu_each(server: Server, act: Callable[[], object], times: int, warm: int = 20) -> float:
    """Server CPU in milliseconds per call of `act`, after warming up."""
    for _ in range(warm):
        act()
    before = server.cpu()
    for _ in range(times):
        act()
    return (server.cpu() - before) / times * 1000


def p95_at(people: list[Callable[[], object]], rounds: int) -> float:
    """The 95th percentile in milliseconds when everybody asks at once, each one request after another."""

    def one(act: Callable[[], object]) -> list[float]:
        took = []
        for _ in range(rounds):
            started = time.perf_counter()
            act()
            took.append((time.perf_counter() - started) * 1000)
        return took

    with ThreadPoolExecutor(len(people)) as pool:
        times = [t for each in pool.map(one, people) for t in each]
    return statistics.quantiles(times, n=20)[-1]
