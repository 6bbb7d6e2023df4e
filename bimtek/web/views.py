"""The few pages that belong to no room: the short address and the language switch."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bimtek.web.access import Audience, audience
from bimtek.web.shell import LANGUAGES, safe_next

bp = Blueprint("web", __name__)


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


def init_app(app: Flask) -> None:
    """Connect the routes."""
    app.register_blueprint(bp)
