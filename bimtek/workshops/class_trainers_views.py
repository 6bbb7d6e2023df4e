"""Who trains a class, and what each may do there."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.workshops import class_trainers, presentation
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.class_forms import TrainerPartForm
from bimtek.workshops.class_trainers import Refused
from bimtek.workshops.domain.rights import RIGHTS, Right
from bimtek.workshops.models import Workshop

bp = Blueprint("class_trainers", __name__, url_prefix="/kelas/<int:workshop_id>/fasilitator")
WRONG = 422


def _page(target: Workshop, form: TrainerPartForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "workshops/class_trainers.html", target=target, form=form, rows=class_trainers.trainers(db.session(), target.id),
        roles=presentation.role_words(), keeps=may(Right.KEEP) and target.archived_at is None, mine=me().id,
    ), status  # fmt: skip


def _told(refused: Refused | None, done: str) -> None:
    if refused == Refused.UNKNOWN:
        abort(404)
    if refused == Refused.LAST_LEAD:
        flash(_("Kelas harus punya penanggung jawab. Tunjuk penanggung jawab lain dahulu."), "warning")
    else:
        flash(done, "success")


@bp.get("")
@audience(Audience.TRAINER)
def page(workshop_id: int) -> ResponseReturnValue:
    """The trainers with their roles; who keeps the class may change them."""
    return _page(class_or_404(workshop_id), TrainerPartForm(formdata=None))


@bp.post("")
@audience(Audience.TRAINER)
def add(workshop_id: int) -> ResponseReturnValue:
    """Give a trainer a part in the class."""
    target, form = class_or_404(workshop_id, Right.KEEP), TrainerPartForm()
    if not form.validate():
        return _page(target, form, WRONG)
    made = class_trainers.add(db.session(), me(), target, form.username.data or "", form.role.data, utc_now())
    if isinstance(made, Refused):
        form.username.errors = [
            _("Fasilitator ini sudah ada di kelas. Ubah perannya di daftar.")
            if made == Refused.ALREADY
            else _("Tidak ada akun fasilitator dengan nama pengguna ini.")
        ]
        return _page(target, form, WRONG)
    flash(_("%(name)s ditambahkan ke kelas ini.", name=made.name), "success")
    return redirect(url_for(".page", workshop_id=target.id))


@bp.post("/<int:account_id>/peran")
@audience(Audience.TRAINER)
def change(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Another role for a trainer of the class."""
    target, role = class_or_404(workshop_id, Right.KEEP), request.form.get("role", "")
    if role not in RIGHTS:
        abort(400)
    refused = class_trainers.change(db.session(), me(), target, min(account_id, LARGEST), role, utc_now())
    _told(refused, _("Peran diubah menjadi %(role)s.", role=presentation.role_words()[role].name))
    return redirect(url_for(".page", workshop_id=target.id))


@bp.post("/<int:account_id>/keluarkan")
@audience(Audience.TRAINER)
def remove(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """End a trainer's part in the class; who removes oneself goes back to the list."""
    target, left = class_or_404(workshop_id, Right.KEEP), min(account_id, LARGEST)
    refused = class_trainers.remove(db.session(), me(), target, left, utc_now())
    _told(refused, _("Fasilitator dikeluarkan dari kelas ini. Yang pernah ia lakukan tetap tercatat."))
    if left == me().id and refused is None:
        return redirect(url_for("workshops.classes"))
    return redirect(url_for(".page", workshop_id=target.id))


def _way(target: Workshop) -> Way:
    href = url_for("class_trainers.page", workshop_id=target.id)
    return Way(70, href, _("Fasilitator"), _("Siapa yang ikut memandu, dan apa yang boleh dilakukannya"), "person")


def init_app(app: Flask) -> None:
    """Connect the trainers of a class."""
    app.register_blueprint(bp)
    register_way(app, _way)
