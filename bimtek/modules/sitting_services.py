"""Sitting a test: start, save, submit; it closes by itself when its time is over. The trainer's part is in sitting_steering.

A sitting's entries stand in the chain of its person's own sandbox; wall time rules it, whatever the hall's clock does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import sitting_content, sitting_queries, standing
from bimtek.modules.domain import sitting as rules_of
from bimtek.modules.domain.items import OPTIONS
from bimtek.modules.domain.sitting import Place
from bimtek.modules.domain.sitting_rules import KINDS, POST, PRE
from bimtek.modules.sitting_models import Sitting
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Moment, Sandbox
from bimtek.workshops import services as workshops

SITTING_STARTED, SITTING_FINISHED = "sitting_started", "sitting_finished"
BY_PERSON, BY_TIME = "person", "time"
#: Wall seconds after which another saved answer is again written down as a sign of life.
ALIVE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Started:
    """The sitting a wish to begin led to, or in words why there is none."""

    sitting: Sitting | None
    said: str = ""


def sitting_of(session: Session, person: Person, sitting_id: int) -> Sitting | None:
    """A person's own sitting, or None: another's is not found."""
    found = session.get(Sitting, sitting_id)
    return found if found is not None and found.account_id == person.id else None


def start(session: Session, person: Person, kind: str, moment: Moment, command_id: str | None = None) -> Started:
    """Begin a test that is open, once; a running or finished one is answered as it is, unless it may be repeated."""
    sandbox = sandboxes.sandbox_of(session, person.id)
    if kind not in KINDS or sandbox is None:
        return Started(None, "Tes ini tidak ada.")
    newest = sitting_queries.newest(session, person.id, kind)
    if newest is not None and (
        _tapped(session, sandbox, newest, command_id) or newest.finished_at is None or not newest.may_repeat
    ):
        return Started(newest)
    if not sitting_queries.gate_of(session, sandbox.workshop_id, kind).is_open:
        return Started(None, "Tes ini belum dibuka. Tunggu aba-aba fasilitator.")
    form = draw(session, sandbox, kind, newest.round + 1 if newest else 1)
    if not form:
        return Started(None, "Butir tes ini belum tersedia. Beri tahu fasilitator.")
    return Started(_begin(session, person, sandbox, kind, newest, form, moment, command_id))


def _tapped(session: Session, sandbox: Sandbox, newest: Sitting, command_id: str | None) -> bool:
    """Whether this very tap began the newest sitting."""
    entry = journal.find_command(session, sandboxes.stream(sandbox), command_id) if command_id else None
    return entry is not None and entry.about == f"sitting/{newest.id}"


def draw(session: Session, sandbox: Sandbox, kind: str, turn: int) -> tuple[Place, ...]:
    """The form of a person for a turn at a test: never an item of the own pre-test in the post-test or the other way
    round, and nothing seen before at all while the bank is large enough to leave the difficulty as it is."""
    bank, plan = sitting_content.bank(), sitting_content.plan_of(kind)
    query = select(Sitting).where(Sitting.account_id == sandbox.account_id)
    sat = {row.id: (row.kind, {code for code, _ in row.form}) for row in session.scalars(query)}
    seen = {code for _, codes in sat.values() for code in codes}
    never = {code for other, codes in sat.values() if {kind, other} == {PRE, POST} for code in codes}
    seed = sandbox.seed + (f"|{turn}" if turn > 1 else "")
    if kind == POST and not any(other == PRE for other, _ in sat.values()):
        # Whoever comes late may sit the pre-test afterwards, or never: its items are kept apart in either case.
        pre = rules_of.build_form(bank, PRE, bank.units, seed, sitting_content.plan_of(PRE).items)
        never |= {place.code for place in pre}
    fair = rules_of.quotas(bank, bank.units, plan.items, never)
    enough = rules_of.quotas(bank, bank.units, plan.items, seen | never) == fair
    return rules_of.build_form(bank, kind, bank.units, seed, plan.items, without=seen | never if enough else never)


def _begin(
    session: Session, person: Person, sandbox: Sandbox, kind: str, before: Sitting | None, form: tuple[Place, ...],
    moment: Moment, command_id: str | None,
) -> Sitting:  # fmt: skip
    minutes, percent = sitting_queries.extra_time(session, person.id)
    row = Sitting(
        account_id=person.id, workshop_id=sandbox.workshop_id, kind=kind, round=before.round + 1 if before else 1,
        form=[[place.code, list(place.order)] for place in form], answers={}, flags=[], started_at=moment.wall,
        ends_at=rules_of.end_of(sitting_content.plan_of(kind), moment.wall, minutes, percent), finished_by="", may_repeat=False,
    )  # fmt: skip
    session.add(row)
    session.flush()
    data = {
        "kind": kind,
        "round": row.round,
        "form": row.form,
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
    }
    _record(session, sandbox, row, SITTING_STARTED, moment, data, person.id, command_id)
    return row


def save(
    session: Session, person: Person, sitting: Sitting, answers: Mapping[str, int | None], flags: Mapping[str, bool],
    wall: datetime,
) -> bool:  # fmt: skip
    """Keep answers and marks to look again, each at once; None takes an answer back, what is not named stays. False when
    the sitting is over: nothing is kept then. Options and items that are not of this form are passed over."""
    if sitting.finished_at is not None or rules_of.is_over(sitting.ends_at, wall, sitting_content.rules()):
        return False
    own = [code for code, _ in sitting.form]
    kept = dict(sitting.answers)
    for code, chosen in answers.items():
        if code in own and chosen is None:
            kept.pop(code, None)
        elif code in own and chosen is not None and 0 <= chosen < OPTIONS:
            kept[code] = chosen
    flagged = set(sitting.flags) | {code for code, on in flags.items() if on}
    flagged -= {code for code, on in flags.items() if not on}
    sitting.answers, sitting.flags = kept, [code for code in own if code in flagged]
    sitting.saved_at = wall
    _alive(session, person, wall)
    return True


def _alive(session: Session, person: Person, wall: datetime) -> None:
    """Whoever answers is not idle: the board hears of it once a minute."""
    sandbox = sandboxes.sandbox_of(session, person.id)
    row = standing.row_of(session, sandbox) if sandbox else None
    if row and (row.last_wall is None or (wall - row.last_wall).total_seconds() >= ALIVE_SECONDS):
        row.last_wall = wall


def submit(session: Session, person: Person, sitting: Sitting, moment: Moment, command_id: str | None = None) -> bool:
    """Hand in what was saved; a second time is harmless. False when it was finished before."""
    if sitting.finished_at is not None:
        return False
    if close_if_over(session, sitting, moment):
        return False
    _finish(session, sitting, moment, BY_PERSON, moment.wall, person.id, command_id)
    return True


def close_if_over(session: Session, sitting: Sitting, moment: Moment) -> bool:
    """Close a sitting whose time is over with what was saved, exactly once, whoever looks first; it ended when its time
    did, not when somebody looked. The caller holds the write lock."""
    if not is_due(sitting, moment.wall):
        return False
    assert sitting.ends_at is not None  # noqa: S101 -- only what has an end can be over
    _finish(session, sitting, moment, BY_TIME, sitting.ends_at, None, None)
    return True


def is_due(sitting: Sitting, wall: datetime) -> bool:
    """Whether a running sitting waits to be closed by its time."""
    over = rules_of.is_over(sitting.ends_at, wall, sitting_content.rules())
    return sitting.finished_at is None and over


def close_overdue(session: Session, sittings: Iterable[Sitting], wall: datetime) -> int:
    """Close every sitting of these whose time is over; how many that were."""
    closed = 0
    for sitting in sittings:
        target = workshops.workshop(session, sitting.workshop_id)
        closed += close_if_over(session, sitting, Moment(workshops.sim_now(target, wall), wall))
    return closed


def _finish(
    session: Session,
    sitting: Sitting,
    moment: Moment,
    by: str,
    ended: datetime,
    actor: int | None,
    command_id: str | None,
) -> None:
    sandbox = sandboxes.sandbox_of(session, sitting.account_id)
    assert sandbox is not None  # noqa: S101 -- a sitting begins at a sandbox
    marked = rules_of.mark_answers(sitting_content.bank(), sitting_queries.form_of(sitting), sitting.answers)
    sitting.marked = [[one.code, one.kind, one.chosen, one.right] for one in marked]
    sitting.finished_at, sitting.finished_by = ended, by
    mark = rules_of.mark_of(marked, sitting_content.plan_of(sitting.kind), sitting_content.rules())
    data = {
        "kind": sitting.kind, "round": sitting.round, "by": by, "ended": ended.isoformat(), "flags": sitting.flags,
        "marked": sitting.marked, "share": mark.share, "procedure": mark.procedure_share, "units": dict(mark.per_unit),
        "passed": mark.passed,
    }  # fmt: skip
    session.flush()
    _record(session, sandbox, sitting, SITTING_FINISHED, moment, data, actor, command_id)
    if sitting.kind == PRE:
        standing.note_known(session, sandbox, sorted(sitting_queries.known_units(session, sitting.account_id)))


def _record(
    session: Session, sandbox: Sandbox, sitting: Sitting, kind: str, moment: Moment, data: dict[str, Any],
    actor: int | None, command_id: str | None,
) -> Entry:  # fmt: skip
    stream = sandboxes.stream(sandbox)
    if command_id and journal.find_command(session, stream, command_id):
        command_id = None  # used for another act; what makes this one happen once is the sitting itself
    entry = journal.record(
        session, stream=stream, scope=f"class/{sitting.workshop_id}", kind=kind,
        about=f"sitting/{sitting.id}", actor_id=actor, actor_role="trainee" if actor else "system",
        sim_at=moment.sim, wall_at=moment.wall, data=data, command_id=command_id,
    )  # fmt: skip
    standing.touch(session, sandbox, entry, by_person=actor is not None)
    return entry
