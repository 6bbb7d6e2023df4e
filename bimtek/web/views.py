"""The few pages that belong to no room: the short address, the language switch, the health answer."""

from __future__ import annotations

import shutil

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import LANGUAGES, safe_next

bp = Blueprint("web", __name__)
#: Less room than this on the disk (bytes) and a hall of a day may not fit; a day with 118 people writes some 50 MB.
LITTLE = 500 * 1024**2


@bp.post("/bahasa")
@audience(Audience.PUBLIC, because="Language is chosen before signing in.")
def set_language() -> ResponseReturnValue:
    chosen = request.form.get("language", "id")
    if chosen in LANGUAGES:
        session["language"] = chosen
        remember = current_app.extensions.get("remember_language")
        if remember and current_user.is_authenticated:
            remember(chosen)
    return redirect(safe_next(request.form.get("next"), url_for("web.start")))


@bp.get("/")
@audience(Audience.PUBLIC, because="The short address on the wall: the door, or where a signed-in person belongs.")
def start() -> ResponseReturnValue:
    if not current_user.is_authenticated:  # the door itself: being sent on to it costs weak wifi one more trip
        return current_app.ensure_sync(current_app.view_functions["workshops.join"])()
    return redirect(url_for("classroom.board" if current_user.role == "trainer" else "classroom.home"))


@bp.get("/sehat")
@audience(Audience.PUBLIC, because="Says only whether the server can read its database and has room to write.")
def health() -> ResponseReturnValue:
    """200 when all is well, 503 when something needs a hand: for a watchdog, a load balancer, the trainer's phone."""
    found = {
        "database": _reads(),
        "room": shutil.disk_usage(current_app.extensions["settings"].instance_dir).free > LITTLE,
    }
    sound = all(found.values())
    told = {"status": "ok" if sound else "fault"} | {name: "ok" if good else "fault" for name, good in found.items()}
    return told, 200 if sound else 503, {"Cache-Control": "no-store"}


def _reads() -> bool:
    try:
        db.session.execute(text("select version_num from alembic_version")).scalar_one()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def init_app(app: Flask) -> None:
    """Connect the routes."""
    app.register_blueprint(bp)
