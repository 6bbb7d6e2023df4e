"""Rewind: choose a place of the first run, open a branch there, go in and out of branches."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.people.domain import Person
from bimtek.sandbox import branch_page, branching, pacing, services
from bimtek.sandbox.domain.branch import Limits
from bimtek.sandbox.forms_branch import RewindForm
from bimtek.sandbox.models import Case, Sandbox
from bimtek.web.access import Audience, audience
from bimtek.web.shell import safe_next, utc_now
from bimtek.web.words import moment

#: These pages stand at the main desk, also while a branch is entered: the places to go back to are the first run's.
bp = Blueprint("branches", __name__, url_prefix="/meja")
LARGEST = 2**31 - 1


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _limits() -> Limits:
    settings = current_app.extensions["settings"]
    return Limits(settings.branches_per_case, settings.branches_per_person)


def _case(number: str) -> Case:
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    return case if case is not None else abort(404)


def _branch(branch_id: int) -> Sandbox:
    found = branching.find_branch(db.session(), g.desk.sandbox, branch_id) if branch_id <= LARGEST else None
    return found if found is not None else abort(404)


@bp.get("/laporan/<number>/putar-ulang")
@audience(Audience.TRAINEE)
def rewind(number: str) -> ResponseReturnValue:
    """The first run with the way back to each own act, and the branches there are."""
    case = _case(number)
    page = branch_page.rewind_page(db.session(), g.desk, case, _limits())
    return render_template("sandbox/rewind.html", case=case, page=page)


@bp.post("/laporan/<number>/putar-ulang")
@audience(Audience.TRAINEE)
def open_branch(number: str) -> ResponseReturnValue:
    """Open a branch just before an own act, and go in; a double tap opens one."""
    case, form, limits = _case(number), RewindForm(), _limits()
    if not form.validate():
        abort(400)
    was_full = branch_page.is_full(db.session(), g.desk.sandbox, case.number, limits)
    made = branching.open_branch(
        db.session(), _me(), g.desk.sandbox, case, form.act.data, g.desk.moment, command_id=form.command_id.data or None,
        limits=limits,
    )  # fmt: skip
    if isinstance(made, str):
        flash(_(made), "warning")
        return redirect(url_for(".rewind", number=case.number))
    flash(branch_page.opened(was_full), "success")
    return redirect(url_for("sandbox.report", number=case.number))


@bp.post("/cabang/<int:branch_id>/masuk")
@audience(Audience.TRAINEE)
def enter(branch_id: int) -> ResponseReturnValue:
    """Go on in a branch."""
    branch = _branch(branch_id)
    if not branching.enter(db.session(), _me(), g.desk.sandbox, branch, g.desk.moment):
        flash(_("Cabang ini sudah disimpan. Anda dapat membandingkannya, atau membuka cabang baru."), "warning")
        return redirect(url_for(".rewind", number=branch.branch_case))
    return redirect(url_for("sandbox.report", number=branch.branch_case))


@bp.post("/cabang/keluar")
@audience(Audience.TRAINEE)
def leave() -> ResponseReturnValue:
    """Back to the main desk, to the same report or to the one that was asked for."""
    branch = branching.active_of(db.session(), g.desk.sandbox)
    branching.leave(db.session(), _me(), g.desk.sandbox, g.desk.moment)
    onward = url_for("sandbox.report", number=branch.branch_case) if branch else url_for("sandbox.desk")
    flash(_("Anda kembali di meja. Cabang tetap tersimpan."), "success")
    return redirect(safe_next(request.form.get("next"), onward))


@bp.post("/cabang/lanjut")
@audience(Audience.TRAINEE)
def go_on() -> ResponseReturnValue:
    """Let the clock of the branch jump to what happens next; it says from which setting, so that a double tap jumps once."""
    branch = branching.active_of(db.session(), g.desk.sandbox)
    if branch is None:
        return redirect(url_for("sandbox.desk"))
    if request.form.get("seen", "") != str(branch.clock_sim):
        flash(_("Jam sudah berubah sejak halaman ini dibuka. Periksa dahulu, lalu lompat lagi bila perlu."), "warning")
    elif shown := pacing.steer_own(db.session(), _me(), branch, "event", utc_now()):
        flash(_("Jam cabang sekarang %(moment)s.", moment=moment(shown)), "success")
    return redirect(url_for("sandbox.report", number=branch.branch_case))


def init_app(app: Flask) -> None:
    """Connect the pages of rewinding, and give every page its strip."""
    app.register_blueprint(bp)
    app.jinja_env.globals |= {"branch_strip": branch_page.branch_strip, "draft_key": branch_page.draft_key}
