"""Checking a certificate, for everybody: by number here, from paper without internet with a page to keep, and the public keys."""

from __future__ import annotations

from flask import Blueprint, Flask, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.certification import gathering, keystore, paper, services, verifying, words
from bimtek.certification.checker_page import checker_page
from bimtek.certification.domain.keys import is_signed
from bimtek.certification.domain.statement import MOST_LETTERS, Statement, read
from bimtek.certification.fault_words import fault_words
from bimtek.certification.models import Certificate
from bimtek.certification.views import attachment
from bimtek.extensions import db, limiter
from bimtek.web.access import Audience, audience

bp = Blueprint("verification", __name__, url_prefix="/periksa")
BECAUSE = "Whoever is shown a certificate must be able to check it without an account."
#: One office may check the papers of a whole class; a machine that tries all numbers is slowed down.
RATE = "240/hour;60/minute"


@bp.get("")
@audience(Audience.PUBLIC, because=BECAUSE)
def check() -> ResponseReturnValue:
    """Ask for a number, or for the text of a QR code."""
    number = request.args.get("nomor", "").strip()[:60]
    if number:
        return redirect(url_for(".of_number", number=number.upper().replace("/", "-")))
    return render_template("certification/check.html", fault="", given="")


@bp.get("/<number>")
@audience(Audience.PUBLIC, because=BECAUSE)
@limiter.limit(RATE)
def of_number(number: str) -> ResponseReturnValue:
    """What is known of a number. The name is shown by its first letters; who has the paper may type it to compare."""
    row = services.by_number(db.session(), number[:60])
    if row is None:
        fault = _("Tidak ada sertifikat bernomor %(number)s di sini.", number=number[:60])
        return render_template("certification/check.html", fault=fault, given=number[:60]), 404
    faults = [fault_words(one) for one in verifying.faults_of(db.session(), row)]
    typed = request.args.get("nama", "").strip()[:150]
    return render_template(
        "certification/checked.html",
        row=row,
        faults=faults,
        words=words,
        when=paper.when(row),
        typed=typed,
        same=_same(row, typed),
    )


def _same(row: Certificate, typed: str) -> bool | None:
    """Whether a typed name is the one on the certificate, titles and spaces aside; None when nothing was typed."""
    if not typed or row.name is None:
        return None
    return _bare(typed) == _bare(row.name)


def _bare(name: str) -> str:
    return "".join(sign for sign in name.partition(",")[0].casefold() if sign.isalnum())


@bp.post("")
@audience(Audience.PUBLIC, because=BECAUSE)
@limiter.limit(RATE)
def from_paper() -> ResponseReturnValue:
    """The text of a QR code, checked with our public keys; what the platform knows of its number comes with it."""
    text = request.form.get("teks", "")[:MOST_LETTERS]
    found = read(text)
    if found is None:
        fault = _(
            "Ini bukan teks kode QR sertifikat Bimtek. Salin seluruh teksnya, dari BIMTEK1 sampai huruf terakhir."
        )
        return render_template("certification/check.html", fault=fault, given="", text=text), 422
    row = services.by_number(db.session(), found.claims.number)
    signed = is_signed(found, keystore.known(db.session()))
    return render_template(
        "certification/statement.html", it=found, signed=signed, row=row, words=words, known=_known(row, found)
    )


def _known(row: Certificate | None, found: Statement) -> bool:
    """Whether the platform issued exactly this text."""
    return row is not None and row.signed == found.signed


@bp.get("/kunci.json")
@audience(Audience.PUBLIC, because="Public keys are public.")
def keys() -> ResponseReturnValue:
    """All public keys that certificates were signed with."""
    told = [
        {
            "id": key.id,
            "ed25519": key.text,
            "since": since.isoformat() + "Z",
            "retired": until.isoformat() + "Z" if until else None,
        }
        for key, since, until in keystore.published(db.session())
    ]
    return jsonify({"issuer": gathering.rules().paper.issuer, "keys": told})


@bp.get("/pemeriksa.html")
@audience(Audience.PUBLIC, because=BECAUSE)
def page_to_keep() -> ResponseReturnValue:
    """The page that checks without internet: one file to keep and pass on."""
    known = [key for key, _since, _until in keystore.published(db.session())]
    return attachment(
        checker_page(known, gathering.rules().paper.issuer), "text/html", "pemeriksa-sertifikat-bimtek.html"
    )


def init_app(app: Flask) -> None:
    """Connect the checking."""
    app.register_blueprint(bp)
