"""The ballot on a trainee's phone, and where it is announced."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.debrief import presentation, services, voting
from bimtek.debrief.domain.mirror import MirrorRow
from bimtek.debrief.voting import Answer
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person, Role
from bimtek.web.access import Audience, audience
from bimtek.web.live import Recent
from bimtek.web.rendering import part
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import news
from bimtek.workshops.class_access import LARGEST, me

bp = Blueprint("vote", __name__, url_prefix="/cermin")
#: Pages that say it themselves.
_SAY_IT_THEMSELVES = ("/cermin", "/beranda")


@bp.get("")
@audience(Audience.TRAINEE)
def ballot() -> ResponseReturnValue:
    """The two replies with the ballot while a vote is open; else the words of where it stands."""
    return _page()


def _page(fault: str = "", given: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    session, person = db.session(), me()
    row = voting.open_for(session, person)
    mine = voting.ballot(session, row.id, person.id) if row else {}
    return render_template(
        "debrief/vote.html", row=row, mine=mine, given=given or mine, fault=fault, word=presentation.criterion_word,
        choices=presentation.choice_words(), over=services.on_the_wall(session, person.workshop_id or 0),
    ), status  # fmt: skip


@bp.post("")
@audience(Audience.TRAINEE)
def cast() -> ResponseReturnValue:
    """One ballot; it can be changed while the vote is open."""
    given = {key: choice[:10] for key, choice in request.form.items() if len(key) < 30}
    number = request.form.get("mirror", type=whole)
    if number is None:
        abort(400)
    answer = voting.vote(db.session(), me(), min(number, LARGEST), given, utc_now())
    if answer is Answer.CLOSED:
        return _page(_("Pemungutan suara ini sudah ditutup; pilihan Anda tidak dihitung."), status=409)
    if answer is Answer.EMPTY:
        return _page(_("Pilih paling sedikit satu."), given, 422)
    flash(_("Pilihan Anda terkirim. Anda dapat mengubahnya selama pemungutan suara dibuka."), "success")
    return redirect(url_for(".ballot"))


#: What vote is open in a class: asked for by every page of every trainee, so it is known for a moment; each entry of a class in
#: this process empties it.
_open: Recent[MirrorRow | None] = Recent()


def _open_for(session: Session, person: Person) -> MirrorRow | None:
    return _open.get(str(person.workshop_id), lambda: voting.open_for(session, person), person.workshop_id)


def on_entry(_session: Session, entry: Entry) -> None:
    """Listener: a vote may have been opened or closed."""
    if entry.stream.startswith(("class/", "mirror/")):
        _open.forget()


def open_vote() -> Markup:
    """Template function: the open vote on a trainee's home."""
    if not current_user.is_authenticated or current_user.role != Role.TRAINEE:
        return Markup()
    row = _open_for(db.session(), me())
    if row is None:
        return Markup()
    voted = bool(voting.ballot(db.session(), row.id, current_user.id))
    return part("debrief/_open_vote.html", row=row, voted=voted)


def _line(session: Session, person: Person, _wall: datetime) -> news.Line | None:
    at = request.args.get("halaman", "") if request.path == "/aula/kabar" else request.path
    row = None if at.startswith(_SAY_IT_THEMSELVES) else _open_for(session, person)
    if row is None:
        return None
    return news.Line(
        "", "people", _("Aula sedang memilih: %(what)s", what=row.question), url_for("vote.ballot"), _("Pilih")
    )


def _mark(_session: Session, _person: Person, _wall: datetime) -> str:
    return ""  # opening and closing stand in the class's own journal, which the strip already compares


def init_app(app: Flask) -> None:
    """Connect the ballot and its announcements."""
    app.register_blueprint(bp)
    app.jinja_env.globals["open_vote"] = open_vote
    news.register_line(app, news.Source(_line, _mark))
