"""The two registers of the PPID desk in the real columns, as rows and as a spreadsheet, and the numbers given in them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.decision_inputs import COSTS, MEDIA, RULINGS
from bimtek.sandbox.domain.lifecycle import DESK_GROUPS, LABELS, Action, Desk, State
from bimtek.sandbox.domain.ppid_content import Column
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_page import ANSWERS, Acts, acts_of, decided_by, given_of, on
from bimtek.sandbox.ppid_words import DECISIONS, OBTAIN, contact, identity
from bimtek.sandbox.report_words import asked_for
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import ppid_content
from bimtek.web.words import day

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NUMBER = re.compile(r"\s*(\d{1,6})/")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its columns in the real order, and a row for each request or objection with its number, the shape
    and the word of its state."""

    columns: Sequence[Column]
    rows: list[list[str]]
    links: list[tuple[str, str, str]]


def _requests(session: Session, seat: Seat) -> list[Case]:
    query = select(Case).where(
        Case.sandbox_id == seat.sandbox.id, Case.desk == Desk.PPID.value, Case.received_at <= seat.moment.sim
    )
    return list(session.scalars(query.options(undefer(Case.reporter)).order_by(Case.received_at, Case.id)))


def groups() -> list[tuple[str, str]]:
    """The groups of states a register may be narrowed to: key and word, all of them first."""
    return [("", _("Semua")), *[(name, word) for name, (word, _states) in DESK_GROUPS[Desk.PPID].items()]]


def _narrowed(session: Session, seat: Seat, group: str) -> list[Case]:
    known = DESK_GROUPS[Desk.PPID].get(group)
    return [case for case in _requests(session, seat) if known is None or State(case.state) in known[1]]


def request_register(session: Session, seat: Seat, group: str = "") -> Register:
    """All requests of one sandbox in the order of their receipt; what has no number yet says so."""
    columns = ppid_content().request_register
    rows, links = [], []
    for case in _narrowed(session, seat, group):
        values = _request_values(case, acts_of(session, case))
        rows.append([values[column.key] for column in columns])
        links.append((case.number, shape(case.state), LABELS[State(case.state)]))
    return Register(columns, rows, links)


def _request_values(case: Case, acts: Acts) -> dict[str, str]:
    told = case.reporter
    given, answer = given_of(acts, ANSWERS)
    decision = decided_by(answer)
    return {
        "number": case.registration or _("belum didaftarkan"), "date": day(case.received_at.date()),
        "name": str(told.get("name") or ""), "address": str(told.get("address") or ""), "contact": contact(told),
        "occupation": str(told.get("organisation") or ""), "information": asked_for(case), "purpose": str(told.get("purpose") or ""),
        "held": _("tidak dikuasai") if decision == "not_held" else _("dikuasai") if decision else "",
        "form": MEDIA.get(str(given.get("medium")), ""), "kind": OBTAIN.get(str(told.get("obtain")), ""),
        "decision": DECISIONS.get(decision, ""), "reason": str(given.get("refusal") or given.get("blackened") or ""),
        "notified_on": on(answer), "delivered_on": on(acts.get(Action.HAND_OVER)), "cost": COSTS.get(str(given.get("cost")), ""),
    }  # fmt: skip


def objection_register(session: Session, seat: Seat, group: str = "") -> Register:
    """The objections of one sandbox, in the order in which their requests came."""
    columns = ppid_content().objection_register
    rows, links = [], []
    for case in (case for case in _narrowed(session, seat, group) if case.objection_ground):
        values = _objection_values(case, acts_of(session, case))
        rows.append([values[column.key] for column in columns])
        links.append((case.number, shape(case.state), LABELS[State(case.state)]))
    return Register(columns, rows, links)


def _objection_values(case: Case, acts: Acts) -> dict[str, str]:
    given, answer = given_of(acts, (Action.ANSWER_OBJECTION,))
    filed, _entry = given_of(acts, (Action.OBJECT,))
    ground = ppid_content().objection(case.objection_ground or "")
    who = (str(case.reporter.get("name") or ""), identity(case.reporter), str(case.reporter.get("address") or ""))
    return {
        "number": case.objection_number or _("belum didaftarkan"), "date": on(acts.get(Action.OBJECT)),
        "request_number": case.registration or case.number, "purpose": str(case.reporter.get("purpose") or ""),
        "applicant": ", ".join(filter(None, who)), "ground": f"{ground.letter}: {ground.name}" if ground else "",
        "case": str(filed.get("text") or ""), "answer_due": day(case.completion_due) if case.completion_due else "",
        "decision": RULINGS.get(str(given.get("ruling")), ""), "decided_on": on(answer),
        "superior": _("Sekretaris Daerah selaku Atasan PPID (nama tidak ditulis: SIMULASI)"), "reaction": _reaction(acts),
    }  # fmt: skip


def _reaction(acts: Acts) -> str:
    if Action.GO_TO_DISPUTE in acts:
        return _(
            "Mengajukan sengketa ke Komisi Informasi: %(text)s", text=acts[Action.GO_TO_DISPUTE].data["input"]["text"]
        )
    return _("Menerima") if Action.SETTLE in acts else ""


def workbook(registers: Sequence[tuple[str, Register]]) -> bytes:
    """The registers as a spreadsheet: one sheet each, SIMULASI on top, every cell plain text so that nothing is computed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for title, register in registers:
            sheet = book.add_worksheet(title[:31])
            sheet.write_string(
                0, 0, f"SIMULASI. {title}. Semua orang dan nomor rekaan.", book.add_format({"bold": True})
            )
            for at, column in enumerate(register.columns):
                sheet.write_string(2, at, column.name, bold)
            for line, row in enumerate(register.rows, start=3):
                for at, value in enumerate(row):
                    sheet.write_string(line, at, value, plain)
            sheet.set_column(0, len(register.columns) - 1, 22)
            sheet.freeze_panes(3, 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.set_header("&LSIMULASI&R&P / &N")
    return out.getvalue()


def next_registration(session: Session, seat: Seat) -> str:
    """The next number in the advised form NNN/PPID/<month in Roman figures>/<year>; counted anew each year."""
    return _next(seat, "PPID", [case.registration for case in _requests(session, seat)])


def next_objection(session: Session, seat: Seat) -> str:
    """The next number of an objection: NNN/KEB/<month in Roman figures>/<year>."""
    return _next(seat, "KEB", [case.objection_number for case in _requests(session, seat)])


def _next(seat: Seat, word: str, given: Sequence[str | None]) -> str:
    now = seat.moment.sim
    this_year = [_NUMBER.match(number) for number in given if number and number.rstrip().endswith(f"/{now.year}")]
    last = max((int(found[1]) for found in this_year if found), default=0)
    return f"{last + 1:03}/{word}/{ROMAN[now.month - 1]}/{now.year}"


def is_taken(session: Session, seat: Seat, case: Case, number: str) -> bool:
    """Whether another request or objection of this sandbox carries the number already, however it is spelled."""
    wanted = _plain(number)
    return any(
        wanted in (_plain(other.registration), _plain(other.objection_number))
        for other in _requests(session, seat)
        if wanted and other.id != case.id
    )


def _plain(number: str | None) -> str:
    return "".join((number or "").split()).casefold()
