"""Texts that match: both side by side with the base rate, for a trainer to look at. No mark changes here."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from bimtek.extensions import db
from bimtek.modules import copying, review_presentation
from bimtek.modules.review_access import chosen_class
from bimtek.web.access import Audience, audience

bp = Blueprint("copying", __name__)


@bp.get("/penilaian/kemiripan")
@audience(Audience.TRAINER)
def pairs() -> ResponseReturnValue:
    """The most alike texts of a class."""
    target, own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    radar = copying.radar(db.session(), target.id)
    tabs = review_presentation.tabs(db.session(), target, "copying.pairs")
    return render_template("reviews/copying.html", target=target, own=own, tabs=tabs, radar=radar)


def init_app(app: Flask) -> None:
    """Connect the page."""
    app.register_blueprint(bp)
