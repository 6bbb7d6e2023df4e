"""The groups of a class: part it anew after a preview, move people, give a group another name, take it back."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import class_groups, services
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.class_forms import GroupNameForm, PartingForm
from bimtek.workshops.class_groups import Group
from bimtek.workshops.domain.groups import LONGEST_NAME
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.models import Workshop

bp = Blueprint("class_groups", __name__, url_prefix="/kelas/<int:workshop_id>/kelompok")
WRONG = 422
_A_GROUP = 10  # people at one table, unless the trainer says otherwise


def _page(
    target: Workshop, parting: PartingForm | None = None, preview: list[Group] | None = None,
    renaming: tuple[str, GroupNameForm] | None = None, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    seats = services.seats_of(db.session(), target.id)
    if parting is None:
        parting = PartingForm(formdata=None, count=max(1, -(-len(seats) // _A_GROUP)))
    return render_template(
        "workshops/class_groups.html", target=target, seats=seats, groups=class_groups.of(seats), parting=parting,
        preview=preview, renaming=renaming, steers=may(Right.STEER) and target.archived_at is None,
        undo=class_groups.undoable(db.session(), target.id, utc_now()),
    ), status  # fmt: skip


def _back(target: Workshop) -> ResponseReturnValue:
    return redirect(url_for(".page", workshop_id=target.id))


def _moved(count: int) -> None:
    """Only what changed nothing is said here: what did is said by the strip that takes it back."""
    if not count:
        flash(_("Tidak ada yang berubah."), "info")


@bp.get("")
@audience(Audience.TRAINER)
def page(workshop_id: int) -> ResponseReturnValue:
    """The groups as they are; with a wish in the address also a preview, which changes nothing."""
    target = class_or_404(workshop_id)
    if "count" not in request.args:
        return _page(target)
    form = PartingForm(request.args)
    if not form.validate():
        return _page(target, form, status=WRONG)
    made = class_groups.proposal(db.session(), target.id, form.count.data or 1, form.way.data, form.word.data or "")
    return _page(target, form, made)


@bp.post("")
@audience(Audience.TRAINER)
def part(workshop_id: int) -> ResponseReturnValue:
    """Part the class as the preview showed it."""
    target, form = class_or_404(workshop_id), PartingForm()
    if not form.validate():
        return _page(target, form, status=WRONG)
    made = class_groups.proposal(db.session(), target.id, form.count.data or 1, form.way.data, form.word.data or "")
    wanted = {row.account_id: group.name for group in made for row in group.people}
    _moved(class_groups.assign(db.session(), me(), target, wanted, utc_now()))
    return _back(target)


@bp.post("/pindah")
@audience(Audience.TRAINER)
def move(workshop_id: int) -> ResponseReturnValue:
    """Move the chosen people into one group, one of the class's own or a new one."""
    target = class_or_404(workshop_id)
    chosen = {int(value) for value in request.form.getlist("who")[:1000] if value.isascii() and value.isdigit()}
    name = (request.form.get("new_group", "") or request.form.get("to", "")).strip()
    if not chosen or not name or len(name) > LONGEST_NAME:
        flash(_("Pilih peserta dan kelompok tujuannya. Nama kelompok paling panjang 40 karakter."), "warning")
        return _back(target)
    _moved(class_groups.assign(db.session(), me(), target, dict.fromkeys(chosen, name), utc_now()))
    return _back(target)


@bp.post("/nama")
@audience(Audience.TRAINER)
def rename(workshop_id: int) -> ResponseReturnValue:
    """Another name for a group."""
    target, form, old = class_or_404(workshop_id), GroupNameForm(), request.form.get("old", "")[:200]
    if not form.validate():
        return _page(target, renaming=(old, form), status=WRONG)
    if class_groups.rename(db.session(), me(), target, old, form.group_name.data or "", utc_now()) is None:
        form.group_name.errors = [_("Nama ini sudah dipakai kelompok lain.")]
        return _page(target, renaming=(old, form), status=WRONG)
    flash(_("Nama kelompok diubah. Cetak ulang kartu bila sudah dibagikan."), "success")
    return _back(target)


@bp.post("/batal")
@audience(Audience.TRAINER)
def take_back(workshop_id: int) -> ResponseReturnValue:
    """Undo the last change within its minute."""
    target, entry = class_or_404(workshop_id), request.form.get("entry", 0, type=whole)
    if entry is None or entry < 1:
        abort(400)
    touched = class_groups.take_back(db.session(), me(), target, entry, utc_now())
    if touched is None:
        flash(_("Sudah lewat satu menit, atau kelompok sudah diubah lagi. Tidak ada yang dibatalkan."), "warning")
    else:
        flash(_("Perubahan kelompok dibatalkan untuk %(count)s peserta.", count=touched), "success")
    return _back(target)


def _way(target: Workshop) -> Way:
    href = url_for("class_groups.page", workshop_id=target.id)
    return Way(60, href, _("Kelompok"), _("Membagi peserta, memindahkan, menamai"), "people")


def init_app(app: Flask) -> None:
    """Connect the groups."""
    app.register_blueprint(bp)
    register_way(app, _way)
