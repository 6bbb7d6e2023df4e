"""The trainer's sign-in form."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length


class SignInForm(FlaskForm):
    """User name and password; both bounded, because each password costs the server a hash."""

    username = StringField(
        _l("Nama pengguna"),
        [DataRequired(_l("Ketik nama pengguna Anda.")), Length(max=150, message=_l("Nama pengguna terlalu panjang."))],
    )
    password = PasswordField(
        _l("Kata sandi"),
        [DataRequired(_l("Ketik kata sandi Anda.")), Length(max=200, message=_l("Kata sandi terlalu panjang."))],
    )
