"""Forms of the class: joining it, bringing its roster. Making one is in class_forms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class JoinForm(FlaskForm):
    """The three steps carry what was given before, so that each page stands on its own without a script."""

    code = StringField(
        _l("Kode kartu"),
        [
            DataRequired(_l("Ketik kode kartu Anda.")),
            Length(max=40, message=_l("Kode kartu terdiri atas enam huruf dan angka.")),
        ],
        filters=[_strip],
    )
    account = StringField(_l("Nama Anda"), [Length(max=20, message=_l("Pilih nama Anda dari daftar."))])
    confirm = HiddenField(validators=[Length(max=10)])


class RosterForm(FlaskForm):
    """The roster's file; its size and kind are judged by the reader, in words of its own."""

    roster = FileField(_l("Berkas daftar peserta"), [FileRequired(_l("Pilih berkas daftar peserta."))])
