"""What is one thing of the platform though several processes serve it: its figures, and the copies it makes by itself."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bimtek.supervising import Supervisor
from bimtek.web import figures
from tests.bench.driver import Browser
from tests.scale.served import answers, children, gone, served, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]
KEY = "kunci-metrik"
Running = tuple[subprocess.Popen[bytes], int]


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[Running]:
    with served(tmp_path, {"BIMTEK_METRICS_TOKEN": KEY, "TMPDIR": str(tmp_path)}) as running:
        assert answers(running[1])
        yield running


def asked(port: int) -> int:
    """One more page, over a connection of its own, so that any of the processes may answer it."""
    return Browser(port).ask("GET", "/tentang-tidak-ada")[0]


def told(port: int) -> int:
    """How many of those pages the platform says it answered."""
    text = Browser(port).ask("GET", "/metrik", headers={"Authorization": f"Bearer {KEY}"})[1]
    found = re.search(r'^bimtek_requests_total\{method="GET",page="\(none\)",status="404"\} (\d+)', text, re.MULTILINE)
    seconds = re.search(r'^bimtek_request_seconds_count\{page="\(none\)"\} (\d+)', text, re.MULTILINE)
    assert (found and found[1]) == (seconds and seconds[1])
    return int(found[1]) if found else 0


def books(folder: Path) -> set[str]:
    """Who has written down what it counted: the numbers of processes, and the dead together."""
    return {path.stem.partition("_")[2] for path in folder.glob("bimtek-figures-*/counter_*.db")}


def test_whichever_process_is_asked_tells_the_sum_of_all(counting: Running, tmp_path: Path) -> None:
    process, port = counting
    sent = 0
    while sent < 400 and (sent < 12 or len(books(tmp_path)) < 2):
        assert asked(port) == 404
        sent += 1
    assert books(tmp_path) == {str(child) for child in children(process.pid)}
    assert {told(port) for _ in range(12)} == {sent}


def test_what_a_dead_process_had_counted_stays_counted(counting: Running, tmp_path: Path) -> None:
    process, port = counting
    sent = 0
    while sent < 400 and len(books(tmp_path)) < 2:
        assert asked(port) == 404
        sent += 1
    for dead in children(process.pid):
        os.kill(dead, signal.SIGKILL)
        assert until(lambda dead=dead: str(dead) not in books(tmp_path))
        assert until(lambda: len(children(process.pid)) == 2)
        assert answers(port)
        assert told(port) == sent
    assert "dead" in books(tmp_path)

    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert list(tmp_path.glob("bimtek-figures-*")) == []


def test_a_process_that_counted_nothing_leaves_nothing_to_carry_over(tmp_path: Path) -> None:
    figures.bury(tmp_path, 4711)
    assert list(tmp_path.glob("*.db")) == []


def test_copies_are_made_by_one_process_which_ends_with_the_others(tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    given = {"BIMTEK_COPIES_TO": str(usb), "BIMTEK_COPIES_EVERY": "0.02", "BIMTEK_COPIES_KEEP": "100"}
    with served(tmp_path, given, count=3) as (process, port):
        assert answers(port)
        assert until(lambda: len(list(usb.glob("*.bimtek"))) >= 3)
        working = children(process.pid)
        assert len(working) == 4  # three that serve, one that copies
        assert len(list(Path(f"/proc/{process.pid}/task").iterdir())) == 1  # nothing was forked beside a thread
        (copying,) = (child for child in working if not _listens(child))

        os.kill(copying, signal.SIGKILL)
        assert until(lambda: len(children(process.pid)) == 4 and children(process.pid) != working)
        before = set(usb.glob("*.bimtek"))
        assert until(lambda: set(usb.glob("*.bimtek")) - before)

        working |= children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert gone(working)


def _listens(pid: int) -> bool:
    """Whether a process holds the address: one of its open files is a listening socket of the network."""
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text("ascii").splitlines()[1:]]
    listening = {f"socket:[{line[9]}]" for line in lines if line[3] == "0A"}
    return any(str(one.readlink()) in listening for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink())


def test_beside_a_thread_nothing_is_forked() -> None:
    import threading

    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="no process may be forked"):
            Supervisor(1, lambda: None)._start(lambda: None)
    finally:
        ended.set()
        thread.join()
