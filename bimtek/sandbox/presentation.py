"""What the desk's pages say: rows, facts, the thread of a report in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.sandbox import digitising, queries, report_words, services
from bimtek.sandbox.deadline_words import Words, due_words, row_due, shape
from bimtek.sandbox.domain import personal_data
from bimtek.sandbox.domain.case import CaseState, Sight, label, sight
from bimtek.sandbox.domain.lifecycle import (
    ACTION_LABELS,
    ACTION_SENTENCES,
    DESK_ROLES,
    ENDED,
    GROUPS,
    ROLE_LABELS,
    Action,
    Role,
    State,
    rule,
)  # fmt: skip
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk
from bimtek.sandbox.world import unit_name
from bimtek.web.rendering import kept

DESK_ACTIONS = tuple(
    action for action in Action
    if action in {
        Action.VERIFY, Action.HANDLE, Action.DEFER, Action.NOT_OUR_AUTHORITY, Action.ARCHIVE, Action.SEND_BACK, Action.REDISPOSE,
        Action.FIRST_RESPONSE, Action.FOLLOW_UP, Action.CLOSE, Action.MASK, Action.UNMASK, Action.NOTE,
    }
)  # fmt: skip


@dataclass(slots=True)
class DeskPage:
    """The list page."""

    listing: queries.Listing
    rows: list[Markup]
    groups: list[tuple[str, str, int]]
    role: str
    roles: list[tuple[str, str]]
    units: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    districts: list[tuple[str, str]]
    first: int
    last: int


def desk_page(session: Session, desk: Desk, wanted: queries.Filter) -> DeskPage:
    """Everything the list page shows."""
    now = desk.moment.sim
    listing = queries.listing(session, desk.sandbox, wanted, now)
    groups = [("open", _("Semua terbuka"), listing.counts["open"])]
    groups += [(name, title, listing.counts[name]) for name, (title, _states) in GROUPS.items()]
    first = (wanted.page - 1) * queries.PAGE
    base = url_for("sandbox.report", number="")
    return DeskPage(
        listing, [_row(row, now, base) for row in listing.rows], groups, desk.sandbox.role, [(r.value, ROLE_LABELS[r]) for r in DESK_ROLES],
        tuple(services.world().units.items()), tuple(services.world().categories.items()),
        [(name, name) for name in digitising.districts()], first + 1 if listing.rows else 0, first + len(listing.rows),
    )  # fmt: skip


def _row(row: Any, now: datetime, base: str) -> Markup:
    """One line of the list: the row component, rendered once for as long as nothing on it changes."""
    state, due = State(row.state), row_due(row, now)
    locks = (kept("lock", "anonymous") if row.anonymous else "") + (kept("lock", "secret") if row.secret else "")
    ended = state in ENDED
    return kept(
        "row",
        base + row.number,
        row.title,
        report_words.excerpt(row.excerpt, row.masks),
        f"{row.number}, {row.channel}, {row.place}",
        locks,
        kept("tag", shape(row.state), label(state, unit_name(row.unit))),
        kept("due", *due) if due else "",
        row.unread and not ended,
        ended,
        file="rows",
    )


@dataclass(slots=True)
class Button:
    """An act on the report page: allowed now, or shown with the reason why not."""

    action: Action
    word: str
    sentence: str
    why_not: str = ""
    main: bool = False


@dataclass(slots=True)
class ReportPage:
    """One report in words."""

    label: str
    shape: str
    due: Words | None
    sight: Sight
    body: list[tuple[str, bool]]
    thread: list[report_words.Item]
    buttons: list[Button]
    facts: list[tuple[str, ...]]
    neighbours: list[tuple[str, str, Words | None]]
    similar: list[queries.Similar]
    personal_data: list[str]
    role: str
    role_label: str
    other_role: tuple[str, str]
    audience: str
    ended: bool


def report_page(session: Session, desk: Desk, case: Case) -> ReportPage:
    """Everything the report page shows to the role played now."""
    now, role = desk.moment.sim, Role(desk.sandbox.role)
    state = services.state_of(case)
    seen = sight(role, anonymous=case.anonymous, secret=case.secret)
    entries = queries.thread(session, case).entries
    other = next(r for r in DESK_ROLES if r != role)
    found = [
        span.text for span in personal_data.find(case.body, case.reporter.get("name"), case.reporter.get("address"))
    ]
    near = [
        (n.number, n.title, due_words(n.due, now) if n.due else None)
        for n in queries.neighbours(session, desk.sandbox, case.desk, now)
    ]
    return ReportPage(
        label=label(state.state, unit_name(case.unit)), shape=shape(case.state), due=row_due(state, now),
        sight=seen, body=report_words.masked_parts(case.body, case.masks), thread=report_words.thread(entries, case, seen),
        buttons=buttons(state, role), facts=report_words.facts(case, state, seen, now), neighbours=near,
        similar=queries.similar(session, desk.sandbox, case, now),
        personal_data=[text for text in dict.fromkeys(found) if text not in case.masks], role=role.value,
        role_label=ROLE_LABELS[role], other_role=(other.value, ROLE_LABELS[other]), audience=report_words.readers(case),
        ended=state.state in ENDED,
    )  # fmt: skip


def buttons(case: CaseState, role: Role) -> list[Button]:
    """The acts that have a place in this state, for this role first; an act barred by a guard says why."""
    made = []
    for action in DESK_ACTIONS:
        row = rule(case.state, action)
        if row is None or action == Action.UNMASK:
            continue
        why = ""
        if role not in row.roles:
            why = _("Hanya %(who)s.", who=_(" atau ").join(sorted(ROLE_LABELS[r] for r in row.roles)))
        elif "substantive_answer" in row.guards and not case.substantive:
            why = _("Tutup Laporan belum bisa: belum ada jawaban yang berisi.")
        elif "no_first_response" in row.guards and case.responded:
            why = _("Respons awal sudah dikirim.")
        main = action in (Action.VERIFY, Action.FOLLOW_UP) and not why
        made.append(Button(action, ACTION_LABELS[action], ACTION_SENTENCES[action], why, main))
    return sorted(made, key=lambda button: (bool(button.why_not), not button.main))


def confirmation(action: Action, case: Case) -> str:
    """What is said after an accepted act: what happened and what comes next."""
    said: dict[Action, str] = {
        Action.VERIFY: _(
            "Terverifikasi dan terdisposisi ke %(unit)s. Ganti peran menjadi Pejabat Penghubung untuk menjawab.",
            unit=unit_name(case.unit) or "",
        ),
        Action.HANDLE: _("Jawaban terkirim. Pelapor punya 10 hari untuk menanggapi."),
        Action.DEFER: _("Ditunda. Pelapor diminta melengkapi; tenggat lain berhenti selama menunggu."),
        Action.NOT_OUR_AUTHORITY: _("Dikembalikan ke Admin Nasional dengan usul instansi."),
        Action.ARCHIVE: _("Laporan diarsipkan dengan alasan."),
        Action.SEND_BACK: _("Dikembalikan kepada Admin Instansi."),
        Action.REDISPOSE: _("Disposisi dialihkan ke %(unit)s.", unit=unit_name(case.unit) or ""),
        Action.FIRST_RESPONSE: _("Respons awal terkirim. Jawaban lengkap masih ditunggu."),
        Action.FOLLOW_UP: _("Terkirim ke publik. Pelapor punya 10 hari untuk menanggapi."),
        Action.CLOSE: _("Laporan ditutup."),
        Action.MASK: _("Bagian itu disamarkan untuk semua pembaca."),
        Action.UNMASK: _("Samaran dibuka kembali."),
        Action.NOTE: _("Catatan internal disimpan."),
    }
    return said[action]


def before_sending(case: Case, text: str) -> list[tuple[str, str, str, bool]]:
    """The summary before a public answer goes out: who reads it, what it would reveal, what it promises."""
    return report_words.check_list(case, text)


@dataclass(slots=True)
class DeadlineRows:
    """One deadline with every day on the way to it; `limit` holds its length and the source of the rule."""

    name: str
    start: Any
    limit: Any
    due: date
    days: Any
    warnings: Any


def deadline_page(session: Session, case: Case) -> list[DeadlineRows]:
    """Each deadline of a report with the reason for every counted and skipped day."""
    return [DeadlineRows(*row) for row in report_words.deadlines(session, case)]
