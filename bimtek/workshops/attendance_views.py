"""Attendance in the hall: the roll of each half day, exceptions by a tap, the sheet for the office; "I am here" for a trainee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.rendering import part
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import attendance, attendance_sessions, news, services, steering_views
from bimtek.workshops import attendance_words as words
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Standing
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import SeatRow, Workshop

bp = Blueprint("attendance", __name__)
ROLL = "/kelas/<int:workshop_id>/hadir"
UNDONE_HERE = (
    attendance.MARKED, attendance_sessions.SHIFTED, attendance_sessions.REMOVED, attendance_sessions.REPLANNED,
)  # fmt: skip
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bounded(text: str | None) -> int:
    """The number of a row as a request gives it; 0, which no row has, for what is none or larger than any."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if number <= LARGEST else 0


def _asked() -> dict[str, Any]:
    """Which half day and whom the page shows; a form carries it along."""
    given, of_path = request.values, str((request.view_args or {}).get("session_id", ""))
    return {
        "session": bounded(given.get("sesi") or given.get("session") or of_path), "group": given.get("kelompok", "").strip()[:80],
        "text": given.get("cari", "").strip()[:80], "all": given.get("pilih") == "semua",
    }  # fmt: skip


def _shown(target: Workshop, wall: datetime) -> dict[str, Any]:
    """What the roll shows of one half day."""
    session, asked = db.session(), _asked()
    halves = attendance.sessions_of(session, target.id)
    half = halves[words.current(halves, asked["session"], wall)] if halves else None
    whole = attendance.table(session, target.id, wall, half) if half else attendance.Table([], [])
    rows = [(seat, standings[0]) for seat, standings in words.of_group(whole, asked["group"], asked["text"]).rows]
    here = _here("attendance.roll", target, half, asked)
    return {
        "target": target, "asked": asked, "halves": halves, "half": half, "wall": wall, "rows": rows,
        "counts": rules.counts(whole.column(0)) if half else {},
        "people": len(whole.rows) if half else services.joined_count(session, target.id)[1],
        "groups": sorted({seat.group for seat, _standings in whole.rows if seat.group}),
        "words": words, "state_words": words.state_words(), "may_tap": may(Right.STEER) and target.archived_at is None,
        "open": half is not None and half.is_open(wall), "here": here, "unmarked": len(_unmarked(rows)),
        "undo": steering_views.undo_strips(target, wall, here, UNDONE_HERE), "faults": {}, "given": {}, "ticked": set(),
    }  # fmt: skip


def _unmarked(rows: list[tuple[SeatRow, Standing]]) -> list[int]:
    """Who is neither seen nor marked: whom "all are here" is about. Who is excused or sick stays so."""
    return [seat.account_id for seat, one in rows if not one.by_trainer and one.state != rules.PRESENT]


def _here(endpoint: str, target: Workshop, half: Any, asked: dict[str, Any], **more: Any) -> str:
    chosen = {"sesi": half.id if half else None, "kelompok": asked["group"] or None, "cari": asked["text"] or None}
    return url_for(endpoint, workshop_id=target.id, **chosen, **more)


def _version(target: Workshop, wall: datetime) -> str:
    return f"{journal.version(db.session(), f'class/{target.id}')}-{wall:%d%H%M}"


def page(target: Workshop, wall: datetime, status: int = 200, **wrong: Any) -> ResponseReturnValue:
    """The roll; with `faults`, what was `given` and who was `ticked`, when something is wrong."""
    shown = _shown(target, wall)
    live = _here(
        "attendance.roll_rows", target, shown["half"], shown["asked"], pilih="semua" if shown["asked"]["all"] else None
    )
    version = _version(target, wall)
    return render_template("workshops/attendance.html", live=live, version=version, **{**shown, **wrong}), status


@bp.get(ROLL)
@audience(Audience.TRAINER)
def roll(workshop_id: int) -> ResponseReturnValue:
    """The roll of one half day."""
    return page(class_or_404(workshop_id), utc_now())


@bp.get(f"{ROLL}/baris")
@audience(Audience.TRAINER)
def roll_rows(workshop_id: int) -> ResponseReturnValue:
    """The live part of the roll."""
    target, wall = class_or_404(workshop_id), utc_now()
    # a roll left open must not keep its trainer signed in for ever: this answer renews no cookie
    cookie.permanent = cookie.modified = False
    return live_answer(
        _version(target, wall), lambda: render_template("workshops/_attendance.html", **_shown(target, wall))
    )


@bp.post(f"{ROLL}/tandai")
@audience(Audience.TRAINER)
def tap(workshop_id: int) -> ResponseReturnValue:
    """Say of one person, of those ticked, or of all who are shown and not known yet, how they stand in a half day."""
    target, wall, form = class_or_404(workshop_id), utc_now(), request.form
    note = " ".join(form.get("note", "").split())
    accounts = [bounded(one) for one in form.getlist("account")[:2000]]
    if len(note) > attendance.MOST_NOTE:
        where = f"note-{accounts[0]}" if "edit" in form and accounts else "note"
        said = {where: _("Catatan paling panjang %(n)d karakter.", n=attendance.MOST_NOTE)}
        return page(target, wall, 422, faults=said, given={where: form.get("note", "")}, ticked=set(accounts))
    if "shown" in form:
        accounts = _unmarked(_shown(target, wall)["rows"])
    # an empty note of the form for several leaves each note there is; in the form of one person it empties it
    told = note if note or "edit" in form else None
    state = form.get("state", "")
    done = attendance.mark(db.session(), me(), target, bounded(form.get("session")), accounts, state, wall, told)
    if request.headers.get("X-Live"):
        return make_response("", 204)
    if done:
        flash(ngettext("Presensi %(num)d orang diubah.", "Presensi %(num)d orang diubah.", done), "success")
    else:
        flash(_("Tidak ada yang berubah. Pilih orangnya dan keadaannya."), "warning")
    return redirect(safe_next(form.get("next"), url_for(".roll", workshop_id=target.id)))


@bp.get(f"{ROLL}/daftar-hadir.xlsx")
@audience(Audience.TRAINER)
def roll_sheet(workshop_id: int) -> ResponseReturnValue:
    """The roll as a spreadsheet: of all half days, or of the one asked for."""
    target, wall, wanted = class_or_404(workshop_id), utc_now(), request.args.get("sesi")
    halves = attendance.sessions_of(db.session(), target.id)
    half = next((one for one in halves if one.id == bounded(wanted)), None)
    if wanted is not None and half is None:
        abort(404)
    data = words.sheet(db.session(), target, attendance.table(db.session(), target.id, wall, half), half)
    name = f"daftar-hadir-kelas-{target.id}" + (f"-{half.held_on}-{words.part_word(half.part).lower()}" if half else "")
    answer = current_app.response_class(data, mimetype=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@bp.get(f"{ROLL}/cetak")
@audience(Audience.TRAINER)
def roll_print(workshop_id: int) -> ResponseReturnValue:
    """The roll of one half day to print and sign."""
    target, wall = class_or_404(workshop_id), utc_now()
    shown = _shown(target, wall)
    nips = people.nips_of(db.session(), [seat.account_id for seat, _one in shown["rows"]])
    return render_template("workshops/attendance_print.html", nips=nips, **shown)


@bp.post("/hadir")
@audience(Audience.TRAINEE)
def say_present() -> ResponseReturnValue:
    """ "I am here." """
    if attendance.say_present(db.session(), me(), utc_now()):
        flash(_("Kehadiran Anda tercatat."), "success")
    else:
        flash(_("Tidak ada sesi yang sedang dibuka."), "warning")
    return redirect("/beranda")


def attendance_line() -> Markup:
    """Template function: on the home of a trainee who has not been seen in the half day that is going on."""
    if not current_user.is_authenticated or current_user.workshop_id is None:
        return Markup()
    wall = utc_now()
    now = next(((h, s) for h, s in _own_standings() if h.is_open(wall)), None)
    if now is None or now[1].state != rules.EXPECTED:
        return Markup()
    return part("workshops/_attendance_line.html", half=words.half_words(now[0]))


def _way(target: Workshop) -> Way:
    wall = utc_now()
    half = attendance.open_session(db.session(), target.id, wall)
    joined, total = services.joined_count(db.session(), target.id)
    text = (
        _("%(half)s sedang dibuka", half=words.half_words(half))
        if half
        else _("%(n)d dari %(all)d pernah masuk", n=joined, all=total)
    )
    return Way(25, url_for("attendance.roll", workshop_id=target.id), _("Daftar hadir"), text, "people")


def _own_standings() -> list[tuple[rules.Session, rules.Standing]]:
    """The own half days, asked of the database once a page."""
    if "own_standings" not in g:
        session, person, wall = db.session(), me(), utc_now()
        number = person.workshop_id or 0
        halves = news.known_of_class(
            session, person, wall, "sessions", lambda: attendance_sessions.sessions_of(session, number)
        )
        g.own_standings = attendance.standings_of(session, person, halves, wall)
    found: list[tuple[rules.Session, rules.Standing]] = g.own_standings
    return found


def init_app(app: Flask) -> None:
    """Connect attendance."""
    app.register_blueprint(bp)
    app.jinja_env.globals["attendance_line"] = attendance_line
    register_way(app, _way)
