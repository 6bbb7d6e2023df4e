"""An installation as it is really served: `bimtek serve --processes`, with the processes it starts."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.driver import Browser, free_port
from tests.conftest import migrated
from tests.scale.processes import settings, wait_for


@contextmanager
def served(
    folder: Path, environment: Mapping[str, str] | None = None, *, count: int = 2, url: str = ""
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The supervisor and its port, for as long as the block lasts; nothing it started outlives the block."""
    url, port = url or f"sqlite:///{folder / 'several.sqlite'}", free_port()
    migrated(settings(url, folder))
    given = {"DATABASE_URL": url, "BIMTEK_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1", **(environment or {})}
    command = [sys.executable, "-m", "bimtek", "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--processes", str(count)]
    process = subprocess.Popen(command, env={**os.environ, **given}, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def children(pid: int) -> set[int]:
    """The processes this one started."""
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()))


def until(true: Callable[[], object], seconds: float = 30) -> bool:
    """Whether it comes true within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def gone(pids: set[int], seconds: float = 15) -> bool:
    """Whether these processes end within so many seconds."""
    return until(lambda: not any(Path(f"/proc/{pid}").exists() and not _is_dead(pid) for pid in pids), seconds)


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(") ", 1)[1][0] == "Z"
    except OSError:
        return True


def answers(port: int) -> bool:
    """A whole page, from whichever process."""

    def is_there() -> bool:
        try:
            return bool(re.search("Bimtek", Browser(port).get("/masuk")))
        except OSError:
            return False

    return until(is_there, 60)
