"""Make a class, amend it, copy it, put it into the archive; tick off what is prepared."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.shell import utc_now
from bimtek.workshops import class_keeping, news, services, taught
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.class_forms import ClassForm, CopyForm
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.models import Workshop

bp = Blueprint("class_keeping", __name__, url_prefix="/kelas")
WRONG = 422


def _home(workshop_id: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("workshops.overview", workshop_id=workshop_id, _anchor=anchor))


@bp.get("/baru")
@audience(Audience.TRAINER)
def new() -> ResponseReturnValue:
    """The form of a new class."""
    return render_template("workshops/class_new.html", form=ClassForm.blank())


@bp.post("/baru")
@audience(Audience.TRAINER)
def make() -> ResponseReturnValue:
    """Make the class; its page then says what is left to prepare."""
    form = ClassForm()
    if not form.validate():
        return render_template("workshops/class_new.html", form=form), WRONG
    made = services.create_workshop(
        db.session(),
        me(),
        title=form.title.data or "",
        place=form.place.data or "",
        starts_on=form.starts_on.data,  # type: ignore[arg-type]  # DataRequired
        seed=form.chosen_seed(),
        cases=form.cases.data or 0,
        units=taught.stored(form.units.data or ()),
        quiet_minutes=form.quiet_minutes.data or 0,
        seconds_per_day=form.speed.data,
        wall=utc_now(),
    )
    flash(_("Kelas dibuat. Berikutnya, impor daftar peserta."), "success")
    return _home(made.id)


def _amending(target: Workshop, form: ClassForm, seated: bool, status: int = 200) -> ResponseReturnValue:
    return render_template("workshops/class_amend.html", target=target, form=form, seated=seated), status


@bp.get("/<int:workshop_id>/ubah")
@audience(Audience.TRAINER)
def amending(workshop_id: int) -> ResponseReturnValue:
    """What may still be changed, and why the rest stays."""
    target = class_or_404(workshop_id, Right.KEEP)
    seated = class_keeping.is_seated(db.session(), target.id)
    return _amending(target, ClassForm.of(target, seated=seated, typed=False), seated)


@bp.post("/<int:workshop_id>/ubah")
@audience(Audience.TRAINER)
def amend(workshop_id: int) -> ResponseReturnValue:
    """Change the class."""
    target = class_or_404(workshop_id, Right.KEEP)
    seated = class_keeping.is_seated(db.session(), target.id)
    form = ClassForm.of(target, seated=seated, typed=True)
    if not form.validate():
        return _amending(target, form, seated, WRONG)
    changed = class_keeping.amend(db.session(), me(), target, form.wanted(target), utc_now())
    flash(_("Perubahan kelas disimpan.") if changed else _("Tidak ada yang berubah."), "success" if changed else "info")
    return _home(target.id)


def _copying(target: Workshop, form: CopyForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "workshops/class_copy.html", target=target, form=form, units=taught.taught(target),
        lines=class_keeping.agenda_lines(db.session(), target.id),
    ), status  # fmt: skip


@bp.get("/<int:workshop_id>/salin")
@audience(Audience.TRAINER)
def copying(workshop_id: int) -> ResponseReturnValue:
    """What a copy takes along, and what it does not."""
    target = class_or_404(workshop_id, Right.STEER, archived_too=True)
    return _copying(target, CopyForm(formdata=None))


@bp.post("/<int:workshop_id>/salin")
@audience(Audience.TRAINER)
def copy(workshop_id: int) -> ResponseReturnValue:
    """Make a class like this one; who copies it, keeps the copy."""
    target = class_or_404(workshop_id, archived_too=True)
    form = CopyForm()
    if not form.validate() or form.starts_on.data is None:
        return _copying(target, form, WRONG)
    made = class_keeping.copy_class(
        db.session(), me(), target, title=form.title.data or "", starts_on=form.starts_on.data, seed=form.chosen_seed(),
        agenda=bool(form.agenda.data), trainers=bool(form.trainers.data), wall=utc_now(),
    )  # fmt: skip
    flash(_("Kelas disalin. Berikutnya, impor daftar peserta."), "success")
    return _home(made.id)


@bp.get("/<int:workshop_id>/arsip")
@audience(Audience.TRAINER)
def archiving(workshop_id: int) -> ResponseReturnValue:
    """What the archive means, before the one question."""
    target = class_or_404(workshop_id, Right.KEEP)
    joined, total = services.joined_count(db.session(), target.id)
    return render_template("workshops/class_archive.html", target=target, joined=joined, total=total)


@bp.post("/<int:workshop_id>/arsip")
@audience(Audience.TRAINER)
def archive(workshop_id: int) -> ResponseReturnValue:
    """Into the archive, or out of it. The same twice is once."""
    target, act = class_or_404(workshop_id, Right.KEEP, archived_too=True), request.form.get("act", "")
    if act == "archive":
        class_keeping.archive(db.session(), me(), target, utc_now())
        flash(_("Kelas diarsipkan. Jam aulanya dibekukan."), "success")
    elif act == "restore":
        class_keeping.restore(db.session(), me(), target, utc_now())
        flash(_("Kelas dikeluarkan dari arsip. Jam aulanya masih dibekukan."), "success")
    else:
        abort(400)
    return _home(target.id)


@bp.post("/<int:workshop_id>/siap")
@audience(Audience.TRAINER)
def tick(workshop_id: int) -> ResponseReturnValue:
    """Tick off, or take back, what only the trainer can see."""
    target, what = class_or_404(workshop_id), request.form.get("what", "")
    if what not in class_keeping.TICKS:
        abort(400)
    class_keeping.tick(db.session(), me(), target, what, request.form.get("done") == "yes", utc_now())
    return _home(target.id, "before")


def _amend_way(target: Workshop) -> Way | None:
    if not may(Right.KEEP) or target.archived_at is not None:
        return None
    href = url_for("class_keeping.amending", workshop_id=target.id)
    return Way(80, href, _("Ubah kelas"), _("Nama, tempat, unit yang diajarkan, menit tanpa kegiatan"), "file")


def _copy_way(target: Workshop) -> Way | None:
    if not may(Right.STEER):
        return None
    href = url_for("class_keeping.copying", workshop_id=target.id)
    return Way(85, href, _("Salin kelas"), _("Kelas baru dengan susunan yang sama, untuk tanggal lain"), "copy")


def _archive_way(target: Workshop) -> Way | None:
    if not may(Right.KEEP) or target.archived_at is not None:
        return None
    href = url_for("class_keeping.archiving", workshop_id=target.id)
    return Way(90, href, _("Arsipkan kelas"), _("Bila kelas selesai: semua tetap dapat dibaca"), "lock")


def archived_line() -> Markup:
    """For a trainee's home: the class lies in the archive, and what that means for the own work; nothing for any other class."""
    number, session = current_user.workshop_id, db.session()
    if not number or not news.known_of_class(
        session, me(), utc_now(), "archived", lambda: class_keeping.is_archived(session, number)
    ):
        return Markup()
    return part("workshops/_archived_line.html")


def init_app(app: Flask) -> None:
    """Connect the keeping of classes."""
    app.register_blueprint(bp)
    app.jinja_env.globals["archived_line"] = archived_line
    for way in (_amend_way, _copy_way, _archive_way):
        register_way(app, way)
