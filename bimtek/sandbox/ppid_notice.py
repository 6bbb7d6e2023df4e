"""A written answer before it goes out: what the desk knows already, and which of its required parts are present."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.sandbox import ppid_register
from bimtek.sandbox.domain.decision_inputs import COSTS, MEDIA
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.domain.ppid_content import DipEntry, NoticePart
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_page import ANSWERS, acts_of, decision_of, given_of
from bimtek.sandbox.ppid_words import DECISIONS
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import deadlines, ppid_content, unit_name
from bimtek.web.words import day

#: One line of the list before sending: icon, part, what stands there or is missing, whether to look at it.
Line = tuple[str, str, str, bool]
_SHEET = ("content", "ground", "if_opened", "if_closed", "period")
_HELD = re.compile(r"kuasa|sedia|simpan|dokumentasi|milik", re.IGNORECASE)
_DENIED = re.compile(r"\b(tidak|bukan|belum)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+")
_LAW = re.compile(r"\b(uu|undang-undang|undang undang)\b", re.IGNORECASE)


def starting(session: Session, seat: Seat, case: Case, action: Action, entry_id: str = "") -> dict[str, Any]:
    """What a form of this desk holds before anything is typed: the next number, the sheet made earlier, the ground it
    found, the way the applicant wishes; and, when an entry of the public list is pointed at, that entry."""
    if action == Action.REGISTER:
        return {"registration": ppid_register.next_registration(session, seat)}
    if action == Action.REGISTER_OBJECTION:
        return {"registration": ppid_register.next_objection(session, seat)}
    acts = acts_of(session, case)
    if action == Action.TEST_HARM:
        sheet, _entry = given_of(acts, (Action.TEST_HARM,))
        return {name: sheet[name] for name in _SHEET if name in sheet}
    known: dict[str, Any] = {}
    if action in (Action.GRANT_PARTLY, Action.REFUSE):
        known["ground"] = case.ground or ""
    if action in (Action.GRANT, Action.GRANT_PARTLY):
        known["medium"] = wished_medium(case)
        if entry := ppid_content().entry(entry_id):
            known |= {"material": _pointing_at(entry), "cost": "none"}
    if action == Action.HAND_OVER:
        answer, _entry = given_of(acts, ANSWERS)
        known["medium"] = answer.get("medium") or wished_medium(case)
    return known


def wished_medium(case: Case) -> str:
    """The medium that fits how the applicant wishes to obtain and receive the information, or ""."""
    obtain, deliver = case.reporter.get("obtain"), case.reporter.get("deliver")
    if obtain == "see":
        return "see"
    if obtain != "copy":
        return ""
    return "softcopy" if deliver == "email" else "hardcopy"


def _pointing_at(entry: DipEntry) -> str:
    return _(
        "Butir Daftar Informasi Publik: %(what)s. Satuan kerja: %(unit)s. Dibuat %(day)s.",
        what=entry.summary, unit=unit_name(entry.unit) or entry.unit, day=day(entry.made_at),
    )  # fmt: skip


def check_list(case: Case, action: Action, given: Mapping[str, Any]) -> list[Line]:
    """The required and advised parts of a written answer, each present or lacking."""
    decision = decision_of(action)
    stated = _stated(case, decision, given)
    printed: list[str] = []
    lines: list[Line] = []
    for part in ppid_content().notice_parts(decision):
        known = stated[part.key]
        if part.key in _PRINTED and known:
            printed.append(part.name.lower())
        else:
            lines.append(_line(part, known, decision in part.advised_for))
    if printed:
        lines.append(("tick", _("Tercetak sendiri dari register"), f"{', '.join(printed).capitalize()}.", False))
    return lines


#: Parts which the letter takes from the register; nobody types them.
_PRINTED = frozenset({"number", "name", "address", "contact", "information", "objection"})


def _stated(case: Case, decision: str, given: Mapping[str, Any]) -> dict[str, str]:
    """For each part of a notice the words that state it, or "" where nothing does."""
    told = case.reporter
    ground = ppid_content().ground(str(given.get("ground") or ""))
    why = str(given.get("refusal") or given.get("blackened") or "")
    reasons = f"Pasal 17 huruf {ground.letter}. {why}" if ground and why else ""
    if ground and ground.letter == "j" and not _LAW.search(why):
        reasons = ""
    return {
        "held": _held(decision, given), "objection": "-", "number": case.registration or "", "name": str(told.get("name") or ""),
        "address": str(told.get("address") or ""), "contact": str(told.get("phone") or told.get("email") or ""),
        "information": case.body, "occupation": str(told.get("organisation") or _("tidak ada pada formulir permohonan")),
        "holder": unit_name(given.get("holder")) or str(given.get("holder") or ""),
        "decision": DECISIONS[decision] if decision == "grant" else reasons, "material": str(given.get("material") or ""),
        "blackout": str(given.get("blackened") or ""), "medium": MEDIA.get(str(given.get("medium")), ""),
        "cost": COSTS.get(str(given.get("cost")), ""), "reason": reasons,
        "sheet": _("Lembar sudah diisi.") if case.ground else "",
    }  # fmt: skip


def _held(decision: str, given: Mapping[str, Any]) -> str:
    """The sentence that says whether the office has the information; what is granted whole is had by being given."""
    for said in _SENTENCE.findall(str(given.get("text") or "")):
        if _HELD.search(said) and (decision != "not_held" or _DENIED.search(said)):
            return str(said).strip()
    return _("Bahannya diberikan.") if decision == "grant" and given.get("material") else ""


def _line(part: NoticePart, known: str, advised: bool) -> Line:
    if known:
        return "tick", part.name, known if len(known) <= 160 else f"{known[:157]}...", False
    lacking = _("Dianjurkan.") if advised else _("Belum ada.")
    doubt = _(" (Kebiasaan, belum dipastikan.)") if part.unconfirmed else ""
    return "alert", part.name, f"{lacking} {part.explanation}{doubt}", not advised


def window_words() -> str:
    """The right that every written answer tells: until when the applicant may object."""
    days = deadlines().settings.request["objection_window"].days
    return _("Keberatan kepada Atasan PPID dapat diajukan dalam %(n)d hari kerja sesudah pemberitahuan ini.", n=days)
