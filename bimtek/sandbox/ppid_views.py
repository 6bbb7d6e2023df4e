"""The PPID desk beside the list: registers, the list of public information, printable letters."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from bimtek.extensions import db
from bimtek.sandbox import ppid_letters, ppid_page, services
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content, unit_name
from bimtek.web.access import Audience, audience

bp = Blueprint("ppid", __name__, url_prefix="/meja/ppid")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLASSES = {"": "Semua", "berkala": "Berkala", "serta_merta": "Serta-merta", "setiap_saat": "Setiap saat"}


@bp.get("/register")
@audience(Audience.TRAINEE)
def register() -> ResponseReturnValue:
    """The registers of requests and objections in the real columns."""
    session, seat = db.session(), g.desk
    return render_template(
        "sandbox/ppid_register.html", requests=ppid_page.request_register(session, seat),
        objections=ppid_page.objection_register(session, seat), roles=ppid_content().roles,
    )  # fmt: skip


@bp.get("/register.xlsx")
@audience(Audience.TRAINEE)
def register_sheet() -> ResponseReturnValue:
    """The same two registers as a spreadsheet."""
    session, seat = db.session(), g.desk
    data = ppid_page.workbook(
        [
            ("Register permohonan", ppid_page.request_register(session, seat)),
            ("Register keberatan", ppid_page.objection_register(session, seat)),
        ]
    )
    answer = current_app.response_class(data, mimetype=SHEET)
    answer.headers["Content-Disposition"] = "attachment; filename=register-ppid-SIMULASI.xlsx"
    return answer


@bp.get("/dip")
@audience(Audience.TRAINEE)
def public_list() -> ResponseReturnValue:
    """The list of public information (DIP), to be searched before anything is refused or copied."""
    text, kind = request.args.get("q", "").strip()[:80], request.args.get("kelas", "")
    kind = kind if kind in CLASSES else ""
    return render_template(
        "sandbox/ppid_dip.html", entries=ppid_page.dip(text, kind), text=text, kind=kind, classes=CLASSES, unit_name=unit_name,
        source=ppid_content().dip_source, all=len(ppid_content().dip),
    )  # fmt: skip


def _request(number: str) -> Case:
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    if case is None or case.desk != Desk.PPID:
        abort(404)
    return case


@bp.get("/<number>/<kind>")
@audience(Audience.TRAINEE)
def letter(number: str, kind: str) -> ResponseReturnValue:
    """A printable letter of a request: receipt, harm test, written answer; not found before there is one."""
    case = _request(number)
    made = ppid_letters.letter(db.session(), case, kind[:30])
    if made is None:
        abort(404)
    return render_template("sandbox/ppid_letter.html", case=case, letter=made)


def init_app(app: Flask) -> None:
    """Connect the PPID desk's own pages."""
    app.register_blueprint(bp)
