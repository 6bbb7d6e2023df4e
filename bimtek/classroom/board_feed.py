"""The feed beside the help list: what people of the class just did, read on from the entry that was read last."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from bimtek.classroom.domain.feed import FeedLine, Happening, folded
from bimtek.journal import recent
from bimtek.journal.recent import Heard
from bimtek.modules import services as modules
from bimtek.modules.domain.progress import FAILED
from bimtek.workshops.hands import HAND_RAISED

SEAT_TAKEN, SITTING_FINISHED = "seat_taken", "sitting_finished"
_KINDS = (
    SEAT_TAKEN, HAND_RAISED, SITTING_FINISHED, modules.STEP_PASSED, modules.EXERCISE_FINISHED, modules.PART_FINISHED,
)  # fmt: skip
#: How far back a process reads that begins to follow a class; entries, not minutes: an index holds them.
_LOOK_BACK = 1500
_MOST = 400


class Feed:
    """What one class did of late, kept so that each entry is read once and not at every update."""

    def __init__(self) -> None:
        self._heard: deque[Happening] = deque(maxlen=_MOST)
        self._upto = -1
        self._lock = Lock()

    def lines(self, session: Session, workshop_id: int, newest: int, now: datetime) -> list[FeedLine]:
        """The folded lines up to the entry `newest`."""
        with self._lock:
            if newest > self._upto:
                after = max(self._upto, newest - _LOOK_BACK)
                heard = recent.since(session, f"class/{workshop_id}", after, newest, _KINDS, _MOST)
                self._heard.extend(_happenings(session, reversed(heard)))
                self._upto = newest
            return folded(self._heard, now)


def _happenings(session: Session, heard: Iterable[Heard]) -> list[Happening]:
    entries = list(heard)
    whose = modules.people_of_attempts(session, {_attempt(entry) for entry in entries} - {0})
    found = []
    for entry in entries:
        account = entry.actor_id or whose.get(_attempt(entry), 0)
        if account and entry.data.get("status") != FAILED:
            part = f"{entry.data.get('exercise', '')}/{entry.data.get('step', '')}".strip("/")
            found.append(Happening(entry.kind, part, account, entry.wall_at))
    return found


def _attempt(entry: Heard) -> int:
    """The attempt an entry is about: a step is passed by the platform, for somebody."""
    return int(entry.about.removeprefix("attempt/")) if entry.about.startswith("attempt/") else 0


def line_words(line: FeedLine, names: dict[int, str]) -> str:
    """One line in words: "A dan 6 lainnya menyelesaikan langkah …"."""
    known = [names[account] for account in line.accounts if account in names]
    who = known[0] if known else _("Seorang peserta")
    if len(known) > 1:
        who = ngettext("%(name)s dan %(num)d lainnya", "%(name)s dan %(num)d lainnya", len(known) - 1, name=who)
    return f"{who} {_act_words(line)}"


def _act_words(line: FeedLine) -> str:
    if line.kind == SEAT_TAKEN:
        return str(_("masuk dan duduk"))
    if line.kind == HAND_RAISED:
        return str(_("mengangkat tangan"))
    if line.kind == SITTING_FINISHED:
        return str(_("mengumpulkan tes"))
    exercise, _slash, step = line.part.partition("/")
    title = modules.part_title(exercise, step if line.kind == modules.STEP_PASSED else "")
    if line.kind == modules.STEP_PASSED:
        return str(_("menyelesaikan langkah %(title)s", title=title))
    return str(_("menyelesaikan %(title)s", title=title))
