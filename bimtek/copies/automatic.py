"""Copies made by themselves while the platform serves: into a chosen folder (a USB stick), every few minutes, the newest kept.
A stick that is full or pulled out stops nothing: it is said once, and the next turn tries again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bimtek.config import Settings
from bimtek.copies import archive

log = structlog.get_logger()
#: Minutes between two copies, and how many are kept, when nothing else is said.
EVERY, KEEP = 10.0, 12


@dataclass(frozen=True, slots=True)
class Plan:
    """Where copies go, how many minutes lie between them, how many stay."""

    folder: Path
    every: float
    keep: int


def plan_of(environment: dict[str, str]) -> Plan | None:
    """The plan the environment names (BIMTEK_COPIES_TO, _EVERY, _KEEP), None without a folder; raises ValueError for figures
    that are none or not positive."""
    folder = environment.get("BIMTEK_COPIES_TO", "").strip()
    if not folder:
        return None
    every = float(environment.get("BIMTEK_COPIES_EVERY", EVERY))
    keep = int(environment.get("BIMTEK_COPIES_KEEP", KEEP))
    if every <= 0 or keep < 1:
        raise ValueError("BIMTEK_COPIES_EVERY dan BIMTEK_COPIES_KEEP harus lebih dari nol")
    return Plan(Path(folder), every, keep)


def turn(settings: Settings, plan: Plan, wall: datetime) -> archive.Made | None:
    """One copy, then the oldest beyond the plan go; None when it could not be made (the reason is in the log)."""
    if not plan.folder.is_dir():
        log.warning("copy_failed", folder=plan.folder.name, why="Foldernya tidak ada; apakah flashdisk terpasang?")
        return None
    try:
        _clear_unfinished(plan.folder, wall)
        made = archive.make(settings, plan.folder / archive.name_of(wall), wall)
        for path in sorted(plan.folder.glob(f"bimtek-*{archive.SUFFIX}"))[: -plan.keep]:
            path.unlink()
    except (archive.CopyError, OSError) as error:
        log.warning("copy_failed", folder=plan.folder.name, why=str(error))
        return None
    log.info("copy_made", name=made.path.name, bytes=made.size, people=made.people, entries=made.entries)
    return made


def _clear_unfinished(folder: Path, wall: datetime) -> None:
    """A copy cut short by a power cut leaves its parts; those of an hour ago nobody writes any more."""
    last = Path(archive.name_of(wall - timedelta(hours=1))).stem
    for path in (one for ending in archive.PARTS for one in folder.glob(f"bimtek-*{ending}")):
        if path.stem < last:
            path.unlink()


def planned(environment: dict[str, str] | None = None) -> Plan | None:
    """The plan of this installation's own environment."""
    return plan_of(dict(os.environ) if environment is None else environment)


def keep_on(settings: Settings, plan: Plan, now: Callable[[], datetime], ended: threading.Event) -> None:
    """A copy at once and one after each interval, until told to end."""
    while True:
        turn(settings, plan, now())
        if ended.wait(plan.every * 60):
            return


def begin(settings: Settings, now: Callable[[], datetime]) -> threading.Thread | None:
    """Start the copies in a thread beside a server of one process; None when no folder is chosen. Several processes have a
    process for them instead: the one that starts them all must have no thread."""
    plan = planned()
    if plan is None:
        return None
    thread = threading.Thread(target=keep_on, args=(settings, plan, now, threading.Event()), name="copies", daemon=True)
    thread.start()
    return thread
