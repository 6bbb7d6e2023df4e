"""Who may open a page: every view carries one mark, a view without a mark is never served."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar, cast

from flask import Flask, abort, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Audience(StrEnum):
    """For whom a page is."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    TRAINEE = "trainee"
    TRAINER = "trainer"


def audience(who: Audience, *, because: str = "") -> Callable[[View], View]:
    """Mark a view with its audience; a public one must say why it may be."""
    if who == Audience.PUBLIC and not because:
        raise ValueError("A public page needs a reason.")

    def mark(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        view.public_because = because  # type: ignore[attr-defined]
        return view

    return mark


def audience_of(view: object) -> Audience | None:
    """The mark of a view, or None."""
    return cast("Audience | None", getattr(view, "audience", None))


def _why_at_the_door(who: Audience) -> tuple[str, str]:
    """What somebody who must sign in first is told. A session whose token opens nothing any more belonged to a seat that
    was moved (the token was replaced); it is said once, because a trainee in mid-sentence must know where the work is."""
    if session.pop("_user_id", None) and who != Audience.TRAINER:
        moved = _("Kursi ini dipindahkan ke perangkat lain. Tulisan yang sudah diterima server ada di sana.")
        return f"{moved} {_('Masuk lagi dengan kode kartu untuk melanjutkan di sini.')}", "warning"
    return _("Silakan masuk dahulu."), "info"


def check_access() -> ResponseReturnValue | None:
    """Before each request: let through, send to the sign-in, or answer that the page is not for this person."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    who = audience_of(current_app.view_functions[request.endpoint])
    if who == Audience.PUBLIC:
        return None
    if who is None:
        abort(403)
    if not current_user.is_authenticated:
        if request.headers.get("X-Live"):
            abort(401)
        flash(*_why_at_the_door(who))
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        door = "people.sign_in" if who == Audience.TRAINER else "workshops.join"
        return redirect(url_for(door, next=wanted))
    if who in (Audience.TRAINEE, Audience.TRAINER) and current_user.role != who.value:
        abort(403)
    return None


def init_app(app: Flask) -> None:
    """Connect the check; it runs before any view."""
    app.before_request(check_access)
