"""The door of the personal link: opening it shows what waits and starts nothing; one tap signs in and opens the case."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bimtek.extensions import db, limiter
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.refresher import links, services, visiting, words
from bimtek.refresher.views import calendar_file
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now

bp = Blueprint("refresher_door", __name__, url_prefix="/s")
BECAUSE = "The personal link is the key; without it there is nothing to see."
RATE = "60/minute"


def _person(token: str) -> Person:
    found = links.person_of(db.session(), str(current_app.secret_key), token)
    return found if found is not None else abort(404)


@bp.get("/<token>")
@audience(Audience.PUBLIC, because=BECAUSE)
@limiter.limit(RATE)
def link(token: str) -> ResponseReturnValue:
    """What waits behind the link. A mail scanner that opens it changes nothing."""
    person, wall = _person(token), utc_now()
    standing = services.standing_of(db.session(), person.id, wall)
    page = render_template(
        "refresher/door.html", person=person, standing=standing, token=token, words=words, today=services.today_of(wall)
    )
    return page, 200, {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@bp.post("/<token>")
@audience(Audience.PUBLIC, because=BECAUSE)
@limiter.limit(RATE)
def enter(token: str) -> ResponseReturnValue:
    """Sign in on this device and open the case that comes next. Somebody who is signed in here already as this person stays so;
    other devices of the seat stay signed in too."""
    person = _person(token)
    if not (current_user.is_authenticated and current_user.id == person.id):
        current_app.extensions["sign_in"](person, people.token_of(db.session(), person.id))
    found = visiting.begin(db.session(), person, utc_now())
    return redirect(
        url_for("refresher.own") if isinstance(found, str) else url_for("sandbox.report", number=found.number)
    )


@bp.get("/<token>/kalender.ics")
@audience(Audience.PUBLIC, because=BECAUSE)
@limiter.limit(RATE)
def calendar(token: str) -> ResponseReturnValue:
    """The plan for a calendar that fetches it by itself."""
    return calendar_file(_person(token).id)


def init_app(app: Flask) -> None:
    """Connect the door."""
    app.register_blueprint(bp)
