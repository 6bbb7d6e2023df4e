"""A town that remembers: what one officer ignores comes back as a repeat, on another desk too."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.sandbox.acting import Moment, perform
from bimtek.sandbox.arrivals import REPEATED, Arrival, arrive, next_ordinal
from bimtek.sandbox.domain.citizen_mind import pick
from bimtek.sandbox.domain.commands import Command
from bimtek.sandbox.domain.generator_values import long_date
from bimtek.sandbox.domain.lifecycle import DESK_LABELS, Action, Desk, Role
from bimtek.sandbox.domain.openings import number_of
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.queries import ASIDE
from bimtek.sandbox.world import temper

#: To which desk somebody turns who heard nothing at this one; the silence on a request is objected to, not repeated.
OTHER_DESK = {Desk.LAPOR: Desk.BARUGA, Desk.BARUGA: Desk.LAPOR}


def come_back(session: Session, sandbox: Sandbox, case: Case, moment: Moment) -> None:
    """The citizen of a neglected case reports again at the other desk, naming the first number. A repeat is not repeated
    once more, and a sandbox holds only so many; then the citizen only loses patience, which is recorded all the same."""
    repeats = case.origin != REPEATED and case.care != ASIDE and _repeats(session, sandbox) < temper().most_repeats
    ordinal = next_ordinal(session, sandbox)
    desk = OTHER_DESK[Desk(case.desk)]
    given = {"opened": number_of(desk, ordinal)} if repeats else {}
    outcome = perform(session, sandbox, case, Command(Action.REPEAT, Role.REPORTER, given), moment)
    if repeats and outcome.accepted:
        arrive(session, sandbox, _repeat(sandbox, case, desk, moment), moment, ordinal)


def _repeats(session: Session, sandbox: Sandbox) -> int:
    query = select(func.count()).where(Case.sandbox_id == sandbox.id, Case.origin == REPEATED)
    return session.scalar(query) or 0


def _repeat(sandbox: Sandbox, case: Case, desk: Desk, moment: Moment) -> Arrival:
    """The same citizen about the same event: tie it to the first, and answer both at once."""
    frame = pick(temper().said["repeats"], f"{sandbox.seed}|{case.number}", "repeat")
    body = (
        frame.replace("{meja}", DESK_LABELS[Desk(case.desk)])
        .replace("{nomor}", case.number)
        .replace("{tanggal}", long_date(case.received_at.date()))
        .replace("{isi}", case.body)
    )[:3000]
    truth = {
        **case.truth, "duplicate_of": case.ordinal, "duplicate_desk": case.desk, "right_link": case.number,
        "targets": case.truth.get("targets") or [case.truth.get("holder") or case.truth.get("owner")],
    }  # fmt: skip
    return Arrival(
        desk=desk, origin=REPEATED, body=body, received_at=moment.sim, truth=truth, reporter=case.reporter, place=case.place,
        channel="Facebook" if desk == Desk.BARUGA else "Website", district=case.district, incident_on=case.incident_on,
        title="" if desk == Desk.BARUGA else (case.title or str(case.truth.get("topic", "Laporan ulang")).capitalize()),
        filed_class="" if desk == Desk.BARUGA else "complaint", anonymous=case.anonymous or case.secret,
        scenario_id=case.scenario_id, told={"repeats": case.number},
    )  # fmt: skip
