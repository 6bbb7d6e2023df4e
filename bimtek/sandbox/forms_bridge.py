"""Forms that lead from one desk to another, or tie two cases together."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length

from bimtek.sandbox.domain.decision_inputs import BODY_LIMIT, LINK_KINDS, SPLIT_DESKS
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.forms_base import ActionForm, choices, strip, text_area


class OpenRequestForm(ActionForm):
    reason = text_area(_l("Alasan membuka permohonan"))


class OpenObjectionForm(ActionForm):
    objection_ground = SelectField(_l("Alasan keberatan (Pasal 35)"), validate_choice=False)
    reason = text_area(_l("Penjelasan untuk Atasan PPID"))


class SplitForm(ActionForm):
    passage = text_area(_l("Bagian laporan untuk urusan kedua"), BODY_LIMIT)
    desk = RadioField(_l("Dijadikan"), choices=choices(SPLIT_DESKS), validate_choice=False)
    reason = text_area(_l("Alasan memecah"))


class LinkForm(ActionForm):
    number = StringField(_l("Nomor laporan lain"), [Length(max=40)], filters=[strip])
    link_kind = RadioField(_l("Jenis tautan"), choices=choices(LINK_KINDS), validate_choice=False)
    reason = text_area(_l("Alasan"))


class UnlinkForm(ActionForm):
    number = StringField(_l("Nomor laporan yang dilepas"), [Length(max=40)], filters=[strip])
    reason = text_area(_l("Alasan"))


FORMS: dict[Action, type[ActionForm]] = {
    Action.OPEN_REQUEST: OpenRequestForm,
    Action.OPEN_OBJECTION: OpenObjectionForm,
    Action.SPLIT: SplitForm,
    Action.LINK: LinkForm,
    Action.UNLINK: UnlinkForm,
}
