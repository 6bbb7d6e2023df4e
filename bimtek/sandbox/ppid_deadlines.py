"""Which of the law's limits have begun to run on a request, and from which instant each is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.deadlines import Deadlines, Limit
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import deadlines_as_of

#: The limits an accepted act begins.
_STARTS: dict[Action, tuple[str, ...]] = {
    Action.ASK_COMPLETION: ("check",),
    Action.COMPLETE: ("check", "answer"),
    Action.EXTEND: ("extension",),
    **dict.fromkeys((Action.GRANT, Action.GRANT_PARTLY, Action.REFUSE, Action.DECLARE_NOT_HELD), ("objection_window",)),
    Action.HAND_OVER: ("objection_window",),
    Action.OBJECT: ("objection_answer",),
    Action.ANSWER_OBJECTION: ("dispute_window",),
    Action.OBJECTION_LAPSE: ("dispute_window",),
    Action.GO_TO_DISPUTE: ("hearing_start",),
    Action.HEAR: ("hearing",),
}


def begun(case: Case, entries: Iterable[Entry], opening: Deadlines) -> list[tuple[Limit, datetime, Deadlines]]:
    """The limits of a request in the order they began, each with the clocks as they stood then; one that begins anew replaces
    the count before it, and the extension is counted from the last day of the answer it extends."""
    received = (case.received_at, opening)
    starts: dict[str, tuple[datetime, Deadlines]] = {"check": received, "answer": received}
    for entry in entries:
        if entry.kind != MOVED:
            continue
        at, clocks = entry.sim_at or entry.wall_at, deadlines_as_of(entry.wall_at)
        for limit in _STARTS.get(Action(entry.data["action"]), ()):
            starts.pop(limit, None)  # so that it stands where it began last
            starts[limit] = (_end_of_answer(*starts["answer"]) if limit == "extension" else at, clocks)
    return [(clocks.settings.request[limit], start, clocks) for limit, (start, clocks) in starts.items()]


def _end_of_answer(since: datetime, clocks: Deadlines) -> datetime:
    return clocks.request_end("answer", since)
