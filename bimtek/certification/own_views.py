"""The own competency record and certificates: what was shown, what is still missing in words, the papers to take along."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from flask import Blueprint, Flask, abort, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from bimtek.certification import badges, gathering, keystore, paper, queue, services, words
from bimtek.certification.certificate_views import check_address
from bimtek.certification.domain.record import Record
from bimtek.certification.models import Certificate
from bimtek.certification.views import attachment
from bimtek.extensions import db
from bimtek.sandbox import services as sandboxes
from bimtek.web.access import Audience, audience
from bimtek.web.rendering import language, part
from bimtek.web.shell import utc_now
from bimtek.workshops import services as workshops

bp = Blueprint("competence", __name__, url_prefix="/sertifikat")


@bp.get("")
@audience(Audience.TRAINEE)
def own() -> ResponseReturnValue:
    """The own record."""
    session, person = db.session(), current_user.person
    target = workshops.workshop(session, person.workshop_id or 0)
    record = gathering.record_of(session, target.id, person.id, utc_now())
    if record is None:
        abort(404)
    return render_template(
        "certification/own.html", target=target, record=record, lines=words.lines(record, _case_link),
        criteria=words.criteria_rows(record), certificates=services.of_person(session, person.id), words=words,
        returned=queue.returns_of(session, target.id).get(person.id), rules=gathering.rules(),
    )  # fmt: skip


def _case_link(_case_id: int, number: str) -> str:
    return url_for("sandbox.report", number=number)


def _mine(certificate_id: int) -> Certificate:
    """An own certificate that stands; any other is not found."""
    found = [
        row
        for row in services.of_person(db.session(), current_user.id)
        if row.id == certificate_id and not row.revoked_at
    ]
    return found[0] if found else abort(404)


@bp.get("/<int:certificate_id>.pdf")
@audience(Audience.TRAINEE)
def as_pdf(certificate_id: int) -> ResponseReturnValue:
    """The own paper."""
    row = _mine(certificate_id)
    return attachment(paper.pdf(db.session(), [row], check_address()), "application/pdf", f"{row.number}.pdf")


@bp.get("/<int:certificate_id>/lencana.json")
@audience(Audience.TRAINEE)
def badge(certificate_id: int) -> ResponseReturnValue:
    """The own certificate as an Open Badge 3.0."""
    settings = current_app.extensions["settings"]
    key = keystore.current(keystore.folder_of(settings))
    made = badges.badge_of(db.session(), _mine(certificate_id), key, settings.public_url)
    data = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    return attachment(data, "application/json", f"lencana-{certificate_id}.json")


def certificate_card() -> Markup:
    """Template function: how far the certificate is, on a trainee's home; the requirements with what is missing in words."""
    if "desk" not in g:
        return Markup()
    person, stream = current_user.person, "" if g.desk.sandbox.branch_of else sandboxes.stream(g.desk.sandbox)
    record = gathering.record_seen(db.session(), person.workshop_id or 0, person.id, utc_now(), stream)
    standing = tuple(
        (row.number, row.kind) for row in services.of_person(db.session(), person.id) if row.revoked_at is None
    )
    return _card(language(), record, standing) if record else Markup()


@lru_cache(maxsize=512)
def _card(_language: str, record: Record, standing: tuple[tuple[str, str], ...]) -> Markup:
    """The card as markup, kept as long as the record is the same: most homes are opened again before anything changed."""
    met, asked = sum(one.met for one in record.requirements), len(record.requirements)
    told = _("%(met)d dari %(asked)d", met=met, asked=asked)
    return part(
        "certification/_card.html", lines=words.lines(record, _case_link), standing=standing, words=words, met=told
    )


def person_certificate(seated: Any) -> Markup:
    """Template function: the way to somebody's place in the queue, on the trainer's page of the person."""
    href = url_for("certification.sign_off", workshop_id=seated.workshop.id, orang=seated.person.id)
    return part("certification/_person_link.html", href=href)


def init_app(app: Flask) -> None:
    """Connect the own pages."""
    app.register_blueprint(bp)
    app.jinja_env.globals["certificate_card"] = certificate_card
    app.jinja_env.globals["person_certificate"] = person_certificate
