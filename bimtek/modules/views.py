"""Learning: the units, the reading, the worked example, guided exercises beside the desk, the result of a report."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.modules import example_words, marking, opening, presentation, queries, readings, services
from bimtek.modules.domain.content import Module
from bimtek.modules.domain.example import Replay, masked_body, replay
from bimtek.modules.forms import CommandForm, new_command_id
from bimtek.modules.models import Attempt
from bimtek.modules.sending import sending_summary, to_look_at
from bimtek.modules.starting import NOT_OPENED
from bimtek.people.domain import Person
from bimtek.sandbox import branch_page
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.case import label
from bimtek.sandbox.services import Case
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import language, part
from bimtek.web.security import whole
from bimtek.workshops import overlay
from bimtek.workshops.domain.correction import Corrections

bp = Blueprint("modules", __name__)


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _module(unit: str) -> Module:
    module = marking.content().module(unit[:4])
    if module is None:
        abort(404)
    return module


def _attempt(attempt_id: int) -> tuple[Attempt, Case]:
    attempt = services.attempt_of(db.session(), _me(), attempt_id)
    case = sandboxes.case_by_id(db.session(), attempt.case_id) if attempt and attempt.case_id else None
    if attempt is None or case is None:
        abort(404)
    return attempt, case


def _command_id() -> str | None:
    form = CommandForm()
    if not form.validate():
        abort(400)
    return form.command_id.data or None


def _not_opened() -> ResponseReturnValue:
    flash(_(NOT_OPENED), "warning")
    return redirect(url_for(".learning"))


def _to_guide(case: Case) -> ResponseReturnValue:
    return redirect(url_for("sandbox.report", number=case.number, _anchor="panduan"))


@bp.get("/belajar")
@bp.get("/belajar/<unit>")
@audience(Audience.TRAINEE)
def learning(unit: str = "") -> ResponseReturnValue:
    home = queries.home(db.session(), _me())
    module = _module(unit) if unit else home.module
    if module.code not in {row.code for row in home.units} and module is not home.module:
        flash(_("Unit %(unit)s tidak diajarkan di kelas Anda.", unit=module.code), "info")
        return redirect(url_for(".learning"))
    then = queries.next_in(db.session(), _me(), module)
    parts = queries.parts(db.session(), _me(), module)
    return render_template(
        "modules/learning.html", home=home, module=module, then=then, parts=parts, words=_state_words()
    )


@bp.get("/belajar/<unit>/bacaan")
@audience(Audience.TRAINEE)
def reading(unit: str) -> ResponseReturnValue:
    module = _module(unit)
    exercise = module.of_kind("reading") or abort(404)
    if opening.held_back(module.code, exercise.code):
        return _not_opened()
    return render_template(
        "modules/reading.html", module=module, exercise=exercise, body=readings.reading(module.reading, language())
    )


@bp.get("/belajar/<unit>/contoh")
@audience(Audience.TRAINEE)
def example(unit: str) -> ResponseReturnValue:
    module = _module(unit)
    if opening.held_back(module.code, getattr(module.of_kind("example"), "code", "")):
        return _not_opened()
    played = _replayed(module.code, overlay.current())
    number = min(max(request.args.get("langkah", 0, type=whole), 0), len(played.frames))
    frame = played.frames[number - 1] if number else None
    state = frame.state if frame else played.start
    report = module.example.report
    name = marking.rules().office(state.unit) if state.unit else None
    return render_template(
        "modules/example.html", module=module, exercise=module.of_kind("example"), report=report, frames=played.frames[:number],
        frame=frame, number=number, total=len(played.frames), state=state, label=label(state.state, name),
        body=masked_body(report.body, state.masks), words=example_words.said_of, pieces=presentation.pieces,
        first=example_words.first_words(report.desk),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _replayed(code: str, _given: Corrections) -> Replay:
    """The replay of a module's example: the same on every look, so it is played once."""
    return replay(_module(code).example, sandboxes.world(), marking.rules())


@bp.post("/belajar/bagian/<code>/selesai")
@audience(Audience.TRAINEE)
def finish(code: str) -> ResponseReturnValue:
    answer = services.finish_part(db.session(), _me(), g.desk.sandbox, code[:30], g.desk.moment, _command_id())
    if answer.said == NOT_OPENED:
        return _not_opened()
    if answer.attempt is None:
        abort(404)
    flash(_("Tercatat. Lanjut ke bagian berikutnya."), "success")
    return redirect(url_for(".learning"))


@bp.post("/belajar/latihan/<code>/mulai")
@audience(Audience.TRAINEE)
def start(code: str) -> ResponseReturnValue:
    answer = services.start_exercise(db.session(), _me(), g.desk.sandbox, code[:30], g.desk.moment, _command_id())
    if answer.attempt is None:
        flash(_(answer.said), "warning")
        return redirect(url_for(".learning"))
    return redirect(url_for(".attempt", attempt_id=answer.attempt.id))


@bp.get("/belajar/latihan/<int:attempt_id>")
@audience(Audience.TRAINEE)
def attempt(attempt_id: int) -> ResponseReturnValue:
    mine = services.attempt_of(db.session(), _me(), attempt_id)
    if mine is not None and mine.case_id is None and mine.steps:
        return redirect(url_for("sheets.sheet", attempt_id=mine.id))
    return redirect(url_for("sandbox.report", number=_attempt(attempt_id)[1].number))


@bp.post("/belajar/latihan/<int:attempt_id>/periksa")
@audience(Audience.TRAINEE)
def check(attempt_id: int) -> ResponseReturnValue:
    mine, case = _attempt(attempt_id)
    services.check_step(db.session(), _me(), g.desk.sandbox, mine, g.desk.moment, _command_id())
    return _to_guide(case)


@bp.post("/belajar/latihan/<int:attempt_id>/petunjuk")
@audience(Audience.TRAINEE)
def hint(attempt_id: int) -> ResponseReturnValue:
    mine, case = _attempt(attempt_id)
    services.open_hint(db.session(), _me(), g.desk.sandbox, mine, g.desk.moment, _command_id())
    return _to_guide(case)


@bp.post("/belajar/latihan/<int:attempt_id>/tunjukkan")
@audience(Audience.TRAINEE)
def show(attempt_id: int) -> ResponseReturnValue:
    mine, case = _attempt(attempt_id)
    services.show_step(db.session(), _me(), g.desk.sandbox, mine, g.desk.moment, _command_id())
    return _to_guide(case)


@bp.get("/hasil/<number>")
@audience(Audience.TRAINEE)
def result(number: str) -> ResponseReturnValue:
    case = sandboxes.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    if case is None:
        abort(branch_page.elsewhere(number) or 404)
    page = presentation.result_page(db.session(), case)
    if page is None and g.branch:  # the comparison says why
        return redirect(url_for("comparing.compare", number=g.branch.branch_case, branch_id=g.branch.id))
    return render_template("modules/result.html", case=case, page=page)


def _state_words() -> dict[str, str]:
    """A part's state in words."""
    return {
        "todo": _("Belum mulai"), "doing": _("Sedang dikerjakan"), "done": _("Selesai"), "help": _("Perlu bantuan"),
        "waiting": _("Ulangi tanpa bantuan"), "fatal": _("Perlu diulang"), "blocked": _("Belum terbuka"),
        "skipped": _("Tidak perlu"), "filled": _("Diisi fasilitator, belum dihitung"),
    }  # fmt: skip


def guidance_panel(case: Case, read_only: bool = False) -> Markup:
    """The guide beside a report: steps and help in an exercise, the way to the result for any judged report. Empty for a
    report nothing was done on. `read_only` for a trainer who looks over the shoulder."""
    guide = queries.guidance(db.session(), case)
    if guide is None and not queries.is_judged(db.session(), case.id):
        return Markup("")
    return part(
        "modules/_guidance.html",
        guide=guide,
        case=case,
        read_only=read_only,
        words=_state_words(),
        command=new_command_id,
    )


def init_app(app: Flask) -> None:
    """Connect the pages, and give the report page its guide."""
    app.register_blueprint(bp)
    app.jinja_env.globals["guidance_panel"] = guidance_panel
    app.jinja_env.globals["sending_summary"] = sending_summary
    app.extensions["to_look_at"] = to_look_at
    app.jinja_env.globals["new_command_id"] = new_command_id
