"""The trainee's home; for the trainer one person, and that person's desk to look at and not to touch."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bimtek.classroom import act_words, presentation, services
from bimtek.classroom.services import Seated
from bimtek.extensions import db
from bimtek.people.domain import Person
from bimtek.sandbox import presentation as desks
from bimtek.sandbox import queries
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Desk
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.web.transaction import begin_writing
from bimtek.workshops import class_access

bp = Blueprint("classroom", __name__)


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


@bp.get("/beranda")
@audience(Audience.TRAINEE)
def home() -> ResponseReturnValue:
    page = presentation.home_page(db.session(), _me(), g.desk)
    return render_template("classroom/home.html", page=page, desk=g.desk)


def _seated(account_id: int) -> Seated:
    """A person of a class of this trainer; anybody else is not found. The frame then shows that class's clock."""
    found = services.seated(db.session(), _me(), account_id) if account_id < services.LARGEST else None
    if found is None:
        abort(404)
    class_access.class_or_404(found.workshop.id)
    return found


@bp.get("/papan/orang/<int:account_id>")
@audience(Audience.TRAINER)
def person(account_id: int) -> ResponseReturnValue:
    found = _seated(account_id)
    learning, steps = act_words.steps(db.session(), found.person)
    row = services.standing_of(db.session(), found.workshop.id, account_id)
    return render_template(
        "classroom/person.html", seated=found, acts=act_words.acts(db.session(), account_id), home=learning, steps=steps,
        row=row, seat=presentation.seat_words(found.seat), now=utc_now(), idle=presentation.in_page_language(presentation.idle_words),
    )  # fmt: skip


def _look(account_id: int) -> tuple[Seated, Desk]:
    """Somebody's desk with the world caught up, and the look recorded: a first look writes, a page turned does not."""
    wall, found = utc_now(), _seated(account_id)
    desk = sandboxes.desk_of(db.session(), account_id, wall, main=True) or abort(404)
    due = services.look_is_due(db.session(), _me(), account_id, wall)
    behind = sandboxes.is_behind(desk.sandbox, desk.moment.sim)
    if due or behind:
        begin_writing()
        found = _seated(account_id)
        desk = sandboxes.desk_of(db.session(), account_id, wall, main=True) or abort(404)
        sandboxes.catch_up(db.session(), desk.sandbox, desk.moment)
        if due:
            services.record_look(db.session(), _me(), found, wall)
    return found, desk


@bp.get("/papan/orang/<int:account_id>/meja")
@audience(Audience.TRAINER)
def desk(account_id: int) -> ResponseReturnValue:
    found, looked_at = _look(account_id)
    group = request.args.get("group", "open")[:20]
    wanted = queries.Filter(group=group, page=min(max(request.args.get("page", 1, type=whole), 1), 500))
    page = desks.desk_page(db.session(), looked_at, wanted)
    return render_template("classroom/desk.html", seated=found, page=page, wanted=wanted)


@bp.get("/papan/orang/<int:account_id>/meja/<number>")
@audience(Audience.TRAINER)
def report(account_id: int, number: str) -> ResponseReturnValue:
    found, looked_at = _look(account_id)
    case = sandboxes.case_of(db.session(), looked_at.sandbox, number[:20].upper(), looked_at.moment.sim)
    if case is None:
        abort(404)
    page = desks.report_page(db.session(), looked_at, case)
    return render_template("classroom/report.html", seated=found, page=page, case=case)


def init_app(app: Flask) -> None:
    """Connect the hall's pages."""
    app.register_blueprint(bp)
