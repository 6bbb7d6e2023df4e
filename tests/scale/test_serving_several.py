"""`serve --processes`: one address, several processes; a dead one is replaced, Ctrl+C ends all, none is left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bimtek import supervising
from tests.bench.driver import Browser, free_port
from tests.conftest import migrated
from tests.scale.processes import settings, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]


def children(pid: int) -> set[int]:
    """The processes this one started."""
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()))


def gone(pids: set[int], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() and not _is_dead(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(") ", 1)[1][0] == "Z"
    except OSError:
        return True


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    url, port = f"sqlite:///{tmp_path / 'several.sqlite'}", free_port()
    migrated(settings(url, tmp_path))
    given = {"DATABASE_URL": url, "BIMTEK_INSTANCE": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bimtek", "serve", "--host", "127.0.0.1", "--port", str(port), "--processes", "2"]
    process = subprocess.Popen(command, env={**os.environ, **given}, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def answers(port: int) -> bool:
    """A whole page, from whichever process."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            return bool(re.search("Bimtek", Browser(port).get("/masuk")))
        except OSError:
            time.sleep(0.2)
    return False


def test_a_dead_process_is_replaced_and_ctrl_c_ends_all(served: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = served
    assert answers(port)
    before = children(process.pid)
    assert len(before) == 2

    os.kill(min(before), signal.SIGKILL)
    assert gone({min(before)})
    assert answers(port)
    until = time.monotonic() + 20
    while (len(after := children(process.pid)) < 2 or min(before) in after) and time.monotonic() < until:
        time.sleep(0.1)  # the dead one is listed until the supervisor has looked at it
    assert len(after) == 2
    assert min(before) not in after

    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert gone(before | after)


def test_nobody_outlives_a_killed_supervisor(served: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = served
    assert answers(port)
    working = children(process.pid)
    process.kill()
    process.wait(10)
    assert gone(working)


def test_where_no_address_can_be_passed_on_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bimtek.cli import cli

    monkeypatch.setattr(supervising, "can_fork", lambda: False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    monkeypatch.setenv("BIMTEK_INSTANCE", str(tmp_path))
    told = CliRunner().invoke(cli, ["serve", "--processes", "2"])
    assert told.exit_code == 2
    assert "Windows" in told.output
