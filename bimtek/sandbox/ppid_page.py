"""What the PPID desk's own pages show: the registers in the real columns, the list of public information, the letters."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.decision_inputs import COSTS, MEDIA, RULINGS
from bimtek.sandbox.domain.lifecycle import LABELS, Action, Desk, State
from bimtek.sandbox.domain.ppid_content import Column, DipEntry
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_words import DECISIONS, OBTAIN
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.services import unit_name
from bimtek.sandbox.world import ppid_content
from bimtek.web.words import day

ANSWERS = (Action.GRANT, Action.GRANT_PARTLY, Action.REFUSE, Action.DECLARE_NOT_HELD)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORD = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its columns in the real order, and a row for each request or objection."""

    columns: Sequence[Column]
    rows: list[list[str]]
    links: list[tuple[str, str, str]]


def acts_of(session: Session, case: Case) -> dict[Action, Entry]:
    """The latest accepted act of each kind on a request."""
    found = journal.entries_about(session, f"case/{case.id}")
    return {Action(entry.data["action"]): entry for entry in found if entry.kind == MOVED}


def _requests(session: Session, seat: Seat) -> list[Case]:
    query = select(Case).where(
        Case.sandbox_id == seat.sandbox.id, Case.desk == Desk.PPID.value, Case.received_at <= seat.moment.sim
    )
    return list(session.scalars(query.options(undefer(Case.reporter)).order_by(Case.received_at, Case.id)))


def _on(entry: Entry | None) -> str:
    return day(entry.sim_at.date()) if entry and entry.sim_at else ""


def given_of(acts: dict[Action, Entry], kinds: Iterable[Action]) -> tuple[dict[str, Any], Entry | None]:
    """What was filled in for the first of these acts that was done, and its entry; empty when none was."""
    entry = next((acts[kind] for kind in kinds if kind in acts), None)
    return (dict(entry.data["input"]), entry) if entry else ({}, None)


def request_register(session: Session, seat: Seat) -> Register:
    """The register of requests of one sandbox: only what has been registered stands in it."""
    rows, links = [], []
    for case in (case for case in _requests(session, seat) if case.registration):
        values = _request_values(case, acts_of(session, case))
        rows.append([values.get(column.key, "") for column in ppid_content().request_register])
        links.append((case.number, shape(case.state), LABELS[State(case.state)]))
    return Register(ppid_content().request_register, rows, links)


def _request_values(case: Case, acts: dict[Action, Entry]) -> dict[str, str]:
    told = case.reporter
    given, answer = given_of(acts, ANSWERS)
    phone = str(told.get("phone") or "")
    decision = case.decision or ""
    return {
        "number": case.registration or "", "date": day(case.received_at.date()), "name": str(told.get("name") or ""),
        "address": str(told.get("address") or ""), "contact": f"{phone[:4]}••••••" if phone else str(told.get("email") or ""),
        "occupation": str(told.get("organisation") or ""), "information": case.body[:300], "purpose": str(told.get("purpose") or ""),
        "held": _("tidak dikuasai") if decision == "not_held" else _("dikuasai") if decision else "",
        "form": MEDIA.get(str(given.get("medium")), ""), "kind": OBTAIN.get(str(told.get("obtain")), ""),
        "decision": DECISIONS.get(decision, ""), "reason": str(given.get("refusal") or given.get("blackened") or ""),
        "notified_on": _on(answer), "delivered_on": _on(acts.get(Action.HAND_OVER)), "cost": COSTS.get(str(given.get("cost")), ""),
    }  # fmt: skip


def objection_register(session: Session, seat: Seat) -> Register:
    """The register of objections of one sandbox."""
    rows, links = [], []
    for case in (case for case in _requests(session, seat) if case.objection_ground):
        acts = acts_of(session, case)
        given, answer = given_of(acts, (Action.ANSWER_OBJECTION,))
        filed = acts.get(Action.OBJECT)
        ground = ppid_content().objection(case.objection_ground or "")
        reaction, _entry = given_of(acts, (Action.GO_TO_DISPUTE, Action.SETTLE))
        values = {
            "number": case.objection_number or "", "date": _on(filed), "request_number": case.registration or case.number,
            "purpose": str(case.reporter.get("purpose") or ""), "applicant": str(case.reporter.get("name") or ""),
            "ground": f"{ground.letter}: {ground.name}" if ground else "", "case": str(filed.data["input"].get("text") if filed else "")[:300],
            "answer_due": day(case.completion_due) if case.completion_due else "", "decision": RULINGS.get(str(given.get("ruling")), ""),
            "decided_on": _on(answer), "superior": _("Atasan PPID (jabatan, SIMULASI)"), "reaction": str(reaction.get("text") or ""),
        }  # fmt: skip
        rows.append([values.get(column.key, "") for column in ppid_content().objection_register])
        links.append((case.number, shape(case.state), LABELS[State(case.state)]))
    return Register(ppid_content().objection_register, rows, links)


def workbook(registers: Sequence[tuple[str, Register]]) -> bytes:
    """The registers as a spreadsheet: one sheet each, SIMULASI on top, every cell plain text so that nothing is computed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for title, register in registers:
            sheet = book.add_worksheet(title[:31])
            sheet.write_string(0, 0, f"SIMULASI. {title}. Semua orang dan nomor rekaan.", bold)
            for at, column in enumerate(register.columns):
                sheet.write_string(2, at, column.name, bold)
            for line, row in enumerate(register.rows, start=3):
                for at, value in enumerate(row):
                    sheet.write_string(line, at, value, wrapped)
            sheet.set_column(0, len(register.columns) - 1, 22)
            sheet.freeze_panes(3, 1)
    return out.getvalue()


def next_registration(session: Session, seat: Seat) -> str:
    """The next free number in the advised form NNN/PPID/<month in Roman figures>/<year>."""
    taken = sum(1 for case in _requests(session, seat) if case.registration)
    now = seat.moment.sim
    return f"{taken + 1:03}/PPID/{ROMAN[now.month - 1]}/{now.year}"


def next_objection(session: Session, seat: Seat) -> str:
    """The next free number of an objection: NNN/KEB/<month>/<year>."""
    taken = sum(1 for case in _requests(session, seat) if case.objection_number)
    now = seat.moment.sim
    return f"{taken + 1:03}/KEB/{ROMAN[now.month - 1]}/{now.year}"


def is_taken(session: Session, seat: Seat, case: Case, number: str) -> bool:
    """Whether another request or objection of this sandbox carries the number already."""
    return any(
        number in (other.registration, other.objection_number)
        for other in _requests(session, seat)
        if other.id != case.id
    )


def dip(text: str, kind: str) -> list[DipEntry]:
    """The list of public information narrowed by words and class."""
    words = _WORD.findall(text.casefold()) or ([text.casefold()] if text else [])
    return [
        entry
        for entry in ppid_content().dip
        if (not kind or entry.information_class == kind)
        and all(word in f"{entry.summary} {unit_name(entry.unit)}".casefold() for word in words)
    ]


def already_open(case: Case, most: int = 3) -> list[DipEntry]:
    """Entries of the list that share words with a request: it may be answered by pointing at one of them."""
    asked = set(_WORD.findall(case.body.casefold()))
    scored = [(len(asked & set(_WORD.findall(entry.summary.casefold()))), entry) for entry in ppid_content().dip]
    return [entry for score, entry in sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:most] if score > 1]
