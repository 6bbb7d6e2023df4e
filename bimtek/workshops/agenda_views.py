"""The agenda of a class: a readable table by day, each line to change beside it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.workshops import agenda, attendance, steering_views, taught
from bimtek.workshops.attendance_views import bounded
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.domain import agenda as rules
from bimtek.workshops.domain.agenda import Line
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("agenda", __name__, url_prefix="/kelas/<int:workshop_id>/agenda")
UNDONE_HERE = (agenda.TAKEN, agenda.LINE_PUT, agenda.LINE_REMOVED)
FIELDS = ("day", "starts", "ends", "title", "unit", "jp")


def fault_words() -> dict[str, str]:
    """What is wrong with a field, in words."""
    return {
        "day": _("Hari ke-1 sampai ke-%(n)d.", n=rules.MOST_DAYS), "time": _("Tulis jam seperti 08:30."),
        "order": _("Jam selesai harus sesudah jam mulai."), "title": _("Isi acara, paling panjang %(n)d karakter.", n=rules.MOST_TITLE),
        "jp": _("Isi 0 sampai %(n)d JP.", n=int(rules.MOST_JP)), "most": _("Agenda ini sudah penuh."),
        "gone": _("Baris itu sudah dihapus. Simpan untuk menambahkannya lagi."), "unit": _("Unit ini tidak dikenal."),
    }  # fmt: skip


@bp.get("")
@audience(Audience.TRAINER)
def show(workshop_id: int) -> ResponseReturnValue:
    """The agenda by day, with hours of instruction."""
    return _page(class_or_404(workshop_id))


def _page(target: Workshop, faults: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    rows, session = agenda.agenda_of(db.session(), target.id), db.session()
    days: dict[int, list[Any]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    said, found = fault_words(), faults or {}
    units = [("", _("Tanpa unit")), *((unit.code, f"{unit.code} {unit.title}") for unit in taught.competences())]
    edited = bounded(request.form.get("line", request.args.get("baris")))
    return render_template(
        "workshops/agenda.html", target=target, days=days, hours=agenda.hours_by_unit(session, target.id),
        models=agenda.models(), units=units, overlaps=rules.overlaps(row.line for row in rows),
        may_keep=may(Right.KEEP) and target.archived_at is None, given=request.form,
        # what was typed for a line that is gone stands in the form of a new one
        edited=edited if any(row.id == edited for row in rows) else 0,
        faults={name: said[code] for name, code in found.items()},
        undo=steering_views.undo_strips(target, utc_now(), url_for(".show", workshop_id=target.id), UNDONE_HERE),
    ), status  # fmt: skip


@bp.post("/model")
@audience(Audience.TRAINER)
def take_over(workshop_id: int) -> ResponseReturnValue:
    """Take over a model agenda; the half days of attendance follow it."""
    target, wall = class_or_404(workshop_id, Right.KEEP), utc_now()
    if agenda.take_over(db.session(), me(), target, request.form.get("model", "")[:40], wall):
        attendance.replan(db.session(), me(), target, wall)
        flash(_("Agenda diambil. Ubah baris yang perlu."), "success")
    return redirect(url_for(".show", workshop_id=target.id))


@bp.post("/baris")
@audience(Audience.TRAINER)
def put_line(workshop_id: int) -> ResponseReturnValue:
    """Add a line or change one."""
    target = class_or_404(workshop_id, Right.KEEP)
    given = {name: request.form.get(name, "").strip()[:400] for name in FIELDS}
    number, unit = bounded(request.form["line"]) if "line" in request.form else None, given["unit"]
    line = Line(_number(given["day"]), given["starts"], given["ends"], given["title"], unit, _decimal(given["jp"]))
    faults = rules.faults(line)
    if unit and unit not in taught.codes():
        faults["unit"] = "unit"
    if not faults:
        faults = agenda.put_line(db.session(), me(), target, line, utc_now(), number)
    if faults:
        return _page(target, faults, 422)
    flash(_("Baris agenda disimpan."), "success")
    return redirect(url_for(".show", workshop_id=target.id))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _decimal(text: str) -> float:
    try:
        return float(text.replace(",", ".") or 0)
    except ValueError:
        return -1.0


@bp.post("/baris/<int:line_id>/hapus")
@audience(Audience.TRAINER)
def remove_line(workshop_id: int, line_id: int) -> ResponseReturnValue:
    """Take a line out; it can be put back for a minute."""
    target = class_or_404(workshop_id, Right.KEEP)
    if agenda.remove_line(db.session(), me(), target, bounded(str(line_id)), utc_now()):
        flash(_("Baris dihapus."), "success")
    return redirect(url_for(".show", workshop_id=target.id))


def _way(target: Workshop) -> Way:
    rows = agenda.agenda_of(db.session(), target.id)
    total = sum(row.jp for row in rows)
    text = (
        _("%(days)d hari, %(jp)g JP", days=max(row.day for row in rows), jp=total)
        if rows
        else _("Belum ada; ambil contohnya")
    )
    return Way(15, url_for("agenda.show", workshop_id=target.id), _("Agenda"), text, "calendar")


def init_app(app: Flask) -> None:
    """Connect the agenda."""
    app.register_blueprint(bp)
    register_way(app, _way)
