"""Reports: one page a person, one a class, sheets, and the report of the training as PDF."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.evaluation import planning
from bimtek.extensions import db
from bimtek.modules import class_results, review_queries
from bimtek.reporting import figures, pdf, sheets, words
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import part
from bimtek.web.shell import utc_now
from bimtek.workshops import attendance_words
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import LARGEST, Way, class_or_404, may, me, register_way
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("reports", __name__)
AT = "/kelas/<int:workshop_id>/laporan"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def unit_words() -> dict[str, str]:
    """A unit's state in words."""
    return {
        "todo": _("Belum mulai"), "doing": _("Sedang dikerjakan"), "done": _("Selesai"), "help": _("Perlu bantuan"),
        "waiting": _("Ulangi tanpa bantuan"), "fatal": _("Perlu diulang"), "blocked": _("Menyusul"),
        "skipped": _("Tidak perlu"), "filled": _("Diisi fasilitator, belum dihitung"),
    }  # fmt: skip


def _file(data: bytes, kind: str, name: str) -> ResponseReturnValue:
    answer = current_app.response_class(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get(AT)
@audience(Audience.TRAINER)
def of_class(workshop_id: int) -> ResponseReturnValue:
    """The figures of a class on one page."""
    target, wall = class_or_404(workshop_id), utc_now()
    it = figures.of_class(db.session(), target, wall)
    counts = [
        (attendance_words.half_words(half), rules.counts(it.table.column(n))[rules.PRESENT])
        for n, half in enumerate(it.table.sessions)
    ]
    return render_template(
        "reporting/class.html", target=target, it=it, sessions=counts, percent=words.percent, number=words.number,
        findings=[words.finding_words(one) for one in it.findings()], errors=it.errors.most_common(5),
    )  # fmt: skip


@bp.get(f"{AT}/orang/<int:account_id>")
@audience(Audience.TRAINER)
def of_person(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """One person of a class on one page."""
    target = class_or_404(workshop_id)
    return _person(target, min(account_id, LARGEST), for_trainer=True)


@bp.get("/rapor")
@audience(Audience.TRAINEE)
def own() -> ResponseReturnValue:
    """The own report."""
    target = workshops.workshop(db.session(), me().workshop_id or 0)
    return _person(target, me().id, for_trainer=False)


def _person(target: Workshop, account_id: int, *, for_trainer: bool) -> ResponseReturnValue:
    session, wall = db.session(), utc_now()
    found = figures.of_person(session, target, account_id, wall)
    if found is None:
        abort(404)
    row, standings = found
    sessions = [
        (
            attendance_words.half_words(half),
            attendance_words.SHAPES[one.state],
            attendance_words.state_words()[one.state],
        )
        for half, one in standings
    ]
    return render_template(
        "reporting/person.html", target=target, row=row, sessions=sessions, for_trainer=for_trainer, percent=words.percent,
        number=words.number, units=figures.units_of(target), unit_words=unit_words(), criteria=class_results.criteria(),
        cases=review_queries.judged_of(session, account_id)[:20], plan=planning.plan_of(session, account_id),
    )  # fmt: skip


@bp.get(f"{AT}/rekap-nilai.xlsx")
@audience(Audience.TRAINER)
def marks(workshop_id: int) -> ResponseReturnValue:
    """Rekap nilai."""
    target = class_or_404(workshop_id)
    data = sheets.marks_sheet(target, figures.of_class(db.session(), target, utc_now()), unit_words())
    return _file(data, _XLSX, f"rekap-nilai-kelas-{target.id}.xlsx")


@bp.get(f"{AT}/analisis-butir.xlsx")
@audience(Audience.TRAINER)
def items(workshop_id: int) -> ResponseReturnValue:
    """Item analysis."""
    target = class_or_404(workshop_id)
    return _file(sheets.items_sheet(db.session(), target), _XLSX, f"analisis-butir-kelas-{target.id}.xlsx")


@bp.get(f"{AT}/pelaksanaan")
@audience(Audience.TRAINER)
def written(workshop_id: int) -> ResponseReturnValue:
    """The words a trainer adds to the report, and the way to the PDF."""
    target = class_or_404(workshop_id)
    return _written(target, words.kept_words(db.session(), target.id), {})


def _written(target: Workshop, kept: dict[str, str], faults: dict[str, str], status: int = 200) -> ResponseReturnValue:
    may_write = may(Right.STEER) and target.archived_at is None
    page = render_template(
        "reporting/written.html", target=target, kept=kept, parts=words.part_words(), may_write=may_write, faults=faults
    )
    return page, status


@bp.post(f"{AT}/pelaksanaan")
@audience(Audience.TRAINER)
def write(workshop_id: int) -> ResponseReturnValue:
    """Keep the words."""
    target = class_or_404(workshop_id)
    given = {key: request.form.get(key, "").replace("\r\n", "\n").strip() for key in words.PARTS}
    most = words.MOST_LETTERS
    faults = {
        key: _("Tulisan ini %(n)d huruf; paling banyak %(most)d.", n=len(text), most=most)
        for key, text in given.items()
        if len(text) > most
    }
    if faults:
        return _written(target, given, faults, 422)
    if words.keep_words(db.session(), me(), target, given, utc_now()):
        flash(_("Kata-kata laporan disimpan."), "success")
    return redirect(url_for(".written", workshop_id=target.id))


@bp.get(f"{AT}/laporan-pelaksanaan.pdf")
@audience(Audience.TRAINER)
def report(workshop_id: int) -> ResponseReturnValue:
    """The report of the training as PDF."""
    target = class_or_404(workshop_id)
    it = figures.of_class(db.session(), target, utc_now())
    data = pdf.report(target, it, words.kept_words(db.session(), target.id), unit_words())
    return _file(data, "application/pdf", f"laporan-pelaksanaan-kelas-{target.id}.pdf")


def person_report(seated: Any) -> Markup:
    """Template function: the way to a person's report."""
    href = url_for("reports.of_person", workshop_id=seated.workshop.id, account_id=seated.person.id)
    return part("reporting/_person_link.html", href=href)


def own_report() -> Markup:
    """Template function: the way to the own report, on a trainee's home once there is something to report."""
    return part("reporting/_own_link.html") if "desk" in g else Markup()


def _way(target: Workshop) -> Way:
    return Way(
        80,
        url_for("reports.of_class", workshop_id=target.id),
        _("Laporan kelas"),
        _("Angka, rekap nilai, analisis butir, PDF"),
        "file",
    )


def init_app(app: Flask) -> None:
    """Connect the reports."""
    app.register_blueprint(bp)
    app.jinja_env.globals["person_report"] = person_report
    app.jinja_env.globals["own_report"] = own_report
    register_way(app, _way)
