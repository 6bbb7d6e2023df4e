"""The sign-off queue of a class: who is ready, on what evidence; sign, send back, say who signs the paper."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.certification import exports, gathering, issuing, keystore, queue, services, words
from bimtek.certification.domain.statement import KINDS
from bimtek.certification.fault_words import why_not
from bimtek.certification.queue import READY, Candidate, Queue
from bimtek.extensions import db
from bimtek.modules import review_words
from bimtek.web import security
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops import steering_views, steering_words
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("certification", __name__, url_prefix="/kelas/<int:workshop_id>/sertifikat")
WRONG = 422
ON_A_PAGE = 12
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@audience(Audience.TRAINER)
def sign_off(workshop_id: int) -> ResponseReturnValue:
    """The queue, with one person's evidence beside it."""
    return _page(class_or_404(workshop_id))


def _page(
    target: Workshop, fault: tuple[str, str] | None = None, given: str = "", status: int = 200
) -> ResponseReturnValue:
    """`fault`: the field and its words, with what was typed kept in `given`."""
    session, wall = db.session(), utc_now()
    whole = queue.queue_of(session, target, wall)
    group = _group(whole)
    chosen = _chosen(whole.of(group), whole)
    people, page, pages = _part(whole.of(group), chosen)
    return render_template(
        "certification/queue.html", target=target, whole=whole, group=group, people=people, page=page, pages=pages,
        groups=exports.group_words(), chosen=chosen,
        lines=words.lines(chosen.record, _case_link) if chosen else [], criteria=words.criteria_rows(chosen.record) if chosen else [],
        next_number=services.next_number(session, wall), range_words=_range(len(whole.of(READY))), words=words, reasons=review_words.reasons(),
        names={one.id: one.name for one in workshops.trainers_of(session, target.id)},
        signer=services.signer_of(session, target.id), steers=may(Right.STEER) and target.archived_at is None, keeps=may(Right.KEEP),
        strips=steering_views.undo_strips(target, wall, kinds=(issuing.SIGNED,)), fault=fault, given=given,
    ), status  # fmt: skip


def _group(whole: Queue) -> str:
    """The group asked for, else the first that somebody is in."""
    wanted = request.args.get("kelompok", "")[:20]
    if wanted in queue.GROUPS:
        return wanted
    return next((group for group in queue.GROUPS if whole.counts[group]), READY)


def _chosen(among: list[Candidate], whole: Queue) -> Candidate | None:
    account = min(request.args.get("orang", 0, type=security.whole), LARGEST)
    found = next((one for one in whole.people if one.seat.account_id == account), None)
    return found or (among[0] if among else None)


def _part(people: list[Candidate], chosen: Candidate | None) -> tuple[list[Candidate], int, int]:
    """The people of one page of the list: the page asked for, else the one with the person chosen; (people, page, pages)."""
    pages = max(1, -(-len(people) // ON_A_PAGE))
    wanted = request.args.get("hal", 0, type=security.whole)
    if not wanted and chosen in people:
        wanted = people.index(chosen) // ON_A_PAGE + 1
    page = min(max(wanted, 1), pages)
    return people[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], page, pages


def _case_link(case_id: int, _number: str) -> str:
    return url_for("reviews.case", case_id=case_id)


def _range(count: int) -> str:
    """The numbers a batch of so many would get, if nobody signs in between."""
    if not count:
        return ""
    first = services.next_number(db.session(), utc_now())
    year, serial = utc_now().year, int(first.rpartition("-")[2]) if first.rpartition("-")[2].isdigit() else 0
    last = gathering.rules().paper.number_of(year, serial + count - 1)
    return first if count == 1 or not serial else _("%(first)s sampai %(last)s", first=first, last=last)


@bp.post("/sahkan")
@audience(Audience.TRAINER)
def sign(workshop_id: int) -> ResponseReturnValue:
    """Sign one person off, or everybody who is ready; who was ready on the page and is not any more is named."""
    target, wall = class_or_404(workshop_id, Right.STEER), utc_now()
    wanted = _wanted(target)
    if not wanted:
        flash(_("Tidak ada yang siap disahkan."), "warning")
        return redirect(url_for(".sign_off", workshop_id=target.id))
    key = keystore.current(keystore.folder_of(current_app.extensions["settings"]))
    done = issuing.sign_off(db.session(), me(), target, wanted, key, wall)
    if done.certificates:
        first, last = done.certificates[0].number, done.certificates[-1].number
        told = first if first == last else _("%(first)s sampai %(last)s", first=first, last=last)
        count = len(done.certificates)
        flash(
            ngettext(
                "%(num)d sertifikat disahkan: %(told)s.", "%(num)d sertifikat disahkan: %(told)s.", count, told=told
            ),
            "success",
        )
    for account, code in done.refused.items():
        flash(_("%(who)s: %(why)s", who=_name(target, account), why=why_not(code)), "warning")
    group = request.form.get("kelompok", "")[:20]
    return redirect(url_for(".sign_off", workshop_id=target.id, kelompok=group or None))


def _wanted(target: Workshop) -> dict[int, str]:
    """Account → kind: the one person of the form, or everybody who is ready now."""
    account, kind = min(request.form.get("orang", 0, type=security.whole), LARGEST), request.form.get("jenis", "")
    if account:
        return {account: kind} if kind in KINDS else {}
    whole = queue.queue_of(db.session(), target, utc_now())
    return {one.seat.account_id: one.due for one in whole.of(READY)}


def _name(target: Workshop, account_id: int) -> str:
    seats = workshops.seats_of(db.session(), target.id)
    return next((seat.name for seat in seats if seat.account_id == account_id), str(account_id))


@bp.post("/kembalikan")
@audience(Audience.TRAINER)
def send_back(workshop_id: int) -> ResponseReturnValue:
    """Refuse to sign, with a reason the person reads."""
    target, session = class_or_404(workshop_id, Right.STEER), db.session()
    account, reason = min(request.form.get("orang", 0, type=security.whole), LARGEST), request.form.get("alasan", "")
    found = queue.candidate(session, target, account, utc_now())
    if found is None:
        abort(404)
    head = queue.head_of_person(session, account)
    why = services.send_back(session, me(), target, account, found.due, reason, head, utc_now())
    if why:
        return _page(target, ("alasan", why_not(why)), reason, WRONG)
    flash(
        _("%(who)s dikembalikan dengan alasan. Pekerjaan baru membawanya kembali ke antrean.", who=found.seat.name),
        "success",
    )
    return redirect(url_for(".sign_off", workshop_id=target.id, kelompok="returned", orang=account))


@bp.post("/antrekan")
@audience(Audience.TRAINER)
def lift(workshop_id: int) -> ResponseReturnValue:
    """Bring somebody who was sent back into the queue again."""
    target = class_or_404(workshop_id, Right.STEER)
    account = min(request.form.get("orang", 0, type=security.whole), LARGEST)
    if services.lift(db.session(), me(), target, account, utc_now()):
        flash(_("Kembali ke antrean."), "success")
    return redirect(url_for(".sign_off", workshop_id=target.id, orang=account))


@bp.post("/penanda-tangan")
@audience(Audience.TRAINER)
def signer(workshop_id: int) -> ResponseReturnValue:
    """Say who signs the paper of this class."""
    target = class_or_404(workshop_id, Right.KEEP)
    services.set_signer(db.session(), target, request.form.get("nama", ""), request.form.get("jabatan", ""))
    flash(_("Penanda tangan disimpan; berlaku untuk sertifikat yang disahkan sesudah ini."), "success")
    return redirect(url_for(".sign_off", workshop_id=target.id))


@bp.get("/daftar.xlsx")
@audience(Audience.TRAINER)
def as_sheet(workshop_id: int) -> ResponseReturnValue:
    """Everybody with certificate and figures, as XLSX."""
    target = class_or_404(workshop_id)
    data = exports.sheet(target, queue.queue_of(db.session(), target, utc_now()))
    return attachment(data, _XLSX, f"sertifikat-kelas-{target.id}.xlsx")


@bp.get("/daftar.csv")
@audience(Audience.TRAINER)
def as_csv(workshop_id: int) -> ResponseReturnValue:
    """The same as CSV."""
    target = class_or_404(workshop_id)
    data = exports.csv(queue.queue_of(db.session(), target, utc_now()))
    return attachment(data, "text/csv", f"sertifikat-kelas-{target.id}.csv")


def attachment(data: bytes | str, kind: str, name: str) -> ResponseReturnValue:
    """A file to keep."""
    answer = current_app.response_class(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _way(target: Workshop) -> Way:
    href = url_for("certification.sign_off", workshop_id=target.id)
    return Way(75, href, _("Sertifikat"), _("Antrean pengesahan, bukti, PDF, daftar"), "certificate")


def init_app(app: Flask) -> None:
    """Connect the queue; what was signed may be taken back for a minute."""
    app.register_blueprint(bp)
    register_way(app, _way)
    steering_words.say(
        issuing.SIGNED,
        lambda data: _("Sertifikat disahkan: %(first)s sampai %(last)s.", first=data["first"], last=data["last"])
        if data["first"] != data["last"] else _("Sertifikat disahkan: %(number)s.", number=data["first"]),
    )  # fmt: skip
