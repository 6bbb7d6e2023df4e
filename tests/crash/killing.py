"""A server that is killed without warning at moments nobody chose, while robots work; and the look into what it left."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from bimtek.config import Settings
from bimtek.rehearsal import robots as people
from bimtek.rehearsal import stage as stages
from bimtek.rehearsal.browser import Browser, Notes
from bimtek.rehearsal.page import Form, Page
from bimtek.rehearsal.robots import Robot
from bimtek.rehearsal.stage import Held, Stage

#: Robots here hardly think: the more is written, the likelier a kill falls into a write.
HASTE = (0.3, 2.0)
#: Seconds between the first answer of a server and its death.
LIFE = (1.0, 12.0)


class Stubborn(Browser):
    """A device whose person taps again until somebody answers: the same act with the same id, as the page does."""

    leave_at = float("inf")

    def send(self, form: Form, kind: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Page:
        """A form sent until it is answered or it is time to leave."""
        page = super().send(form, kind, fields, headers)
        while page.status == 0 and time.monotonic() < self.leave_at:
            time.sleep(0.3)
            page = super().send(form, kind, fields, headers)
        return page


class Patient(Robot):
    """One who knocks until the door opens."""

    def join(self) -> bool:
        """Join, however often the server dies meanwhile."""
        while self.clock() < self.leave_at:
            if super().join():
                return True
            self.rest(0.5)
        return False


@dataclass(slots=True)
class Mortal:
    """`bimtek serve` on one port, killed and started again."""

    settings: Settings
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it listens; raises RuntimeError when it ends by itself."""
        env = {
            **os.environ,
            "BIMTEK_INSTANCE": str(self.settings.instance_dir),
            "DATABASE_URL": self.settings.database_url,
        }
        env["BIMTEK_SECRET_KEY"] = self.settings.secret_key
        command = [sys.executable, "-m", "bimtek", "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.settings.instance_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        if not stages._answers(self.port, self.process):
            raise RuntimeError((self.settings.instance_dir / "server.log").read_text("utf-8", "replace")[-2000:])

    def kill(self) -> None:
        """No signal that could be heard, no goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        self.process.wait(30)


@dataclass(slots=True)
class Story:
    """What happened: kills, acts and answers acknowledged, and after which kill something was found amiss."""

    kills: int = 0
    sent: int = 0
    joined: int = 0
    seconds_down: list[float] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)
    server_faults: int = 0


@contextmanager
def left_by(settings: Settings) -> Iterator[Settings]:
    """The files as a dead server left them, copied away, so that looking at them does not tidy up after it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for path in settings.instance_dir.glob("bimtek.sqlite*"):
            if not path.name.endswith("-shm"):
                shutil.copy2(path, folder)
        yield replace(
            settings, instance_dir=Path(folder), database_url=f"sqlite:///{(Path(folder) / 'bimtek.sqlite').as_posix()}"
        )


def amiss_in(settings: Settings, notes: Notes, *, whole: bool) -> list[str]:
    """What is wrong in a dead server's files: pages torn, acts lost or doubled, chains; with `whole` every projection too."""
    from bimtek import create_app
    from bimtek.checking import check_all
    from bimtek.extensions import db

    commands, answers = list(notes.commands), dict(notes.answers)
    with left_by(settings) as copy:
        with closing(sqlite3.connect(copy.instance_dir / "bimtek.sqlite")) as book:
            found = [row[0] for row in book.execute("pragma integrity_check") if row[0] != "ok"]
            found += [f"foreign key {row}" for row in book.execute("pragma foreign_key_check")]
        app = create_app(copy)
        held: Held = stages.look_for(app, commands, answers)
        found += [f"{held.missing} lost"] * bool(held.missing) + [f"{held.twice} twice"] * bool(held.twice)
        found += [] if held.sound else ["a chain is broken"]
        if whole:
            with app.app_context():
                found += [f"{one.what}: {one.words}" for one in check_all(db.session(), copy) if not one.sound]
                stages._let_go()
    return found


def tell_story(times: int, count: int, seed: str, tell: Any = None) -> Story:
    """Kill the server so many times under so many robots; each kill at a moment drawn from the seed."""
    from bimtek import create_app

    random, story, notes = Random(seed), Story(), Notes()
    with tempfile.TemporaryDirectory(prefix="bimtek-crash-", ignore_cleanup_errors=True) as folder:
        settings = stages.settings_in(Path(folder))
        stage = stages.prepare(create_app(settings), count, stages.utc_now())
        server = Mortal(settings, stages.free_port())
        server.start()
        threads = _come(stage, server.port, notes, seed)
        _settle(notes, count)
        try:
            for number in range(1, times + 1):
                time.sleep(random.uniform(*LIFE))
                server.kill()
                died = time.monotonic()
                last = number == times
                story.amiss += [
                    f"kill {number}: {what}" for what in amiss_in(settings, notes, whole=last or number % 10 == 0)
                ]
                down = time.monotonic()
                server.start()
                story.seconds_down.append(time.monotonic() - down)
                story.kills = number
                if tell:
                    tell(number, len(set(notes.commands)) + len(notes.answers), time.monotonic() - died)
            time.sleep(3)
        finally:
            Stubborn.leave_at = 0.0
            for robot, thread in threads:
                robot.leave_at = 0.0
                thread.join(60)
            if server.process and server.process.poll() is None:
                server.kill()
        story.amiss += [f"end: {what}" for what in amiss_in(settings, notes, whole=True)]
        story.sent, story.joined = len(set(notes.commands)) + len(notes.answers), notes.joined
        story.server_faults = sum(fault.endswith((": 500", ": 503", ": 507")) for fault in notes.faults)
    return story


def _come(stage: Stage, port: int, notes: Notes, seed: str) -> list[tuple[Robot, threading.Thread]]:
    people.THINK = HASTE
    Stubborn.leave_at = float("inf")
    found = []
    for number, card in enumerate(stage.cards):
        robot = Patient(card, Stubborn(port, notes), Random(f"{seed}|{number}"), float("inf"))
        thread = threading.Thread(target=robot.live, daemon=True)
        thread.start()
        found.append((robot, thread))
    return found


def _settle(notes: Notes, count: int) -> None:
    """Let half the hall sit down before the first kill; the others join between deaths."""
    until = time.monotonic() + 120
    while notes.joined < count / 2 and time.monotonic() < until:
        time.sleep(0.5)
