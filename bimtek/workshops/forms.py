"""Forms of the class: joining it, making one, bringing its roster."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

#: A calendar is decreed a year ahead; a class further away would be counted on guesses.
YEARS = (2019, 2035)


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


class ClassDateField(DateField):
    """A date whose fault is said in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep None for an empty field; refuse what is no date."""
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            self.data = None
            return
        try:
            self.data = date.fromisoformat(typed[:10])
        except ValueError as fault:
            raise ValueError(_("Tanggal tidak dikenali. Tulis seperti 2026-11-11.")) from fault


class ClassForm(FlaskForm):
    """A new class."""

    title = StringField(
        _l("Nama kelas"),
        [DataRequired(_l("Isi nama kelas.")), Length(max=150, message=_l("Nama kelas paling panjang 150 karakter."))],
        filters=[_strip],
    )
    place = StringField(
        _l("Tempat"),
        [DataRequired(_l("Isi tempat kelas.")), Length(max=150, message=_l("Tempat paling panjang 150 karakter."))],
        filters=[_strip],
    )
    starts_on = ClassDateField(_l("Hari pertama"), [DataRequired(_l("Isi hari pertama kelas."))])
    seed = StringField(
        _l("Benih kasus (boleh kosong)"),
        [
            Length(max=40, message=_l("Benih paling panjang 40 karakter.")),
            Regexp(r"[A-Za-z0-9-]*\Z", message=_l("Benih hanya memuat huruf, angka, dan tanda hubung.")),
        ],
        filters=[_strip],
    )

    def validate_starts_on(self, field: DateField) -> None:
        """The year must be one a working calendar can be trusted for."""
        if field.data and not YEARS[0] <= field.data.year <= YEARS[1]:
            raise ValidationError(_("Pilih tahun %(first)s sampai %(last)s.", first=YEARS[0], last=YEARS[1]))

    def chosen_seed(self) -> str:
        """The seed typed, or a fresh one."""
        return self.seed.data or secrets.token_hex(4)


class RosterForm(FlaskForm):
    """The roster's file; its size and kind are judged by the reader, in words of its own."""

    roster = FileField(_l("Berkas daftar peserta"), [FileRequired(_l("Pilih berkas daftar peserta."))])
