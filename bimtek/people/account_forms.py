"""Forms of trainers' accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


class TrainerForm(FlaskForm):
    """A new trainer's account."""

    name = StringField(
        _l("Nama lengkap"),
        [DataRequired(_l("Isi nama fasilitator.")), Length(max=150, message=_l("Nama paling panjang 150 karakter."))],
        filters=[_strip],
    )
    username = StringField(
        _l("Nama pengguna"),
        [
            DataRequired(_l("Isi nama pengguna.")),
            Length(3, 40, message=_l("Nama pengguna terdiri atas 3 sampai 40 karakter.")),
            Regexp(r"[a-z0-9._-]+\Z", message=_l("Nama pengguna hanya memuat huruf, angka, titik, dan tanda hubung.")),
        ],
        filters=[_lower],
    )


class PasswordForm(FlaskForm):
    """One's own password; each field is bounded, because a password costs the server a hash."""

    current = PasswordField(
        _l("Kata sandi sekarang"),
        [
            DataRequired(_l("Ketik kata sandi Anda sekarang.")),
            Length(max=200, message=_l("Kata sandi terlalu panjang.")),
        ],
    )
    new = PasswordField(
        _l("Kata sandi baru"),
        [
            DataRequired(_l("Ketik kata sandi baru.")),
            Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, message=_l("Kata sandi terdiri atas 12 sampai 128 karakter.")),
        ],
    )
    again = PasswordField(
        _l("Ketik sekali lagi"),
        [
            DataRequired(_l("Ketik kata sandi baru sekali lagi.")),
            Length(max=200, message=_l("Kata sandi terlalu panjang.")),
            EqualTo("new", _l("Kedua kata sandi baru tidak sama.")),
        ],
    )
