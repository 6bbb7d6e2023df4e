"""The SP4N-LAPOR! desk: the list, one report, the acts on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.people.domain import Person
from bimtek.sandbox import (
    branch_page,
    branching,
    care,
    care_views,
    digitising,
    drafts,
    ppid_notice,
    ppid_page,
    ppid_register,
    presentation,
    queries,
    sending,
    services,
)
from bimtek.sandbox.desk_panels import desk_panel
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, ROLES, Action, Desk, Role
from bimtek.sandbox.forms import CHOOSE, ActionForm, DigitiseForm, choices, form_for
from bimtek.sandbox.forms_baruga import RecordActForm
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content
from bimtek.web.access import Audience, audience, audience_of
from bimtek.web.security import whole
from bimtek.web.shell import Shell, ShellClock, utc_now
from bimtek.web.transaction import begin_writing

bp = Blueprint("sandbox", __name__, url_prefix="/meja")
_DESK_PAGES = frozenset({"sandbox", "baruga", "ppid", "pacing"})


def take_a_seat() -> None:
    """Before each page of a trainee: put the desk into `g` and let the world catch up with its clock."""
    view = current_app.view_functions.get(request.endpoint or "")
    if audience_of(view) != Audience.TRAINEE or not current_user.is_authenticated:
        return
    main = not _goes_into_branches()
    desk = services.desk_of(db.session(), current_user.id, utc_now(), main=main)
    if desk is None:
        abort(404)
    if services.is_behind(desk.sandbox, desk.moment.sim):
        begin_writing()
        desk = services.desk_of(db.session(), current_user.id, utc_now(), main=main)
        services.catch_up(db.session(), desk.sandbox, desk.moment)  # type: ignore[union-attr]
    g.desk = desk
    inside = desk.sandbox.branch_of is not None  # type: ignore[union-attr]
    g.branch = desk.sandbox if inside else branching.active_of(db.session(), desk.sandbox)  # type: ignore[union-attr]


def _goes_into_branches() -> bool:
    """Whether this page shows the branch that was entered: those of the desk, and what another room adds to them. Learning,
    the home page and the like stay with the main sandbox."""
    added: set[str] = current_app.extensions.setdefault("branch_pages", set())
    return request.blueprint in _DESK_PAGES or request.endpoint in added


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _case(number: str) -> Case:
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    return case if case is not None else abort(branch_page.elsewhere(number) or 404)


def _filter() -> queries.Filter:
    given = request.args

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(given.get(name, "")[:10])
        except ValueError:
            return None

    words = {name: given.get(name, "").strip()[:80] for name in ("unit", "category", "district", "sort")}
    page = min(max(given.get("page", 1, type=whole), 1), 500)
    group = given.get("group", "open")[:20]
    words["sort"] = words["sort"] or "due"
    chosen = given.get("meja", "")
    return queries.Filter(
        desk=chosen if chosen in (*Desk, queries.ALL_DESKS) else Desk.LAPOR.value,
        group=group,
        text=given.get("q", "").strip()[:80],
        since=day("since"),
        until=day("until"),
        page=page,
        **words,
    )


@bp.get("")
@audience(Audience.TRAINEE)
def desk() -> ResponseReturnValue:
    wanted = _filter()
    if wanted.text.upper().startswith("SIM-") and services.case_of(
        db.session(), g.desk.sandbox, wanted.text.upper(), g.desk.moment.sim
    ):
        return redirect(url_for(".report", number=wanted.text.upper()))
    page = presentation.desk_page(db.session(), g.desk, wanted)
    return render_template("sandbox/desk.html", page=page, wanted=wanted, args=request.args)


@bp.get("/laporan/<number>")
@audience(Audience.TRAINEE)
def report(number: str) -> ResponseReturnValue:
    case = _case(number)
    if care.needs_notice(case):
        return care_views.notice(case)
    action = _action(request.args.get("tindakan", ""))
    form = form_for(action, case, **_starting(case, action)) if action else None
    return _report_page(case, action, form)


def _action(name: str) -> Action | None:
    try:
        return Action(name)
    except ValueError:
        return None


def _starting(case: Case, action: Action) -> dict[str, Any]:
    """What a form holds before anything is typed: what the report says already, or the draft kept earlier."""
    if action in (Action.VERIFY, Action.HANDLE):
        known = {"title": case.title, "report_class": case.report_class, "category": case.category or ""}
        return {**known, "text": _draft(case, action)}
    if case.desk == Desk.PPID:
        known = ppid_notice.starting(db.session(), g.desk, case, action, request.args.get("butir", "")[:60])
        return {**known, "text": _draft(case, action)}
    return {"note" if action == Action.NOTE else "text": _draft(case, action)}


def _draft(case: Case, action: Action) -> str:
    return drafts.draft_of(db.session(), current_user.id, drafts.key_of(g.desk.sandbox, action.value, case.number))


def _report_page(
    case: Case, action: Action | None, form: ActionForm | None, status: int = 200, **more: Any
) -> ResponseReturnValue:
    page = presentation.report_page(db.session(), g.desk, case)
    if action == Action.MASK and form:
        form["found"].choices = choices({text: text for text in page.personal_data})
    if action in ppid_page.ANSWERS and form:  # what a written answer must state is seen before anybody asks
        more.setdefault("checked", ppid_notice.check_list(case, action, form.given()))
    more |= {"received": session.pop("received", None), "law": ppid_content()}
    return render_template("sandbox/report.html", page=page, case=case, action=action, form=form, **more), status


@bp.post("/laporan/<number>/<name>")
@audience(Audience.TRAINEE)
def act(number: str, name: str) -> ResponseReturnValue:
    case, action = _case(number), _action(name)
    if action is None or action not in presentation.DESK_ACTIONS:
        abort(404)
    form = form_for(action, case)
    well = form.validate()
    if isinstance(form, RecordActForm):
        well = form.take_pictures(current_user.id, g.get("pictures", {})) and well
    if "registration" in form and ppid_register.is_taken(db.session(), g.desk, case, form["registration"].data or ""):
        form["registration"].errors, well = [_("Nomor itu sudah dipakai. Beri nomor berikutnya.")], False
    if not well:
        return _report_page(case, action, form, 422)
    if sending.must_be_seen(db.session(), g.desk, case, action, form):
        return _report_page(case, action, form, summary=True)
    taken, at = form.command_id.data or None, g.desk.moment
    outcome = services.act(db.session(), _me(), g.desk.sandbox, case, action, form.given(), moment=at, command_id=taken)
    if outcome.accepted:
        return _done(case, action)
    form.offer_again()
    if outcome.field in form:
        form[outcome.field].errors = [outcome.reason]
        return _report_page(case, action, form, 422)
    return _report_page(case, action, form, 409, refused=outcome.reason)


def _done(case: Case, action: Action) -> ResponseReturnValue:
    """The server has it: forget the drafts here and on the device, say what comes next."""
    key = drafts.key_of(g.desk.sandbox, action.value, case.number)
    drafts.save_draft(db.session(), _me(), key, "", g.desk.moment.wall)
    session["received"] = key
    flash(presentation.confirmation(action, case), "success")
    return redirect(url_for(".report", number=case.number))


@bp.post("/laporan/<number>/draf/<name>")
@audience(Audience.TRAINEE)
def keep_draft(number: str, name: str) -> ResponseReturnValue:
    case, action = _case(number), _action(name)
    if action is None:
        abort(404)
    key = drafts.key_of(g.desk.sandbox, action.value, case.number)
    drafts.save_draft(db.session(), _me(), key, request.form.get("text", ""), g.desk.moment.wall)
    if request.headers.get("X-Live"):
        return "", 204
    flash(_("Draf disimpan."), "success")
    return redirect(url_for(".report", number=case.number, tindakan=action.value))


@bp.post("/peran")
@audience(Audience.TRAINEE)
def take_role() -> ResponseReturnValue:
    chosen = request.form.get("role", "")
    if chosen in DESK_ROLES:
        services.take_role(db.session(), _me(), g.desk.sandbox, Role(chosen), g.desk.moment)
    number = request.form.get("number", "")[:20]
    if number and services.case_of(db.session(), g.desk.sandbox, number, g.desk.moment.sim):
        return redirect(url_for(".report", number=number))
    desk = next((desk for desk, roles in ROLES.items() if chosen in roles), Desk.LAPOR)
    return redirect(url_for(".desk", meja=desk.value if desk != Desk.LAPOR else None))


@bp.get("/laporan/<number>/tenggat")
@audience(Audience.TRAINEE)
def deadlines(number: str) -> ResponseReturnValue:
    case = _case(number)
    page = presentation.deadline_page(db.session(), case)
    return render_template("sandbox/deadlines.html", case=case, page=page)


@bp.route("/laporan-baru", methods=["GET", "POST"])
@audience(Audience.TRAINEE)
def digitise() -> ResponseReturnValue:
    if g.branch:
        flash(_("Laporan baru dicatat di meja, bukan di cabang. Kembali ke meja dahulu."), "warning")
        return redirect(url_for(".desk"))
    form = DigitiseForm()
    form.district.choices = [CHOOSE, *choices({name: name for name in digitising.districts()})]
    if not form.is_submitted():
        return render_template("sandbox/digitise.html", form=form)
    refused = "" if form.validate() else " "
    if not refused:
        made = digitising.digitise(db.session(), _me(), g.desk.sandbox, form.data, g.desk.moment)
        if isinstance(made, Case):
            flash(_("Laporan %(number)s dicatat dan menunggu verifikasi.", number=made.number), "success")
            return redirect(url_for(".report", number=made.number))
        refused = made
    return render_template("sandbox/digitise.html", form=form, refused=refused.strip()), 422


def fill_shell(shell: Shell) -> None:
    """A trainee's frame: the ways through the platform and the hall's clock."""
    if shell.is_trainer or "desk" not in g:
        return
    shell.clock = ShellClock(*g.desk.hall.ticking(g.desk.moment.sim))


def init_app(app: Flask) -> None:
    """Connect the desk."""
    app.register_blueprint(bp)
    app.before_request(take_a_seat)
    app.jinja_env.globals["desk_panel"] = desk_panel
    app.extensions.setdefault("shell_fillers", []).append(fill_shell)
