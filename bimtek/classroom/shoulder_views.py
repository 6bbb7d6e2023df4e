"""Looking over a shoulder: begun by a tap that is recorded, shown to the one who is looked at, and nothing to type in."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Flask, abort, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.classroom import services, shoulder
from bimtek.classroom.services import Seated
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, Action
from bimtek.sandbox.services import Desk
from bimtek.web.access import Audience, audience
from bimtek.web.live import Recent, live_answer
from bimtek.web.rendering import part
from bimtek.web.shell import utc_now
from bimtek.web.transaction import begin_writing
from bimtek.workshops import news, shoulders
from bimtek.workshops.class_access import me
from bimtek.workshops.domain.rights import Right

bp = Blueprint("shoulder", __name__, url_prefix="/papan/orang/<int:account_id>/bahu")


def _seated(account_id: int) -> Seated:
    """A person of a class this trainer steers; anybody else is not found. Looking is helping, so it asks for that right."""
    found = services.seated(db.session(), me(), account_id, Right.STEER) if account_id < services.LARGEST else None
    if found is None:
        abort(404)
    g.workshop, g.class_right = found.workshop, Right.STEER
    return found


def _desk(account_id: int, wall: datetime) -> Desk:
    """Where the person works now, the branch that was entered too; as far as its world has come: looking plays nothing."""
    return sandboxes.desk_of(db.session(), account_id, wall) or abort(404)


@bp.get("")
@audience(Audience.TRAINER)
def watch(account_id: int) -> ResponseReturnValue:
    """The page; before the look was begun it only asks."""
    found, wall = _seated(account_id), utc_now()
    if not shoulders.is_looking(db.session(), me(), account_id, wall):
        return render_template("classroom/shoulder_ask.html", seated=found)
    desk = _desk(account_id, wall)
    version = shoulder.version(db.session(), found, desk)
    return render_template("classroom/shoulder.html", seated=found, version=version, inside=_inside(found, desk, wall))


def _inside(found: Seated, desk: Desk, wall: datetime) -> Markup:
    it = shoulder.shown(db.session(), found, desk, wall)
    words = {action.value: str(_(label)) for action, label in ACTION_LABELS.items() if isinstance(action, Action)}
    return part("classroom/_shoulder.html", it=it, words=words, seated=found)


@bp.get("/baris")
@audience(Audience.TRAINER)
def watch_rows(account_id: int) -> ResponseReturnValue:
    """The live part, asked for every second; now and then it notes that the page is still open."""
    wall = utc_now()
    found = _seated(account_id)
    if not shoulders.is_looking(db.session(), me(), account_id, wall):
        abort(404)
    if shoulders.needs_beat(db.session(), me(), account_id, wall):
        begin_writing()
        shoulders.beat(db.session(), me(), account_id, wall)
        found = _seated(account_id)
    desk = _desk(account_id, wall)
    session.permanent = False
    session.modified = False
    return live_answer(shoulder.version(db.session(), found, desk), lambda: str(_inside(found, desk, wall)))


@bp.post("")
@audience(Audience.TRAINER)
def begin(account_id: int) -> ResponseReturnValue:
    """Begin to look."""
    found = _seated(account_id)
    shoulders.begin(db.session(), me(), found.workshop, account_id, utc_now())
    return redirect(url_for(".watch", account_id=account_id))


@bp.post("/selesai")
@audience(Audience.TRAINER)
def end(account_id: int) -> ResponseReturnValue:
    """Stop looking; also sent by the page itself when it is left."""
    found = _seated(account_id)
    shoulders.end(db.session(), me(), found.workshop, account_id, utc_now())
    if request.headers.get("X-Live") or request.form.get("leaving"):
        return make_response("", 204)
    flash(_("Selesai melihat. Tanda di layar peserta hilang."), "success")
    return redirect(url_for("classroom.person", account_id=account_id))


#: Who of a class is looked at, known for a second; emptied by every entry of a class in this process.
_watched: Recent[dict[int, str]] = Recent()


def _of_class(database: Session, person: Person, wall: datetime) -> dict[int, str]:
    number = person.workshop_id or 0
    return _watched.get(str(number), lambda: shoulders.watched(database, number, wall), number)


def banner(database: Session, person: Person, wall: datetime) -> news.Line | None:
    """What the one who is looked at sees on every page."""
    who = _of_class(database, person, wall).get(person.id)
    if who is None:
        return None
    text = _("%(who)s sedang melihat pekerjaan Anda untuk membantu.", who=who)
    return news.Line("", "eye", text, chip=_("Sedang dilihat fasilitator"))


def mark(database: Session, person: Person, wall: datetime) -> str:
    """What changes when the banner does."""
    return "w" if person.id in _of_class(database, person, wall) else ""


def on_entry(_session: Session, entry: Entry) -> None:
    """Listener: somebody began or ended a look."""
    if entry.kind in (shoulders.STARTED, shoulders.ENDED):
        _watched.forget()


def init_app(app: Flask) -> None:
    """Connect the look over a shoulder, and its banner."""
    app.register_blueprint(bp)
    news.register_line(app, news.Source(banner, mark))
