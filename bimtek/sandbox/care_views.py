"""The notice before a hard case, and the way out of it."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.sandbox import care, services
from bimtek.sandbox.models import Case
from bimtek.sandbox.queries import ASIDE
from bimtek.web.access import Audience, audience

bp = Blueprint("care", __name__, url_prefix="/meja")
CHOICES = {"buka": care.OPENED, "kesampingkan": care.SET_ASIDE, "ambil-kembali": care.TAKEN_BACK}


def notice(case: Case) -> str:
    """The page that stands before a hard case: what it holds in one line, open it, later, or set it aside."""
    return render_template("sandbox/care.html", case=case, kind=care.kind_of(case), aside=case.care == ASIDE)


@bp.post("/laporan/<number>/perhatian/<any(buka, kesampingkan, 'ambil-kembali'):choice>")
@audience(Audience.TRAINEE)
def choose(number: str, choice: str) -> ResponseReturnValue:
    """Open, set aside or take back."""
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim) or abort(404)
    done = care.choose(db.session(), current_user.person, g.desk.sandbox, case, CHOICES[choice], g.desk.moment)
    if choice == "kesampingkan":
        if done:
            flash(
                _("Dikesampingkan. Nilai Anda tidak berkurang. Anda dapat mengambilnya kembali kapan saja."), "success"
            )
        return redirect(url_for("sandbox.desk", meja=case.desk if case.desk != "lapor" else None))
    return redirect(url_for("sandbox.report", number=case.number))


@bp.get("/dikesampingkan")
@audience(Audience.TRAINEE)
def aside() -> ResponseReturnValue:
    """What was set aside, to be taken back."""
    return render_template("sandbox/set_aside.html", cases=care.set_aside(db.session(), g.desk.sandbox))


def init_app(app: Flask) -> None:
    """Connect the pages, and give the desk's page its question."""
    app.register_blueprint(bp)
    app.jinja_env.globals["needs_care"] = care.kind_of
