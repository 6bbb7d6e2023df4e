"""One report in words: its masked text, its thread, its facts, the summary before an answer goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.sandbox import baruga_words, later_words, ppid_deadlines, ppid_page, ppid_words, queries, services
from bimtek.sandbox.acting import opening_deadlines
from bimtek.sandbox.deadline_words import due_words
from bimtek.sandbox.domain.case import MOVED, REFUSED, CaseState, Sight
from bimtek.sandbox.domain.deadlines import Deadlines, Limit
from bimtek.sandbox.domain.decision import ARCHIVE_REASONS, MISSING, REPORT_CLASSES
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, LABELS, ROLE_LABELS, Action, Desk, Role, State
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import deadlines_as_of, unit_name
from bimtek.web.words import day, day_short
from bimtek.workshops import services as workshops


@dataclass(slots=True)
class Item:
    """One thing in the thread: `kind` is message, reply, note, event or refusal."""

    kind: str
    at: datetime
    title: str = ""
    text: str = ""
    shape: str = "done"
    detail: list[str] = field(default_factory=list)
    via: str = ""
    pictures: list[dict[str, Any]] = field(default_factory=list)


def masked_parts(text: str, masks: Sequence[str]) -> list[tuple[str, bool]]:
    """A text cut into parts, each marked whether it is masked; what is masked never reaches the page's source."""
    if not masks:
        return [(text, False)]
    pattern = "|".join(re.escape(mask) for mask in sorted(masks, key=len, reverse=True))
    parts: list[tuple[str, bool]] = []
    for index, part in enumerate(re.split(f"({pattern})", text)):
        if part:
            parts.append((_("data disamarkan") if index % 2 else part, bool(index % 2)))
    return parts


def excerpt(text: str, masks: Sequence[str]) -> str:
    """The beginning of a report for a list, masked first and cut afterwards."""
    whole = text if not masks else "".join(part for part, _hidden in masked_parts(text, masks))
    return whole[: queries.EXCERPT]


def asked_for(case: Case) -> str:
    """What was asked or reported as one text, masked passages masked."""
    return "".join(part for part, _hidden in masked_parts(case.body, case.masks))


def thread(entries: Iterable[Entry], case: Case, seen: Sight) -> list[Item]:
    """What happened after the report arrived, oldest first, in the words of the page."""
    items = []
    for entry in entries:
        if entry.kind == MOVED:
            items.extend(_moved(entry, case, seen))
        elif entry.kind == REFUSED:
            title = _("Ditolak: %(act)s", act=ACTION_LABELS[Action(entry.data["action"])])
            items.append(Item("refusal", _at(entry), title, str(entry.data["reason"]), "help"))
    return items


def _at(entry: Entry) -> datetime:
    return entry.sim_at or entry.wall_at


def _moved(entry: Entry, case: Case, seen: Sight) -> list[Item]:
    action, given, at = Action(entry.data["action"]), entry.data["input"], _at(entry)
    who = ROLE_LABELS[Role(entry.actor_role)]
    if action in (Action.FOLLOW_UP, Action.HANDLE, Action.FIRST_RESPONSE, Action.RESPOND):
        name = unit_name(case.unit) or _("Admin Instansi")
        if action == Action.RESPOND:
            name = baruga_words.answering_office(case, entry.actor_role)
        title = _("%(name)s, respons awal", name=name) if action == Action.FIRST_RESPONSE else name
        detail = [_("Bukti: %(what)s", what=given["evidence"])] if given.get("evidence") else []
        return [Item("reply", at, title, str(given["text"]), detail=detail)]
    if action in (
        Action.ANSWER,
        Action.COMPLETE,
        Action.SETTLE,
        Action.CLARIFY,
        Action.OBJECT,
        Action.GO_TO_DISPUTE,
        Action.REPEAT,
    ):
        return _from_reporter(action, given, at, case, seen)
    if action == Action.NOTE:
        return [Item("note", at, who, str(given["note"]))]
    if action in ppid_page.ANSWERS or action == Action.ANSWER_OBJECTION:
        title = _("%(who)s, pemberitahuan tertulis", who=who)
        return [Item("reply", at, title, str(given["text"]), detail=ppid_words.notice_lines(action, given))]
    if action == Action.RECORD_ACT:
        title = _("%(name)s, tindakan", name=unit_name(given["office"]) or "")
        return [Item("reply", at, title, str(given["text"]), pictures=baruga_words.pictures(given))]
    withdrawn = action == Action.WITHDRAW and case.desk == Desk.PPID
    said = LABELS[State.REQUEST_WITHDRAWN] if withdrawn else _event(action, given)
    items = [Item("event", at, text=said, shape=_SHAPES.get(action, "done"))]
    if action == Action.VERIFY and given.get("note"):
        items.append(Item("note", at, who, str(given["note"])))
    return [*items, *_from_office(action, given, at, case)]


def _from_office(action: Action, given: Any, at: datetime, case: Case) -> list[Item]:
    """What those who hold the matter found, told to the desk once the matter has come to them."""
    units = [given.get("unit"), *given.get("offices", ())] if action in (Action.VERIFY, Action.FORWARD) else []
    offices = [unit_name(unit) or "" for unit in units if unit]
    offices += ["PPID"] if action in (Action.OPEN_REQUEST, Action.OPEN_OBJECTION) else []
    if not offices or not case.truth.get("internal_note"):
        return []
    return [Item("note", at, _("Petugas %(unit)s", unit=offices[0]), str(case.truth["internal_note"]))]


def _from_reporter(action: Action, given: Any, at: datetime, case: Case, seen: Sight) -> list[Item]:
    name = reporter_name(case, seen)
    items = [Item("message", at, name, str(given.get("text") or ""))] if given.get("text") else []
    if action in (Action.OBJECT, Action.GO_TO_DISPUTE, Action.REPEAT):
        items.append(Item("event", at, text=later_words.event(action, given) or ACTION_LABELS[action], shape="help"))
    if action == Action.SETTLE:
        items.append(Item("event", at, text=_("Pelapor menyatakan selesai, nilai %(n)s dari 5.", n=given["rating"])))
    return items


_SHAPES = {Action.DEFER: "blocked", Action.SEND_BACK: "waiting", Action.ARCHIVE: "blocked", Action.EXPIRE: "blocked"}


def _event(action: Action, given: Any) -> str:
    """One line about an act without a text of its own for the public."""
    unit = unit_name(given.get("unit")) or ""
    if action == Action.VERIFY:
        return _(
            "Diverifikasi, terdisposisi ke %(unit)s. %(cls)s.",
            unit=unit,
            cls=REPORT_CLASSES.get(given["report_class"], ""),
        )
    if action == Action.DEFER:
        missing = ", ".join(MISSING[item].lower() for item in given["missing"])
        return _("Ditunda: menunggu %(missing)s. Pesan: %(message)s", missing=missing, message=given["message"])
    if action == Action.NOT_OUR_AUTHORITY:
        return _(
            "Bukan wewenang. Usul: %(holder)s. %(reason)s", holder=holder_name(given["holder"]), reason=given["reason"]
        )
    if action == Action.ARCHIVE:
        return _(
            "Diarsipkan: %(why)s. %(reason)s", why=ARCHIVE_REASONS[given["archive_reason"]], reason=given["reason"]
        )
    if action == Action.SEND_BACK:
        return _("Dikembalikan kepada Admin Instansi: %(reason)s", reason=given["reason"])
    if action == Action.REDISPOSE:
        return _("Disposisi dialihkan ke %(unit)s: %(reason)s", unit=unit, reason=given["reason"])
    if action == Action.CLOSE:
        return _("Ditutup oleh Admin: %(note)s", note=given["note"])
    if action in (Action.MASK, Action.UNMASK):
        return (
            _("%(n)d bagian disamarkan.", n=len(given["passages"]))
            if action == Action.MASK
            else _("Satu samaran dibuka kembali.")
        )
    said = {
        Action.AUTO_CLOSE: State.CLOSED_BY_SYSTEM,
        Action.EXPIRE: State.ARCHIVED_BY_SYSTEM,
        Action.WITHDRAW: State.ARCHIVED_BY_REPORTER,
    }
    return LABELS[said[action]] if action in said else later_words.event(action, given) or ACTION_LABELS[action]


def holder_name(holder: str) -> str:
    """The name of an institution outside the kabupaten, or what was typed."""
    return next((unit.name for unit in workshops.units() if unit.id == holder), holder)


def reporter_name(case: Case, seen: Sight) -> str:
    """The reporter as this reader may see one."""
    if seen.name:
        return (
            f"{case.reporter.get('name', '')} ({_('Anonim bagi publik')})"
            if case.anonymous
            else str(case.reporter.get("name", ""))
        )
    return _("Pelapor, Anonim") if case.anonymous else _("Pelapor")


def facts(case: Case, state: CaseState, seen: Sight, now: datetime) -> list[tuple[str, ...]]:
    """The facts beside a report: (term, value) or (term, value, detail)."""
    who = _("Pemohon") if case.desk == Desk.PPID else _("Pelapor")
    rows: list[tuple[str, ...]] = [(who, reporter_name(case, seen), identity(case, seen))]
    if case.incident_on:
        rows.append((_("Kejadian"), day(case.incident_on)))
    rows.append((_("Lokasi"), case.place))
    if case.desk == Desk.BARUGA:
        return [*rows, *baruga_words.facts(case, state, now)]
    if case.desk == Desk.PPID:
        return [*rows, *ppid_words.facts(case, state, now)]
    rows.append((_("Klasifikasi"), REPORT_CLASSES.get(state.report_class or "", _("belum ditetapkan"))))
    rows.append((_("Kategori"), services.world().categories.get(state.category or "", _("belum ditetapkan"))))
    for name, due in (
        (_("Verifikasi"), state.verify_due),
        (_("Tindak lanjut"), state.first_due),
        (_("Selesai"), state.completion_due),
    ):
        if due and (name != _("Verifikasi") or state.state == State.UNVERIFIED):
            words = "" if state.ended_at else due_words(due, now)[0]
            rows.append((name, day_short(due), words))
    if state.rating:
        rows.append((_("Nilai pelapor"), _("%(n)d dari 5", n=state.rating)))
    return rows


def identity(case: Case, seen: Sight) -> str:
    """NIK and telephone, dotted; only the Admin Instansi sees that they are known at all."""
    if not seen.identity:
        moderated = case.desk == Desk.BARUGA
        return (
            _("NIK dan nomor HP hanya untuk Moderator")
            if moderated
            else _("NIK dan nomor HP hanya untuk Admin Instansi")
        )
    nik, phone = str(case.reporter.get("nik") or ""), str(case.reporter.get("phone") or "")
    shown = [f"NIK {nik[:6]}••••••••••" if nik else "", f"HP {phone[:4]}••••••" if phone else ""]
    return ", ".join(part for part in shown if part)


def deadlines(session: Session, case: Case) -> list[tuple[Any, ...]]:
    """(name, due, source, days, warnings) of each deadline that has begun, with every day on the way."""
    rows = []
    for limit, start, clocks in _begun(session, case):
        due = clocks.calendar.add_working_days(start, limit.days)
        rows.append((limit.name, start, limit, due.date, due.days, due.warnings))
    return rows


def _begun(session: Session, case: Case) -> list[tuple[Limit, datetime, Deadlines]]:
    """The limits that have begun to run, each with the instant from which it is counted and the clocks as they stood when it
    was; Baruga has none."""
    opening = opening_deadlines(session, case.sandbox_id)
    entries = queries.thread(session, case).entries
    if case.desk == Desk.BARUGA:
        return []
    if case.desk == Desk.PPID:
        return ppid_deadlines.begun(case, entries, opening)
    first = [(opening.settings.verification, case.received_at, opening)]
    for entry in entries:
        clocks = deadlines_as_of(entry.wall_at)
        settings = clocks.settings
        started = {Action.VERIFY: [settings.first_follow_up], Action.DEFER: [settings.deferral_expiry]}
        action = Action(entry.data["action"]) if entry.kind == MOVED else None
        limits = list(started.get(action, ())) if action else []
        if action == Action.VERIFY:
            limits.append(settings.completion[entry.data["input"]["report_class"]])
        first += [(limit, _at(entry), clocks) for limit in limits]
    return first
