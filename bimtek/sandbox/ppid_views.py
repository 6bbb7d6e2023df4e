"""The PPID desk beside the list: registers, the list of public information, printable letters."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.sandbox import ppid_letters, ppid_page, ppid_register, services
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content, unit_name
from bimtek.web.access import Audience, audience

bp = Blueprint("ppid", __name__, url_prefix="/meja/ppid")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLASSES = {"berkala": "Berkala", "serta_merta": "Serta-merta", "setiap_saat": "Setiap saat"}


def _group() -> str:
    """The group of states asked for; an unknown one is all of them."""
    wanted = request.args.get("keadaan", "")
    return wanted if wanted in {key for key, _word in ppid_register.groups()} else ""


@bp.get("/register")
@audience(Audience.TRAINEE)
def register() -> ResponseReturnValue:
    """The registers of requests and objections in the real columns."""
    session, seat, group = db.session(), g.desk, _group()
    return render_template(
        "sandbox/ppid_register.html", requests=ppid_register.request_register(session, seat, group), group=group,
        objections=ppid_register.objection_register(session, seat, group), roles=ppid_content().roles,
        groups=ppid_register.groups(),
    )  # fmt: skip


@bp.get("/register.xlsx")
@audience(Audience.TRAINEE)
def register_sheet() -> ResponseReturnValue:
    """The same two registers, narrowed the same way, as a spreadsheet."""
    session, seat, group = db.session(), g.desk, _group()
    data = ppid_register.workbook(
        [
            ("Register permohonan", ppid_register.request_register(session, seat, group)),
            ("Register keberatan", ppid_register.objection_register(session, seat, group)),
        ]
    )
    answer = current_app.response_class(data, mimetype=SHEET)
    answer.headers["Content-Disposition"] = "attachment; filename=register-ppid-SIMULASI.xlsx"
    return answer


@bp.get("/dip")
@audience(Audience.TRAINEE)
def public_list() -> ResponseReturnValue:
    """The list of public information (DIP), to be searched before anything is refused or copied."""
    text, kind, unit = (request.args.get(name, "").strip()[:80] for name in ("q", "kelas", "unit"))
    units = ppid_page.dip_units()
    kind, unit = kind if kind in CLASSES else "", unit if unit in dict(units) else ""
    asked = request.args.get("untuk", "")
    return render_template(
        "sandbox/ppid_dip.html", entries=ppid_page.dip(text, kind, unit), text=text, kind=kind, unit=unit, classes=CLASSES,
        units=[("", _("Semua")), *units], unit_name=unit_name, source=ppid_content().dip_source,
        all=len(ppid_content().dip), case=_find(asked) if asked else None,
    )  # fmt: skip


def _find(number: str) -> Case | None:
    case = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    return case if case is not None and case.desk == Desk.PPID else None


@bp.get("/<number>/<kind>")
@audience(Audience.TRAINEE)
def letter(number: str, kind: str) -> ResponseReturnValue:
    """A printable letter of a request; not found before there is one, nor for anybody else's request."""
    case = _find(number)
    made = ppid_letters.letter(db.session(), case, kind[:30]) if case else None
    if made is None:
        abort(404)
    return render_template("sandbox/ppid_letter.html", case=case, letter=made)


def init_app(app: Flask) -> None:
    """Connect the PPID desk's own pages."""
    app.register_blueprint(bp)
