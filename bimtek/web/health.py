"""Is the server well: three words for a watchdog or a balancer, the same as a page for the organiser's phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from flask import Blueprint, Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bimtek.extensions import db
from bimtek.web.access import Audience, audience

bp = Blueprint("health", __name__)
#: Less room than this on the disk (bytes) and a hall of a day may not fit; a day with 118 people writes some 50 MB.
LITTLE = 500 * 1024**2
OK, LATE, FAULT = "ok", "late", "fault"
_CHECKS = "health_checks"
_SHAPES = {OK: ("done", "baik"), LATE: ("help", "perlu dilihat"), FAULT: ("fatal", "rusak")}
#: In Indonesian alone, like every page that must stand when the database does not.
_TITLES = {OK: "Server sehat", LATE: "Server berjalan, satu hal perlu dilihat", FAULT: "Server perlu bantuan sekarang"}
_WORDS = {
    ("database", OK): "Basis data terbaca.",
    ("database", FAULT): "Basis data tidak terbaca. Jalankan ulang server; bila tetap, kembalikan salinan terbaru.",
    ("room", OK): "Ruang disk cukup untuk hari ini.",
    ("room", FAULT): "Ruang disk tinggal kurang dari 500 MB. Kosongkan sekarang: salinan lama, unduhan, tempat sampah.",
    ("copies", OK): "Salinan otomatis berjalan.",
    ("copies", LATE): "Salinan otomatis terhenti. Periksa apakah flashdisk terpasang dan belum penuh.",
}


def know_check(app: Flask, name: str, check: Callable[[], str | None]) -> None:
    """Let a part of the platform say how it is: OK, LATE (somebody should look, the hall goes on), or None where it is not in
    use. Its words stand in _WORDS."""
    app.extensions.setdefault(_CHECKS, {})[name] = check


@bp.get("/sehat")
@audience(
    Audience.PUBLIC,
    because="Says only whether the server can read its database, has room to write and makes its copies.",
)
def health() -> ResponseReturnValue:
    """200 when the hall can go on, 503 when something needs a hand now."""
    free = shutil.disk_usage(current_app.extensions["settings"].instance_dir).free
    found = {"database": OK if _reads() else FAULT, "room": OK if free > LITTLE else FAULT}
    found |= {name: told for name, check in current_app.extensions.get(_CHECKS, {}).items() if (told := check())}
    worst = next((one for one in (FAULT, LATE) if one in found.values()), OK)
    code, headers = 503 if worst == FAULT else 200, {"Cache-Control": "no-store", "Vary": "Accept"}
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        items = [(*_SHAPES[told], _WORDS[name, told]) for name, told in found.items()]
        return render_template("health.html", title=_TITLES[worst], items=items), code, headers
    return {"status": FAULT if worst == FAULT else OK} | found, code, headers


def _reads() -> bool:
    try:
        db.session.execute(text("select version_num from alembic_version")).scalar_one()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def init_app(app: Flask) -> None:
    """Connect the route."""
    app.register_blueprint(bp)
