"""The trainer's page for a surge: which kind, to whom; and the way back for a minute."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.extensions import db
from bimtek.sandbox import surges
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
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
    ticked = set(request.form.getlist("account", type=int))
    return [seat.account_id for seat in seats if seat.account_id in ticked] if whom == "some" else []


@bp.post("/<int:workshop_id>/lonjakan/batal")
@audience(Audience.TRAINER)
def take_back(workshop_id: int) -> ResponseReturnValue:
    """Take the newest surge back, within its minute."""
    target = class_or_404(workshop_id)
    taken = surges.take_back(db.session(), me(), target, request.form.get("key", "")[:60], utc_now())
    if taken is None:
        flash(_("Lonjakan ini tidak dapat dibatalkan lagi: lebih dari satu menit, atau sudah dibatalkan."), "warning")
    else:
        kept = (
            ngettext("%(num)d tetap, sudah dikerjakan.", "%(num)d tetap, sudah dikerjakan.", taken.kept)
            if taken.kept
            else ""
        )
        flash(f"{_('%(n)s laporan ditarik.', n=taken.removed)} {kept}".strip(), "success")
    return redirect(url_for(".page", workshop_id=target.id))


def init_app(app: Flask) -> None:
    """Connect the surge's page."""
    app.register_blueprint(bp)
