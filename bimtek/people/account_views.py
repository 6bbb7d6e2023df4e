"""Trainers' accounts, for those who keep the platform; and everybody's own password."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db, limiter
from bimtek.people import accounts, services
from bimtek.people.account_access import admins_only
from bimtek.people.account_forms import PasswordForm, TrainerForm
from bimtek.people.accounts import TrainerAccount
from bimtek.people.domain import Person
from bimtek.web.access import Audience, audience
from bimtek.web.shell import utc_now

bp = Blueprint("accounts", __name__, url_prefix="/akun")
own = Blueprint("own_password", __name__, url_prefix="/akun/sandi")
bp.before_request(admins_only)
_LARGEST = 2**31 - 1


def _me() -> Person:
    return current_user.person  # type: ignore[no-any-return]


def _account(account_id: int) -> TrainerAccount:
    found = accounts.trainer(db.session(), account_id) if account_id <= _LARGEST else None
    return found or abort(404)


def _page(form: TrainerForm, status: int = 200, told: tuple[str, str, str] | None = None) -> ResponseReturnValue:
    """The list; `told` is a name, a user name and the password that stands on this one page only."""
    rows = accounts.trainers(db.session())
    return render_template("people/accounts.html", form=form, rows=rows, told=told, mine=_me().id), status


@bp.get("")
@audience(Audience.TRAINER)
def listing() -> ResponseReturnValue:
    """All trainers' accounts and the form for a new one."""
    return _page(TrainerForm(formdata=None))


@bp.post("")
@audience(Audience.TRAINER)
def make() -> ResponseReturnValue:
    """A new trainer; the answer shows the password this once."""
    form = TrainerForm()
    if not form.validate():
        return _page(form, 422)
    made = accounts.make(db.session(), _me(), form.name.data or "", form.username.data or "", utc_now())
    if made is None:
        form.username.errors = [_("Nama pengguna ini sudah dipakai. Pilih yang lain.")]
        return _page(form, 422)
    return _page(TrainerForm(formdata=None), told=(made[0].name, form.username.data or "", made[1]))


@bp.post("/<int:account_id>/sandi")
@audience(Audience.TRAINER)
def reset(account_id: int) -> ResponseReturnValue:
    """A new password for a trainer, shown this once; a closed account opens again by it."""
    one = _account(account_id)
    give = accounts.reopen if one.closed else accounts.reset_password
    password = give(db.session(), _me(), one.id, utc_now())
    return _page(TrainerForm(formdata=None), told=(one.name, one.username, password))


@bp.post("/<int:account_id>/pengelola")
@audience(Audience.TRAINER)
def keep(account_id: int) -> ResponseReturnValue:
    """Let a trainer keep the platform, or no longer; the last one stays."""
    one, on = _account(account_id), request.form.get("on") == "yes"
    if one.closed:
        abort(400)
    if not accounts.set_admin(db.session(), _me(), one.id, on, utc_now()):
        flash(_("Harus ada paling sedikit satu pengelola. Tunjuk pengelola lain dahulu."), "warning")
    elif on:
        flash(_("%(name)s kini juga pengelola platform.", name=one.name), "success")
    else:
        flash(_("%(name)s bukan pengelola platform lagi.", name=one.name), "success")
    return redirect(url_for("workshops.classes") if one.id == _me().id and not on else url_for(".listing"))


@bp.post("/<int:account_id>/tutup")
@audience(Audience.TRAINER)
def close(account_id: int) -> ResponseReturnValue:
    """Close an account: it no longer signs in. Nobody closes the own one."""
    one = _account(account_id)
    if one.id == _me().id:
        flash(_("Akun Anda sendiri tidak dapat Anda tutup. Minta pengelola lain."), "warning")
    elif not accounts.close(db.session(), _me(), one.id, utc_now()):
        flash(_("Harus ada paling sedikit satu pengelola. Tunjuk pengelola lain dahulu."), "warning")
    else:
        flash(_("Akun %(name)s ditutup. Semua perangkatnya sudah keluar.", name=one.name), "success")
    return redirect(url_for(".listing"))


def _own_page(form: PasswordForm, status: int = 200) -> ResponseReturnValue:
    return render_template("people/own_password.html", form=form, is_first=_me().password_once), status


@own.get("")
@audience(Audience.TRAINER)
def form() -> ResponseReturnValue:
    """The form for one's own password."""
    return _own_page(PasswordForm(formdata=None))


@own.post("")
@audience(Audience.TRAINER)
@limiter.limit("10/minute")
def change() -> ResponseReturnValue:
    """Change one's own password; this device goes on with a fresh session, every other is signed out."""
    form = PasswordForm()
    if not form.validate():
        return _own_page(form, 422)
    if form.new.data == form.current.data:
        form.new.errors = [_("Kata sandi baru sama dengan yang lama. Pilih yang lain.")]
        return _own_page(form, 422)
    token = accounts.change_own(db.session(), _me(), form.current.data or "", form.new.data or "", utc_now())
    person = services.person(db.session(), _me().id)
    if token is None or person is None:
        form.current.errors = [_("Kata sandi sekarang tidak cocok.")]
        return _own_page(form, 422)
    current_app.extensions["sign_in"](person, token)
    flash(_("Kata sandi diganti. Perangkat lain dengan akun ini sudah keluar."), "success")
    return redirect(url_for("workshops.classes"))


def init_app(app: Flask) -> None:
    """Connect the accounts."""
    app.register_blueprint(bp)
    app.register_blueprint(own)
