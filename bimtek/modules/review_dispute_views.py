"""A trainee does not accept a level, on the result's page; the trainer's list of disputes, the oldest first."""

from __future__ import annotations

from flask import Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice

from bimtek.extensions import db
from bimtek.modules import review_disputes, review_presentation, review_queries, review_services, review_words
from bimtek.modules.review_access import bp, chosen_class, me, piece_or_404
from bimtek.modules.review_forms import AnswerForm, DisputeForm, level_of
from bimtek.modules.review_models import Dispute
from bimtek.modules.review_services import Done, Piece
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.shell import utc_now


def _own(number: str) -> Piece:
    """A trainee's own judged case; anybody else's is not found."""
    case = sandboxes.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    piece = review_disputes.own_piece(db.session(), g.desk.sandbox, case) if case else None
    if piece is None:
        abort(404)
    return piece


def _form(piece: Piece) -> DisputeForm:
    form = DisputeForm() if request.method == "POST" else DisputeForm(formdata=None)
    found = review_disputes.disputable(piece)
    form.key.choices = [SelectChoice("", _("Pilih kriteria"))] + [
        SelectChoice(key, f"{review_words.label_of(key)}, {_word(scale.level or 0, scale.maximum, key)}")
        for key, scale in found.items()
    ]
    return form


def _word(level: int, maximum: int, key: str) -> str:
    if key.startswith(("critical:", "flag:")):
        return str(_("ditemukan"))
    return str(_("%(level)s dari %(all)s", level=level, all=maximum))


@bp.get("/hasil/<number>/sanggah")
@audience(Audience.TRAINEE)
def write(number: str) -> ResponseReturnValue:
    """The form of a dispute."""
    return _write_page(_own(number))


def _write_page(piece: Piece, form: DisputeForm | None = None, status: int = 200) -> ResponseReturnValue:
    return render_template("reviews/dispute.html", piece=piece, case=piece.case, form=form or _form(piece)), status


@bp.post("/hasil/<number>/sanggah")
@audience(Audience.TRAINEE)
def send(number: str) -> ResponseReturnValue:
    """Open a dispute about one criterion of one's own case."""
    piece = _own(number)
    form = _form(piece)
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    done = review_disputes.open_dispute(
        db.session(), me(), piece, form.key.data or "", form.text.data or "", utc_now(), form.command_id.data or None
    )
    if done.entry is None:
        form[done.field or "text"].errors = [_(done.why)]
        return _write_page(piece, form, 422)
    flash(_("Sanggahan diajukan. Jawabannya muncul di halaman ini dan di beranda."), "success")
    return redirect(url_for("modules.result", number=piece.case.number, _anchor="sanggahan"))


def _mine(piece: Piece, dispute_id: int) -> Dispute:
    row = review_disputes.dispute_of(db.session(), piece, dispute_id)
    if row is None or row.account_id != me().id:
        abort(404)
    return row


@bp.post("/hasil/<number>/sanggah/<int:dispute_id>/tarik")
@audience(Audience.TRAINEE)
def withdraw(number: str, dispute_id: int) -> ResponseReturnValue:
    """Take one's own open dispute back."""
    piece = _own(number)
    done = review_disputes.withdraw(db.session(), me(), piece, _mine(piece, dispute_id), utc_now())
    flash(*((_(done.why), "warning") if done.entry is None else (_("Sanggahan ditarik."), "success")))
    return redirect(url_for("modules.result", number=piece.case.number, _anchor="sanggahan"))


@bp.post("/hasil/<number>/sanggah/<int:dispute_id>/dibaca")
@audience(Audience.TRAINEE)
def read(number: str, dispute_id: int) -> ResponseReturnValue:
    """Acknowledge the answer: home no longer mentions it."""
    piece = _own(number)
    review_disputes.acknowledge(db.session(), me(), piece, _mine(piece, dispute_id), utc_now())
    return redirect(url_for("modules.result", number=piece.case.number, _anchor="sanggahan"))


@bp.get("/penilaian/sanggahan")
@audience(Audience.TRAINER)
def waiting() -> ResponseReturnValue:
    """The disputes of one class: those that wait, the oldest first, then those that are done."""
    target, own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    session = db.session()
    lines = [
        [review_presentation.dispute_line(row, number) for row, number in
         review_queries.disputes_of_class(session, target.id, open_only=open_only)]
        for open_only in (True, False)
    ]  # fmt: skip
    return render_template(
        "reviews/disputes.html", target=target, own=own, waiting=lines[0], answered=lines[1],
        tabs=review_presentation.tabs(session, target, "reviews.waiting"),
    )  # fmt: skip


def _before(case_id: int, dispute_id: int) -> tuple[Piece, Dispute]:
    piece = piece_or_404(case_id)
    row = review_disputes.dispute_of(db.session(), piece, dispute_id)
    if row is None:
        abort(404)
    return piece, row


@bp.get("/penilaian/kasus/<int:case_id>/sanggahan/<int:dispute_id>")
@audience(Audience.TRAINER)
def one(case_id: int, dispute_id: int) -> ResponseReturnValue:
    """One dispute with the piece it is about."""
    return _answer_page(*_before(case_id, dispute_id), AnswerForm(formdata=None))


def _answer_page(
    piece: Piece, row: Dispute, form: AnswerForm, done: Done | None = None, status: int = 200
) -> ResponseReturnValue:
    if done and done.field in form:
        form[done.field].errors = [_(done.why)]
    page = review_presentation.mark_page(db.session(), piece, utc_now())
    line = next((one for one in (*page.case_lines, *page.reply_lines, *page.error_lines) if one.key == row.key), None)
    return render_template(
        "reviews/answer.html", piece=piece, page=page, line=line, form=form, fault=done,
        dispute=review_presentation.dispute_line(row, piece.case.number),
    ), status  # fmt: skip


@bp.post("/penilaian/kasus/<int:case_id>/sanggahan/<int:dispute_id>")
@audience(Audience.TRAINER)
def answer(case_id: int, dispute_id: int) -> ResponseReturnValue:
    """Accept a dispute with another level, or refuse it; both in words for the trainee."""
    (piece, row), form = _before(case_id, dispute_id), AnswerForm()
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    if form.decision.data not in ("accept", "refuse"):
        return _answer_page(piece, row, form, Done(None, "Pilih terima atau tolak.", "decision"), 422)
    level = 0 if row.key.startswith(("critical:", "flag:")) else level_of(form.level.data)
    given = {
        "accepted": form.decision.data == "accept", "level": level, "reason": form.reason.data,
        "answer": form.answer.data,
    }  # fmt: skip
    done = review_disputes.answer(db.session(), me(), piece, row, given, utc_now())
    if done.entry is None:
        return _answer_page(piece, row, form, done, 422)
    flash(_("Jawaban terkirim kepada peserta."), "success")
    return redirect(url_for(".waiting", kelas=piece.sandbox.workshop_id))


def dispute_panel(case: Case) -> Markup:
    """Under a result: what was disputed and what became of it, and the way to dispute; registered for templates."""
    piece = review_disputes.own_piece(db.session(), g.desk.sandbox, case)
    if piece is None:
        return Markup("")
    lines = [
        review_presentation.dispute_line(row, case.number)
        for row in review_queries.disputes_of_case(db.session(), case.id)
    ]
    return part("reviews/_disputes_of_case.html", lines=lines, case=case)


def answers_line() -> Markup:
    """On the trainee's home: the disputes that were answered and not read yet; nothing when there are none."""
    found = review_queries.open_answers(db.session(), current_user.id)
    if not found:
        return Markup("")
    lines = [review_presentation.dispute_line(row, number) for number, row in found]
    return part("reviews/_answers_line.html", lines=lines)


def init_app(app: Flask) -> None:
    """Results and home show what became of disputes."""
    app.jinja_env.globals |= {
        "dispute_panel": dispute_panel, "answers_line": answers_line, "shortest_dispute": review_disputes.SHORTEST,
        "longest_dispute": review_disputes.LONGEST, "longest_note": review_services.NOTE,
    }  # fmt: skip
