"""What an officer fills in after the class: the questionnaires, the action plan and its follow-up."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.evaluation import planning, presentation, services
from bimtek.evaluation.domain import plans
from bimtek.evaluation.domain.content import Suggestion
from bimtek.evaluation.domain.plans import Action
from bimtek.extensions import db
from bimtek.modules import queries
from bimtek.people.domain import Person
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import news
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import LARGEST, me

bp = Blueprint("evaluation", __name__)
WRONG = 422


def _class_of(person: Person) -> workshops.Workshop:
    return workshops.workshop(db.session(), person.workshop_id or 0)


@bp.get("/kuesioner/<key>")
@audience(Audience.TRAINEE)
def survey(key: str) -> ResponseReturnValue:
    """The questionnaire; one already given, or not open, says so."""
    form = services.form_of(key[:20])
    if form is None or key not in services.keys_of(db.session(), me().workshop_id or 0):
        abort(404)
    given = services.has_given(db.session(), me(), key)
    opened = services.is_open(db.session(), me().workshop_id or 0, key)
    return render_template(
        "evaluation/survey.html", form=form, key=key, given=given, opened=opened, faults={}, typed={},
        scale=services.content().scale, title=presentation.form_title(form, key),
    )  # fmt: skip


@bp.post("/kuesioner/<key>")
@audience(Audience.TRAINEE)
def give(key: str) -> ResponseReturnValue:
    """Fill it in, once."""
    form = services.form_of(key[:20])
    if form is None:
        abort(404)
    typed = {one.key: request.form.get(one.key, "")[:5000] for one in (*form.statements, *form.open)}
    found = services.give(db.session(), me(), key[:20], typed, utc_now())
    if found.get("form") in ("closed", "given"):
        flash(
            _("Kuesioner ini tidak dibuka.") if found["form"] == "closed" else _("Anda sudah mengisi kuesioner ini."),
            "warning",
        )
        return redirect("/beranda")
    if found:
        return render_template(
            "evaluation/survey.html", form=form, key=key, given=False, opened=True, typed=typed,
            faults=presentation.survey_faults(found), scale=services.content().scale, title=presentation.form_title(form, key),
        ), WRONG  # fmt: skip
    return redirect(url_for(".survey", key=key))


@bp.get("/rencana")
@audience(Audience.TRAINEE)
def plan() -> ResponseReturnValue:
    """The own action plan: to write, to send, later to follow up."""
    known = planning.plan_of(db.session(), me().id)
    return _plan_page(known, known.superior if known else "", known.lines if known else [])


def _plan_page(
    known: planning.Plan | None,
    superior: str,
    lines: list[Action],
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    target, wall = _class_of(me()), utc_now()
    last, sent = planning.last_day(db.session(), target), bool(known and known.sent_at)
    locked = bool(known and any(one.notes for one in known.actions))
    editing = (request.args.get("ubah") == "1" or bool(faults)) and not locked
    shown = [*lines, *[Action("", "", 30)] * plans.MOST][: plans.MOST]
    return render_template(
        "evaluation/plan.html", plan=known, superior=superior, lines=shown, faults=presentation.plan_faults(faults or {}),
        suggestions=[] if sent and not editing else _suggested(), unfold=request.args.get("usul") == "1", days=plans.DAYS, last=last,
        due=planning.due_now(last, known, wall), target=target, source=services.content().plan_source, sent=sent,
        due_on=plans.due_on, states=presentation.state_words(), shapes=presentation.SHAPES, least=plans.LEAST,
        locked=locked, editing=editing,
    ), status  # fmt: skip


def _suggested() -> list[tuple[int, Suggestion, bool]]:
    """The suggestions with their numbers, those for the weakest units first, and whether the unit is still to be finished."""
    units = [unit for unit in queries.home(db.session(), me()).units if unit.parts]
    strengths = {unit.code: 1.0 if unit.state == "done" else min(unit.done / unit.parts, 0.9) for unit in units}
    known = services.content().suggestion
    order = plans.by_need([one.unit for one in known], strengths)
    return [(place, known[place], strengths.get(known[place].unit, 1.0) < 1) for place in order]


@bp.post("/rencana")
@audience(Audience.TRAINEE)
def save_plan() -> ResponseReturnValue:
    """Keep the plan as a draft, add a suggestion, or send it."""
    lines = [_line(place) for place in range(1, plans.MOST + 1)]
    superior, act = request.form.get("superior", "")[:1000], request.form.get("act", "")
    if act.startswith("add-") and act[4:].isdigit():
        lines = _with_suggestion(lines, int(act[4:5]))
    found = planning.save(db.session(), me(), superior, lines, utc_now(), send=act == "send")
    if found:
        return _plan_page(planning.plan_of(db.session(), me().id), superior, lines, found, WRONG)
    sent, adding = planning.sent_or_draft(db.session(), me().id) == "sent", act.startswith("add-")
    flash(_saved_words(act, sent), "success")
    if sent and not adding:
        return redirect(url_for(".plan"))
    return redirect(url_for(".plan", ubah=1, usul=1 if adding else None))


def _saved_words(act: str, sent: bool) -> str:
    if act == "send":
        return _("Rencana tindak lanjut terkirim.")
    return _("Perubahan tersimpan; rencana tetap terkirim.") if sent else _("Rencana disimpan sebagai draf.")


def _line(place: int) -> Action:
    given: dict[str, Any] = {
        name: request.form.get(f"{name}-{place}", "")[:2000] for name in ("action", "output", "evidence")
    }
    return Action(
        given["action"], given["output"], request.form.get(f"days-{place}", 30, type=whole), given["evidence"]
    )


def _with_suggestion(lines: list[Action], number: int) -> list[Action]:
    known = services.content().suggestion
    if number >= len(known) or any(line.action.strip() == known[number].action for line in lines):
        return lines
    free = next((index for index, line in enumerate(lines) if line.is_empty), None)
    if free is None:
        return lines
    one = known[number]
    return [*lines[:free], Action(one.action, one.output, one.days), *lines[free + 1 :]]


@bp.post("/rencana/<int:action_id>/catat")
@audience(Audience.TRAINEE)
def note(action_id: int) -> ResponseReturnValue:
    """How far an own action is."""
    after, state = request.form.get("after", 0, type=whole), request.form.get("state", "")
    words = request.form.get("note", "")[:2000]
    number, target = min(action_id, LARGEST), _class_of(me())
    fault = planning.note(db.session(), me(), target, me().id, number, after, state, words, utc_now())
    if fault == "unknown":
        abort(404)
    flash(presentation.note_refusal(fault) if fault else _("Perkembangan dicatat."), "warning" if fault else "success")
    return redirect(url_for(".plan", _anchor=f"tindakan-{number}"))


def after_class() -> Markup:
    """Template function: on a trainee's home, what is open after the class; nothing while nothing is."""
    person = me() if current_user.is_authenticated else None
    if person is None or person.workshop_id is None:
        return Markup()
    session, wall = db.session(), utc_now()
    opened, asked, last = news.known_of_class(session, person, wall, "surveys", lambda: _class_stands(session, person))
    forms = [
        (key, presentation.form_title(form, key))
        for key in services.not_given(session, person, opened)
        if (form := services.form_of(key))
    ]
    today, stands = planning.today_of(wall), planning.sent_or_draft(session, person.id)
    noting = stands == "sent" and today >= plans.due_on(last, plans.DAYS[0])
    due = planning.due_now(last, planning.plan_of(session, person.id), wall) if noting else {}
    ask_plan = stands == "draft" or (not stands and (asked or today >= last))
    if not (forms or due or ask_plan):
        return Markup()
    html = render_template(
        "evaluation/_after_class.html", forms=forms, due=len(due), ask_plan=ask_plan, draft=stands == "draft"
    )
    return Markup(html)  # noqa: S704 -- our own template with escaping on


def _class_stands(session: Session, person: Person) -> tuple[list[str], bool, date]:
    """What is the same for the whole class: what is open, whether plans are asked for, the last day."""
    target = _class_of(person)
    asked = services.asks_for_plans(session, target.id)
    return services.open_in(session, target.id), asked, planning.last_day(session, target)


def init_app(app: Flask) -> None:
    """Connect the officers' pages."""
    app.register_blueprint(bp)
    app.jinja_env.globals["after_class"] = after_class
