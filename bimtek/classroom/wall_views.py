"""The page on the wall: opened by a trainer on the laptop that feeds the projector, and left alone for the day."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Flask, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.classroom import wall_presentation
from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.rendering import language
from bimtek.web.shell import Shell, utc_now
from bimtek.workshops import class_access, news, services
from bimtek.workshops import presentation as hall_words
from bimtek.workshops.class_access import Way
from bimtek.workshops.services import Workshop

bp = Blueprint("wall", __name__, url_prefix="/kelas/<int:workshop_id>/layar")


def _part(target: Workshop, hall: services.Hall) -> tuple[Markup, str]:
    """The live part and its version: a digest of what it says, so that a wall on which nothing changed is sent nothing. The
    instant of the clock is left out of it, for that ticks by itself."""
    page = wall_presentation.wall_page(db.session(), target, hall, utc_now())
    html = render_template("classroom/_wall.html", page=page, closed=wall_presentation.is_closed(page.mirror))
    return Markup(html), sha256(html.encode()).hexdigest()[:20]  # noqa: S704 -- our own template with escaping on


@bp.get("")
@audience(Audience.TRAINER)
def wall(workshop_id: int) -> ResponseReturnValue:
    """The whole page. Its frame knows no person: not even the trainer who opened it."""
    target = class_access.class_or_404(workshop_id)
    hall = services.hall(db.session(), target.id)
    inside, version = _part(target, hall)
    door = hall_words.join_address()
    return render_template(
        "classroom/wall.html", shell=Shell(language=language()), target=target, inside=inside, version=version,
        live=url_for(".part", workshop_id=target.id), door=door.partition("://")[2].removesuffix("/masuk"),
        code=hall_words.qr_path(door), hall=hall, only_here=hall_words.is_only_here(door),
        clock=hall_words.class_clock(target, utc_now()),
    )  # fmt: skip


@bp.get("/bagian")
@audience(Audience.TRAINER)
def part(workshop_id: int) -> ResponseReturnValue:
    """What is on the wall now, when it is another than before. Carries the clock; keeps nobody signed in."""
    target = class_access.class_or_404(workshop_id)
    hall = services.hall(db.session(), target.id)
    html, version = _part(target, hall)
    response = live_answer(version, lambda: str(html))
    response.headers["X-Clock"] = _clock(hall)
    session.permanent = False
    session.modified = False
    return response


def _clock(hall: services.Hall) -> str:
    """The clock with the office hours to come: a wall hangs longer than the hours that its page was given."""
    *_now, spans = hall.ticking(hall.sim_now(utc_now()))
    return f"{news.clock_header(hall, utc_now())} {spans.replace(' ', ',')}"


def _way(target: Workshop) -> Way:
    return Way(
        40, url_for("wall.wall", workshop_id=target.id), _("Layar aula"),
        _("Untuk proyektor: jam, tugas, QR, dan jumlah seaula, tanpa nama"), "eye",
    )  # fmt: skip


def init_app(app: Flask) -> None:
    """Connect the wall, and offer it on the class's page."""
    app.register_blueprint(bp)
    wall_presentation.begin(app)
    class_access.register_way(app, _way)
