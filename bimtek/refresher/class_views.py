"""The refreshers of a class for its trainer: how fresh the class is, who is due, and the personal links to pass on."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.certification import services as certificates
from bimtek.extensions import db
from bimtek.refresher import services, words
from bimtek.refresher.views import personal_link
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("class_refreshers", __name__, url_prefix="/kelas/<int:workshop_id>/penyegaran")


@bp.get("")
@audience(Audience.TRAINER)
def overview(workshop_id: int) -> ResponseReturnValue:
    """Everybody who holds a certificate of this class, those who are due first."""
    target, wall, session = class_or_404(workshop_id), utc_now(), db.session()
    today, rows, total = services.today_of(wall), [], dict.fromkeys(("fresh", "due", "lapsed"), 0)
    for seat in workshops.seats_of(session, target.id):
        standing = services.standing_of(session, seat.account_id, wall)
        if standing is None:
            continue
        counts = standing.counts()
        total = {name: total[name] + counts[name] for name in total}
        rows.append((seat, standing, counts, standing.is_due(today)))
    rows.sort(key=lambda row: (not row[3], row[0].number))
    return render_template(
        "refresher/class.html", target=target, rows=rows, total=total, words=words, today=today, steers=may(Right.STEER),
        chosen=request.args.get("tautan", 0, type=whole), link=personal_link,
    )  # fmt: skip


@bp.post("/tautan-baru")
@audience(Audience.TRAINER)
def new_link(workshop_id: int) -> ResponseReturnValue:
    """Close the personal link of one person and show the new one: for a lost phone, or a link that went astray."""
    target = class_or_404(workshop_id, Right.STEER, archived_too=True)
    account = min(request.form.get("orang", 0, type=whole), LARGEST)
    if account in {seat.account_id for seat in workshops.seats_of(db.session(), target.id)}:
        services.renew_link(db.session(), account)
        flash(_("Tautan diganti. Yang lama tidak membuka apa pun lagi."), "success")
    return redirect(url_for(".overview", workshop_id=target.id, tautan=account))


def _way(target: Workshop) -> Way | None:
    if not any(row.revoked_at is None for row in certificates.of_class(db.session(), target.id)):
        return None
    href = url_for("class_refreshers.overview", workshop_id=target.id)
    return Way(76, href, _("Penyegaran"), _("Siapa yang waktunya tiba, dan tautan pribadinya"), "clock")


def init_app(app: Flask) -> None:
    """Connect the page of a class."""
    app.register_blueprint(bp)
    register_way(app, _way)
