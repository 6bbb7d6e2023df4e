"""The trainer's pages of a class: list, overview, clock, roster, cards."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import Shell, utc_now
from bimtek.workshops import class_home, class_trainers, intake, presentation, services, taught, uploads
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way, ways
from bimtek.workshops.domain.codes import spaced
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.domain.sheets import SheetFault
from bimtek.workshops.forms import RosterForm
from bimtek.workshops.models import Workshop

bp = Blueprint("workshops", __name__)
WRONG = 422


@bp.get("/kelas")
@audience(Audience.TRAINER)
def classes() -> ResponseReturnValue:
    rows = class_home.class_rows(db.session(), me(), utc_now())
    return render_template("workshops/classes.html", rows=rows, me=me())


@bp.get("/kelas/<int:workshop_id>")
@audience(Audience.TRAINER)
def overview(workshop_id: int) -> ResponseReturnValue:
    target, wall = class_or_404(workshop_id), utc_now()
    seats, address = services.seats_of(db.session(), target.id), presentation.join_address()
    before = class_home.preparations(db.session(), target, seats)
    return render_template(
        "workshops/overview.html", target=target, seats=seats, joined=sum(row.joined for row in seats),
        before=before, then=class_home.next_thing(target, before, seats, wall), ways=ways(target),
        begun=class_home.has_begun(target, seats, wall),
        trainers=class_trainers.trainers(db.session(), target.id), roles=presentation.role_words(),
        units=taught.taught(target), steers=may(Right.STEER) and target.archived_at is None, keeps=may(Right.KEEP),
        clock=presentation.class_clock(target, wall), pace=presentation.pace(target.clock_seconds_per_day),
        address=address, only_here=presentation.is_only_here(address), spaced=spaced,
    )  # fmt: skip


@bp.get("/kelas/<int:workshop_id>/qr.svg")
@audience(Audience.TRAINER)
def qr(workshop_id: int) -> ResponseReturnValue:
    class_or_404(workshop_id)
    return current_app.response_class(presentation.qr_image(presentation.join_address()), mimetype="image/svg+xml")


@bp.get("/kelas/<int:workshop_id>/kartu")
@audience(Audience.TRAINER)
def cards(workshop_id: int) -> ResponseReturnValue:
    target = class_or_404(workshop_id)
    pages = presentation.card_pages(services.seats_of(db.session(), target.id))
    address = presentation.join_address()
    only_here = presentation.is_only_here(address)
    return render_template("workshops/cards.html", target=target, pages=pages, address=address, only_here=only_here)


def _folder() -> Path:
    return Path(current_app.extensions["settings"].instance_dir) / "uploads"


def _owner(target: Workshop) -> str:
    return f"{current_user.id}-{target.id}"


@bp.route("/kelas/<int:workshop_id>/peserta/impor", methods=["GET", "POST"])
@audience(Audience.TRAINER)
def bring_roster(workshop_id: int) -> ResponseReturnValue:
    """Upload a list. It is only read; nobody is seated before the preview is confirmed."""
    target = class_or_404(workshop_id, Right.STEER)
    form = RosterForm()
    if not form.is_submitted() or not form.validate():
        return _roster_page(target, form, WRONG if form.errors else 200)
    brought = uploads.Upload(
        presentation.plain_filename(form.roster.data.filename), form.roster.data.read(intake.MAX_BYTES + 1)
    )
    found = intake.read_list(brought.data, brought.filename)
    if isinstance(found, SheetFault):
        form.roster.errors = [found.message]
        return _roster_page(target, form, WRONG)
    key = uploads.keep(_folder(), _owner(target), brought, utc_now())
    return redirect(url_for(".preview", workshop_id=target.id, key=key))


def _roster_page(target: Workshop, form: RosterForm, status: int) -> ResponseReturnValue:
    return render_template("workshops/bring_roster.html", target=target, form=form), status


@bp.route("/kelas/<int:workshop_id>/peserta/impor/<key>", methods=["GET", "POST"])
@audience(Audience.TRAINER)
def preview(workshop_id: int, key: str) -> ResponseReturnValue:
    """Show what the kept file says, line by line; the POST reads it again and seats the good lines."""
    target = class_or_404(workshop_id, Right.STEER)
    kept = uploads.fetch(_folder(), _owner(target), key, utc_now())
    found = intake.read_list(kept.data, kept.filename) if kept else None
    if kept is None or found is None or isinstance(found, SheetFault):
        flash(_("Berkas ini sudah dipakai atau sudah terlalu lama. Unggah lagi bila masih perlu."), "warning")
        return redirect(url_for(".bring_roster", workshop_id=target.id))
    sorted_lines = intake.sort_lines(found, services.seats_of(db.session(), target.id))
    if request.method == "POST" and sorted_lines.can_be_taken:
        seated = services.import_roster(db.session(), me(), target, sorted_lines.ready, utc_now())
        uploads.drop(_folder(), _owner(target), key)
        for words, tone in presentation.taken_words(seated, sorted_lines):
            flash(words, tone)
        return redirect(url_for(".overview", workshop_id=target.id))
    rows = presentation.preview_rows(sorted_lines)
    return render_template("workshops/preview.html", target=target, key=key, kept=kept, intake=sorted_lines, rows=rows)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(fault: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file the server would not even read: the roster page says so beside its field."""
    is_trainer = current_user.is_authenticated and current_user.role == Audience.TRAINER
    if request.endpoint != "workshops.bring_roster" or not is_trainer:
        return render_template("errors/404.html", code=fault.code), 413
    found = services.workshop_for(db.session(), me(), min((request.view_args or {})["workshop_id"], LARGEST))
    if found is None:
        return render_template("errors/404.html", code=404), 404
    form = RosterForm(formdata=None)
    form.roster.errors = [_("Berkas lebih dari %(limit)s MB. Simpan lembar peserta saja.", limit=intake.MAX_MEGABYTES)]
    return _roster_page(found, form, 413)


def fill_shell(shell: Shell) -> None:
    """On the pages of one class the frame shows that class's clock to its trainer."""
    if "workshop" in g:
        shell.clock = presentation.class_clock(g.workshop, utc_now())


def _roster_way(target: Workshop) -> Way | None:
    seated = services.joined_count(db.session(), target.id)[1]
    if not seated or not may(Right.STEER) or target.archived_at is not None:
        return None
    href = url_for("workshops.bring_roster", workshop_id=target.id)
    return Way(50, href, _("Impor daftar peserta"), _("Peserta susulan; yang sudah terdaftar tidak berubah"), "people")


def _cards_way(target: Workshop) -> Way | None:
    if not services.joined_count(db.session(), target.id)[1]:
        return None
    href = url_for("workshops.cards", workshop_id=target.id)
    return Way(55, href, _("Cetak kartu masuk"), _("Sepuluh kartu pada setiap lembar A4"), "print")


def init_app(app: Flask) -> None:
    """Connect the door and the class."""
    app.register_blueprint(bp)
    for way in (_roster_way, _cards_way):
        register_way(app, way)
    app.extensions.setdefault("shell_fillers", []).append(fill_shell)
