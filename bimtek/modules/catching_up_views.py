"""The trainer's pages of helping somebody on: parts filled in for late-comers, an exercise begun anew."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.modules import catching_up, opening, queries
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops import steering_views, steering_words
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("catching_up", __name__, url_prefix="/kelas/<int:workshop_id>")
MOST_PEOPLE = 2000


@bp.get("/susulan")
@audience(Audience.TRAINER)
def page(workshop_id: int) -> ResponseReturnValue:
    """Choose people and the part they should come in at."""
    return _page(class_or_404(workshop_id, Right.STEER))


def _page(target: Workshop, fault: str = "", status: int = 200) -> ResponseReturnValue:
    standing = queries.progress_of_class(db.session(), target.id)
    seats = workshops.seats_of(db.session(), target.id)
    rows = [(seat, standing[seat.account_id].step_label if seat.account_id in standing else "") for seat in seats]
    chosen = request.form.getlist("account") or request.args.getlist("peserta")
    return render_template(
        "modules/catching_up.html", target=target, rows=rows, steps=opening.step_choices(target), chosen=chosen, fault=fault,
        upto=request.form.get("upto", ""),
        undo=steering_views.undo_strips(target, utc_now(), kinds=(catching_up.STEPS_FILLED, catching_up.EXERCISE_RESET)),
    ), status  # fmt: skip


@bp.post("/susulan")
@audience(Audience.TRAINER)
def fill(workshop_id: int) -> ResponseReturnValue:
    """Fill in what lies before; says how many people and parts."""
    target, upto = class_or_404(workshop_id), request.form.get("upto", "")[:40]
    accounts = request.form.getlist("account", type=whole)[:MOST_PEOPLE]
    if not accounts or not catching_up.parts_before(upto, target.units):
        why = _("Pilih paling sedikit satu peserta.") if not accounts else _("Pilih bagian tempat mereka mulai ikut.")
        return _page(target, why, 422)
    people, parts = catching_up.fill(db.session(), me(), target, accounts, upto, utc_now())
    if people:
        flash(
            _("%(parts)d bagian diisi untuk %(people)d peserta. Tidak ada yang dihitung.", parts=parts, people=people),
            "success",
        )
    else:
        flash(_("Tidak ada yang perlu diisi: mereka sudah sampai di sana."), "warning")
    return redirect(url_for(".page", workshop_id=target.id))


@bp.post("/ulang/<int:account_id>")
@audience(Audience.TRAINER)
def reset(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Have an exercise begun anew."""
    target = class_or_404(workshop_id)
    code, reason = request.form.get("exercise", "")[:40], request.form.get("reason", "")[:1000]
    count = catching_up.reset(db.session(), me(), target, min(account_id, LARGEST), code, reason, utc_now())
    if count:
        flash(
            ngettext(
                "%(num)d percobaan tidak dihitung lagi; buktinya tetap tersimpan.",
                "%(num)d percobaan tidak dihitung lagi; buktinya tetap tersimpan.", count,
            ), "success",
        )  # fmt: skip
    else:
        flash(_("Belum diulang: tulis alasannya dan pilih latihan yang pernah dicoba."), "warning")
    return redirect(safe_next(request.form.get("next"), url_for(".page", workshop_id=target.id)))


def person_learning(seated: Any) -> Markup:
    """Template function: on a person's page, the exercises tried with the way to begin one anew, and the way to fill in."""
    if not may(Right.STEER) or seated.workshop.archived_at is not None:
        return Markup()
    tried = catching_up.tried(db.session(), seated.person.id)
    kinds = (catching_up.STEPS_FILLED, catching_up.EXERCISE_RESET)
    return part(
        "modules/_person_learning.html", seated=seated, tried=tried, undo=steering_views.undo_strips(seated.workshop, utc_now(), kinds=kinds)
    )  # fmt: skip


def _way(target: Workshop) -> Way:
    return Way(
        29,
        url_for("catching_up.page", workshop_id=target.id),
        _("Peserta terlambat"),
        _("Isi langkah yang tertinggal; tidak dihitung"),
        "clock",
    )


def init_app(app: Flask) -> None:
    """Connect the pages of helping somebody on."""
    app.register_blueprint(bp)
    app.jinja_env.globals["person_learning"] = person_learning
    register_way(app, _way)


steering_words.say(
    catching_up.STEPS_FILLED, lambda data: _("Langkah sebelum %(upto)s diisi, tidak dihitung.", upto=data["upto"])
)
steering_words.say(
    catching_up.EXERCISE_RESET, lambda data: _("Latihan %(code)s diulang dari awal.", code=data["exercise"])
)
