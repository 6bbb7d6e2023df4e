"""Marking by people: the queue of the border, one case openly, one case unseen, one criterion over everybody."""

from __future__ import annotations

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.modules import (
    marking,
    queries,
    review_calibration_views,  # noqa: F401 -- its pages hang on the one blueprint
    review_dispute_views,
    review_presentation,
    review_queries,
    review_services,
    review_words,
)
from bimtek.modules.forms import CommandForm
from bimtek.modules.review_access import bp, chosen_class, me, piece_or_404
from bimtek.modules.review_forms import OverrideForm, field_name, level_of, levels_form
from bimtek.modules.review_services import Done, Piece
from bimtek.sandbox.services import Case
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops


@bp.get("/penilaian")
@audience(Audience.TRAINER)
def queue() -> ResponseReturnValue:
    """The border's queue of one class, and what was marked twice."""
    target, own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    session = db.session()
    return render_template(
        "reviews/queue.html", target=target, own=own, tabs=review_presentation.tabs(session, target, "reviews.queue"),
        waiting=review_queries.queue(session, me(), target), twice=review_presentation.marked_twice(session, target),
        alone=len(workshops.trainers_of(session, target.id)) < 2, settings=marking.review_settings(),
    )  # fmt: skip


@bp.get("/penilaian/kasus/<int:case_id>")
@audience(Audience.TRAINER)
def case(case_id: int) -> ResponseReturnValue:
    """One judged case openly: the machine's levels, the person's, who wrote it."""
    return _case_page(piece_or_404(case_id), OverrideForm(formdata=None))


def _case_page(piece: Piece, form: OverrideForm, done: Done | None = None, status: int = 200) -> ResponseReturnValue:
    session, wall = db.session(), utc_now()
    seat = workshops.seat_of(session, piece.sandbox.account_id)
    return render_template(
        "reviews/case.html", piece=piece, form=form, fault=done, seat=seat,
        page=review_presentation.mark_page(session, piece, wall), newest=review_services.newest(session, me(), piece, wall),
        label_of=review_words.label_of, marks=review_queries.marks_of_case(session, piece.case.id),
        disputes=[review_presentation.dispute_line(row, piece.case.number)
                  for row in review_queries.disputes_of_case(session, piece.case.id)],
    ), status  # fmt: skip


@bp.post("/penilaian/kasus/<int:case_id>")
@audience(Audience.TRAINER)
def override(case_id: int) -> ResponseReturnValue:
    """Save a level for one criterion, with its reason."""
    piece, form = piece_or_404(case_id), OverrideForm()
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    key = form.key.data or ""
    done = review_services.override(
        db.session(), me(), piece, key, level_of(form.level.data), form.reason.data or "", form.note.data or "",
        utc_now(), form.command_id.data or None,
    )  # fmt: skip
    if done.entry is None:
        return _refused(piece, form, done)
    flash(_("%(what)s: tersimpan.", what=review_words.label_of(key)), "success")
    if form.onward.data == "criterion":
        return redirect(url_for(".by_criterion", kelas=piece.sandbox.workshop_id, kriteria=key, sesudah=case_id))
    return redirect(url_for(".case", case_id=case_id, _anchor=field_name(key)))


def _refused(piece: Piece, form: OverrideForm, done: Done) -> ResponseReturnValue:
    if form.onward.data == "criterion":
        return _criterion_page(piece.workshop, form.key.data or "", form, done, piece, 422)
    return _case_page(piece, form, done, 422)


@bp.post("/penilaian/kasus/<int:case_id>/kembalikan")
@audience(Audience.TRAINER)
def restore(case_id: int) -> ResponseReturnValue:
    """Give a criterion back to the machine."""
    piece, form, key = piece_or_404(case_id), CommandForm(), request.form.get("key", "")[:60]
    if not form.validate():
        abort(400)
    done = review_services.restore(db.session(), me(), piece, key, utc_now(), form.command_id.data or None)
    if done.entry is None:
        flash(_(done.why), "warning")
    else:
        flash(
            _("%(what)s kembali ke nilai mesin. Perubahan sebelumnya tetap tercatat.", what=review_words.label_of(key)),
            "success",
        )
    return redirect(url_for(".case", case_id=case_id, _anchor=field_name(key)))


@bp.post("/penilaian/kasus/<int:case_id>/batal")
@audience(Audience.TRAINER)
def undo(case_id: int) -> ResponseReturnValue:
    """Take the newest change back within its minute."""
    piece = piece_or_404(case_id)
    done = review_services.undo(db.session(), me(), piece, utc_now())
    flash(*((_(done.why), "warning") if done.entry is None else (_("Perubahan terakhir dibatalkan."), "success")))
    return redirect(url_for(".case", case_id=case_id))


@bp.get("/penilaian/buta/<int:case_id>")
@audience(Audience.TRAINER)
def blind(case_id: int) -> ResponseReturnValue:
    """One case unseen: no name, no level of anybody."""
    return _blind_page(piece_or_404(case_id))


def _blind_page(piece: Piece, done: Done | None = None, status: int = 200) -> ResponseReturnValue:
    session = db.session()
    turn, asked, why = review_services.turn_of(session, me(), piece)
    if not turn:
        flash(_(why), "warning")
        marks = review_queries.marks_of_case(session, piece.case.id)
        point = ".compare" if any(row.account_id == me().id for row in marks.values()) else ".case"
        return redirect(url_for(point, case_id=piece.case.id))
    form = levels_form(asked.values())
    return render_template(
        "reviews/blind.html", piece=piece, turn=turn, scales=asked.values(), form=form, fault=done, field_name=field_name,
        label_of=review_words.label_of, given=request.form,
        material=review_presentation.material(session, piece, utc_now(), passages=False),
    ), status  # fmt: skip


@bp.post("/penilaian/buta/<int:case_id>")
@audience(Audience.TRAINER)
def mark_blind(case_id: int) -> ResponseReturnValue:
    """Save the levels given unseen; only then are the others shown."""
    piece, session = piece_or_404(case_id), db.session()
    _turn, asked, _why = review_services.turn_of(session, me(), piece)
    form = levels_form(asked.values())
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    levels = {key: level_of(form[field_name(key)].data) for key in asked}
    done = review_services.mark_blind(session, me(), piece, levels, utc_now(), form.command_id.data or None)
    if done.entry is None:
        return _blind_page(piece, done, 422)
    return redirect(url_for(".compare", case_id=case_id))


@bp.get("/penilaian/kasus/<int:case_id>/banding")
@audience(Audience.TRAINER)
def compare(case_id: int) -> ResponseReturnValue:
    """Shown to those who can no longer mark it unseen; anybody else is sent to mark first."""
    piece, session = piece_or_404(case_id), db.session()
    marks = review_queries.marks_of_case(session, case_id)
    if 2 not in marks or review_services.turn_of(session, me(), piece)[0]:
        return redirect(url_for(".blind", case_id=case_id))
    called = review_presentation.names(session, {row.account_id for row in marks.values()})
    return render_template(
        "reviews/compare.html", piece=piece, marks=marks, called=called,
        rows=review_presentation.compared(marks, piece.machine), open=review_queries.open_thirds(marks),
        alone=len(workshops.trainers_of(session, piece.sandbox.workshop_id)) < 2,
    )  # fmt: skip


@bp.get("/penilaian/kriteria")
@audience(Audience.TRAINER)
def by_criterion() -> ResponseReturnValue:
    """One criterion over everybody's cases, shuffled and without names, one after another."""
    target, _own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    return _criterion_page(target, request.args.get("kriteria", "")[:60], OverrideForm(formdata=None))


def _criterion_page(
    target: workshops.Workshop, key: str, form: OverrideForm, done: Done | None = None, piece: Piece | None = None,
    status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    session, after = db.session(), request.args.get("sesudah", 0, type=whole)
    found = review_queries.next_for_criterion(session, me(), target, key, after) if key and piece is None else None
    piece = piece or (review_services.piece_for(session, me(), found.case_id) if found else None)
    page = review_presentation.mark_page(session, piece, utc_now()) if piece else None
    line = next((one for one in (*page.case_lines, *page.reply_lines) if one.key == key), None) if page else None
    return render_template(
        "reviews/criterion.html", target=target, key=key, piece=piece, page=page, line=line, form=form, fault=done,
        seen=found.seen if found else None, options=review_presentation.criterion_options(),
        tabs=review_presentation.tabs(session, target, "reviews.by_criterion"), label_of=review_words.label_of,
    ), status  # fmt: skip


def level_meaning(key: str) -> str:
    """What the levels of a criterion mean, beside their choice; registered for templates."""
    meant = marking.review_settings().meaning(key)
    return str(_(meant)) if meant else ""


def mark_link(case: Case) -> str:
    """The page on which a trainer marks a case, or "" before anything was judged; registered for templates."""
    return url_for("reviews.case", case_id=case.id) if queries.is_judged(db.session(), case.id) else ""


def marked_cases(account_id: int) -> Markup:
    """A person's judged cases, for the page of that person; registered for templates."""
    rows = review_queries.judged_of(db.session(), account_id)[:40]
    return part("reviews/_marked_cases.html", rows=rows)


def init_app(app: Flask) -> None:
    """Connect the pages of marking, of disputes and of calibration."""
    app.jinja_env.globals |= {"mark_link": mark_link, "marked_cases": marked_cases, "level_meaning": level_meaning}
    review_dispute_views.init_app(app)
    app.register_blueprint(bp)
    app.jinja_env.globals["mark_reasons"] = review_words.REASON_WORDS
