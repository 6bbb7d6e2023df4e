"""What the desk's pages say: rows, facts, the thread of a report in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.sandbox import digitising, later_words, links, queries, reader_words, report_words, services
from bimtek.sandbox.deadline_words import Words, due_words, row_due, shape
from bimtek.sandbox.domain import personal_data
from bimtek.sandbox.domain.case import CaseState, Sight, label, sight
from bimtek.sandbox.domain.decision_guards import standing_bar
from bimtek.sandbox.domain.lifecycle import (
    ACTION_LABELS,
    ACTION_SENTENCES,
    DESK_LABELS,
    DESK_ROLES,
    ENDED,
    ROLE_LABELS,
    ROLES,
    TABLE,
    Action,
    Desk,
    Role,
    State,
    rule,
)  # fmt: skip
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import unit_name
from bimtek.web.rendering import kept

#: What a person at a desk may ask for: every act some desk role has a row for.
DESK_ACTIONS = tuple(
    action
    for action in Action
    if any(known == action and row.roles & set(DESK_ROLES) for (_, known), row in TABLE.items())
)


@dataclass(slots=True)
class DeskPage:
    """The list page."""

    listing: queries.Listing
    rows: list[Markup]
    groups: list[tuple[str, str, int]]
    desk: str
    tabs: list[tuple[str, str, int, bool]]
    role: str
    roles: list[tuple[str, str]]
    units: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    districts: list[tuple[str, str]]
    first: int
    last: int


def desk_page(session: Session, desk: Seat, wanted: queries.Filter) -> DeskPage:
    """Everything the list page shows."""
    now = desk.moment.sim
    listing = queries.listing(session, desk.sandbox, wanted, now)
    groups = [("open", _("Semua terbuka"), listing.counts["open"])]
    groups += [(name, title, listing.counts[name]) for name, (title, _states) in queries.groups_of(wanted.desk).items()]
    first = (wanted.page - 1) * queries.PAGE
    base = url_for("sandbox.report", number="")
    one = None if wanted.desk == queries.ALL_DESKS else Desk(wanted.desk)
    role = services.role_at(desk.sandbox, one).value if one else ""
    roles = [(r.value, ROLE_LABELS[r]) for r in ROLES[one]] if one else []
    return DeskPage(
        listing, [_row(row, now, base, one is None) for row in listing.rows], groups, wanted.desk,
        desk_tabs(session, desk, wanted.desk), role, roles,
        tuple(services.world().units.items()), tuple(services.world().categories.items()),
        [(name, name) for name in digitising.districts()], first + 1 if listing.rows else 0, first + len(listing.rows),
    )  # fmt: skip


def desk_tabs(session: Session, desk: Seat, chosen: str) -> list[tuple[str, str, int, bool]]:
    """The three desks and the inbox over all of them, each with how many stand open there."""
    counts = queries.open_per_desk(session, desk.sandbox, desk.moment.sim)
    tabs = [(queries.ALL_DESKS, _("Semua meja"), sum(counts.values()))]
    tabs += [(name.value, word, counts.get(name.value, 0)) for name, word in DESK_LABELS.items()]
    return [(url_for("sandbox.desk", meja=name), word, count, name == chosen) for name, word, count in tabs]


def _row(row: Any, now: datetime, base: str, with_desk: bool) -> Markup:
    """One line of the list: the row component, rendered once for as long as nothing on it changes."""
    state, due = State(row.state), row_due(row, now)
    locks = (kept("lock", "anonymous") if row.anonymous else "") + (kept("lock", "secret") if row.secret else "")
    ended = state in ENDED
    return kept(
        "row",
        base + row.number,
        row.title or _UNTITLED[Desk(row.desk)],
        report_words.excerpt(row.excerpt, row.masks),
        ", ".join([*([DESK_LABELS[Desk(row.desk)]] if with_desk else []), row.number, row.channel, row.place]),
        locks,
        kept("tag", shape(row.state), label(state, unit_name(row.unit))),
        kept("due", *due) if due else "",
        row.unread and not ended,
        ended,
        file="rows",
    )


#: At Baruga the topic is the moderator's to give; a request has none.
_UNTITLED = {Desk.LAPOR: "", Desk.BARUGA: "Aduan tanpa topik", Desk.PPID: "Permohonan informasi"}


@dataclass(slots=True)
class Button:
    """An act on the report page: allowed now, or shown with the reason why not."""

    action: Action
    word: str
    sentence: str
    why_not: str = ""
    main: bool = False
    shared: bool = False


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
    desk: str
    desk_label: str
    heading: str
    roles: list[tuple[str, str]]
    links: list[links.LinkRow]
    audience: str
    ended: bool


def report_page(session: Session, desk: Seat, case: Case) -> ReportPage:
    """Everything the report page shows to the role played now."""
    now, at = desk.moment.sim, Desk(case.desk)
    role = services.role_at(desk.sandbox, at)
    state = services.state_of(case)
    seen = sight(role, anonymous=case.anonymous, secret=case.secret)
    entries = queries.thread(session, case).entries
    tied = links.tied(session, desk.sandbox, case, now)
    found = [
        span.text for span in personal_data.find(case.body, case.reporter.get("name"), case.reporter.get("address"))
    ]
    near = [
        (n.number, n.title or f"{_UNTITLED[at]} {n.number}", due_words(n.due, now) if n.due else None)
        for n in queries.neighbours(session, desk.sandbox, case.desk, now)
    ]
    return ReportPage(
        label=label(state.state, unit_name(case.unit)), shape=shape(case.state), due=row_due(state, now),
        sight=seen, body=report_words.masked_parts(case.body, case.masks),
        thread=links.whole_thread(session, report_words.thread(entries, case, seen), tied, role),
        buttons=buttons(state, role), facts=report_words.facts(case, state, seen, now), neighbours=near,
        similar=queries.similar(session, desk.sandbox, case, now),
        personal_data=[text for text in dict.fromkeys(found) if text not in case.masks], role=role.value,
        role_label=ROLE_LABELS[role], desk=at.value, desk_label=DESK_LABELS[at], heading=case.title or _UNTITLED[at],
        roles=[(r.value, ROLE_LABELS[r]) for r in ROLES[at]], links=links.rows(tied), audience=reader_words.of_public_answer(case),
        ended=state.state in ENDED,
    )  # fmt: skip


def buttons(case: CaseState, role: Role) -> list[Button]:
    """The acts that have a place in this state, for this role first; an act barred by a guard says why."""
    made = []
    for action in DESK_ACTIONS:
        row = rule(case.state, action)
        if row is None or action == Action.UNMASK or (action == Action.UNLINK and not case.links):
            continue
        why = "" if role in row.roles else _only(row.roles)
        why = why or next((_(said) for guard in row.guards if (said := standing_bar(guard, case))), "")
        shared = action in _SHARED_ACTS
        if shared and why:
            continue
        main = action in _MAIN_ACTS and not why
        made.append(Button(action, ACTION_LABELS[action], ACTION_SENTENCES[action], why, main, shared))
    return sorted(made, key=lambda button: (bool(button.why_not), not button.main))


def _only(roles: frozenset[Role]) -> str:
    return _("Hanya %(who)s.", who=_(" atau ").join(sorted(ROLE_LABELS[r] for r in roles if r in DESK_ROLES)))


_MAIN_ACTS = frozenset(
    {
        Action.VERIFY, Action.FOLLOW_UP, Action.MODERATE, Action.FORWARD, Action.RECORD_ACT, Action.RESPOND, Action.REGISTER,
        Action.ASSIGN, Action.GRANT, Action.HAND_OVER, Action.REGISTER_OBJECTION, Action.ANSWER_OBJECTION,
    }
)  # fmt: skip
#: Acts that are seldom wanted: folded away, and not shown at all where they are barred.
_SHARED_ACTS = frozenset(
    {
        Action.LINK, Action.UNLINK, Action.SPLIT, Action.OPEN_REQUEST, Action.OPEN_OBJECTION,
        Action.SUPPORT,
    }
)  # fmt: skip


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
    return said.get(action) or later_words.confirmation(action, case)


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
