"""Forms of the Baruga desk: moderation, disposisi to several targets, what an office did with photos, the public answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import Length, ValidationError

from bimtek.sandbox import pictures
from bimtek.sandbox.domain.decision_inputs import ARCHIVE_REASONS, CLEAR, MISSING, TEXT_LIMIT
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.domain.pictures import Picture, PictureFault
from bimtek.sandbox.forms_base import ActionForm, checkboxes, choices, strip, text_area
from bimtek.web.rendering import LongSelectField


def _from_the_list(_form: FlaskForm, field: Field) -> None:
    """Nothing but what the list offers: a national office is no target of Baruga."""
    offered = {choice.value for choice in field.choices}
    if any(value not in offered for value in field.data or ()):
        raise ValidationError(_l("Pilih dari daftar yang ditampilkan."))


class ModerateForm(ActionForm):
    clear = checkboxes(_l("Sudah pasti"), choices(CLEAR))
    title = StringField(
        _l("Topik aduan, menjadi judulnya"), [Length(max=300)], filters=[strip], render_kw={"list": "topics"}
    )
    category = LongSelectField(_l("Kategori"), validate_choice=False)
    targets = checkboxes(_l("Disposisi ke"), [], _from_the_list)


class AskClarityForm(ActionForm):
    missing = checkboxes(_l("Yang belum jelas"), choices(MISSING))
    message = text_area(_l("Pesan kepada pelapor"))


class DeclineForm(ActionForm):
    archive_reason = RadioField(_l("Alasan tidak diproses"), choices=choices(ARCHIVE_REASONS), validate_choice=False)
    reason = text_area(_l("Penjelasan kepada pelapor"))


class TransferForm(ActionForm):
    reported_title = StringField(_l("Judul laporan di SP4N-LAPOR!"), [Length(max=300)], filters=[strip])
    reason = text_area(_l("Alasan pengalihan"))


class ForwardForm(ActionForm):
    offices = checkboxes(_l("OPD kabupaten"), [], _from_the_list)


#: What a phone or laptop offers when asked for a picture.
_PHOTO = {"accept": "image/jpeg,image/png,image/webp"}
WHEN = ("before", "after")


class RecordActForm(ActionForm):
    office = LongSelectField(_l("OPD yang bertindak"), validate_choice=False)
    text = text_area(_l("Yang dikerjakan"), TEXT_LIMIT)
    before = FileField(_l("Foto sebelum"), render_kw=_PHOTO)
    before_caption = StringField(_l("Keterangan foto sebelum"), [Length(max=200)], filters=[strip])
    before_kept = HiddenField(validators=[Length(max=600)])
    after = FileField(_l("Foto sesudah"), render_kw=_PHOTO)
    after_caption = StringField(_l("Keterangan foto sesudah"), [Length(max=200)], filters=[strip])
    after_kept = HiddenField(validators=[Length(max=600)])

    def validate_office(self, field: Field) -> None:
        """An Admin OPD records for the kabupaten's own targets of this aduan alone; the province acts by itself."""
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Pilih OPD kabupaten yang menjadi tujuan disposisi aduan ini."))

    def given(self) -> dict[str, Any]:
        """The act in words, with what `take_pictures` kept of the files."""
        return {
            "office": self.office.data or "",
            "text": self.text.data or "",
            "pictures": getattr(self, "brought", []),
        }

    def take_pictures(self, owner: int, read: dict[str, Picture | PictureFault]) -> bool:
        """Keep the brought photos, read before; a file that is none gets its fault beside its field. Tells whether all is well.

        A photo kept once need not be sent again when the form comes back: its seal, good for this owner, stands in the page."""
        self.brought: list[dict[str, Any]] = []
        folder = Path(current_app.extensions["settings"].instance_dir)
        seals = URLSafeSerializer(str(current_app.secret_key), salt=f"picture/{owner}")
        for name in WHEN:
            kept = self._brought_now(folder, name, read[name]) if name in read else None
            known = kept or (None if self[name].errors else _unsealed(seals, self[f"{name}_kept"].data, name))
            self[f"{name}_kept"].data = seals.dumps(known) if known else ""
            if known:
                self.brought.append({**known, "caption": self[f"{name}_caption"].data or ""})
        return not any(self[name].errors for name in WHEN)

    def _brought_now(self, folder: Path, name: str, read: Picture | PictureFault) -> dict[str, Any] | None:
        fault = pictures.store(folder, read) if isinstance(read, Picture) else read
        if isinstance(read, Picture) and fault is None:
            return {"sha256": read.sha256, "width": read.width, "height": read.height, "when": name}
        self[name].errors = [fault.message] if fault else []
        return None


def _unsealed(seals: URLSafeSerializer, sealed: str | None, name: str) -> dict[str, Any] | None:
    """What this owner brought before for this place, or None for anything else."""
    try:
        known = seals.loads(sealed or "")
    except BadSignature:
        return None
    return known if known.get("when") == name else None


class RespondForm(ActionForm):
    text = text_area(_l("Isi tanggapan publik"), TEXT_LIMIT)


class FinishForm(ActionForm):
    note = text_area(_l("Catatan penutup"))


class SupportForm(ActionForm):
    """Nothing to fill in: one tap."""


FORMS: dict[Action, type[ActionForm]] = {
    Action.MODERATE: ModerateForm,
    Action.ASK_CLARITY: AskClarityForm,
    Action.DECLINE: DeclineForm,
    Action.TRANSFER: TransferForm,
    Action.FORWARD: ForwardForm,
    Action.RECORD_ACT: RecordActForm,
    Action.RESPOND: RespondForm,
    Action.FINISH: FinishForm,
    Action.SUPPORT: SupportForm,
}
