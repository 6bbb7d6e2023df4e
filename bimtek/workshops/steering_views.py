"""Steering the hall: each control asks once, says how many it touches, and can be taken back for a minute."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import safe_next, utc_now
from bimtek.workshops import gates, hall_acts, pacing, presentation, services, steering_words, tasks
from bimtek.workshops.class_access import Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop
from bimtek.workshops.tasks import TaskRow

bp = Blueprint("steering", __name__, url_prefix="/kelas/<int:workshop_id>/kendali")
MOST_MINUTES = 480
MORE_TIME = (5, 10, 15)
_CHOICES, _UNDONE_WORDS = "step_choices", "undone_words"

#: (unit code, title, [(exercise code, title)]) of what a class may be kept from; the room that teaches says it.
StepChoices = Callable[[Workshop], list[tuple[str, str, list[tuple[str, str]]]]]


def offer_steps(app: Flask, choices: StepChoices) -> None:
    """Let the room that teaches say which parts can be closed."""
    app.extensions[_CHOICES] = choices


def add_undone_words(app: Flask, words: Callable[[Workshop, Entry, datetime], str]) -> None:
    """Let a room add what taking an act back did not bring back."""
    app.extensions.setdefault(_UNDONE_WORDS, []).append(words)


@bp.get("")
@audience(Audience.TRAINER)
def controls(workshop_id: int) -> ResponseReturnValue:
    """All controls with big targets, and what was done to the hall so far, by whichever trainer."""
    target = class_or_404(workshop_id, Right.STEER)
    return render_template("workshops/controls.html", target=target, **_shown(target))


def _shown(target: Workshop, back: str = "") -> dict[str, Any]:
    wall, session = utc_now(), db.session()
    names = {person.id: person.name for person in services.trainers_of(session, target.id)}
    choices: StepChoices | None = current_app.extensions.get(_CHOICES)
    return {
        "clock": presentation.class_clock(target, wall), "pace": presentation.pace(target.clock_seconds_per_day),
        "speeds": presentation.speeds(), "people": services.joined_count(session, target.id)[1],
        "task": tasks.task_of(session, target.id), "closed": gates.closed(session, target.id),
        "steps": choices(target) if choices else [], "acts": steering_words.said(hall_acts.recent(session, target.id), names),
        "back": back or url_for(".controls", workshop_id=target.id), "wall": wall, "more_time": MORE_TIME,
        "until": steering_words.until, "seen": {thing: hall_acts.newest_about(session, target.id, thing) for thing in ("task", "steps")},
    }  # fmt: skip


def hall_controls(target: Workshop, back: str = "") -> Markup:
    """Template function: the controls most at hand and the strip of what may be taken back, on the board and the class page;
    nothing for those who only look, and nothing for a class that is over."""
    if not may(Right.STEER) or target.archived_at is not None:
        return Markup()
    wall, session = utc_now(), db.session()
    return part(
        "workshops/_hall_controls.html", target=target, back=back or url_for("workshops.overview", workshop_id=target.id),
        clock=presentation.class_clock(target, wall), people=services.joined_count(session, target.id)[1],
        strips=undo_strips(target, wall, back),
    )  # fmt: skip


def undo_strips(target: Workshop, wall: datetime, back: str = "", kinds: Container[str] | None = None) -> Markup:
    """What was done for the hall a moment ago and may be taken back, the newest first (`kinds`: of these alone, for a page
    about one matter); nothing for those who only look."""
    if not may(Right.STEER):
        return Markup()
    found = hall_acts.undoables(db.session(), target.id, wall)
    found = [one for one in found if kinds is None or one.entry.kind in kinds][:2]
    if not found:
        return Markup()
    return part(
        "workshops/_undo_strips.html", target=target, back=back or request.full_path.rstrip("?"),
        undoable=[(one, steering_words.full(one.entry)) for one in found],
    )  # fmt: skip


def _is_stale(target: Workshop, thing: str) -> bool:
    """Whether somebody did something about it since the page was made that sends this."""
    seen = request.form.get("seen")
    return seen is not None and seen != str(hall_acts.newest_about(db.session(), target.id, thing))


def _task_fault(target: Workshop, title: str, minutes: int | None) -> tuple[str, str] | None:
    if _is_stale(target, "task"):
        return "title", _("Tugas atau waktunya baru saja diubah. Periksa, lalu tetapkan lagi bila perlu.")
    if not title:
        return "title", _("Tulis tugasnya.")
    if minutes is None or not 0 <= minutes <= MOST_MINUTES:
        return "minutes", _("Isi 0 sampai %(n)d menit.", n=MOST_MINUTES)
    return None


def _onward(target: Workshop) -> str:
    return safe_next(request.form.get("next"), url_for(".controls", workshop_id=target.id))


def _people(target: Workshop) -> int:
    return services.joined_count(db.session(), target.id)[1]


@bp.post("/batal")
@audience(Audience.TRAINER)
def undo(workshop_id: int) -> ResponseReturnValue:
    """Take an act back within its minute."""
    target, wall = class_or_404(workshop_id), utc_now()
    entry = hall_acts.undo(db.session(), me(), target, request.form.get("act", 0, type=whole), wall)
    if entry is None:
        flash(
            _("Tidak dapat dibatalkan lagi: lebih dari satu menit, sudah dibatalkan, atau ada yang sesudahnya."),
            "warning",
        )
        return redirect(_onward(target))
    more = (words(target, entry, wall) for words in current_app.extensions.get(_UNDONE_WORDS, ()))
    flash(" ".join(filter(None, (_("Dibatalkan."), *more))), "success")
    return redirect(_onward(target))


@bp.post("/tugas")
@audience(Audience.TRAINER)
def set_task(workshop_id: int) -> ResponseReturnValue:
    """Say what the hall does now and for how long; or that the task is over."""
    target, wall = class_or_404(workshop_id), utc_now()
    if request.form.get("act") == "clear":
        hall_acts.set_task(db.session(), me(), target, None, wall, _people(target))
        flash(_("Tugas aula ditutup."), "success")
        return redirect(_onward(target))
    title = " ".join(request.form.get("title", "").split())[: tasks.MOST_TITLE]
    minutes = request.form.get("minutes", type=whole) if request.form.get("minutes", "").strip() else 0
    if fault := _task_fault(target, title, minutes):
        page = _shown(target) | {"fault": fault, "given": request.form}
        return render_template("workshops/controls.html", target=target, **page), 422
    ends = wall + timedelta(minutes=minutes) if minutes else None
    detail = " ".join(request.form.get("detail", "").split())[: tasks.MOST_DETAIL]
    hall_acts.set_task(db.session(), me(), target, TaskRow(title, detail, "", ends, wall), wall, _people(target))
    flash(f"{_('Tugas aula ditetapkan.')} {steering_words.people_words(_people(target))}", "success")
    return redirect(_onward(target))


@bp.post("/waktu")
@audience(Audience.TRAINER)
def add_time(workshop_id: int) -> ResponseReturnValue:
    """More time for the task and for every test being sat."""
    target, wall, minutes = class_or_404(workshop_id), utc_now(), request.form.get("minutes", 0, type=whole)
    if minutes not in MORE_TIME:
        abort(400)
    if _is_stale(target, "task"):
        flash(_("Waktu sudah berubah sejak halaman ini dibuka. Periksa dahulu."), "warning")
        return redirect(_onward(target))
    hall_acts.add_time(db.session(), me(), target, minutes, wall, _people(target))
    flash(f"{_('Waktu ditambah %(n)d menit.', n=minutes)} {steering_words.people_words(_people(target))}", "success")
    return redirect(_onward(target))


@bp.post("/langkah")
@audience(Audience.TRAINER)
def close_steps(workshop_id: int) -> ResponseReturnValue:
    """Which parts may be begun: the ticked ones are open."""
    target, wall = class_or_404(workshop_id), utc_now()
    if _is_stale(target, "steps"):
        flash(_("Langkah sudah diubah sejak halaman ini dibuka. Periksa dahulu."), "warning")
        return redirect(_onward(target))
    choices: StepChoices | None = current_app.extensions.get(_CHOICES)
    offered = choices(target) if choices else []
    known = {code for unit, _title, parts in offered for code in (unit, *(part for part, _words in parts))}
    ticked = set(request.form.getlist("open"))
    shut = {unit for unit, _title, _parts in offered if unit not in ticked}
    covered = {part for unit, _title, parts in offered if unit in shut for part, _words in parts}
    closed = frozenset((known - ticked) - covered) | gates.closed(db.session(), target.id) - known
    if hall_acts.close_steps(db.session(), me(), target, frozenset(closed), wall, _people(target)):
        flash(f"{_('Langkah yang boleh dimulai diubah.')} {steering_words.people_words(_people(target))}", "success")
    return redirect(_onward(target))


@bp.post("/jam")
@audience(Audience.TRAINER)
def steer(workshop_id: int) -> ResponseReturnValue:
    """Resume, freeze, speed or jump one working day. What the page has seen of the clock goes with it: a double tap is one
    act, and two trainers do not jump twice."""
    target, act = class_or_404(workshop_id), request.form.get("act", "")
    speed = request.form.get("speed", 0, type=whole)
    if act not in ("resume", "freeze", "jump", "speed") or (act == "speed" and speed not in pacing.SPEEDS):
        abort(400)
    if target.released_at is not None:
        flash(_("Kelas sudah dilepas: setiap peserta memegang jam sendiri."), "warning")
    elif act == "jump" and request.form.get("seen", "") != target.clock_sim.isoformat():
        flash(_("Jam sudah berubah sejak halaman ini dibuka. Periksa dahulu, lalu lompat lagi bila perlu."), "warning")
    else:
        sim = pacing.steer_clock(db.session(), me(), target, act, utc_now(), speed)
        flash(presentation.steered(act, sim, _people(target)), "success")
    return redirect(_onward(target))


def _way(target: Workshop) -> Way | None:
    if g.get("class_right", 0) < Right.STEER or target.archived_at is not None:
        return None
    return Way(
        20,
        url_for("steering.controls", workshop_id=target.id),
        _("Kendali aula"),
        _("Jam, tugas, waktu, langkah"),
        "clock",
    )


def init_app(app: Flask) -> None:
    """Connect the controls."""
    app.register_blueprint(bp)
    app.jinja_env.globals["hall_controls"] = hall_controls
    register_way(app, _way)
