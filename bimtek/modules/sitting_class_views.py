"""The trainer's pages of the tests of a class: open and close, who is where, one person, gain, items, tables."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.modules import sitting_class_presentation as words
from bimtek.modules import sitting_content, sitting_queries, sitting_services, sitting_steering
from bimtek.modules.domain.sitting_rules import KINDS
from bimtek.modules.sitting_forms import ExtraTimeForm
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.shell import utc_now
from bimtek.web.transaction import begin_writing
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import Way, class_or_404, me, register_way
from bimtek.workshops.services import SeatRow, Workshop

bp = Blueprint("class_tests", __name__, url_prefix="/kelas/<int:workshop_id>/tes")
WRONG = 422


def _class(workshop_id: int, kind: str = "") -> Workshop:
    """A class of this trainer, every sitting whose time is over closed first; any other class or test is not found."""
    if kind and kind not in KINDS:
        abort(404)
    target = class_or_404(workshop_id)
    wall = utc_now()
    if any(sitting_services.is_due(row, wall) for row in sitting_queries.past_their_end(db.session(), target.id, wall)):
        begin_writing()
        target = workshops.workshop(db.session(), workshop_id)
        over = sitting_queries.past_their_end(db.session(), target.id, wall)
        sitting_services.close_overdue(db.session(), over, wall)
    g.workshop = target
    return target


def _seat(target: Workshop, account_id: int) -> SeatRow:
    """A seat of this class; any other person is not found."""
    seats = workshops.seats_of(db.session(), target.id)
    return next((seat for seat in seats if seat.account_id == account_id), None) or abort(404)


@bp.get("")
@audience(Audience.TRAINER)
def overview(workshop_id: int) -> ResponseReturnValue:
    """The three tests, and everybody of the class at one of them: those at zero first."""
    target = _class(workshop_id)
    page = _page(target)
    newest = next((row for row in page["rows"] if row.seconds), None)
    return render_template("sittings/class_tests.html", newest=newest, version=_version(target), **page)


@bp.get("/baris")
@audience(Audience.TRAINER)
def live(workshop_id: int) -> ResponseReturnValue:
    """The live part alone; a page left open keeps nobody signed in: what is set here is marked as not to be stored."""
    target = _class(workshop_id)
    session.permanent = session.modified = False
    return live_answer(_version(target), lambda: render_template("sittings/_class_tests.html", **_page(target)))


def _version(target: Workshop) -> str:
    """What a live page compares itself with: the newest answer of the class too, which the journal does not hold yet."""
    return f"{sitting_queries.version(db.session(), target.id)}-{utc_now():%d%H%M}"


def _page(target: Workshop) -> dict[str, Any]:
    wall, seats = utc_now(), workshops.joined_count(db.session(), target.id)[1]
    rows = words.gate_rows(db.session(), target.id, seats, wall)
    kind = words.chosen_kind(rows, request.args.get("tes", "")[:10])
    todo, doing, done = sitting_queries.people_at(db.session(), target.id, kind)
    parts = [("todo", _("Belum mulai"), todo), ("doing", _("Sedang mengerjakan"), doing), ("done", _("Selesai"), done)]
    return {
        "target": target, "rows": rows, "kind": kind, "parts": parts, "seats": seats, "wall": wall,
        "standing": words.standing_words, "extra": words.extra_words,
    }  # fmt: skip


@bp.post("/<kind>/gerbang")
@audience(Audience.TRAINER)
def gate(workshop_id: int, kind: str) -> ResponseReturnValue:
    """Open or close a test, take that back, or release its marks."""
    target, act, wall = _class(workshop_id, kind), request.form.get("act", ""), utc_now()
    plan, here = sitting_content.plan_of(kind), redirect(url_for(".overview", workshop_id=workshop_id, tes=kind))
    if act in ("open", "close"):
        sitting_steering.set_gate(db.session(), me(), target, kind, act == "open", wall)
    elif act == "undo":
        if not sitting_steering.take_back(db.session(), me(), target, kind, wall):
            flash(_("Ini tidak dapat dibatalkan lagi: lebih dari satu menit, atau sudah dibatalkan."), "warning")
    elif act == "release":
        people = sitting_steering.release_marks(db.session(), me(), target, kind, wall)
        if people is not None:
            flash(_("Nilai %(test)s dibuka untuk %(n)d peserta yang selesai.", test=plan.title, n=people), "success")
    else:
        abort(400)
    return here


@bp.get("/orang/<int:account_id>")
@audience(Audience.TRAINER)
def person(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """One person's tests, and time of one's own."""
    target = _class(workshop_id)
    minutes, share = sitting_queries.extra_time(db.session(), account_id)
    form = ExtraTimeForm(formdata=None, data={"minutes": minutes, "percent": share})
    return _person_page(target, _seat(target, account_id), form)


@bp.post("/orang/<int:account_id>/waktu")
@audience(Audience.TRAINER)
def give_time(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Set a person's own time; faults stand beside their fields."""
    target, form = _class(workshop_id), ExtraTimeForm()
    seat = _seat(target, account_id)
    if not form.validate():
        return _person_page(target, seat, form, WRONG)
    minutes, share = form.minutes.data or 0, form.percent.data or 0
    sitting_steering.give_time(db.session(), me(), target, account_id, minutes, share, utc_now())
    flash(_("Waktu tambahan tersimpan. Ujian yang sedang berjalan ikut berubah."), "success")
    return redirect(url_for(".person", workshop_id=workshop_id, account_id=account_id))


def _person_page(target: Workshop, seat: SeatRow, form: ExtraTimeForm, status: int = 200) -> ResponseReturnValue:
    mine = sitting_queries.newest_of_person(db.session(), seat.account_id)
    gates = sitting_queries.gates_of(db.session(), target.id)
    rows = [
        (gates[kind], sitting_content.plan_of(kind), sitting_queries.Seated(seat, mine.get(kind))) for kind in KINDS
    ]
    return render_template(
        "sittings/person.html", target=target, seat=seat, form=form, rows=rows, wall=utc_now(),
        standing=words.standing_words, marks=sitting_queries.test_marks(db.session(), seat.account_id),
        titles=sitting_content.unit_titles(), percent=words.percent,
    ), status  # fmt: skip


@bp.post("/orang/<int:account_id>/ulang/<kind>")
@audience(Audience.TRAINER)
def repeat(workshop_id: int, account_id: int, kind: str) -> ResponseReturnValue:
    """Let a person sit a finished test once more."""
    target = _class(workshop_id, kind)
    _seat(target, account_id)
    row = sitting_queries.newest(db.session(), account_id, kind)
    if row and sitting_steering.allow_repeat(db.session(), me(), target, row, utc_now()):
        flash(_("Boleh diulang dengan butir lain. Nilai yang terakhir berlaku."), "success")
    return redirect(url_for(".person", workshop_id=workshop_id, account_id=account_id))


@bp.get("/kenaikan")
@audience(Audience.TRAINER)
def gain(workshop_id: int) -> ResponseReturnValue:
    """From pre-test to post-test, by unit and by person; only people with both."""
    target = _class(workshop_id)
    told, titles = sitting_queries.gain_of(db.session(), target.id), sitting_content.unit_titles()
    return render_template(
        "sittings/gain.html", target=target, told=told, titles=titles, percent=words.percent, number=words.number,
        gain_words=words.gain_words, few=sitting_content.rules().analysis.few_people,
    )  # fmt: skip


@bp.get("/<kind>/butir")
@audience(Audience.TRAINER)
def items(workshop_id: int, kind: str) -> ResponseReturnValue:
    """The item analysis of a test."""
    target = _class(workshop_id, kind)
    rows = words.item_rows(sitting_queries.item_figures(db.session(), target.id, kind))
    people = len(sitting_queries.finished(sitting_queries.sittings_of_class(db.session(), target.id, kind).values()))
    tabs = [
        (url_for(".items", workshop_id=workshop_id, kind=k), sitting_content.plan_of(k).title, None, k == kind)
        for k in KINDS
    ]
    return render_template(
        "sittings/items.html", target=target, kind=kind, plan=sitting_content.plan_of(kind), rows=rows, people=people,
        tabs=tabs, counts=words.verdict_counts(rows), rules=sitting_content.rules().analysis, percent=words.percent,
        number=words.number,
    )  # fmt: skip


@bp.get("/<kind>/butir.csv")
@audience(Audience.TRAINER)
def items_table(workshop_id: int, kind: str) -> ResponseReturnValue:
    """The item analysis to take away."""
    target = _class(workshop_id, kind)
    return _download(
        words.item_table(db.session(), target.id, kind), f"SIMULASI-analisis-butir-{kind}-kelas-{target.id}.csv"
    )


@bp.get("/nilai.csv")
@audience(Audience.TRAINER)
def marks_table(workshop_id: int) -> ResponseReturnValue:
    """Everybody's marks to take away."""
    target = _class(workshop_id)
    return _download(words.mark_table(db.session(), target.id), f"SIMULASI-nilai-tes-kelas-{target.id}.csv")


def _download(data: bytes, name: str) -> ResponseReturnValue:
    answer = current_app.response_class(data, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _way(target: Workshop) -> Way | None:
    """The way to the tests of a class, once somebody can sit them."""
    if not workshops.joined_count(db.session(), target.id)[1]:
        return None
    href = url_for("class_tests.overview", workshop_id=target.id)
    return Way(
        30,
        href,
        _("Tes dan ujian"),
        _("Buka dan tutup tes, lihat siapa di mana, kenaikan, dan butir soal"),
        "certificate",
    )


def init_app(app: Flask) -> None:
    """Connect the trainer's pages of the tests."""
    app.register_blueprint(bp)
    register_way(app, _way)
