"""The half days of a class as the roll's page keeps them: made by the agenda, opened, closed, given other hours, removed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Blueprint, Flask, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.web.words import WITA
from bimtek.workshops import attendance_sessions, attendance_views
from bimtek.workshops import attendance_words as words
from bimtek.workshops.attendance_sessions import Replanned
from bimtek.workshops.class_access import class_or_404, me
from bimtek.workshops.domain import agenda as times
from bimtek.workshops.services import Workshop

bp = Blueprint("attendance_sessions", __name__, url_prefix="/kelas/<int:workshop_id>/hadir/sesi")


@bp.post("")
@audience(Audience.TRAINER)
def plan(workshop_id: int) -> ResponseReturnValue:
    """Make the half days agree with the agenda."""
    target = class_or_404(workshop_id)
    kind = attendance_sessions.REPLANNED
    done = attendance_sessions.replan(db.session(), me(), target, utc_now(), kind=kind)
    flash(_planned(done), "success")
    return redirect(url_for("attendance.roll", workshop_id=target.id))


def _planned(done: Replanned) -> str:
    said = [
        _("%(n)d sesi dibuat.", n=done.made) if done.made else "",
        _("%(n)d sesi yang tidak ada di agenda dihapus.", n=done.dropped) if done.dropped else "",
    ]
    return " ".join(filter(None, said)) or _("Sesi sudah sesuai dengan agenda.")


@bp.post("/<int:session_id>")
@audience(Audience.TRAINER)
def shift(workshop_id: int, session_id: int) -> ResponseReturnValue:
    """Open or close a half day now, or give it other hours."""
    target, wall, act = class_or_404(workshop_id), utc_now(), request.form.get("act", "")
    number = attendance_views.bounded(str(session_id))
    halves = attendance_sessions.sessions_of(db.session(), target.id)
    half = next((one for one in halves if one.id == number), None)
    if half is None or act not in ("open", "close", "hours"):
        abort(404)
    if act == "hours":
        return _hours(target, half.id, datetime.combine(half.held_on, time()) - WITA, wall)
    if not attendance_sessions.shift(db.session(), me(), target, half.id, act, wall):
        flash(_unmoved(half.is_open(wall) == (act == "open"), act), "warning")
    return _onward(target, half.id)


def _unmoved(is_so: bool, act: str) -> str:
    if is_so or act == "close":
        return _("Sesi ini sudah begitu keadaannya.")
    return _(
        "Sesi ini tidak dapat dibuka sekarang: harinya sudah lewat, atau sesi lain sudah mulai. Tutup dahulu yang lain, "
        "ubah jamnya, atau tandai orangnya satu per satu."
    )


def _onward(target: Workshop, session_id: int) -> ResponseReturnValue:
    return redirect(url_for("attendance.roll", workshop_id=target.id, sesi=session_id))


def _hours(target: Workshop, session_id: int, midnight: datetime, wall: datetime) -> ResponseReturnValue:
    given = {name: request.form.get(name, "")[:20] for name in ("opens", "closes")}
    found = {name: times.clock(text) for name, text in given.items()}
    faults = {name: _("Tulis jam seperti 08:30.") for name, text in found.items() if text is None}
    if not faults:
        opens, closes = (
            midnight + timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in found.values() if text
        )
        why = attendance_sessions.set_window(db.session(), me(), target, session_id, opens, closes, wall)
        if why in (attendance_sessions.ORDER, attendance_sessions.OVERLAP):
            faults["closes"] = {
                attendance_sessions.ORDER: _("Jam selesai harus sesudah jam mulai."),
                attendance_sessions.OVERLAP: _("Jam ini bertumpuk dengan sesi lain. Ubah dahulu jam sesi itu."),
            }[why]
        elif not why:
            flash(_("Jam sesi diubah."), "success")
    if faults:
        return attendance_views.page(target, wall, 422, faults=faults, given=given)
    return _onward(target, session_id)


@bp.post("/<int:session_id>/hapus")
@audience(Audience.TRAINER)
def remove(workshop_id: int, session_id: int) -> ResponseReturnValue:
    """Take a half day out; it can be put back for a minute."""
    target, number = class_or_404(workshop_id), attendance_views.bounded(str(session_id))
    why = attendance_sessions.remove(db.session(), me(), target, number, utc_now())
    if why == attendance_sessions.GONE:
        flash(_("Sesi ini sudah dihapus."), "warning")
    elif why:
        flash(words.kept_words(why), "warning")
        return _onward(target, number)
    else:
        flash(_("Sesi dihapus."), "success")
    return redirect(url_for("attendance.roll", workshop_id=target.id))


def init_app(app: Flask) -> None:
    """Connect the half days."""
    app.register_blueprint(bp)
