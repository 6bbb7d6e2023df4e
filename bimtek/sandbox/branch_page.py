"""What is said about branches: the places to go back to, the branches there are, the strip while one is inside."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import Response, g, make_response, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.sandbox import branching, drafts, pacing, report_words, services
from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.branch import Limits, Point
from bimtek.sandbox.domain.case import label, sight
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, Desk, State
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import unit_name
from bimtek.web.rendering import part


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the first run: what happened; of an own act also the button that leads back to just before it."""

    items: list[report_words.Item]
    act: int = 0
    word: str = ""
    kept: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch in the list."""

    id: int
    since: datetime
    shape: str
    label: str
    acts: str
    put_away: bool
    entered: bool


@dataclass(frozen=True, slots=True)
class RewindPage:
    """The page "Putar ulang"."""

    moments: list[Moment]
    branches: list[BranchLine]
    body: list[tuple[str, bool]]
    command_id: str
    limits: Limits

    @property
    def can_rewind(self) -> bool:
        """Whether there is any own act to go back to."""
        return any(moment.act for moment in self.moments)


def rewind_page(session: Session, desk: services.Desk, case: Case, limits: Limits) -> RewindPage:
    """The first run as a timeline, each own act with the way back to just before it, and the branches there are."""
    role = services.role_at(desk.sandbox, Desk(case.desk))
    seen = sight(role, anonymous=case.anonymous, secret=case.secret)
    places = {point.act: point for point in branching.points_of(session, case)}
    moments, kept = [], 0
    for entry in journal.entries_about(session, f"case/{case.id}"):
        items = report_words.thread([entry], case, seen)
        point = places.get(entry.number)
        if point:
            moments.append(_back_to(point, items, kept))
        elif items:
            moments.append(Moment(items))
        kept += bool(items) and all(item.kind != "refusal" for item in items)
    lines = [_line(row, desk.sandbox) for row in branching.branches_of(session, desk.sandbox, case.number)]
    body = report_words.masked_parts(case.body, case.masks)
    return RewindPage(moments, lines, body, secrets.token_hex(10), limits)


def _back_to(point: Point, items: list[report_words.Item], kept: int) -> Moment:
    what = ngettext("%(num)d kejadian sebelumnya ikut.", "%(num)d kejadian sebelumnya ikut.", kept)
    return Moment(
        items, point.act, _(ACTION_LABELS[point.action]), what if kept else _("Dari awal."), branching.begins_at(point)
    )


def _line(row: branching.BranchRow, main: Sandbox) -> BranchLine:
    acts = ngettext("%(num)d kejadian sesudah titik kembali", "%(num)d kejadian sesudah titik kembali", row.happened)
    return BranchLine(
        row.id, row.since, shape(row.state), label(State(row.state), unit_name(row.unit)),
        acts if row.happened else _("belum dijalankan"), row.put_away, row.id == main.active_branch,
    )  # fmt: skip


def opened(was_full: bool) -> str:
    """What is said when a branch was opened."""
    said = _("Cabang dibuka. Jalan pertama tetap utuh; yang Anda lakukan di sini tidak dihitung.")
    return f"{said} {_('Cabang tertua disimpan: tetap dapat dibandingkan.')}" if was_full else said


def is_full(session: Session, main: Sandbox, number: str, limits: Limits) -> bool:
    """Whether one more branch puts an older one away."""
    standing = [row for row in branching.branches_of(session, main, number) if not row.put_away]
    return len(standing) >= limits.per_case or branching.count_open(session, main) >= limits.per_person


def branch_strip() -> Markup:
    """The strip on every page while a branch is entered: which, since when, that nothing counts, and the ways out."""
    branch: Sandbox | None = g.get("branch")
    if branch is None:
        return Markup("")
    inside = g.desk.sandbox.id == branch.id
    ahead = pacing.next_event(db.session(), branch, g.desk.moment.sim) if inside else None
    return part("sandbox/_branch_strip.html", branch=branch, inside=inside, ahead=ahead)


def elsewhere(number: str) -> Response | None:
    """While inside a branch: the answer for a report that stands at the main desk only, with the way there; else None."""
    branch: Sandbox | None = g.get("branch")
    if branch is None:
        return None
    main = branching.main_of(db.session(), branch)
    if branching.case_in(db.session(), main, number[:20].upper()) is None:
        return None
    return make_response(render_template("sandbox/not_in_branch.html", number=number[:20].upper()), 404)


def draft_key(action: str, number: str) -> str:
    """The key under which the text of an act is kept: a branch has drafts of its own."""
    return drafts.key_of(g.desk.sandbox, action, number)
