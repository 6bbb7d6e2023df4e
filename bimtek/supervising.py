"""Several application processes behind one address: the address is bound once, each process accepts from it, one that dies is
started again, Ctrl+C ends them all. No process outlives the one that started it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from types import FrameType

import click

#: A process that lived shorter than this is not started again at once: what broke it may break the next one too.
_SHORT, _PAUSE = 5.0, 2.0
#: So long the processes may take to answer what they hold when they are told to end.
_PATIENCE = 10.0


def can_fork() -> bool:
    """Whether this system can pass a bound address on to further processes; Windows cannot."""
    return hasattr(os, "fork") and sys.platform != "win32"


def bound(host: str, port: int) -> socket.socket:
    """The address, taken before any process begins."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(kind, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(1024)
    listening.setblocking(False)
    return listening


Work = Callable[[], None]


class Supervisor:
    """Keeps so many processes of `work` alive until told to end, and one of each task `beside` them. `after` is told of each that
    died. Nothing in the supervisor itself may start a thread: a process forked then could inherit a lock nobody gives back."""

    def __init__(
        self, count: int, work: Work, beside: Sequence[Work] = (), after: Callable[[int], None] = lambda _process: None
    ) -> None:
        self.tasks, self.after = [*[work] * count, *beside], after
        self.children: dict[int, tuple[float, Work]] = {}
        self.ending = False
        # Whoever holds the other end knows that we are alive: a killed supervisor leaves nobody behind at its address.
        self.alive, self.hold = os.pipe()

    def run(self) -> None:
        """Until SIGINT or SIGTERM; returns when every process has ended."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        for task in self.tasks:
            self._start(task)
        while self.children:
            self._wait()
        os.close(self.hold)
        os.close(self.alive)

    def _wait(self) -> None:
        if self.ending:
            self._end_all()
            return
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            child, status = 0, 0
        if child not in self.children:
            time.sleep(0.1)
            return
        began, task = self.children.pop(child)
        self._settle(child)
        if self.ending:
            return
        click.echo(f"Proses {child} berhenti (status {os.waitstatus_to_exitcode(status)}); dijalankan lagi.", err=True)
        if time.monotonic() - began < _SHORT:
            time.sleep(_PAUSE)
        self._start(task)

    def _settle(self, child: int) -> None:
        try:
            self.after(child)
        except Exception:  # noqa: BLE001 -- whatever it was, the hall needs its process back
            traceback.print_exc()

    def _start(self, task: Work) -> None:
        if threading.active_count() > 1:
            raise RuntimeError("a thread runs in the supervisor: no process may be forked beside it")
        child = os.fork()
        if child:
            self.children[child] = time.monotonic(), task
            return
        code = 1
        try:
            os.close(self.hold)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the first passes it on
            signal.signal(signal.SIGTERM, _leave)
            threading.Thread(target=self._end_with_parent, daemon=True).start()
            task()
            code = 0
        except SystemExit:
            code = 0
        except BaseException:  # noqa: BLE001 -- nothing above this line would ever say it
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _end_with_parent(self) -> None:
        os.read(self.alive, 1)  # returns when the supervisor is gone, however it went
        os.kill(os.getpid(), signal.SIGTERM)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.ending = True

    def _end_all(self) -> None:
        for child in self.children:
            _tell(child, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while self.children and time.monotonic() < until:
            self._reap()
            time.sleep(0.05)
        for child in self.children:
            _tell(child, signal.SIGKILL)
        while self.children:
            self._reap()
            time.sleep(0.05)

    def _reap(self) -> None:
        for child in list(self.children):
            try:
                found, _status = os.waitpid(child, os.WNOHANG)
            except ChildProcessError:
                found = child
            if found:
                self.children.pop(child)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _tell(child: int, number: int) -> None:
    try:
        os.kill(child, number)
    except ProcessLookupError:
        return
