"""The trainer's live board: the page, what changed on it since, and one person beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from bimtek.classroom import act_words, board_presentation, presentation, radar_words, services
from bimtek.classroom.board_memory import Shown, read_version
from bimtek.classroom.board_presentation import BoardPage, Wish
from bimtek.classroom.domain.board import BoardRow, Order
from bimtek.classroom.views import bp
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.web.access import Audience, audience
from bimtek.web.live import VERSION_LIMIT, Recent
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import class_access

WATCHERS = 1000
#: Acts of one person beside the grid; the person's page has more.
ACTS_BESIDE = 5
#: Emptied by every entry of this process (on_entry), so that what was just done is never late on its own board.
_newest: Recent[int] = Recent()


def _wish() -> Wish:
    """How the board is wanted; every part is bounded, and what makes no sense is as if it were not said."""
    given, order = request.args, request.args.get("urut", "")
    return Wish(
        given.get("kelompok", "").strip()[:80],
        given.get("cari", "").strip()[:80],
        given.get("unit", "")[:5],
        Order(order) if order in list(Order) else Order.WAIT,
        min(max(given.get("lembar", 1, type=whole), 1), services.LARGEST),
        min(max(given.get("orang", 0, type=whole), 0), services.LARGEST),
    )


@bp.get("/papan")
@audience(Audience.TRAINER)
def board() -> ResponseReturnValue:
    """The board of the class asked for, else of the newest one."""
    asked, me = request.args.get("kelas", type=whole), class_access.me()
    chosen, own = services.chosen_class(db.session(), me, asked)
    if chosen is None:
        return render_template("classroom/no_class.html") if asked is None else abort(404)
    target = class_access.class_or_404(chosen)
    wish, now, quiet = _wish(), utc_now(), services.quiet_after(target)
    page = board_presentation.board_page(db.session(), target.id, wish, now, quiet)
    _keep(page)
    return render_template(
        "classroom/board.html", target=target, own=own, wish=page.wish,
        live=url_for(".board_rows", kelas=target.id, **page.wish.address(orang="")), orders=board_presentation.order_words(),
        beside=_beside(page), script_words=board_presentation.script_words(), **_words(page),
    )  # fmt: skip


def _keep(page: BoardPage) -> None:
    board_presentation.memory().keep(page.workshop_id, page.version, page.shown)


def _words(page: BoardPage) -> dict[str, Any]:
    """What the live parts need beside the page."""
    return {
        "page": page, "titles": board_presentation.section_titles(), "number_legend": board_presentation.number_legend(),
        "reason_legend": radar_words.legend(), "help_tag": board_presentation.help_tag,
        "help_text": board_presentation.help_text,
        "nudge": radar_words.nudge, "waiting": board_presentation.waiting, "words": presentation.state_words(),
    }  # fmt: skip


@bp.get("/papan/baris")
@audience(Audience.TRAINER)
def board_rows() -> ResponseReturnValue:
    """What is new on a board. The version is compared before anything is read of the people."""
    asked, now = request.args.get("kelas", type=whole), utc_now()
    quiet = _watched(asked, now) if asked is not None else None
    if asked is None or quiet is None:
        abort(404)
    _leave_sign_in_alone()
    wish, has = _wish(), read_version(request.headers.get("X-Version", "")[:VERSION_LIMIT])
    before = board_presentation.memory().find(asked, has)
    newest = _newest.get(str(asked), lambda: services.newest_entry(db.session(), asked), asked)
    if before and before.still_holds(newest, now):
        return _answer("", 204, str(has))
    page = board_presentation.board_page(db.session(), asked, wish, now, quiet)
    _keep(page)
    if has is None or has.shape != page.version.shape:
        return _answer(render_template("classroom/_board.html", **_words(page)), 200, str(page.version))
    return _news(page, before)


def _news(page: BoardPage, before: Shown | None) -> Response:
    """The rows a page does not show yet and the small parts; nothing when only the instant of the version is new."""
    rows = board_presentation.news(page, before)
    if before and not rows and before.entry == page.version.entry and before.shows_as(page.shown):
        return _answer("", 204, str(page.version))
    parts = {
        f"board-{part}": render_template(f"classroom/_board_{part}.html", **_words(page))
        for part in ("numbers", "help", "feed")
    }
    told = {
        "at": page.version.wall // 1000, "rows": rows, "done": [done for _head, _title, done in page.columns], "parts": parts,
    }  # fmt: skip
    response = _answer(current_app.json.dumps(told, separators=(",", ":")), 200, str(page.version))
    response.mimetype = "application/json"
    return response


def _answer(body: str, status: int, version: str) -> Response:
    response = make_response(body, status)
    response.headers["X-Version"] = version
    return response


def _watched(workshop_id: int, now: datetime) -> timedelta | None:
    """How long somebody may be quiet in a class that this trainer may watch, None for any other class; a yes holds for the
    wall minute, for a board asks every few seconds."""
    known: dict[tuple[int, int], tuple[datetime, timedelta]] = current_app.extensions.setdefault("board_watchers", {})
    key, minute = (current_user.id, workshop_id), now.replace(second=0, microsecond=0)
    held = known.get(key)
    if held is None or held[0] != minute:
        quiet = services.quiet_if_watched(db.session(), class_access.me(), workshop_id)
        if quiet is None:
            return None
        if len(known) > WATCHERS:
            known.clear()
        held = known[key] = (minute, quiet)
    return held[1]


def _leave_sign_in_alone() -> None:
    """A board left open must not keep its trainer signed in for ever: this answer renews no cookie, for what is set here
    is marked as not to be stored."""
    session.permanent = False
    session.modified = False


@bp.get("/papan/orang/<int:account_id>/samping")
@audience(Audience.TRAINER)
def person_beside(account_id: int) -> ResponseReturnValue:
    """One person as the board shows it beside its grid."""
    found = services.seated(db.session(), class_access.me(), min(account_id, services.LARGEST - 1))
    if found is None:
        abort(404)
    class_access.class_or_404(found.workshop.id)
    wish, now = _wish(), utc_now()
    quiet = services.quiet_after(found.workshop)
    unit, row = board_presentation.person_row(db.session(), found.workshop.id, wish.unit, account_id, now, quiet)
    wish = Wish(wish.group, wish.text, unit, wish.order, wish.sheet)
    return render_template("classroom/_board_person.html", wish=wish, **_person_words(found, row, now))


def _beside(page: BoardPage) -> dict[str, Any] | None:
    """The person whom the address names, if on this board."""
    row = page.opened
    found = services.seated(db.session(), class_access.me(), page.wish.person) if row else None
    if row is None or found is None or found.workshop.id != page.workshop_id:
        return None
    return _person_words(found, row, page.at)


def _person_words(found: services.Seated, row: BoardRow, now: datetime) -> dict[str, Any]:
    home = act_words.home_of(db.session(), found.person)
    acts = act_words.acts(db.session(), found.person.id, ACTS_BESIDE)
    reasons = [(*radar_words.shape_of(r), radar_words.reason_words(row, r), radar_words.nudge(r)) for r in row.reasons]
    return {
        "seated": found, "row": row, "home": home, "acts": acts, "reasons": reasons, "target": found.workshop,
        "seat": presentation.seat_words(found.seat), "waits": board_presentation.waiting(row, now),
    }  # fmt: skip


def on_entry(_session: Session, _entry: Entry) -> None:
    """Listener: something happened, so the newest entry of a class is asked for anew."""
    _newest.forget()


def init_app(app: Flask) -> None:
    """The routes stand on the hall's blueprint; what this process remembers of boards begins empty."""
    board_presentation.forget(app)
