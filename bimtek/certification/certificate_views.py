"""One certificate for its trainer: the evidence row by row, whether all of it still holds, the paper, revoking it; and all
papers of a class at once."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.certification import batches, paper, services, verifying, words
from bimtek.certification.fault_words import fault_words, why_not
from bimtek.certification.models import Certificate
from bimtek.certification.views import attachment
from bimtek.extensions import db
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import LARGEST, class_or_404, may, me
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

bp = Blueprint("certificates", __name__, url_prefix="/kelas/<int:workshop_id>/sertifikat")


def check_address() -> str:
    """Where anybody checks a number: under the public address, "" for a laptop whose address moves."""
    public = str(current_app.extensions["settings"].public_url)
    return f"{public}{url_for('verification.check')}" if public else ""


def _certificate(target: Workshop, certificate_id: int) -> Certificate:
    """A certificate of this class; another's is not found."""
    row = db.session.get(Certificate, min(certificate_id, LARGEST))
    if row is None or row.workshop_id != target.id:
        abort(404)
    return row


@bp.get("/<int:certificate_id>")
@audience(Audience.TRAINER)
def one(workshop_id: int, certificate_id: int) -> ResponseReturnValue:
    """The evidence behind a certificate, and what does not hold of it any more."""
    target = class_or_404(workshop_id)
    return _page(target, _certificate(target, certificate_id))


def _page(
    target: Workshop, row: Certificate, fault: str = "", given: str = "", status: int = 200
) -> ResponseReturnValue:
    session = db.session()
    faults = [fault_words(one) for one in verifying.faults_of(session, row)]
    names = {person.id: person.name for person in workshops.trainers_of(session, target.id)}
    return render_template(
        "certification/certificate.html", target=target, row=row, rows=verifying.stored_rows(session, row.id), faults=faults,
        fault=fault, given=given, keeps=may(Right.KEEP), words=words, names=names,
    ), status  # fmt: skip


@bp.get("/<int:certificate_id>.pdf")
@audience(Audience.TRAINER)
def as_pdf(workshop_id: int, certificate_id: int) -> ResponseReturnValue:
    """The paper of one certificate."""
    row = _certificate(class_or_404(workshop_id), certificate_id)
    return attachment(paper.pdf(db.session(), [row], check_address()), "application/pdf", f"{row.number}.pdf")


@bp.post("/<int:certificate_id>/cabut")
@audience(Audience.TRAINER)
def revoke(workshop_id: int, certificate_id: int) -> ResponseReturnValue:
    """Withdraw a certificate, with a reason; of a class in the archive too."""
    target = class_or_404(workshop_id, Right.KEEP, archived_too=True)
    row, reason = _certificate(target, certificate_id), request.form.get("alasan", "")
    done = services.revoke(db.session(), me(), target, row.id, reason, utc_now())
    if done == services.NO_REASON:
        return _page(target, row, why_not(str(done)), reason, 422)
    if isinstance(done, str):
        flash(why_not(done), "warning")
    else:
        flash(_("Sertifikat %(number)s dicabut.", number=row.number), "success")
    return redirect(url_for(".one", workshop_id=target.id, certificate_id=row.id))


def _standing(target: Workshop) -> list[Certificate]:
    return [row for row in services.of_class(db.session(), target.id) if row.revoked_at is None]


def _folder(target: Workshop, rows: list[Certificate]) -> Path:
    return batches.root_of(current_app, target.id) / batches.key_of(rows)


@bp.get("/berkas")
@audience(Audience.TRAINER)
def files(workshop_id: int) -> ResponseReturnValue:
    """All papers of a class: begin, watch, fetch."""
    target = class_or_404(workshop_id)
    rows = _standing(target)
    batch = batches.standing(_folder(target, rows)) if rows else None
    if "X-Live" in request.headers:
        return _live(target, batch)
    return render_template("certification/files.html", target=target, rows=rows, batch=batch)


def _live(target: Workshop, batch: batches.Batch | None) -> ResponseReturnValue:
    version = "done" if batch and batch.done else f"{batch.made}-{batch.stopped}" if batch else ""
    if request.headers.get("X-Version") == version:
        return "", 204
    return render_template("certification/_progress.html", target=target, batch=batch), 200, {"X-Version": version}


@bp.post("/berkas")
@audience(Audience.TRAINER)
def make_files(workshop_id: int) -> ResponseReturnValue:
    """Begin to make them, or go on where it stopped."""
    target = class_or_404(workshop_id, Right.STEER, archived_too=True)
    rows = _standing(target)
    if rows:
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        batches.begin(app, _folder(target, rows), [row.id for row in rows], check_address())
    return redirect(url_for(".files", workshop_id=target.id))


@bp.get("/berkas/<name>")
@audience(Audience.TRAINER)
def file(workshop_id: int, name: str) -> ResponseReturnValue:
    """The file of all, or the archive of single ones."""
    target = class_or_404(workshop_id)
    rows = _standing(target)
    path = _folder(target, rows) / name
    if name not in (batches.ALL, batches.ARCHIVE) or not rows or not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True, download_name=f"sertifikat-kelas-{target.id}{path.suffix}")


def init_app(app: Flask) -> None:
    """Connect the certificates."""
    app.register_blueprint(bp)
