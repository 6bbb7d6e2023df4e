"""Whether the automatic copies go on: by the newest file in the chosen folder, so whichever process is asked says the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask

from bimtek.copies import archive
from bimtek.copies.automatic import Plan, planned
from bimtek.web import health
from bimtek.web.shell import utc_now

#: So many intervals without a copy, and somebody should look at the stick.
_MISSED = 3


def state_of(plan: Plan | None, wall: datetime) -> str | None:
    """OK with a copy of the last intervals, LATE without, None where no copies are asked for."""
    if plan is None:
        return None
    oldest = archive.name_of(wall - timedelta(minutes=_MISSED * plan.every))
    try:
        names = [path.name for path in plan.folder.glob(f"bimtek-*{archive.SUFFIX}")]
    except OSError:  # a stick pulled out in mid-look
        names = []
    return health.OK if max(names, default="") >= oldest else health.LATE


def init_app(app: Flask) -> None:
    """The health answer tells of the copies too."""
    health.know_check(app, "copies", lambda: state_of(planned(), utc_now()))
