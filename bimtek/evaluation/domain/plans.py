"""Action plans (rencana tindak lanjut): three to five actions, each due in 30, 60 or 90 calendar days after the class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = (30, 60, 90)
LEAST, MOST = 3, 5
STATES = ("done", "doing", "not_yet", "dropped")
ENDED = frozenset({"done", "dropped"})
MOST_ACTION, MOST_OUTPUT, MOST_EVIDENCE, MOST_SUPERIOR, MOST_NOTE = 200, 200, 300, 150, 300


@dataclass(frozen=True, slots=True)
class Action:
    """One action as planned."""

    action: str
    output: str
    days: int
    evidence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the line was left out."""
        return not (self.action.strip() or self.output.strip() or self.evidence.strip())


@dataclass(frozen=True, slots=True)
class Noted:
    """How far an action was after so many days."""

    after_days: int
    state: str


def faults(superior: str, actions: Sequence[Action], *, whole: bool) -> dict[str, str]:
    """What is wrong, by field ("superior", "actions", "action-2", …), as codes. A draft (`whole` False) may lack anything, but
    nothing in it may be too long."""
    found: dict[str, str] = {}
    if len(superior) > MOST_SUPERIOR:
        found["superior"] = "long"
    elif whole and not superior.strip():
        found["superior"] = "empty"
    filled = [one for one in actions if not one.is_empty]
    if whole and not LEAST <= len(filled) <= MOST:
        found["actions"] = "count"
    for place, one in enumerate(actions, 1):
        if one.is_empty:
            continue
        for name, most in (("action", MOST_ACTION), ("output", MOST_OUTPUT), ("evidence", MOST_EVIDENCE)):
            text = getattr(one, name)
            if len(text) > most:
                found[f"{name}-{place}"] = "long"
            elif whole and name != "evidence" and not text.strip():
                found[f"{name}-{place}"] = "empty"
        if one.days not in DAYS:
            found[f"days-{place}"] = "days"
    return found


def due_on(last_day: date, days: int) -> date:
    """The day an action is due: calendar days after the last day of the class."""
    return last_day + timedelta(days=days)


def follow_ups_due(last_day: date, today: date, noted: Sequence[Noted]) -> list[int]:
    """After how many days a note is due and missing, the earliest first. Once an action is done or dropped no later one is
    asked for."""
    ended = min((one.after_days for one in noted if one.state in ENDED), default=None)
    known = {one.after_days for one in noted}
    return [
        days
        for days in DAYS
        if today >= due_on(last_day, days) and days not in known and (ended is None or days < ended)
    ]


def note_fault(last_day: date, today: date, noted: Sequence[Noted], after_days: int, state: str) -> str:
    """Why a note cannot be taken, as a code, "" when it can: "state" for none chosen, "early" before its day, "over" after the
    action was done or dropped. A note that was taken may be put right."""
    if after_days not in DAYS or state not in STATES:
        return "state"
    if after_days in {one.after_days for one in noted} | set(follow_ups_due(last_day, today, noted)):
        return ""
    return "early" if today < due_on(last_day, after_days) else "over"


def column(last_day: date, today: date, noted: Sequence[Noted], after_days: int) -> str:
    """What stands in the column of a day count: the state noted, "due", "later" before its day, or "over" where none is asked
    for any more."""
    told = {one.after_days: one.state for one in noted}
    if after_days in told:
        return told[after_days]
    if after_days in follow_ups_due(last_day, today, noted):
        return "due"
    ended = min((one.after_days for one in noted if one.state in ENDED), default=after_days)
    return "later" if ended >= after_days else "over"


def by_need(units: Sequence[str], strengths: Mapping[str, float]) -> list[int]:
    """The places of suggestions, those for the officer's weakest units first; a unit nothing is known of comes after the weak
    and before the mastered, and what is equal keeps its order."""
    return sorted(range(len(units)), key=lambda place: strengths.get(units[place], 0.5))


def standing(noted: Sequence[Noted]) -> str:
    """How an action stands: the newest note, "planned" without one."""
    return max(noted, key=lambda one: one.after_days).state if noted else "planned"


def counts(states: Sequence[str]) -> Mapping[str, int]:
    """How many actions stand how."""
    return {state: states.count(state) for state in (*STATES, "planned")}
