"""Forms of the desk: they bound and shape what was typed; whether it is right is the lifecycle's word."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from bimtek.sandbox import forms_baruga, forms_bridge, forms_ppid, services
from bimtek.sandbox.domain.decision_inputs import ARCHIVE_REASONS, MISSING, REPORT_CLASSES, TEXT_LIMIT
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.forms_base import (
    CHOOSE,
    ActionForm,
    category_choices,
    checkboxes,
    choices,
    ground_choices,
    holder_choices,
    objection_choices,
    strip,
    target_choices,
    text_area,
    unit_choices,
)
from bimtek.sandbox.models import Case
from bimtek.web.rendering import LongSelectField

__all__ = ["CHOOSE", "ActionForm", "choices", "form_for"]


class VerifyForm(ActionForm):
    title = StringField(_l("Judul"), [Length(max=300)], filters=[strip])
    report_class = RadioField(_l("Klasifikasi"), choices=choices(REPORT_CLASSES), validate_choice=False)
    category = LongSelectField(_l("Kategori"), validate_choice=False)
    unit = LongSelectField(_l("Disposisi ke"), validate_choice=False)
    note = text_area(_l("Catatan untuk perangkat daerah (tidak tampil kepada pelapor)"))


class HandleForm(ActionForm):
    report_class = RadioField(_l("Klasifikasi"), choices=choices(REPORT_CLASSES), validate_choice=False)
    category = LongSelectField(_l("Kategori"), validate_choice=False)
    text = text_area(_l("Isi balasan publik"), TEXT_LIMIT)


class DeferForm(ActionForm):
    missing = checkboxes(_l("Yang perlu dilengkapi"), choices(MISSING))
    message = text_area(_l("Pesan kepada pelapor"))


class NotOurAuthorityForm(ActionForm):
    holder = LongSelectField(_l("Instansi yang berwenang"), validate_choice=False)
    reason = text_area(_l("Alasan"))


class ArchiveForm(ActionForm):
    archive_reason = RadioField(_l("Alasan arsip"), choices=choices(ARCHIVE_REASONS), validate_choice=False)
    reason = text_area(_l("Penjelasan kepada pelapor"))


class SendBackForm(ActionForm):
    reason = text_area(_l("Alasan pengembalian"))
    suggestion = LongSelectField(_l("Perangkat daerah yang tepat, bila tahu"), validate_choice=False)


class RedisposeForm(ActionForm):
    unit = LongSelectField(_l("Disposisi baru ke"), validate_choice=False)
    reason = text_area(_l("Alasan"))


class ReplyForm(ActionForm):
    text = text_area(_l("Isi balasan publik"), TEXT_LIMIT)
    evidence = StringField(_l("Nama berkas bukti, bila ada"), [Length(max=400)], filters=[strip])


class FirstResponseForm(ActionForm):
    text = text_area(_l("Isi respons awal"), TEXT_LIMIT)


class CloseForm(ActionForm):
    note = text_area(_l("Catatan penutup"))


class NoteForm(ActionForm):
    note = text_area(_l("Catatan internal"))


class MaskForm(ActionForm):
    found = checkboxes(_l("Data pribadi yang ditemukan"), [])
    other = text_area(_l("Bagian lain, salin persis dari laporan, satu per baris"))

    def given(self) -> dict[str, Any]:
        """The passages chosen and typed, each once."""
        typed = [line.strip() for line in (self.other.data or "").splitlines() if line.strip()]
        return {"passages": list(dict.fromkeys([*(self.found.data or []), *typed]))}


class UnmaskForm(ActionForm):
    passage = HiddenField(validators=[Length(max=300)])

    def given(self) -> dict[str, Any]:
        """The one passage to open again."""
        return {"passages": [self.passage.data or ""]}


CHANNELS = ("Tatap Muka", "Hotline Service", "Pos Surat", "Email Instansi", "Whatsapp", "Instagram", "Facebook")
PROTECTIONS = {
    "": _l("Tanpa perlindungan"),
    "anonymous": "Anonim",
    "secret": "Rahasia",
    "both": _l("Anonim dan Rahasia"),
}


class DigitiseForm(FlaskForm):
    """A report that came by another way, typed in by the Admin Instansi."""

    command_id = HiddenField(validators=[Length(max=64)], default=lambda: secrets.token_hex(10))
    channel = SelectField(_l("Kanal asal"), choices=choices({name: name for name in CHANNELS}))
    report_class = RadioField(_l("Klasifikasi"), choices=choices(REPORT_CLASSES), validate_choice=False)
    title = StringField(_l("Judul"), [Length(min=5, max=150, message=_l("Judul 5 sampai 150 huruf."))], filters=[strip])
    body = TextAreaField(
        _l("Isi laporan"),
        [Length(min=20, max=3000, message=_l("Isi laporan 20 sampai 3.000 huruf."))],
        filters=[strip],
    )
    district = SelectField(_l("Kecamatan"), validate_choice=False)
    place = StringField(
        _l("Lokasi kejadian"), [Length(min=3, max=200, message=_l("Lokasi 3 sampai 200 huruf."))], filters=[strip]
    )
    incident_on = DateField(_l("Tanggal kejadian"), [Optional()])
    reporter_name = StringField(
        _l("Nama pelapor (nama rekaan)"),
        [Length(min=3, max=120, message=_l("Nama 3 sampai 120 huruf."))],
        filters=[strip],
    )
    protection = RadioField(_l("Perlindungan"), choices=choices(PROTECTIONS), default="")  # fmt: skip


FORMS: dict[Action, type[ActionForm]] = {
    Action.VERIFY: VerifyForm,
    Action.HANDLE: HandleForm,
    Action.DEFER: DeferForm,
    Action.NOT_OUR_AUTHORITY: NotOurAuthorityForm,
    Action.ARCHIVE: ArchiveForm,
    Action.SEND_BACK: SendBackForm,
    Action.REDISPOSE: RedisposeForm,
    Action.FIRST_RESPONSE: FirstResponseForm,
    Action.FOLLOW_UP: ReplyForm,
    Action.CLOSE: CloseForm,
    Action.NOTE: NoteForm,
    Action.MASK: MaskForm,
    Action.UNMASK: UnmaskForm,
    **forms_baruga.FORMS,
    **forms_ppid.FORMS,
    **forms_bridge.FORMS,
}

_CHOICES: dict[str, Callable[[], Sequence[SelectChoice]]] = {
    "category": category_choices,
    "unit": unit_choices,
    "holder": holder_choices,
    "suggestion": unit_choices,
    "office": unit_choices,
    "ground": ground_choices,
    "objection_ground": objection_choices,
}


#: Several may be chosen: no empty choice on top.
_SEVERAL: dict[str, Callable[[], Sequence[SelectChoice]]] = {"targets": target_choices, "offices": unit_choices}


def form_for(action: Action, case: Case | None = None, **starting: Any) -> ActionForm:
    """The form of an act with its choices; on a POST it holds what was typed, else `starting` values."""
    form = FORMS[action](data=starting or None)
    for name, options in _CHOICES.items():
        if name in form:
            form[name].choices = [CHOOSE, *options()]
    for name, options in _SEVERAL.items():
        if name in form:
            form[name].choices = list(options())
    if case is not None and "office" in form:
        own = {target: services.unit_name(target) for target in case.targets if target in services.world().units}
        form["office"].choices = [CHOOSE, *choices(own)]
    return form
