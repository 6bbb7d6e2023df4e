"""Pages for those who keep the platform: trainers' accounts, and what it says. A blueprint that asks here denies everybody
else on each of its pages, also on one added later."""

from __future__ import annotations

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.people.domain import Role

#: Where somebody may be whose password was made by another.
_BEFORE_CHANGING = {
    "people.sign_out",
    "own_password.change",
    "own_password.form",
    "web.set_language",
    "health.health",
    "static",
}


def admins_only() -> None:
    """Before each request of a blueprint: only a trainer who keeps the platform comes through; others read why not."""
    if not current_user.is_authenticated or current_user.role != Role.TRAINER or not current_user.person.admin:
        g.why_not = _(
            "Halaman ini hanya untuk pengelola platform. Bila Anda memerlukannya, minta pengelola memberi hak itu."
        )
        abort(403)


def own_password_first() -> ResponseReturnValue | None:
    """Who signed in with a password made by somebody else chooses an own one before anything else."""
    if request.endpoint is None or request.endpoint in _BEFORE_CHANGING or not current_user.is_authenticated:
        return None
    if current_user.role != Role.TRAINER or not current_user.person.password_once:
        return None
    return redirect(url_for("own_password.form"))


def init_app(app: Flask) -> None:
    """Connect the rule about passwords made by others."""
    app.before_request(own_password_first)
