"""What a person takes from the own work: progress as charts, each with its table, and the page of three rules to keep."""

from __future__ import annotations

from flask import Blueprint, Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bimtek.extensions import db
from bimtek.modules import charting, job_aids
from bimtek.modules.chart_presentation import radar_shape, time_shape
from bimtek.web.access import Audience, audience

bp = Blueprint("charts", __name__, url_prefix="/belajar")


@bp.get("/kemajuan")
@audience(Audience.TRAINEE)
def own() -> ResponseReturnValue:
    """Strength per unit and time per step."""
    session, account, workshop = db.session(), current_user.id, g.desk.sandbox.workshop_id
    units = charting.units_with_content()
    wanted = request.args.get("unit", "")[:4].upper()
    unit = wanted if wanted in dict(units) else charting.unit_in_hand(session, account)
    axes = charting.axes(session, account, workshop)
    steps = charting.step_times(session, account, workshop, unit)
    return render_template(
        "modules/charts.html", axes=axes, radar=radar_shape(axes), times=time_shape(steps), unit=unit, units=units
    )


@bp.get("/bekal")
@audience(Audience.TRAINEE)
def job_aid() -> ResponseReturnValue:
    """Three rules to keep, for the printer."""
    return render_template("modules/job_aid.html", lessons=job_aids.lessons_of(db.session(), current_user.id))


def init_app(app: Flask) -> None:
    """Connect the page."""
    app.register_blueprint(bp)
