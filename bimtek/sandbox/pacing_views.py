"""Pages of time: one's own clock after the class; for the trainer the jump to the next event and the release of a class."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.sandbox import pacing
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import safe_next, utc_now
from bimtek.web.words import moment
from bimtek.workshops import hall_acts, steering_views
from bimtek.workshops import pacing as class_pacing
from bimtek.workshops import presentation as class_words
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import class_or_404, me

bp = Blueprint("pacing", __name__)


@bp.get("/meja/jam")
@audience(Audience.TRAINEE)
def own_clock() -> ResponseReturnValue:
    """The clock one goes by, with its controls when it is one's own."""
    ahead = pacing.next_event(db.session(), g.desk.sandbox, g.desk.moment.sim)
    pace = class_words.pace(g.desk.hall.clock.seconds_per_day)
    return render_template("sandbox/clock.html", desk=g.desk, ahead=ahead, pace=pace, speeds=class_words.speeds())


@bp.post("/meja/jam")
@audience(Audience.TRAINEE)
def steer_own() -> ResponseReturnValue:
    """A jump says from which setting of the clock it starts, so that a double tap jumps once."""
    act, sandbox = request.form.get("act", ""), g.desk.sandbox
    if act not in pacing.ACTS:
        abort(400)
    if act in ("jump", "event") and request.form.get("seen", "") != str(sandbox.clock_sim):
        flash(_("Jam sudah berubah sejak halaman ini dibuka. Periksa dahulu, lalu lompat lagi bila perlu."), "warning")
        return redirect(url_for(".own_clock"))
    speed = request.form.get("speed", 0, type=whole)
    shown = pacing.steer_own(db.session(), me(), sandbox, act, utc_now(), speed)
    if shown is None:
        flash(_("Jam ini dipegang fasilitator. Anda memegang jam sendiri sesudah kelas dilepas."), "warning")
    else:
        flash(_("Jam Anda sekarang %(moment)s.", moment=moment(shown)), "success")
    return redirect(url_for(".own_clock"))


@bp.post("/kelas/<int:workshop_id>/jam/kejadian")
@audience(Audience.TRAINER)
def jump_to_event(workshop_id: int) -> ResponseReturnValue:
    """Set the class's clock to the next thing that happens in any of its sandboxes."""
    target, wall = class_or_404(workshop_id), utc_now()
    onward = safe_next(request.form.get("next"), url_for("workshops.overview", workshop_id=target.id))
    if request.form.get("seen", "") != target.clock_sim.isoformat():
        flash(_("Jam sudah berubah sejak halaman ini dibuka. Periksa dahulu, lalu lompat lagi bila perlu."), "warning")
        return redirect(onward)
    ahead = pacing.next_event_of_class(db.session(), target.id, workshops.sim_now(target, wall))
    if ahead is None:
        flash(_("Tidak ada kejadian lagi di depan."), "warning")
        return redirect(onward)
    sim = class_pacing.jump_to(db.session(), me(), target, ahead, wall)
    flash(class_words.steered("jump", sim, workshops.joined_count(db.session(), target.id)[1]), "success")
    return redirect(onward)


@bp.post("/kelas/<int:workshop_id>/lepas")
@audience(Audience.TRAINER)
def release(workshop_id: int) -> ResponseReturnValue:
    """Release the class; asked once more on the page itself, for it cannot be taken back."""
    target = class_or_404(workshop_id)
    if request.form.get("sure") != "yes":
        flash(_("Centang dahulu bahwa kelas sudah selesai."), "warning")
    elif class_pacing.release(db.session(), me(), target, utc_now()):
        people = workshops.joined_count(db.session(), target.id)[1]
        flash(_("Kelas dilepas: %(count)s peserta kini memegang jam sendiri.", count=people), "success")
    else:
        flash(_("Kelas ini sudah dilepas."), "warning")
    return redirect(url_for("workshops.overview", workshop_id=target.id))


def clock_extras(target: workshops.Workshop, back: str = "") -> Markup:
    """What this room adds to the class's controls: the jump to the next event, a surge, the release."""
    people = workshops.joined_count(db.session(), target.id)[1]
    return part("sandbox/_clock_extras.html", target=target, back=back, people=people)


def undone_words(target: workshops.Workshop, entry: Entry, wall: datetime) -> str:
    """What taking back an act upon the clock did not bring back: desks that somebody had opened meanwhile."""
    if entry.data["kind"] not in hall_acts.CLOCK:
        return ""
    count = pacing.ahead_of_the_hall(db.session(), target.id, workshops.sim_now(target, wall))
    if not count:
        return ""
    return ngettext(
        "%(num)d meja sudah melewati waktu itu; di sana waktu berhenti sampai jam aula menyusul.",
        "%(num)d meja sudah melewati waktu itu; di sana waktu berhenti sampai jam aula menyusul.", count,
    )  # fmt: skip


def init_app(app: Flask) -> None:
    """Connect the pages of time."""
    app.register_blueprint(bp)
    app.jinja_env.globals["clock_extras"] = clock_extras
    steering_views.add_undone_words(app, undone_words)
