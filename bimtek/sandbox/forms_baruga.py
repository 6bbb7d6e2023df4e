"""Forms of the Baruga desk: moderation, disposisi to several targets, what an office did with photos, the public answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, StringField
from wtforms.validators import Length

from bimtek.sandbox import pictures
from bimtek.sandbox.domain.decision_inputs import ARCHIVE_REASONS, CLEAR, MISSING, TEXT_LIMIT
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.domain.pictures import MOST_BYTES, Picture, PictureFault, read_picture
from bimtek.sandbox.forms_base import ActionForm, checkboxes, choices, strip, text_area
from bimtek.web.rendering import LongSelectField


class ModerateForm(ActionForm):
    clear = checkboxes(_l("Sudah pasti"), choices(CLEAR))
    title = StringField(_l("Topik aduan"), [Length(max=300)], filters=[strip])
    category = LongSelectField(_l("Kategori"), validate_choice=False)
    targets = checkboxes(_l("Disposisi ke"), [])


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
    offices = checkboxes(_l("OPD kabupaten"), [])


class RecordActForm(ActionForm):
    office = LongSelectField(_l("OPD yang bertindak"), validate_choice=False)
    text = text_area(_l("Yang dikerjakan"), TEXT_LIMIT)
    before = FileField(_l("Foto sebelum"))
    before_caption = StringField(_l("Keterangan foto sebelum"), [Length(max=200)], filters=[strip])
    after = FileField(_l("Foto sesudah"))
    after_caption = StringField(_l("Keterangan foto sesudah"), [Length(max=200)], filters=[strip])

    def given(self) -> dict[str, Any]:
        """The act in words, with what `take_pictures` kept of the files."""
        return {"office": self.office.data or "", "text": self.text.data or "", "pictures": getattr(self, "kept", [])}

    def take_pictures(self, folder: Path) -> bool:
        """Read and keep the brought photos; a file that is none gets its fault beside its field. Tells whether all is well."""
        self.kept: list[dict[str, Any]] = []
        well = True
        for name, caption in (("before", self.before_caption), ("after", self.after_caption)):
            field = self[name]
            if not field.data or not field.data.filename:
                continue
            read = read_picture(field.data.read(MOST_BYTES + 1))
            fault = read if isinstance(read, PictureFault) else pictures.store(folder, read)
            if isinstance(fault, PictureFault):
                field.errors, well = [fault.message], False
            elif isinstance(read, Picture):
                size = {"width": read.width, "height": read.height, "sha256": read.sha256}
                self.kept.append({**size, "when": name, "caption": caption.data or ""})
        return well


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
