"""The own refresher: the one case that comes next, what is fresh and what fades, free days, reminders, the calendar; the strip on
the case; the living certificate."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.certification.services import Certificate as CertificateRow
from bimtek.extensions import db
from bimtek.modules import marking
from bimtek.people.domain import Person
from bimtek.refresher import calendars, links, mail, services, visiting, words
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import presentation

bp = Blueprint("refresher", __name__, url_prefix="/penyegaran")
WRONG = 422


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def personal_link(account_id: int) -> str:
    """The personal link of somebody, under the public address where there is one."""
    token = links.token_of(db.session(), str(current_app.secret_key), account_id)
    return presentation.hall_address() + url_for("refresher_door.link", token=token)


@bp.get("")
@audience(Audience.TRAINEE)
def own() -> ResponseReturnValue:
    """What comes next, and everything around it."""
    return _page()


def _page(
    fault: tuple[str, str] | None = None, given: dict[str, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    session, wall, me = db.session(), utc_now(), _me()
    standing, today = services.standing_of(session, me.id, wall), services.today_of(wall)
    case = sandboxes.case_by_id(session, standing.visit.case_id) if standing and standing.visit else None
    return render_template(
        "refresher/own.html", standing=standing, today=today, words=words, case=case, link=personal_link(me.id),
        rows=words.rows(standing.states, standing.plan, today) if standing else [], free=services.free_days(session, me.id),
        email=services.reminder_of(session, me.id).email, fault=fault, given=given or {}, rules=services.rules(),
        mail_is_on=mail.from_environment() is not None,
    ), status  # fmt: skip


@bp.post("/mulai")
@audience(Audience.TRAINEE)
def start() -> ResponseReturnValue:
    """Open the case that comes next, or go on with the one under way; a double tap opens one."""
    found = visiting.begin(db.session(), _me(), utc_now())
    if isinstance(found, str):
        flash(words.why_not(found), "warning")
        return redirect(url_for(".own"))
    return redirect(url_for("sandbox.report", number=found.number))


@bp.post("/kesampingkan")
@audience(Audience.TRAINEE)
def set_aside() -> ResponseReturnValue:
    """Give the case under way up; it counts for nothing."""
    if visiting.set_aside(db.session(), _me(), utc_now()):
        flash(_("Kasus dikesampingkan. Ia tidak dihitung; yang berikutnya kasus lain."), "success")
    return redirect(url_for(".own"))


@bp.post("/hari-bebas")
@audience(Audience.TRAINEE)
def free_days() -> ResponseReturnValue:
    """Keep days in which nothing falls due, or take them away."""
    if drop := request.form.get("hapus", 0, type=whole):
        if services.drop_free_days(db.session(), _me(), min(drop, 2**31 - 1)):
            flash(_("Hari bebas dihapus."), "success")
        return redirect(url_for(".own"))
    given = {name: request.form.get(name, "")[:20] for name in ("dari", "sampai")}
    try:
        first, last = (date.fromisoformat(given[name]) for name in ("dari", "sampai"))
        code = services.add_free_days(db.session(), _me(), first, last, utc_now())
    except ValueError:
        code = "date"
    if code:
        return _page(("dari", words.free_days_fault(code)), given, WRONG)
    flash(_("Hari bebas disimpan. Tidak ada yang jatuh tempo di dalamnya."), "success")
    return redirect(url_for(".own"))


@bp.post("/surel")
@audience(Audience.TRAINEE)
def email() -> ResponseReturnValue:
    """Keep the address reminders go to, or stop them."""
    address = "" if "hentikan" in request.form else request.form.get("surel", "").strip()[: mail.MOST_SIGNS + 1]
    if address and not mail.is_address(address):
        return _page(("surel", _("Tulis satu alamat surel, misalnya nama@contoh.go.id.")), {"surel": address}, WRONG)
    services.set_email(db.session(), _me(), address)
    flash(
        _("Pengingat dikirim ke %(address)s.", address=address) if address else _("Pengingat lewat surel dihentikan."),
        "success",
    )
    return redirect(url_for(".own"))


@bp.post("/tautan-baru")
@audience(Audience.TRAINEE)
def new_link() -> ResponseReturnValue:
    """Close every personal link given out before."""
    services.renew_link(db.session(), _me().id)
    flash(_("Tautan pribadi diganti. Tautan yang lama tidak membuka apa pun lagi."), "success")
    return redirect(url_for(".own"))


@bp.get("/kalender.ics")
@audience(Audience.TRAINEE)
def calendar() -> ResponseReturnValue:
    """The plan as a calendar file."""
    return calendar_file(_me().id)


def calendar_file(account_id: int) -> ResponseReturnValue:
    """The calendar of one person; an empty one for somebody without a certificate."""
    wall = utc_now()
    standing = services.standing_of(db.session(), account_id, wall)
    public = current_app.extensions["settings"].public_url
    link = personal_link(account_id) if public else ""
    data = calendars.calendar_of(standing, account_id, link, wall) if standing else calendars.empty()
    answer = current_app.response_class(data, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="penyegaran-bimtek.ics"'
    return answer


def refresher_strip(case: Case) -> Markup:
    """Template function: on the case of a visit, what it is for and what it showed."""
    if "desk" not in g:
        return Markup()
    visit = services.visit_on(db.session(), case.id)
    if visit is None or visit.aside_at is not None:
        return Markup()
    wall = utc_now()
    standing = services.standing_of(db.session(), current_user.id, wall) if visit.finished_at else None
    recipe, result = services.recipes()[visit.criterion].recipe, marking.judgement_of(db.session(), visit.case_id)
    item = next((one for one in result.criteria if one.key == visit.criterion), None) if result else None
    return part(
        "refresher/_strip.html",
        visit=visit,
        standing=standing,
        words=words,
        today=services.today_of(wall),
        recipe=recipe,
        item=item,
        number=case.number,
        criticals=result.criticals if result else (),
    )


def refresher_card() -> Markup:
    """Template function: the refresher on a trainee's home, once there is one."""
    if "desk" not in g:
        return Markup()
    wall = utc_now()
    standing = services.standing_of(db.session(), current_user.id, wall)
    return (
        part("refresher/_card.html", standing=standing, words=words, today=services.today_of(wall))
        if standing
        else Markup()
    )


def living_criteria(row: CertificateRow) -> Markup:
    """Template function: how fresh each criterion of an own certificate is."""
    wall = utc_now()
    standing = services.standing_of(db.session(), row.account_id, wall)
    if standing is None or standing.certificate_id != row.id:
        return Markup()
    today = services.today_of(wall)
    rows = words.rows(standing.states, standing.plan, today)
    return part("refresher/_living.html", rows=rows, counts=standing.counts(), total=len(standing.states), today=today)


def living_summary(row: CertificateRow) -> Markup:
    """Template function: on the public page, how many criteria are fresh; no more than that."""
    standing = services.standing_of(db.session(), row.account_id, utc_now())
    if standing is None or standing.certificate_id != row.id or row.revoked_at is not None:
        return Markup()
    latest = max((one.shown_on for one in standing.states), default=row.issued_on)
    return part("refresher/_summary.html", counts=standing.counts(), total=len(standing.states), latest=latest)


def init_app(app: Flask) -> None:
    """Connect the own pages and what other pages show of them."""
    app.register_blueprint(bp)
    for function in (refresher_strip, refresher_card, living_criteria, living_summary):
        app.jinja_env.globals[function.__name__] = function
