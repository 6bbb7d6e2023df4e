"""The trainer's pages of a class: list, overview, clock, roster, cards."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import Shell, safe_next, utc_now
from bimtek.workshops import intake, pacing, presentation, services, uploads
from bimtek.workshops.class_access import LARGEST, class_or_404, me
from bimtek.workshops.domain.codes import spaced
from bimtek.workshops.domain.sheets import SheetFault
from bimtek.workshops.forms import ClassForm, RosterForm
from bimtek.workshops.models import Workshop

bp = Blueprint("workshops", __name__)
WRONG = 422


@bp.route("/kelas", methods=["GET", "POST"])
@audience(Audience.TRAINER)
def classes() -> ResponseReturnValue:
    form = ClassForm()
    if form.is_submitted() and form.validate():
        made = services.create_workshop(
            db.session(),
            me(),
            title=form.title.data or "",
            place=form.place.data or "",
            starts_on=form.starts_on.data,  # type: ignore[arg-type]  # DataRequired
            seed=form.chosen_seed(),
            cases=intake.CASES_PER_SANDBOX,
            wall=utc_now(),
        )
        flash(_("Kelas dibuat. Berikutnya, impor daftar peserta."), "success")
        return redirect(url_for(".overview", workshop_id=made.id))
    own = [(row, *services.joined_count(db.session(), row.id)) for row in services.workshops_of(db.session(), me())]
    return render_template("workshops/classes.html", form=form, classes=own), WRONG if form.errors else 200


@bp.get("/kelas/<int:workshop_id>")
@audience(Audience.TRAINER)
def overview(workshop_id: int) -> ResponseReturnValue:
    target = class_or_404(workshop_id)
    seats = services.seats_of(db.session(), target.id)
    address = presentation.join_address()
    return render_template(
        "workshops/overview.html",
        target=target,
        seats=seats,
        joined=sum(row.joined for row in seats),
        clock=presentation.class_clock(target, utc_now()),
        pace=presentation.pace(target.clock_seconds_per_day),
        speeds=presentation.speeds(),
        address=address,
        only_here=presentation.is_only_here(address),
        spaced=spaced,
    )


@bp.get("/kelas/<int:workshop_id>/qr.svg")
@audience(Audience.TRAINER)
def qr(workshop_id: int) -> ResponseReturnValue:
    class_or_404(workshop_id)
    return current_app.response_class(presentation.qr_image(presentation.join_address()), mimetype="image/svg+xml")


@bp.post("/kelas/<int:workshop_id>/jam")
@audience(Audience.TRAINER)
def steer(workshop_id: int) -> ResponseReturnValue:
    """Resume, freeze, speed or jump. A jump says from which setting of the clock it starts, so that a double tap jumps once."""
    target = class_or_404(workshop_id)
    act = request.form.get("act", "")
    speed = request.form.get("speed", 0, type=int)
    if act not in ("resume", "freeze", "jump", "speed") or (act == "speed" and speed not in pacing.SPEEDS):
        abort(400)
    onward = safe_next(request.form.get("next"), url_for(".overview", workshop_id=target.id))
    if act == "jump" and request.form.get("seen", "") != target.clock_sim.isoformat():
        flash(_("Jam sudah berubah sejak halaman ini dibuka. Periksa dahulu, lalu lompat lagi bila perlu."), "warning")
        return redirect(onward)
    sim = pacing.steer_clock(db.session(), me(), target, act, utc_now(), speed)
    _joined, people_count = services.joined_count(db.session(), target.id)
    flash(presentation.steered(act, sim, people_count), "success")
    return redirect(onward)


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
    target = class_or_404(workshop_id)
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
    target = class_or_404(workshop_id)
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


def init_app(app: Flask) -> None:
    """Connect the door and the class."""
    app.register_blueprint(bp)
    app.extensions.setdefault("shell_fillers", []).append(fill_shell)
