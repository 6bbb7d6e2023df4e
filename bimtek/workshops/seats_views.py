"""The seats of a class: find one, its card for a new device, a lost card, a line to correct, somebody who walks in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.shell import utc_now
from bimtek.workshops import erasing, presentation, seats, services
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.codes import spaced
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.models import Seat
from bimtek.workshops.services import Workshop

bp = Blueprint("seats", __name__, url_prefix="/kelas/<int:workshop_id>/kursi")
FIELDS = ("name", "nip", "post", "unit", "group")


def fault_words(found: dict[str, str]) -> dict[str, str]:
    """What is wrong, in words; what the roster's checks say is said in words already."""
    words = {
        "empty": _("Isi nama."), "gone": _("Kursi ini tidak ada lagi."), "full": _("Kelas ini sudah penuh."),
        "known": _("Orang ini sudah duduk di kelas ini."), "taken": _("Kursi lain di kelas ini memakai NIP ini."),
    }  # fmt: skip
    return {name: words.get(code, code) for name, code in found.items()}


@bp.get("")
@audience(Audience.TRAINER)
def listing(workshop_id: int) -> ResponseReturnValue:
    """Every seat with its state; search by name, seat number or unit."""
    return _listing(class_or_404(workshop_id))


def _listing(target: Workshop, found: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    rows, text = services.seats_of(db.session(), target.id), request.args.get("cari", "").strip()[:80]
    wanted = text.casefold()
    shown = [
        row for row in rows if not wanted or wanted in f"{row.name} {row.unit}".casefold() or wanted == str(row.number)
    ]
    return render_template(
        "workshops/seats.html", target=target, rows=shown, people=len(rows), text=text, spaced=spaced,
        may_steer=may(Right.STEER) and target.archived_at is None, faults=fault_words(found or {}), given=request.form,
        moves=seats.moves_of(db.session(), target), groups=sorted({row.group for row in rows if row.group}),
    ), status  # fmt: skip


def _seat(target: Workshop, account_id: int) -> Seat:
    return seats.seat_in(db.session(), target, min(account_id, LARGEST)) or abort(404)


@bp.post("")
@audience(Audience.TRAINER)
def walk_in(workshop_id: int) -> ResponseReturnValue:
    """Seat somebody who is not on the list; the card is shown at once."""
    target = class_or_404(workshop_id)
    given = {name: request.form.get(name, "")[:1000] for name in FIELDS}
    account, found = seats.walk_in(db.session(), me(), target, given, utc_now())
    if account is None:
        return _listing(target, found, 422)
    flash(_("Peserta ditambahkan. Tunjukkan kode ini kepadanya."), "success")
    return redirect(url_for(".card", workshop_id=target.id, account_id=account))


@bp.get("/<int:account_id>")
@audience(Audience.TRAINER)
def card(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """One seat: its code in big type for a new device, and what may be done about it."""
    target = class_or_404(workshop_id, Right.STEER)
    return _card(target, _seat(target, account_id))


def _card(target: Workshop, seat: Seat, found: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    door = presentation.join_address()
    return render_template(
        "workshops/seat.html", target=target, seat=seat, code=spaced(seat.code), address=door, only_here=presentation.is_only_here(door),
        qr=presentation.qr_path(f"{door}?kode={seat.code}"), faults=fault_words(found or {}), given=request.form if found else None,
        nip=people.nip_of(db.session(), seat.account_id) or "", keeps=may(Right.KEEP), erased=erasing.is_erased(seat),
    ), status  # fmt: skip


@bp.post("/<int:account_id>/kartu")
@audience(Audience.TRAINER)
def renew_card(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """A new code; the lost card opens nothing from now on."""
    target, out = class_or_404(workshop_id), request.form.get("sign_out") == "yes"
    seat = _seat(target, account_id)
    seats.renew_card(db.session(), me(), target, seat.account_id, utc_now(), sign_out=out)
    flash(_("Kode baru dibuat; kartu lama tidak berlaku lagi."), "success")
    return redirect(url_for(".card", workshop_id=target.id, account_id=seat.account_id))


@bp.post("/<int:account_id>")
@audience(Audience.TRAINER)
def correct(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Correct a line of the roster."""
    target = class_or_404(workshop_id)
    seat = _seat(target, account_id)
    given = {name: request.form.get(name, "")[:1000] for name in FIELDS}
    found = seats.correct(db.session(), me(), target, seat.account_id, given, utc_now())
    if found:
        return _card(target, seat, found, 422)
    flash(_("Data kursi diperbaiki."), "success")
    return redirect(url_for(".card", workshop_id=target.id, account_id=seat.account_id))


@bp.post("/<int:account_id>/hapus-data")
@audience(Audience.TRAINER)
def erase(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Remove the personal data of one seat for good; of a class in the archive too."""
    target = class_or_404(workshop_id, Right.KEEP, archived_too=True)
    seat = _seat(target, account_id)
    if erasing.erase(db.session(), me(), target, seat.account_id, utc_now()):
        flash(_("Data pribadi dihapus. Catatan belajarnya tetap ada di bawah nomor."), "success")
    return redirect(url_for(".card", workshop_id=target.id, account_id=seat.account_id))


def person_seat(seated: Any) -> Markup:
    """Template function: the way to a person's seat, on that person's page."""
    if not may(Right.STEER) or seated.workshop.archived_at is not None:
        return Markup()
    return part("workshops/_person_seat.html", seated=seated)


def _way(target: Workshop) -> Way:
    return Way(
        28,
        url_for("seats.listing", workshop_id=target.id),
        _("Kursi"),
        _("Kode, kartu hilang, pindah perangkat, susulan"),
        "person",
    )


def init_app(app: Flask) -> None:
    """Connect the seats."""
    app.register_blueprint(bp)
    app.jinja_env.globals["person_seat"] = person_seat
    register_way(app, _way)
