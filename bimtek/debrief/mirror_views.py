"""The trainer's page of the mirror: choose two replies, check them, open and close the vote, say what the wall shows."""

from __future__ import annotations

from random import SystemRandom
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.debrief import checking, presentation, services, voting
from bimtek.debrief.domain import suggesting
from bimtek.debrief.domain.mirror import MirrorRow, Wanted
from bimtek.debrief.domain.stage import Mode, Stage
from bimtek.debrief.domain.suggesting import Pair
from bimtek.debrief.forms import USUAL_CRITERIA, MirrorForm
from bimtek.debrief.services import Refused
from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.modules import hall_replies
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("mirror", __name__, url_prefix="/kelas/<int:workshop_id>/cermin")


@bp.get("")
@audience(Audience.TRAINER)
def mirror(workshop_id: int) -> ResponseReturnValue:
    """The mirror in hand, or what could become one."""
    return _page(class_or_404(workshop_id))


def _page(target: Workshop, form: MirrorForm | None = None, fault: str = "", status: int = 200) -> ResponseReturnValue:
    session, wall = db.session(), utc_now()
    row = services.current(session, target.id)
    editable = row is None or row.stage is Stage.DRAFT
    offered = _offered(target) if editable and may(Right.STEER) else []
    form = form or (_form(row, offered) if editable else None)
    wall_row = services.wall_of(session, target.id)
    return render_template(
        "debrief/mirror.html", target=target, row=row, form=form, fault=fault, offered=offered, may_steer=may(Right.STEER),
        found=_findings(target, form) if form and (row or form.is_submitted()) else {}, leaking=checking.is_leaking,
        shown=_shown(target, row) if row and not editable else None, version=_version(target),
        away=services.last_away(session, target.id) if row is None else None, wall_row=wall_row, wall=wall,
        modes=presentation.mode_words(), until=wall_row.until + presentation.WITA if wall_row.until else None,
    ), status  # fmt: skip


def _offered(target: Workshop) -> list[Pair]:
    return suggesting.pairs(hall_replies.replies_of_class(db.session(), target.id), SystemRandom())


def _form(row: MirrorRow | None, offered: list[Pair]) -> MirrorForm:
    """The form with the draft in hand, with the pair asked for, or empty."""
    if row is not None:
        return MirrorForm(obj=row, formdata=None, criteria=list(row.criteria))
    start: dict[str, Any] = {"question": _("Mana balasan yang lebih menolong warga?"), "criteria": list(USUAL_CRITERIA)}
    wish = request.args.get("usul", "")[:80]
    pair = next((pair for pair in offered if pair.matter == wish), None)
    if pair:
        start |= {
            "situation": _("Dua balasan atas laporan tentang %(topic)s.", topic=pair.topic),
            "text_a": pair.first.text, "source_a": pair.first.source,
            "text_b": pair.second.text, "source_b": pair.second.source,
        }  # fmt: skip
    return MirrorForm(formdata=None, data=start)


def _findings(target: Workshop, form: MirrorForm) -> dict[str, Any]:
    return checking.findings(db.session(), target.id, checking.fields_of(form.wanted()))


def _shown(target: Workshop, row: MirrorRow) -> dict[str, Any]:
    """What the live part of the page says of a mirror that the hall sees."""
    votes = voting.votes(db.session(), row)
    of, _all = workshops.joined_count(db.session(), target.id)
    return {
        "row": row, "bars": presentation.bars(row, votes), "people": presentation.people_words(votes.people, of),
        "target": target,
    }  # fmt: skip


def _version(target: Workshop) -> str:
    return str(journal.version(db.session(), f"class/{target.id}"))


@bp.get("/hasil")
@audience(Audience.TRAINER)
def result(workshop_id: int) -> ResponseReturnValue:
    """The live part: how many have voted, and how."""
    target = class_or_404(workshop_id)
    row = services.on_the_wall(db.session(), target.id) or abort(404)
    return live_answer(_version(target), lambda: render_template("debrief/_mirror_result.html", **_shown(target, row)))


@bp.post("")
@audience(Audience.TRAINER)
def save(workshop_id: int) -> ResponseReturnValue:
    """Keep the draft; take out what was found; or show it to the hall. What was typed is kept also where showing is refused."""
    target, form, act = class_or_404(workshop_id), MirrorForm(), request.form.get("act", "save")
    if not form.validate():
        return _page(target, form, status=422)
    wanted = form.wanted()
    if act == "mask":
        texts = checking.masked(db.session(), target.id, checking.fields_of(wanted))
        wanted = Wanted(**texts, source_a=wanted.source_a, source_b=wanted.source_b, criteria=wanted.criteria)
    refused = services.keep_draft(db.session(), me(), target, wanted, utc_now())
    if refused is None and act == "open":
        refused = services.open_vote(db.session(), me(), target, utc_now())
        if refused is Refused.LEAKS:
            return _page(target, form, presentation.refused_words(refused), 422)
    return _told(
        target,
        refused,
        {"open": _("Dua balasan tampil di layar aula. Peserta dapat memilih.")}.get(act, _("Tersimpan.")),
    )


def _told(target: Workshop, refused: Refused | None, done: str) -> ResponseReturnValue:
    if refused is None:
        flash(done, "success")
    else:
        flash(presentation.refused_words(refused), "warning")
    return redirect(url_for(".mirror", workshop_id=target.id))


@bp.post("/<any(buka,tutup,singkirkan,kembalikan):act>")
@audience(Audience.TRAINER)
def move(workshop_id: int, act: str) -> ResponseReturnValue:
    """Open the vote (again), close it, put the mirror away, bring it back: each is undone by its opposite."""
    target = class_or_404(workshop_id)
    moves = {
        "buka": (services.open_vote, _("Pemungutan suara dibuka. Peserta dapat memilih.")),
        "tutup": (services.close_vote, _("Pemungutan suara ditutup. Layar menampilkan hasil dan pandangan rubrik.")),
        "singkirkan": (services.put_away, _("Disingkirkan. Dapat dikembalikan dari halaman ini.")),
        "kembalikan": (services.bring_back, _("Dikembalikan.")),
    }
    make, words = moves[act]
    return _told(target, make(db.session(), me(), target, utc_now()), words)


@bp.post("/layar")
@audience(Audience.TRAINER)
def wall(workshop_id: int) -> ResponseReturnValue:
    """Say what the wall shows."""
    target, now = class_or_404(workshop_id), utc_now()
    wish = request.form.get("mode", "")
    mode = Mode(wish) if wish in list(Mode) else abort(400)
    until = presentation.until_of(request.form.get("until", ""), now) if mode is Mode.PAUSE else None
    if mode is Mode.PAUSE and until is None:
        return _page(target, fault=_("Isi jam selesai istirahat yang belum lewat, misalnya 13.15."), status=422)
    services.set_wall(db.session(), me(), target, mode, now, until)
    flash(_("Layar aula: %(mode)s.", mode=dict(presentation.mode_words())[mode.value]), "success")
    return redirect(url_for(".mirror", workshop_id=target.id))


def _way(target: Workshop) -> Way:
    row = services.current(db.session(), target.id)
    text = {
        Stage.OPEN: _("Pemungutan suara sedang dibuka"), Stage.CLOSED: _("Hasilnya sedang di layar"),
        Stage.DRAFT: _("Dua balasan disiapkan"),
    }.get(row.stage if row else Stage.AWAY, _("Bandingkan dua balasan tanpa nama, aula memilih"))  # fmt: skip
    return Way(45, url_for("mirror.mirror", workshop_id=target.id), _("Cermin balasan"), text, "people")


def init_app(app: Flask) -> None:
    """Connect the page, and offer it on the class's page."""
    app.register_blueprint(bp)
    register_way(app, _way)
