"""Calibration: mark a sample alone, then see the others; and the page of agreement per criterion."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bimtek.extensions import db
from bimtek.modules import (
    marking,
    review_calibration,
    review_figures,
    review_presentation,
    review_queries,
    review_words,
)
from bimtek.modules.domain.calibration import Sample
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, VERDICTS
from bimtek.modules.domain.review import Scale
from bimtek.modules.review_access import bp, chosen_class, me
from bimtek.modules.review_forms import field_name, level_of, levels_form
from bimtek.modules.review_services import Done
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.web.transaction import SAFE
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.rights import Right


def _scales() -> list[Scale]:
    return [Scale(f"reply:{key}", label, None, top) for key, (label, top) in CRITERIA.items()]


def _class() -> workshops.Workshop:
    """The class asked for; to write there the trainer must steer it."""
    target, _own = chosen_class()
    right = Right.WATCH if request.method in SAFE else Right.STEER
    if target is None or workshops.workshop_for(db.session(), me(), target.id, right) is None:
        abort(404)
    return target


def _sample(code: str) -> Sample:
    return review_calibration.samples().get(code) or abort(404)


@bp.get("/penilaian/kalibrasi")
@audience(Audience.TRAINER)
def samples() -> ResponseReturnValue:
    """The samples, and which of them this trainer has marked."""
    target, own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    session = db.session()
    marks = review_calibration.marks_on(session, target)
    return render_template(
        "reviews/samples.html", target=target, own=own, samples=list(review_calibration.samples().values()), marks=marks,
        mine={code for code, given in marks.items() if me().id in given},
        tabs=review_presentation.tabs(session, target, "reviews.samples"),
    )  # fmt: skip


@bp.get("/penilaian/kalibrasi/<code>")
@audience(Audience.TRAINER)
def sample(code: str) -> ResponseReturnValue:
    """One sample: to mark alone, or marked beside what the others gave."""
    return _sample_page(_class(), _sample(code[:60]))


def _sample_page(
    target: workshops.Workshop, one: Sample, done: Done | None = None, status: int = 200
) -> ResponseReturnValue:
    session, codes = db.session(), list(review_calibration.samples())
    marks = review_calibration.marks_on(session, target)
    mine = marks.get(one.code, {}).get(me().id)
    left = [code for code in codes if me().id not in marks.get(code, {}) and code != one.code]
    return render_template(
        "reviews/sample.html", target=target, sample=one, mine=mine, form=levels_form(_scales(), verdict=True),
        scales=_scales(), field_name=field_name, label_of=review_words.label_of, given=request.form, fault=done,
        lines=review_figures.sample_lines(session, me(), target, one.code), verdicts=VERDICTS, flags=FLAGS,
        machine=review_calibration.machine_on(one.code) if mine else None, onward=left[0] if left else "",
        number=codes.index(one.code) + 1, all=len(codes),
    ), status  # fmt: skip


@bp.post("/penilaian/kalibrasi/<code>")
@audience(Audience.TRAINER)
def mark_sample(code: str) -> ResponseReturnValue:
    """Keep what a trainer gives a sample."""
    target, one = _class(), _sample(code[:60])
    form = levels_form(_scales(), verdict=True)
    if "csrf_token" in form.errors or not form.validate():
        abort(400)
    levels = {scale.key: level_of(form[field_name(scale.key)].data) for scale in _scales()}
    verdict = str(form["verdict"].data or "")
    done = review_calibration.calibrate(db.session(), me(), target, one.code, levels, verdict, utc_now())
    if done.entry is None and done.field:
        return _sample_page(target, one, done, 422)
    return redirect(url_for(".sample", code=one.code, kelas=target.id))


@bp.get("/penilaian/kesepakatan")
@audience(Audience.TRAINER)
def agreement() -> ResponseReturnValue:
    """How far machine, trainers and reference agree, per criterion."""
    target, own = chosen_class()
    if target is None:
        return render_template("reviews/no_class.html")
    session = db.session()
    pairs = review_queries.pairs_of_class(session, target.id)
    reference, machine = review_calibration.pairs(session, target)
    return render_template(
        "reviews/agreement.html", target=target, own=own, settings=marking.review_settings(),
        machine=review_figures.measured(pairs.machine), people=review_figures.measured(pairs.people),
        reference=review_figures.measured(reference, "reply"), samples=review_figures.measured(machine, "reply"),
        tabs=review_presentation.tabs(session, target, "reviews.agreement"),
    )  # fmt: skip
