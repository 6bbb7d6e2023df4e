"""The trainee's home; the trainer's live board, one person, that person's desk to look at and not to touch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, abort, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from bimtek.classroom import act_words, presentation, services
from bimtek.classroom.services import Seated
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox import presentation as desks
from bimtek.sandbox import queries
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Desk
from bimtek.web.access import Audience, audience
from bimtek.web.live import Recent, live_answer
from bimtek.web.shell import utc_now
from bimtek.web.transaction import begin_writing

bp = Blueprint("classroom", __name__)
WATCHERS = 1000


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


@bp.get("/beranda")
@audience(Audience.TRAINEE)
def home() -> ResponseReturnValue:
    page = presentation.home_page(db.session(), _me(), g.desk)
    return render_template("classroom/home.html", page=page, desk=g.desk)


def _asked() -> tuple[int | None, dict[str, str]]:
    """The class asked for, and how the board is narrowed; every part is bounded."""
    given = request.args.get("kelas", type=int)
    group, text = request.args.get("kelompok", "").strip()[:80], request.args.get("cari", "").strip()[:80]
    return given, {"group": group, "text": text, "unit": request.args.get("unit", "")[:4]}


@bp.get("/papan")
@audience(Audience.TRAINER)
def board() -> ResponseReturnValue:
    wish, wanted = _asked()
    target, own = services.chosen_class(db.session(), _me(), wish)
    if target is None:
        return render_template("classroom/no_class.html") if wish is None else abort(404)
    g.workshop = target
    page = presentation.board_page(db.session(), target.id, now=utc_now(), **wanted)
    live = url_for(".board_rows", kelas=target.id, **_narrowing(wanted))
    return render_template("classroom/board.html", target=target, own=own, wanted=wanted, live=live, **_words(page))


def _narrowing(wanted: dict[str, str]) -> dict[str, Any]:
    named = {"kelompok": wanted["group"], "cari": wanted["text"], "unit": wanted["unit"]}
    return {name: value for name, value in named.items() if value}


def _words(page: presentation.BoardPage) -> dict[str, Any]:
    """What the live partial needs beside the page; functions, so that a cell costs no macro call."""
    return {
        "page": page, "cells": presentation.in_page_language(presentation.cells_markup),
        "help_tag": presentation.help_tag, "help_text": presentation.help_text, "words": presentation.state_words(),
    }  # fmt: skip


#: Emptied by every entry of this process (on_entry), so that what was just done is never late on its own board.
_versions: Recent[str] = Recent()


@bp.get("/papan/baris")
@audience(Audience.TRAINER)
def board_rows() -> ResponseReturnValue:
    """The live part alone. The version is compared before anything is read of the people."""
    wish, wanted = _asked()
    now = utc_now()
    if wish is None or not _may_watch(wish, now):
        abort(404)
    version = _versions.get(f"{wish}/{now:%d%H%M}", lambda: services.board_version(db.session(), wish, now))

    def render() -> str:
        page = presentation.board_page(db.session(), wish, now=now, **wanted)
        return render_template("classroom/_board.html", **_words(page))

    _leave_sign_in_alone()
    return live_answer(version, render)


def _may_watch(workshop_id: int, now: datetime) -> bool:
    """Whether a class is this trainer's own; a yes holds for the wall minute, for a board asks every few seconds."""
    known: dict[tuple[int, int], datetime] = current_app.extensions.setdefault("board_watchers", {})
    key, minute = (current_user.id, workshop_id), now.replace(second=0, microsecond=0)
    if known.get(key) != minute:
        if not services.may_watch(db.session(), _me(), workshop_id):
            return False
        if len(known) > WATCHERS:
            known.clear()
        known[key] = minute
    return True


def _leave_sign_in_alone() -> None:
    """A board left open must not keep its trainer signed in for ever: this answer renews no cookie, for what is set here
    is marked as not to be stored."""
    session.permanent = False
    session.modified = False


def _seated(account_id: int) -> Seated:
    """A person of a class of this trainer; anybody else is not found. The frame then shows that class's clock."""
    found = services.seated(db.session(), _me(), account_id) if account_id < services.LARGEST else None
    if found is None:
        abort(404)
    g.workshop = found.workshop
    return found


@bp.get("/papan/orang/<int:account_id>")
@audience(Audience.TRAINER)
def person(account_id: int) -> ResponseReturnValue:
    found = _seated(account_id)
    learning, steps = act_words.steps(db.session(), found.person)
    row = services.standing_of(db.session(), found.workshop.id, account_id)
    return render_template(
        "classroom/person.html", seated=found, acts=act_words.acts(db.session(), account_id), home=learning, steps=steps,
        row=row, seat=presentation.seat_words(found.seat), now=utc_now(), idle=presentation.in_page_language(presentation.idle_words),
    )  # fmt: skip


def _look(account_id: int) -> tuple[Seated, Desk]:
    """Somebody's desk with the world caught up, and the look recorded: a first look writes, a page turned does not."""
    wall, found = utc_now(), _seated(account_id)
    desk = sandboxes.desk_of(db.session(), account_id, wall, main=True) or abort(404)
    due = services.look_is_due(db.session(), _me(), account_id, wall)
    behind = sandboxes.is_behind(desk.sandbox, desk.moment.sim)
    if due or behind:
        begin_writing()
        found = _seated(account_id)
        desk = sandboxes.desk_of(db.session(), account_id, wall, main=True) or abort(404)
        sandboxes.catch_up(db.session(), desk.sandbox, desk.moment)
        if due:
            services.record_look(db.session(), _me(), found, wall)
    return found, desk


@bp.get("/papan/orang/<int:account_id>/meja")
@audience(Audience.TRAINER)
def desk(account_id: int) -> ResponseReturnValue:
    found, looked_at = _look(account_id)
    group = request.args.get("group", "open")[:20]
    wanted = queries.Filter(group=group, page=min(max(request.args.get("page", 1, type=int), 1), 500))
    page = desks.desk_page(db.session(), looked_at, wanted)
    return render_template("classroom/desk.html", seated=found, page=page, wanted=wanted)


@bp.get("/papan/orang/<int:account_id>/meja/<number>")
@audience(Audience.TRAINER)
def report(account_id: int, number: str) -> ResponseReturnValue:
    found, looked_at = _look(account_id)
    case = sandboxes.case_of(db.session(), looked_at.sandbox, number[:20].upper(), looked_at.moment.sim)
    if case is None:
        abort(404)
    page = desks.report_page(db.session(), looked_at, case)
    return render_template("classroom/report.html", seated=found, page=page, case=case)


def on_entry(_session: Session, _entry: Entry) -> None:
    """Listener: something happened, so a board's version is asked for anew."""
    _versions.forget()


def init_app(app: Flask) -> None:
    """Connect the hall's pages."""
    app.register_blueprint(bp)
