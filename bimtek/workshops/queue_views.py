"""The trainer's side of hands and messages: the queue, words to all, to a group, to one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.web.access import Audience, audience
from bimtek.web.live import live_answer
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import hall_acts, hands, messages, services
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("queue", __name__, url_prefix="/kelas/<int:workshop_id>")


def _queue(target: Workshop, wall: datetime) -> dict[str, Any]:
    """What the queue shows: each hand with its seat and how long it has been up, and the one that may go up again."""
    seats = {row.account_id: row for row in services.seats_of(db.session(), target.id)}
    up = [
        (row, seats[row.account_id], hands.name_of(db.session(), row.taken_by))
        for row in hands.up(db.session(), target.id)
    ]
    last = hands.lowered_since(db.session(), target.id, wall - hands.TAKE_BACK)
    return {
        "up": up,
        "last": (last, seats[last.account_id]) if last else None,
        "wall": wall,
        "target": target,
        "my_id": me().id,
    }


def _version(target: Workshop, wall: datetime) -> str:
    return f"{journal.stream_version(db.session(), f'class/{target.id}')}-{wall:%d%H%M}"


@bp.get("/tangan")
@audience(Audience.TRAINER)
def queue(workshop_id: int) -> ResponseReturnValue:
    """Who waits for help, the first raised first."""
    target, wall = class_or_404(workshop_id), utc_now()
    return render_template(
        "workshops/queue.html", version=_version(target, wall), may_help=may(Right.STEER), **_queue(target, wall)
    )


@bp.get("/tangan/baris")
@audience(Audience.TRAINER)
def queue_rows(workshop_id: int) -> ResponseReturnValue:
    """The live part of the queue."""
    target, wall = class_or_404(workshop_id), utc_now()
    shown = may(Right.STEER)
    return live_answer(
        _version(target, wall), lambda: render_template("workshops/_queue.html", may_help=shown, **_queue(target, wall))
    )


@bp.post("/tangan/<int:hand_id>")
@audience(Audience.TRAINER)
def help_with(workshop_id: int, hand_id: int) -> ResponseReturnValue:
    """A trainer goes there, has helped, or tapped the wrong line."""
    target = class_or_404(workshop_id)
    acts = {"take": hands.take, "leave": hands.leave, "helped": hands.helped, "undo": hands.put_up_again}
    act = acts.get(request.form.get("act", "")) or abort(400)
    act(db.session(), me(), target, min(hand_id, LARGEST), utc_now())
    if request.headers.get("X-Live"):
        return make_response("", 204)
    return redirect(safe_next(request.form.get("next"), url_for(".queue", workshop_id=target.id)))


@bp.get("/pesan")
@audience(Audience.TRAINER)
def sent(workshop_id: int) -> ResponseReturnValue:
    """What was said so far, and the form for more."""
    return _page(class_or_404(workshop_id))


def _page(target: Workshop, fault: str = "", status: int = 200) -> ResponseReturnValue:
    wall = utc_now()
    rows = messages.of_class(db.session(), target.id)
    newest = next((row for row in rows[:1] if not row.withdrawn and wall - row.sent_at < messages.TAKE_BACK), None)
    left = int((messages.TAKE_BACK - (wall - newest.sent_at)).total_seconds()) if newest else 0
    seats = services.seats_of(db.session(), target.id)
    one = request.form.get("account", type=whole) if fault else None
    return render_template(
        "workshops/messages.html", target=target,
        addressee=next((seat for seat in seats if seat.account_id == one), None), rows=rows, fault=fault, newest=newest, left=left, people=len(seats),
        groups=sorted({row.group for row in seats if row.group}), given=request.form, may_send=may(Right.STEER),
        trainers={person.id: person.name for person in services.trainers_of(db.session(), target.id)},
    ), status  # fmt: skip


@bp.post("/pesan")
@audience(Audience.TRAINER)
def send(workshop_id: int) -> ResponseReturnValue:
    """Say it. An empty message, or one to nobody, comes back with the reason."""
    target = class_or_404(workshop_id)
    text, one = request.form.get("text", "").replace("\r\n", "\n").strip(), request.form.get("account", type=whole)
    if not text or len(text) > messages.MOST_LETTERS:
        why = _("Tulis pesannya.") if not text else _("Paling panjang %(n)d karakter.", n=messages.MOST_LETTERS)
        return _page(target, why, 422)
    group = request.form.get("group", "")[:80]
    done = messages.send(db.session(), me(), target, text, utc_now(), account_id=one, group="" if one else group)
    if done is None:
        return _page(target, _("Tidak ada peserta yang dituju."), 422)
    flash(ngettext("Pesan dikirim ke %(num)d peserta.", "Pesan dikirim ke %(num)d peserta.", done.touched), "success")
    return redirect(safe_next(request.form.get("next"), url_for(".sent", workshop_id=target.id)))


@bp.post("/pesan/<int:message_id>/tarik")
@audience(Audience.TRAINER)
def withdraw(workshop_id: int, message_id: int) -> ResponseReturnValue:
    """Take it back within its minute."""
    target = class_or_404(workshop_id)
    kind, wall = messages.MESSAGE_SENT, utc_now()
    if hall_acts.undo_that(db.session(), me(), target, kind, "message", min(message_id, LARGEST), wall):
        flash(_("Pesan ditarik. Peserta tidak lagi melihatnya."), "success")
    else:
        flash(_("Pesan ini tidak dapat ditarik lagi."), "warning")
    return redirect(url_for(".sent", workshop_id=target.id))


def person_message(seated: Any) -> Markup:
    """Template function: the form for words to one person, on that person's page."""
    if not may(Right.STEER) or seated.workshop.archived_at is not None:
        return Markup()
    return part("workshops/_person_message.html", seated=seated)


def _queue_way(target: Workshop) -> Way:
    waiting = len(hands.up(db.session(), target.id))
    text = (
        ngettext("%(num)d tangan terangkat", "%(num)d tangan terangkat", waiting)
        if waiting
        else _("Belum ada yang meminta")
    )
    return Way(30, url_for("queue.queue", workshop_id=target.id), _("Antrean bantuan"), text, "hand")


def _message_way(target: Workshop) -> Way:
    return Way(
        35, url_for("queue.sent", workshop_id=target.id), _("Pesan"), _("Ke semua, kelompok, atau satu orang"), "chat"
    )


def init_app(app: Flask) -> None:
    """Connect the queue and the messages."""
    app.register_blueprint(bp)
    app.jinja_env.globals["person_message"] = person_message
    register_way(app, _queue_way)
    register_way(app, _message_way)
