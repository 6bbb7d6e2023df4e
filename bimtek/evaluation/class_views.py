"""The trainer's side: questionnaires opened and read, action plans of the class followed up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.evaluation import planning, presentation, services
from bimtek.evaluation.domain import plans, survey
from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops import steering_views, steering_words
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("evaluation_of_class", __name__, url_prefix="/kelas/<int:workshop_id>")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(data: bytes, name: str) -> ResponseReturnValue:
    answer = current_app.response_class(data, mimetype=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/kuesioner")
@audience(Audience.TRAINER)
def surveys(workshop_id: int) -> ResponseReturnValue:
    """The questionnaires of a class and what one of them says."""
    target = class_or_404(workshop_id)
    keys = services.listed(db.session(), target.id)
    chosen = request.args.get("isian", "")
    key = chosen if chosen in keys else keys[-1]
    rows = [
        (one, presentation.form_title(form, one), services.is_open(db.session(), target.id, one), services.given_count(db.session(), target.id, one))
        for one in keys
        if (form := services.form_of(one))
    ]  # fmt: skip
    undo = steering_views.undo_strips(target, utc_now(), kinds=(services.OPENED, services.CLOSED))
    return render_template(
        "evaluation/surveys.html", target=target, rows=rows, key=key, summary=services.survey_summary(db.session(), target.id, key),
        scale=services.content().scale, levels=survey.SCALE, least=services.content().least_replies, undo=undo,
        source=services.content().survey_source, can_open=services.keys_of(db.session(), target.id),
        may_open=may(Right.STEER) and target.archived_at is None, people=workshops.joined_count(db.session(), target.id)[1],
    )  # fmt: skip


@bp.post("/kuesioner/<key>")
@audience(Audience.TRAINER)
def open_survey(workshop_id: int, key: str) -> ResponseReturnValue:
    """Open or close a questionnaire."""
    target, opened = class_or_404(workshop_id), request.form.get("act") == "open"
    if services.set_open(db.session(), me(), target, key[:20], opened, utc_now()):
        flash(_("Kuesioner dibuka; muncul di beranda peserta.") if opened else _("Kuesioner ditutup."), "success")
    return redirect(url_for(".surveys", workshop_id=target.id, isian=key[:20]))


@bp.get("/kuesioner/<key>.xlsx")
@audience(Audience.TRAINER)
def survey_file(workshop_id: int, key: str) -> ResponseReturnValue:
    """What a questionnaire says, as a spreadsheet."""
    target = class_or_404(workshop_id)
    if key not in services.listed(db.session(), target.id):
        abort(404)
    data = presentation.survey_sheet(db.session(), target, key)
    if data is None:
        flash(_("Belum cukup isian untuk ditampilkan."), "warning")
        return redirect(url_for(".surveys", workshop_id=target.id, isian=key))
    return _file(data, f"kuesioner-{key}-kelas-{target.id}.xlsx")


@bp.get("/rencana")
@audience(Audience.TRAINER)
def class_plans(workshop_id: int) -> ResponseReturnValue:
    """Everybody's plan: who has sent one, how the actions stand, what is due to be noted."""
    target, wall = class_or_404(workshop_id), utc_now()
    wanted, group = request.args.get("saring", ""), request.args.get("kelompok", "")[:50]
    last, everybody = planning.last_day(db.session(), target), planning.plans_of_class(db.session(), target.id)
    groups = sorted({seat.group for seat, _plan in everybody if seat.group}, key=lambda one: (len(one), one))
    choices = [("", _("Semua kelompok")), *((one, one) for one in groups)]
    rows = [_row(last, seat, plan, wall) for seat, plan in everybody if group not in groups or seat.group == group]
    shown = [row for row in rows if _fits(row, wanted)]
    standing = [plans.standing(one.noted) for row in rows for one, _cells in row["actions"]]
    return render_template(
        "evaluation/plans.html", target=target, rows=shown, wanted=wanted, sent=sum(row["sent"] for row in rows), people=len(rows),
        due=sum(bool(row["due"]) for row in rows), counts=plans.counts(standing), states=presentation.state_words(),
        shapes=presentation.SHAPES, last=last, groups=groups, groups_to_choose=choices,
        group=group if group in groups else "",
        source=services.content().plan_source, days=plans.DAYS, due_on=plans.due_on,
        may_note=may(Right.STEER) and target.archived_at is None,
    )  # fmt: skip


def _row(last: date, seat: Any, plan: planning.Plan | None, wall: datetime) -> dict[str, Any]:
    sent = plan is not None and plan.sent_at is not None
    return {
        "seat": seat, "plan": plan, "sent": sent, "due": planning.due_now(last, plan, wall),
        "actions": [(one, _cells(last, one, wall)) for one in plan.actions] if plan and sent else [],
    }  # fmt: skip


def _cells(last: date, one: planning.Planned, wall: datetime) -> list[tuple[int, str, str]]:
    told = {days: note for days, _state, note, _by in one.notes}
    today = planning.today_of(wall)
    return [(days, plans.column(last, today, one.noted, days), told.get(days, "")) for days in plans.DAYS]


def _fits(row: dict[str, Any], wanted: str) -> bool:
    return {"belum": not row["sent"], "catat": bool(row["due"]), "dikirim": row["sent"]}.get(wanted, True)


@bp.post("/rencana/<int:account_id>/<int:action_id>")
@audience(Audience.TRAINER)
def note(workshop_id: int, account_id: int, action_id: int) -> ResponseReturnValue:
    """Note how far somebody's action is, on that person's word."""
    target = class_or_404(workshop_id)
    seat = workshops.seat_of(db.session(), min(account_id, LARGEST))
    if seat is None or seat.workshop_id != target.id:
        abort(404)
    after, state = request.form.get("after", 0, type=whole), request.form.get("state", "")
    words = request.form.get("note", "")[:2000]
    number, wall = min(action_id, LARGEST), utc_now()
    fault = planning.note(db.session(), me(), target, seat.account_id, number, after, state, words, wall)
    if fault == "unknown":
        abort(404)
    flash(presentation.note_refusal(fault) if fault else _("Perkembangan dicatat."), "warning" if fault else "success")
    return redirect(safe_next(request.form.get("next"), url_for(".class_plans", workshop_id=target.id)))


@bp.get("/rencana.xlsx")
@audience(Audience.TRAINER)
def plan_file(workshop_id: int) -> ResponseReturnValue:
    """Everybody's plan as a spreadsheet."""
    target = class_or_404(workshop_id)
    return _file(presentation.plan_sheet(db.session(), target), f"rencana-tindak-lanjut-kelas-{target.id}.xlsx")


def _survey_way(target: Workshop) -> Way:
    count = services.given_count(db.session(), target.id, services.FINAL)
    text = (
        ngettext("%(num)d isian akhir", "%(num)d isian akhir", count) if count else _("Buka saat kelas hampir selesai")
    )
    return Way(70, url_for("evaluation_of_class.surveys", workshop_id=target.id), _("Kuesioner"), text, "chat")


def _plan_way(target: Workshop) -> Way:
    href = url_for("evaluation_of_class.class_plans", workshop_id=target.id)
    return Way(75, href, _("Rencana tindak lanjut"), _("Terkirim, perkembangan 30, 60, 90 hari"), "calendar")


def init_app(app: Flask) -> None:
    """Connect the trainer's pages."""
    app.register_blueprint(bp)
    register_way(app, _survey_way)
    register_way(app, _plan_way)


steering_words.say(services.OPENED, lambda _data: _("Kuesioner dibuka."))
steering_words.say(services.CLOSED, lambda _data: _("Kuesioner ditutup."))
