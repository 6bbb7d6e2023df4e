"""Worksheets: work on one question after another with help, or on a whole sheet alone, and read the result."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.modules import services, worksheets
from bimtek.modules.domain import progress
from bimtek.modules.domain.kinds.worksheet import Answer, Question
from bimtek.modules.forms import CommandForm, new_command_id
from bimtek.modules.models import Attempt
from bimtek.modules.sheet_forms import answers_of, sheet_form
from bimtek.modules.sheet_presentation import SheetPage, sheet_page
from bimtek.people.domain import Person
from bimtek.web.access import Audience, audience

bp = Blueprint("sheets", __name__, url_prefix="/belajar/lembar")


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _attempt(attempt_id: int) -> Attempt:
    attempt = services.attempt_of(db.session(), _me(), attempt_id)
    if attempt is None or attempt.sheet is None:
        abort(404)
    return attempt


def _questions(page: SheetPage) -> tuple[Question, ...]:
    """The questions the page's form asks now."""
    if page.attempt.status != progress.RUNNING:
        return ()
    return (page.question,) if page.question else page.sheet.questions


def _sent(attempt: Attempt) -> tuple[CommandForm, dict[str, Answer]]:
    page = sheet_page(attempt)
    questions = _questions(page)
    form = sheet_form(questions, {})
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    sent = answers_of(form, questions)
    return form, {question.key: worksheets.bounded(question, sent[question.key]) for question in questions}


def _taken() -> str | None:
    """The command id of a one-button form, bounded."""
    return request.form.get("command_id", "")[:64] or None


def _back(attempt: Attempt, anchor: str = "soal") -> ResponseReturnValue:
    return redirect(url_for(".sheet", attempt_id=attempt.id, _anchor=anchor))


@bp.get("/<int:attempt_id>")
@audience(Audience.TRAINEE)
def sheet(attempt_id: int) -> ResponseReturnValue:
    """The question in hand, the whole sheet, or its result."""
    attempt = _attempt(attempt_id)
    page = sheet_page(attempt)
    form = sheet_form(_questions(page), dict(attempt.answers))
    return render_template("modules/sheet.html", page=page, form=form, command=new_command_id)


@bp.post("/<int:attempt_id>/simpan")
@audience(Audience.TRAINEE)
def save(attempt_id: int) -> ResponseReturnValue:
    """Keep what was answered so far."""
    attempt = _attempt(attempt_id)
    worksheets.save(attempt, _sent(attempt)[1])
    if request.headers.get("X-Live"):
        return "", 204
    flash(_("Jawaban disimpan di server."), "success")
    return _back(attempt)


@bp.post("/<int:attempt_id>/periksa")
@audience(Audience.TRAINEE)
def check(attempt_id: int) -> ResponseReturnValue:
    """Check the question in hand."""
    attempt = _attempt(attempt_id)
    form, given = _sent(attempt)
    if request.form.get("soal", attempt.step) == attempt.step and attempt.step in given:
        taken = form.command_id.data or None
        worksheets.check_question(
            db.session(), _me(), g.desk.sandbox, attempt, given[attempt.step], g.desk.moment, taken
        )
    return _back(attempt)


@bp.post("/<int:attempt_id>/kumpulkan")
@audience(Audience.TRAINEE)
def hand_in(attempt_id: int) -> ResponseReturnValue:
    """Hand the whole sheet in."""
    attempt = _attempt(attempt_id)
    form, given = _sent(attempt)
    worksheets.hand_in(db.session(), _me(), g.desk.sandbox, attempt, given, g.desk.moment, form.command_id.data or None)
    return _back(attempt, "hasil")


@bp.post("/<int:attempt_id>/petunjuk")
@audience(Audience.TRAINEE)
def hint(attempt_id: int) -> ResponseReturnValue:
    """Open the next hint."""
    attempt = _attempt(attempt_id)
    worksheets.open_hint(db.session(), _me(), g.desk.sandbox, attempt, g.desk.moment, _taken())
    return _back(attempt, "petunjuk")


@bp.post("/<int:attempt_id>/tunjukkan")
@audience(Audience.TRAINEE)
def show(attempt_id: int) -> ResponseReturnValue:
    """Have the question answered."""
    attempt = _attempt(attempt_id)
    worksheets.show_question(db.session(), _me(), g.desk.sandbox, attempt, g.desk.moment, _taken())
    return _back(attempt)


def init_app(app: Flask) -> None:
    """Connect the pages."""
    app.register_blueprint(bp)
