"""Without a link: the pack of open cases for the device, and the door for acts that were written meanwhile."""

from __future__ import annotations

import json

from flask import Blueprint, Flask, Response, current_app, g, make_response, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from bimtek.extensions import db
from bimtek.sandbox import acting, drafts, lost_link, lost_link_forms, sending, services
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.forms import ActionForm, form_for
from bimtek.sandbox.models import Case
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.shell import Shell, utc_now

bp = Blueprint("lost_link", __name__, url_prefix="/meja")


@bp.get("/bekal-luring")
@audience(Audience.TRAINEE)
def pack() -> ResponseReturnValue:
    """The own open cases, when the device's are older. Says whose it is and carries the token for what waits there;
    keeps nobody signed in."""
    known = "csrf_token" in session
    version = lost_link.version(db.session(), g.desk)
    response = live_answer(version, lambda: _json(lost_link.pack(db.session(), g.desk, current_user.id)))
    if response.status_code == 200:
        response.mimetype = "application/json"
    response.headers["X-Csrf"] = generate_csrf()
    response.headers["X-Account"] = str(current_user.id)
    if known:
        session.permanent = False
        session.modified = False
    return response


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@bp.post("/laporan/<number>/<name>/kiriman")
@audience(Audience.TRAINEE)
def deliver(number: str, name: str) -> ResponseReturnValue:
    """An act that was written without a link: done once, or sent back to its writer with the reason and kept as a draft."""
    if request.headers.get("X-Account") != str(current_user.id):
        return make_response("", 401)  # somebody else sits at this device now
    action = next((act for act in lost_link_forms.writable() if act.value == name), None)
    if action is None or not request.form.get("command_id"):
        return make_response("", 404)
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    if case is None:
        return _told(_("Laporan ini tidak ada di meja yang sedang dibuka."))
    form = form_for(action, case)
    reason = _what_stops(case, action, form)
    _keep_draft(case, action, form, reason)
    return _told(reason)


def _told(reason: str) -> Response:
    response = make_response(_json({"done": not reason, "reason": reason, "at": f"{utc_now().isoformat()}Z"}))
    response.mimetype = "application/json"
    return response


def _what_stops(case: Case, action: Action, form: ActionForm) -> str:
    """Why the act goes back to the officer, "" when it is done. What was answered before is answered the same again."""
    seat, taken = g.desk, form.command_id.data
    known = acting.answered(db.session(), seat.sandbox, taken)
    if known is None:
        if not form.validate():
            return " ".join(str(fault) for faults in form.errors.values() for fault in faults)
        if sending.must_be_seen(db.session(), seat, case, action, form):
            look = current_app.extensions["to_look_at"](case, action, form.given())
            if look:
                return str(look)
        known = services.act(
            db.session(),
            current_user.person,
            seat.sandbox,
            case,
            action,
            form.given(),
            moment=seat.moment,
            command_id=taken,
        )
    return "" if known.accepted else known.reason


def _keep_draft(case: Case, action: Action, form: ActionForm, reason: str) -> None:
    """Done: the draft has gone out. Sent back: the text is the draft, unless another was begun meanwhile."""
    key = drafts.key_of(g.desk.sandbox, action.value, case.number)
    text = str(form[lost_link_forms.writable()[action]].data or "")
    if not reason:
        drafts.save_draft(db.session(), current_user.person, key, "", g.desk.moment.wall)
    elif not drafts.draft_of(db.session(), current_user.id, key):
        drafts.save_draft(db.session(), current_user.person, key, text, g.desk.moment.wall)


def fill_shell(shell: Shell) -> None:
    """Pages of a trainee at a desk know where the pack is."""
    if not shell.is_trainer and "desk" in g:
        shell.pack = "/meja/bekal-luring"


def init_app(app: Flask) -> None:
    """Connect the pack and the door."""
    app.register_blueprint(bp)
    app.extensions.setdefault("shell_fillers", []).append(fill_shell)
    app.extensions.setdefault("branch_pages", set()).update({"lost_link.pack", "lost_link.deliver"})
