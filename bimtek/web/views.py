"""The few pages that belong to no room: the short address, the language switch, the health answer."""

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
@audience(Audience.PUBLIC, because="The short address on the wall: it only leads on.")
def start() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect(url_for("workshops.join"))
    return redirect(url_for("classroom.board" if current_user.role == "trainer" else "classroom.home"))


@bp.get("/sehat")
@audience(Audience.PUBLIC, because="Says only that the server answers.")
def health() -> ResponseReturnValue:
    return {"status": "ok"}


def init_app(app: Flask) -> None:
    """Connect the routes."""
    app.register_blueprint(bp)
