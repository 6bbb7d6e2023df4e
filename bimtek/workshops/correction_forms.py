"""Forms that correct what seed/ says. Every field is bounded here and again by the rules."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from bimtek.workshops.class_forms import ClassDateField, NumberField
from bimtek.workshops.domain import correction as rules

KIND_WORDS = {
    "sekretariat": _l("Sekretariat"), "inspektorat": _l("Inspektorat"), "dinas": _l("Dinas"), "badan": _l("Badan"),
    "satuan": _l("Satuan"), "rsud": _l("RSUD"), "kecamatan": _l("Kecamatan"), "kelurahan": _l("Kelurahan"),
    "lembaga": _l("Lembaga"), "bumd": _l("BUMD"), "bumn": _l("BUMN"), "vertikal": _l("Instansi vertikal"),
    "opd provinsi": _l("OPD provinsi"), "komisi": _l("Komisi"), "badan hukum publik": _l("Badan hukum publik"),
}  # fmt: skip
LEVEL_WORDS = {"kabupaten": _l("Kabupaten"), "provinsi": _l("Provinsi"), "nasional": _l("Nasional")}
DAY_WORDS = {
    "national": _l("Libur nasional"), "joint_leave": _l("Cuti bersama"), "local": _l("Libur daerah"),
    "working": _l("Hari kerja (tidak jadi libur)"),
}  # fmt: skip


def _choices(words: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, word) for value, word in words.items()]


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    return "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines()))) if value else ""


def _printable(_form: FlaskForm, field: Any) -> None:
    if not re.sub(r"\n", "", field.data or "").isprintable():
        raise ValidationError(_("Ada tanda yang tidak tampak di teks ini. Ketik ulang tanpa menyalin."))


def _long(bounds: tuple[int, int], word: Any) -> list[Any]:
    least, most = bounds
    told = _l("Tulis %(least)d sampai %(most)d karakter.", least=least, most=most)
    return [DataRequired(word), Length(least, most, message=told), _printable]


class _Sourced(FlaskForm):
    source = StringField(_l("Sumber"), _long(rules.SOURCE, _l("Sebutkan sumbernya.")), filters=[_one_line])


class UnitForm(_Sourced):
    """An office: a new one, or the names of one that exists."""

    name = StringField(_l("Nama"), _long(rules.NAME, _l("Isi nama unit.")), filters=[_one_line])
    short = StringField(_l("Singkatan"), _long(rules.SHORT, _l("Isi singkatannya.")), filters=[_one_line])
    also = TextAreaField(
        _l("Nama lain"), [Length(max=1000, message=_l("Terlalu panjang.")), _printable], filters=[_lines]
    )
    kind = SelectField(_l("Jenis"), choices=_choices(KIND_WORDS))
    level = SelectField(_l("Tingkat"), choices=_choices(LEVEL_WORDS))
    retired = BooleanField(_l("Tidak ditawarkan lagi"))

    def validate_also(self, _field: TextAreaField) -> None:
        """At most ten other names, each within bounds."""
        if len(self.aliases()) > rules.MOST_ALIASES:
            raise ValidationError(_("Paling banyak %(n)d nama lain.", n=rules.MOST_ALIASES))
        if any(not rules.ALIAS[0] <= len(one) <= rules.ALIAS[1] for one in self.aliases()):
            raise ValidationError(
                _("Setiap nama lain %(least)d sampai %(most)d karakter.", least=rules.ALIAS[0], most=rules.ALIAS[1])
            )

    def aliases(self) -> list[str]:
        """The other names, one a line."""
        return list(dict.fromkeys((self.also.data or "").splitlines()))

    def value(self, *, new: bool) -> dict[str, Any]:
        """What is kept of the form."""
        told: dict[str, Any] = {"name": self.name.data, "short": self.short.data, "also": self.aliases()}
        told |= {"kind": self.kind.data, "level": self.level.data} if new else {}
        return told | {"retired": bool(self.retired.data)}


class WhichDayForm(FlaskForm):
    """The day to be corrected; asked by GET, so without a token."""

    class Meta:
        csrf = False

    day = ClassDateField(_l("Tanggal"), [DataRequired(_l("Isi tanggalnya."))], name="tanggal")

    def validate_day(self, field: ClassDateField) -> None:
        """Only years that a class may be held in."""
        if field.data and not rules.YEARS[0] <= field.data.year <= rules.YEARS[1]:
            raise ValidationError(_("Tahun %(first)d sampai %(last)d saja.", first=rules.YEARS[0], last=rules.YEARS[1]))


class HolidayForm(_Sourced):
    """What a day is."""

    kind = RadioField(_l("Tanggal ini"), [InputRequired(_l("Pilih jenis harinya."))], choices=_choices(DAY_WORDS))
    name = StringField(
        _l("Nama hari libur"),
        [Length(max=rules.NAME[1], message=_l("Terlalu panjang.")), _printable],
        filters=[_one_line],
    )

    def validate_name(self, field: StringField) -> None:
        """A free day has a name; a working day needs none."""
        if self.kind.data != rules.WORKING and len(field.data or "") < rules.NAME[0]:
            raise ValidationError(_("Isi nama hari liburnya."))

    def value(self) -> dict[str, Any]:
        """What is kept of the form."""
        return {"kind": self.kind.data, "name": "" if self.kind.data == rules.WORKING else self.name.data}


class DeadlineForm(_Sourced):
    """A time limit."""

    days = NumberField(
        _l("Jumlah hari"),
        [
            InputRequired(_l("Isi jumlah harinya.")),
            NumberRange(rules.FEWEST_DAYS, rules.MOST_DAYS, message=_l("Jumlah hari 1 sampai 120.")),
        ],
    )  # fmt: skip


class TextForm(_Sourced):
    """The explanation of one item of the law."""

    explanation = TextAreaField(_l("Penjelasan"), _long(rules.TEXT, _l("Isi penjelasannya.")), filters=[_one_line])
