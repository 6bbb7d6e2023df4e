"""The trainer's page for a surge: which kind, to whom; and the way back for a minute."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox import surges
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import hall_acts, steering_views
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import class_or_404, me

bp = Blueprint("surges", __name__, url_prefix="/kelas")


@bp.get("/<int:workshop_id>/lonjakan")
@audience(Audience.TRAINER)
def page(workshop_id: int) -> ResponseReturnValue:
    """Choose a surge and whom it reaches; says how many that are before anything is sent."""
    target = class_or_404(workshop_id)
    return _page(target)


def _page(target: workshops.Workshop, fault: str = "", status: int = 200) -> ResponseReturnValue:
    seats = workshops.seats_of(db.session(), target.id)
    groups = sorted({seat.group for seat in seats if seat.group})
    return render_template(
        "sandbox/surge.html", target=target, kinds=list(surges.surges().values()), seats=seats, groups=groups, fault=fault,
        group_options=[("", _("Pilih")), *((name, name) for name in groups)],
        given=request.form, chosen=request.form.getlist("account"),
        newest=surges.seconds_left(db.session(), target.id, utc_now()),
    ), status  # fmt: skip


@bp.post("/<int:workshop_id>/lonjakan")
@audience(Audience.TRAINER)
def send(workshop_id: int) -> ResponseReturnValue:
    """Send it; a double tap within the minute is answered with the surge that is already there."""
    target = class_or_404(workshop_id)
    kind = surges.surges().get(request.form.get("kind", ""))
    accounts = _accounts(target)
    if kind is None or not accounts:
        fault = _("Pilih jenis lonjakan.") if kind is None else _("Pilih paling sedikit satu peserta.")
        return _page(target, fault, 422)
    if surges.seconds_left(db.session(), target.id, utc_now()):
        flash(_("Lonjakan baru saja dikirim. Batalkan dahulu atau tunggu satu menit."), "warning")
        return redirect(url_for(".page", workshop_id=target.id))
    sent = surges.send(db.session(), me(), target, kind, accounts, utc_now())
    flash(_("%(cases)s laporan dikirim ke %(people)s peserta.", cases=sent.cases, people=sent.people), "success")
    return redirect(url_for(".page", workshop_id=target.id))


def _accounts(target: workshops.Workshop) -> list[int]:
    """The accounts meant: everybody, a group, or those ticked; only seats of this class count."""
    seats = workshops.seats_of(db.session(), target.id)
    whom = request.form.get("whom", "")
    if whom == "all":
        return [seat.account_id for seat in seats]
    if whom == "group":
        return [seat.account_id for seat in seats if seat.group and seat.group == request.form.get("group")]
    ticked = set(request.form.getlist("account", type=whole))
    return [seat.account_id for seat in seats if seat.account_id in ticked] if whom == "some" else []


@bp.post("/<int:workshop_id>/lonjakan/batal")
@audience(Audience.TRAINER)
def take_back(workshop_id: int) -> ResponseReturnValue:
    """Take the newest surge back, within its minute."""
    target = class_or_404(workshop_id)
    key, wall = request.form.get("key", "")[:60], utc_now()
    undone = hall_acts.undo_that(db.session(), me(), target, surges.STARTED, "key", key, wall)
    if undone is None:
        flash(_("Lonjakan ini tidak dapat dibatalkan lagi: lebih dari satu menit, atau sudah dibatalkan."), "warning")
    else:
        flash(undone_words(target, undone, wall), "success")
    return redirect(url_for(".page", workshop_id=target.id))


def undone_words(target: workshops.Workshop, entry: Entry, _wall: datetime) -> str:
    """How many reports of a surge that was taken back went, and how many stay because somebody had worked on them."""
    if entry.data["kind"] != surges.STARTED:
        return ""
    told = journal.newest_of_stream(db.session(), f"class/{target.id}", [surges.UNDONE], 10)[0].data
    stayed = len(told["kept"])
    kept = ngettext("%(num)d tetap, sudah dikerjakan.", "%(num)d tetap, sudah dikerjakan.", stayed) if stayed else ""
    return f"{_('%(n)s laporan ditarik.', n=told['removed'])} {kept}".strip()


def init_app(app: Flask) -> None:
    """Connect the surge's page."""
    app.register_blueprint(bp)
    steering_views.add_undone_words(app, undone_words)
