"""The strip of news under the frame of a trainee's page: asked for by itself, a hand raised from it, a message put away."""

from __future__ import annotations

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.people.domain import Person, Role
from bimtek.web.access import Audience, audience
from bimtek.web.live import know_stamp, live_answer
from bimtek.web.shell import safe_next, utc_now
from bimtek.web.transaction import begin_writing
from bimtek.workshops import hands, messages, news, presence
from bimtek.workshops.class_access import me

bp = Blueprint("news", __name__, url_prefix="/aula")
REGISTER = "presence_register"


def _trainee() -> Person:
    """The trainee whose page asks; a trainer has no strip."""
    person = me()
    if person.role != Role.TRAINEE or person.workshop_id is None:
        abort(404)
    return person


def hall_news() -> Markup:
    """Template function: the strip of the page that is being written, nothing for trainers and visitors."""
    if not current_user.is_authenticated or current_user.role != Role.TRAINEE or current_user.workshop_id is None:
        return Markup()
    wall = utc_now()
    if news.is_released(db.session(), me(), wall):  # nobody is in the hall any more
        return Markup()
    it = news.news(db.session(), me(), wall)
    inside = _inside(it)
    at = request.full_path.rstrip("?")
    html = current_app.jinja_env.get_template("workshops/news.html").render(version=it.version, inside=inside, at=at)
    return Markup(html)  # noqa: S704 -- our own template with escaping on


def _inside(it: news.News) -> Markup:
    # Not render_template: that would put the whole frame's context together a second time, on every page of a trainee.
    template = current_app.jinja_env.get_template("workshops/_news.html")
    html = template.render(it=it, hand_words=news.hand_words(it), here=_here())
    return Markup(html)  # noqa: S704 -- our own template with escaping on


def _here() -> str:
    """The page a form without a script comes back to."""
    at = request.args.get("halaman", "") if request.endpoint == "news.strip" else request.full_path.rstrip("?")
    return safe_next(at, "/beranda") if request.method == "GET" else "/beranda"


@bp.get("/kabar")
@audience(Audience.SIGNED_IN)
def strip() -> ResponseReturnValue:
    """The strip alone, when there is something new. Carries the hall's clock; keeps nobody signed in."""
    person, wall = _trainee(), utc_now()
    response = live_answer(
        news.version(db.session(), person, wall), lambda: str(_inside(news.news(db.session(), person, wall)))
    )
    hall = news.hall_of(db.session(), person, wall)
    response.headers["X-Clock"] = news.clock_header(hall, wall)
    session.permanent = False
    session.modified = False
    return response


def _done(words: str) -> ResponseReturnValue:
    """Back to the page one was on; a script that stays there wants no page."""
    if request.headers.get("X-Live"):
        return make_response("", 204)
    flash(words, "success")
    return redirect(safe_next(request.form.get("next"), "/beranda"))


@bp.post("/tangan")
@audience(Audience.SIGNED_IN)
def raise_hand() -> ResponseReturnValue:
    """Ask for help in silence."""
    hands.raise_hand(db.session(), _trainee(), request.form.get("about", "")[:400], utc_now())
    return _done(_("Tangan Anda terangkat. Fasilitator melihatnya."))


@bp.post("/tangan/turun")
@audience(Audience.SIGNED_IN)
def lower_hand() -> ResponseReturnValue:
    """Help is no longer wanted."""
    hands.lower_hand(db.session(), _trainee(), utc_now())
    return _done(_("Tangan Anda sudah turun."))


@bp.post("/pesan/<int:message_id>/tutup")
@audience(Audience.SIGNED_IN)
def put_away(message_id: int) -> ResponseReturnValue:
    """The message was read."""
    if not messages.put_away(db.session(), _trainee(), min(message_id, 2**31 - 1), utc_now()):
        abort(404)
    return _done(_("Pesan ditutup."))


def register() -> presence.Register:
    """What this process noted of devices and has not written yet."""
    kept: presence.Register = current_app.extensions.setdefault(REGISTER, presence.Register())
    return kept


def note_presence() -> None:
    """Before each request of a trainee: the device is there. A page that asks by itself writes what was noted, now and then."""
    if not request.endpoint or request.endpoint == "static" or not current_user.is_authenticated:
        return
    if current_user.role != Role.TRAINEE or current_user.workshop_id is None:
        return
    if request.endpoint == "people.sign_out":
        presence.gone(db.session(), register(), current_user.id)
        return
    polls = request.endpoint == "news.strip"
    if register().note(current_user.id, current_user.workshop_id, utc_now(), may_write=polls):
        begin_writing()
        presence.write(db.session(), register())


def init_app(app: Flask) -> None:
    """Connect the strip."""
    app.register_blueprint(bp)
    app.before_request(note_presence)
    know_stamp(app, lambda workshop_id: news.stamp(db.session(), workshop_id))
    app.jinja_env.globals["hall_news"] = hall_news
