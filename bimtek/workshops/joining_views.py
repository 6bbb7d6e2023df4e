"""The door of the hall. It is part of the class's pages: its endpoint is theirs."""

from __future__ import annotations

import secrets

import structlog
from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db, limiter
from bimtek.people import services as people
from bimtek.web.access import Audience, audience
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import joining
from bimtek.workshops.domain.codes import normalise, spaced
from bimtek.workshops.forms import JoinForm
from bimtek.workshops.presentation import JoinStep
from bimtek.workshops.views import WRONG, bp

log = structlog.get_logger()


def _device() -> str:
    """This browser's session: what a wrong code counts against first."""
    return str(session.setdefault("device", secrets.token_hex(8)))


def _was_wrong(response: object) -> bool:
    return getattr(response, "status_code", 0) == WRONG


@bp.route("/masuk", methods=["GET", "POST"])
@audience(Audience.PUBLIC, because="It is the trainees' door.")
@limiter.limit("600/minute;3000/hour", methods=["POST"], deduct_when=_was_wrong)
@limiter.limit("30/minute", key_func=_device, methods=["POST"], deduct_when=_was_wrong)
def join() -> ResponseReturnValue:
    """Code, name, "is this you?": only the last POST joins. Only wrong attempts count: a whole hall shares one address."""
    form = JoinForm()
    if not form.is_submitted():
        form.code.data = spaced(normalise(request.args.get("kode", "")))[:10].strip()
        return _door(form, JoinStep())
    if not form.validate():
        return _door(form, JoinStep(), WRONG)
    step = _step(form)
    if step.fault or step.chosen is None:
        return _door(form, step, WRONG if step.fault or form.errors else 200)
    if form.confirm.data != ("move" if step.chosen.joined else "join"):
        return _door(form, step)
    return _sit_down(step)


def _step(form: JoinForm) -> JoinStep:
    """How far the given code and name lead; a fault of the code stands on its field, a fault of the name on the step."""
    seat = joining.seat_by_code(db.session(), form.code.data or "")
    if seat is None:
        form.code.errors = [_("Kode ini tidak dikenal. Periksa lagi kartu Anda.")]
        return JoinStep()
    names = joining.names_to_pick(db.session(), seat)
    if not {"picking", "account"} & request.form.keys():
        return JoinStep(seat, names)
    chosen = next((row for row in names if str(row.account_id) == form.account.data), None)
    if chosen is None:
        return JoinStep(seat, names, fault=_("Pilih nama Anda dari daftar."))
    if chosen.account_id != seat.account_id:
        return JoinStep(seat, names, fault=_("Kartu ini bukan untuk nama itu. Periksa nama pada kartu Anda."))
    return JoinStep(seat, names, chosen)


def _sit_down(step: JoinStep) -> ResponseReturnValue:
    if step.seat is None or step.chosen is None:
        abort(400)
    token = joining.join(db.session(), step.seat, step.chosen.account_id, utc_now())
    person = people.person(db.session(), step.seat.account_id)
    if token is None or person is None:
        abort(400)
    current_app.extensions["sign_in"](person, token)
    return redirect(safe_next(request.form.get("next"), url_for("classroom.home")))


def _door(form: JoinForm, step: JoinStep, status: int = 200) -> ResponseReturnValue:
    onward = safe_next(request.values.get("next"), "")
    if status == WRONG:
        log.info("sign_in_failed", door="card")
    return render_template("workshops/join.html", form=form, step=step, onward=onward), status
