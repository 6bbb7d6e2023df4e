"""The trainee's pages of the tests: which are open, the questions, the check before handing in, the result."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.modules import sitting_class_views, sitting_content, sitting_presentation, sitting_queries
from bimtek.modules import sitting_services as services
from bimtek.modules.domain.sitting_rules import KINDS
from bimtek.modules.sitting_forms import AnswersForm
from bimtek.modules.sitting_models import Sitting
from bimtek.people.domain import Person
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.transaction import begin_writing

bp = Blueprint("sittings", __name__, url_prefix="/tes")
LARGEST = 2**31 - 1
OVER = 409


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _sitting(sitting_id: int) -> Sitting:
    """The person's own sitting, closed first if its time is over: whoever looks decides it, once."""
    found = services.sitting_of(db.session(), _me(), min(sitting_id, LARGEST))
    if found is not None and services.is_due(found, g.desk.moment.wall):
        begin_writing()
        found = services.sitting_of(db.session(), _me(), sitting_id)
        services.close_overdue(db.session(), [found] if found else [], g.desk.moment.wall)
    if found is None:
        abort(404)
    return found


def _form() -> AnswersForm:
    form = AnswersForm()
    if not form.validate():
        abort(400)
    return form


@bp.get("")
@audience(Audience.TRAINEE)
def tests() -> ResponseReturnValue:
    """Which tests there are, and the one to sit now; looking starts none."""
    found = sitting_presentation.cards(db.session(), _me(), g.desk.sandbox.workshop_id)
    for card in found:
        if card.sitting is not None and services.is_due(card.sitting, g.desk.moment.wall):
            _sitting(card.sitting.id)
            found = sitting_presentation.cards(db.session(), _me(), g.desk.sandbox.workshop_id)
    running = [card for card in found if card.sitting and card.sitting.finished_at is None]
    now = next(iter([*running, *(card for card in found if card.can_start)]), None)
    return render_template("sittings/tests.html", cards=found, now=now)


@bp.post("/<kind>/mulai")
@audience(Audience.TRAINEE)
def start(kind: str) -> ResponseReturnValue:
    """Begin a test, or go on with the one begun."""
    if kind not in KINDS:
        abort(404)
    answer = services.start(db.session(), _me(), kind, g.desk.moment, _form().command_id.data or None)
    if answer.sitting is None:
        flash(_(answer.said), "warning")
        return redirect(url_for(".tests"))
    return redirect(url_for(".sitting", sitting_id=answer.sitting.id))


@bp.get("/<int:sitting_id>")
@audience(Audience.TRAINEE)
def sitting(sitting_id: int) -> ResponseReturnValue:
    """The questions with what was saved; a finished sitting leads to its result."""
    row = _sitting(sitting_id)
    if row.finished_at is not None:
        return redirect(url_for(".result", sitting_id=row.id))
    shown = sitting_presentation.questions(row)
    left = sitting_presentation.seconds_left(row, g.desk.moment.wall)
    return render_template(
        "sittings/sitting.html", row=row, plan=sitting_content.plan_of(row.kind), shown=shown, left=left,
        sections=sitting_presentation.sections(shown), time_words=sitting_presentation.minutes_words,
    )  # fmt: skip


@bp.post("/<int:sitting_id>/simpan")
@audience(Audience.TRAINEE)
def save(sitting_id: int) -> ResponseReturnValue:
    """Keep answers: one at once from the script (answered without a page), or the whole page by its button."""
    row, form, quietly = _sitting(sitting_id), _form(), "X-Autosave" in request.headers
    codes = [code for code, _order in row.form]
    if not services.save(db.session(), _me(), row, form.answers(codes), form.flags(codes), g.desk.moment.wall):
        if quietly:
            return "", OVER
        flash(_("Tes ini sudah ditutup. Jawaban yang tersimpan sebelumnya dihitung."), "warning")
        return redirect(url_for(".result", sitting_id=row.id))
    if quietly:
        return "", 204
    if form.go.data == "check" and "keep" not in request.form:
        return redirect(url_for(".check", sitting_id=row.id))
    flash(_("Jawaban tersimpan."), "success")
    return redirect(url_for(".sitting", sitting_id=row.id))


@bp.get("/<int:sitting_id>/periksa")
@audience(Audience.TRAINEE)
def check(sitting_id: int) -> ResponseReturnValue:
    """What is still open and what was marked, before anything is handed in."""
    row = _sitting(sitting_id)
    if row.finished_at is not None:
        return redirect(url_for(".result", sitting_id=row.id))
    shown = sitting_presentation.questions(row)
    return render_template(
        "sittings/check.html", row=row, plan=sitting_content.plan_of(row.kind), shown=shown,
        unanswered=[one.number for one in shown if one.chosen is None],
        flagged=[one.number for one in shown if one.flagged],
        left=sitting_presentation.seconds_left(row, g.desk.moment.wall), time_words=sitting_presentation.minutes_words,
    )  # fmt: skip


@bp.post("/<int:sitting_id>/kumpulkan")
@audience(Audience.TRAINEE)
def submit(sitting_id: int) -> ResponseReturnValue:
    """Hand in; a second tap leads to the same result."""
    row, form = _sitting(sitting_id), _form()
    services.submit(db.session(), _me(), row, g.desk.moment, form.command_id.data or None)
    return redirect(url_for(".result", sitting_id=row.id))


@bp.get("/<int:sitting_id>/hasil")
@audience(Audience.TRAINEE)
def result(sitting_id: int) -> ResponseReturnValue:
    """The feedback; for a test whose marks wait, only that they wait."""
    row = _sitting(sitting_id)
    if row.finished_at is None:
        return redirect(url_for(".sitting", sitting_id=row.id))
    if not sitting_queries.gate_of(db.session(), row.workshop_id, row.kind).marks_are_shown:
        return render_template("sittings/waiting.html", row=row, plan=sitting_content.plan_of(row.kind))
    return render_template(
        "sittings/result.html", row=row, page=sitting_presentation.result_page(row), percent=sitting_presentation.percent,
        rules=sitting_content.rules(),
    )  # fmt: skip


def open_tests() -> Markup:
    """What a trainee's home says of tests that can be sat now; nothing when there is none."""
    found = sitting_queries.open_for(db.session(), _me(), g.desk.sandbox.workshop_id)
    rows = [(sitting_content.plan_of(kind), row) for kind, row in found]
    return part("sittings/_open.html", rows=rows) if rows else Markup("")


def init_app(app: Flask) -> None:
    """Connect the pages of the tests, the trainee's and the trainer's."""
    app.register_blueprint(bp)
    app.jinja_env.globals["open_tests"] = open_tests
    sitting_class_views.init_app(app)
