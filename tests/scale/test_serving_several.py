"""`serve --processes`: one address, several processes; a dead one is replaced, Ctrl+C ends all, none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bimtek import supervising
from tests.scale import served as serving
from tests.scale.served import answers, children, gone, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with serving.served(tmp_path) as running:
        yield running


def test_a_dead_process_is_replaced_and_ctrl_c_ends_all(served: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = served
    assert answers(port)
    before = children(process.pid)
    assert len(before) == 2

    os.kill(min(before), signal.SIGKILL)
    assert gone({min(before)})
    assert answers(port)
    # the dead one is listed until the supervisor has looked at it
    assert until(lambda: len(children(process.pid) - before) == 1 and len(children(process.pid)) == 2)
    after = children(process.pid)

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
