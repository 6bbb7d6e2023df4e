"""Which of the law's limits have begun to run on a request, and from which instant each is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.deadlines import Limit
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import deadlines

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


def begun(case: Case, entries: Iterable[Entry]) -> list[tuple[Limit, datetime]]:
    """The limits of a request in the order they began; one that begins anew replaces the count before it, and the
    extension is counted from the last day of the answer it extends."""
    starts: dict[str, datetime] = {"check": case.received_at, "answer": case.received_at}
    for entry in entries:
        if entry.kind != MOVED:
            continue
        at = entry.sim_at or entry.wall_at
        for limit in _STARTS.get(Action(entry.data["action"]), ()):
            starts.pop(limit, None)  # so that it stands where it began last
            starts[limit] = _end_of_answer(starts["answer"]) if limit == "extension" else at
    return [(deadlines().settings.request[limit], start) for limit, start in starts.items()]


def _end_of_answer(since: datetime) -> datetime:
    return deadlines().request_end("answer", since)
