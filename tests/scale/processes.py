"""Several application processes over one database, each at a port of its own, so that a test can choose who is asked.

`python -m tests.scale.processes URL FOLDER on|off PORT…` (on: with the limits of every day)
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from bimtek.config import Settings
from tests.bench.driver import Browser, free_port

T = TypeVar("T")
SECRET = "scale-secret-key-scale-secret-key-scale"


def settings(url: str, folder: Path) -> Settings:
    """One of several processes on `url`; limits are off because one machine plays everybody."""
    return Settings(url, SECRET, folder, processes=4, extra={"RATELIMIT_ENABLED": False})


def _serve(url: str, folder: Path, port: int, *, limited: bool) -> None:
    from waitress import serve

    from bimtek import create_app

    given = settings(url, folder)
    serve(
        create_app(replace(given, extra={}) if limited else given),
        host="127.0.0.1",
        port=port,
        threads=8,
        connection_limit=500,
    )


@contextmanager
def processes(url: str, folder: Path, count: int = 4, *, limited: bool = False) -> Iterator[list[int]]:
    """The ports of so many processes, all answering; `limited` with the limits of every day."""
    ports = [free_port() for _ in range(count)]
    command = [sys.executable, "-m", "tests.scale.processes", url, str(folder), "on" if limited else "off"]
    command += map(str, ports)
    process = subprocess.Popen(command, start_new_session=True)
    try:
        for port in ports:
            wait_for(port)
        yield ports
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def wait_for(port: int, seconds: float = 60) -> None:
    """Until somebody answers at the port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody answers at {port}")


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """All of these at the same moment; their answers in order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def device(port: int, token: str, secret: str = SECRET) -> Browser:
    """A browser that has signed in with this token, at one process."""
    from flask import Flask
    from flask.sessions import SecureCookieSessionInterface

    app = Flask("cookie")
    app.secret_key = secret
    sign = SecureCookieSessionInterface().get_signing_serializer(app)
    assert sign is not None
    browser = Browser(port)
    browser.cookies["bimtek"] = str(sign.dumps({"_user_id": token, "_fresh": True}))
    return browser


def elsewhere(browser: Browser, port: int) -> Browser:
    """The same device, whose next connection another process answers."""
    twin = Browser(port)
    twin.cookies = dict(browser.cookies)
    return twin


if __name__ == "__main__":
    from bimtek import create_app  # noqa: F401 -- imported before the processes part, so that they share it

    where, with_limits = (sys.argv[1], Path(sys.argv[2])), sys.argv[3] == "on"
    for number in sys.argv[4:-1]:
        if os.fork() == 0:
            _serve(*where, int(number), limited=with_limits)
            os._exit(0)
    _serve(*where, int(sys.argv[-1]), limited=with_limits)
