"""Reports that came by telephone, letter or in person, typed in by the Admin Instansi."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.sandbox.acting import Moment, columns_of, opening_deadlines, patience, refresh_next_event, scope, stream
from bimtek.sandbox.domain.deadlines import Deadlines
from bimtek.sandbox.domain.decision import REPORT_CLASSES
from bimtek.sandbox.domain.lifecycle import Desk, Role
from bimtek.sandbox.domain.openings import first_state
from bimtek.sandbox.models import Case, Sandbox

DIGITISED = "digitised"
#: Reports typed in are numbered above those made for exercises.
FIRST_DIGITISED = 9000


@lru_cache(maxsize=1)
def districts() -> list[str]:
    """The names of the districts, from seed/places.toml."""
    return [row["name"] for row in tomllib.loads((SEED_DIR / "places.toml").read_text("utf-8"))["district"]]


def digitise(
    session: Session, person: Person, sandbox: Sandbox, given: Mapping[str, Any], moment: Moment
) -> Case | str:
    """Record a report on somebody's behalf as received now; refuses (a sentence) for any other role than the Admin
    Instansi and for a class that does not exist. Such a report has no hidden truth, so it is not judged."""
    if sandbox.role != Role.AGENCY_ADMIN:
        return "Laporan hanya dapat dicatat oleh Admin Instansi. Ganti peran dahulu."
    if given["report_class"] not in REPORT_CLASSES:
        return "Pilih klasifikasi laporan."
    if given["district"] not in districts():
        return "Pilih kecamatan."
    known = journal.find_command(session, stream(sandbox), given["command_id"]) if given["command_id"] else None
    if known:
        return session.scalars(select(Case).where(Case.id == int(known.about.removeprefix("case/")))).one()
    top = session.scalar(select(func.max(Case.ordinal)).where(Case.sandbox_id == sandbox.id)) or 0
    case = Case(
        **_columns(sandbox, given, max(top + 1, FIRST_DIGITISED), moment, opening_deadlines(session, sandbox.id))
    )
    session.add(case)
    refresh_next_event(session, sandbox)
    journal.record(
        session, stream=stream(sandbox), scope=scope(sandbox), kind="report_digitised", about=f"case/{case.id}",
        actor_id=person.id, actor_role=sandbox.role, sim_at=moment.sim, wall_at=moment.wall,
        data={"number": case.number, "channel": case.channel}, command_id=given["command_id"] or None,
    )  # fmt: skip
    return case


def _columns(
    sandbox: Sandbox, given: Mapping[str, Any], ordinal: int, moment: Moment, clocks: Deadlines
) -> dict[str, Any]:
    protection = given["protection"] or ""
    number = f"SIM-D{sandbox.id:04d}{ordinal - FIRST_DIGITISED + 1:03d}"
    start = first_state(
        Desk.LAPOR, given["title"], given["report_class"], moment.sim, patience(number, given["body"]), clocks
    )
    return {
        "sandbox_id": sandbox.id, "desk": Desk.LAPOR.value, "ordinal": ordinal, "number": number,
        "scenario_id": "", "origin": DIGITISED, "channel": given["channel"], "filed_title": given["title"], "body": given["body"],
        "filed_class": given["report_class"], "anonymous": protection in ("anonymous", "both"), "secret": protection in ("secret", "both"),
        "place": f"{given['place']}, Kecamatan {given['district']}", "district": given["district"], "incident_on": given["incident_on"],
        "received_at": moment.sim, "reporter": {"name": given["reporter_name"]}, "truth": {}, **columns_of(start),
    }  # fmt: skip
