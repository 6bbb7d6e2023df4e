"""Attendance in the hall: the roll of each half day, exceptions by a tap, the sheet for the office; "I am here" for a trainee."""

from __future__ import annotations

from datetime import datetime, time
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
from bimtek.web.shell import safe_next, utc_now
from bimtek.web.words import WITA
from bimtek.workshops import attendance, services, steering_views
from bimtek.workshops import attendance_words as words
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("attendance", __name__)
ROLL = "/kelas/<int:workshop_id>/hadir"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked() -> dict[str, Any]:
    return {
        "session": request.args.get("sesi", type=int), "group": request.args.get("kelompok", "").strip()[:80],
        "text": request.args.get("cari", "").strip()[:80],
    }  # fmt: skip


def _shown(target: Workshop, wall: datetime) -> dict[str, Any]:
    """What the roll shows of one half day."""
    asked, whole = _asked(), attendance.table(db.session(), target.id, wall)
    at = words.current(whole.sessions, asked["session"], wall)
    half = whole.sessions[at] if whole.sessions else None
    table = words.of_group(whole, asked["group"], asked["text"])
    return {
        "target": target, "asked": asked, "halves": whole.sessions, "half": half, "at": at, "wall": wall,
        "counts": rules.counts(whole.column(at)) if half else {}, "people": len(whole.rows),
        "rows": [(seat, standings[at]) for seat, standings in table.rows] if half else [],
        "groups": sorted({seat.group for seat, _standings in whole.rows if seat.group}),
        "words": words, "state_words": words.state_words(), "may_tap": may(Right.STEER) and target.archived_at is None,
        "open": half is not None and half.is_open(wall), "here": _here(target, half, asked),
    }  # fmt: skip


def _here(target: Workshop, half: Any, asked: dict[str, Any]) -> str:
    chosen = {"sesi": half.id if half else None, "kelompok": asked["group"] or None, "cari": asked["text"] or None}
    return url_for("attendance.roll", workshop_id=target.id, **chosen)


def _version(target: Workshop, wall: datetime) -> str:
    return f"{journal.version(db.session(), f'class/{target.id}')}-{wall:%d%H%M}"


@bp.get(ROLL)
@audience(Audience.TRAINER)
def roll(workshop_id: int) -> ResponseReturnValue:
    """The roll of one half day."""
    target, wall = class_or_404(workshop_id), utc_now()
    wanted: dict[str, Any] = request.args.to_dict()
    live = url_for(".roll_rows", workshop_id=target.id, **wanted)
    undo = steering_views.undo_strips(target, wall, kinds=(attendance.SHIFTED, attendance.MARKED))
    return render_template(
        "workshops/attendance.html", live=live, version=_version(target, wall), undo=undo, **_shown(target, wall)
    )


@bp.get(f"{ROLL}/baris")
@audience(Audience.TRAINER)
def roll_rows(workshop_id: int) -> ResponseReturnValue:
    """The live part of the roll."""
    target, wall = class_or_404(workshop_id), utc_now()
    return live_answer(
        _version(target, wall), lambda: render_template("workshops/_attendance.html", **_shown(target, wall))
    )


@bp.post(f"{ROLL}/sesi")
@audience(Audience.TRAINER)
def plan(workshop_id: int) -> ResponseReturnValue:
    """Make the half days by the agenda."""
    target = class_or_404(workshop_id)
    made = attendance.plan(db.session(), me(), target, utc_now())
    flash(
        ngettext("%(num)d sesi dibuat.", "%(num)d sesi dibuat.", made) if made else _("Semua sesi sudah ada."),
        "success",
    )
    return redirect(url_for(".roll", workshop_id=target.id))


@bp.post(f"{ROLL}/sesi/<int:session_id>")
@audience(Audience.TRAINER)
def shift(workshop_id: int, session_id: int) -> ResponseReturnValue:
    """Open or close a half day now, or give it other hours."""
    target, wall, act = class_or_404(workshop_id), utc_now(), request.form.get("act", "")
    onward = redirect(url_for(".roll", workshop_id=target.id, sesi=session_id))
    if act in ("open", "close"):
        if not attendance.shift(db.session(), me(), target, session_id, act, wall):
            flash(_("Sesi ini sudah begitu keadaannya."), "warning")
        return onward
    half = next((one for one in attendance.sessions_of(db.session(), target.id) if one.id == session_id), None)
    if half is None or act != "hours":
        abort(404)
    hours = [_hour(request.form.get(name, "")) for name in ("opens", "closes")]
    if hours[0] is None or hours[1] is None or hours[0] >= hours[1]:
        flash(_("Jam belum diubah: isi jam mulai dan jam selesai seperti 07:30, selesai sesudah mulai."), "error")
        return onward
    opens, closes = (datetime.combine(half.held_on, hour) - WITA for hour in hours if hour)
    if attendance.set_window(db.session(), me(), target, session_id, opens, closes, wall):
        flash(_("Jam sesi diubah."), "success")
    return onward


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().replace(".", ":").zfill(5)[:5])
    except ValueError:
        return None


@bp.post(f"{ROLL}/tandai")
@audience(Audience.TRAINER)
def tap(workshop_id: int) -> ResponseReturnValue:
    """Say of one person, or of those ticked, how they stand in a half day."""
    target, state = class_or_404(workshop_id), request.form.get("state", "")
    accounts = request.form.getlist("account", type=int)[:2000]
    note = " ".join(request.form.get("note", "").split())
    done = attendance.mark(
        db.session(), me(), target, request.form.get("session", 0, type=int), accounts, state, utc_now(), note
    )
    if request.headers.get("X-Live"):
        return make_response("", 204)
    if done:
        flash(ngettext("Presensi %(num)d orang diubah.", "Presensi %(num)d orang diubah.", done), "success")
    else:
        flash(_("Tidak ada yang berubah. Pilih orangnya dan keadaannya."), "warning")
    return redirect(safe_next(request.form.get("next"), url_for(".roll", workshop_id=target.id)))


@bp.get(f"{ROLL}/daftar-hadir.xlsx")
@audience(Audience.TRAINER)
def roll_sheet(workshop_id: int) -> ResponseReturnValue:
    """The roll of all half days as a spreadsheet."""
    target, wall = class_or_404(workshop_id), utc_now()
    data = words.sheet(db.session(), target, attendance.table(db.session(), target.id, wall))
    answer = current_app.response_class(data, mimetype=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="daftar-hadir-kelas-{target.id}.xlsx"'
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
    html = render_template("workshops/_attendance_line.html", half=words.half_words(now[0]))
    return Markup(html)  # noqa: S704 -- our own template with escaping on


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


def own_share() -> tuple[float | None, float]:
    """The share of half days the trainee of this page attended (None: none counts yet), and the least that is asked."""
    share = rules.share(one for _half, one in _own_standings())
    return share, attendance.attendance_rules().least_share


def _own_standings() -> list[tuple[rules.Session, rules.Standing]]:
    """The own half days, asked of the database once a page."""
    if "own_standings" not in g:
        g.own_standings = attendance.standings_of(db.session(), me(), utc_now())
    found: list[tuple[rules.Session, rules.Standing]] = g.own_standings
    return found


def init_app(app: Flask) -> None:
    """Connect attendance."""
    app.register_blueprint(bp)
    app.jinja_env.globals["attendance_line"] = attendance_line
    register_way(app, _way)
