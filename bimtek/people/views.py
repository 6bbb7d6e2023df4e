"""Who is signed in on this device: the session, the trainer's door, the way out, and the person's part of the frame."""

from __future__ import annotations

from datetime import timedelta

import structlog
from flask import Blueprint, Flask, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import UserMixin, current_user, login_user, logout_user

from bimtek.extensions import db, limiter, login_manager
from bimtek.people import services
from bimtek.people.domain import Person, Role
from bimtek.people.forms import SignInForm
from bimtek.web.access import Audience, audience, audience_of
from bimtek.web.live import Recent
from bimtek.web.shell import LANGUAGES, Shell, safe_next
from bimtek.web.transaction import know_class_of_writer

bp = Blueprint("people", __name__)
log = structlog.get_logger()
STAY = timedelta(days=14)
WRONG = 422
#: Endpoint and word of each way through the platform; the room before the dot says which one is current.
_WAYS = {
    Role.TRAINEE: (
        ("classroom.home", _l("Beranda")),
        ("sandbox.desk", _l("Meja")),
        ("modules.learning", _l("Belajar")),
        ("sittings.tests", _l("Tes")),
    ),
    Role.TRAINER: (
        ("classroom.board", _l("Papan")),
        ("workshops.classes", _l("Kelas")),
        ("reviews.queue", _l("Penilaian")),
    ),
}


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person behind a session cookie, as Flask-Login wants one."""

    def __init__(self, person: Person, token: str) -> None:
        self.person = person
        self.token = token
        self.id = person.id
        self.name = person.name
        self.role = person.role.value
        self.language = person.language
        self.seat = person.seat
        self.workshop_id = person.workshop_id

    def get_id(self) -> str:
        """What the cookie carries: the token, so that replacing it signs every other device out."""
        return self.token


_recent: Recent[SignedIn | None] = Recent()


def _load(token: str) -> SignedIn | None:
    """The person of a session; a live block, which only reads, may go by what was known a second ago."""
    if request.method == "GET" and "X-Live" in request.headers:
        return _recent.get(token, lambda: _read(token))
    return _read(token)


def _read(token: str) -> SignedIn | None:
    person = services.person_by_token(db.session(), token)
    return SignedIn(person, token) if person else None


def _class_of_writer() -> int | None:
    """The class to which a writing request of this person keeps: a trainee's own, the one of the person whom a trainer's page
    is about; None at a door, and for what may touch several."""
    point = current_app.view_functions.get(request.endpoint or "")
    if audience_of(point) in (None, Audience.PUBLIC):
        return None
    person = services.person_by_token(db.session(), str(session.get("_user_id", "")))
    about = (request.view_args or {}).get("account_id")
    if person is not None and person.role == Role.TRAINER and isinstance(about, int) and about < 2**31:
        person = services.person(db.session(), about)
    return person.workshop_id if person else None


def sign_in_as(person: Person, token: str) -> None:
    """Begin a fresh session for this person on this device, so that nobody can plant one; a language chosen before
    signing in is remembered. Other rooms find it as app.extensions["sign_in"]."""
    chosen = session.get("language")
    session.clear()
    session.permanent = True
    if chosen in LANGUAGES and chosen != person.language:
        services.set_language(db.session(), person.id, chosen)
    login_user(SignedIn(person, token))
    log.info("signed_in", account=person.id, role=person.role.value)


def _typed_name() -> str:
    return request.form.get("username", "").strip().lower()[:150]


def _name_from_here() -> str:
    """A name tried from one address: somebody who guesses there must not keep its trainer out everywhere else."""
    name = _typed_name()
    return f"{name}|{request.remote_addr}" if name else ""


def _was_wrong(response: object) -> bool:
    return getattr(response, "status_code", 0) == WRONG


@bp.route("/fasilitator/masuk", methods=["GET", "POST"])
@audience(Audience.PUBLIC, because="It is the trainers' door.")
@limiter.limit("120/minute", methods=["POST"], deduct_when=_was_wrong)
@limiter.limit("30/minute", key_func=_typed_name, methods=["POST"], deduct_when=_was_wrong)
@limiter.limit("10/minute", key_func=_name_from_here, methods=["POST"], deduct_when=_was_wrong)
def sign_in() -> ResponseReturnValue:
    onward = safe_next(request.values.get("next"), url_for("classroom.board"))
    form = SignInForm()
    if not form.is_submitted():
        if current_user.is_authenticated and current_user.role == Role.TRAINER:
            return redirect(onward)
        return render_template("people/sign_in.html", form=form, onward=onward)
    if form.validate():
        person = services.verify_password(db.session(), form.username.data or "", form.password.data or "")
        if person and person.role == Role.TRAINER:
            sign_in_as(person, services.token_of(db.session(), person.id))
            return redirect(onward)
        form.password.errors = [_("Nama pengguna atau kata sandi tidak cocok.")]
        log.info("sign_in_failed", door="trainer")
    return render_template("people/sign_in.html", form=form, onward=onward), WRONG


@bp.post("/keluar")
@audience(Audience.PUBLIC, because="Leaving twice harms nobody.")
def sign_out() -> ResponseReturnValue:
    """Leave this device. A trainee's token is replaced too: a copied cookie of a shared laptop then opens nothing."""
    account = int(current_user.id) if current_user.is_authenticated else 0
    is_trainee = bool(account) and current_user.role == Role.TRAINEE
    if is_trainee:
        services.renew_token(db.session(), account)
    language = session.get("language")
    logout_user()
    session.clear()
    if language in LANGUAGES:
        session["language"] = language
    return render_template("people/signed_out.html", account=account, is_trainee=is_trainee)


def fill_shell(shell: Shell) -> None:
    """The person's part of the frame: who, where they sit, the ways through the platform."""
    room = (request.endpoint or "").partition(".")[0]
    shell.who = current_user.name
    shell.is_trainer = current_user.role == Role.TRAINER
    shell.seat = _("fasilitator") if shell.is_trainer else _("kursi %(number)s", number=current_user.seat)
    shell.account = current_user.id
    ways = _WAYS[Role(current_user.role)]
    shell.nav = [(url_for(point), str(word), _is_within(point, room)) for point, word in ways]


def _is_within(point: str, room: str) -> bool:
    """Whether this page belongs to a way: its room's, or one that lies below its address (/kelas/7/kelompok)."""
    return point.partition(".")[0] == room or request.path.startswith(f"{url_for(point)}/")


def _remember_language(language: str) -> None:
    services.set_language(db.session(), current_user.id, language)


def init_app(app: Flask) -> None:
    """Connect sign-in, the door and the frame."""
    app.register_blueprint(bp)
    know_class_of_writer(app, _class_of_writer)
    app.permanent_session_lifetime = STAY
    login_manager.user_loader(_load)
    #: A phone changes its address whenever the hall's wifi gives it a new one: that must not weaken its session.
    login_manager.session_protection = None
    app.extensions["sign_in"] = sign_in_as
    app.extensions["remember_language"] = _remember_language
    app.extensions.setdefault("shell_fillers", []).insert(0, fill_shell)
