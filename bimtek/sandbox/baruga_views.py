"""Baruga beside the desk: the public page of one's own simulated hall, support, and the pictures brought there."""

from __future__ import annotations

from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.sandbox import baruga_page, baruga_words, pictures, queries, report_words, services
from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.lifecycle import LABELS, PUBLISHED, Action, Desk, State
from bimtek.sandbox.domain.pictures import MOST_BYTES
from bimtek.sandbox.forms_baruga import WHEN
from bimtek.sandbox.models import Case, Sandbox
from bimtek.web.access import Audience, audience
from bimtek.web.transaction import prepare_before_writing
from bimtek.workshops.class_access import LARGEST, me
from bimtek.workshops.services import workshop_for

bp = Blueprint("baruga", __name__, url_prefix="/meja/baruga")
#: A page that takes two photos reads so much of a request; each photo has its own, smaller limit beside its field.
PICTURE_REQUEST = 48 * 1024 * 1024


def _aduan(number: str) -> Case | None:
    found = services.case_of(db.session(), g.desk.sandbox, number[:20].upper(), g.desk.moment.sim)
    return found if found and found.desk == Desk.BARUGA else None


def _published(number: str) -> Case:
    found = _aduan(number)
    if found is None or State(found.state) not in PUBLISHED:
        abort(404)
    return found


@bp.get("/publik")
@audience(Audience.TRAINEE)
def public() -> ResponseReturnValue:
    """What citizens see of this hall, and Lacak: where an aduan stands, by its number."""
    wanted = request.args.get("nomor", "").strip().upper()[:20]
    found = _aduan(wanted) if wanted else None
    if found and State(found.state) in PUBLISHED:
        return redirect(url_for(".public_case", number=found.number))
    page = baruga_page.public_page(db.session(), g.desk.sandbox, g.desk.moment.sim)
    return render_template(
        "sandbox/baruga_public.html", page=page, wanted=wanted, tracked=baruga_page.tracked(found) if found else None,
        shape=shape, label=lambda state: LABELS[State(state)],
    )  # fmt: skip


@bp.get("/publik/<number>")
@audience(Audience.TRAINEE)
def public_case(number: str) -> ResponseReturnValue:
    """One published aduan as citizens see it."""
    case = _published(number)
    entries = queries.thread(db.session(), case).entries
    return render_template(
        "sandbox/baruga_public_case.html", case=case, plain=baruga_page.plain, name=baruga_page.public_name(case),
        thread=baruga_page.public_thread(entries, case), body=report_words.masked_parts(case.body, case.masks),
        steps=baruga_words.timeline(case, entries), state=shape(case.state), label=LABELS[State(case.state)],
    )  # fmt: skip


@bp.post("/publik/<number>/dukung")
@audience(Audience.TRAINEE)
def support(number: str) -> ResponseReturnValue:
    """Dukung: once; a second tap is told so and changes nothing."""
    case = _published(number)
    outcome = services.act(
        db.session(), current_user.person, g.desk.sandbox, case, Action.SUPPORT, {}, moment=g.desk.moment
    )
    said = baruga_words.confirmation(Action.SUPPORT) if outcome.accepted else _(outcome.reason)
    flash(said, "success" if outcome.accepted else "info")
    return redirect(url_for(".public_case", number=case.number))


@bp.get("/foto/<sha256>")
@audience(Audience.TRAINEE)
def picture(sha256: str) -> ResponseReturnValue:
    """A picture that stands in the journal of the person's own sandbox; any other is not found."""
    return _picture(g.desk.sandbox, sha256)


@bp.get("/foto-peserta/<int:account_id>/<sha256>")
@audience(Audience.TRAINER)
def picture_of(account_id: int, sha256: str) -> ResponseReturnValue:
    """A picture of the sandbox a trainer looks at over somebody's shoulder; one of another trainer's class is not found."""
    sandbox = services.main_sandbox_of(db.session(), min(account_id, LARGEST))
    if sandbox is None or workshop_for(db.session(), me(), sandbox.workshop_id) is None:
        abort(404)
    return _picture(sandbox, sha256)


def _picture(sandbox: Sandbox, sha256: str) -> ResponseReturnValue:
    known = len(sha256) == 64 and sha256 in baruga_page.pictures_of(db.session(), sandbox)
    folder = Path(current_app.extensions["settings"].instance_dir)
    file = pictures.stored(folder, sha256, small="kecil" in request.args) if known else None
    if file is None:
        abort(404)
    answer = send_file(file, mimetype="image/jpeg", max_age=3600)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def picture_base() -> str:
    """Where the pictures on the page now made are fetched: one's own, or those of whom the trainer looks at."""
    looked_at = (request.view_args or {}).get("account_id")
    if looked_at and current_user.role == Audience.TRAINER:
        return url_for("baruga.picture_of", account_id=looked_at, sha256="")
    return url_for("baruga.picture", sha256="")


def moderation_shown(case: Case) -> dict[str, str]:
    """What an aduan shows of each check, to the role played now."""
    return baruga_page.shown(case, services.role_at(g.desk.sandbox, Desk.BARUGA))


def allow_pictures(endpoint: str | None, _values: object) -> None:
    """Before anything reads the form (the CSRF check does): the act that takes pictures may bring more than other forms."""
    if endpoint in ("sandbox.act", "sandbox.keep_draft") and request.path.endswith("/record_act"):
        request.max_content_length = PICTURE_REQUEST


def read_pictures() -> None:
    """Make the brought photos anew before the write lock is taken: each costs the machine as much as several pages."""
    if request.endpoint == "sandbox.act" and request.path.endswith("/record_act") and current_user.is_authenticated:
        brought = {name: request.files[name] for name in WHEN if name in request.files}
        g.pictures = {name: pictures.read(one.read(MOST_BYTES + 1)) for name, one in brought.items() if one.filename}


def init_app(app: Flask) -> None:
    """Connect Baruga's own pages."""
    app.register_blueprint(bp)
    app.url_value_preprocessor(allow_pictures)
    prepare_before_writing(app, read_pictures)
    app.jinja_env.globals |= {
        "picture_base": picture_base, "moderation_shown": moderation_shown, "topics": baruga_page.topics,
        "waited": lambda case: baruga_words.waited(case, g.desk.moment.sim),
        "office_groups": baruga_page.office_groups, "target_groups": baruga_page.target_groups,
    }  # fmt: skip
