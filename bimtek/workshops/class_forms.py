"""Forms that make, amend and copy a class, part it into groups, and say who trains it."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from bimtek.workshops import class_keeping, intake, presentation, services, taught
from bimtek.workshops.class_keeping import Settings
from bimtek.workshops.domain import groups
from bimtek.workshops.models import Workshop

#: A calendar is decreed a year ahead; a class further away would be counted on guesses.
YEARS = (2019, 2035)
QUIET = (3, 30)
#: Fewer reports leave a desk empty before the day is over; more make the desks of a whole hall slow to fill.
CASES = (10, 60)


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


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


class NumberField(IntegerField):
    """A whole number whose fault is said in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep None for an empty field; refuse what is no short whole number."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            raise ValueError(_("Tulis bilangan bulat."))
        self.data = int(typed)


class ChecksField(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Dated(FlaskForm):
    title = StringField(
        _l("Nama kelas"),
        [DataRequired(_l("Isi nama kelas.")), Length(max=150, message=_l("Nama kelas paling panjang 150 karakter."))],
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


class ClassForm(_Dated):
    """A class as its trainer describes it."""

    place = StringField(
        _l("Tempat"),
        [DataRequired(_l("Isi tempat kelas.")), Length(max=150, message=_l("Tempat paling panjang 150 karakter."))],
        filters=[_strip],
    )
    units = ChecksField(_l("Unit kompetensi yang diajarkan"))
    speed = SelectField(_l("Kecepatan jam simulasi"), coerce=int, default=services.DEFAULT_SECONDS_PER_DAY)
    quiet_minutes = NumberField(
        _l("Menit tanpa kegiatan sebelum peserta ditandai perlu dilihat"),
        [
            DataRequired(_l("Isi jumlah menit.")),
            NumberRange(*QUIET, message=_l("Isi 3 sampai 30 menit.")),
        ],
        default=services.DEFAULT_QUIET_MINUTES,
    )
    cases = NumberField(
        _l("Laporan untuk setiap meja"),
        [DataRequired(_l("Isi jumlah laporan.")), NumberRange(*CASES, message=_l("Isi 10 sampai 60 laporan."))],
        default=intake.CASES_PER_SANDBOX,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.units.choices = [(unit.code, f"{unit.code} {unit.title}") for unit in taught.competences()]
        self.speed.choices = [(int(seconds), words) for seconds, words in presentation.speeds()]

    def validate_units(self, field: ChecksField) -> None:
        """A class teaches at least one unit."""
        if not field.data:
            raise ValidationError(_("Pilih paling sedikit satu unit."))

    @classmethod
    def blank(cls) -> ClassForm:
        """The form of a new class: everything is taught."""
        return cls(formdata=None, units=list(taught.codes()))

    @classmethod
    def of(cls, target: Workshop, *, seated: bool, typed: bool) -> ClassForm:
        """The form of a class that exists: without its clock, which is steered in the hall, and without what stays once
        somebody is seated. `typed`: read what was posted."""
        now = class_keeping.settings_of(target)
        given: dict[str, Any] = {} if typed else {"formdata": None}
        form = cls(
            **given, title=now.title, place=now.place, starts_on=now.starts_on, quiet_minutes=now.quiet_minutes,
            units=now.units or list(taught.codes()), seed=now.seed, cases=now.cases,
        )  # fmt: skip
        del form.speed
        for name in ("starts_on", "seed", "cases") if seated else ():
            delattr(form, name)
        return form

    def wanted(self, target: Workshop) -> Settings:
        """What the class is to be; a field that is not on the form stays as it is. `NumberField` was asked for a number."""
        now, seated = class_keeping.settings_of(target), "seed" not in self
        return Settings(
            title=self.title.data or "", place=self.place.data or "", units=taught.stored(self.units.data or ()),
            quiet_minutes=self.quiet_minutes.data or now.quiet_minutes,
            starts_on=now.starts_on if seated else self.starts_on.data or now.starts_on,
            seed=now.seed if seated else self.seed.data or now.seed,
            cases=now.cases if seated else self.cases.data or now.cases,
        )  # fmt: skip


class CopyForm(_Dated):
    """A class like another, for another date."""

    agenda = BooleanField(_l("Bawa agenda"), default=True)
    trainers = BooleanField(_l("Bawa fasilitator dengan haknya"), default=True)


class PartingForm(FlaskForm):
    """How a class is parted into groups. Asked for in the address: a preview changes nothing."""

    class Meta:
        csrf = False

    count = NumberField(
        _l("Jumlah kelompok"),
        [
            DataRequired(_l("Isi jumlah kelompok.")),
            NumberRange(1, groups.MOST_GROUPS, message=_l("Isi 1 sampai 40 kelompok.")),
        ],
    )
    way = SelectField(_l("Cara membagi"), default="mixed")
    word = StringField(
        _l("Nama kelompok"),
        [DataRequired(_l("Isi nama kelompok.")), Length(max=30, message=_l("Nama paling panjang 30 karakter."))],
        filters=[_strip],
        default=_l("Kelompok"),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.way.choices = [
            ("mixed", _("Bergantian: setiap kelompok campuran jenis unit")),
            ("unit", _("Menurut jenis unit: yang sejenis duduk bersama")),
            ("roster", _("Menurut urutan daftar peserta")),
        ]


class GroupNameForm(FlaskForm):
    """Another name for a group."""

    group_name = StringField(
        _l("Nama kelompok"),
        [
            DataRequired(_l("Isi nama kelompok.")),
            Length(max=groups.LONGEST_NAME, message=_l("Nama paling panjang 40 karakter.")),
        ],
        filters=[_strip],
    )


class TrainerPartForm(FlaskForm):
    """Somebody who is to train a class too."""

    username = StringField(
        _l("Nama pengguna"),
        [
            DataRequired(_l("Isi nama pengguna fasilitator.")),
            Length(max=150, message=_l("Nama pengguna terlalu panjang.")),
        ],
        filters=[_strip],
    )
    role = SelectField(_l("Sebagai"), default="facilitator")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.role.choices = [(role, words.name) for role, words in presentation.role_words().items()]
