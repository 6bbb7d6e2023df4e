"""What every page's frame shows: who, where, the simulated clock. Rooms register what they add; `web` knows none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, session
from flask_login import current_user

from bimtek.web.rendering import language
from bimtek.web.words import clock_time, day_short

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class ShellClock:
    """The simulated clock in the frame; `rate` and `spans` let it tick until the next page."""

    sim: datetime
    running: bool
    rate: float
    spans: str

    @property
    def iso(self) -> str:
        """The instant for the script."""
        return self.sim.isoformat()

    @property
    def words(self) -> str:
        """The instant for people, as the script goes on writing it: Senin, 9 Nov 2026, 08.30 WITA."""
        return f"{day_short(self.sim)} {self.sim.year}, {clock_time(self.sim)} WITA"


@dataclass(slots=True)
class Shell:
    """The frame of one page."""

    nav: list[tuple[str, str, bool]] = field(default_factory=list)
    who: str = ""
    seat: str = ""
    clock: ShellClock | None = None
    pack: str = ""
    account: int | None = None
    language: str = "id"
    is_trainer: bool = False
    signed_in: bool = False


def utc_now() -> datetime:
    """The wall clock, naive UTC; tests replace it through app.extensions["wall_clock"]."""
    clock: Callable[[], datetime] | None = current_app.extensions.get("wall_clock")
    return clock() if clock else datetime.now(UTC).replace(tzinfo=None)


def _context() -> dict[str, Any]:
    shell = Shell(language=language())
    if current_user and current_user.is_authenticated:
        shell.signed_in = True
        for fill in current_app.extensions.setdefault("shell_fillers", []):
            fill(shell)
    return {"shell": shell, "wall_now": utc_now()}


def choose_locale() -> str:
    """The language the person chose, else the visitor's choice on this device, else Indonesian."""
    if getattr(current_user, "is_authenticated", False):
        return str(current_user.language)
    chosen = session.get("language", "id")
    return chosen if chosen in LANGUAGES else "id"


#: One slash, then no second one and no backslash, which browsers read as one; no space or control sign anywhere, because
#: browsers drop some of them first: "/<tab>/lain.example" would leave this host.
_OWN_PATH = re.compile(r"/(?![/\\])[^\s\x00-\x1f\x7f\\]*")


def safe_next(wanted: str | None, otherwise: str) -> str:
    """A path of our own to go on to; anything that could leave this host becomes `otherwise`."""
    return wanted if wanted and len(wanted) < 300 and _OWN_PATH.fullmatch(wanted) else otherwise


def init_app(app: Flask) -> None:
    """Connect the frame's context."""
    app.context_processor(_context)
