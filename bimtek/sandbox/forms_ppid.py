"""Forms of the PPID desk: register, the harm test's sheet, the written answer with its required parts, the objection."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length

from bimtek.sandbox.domain.decision_inputs import COSTS, LACKING, MEDIA, RULINGS, TEXT_LIMIT
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.forms_base import ActionForm, checkboxes, choices, strip, text_area
from bimtek.web.rendering import LongSelectField


class AskCompletionForm(ActionForm):
    lacking = checkboxes(_l("Bagian formulir yang kurang"), choices(LACKING))
    message = text_area(_l("Pesan kepada pemohon"))


class RegisterForm(ActionForm):
    registration = StringField(_l("Nomor pendaftaran"), [Length(max=120)], filters=[strip])


class AssignForm(ActionForm):
    unit = LongSelectField(_l("PPID Pelaksana di"), validate_choice=False)


class ExtendForm(ActionForm):
    reason = text_area(_l("Alasan tertulis kepada pemohon"))


class TestHarmForm(ActionForm):
    content = text_area(_l("Isi informasi yang diuji"))
    ground = SelectField(_l("Dasar pengecualian (Pasal 17)"), validate_choice=False)
    if_opened = text_area(_l("Akibat bila dibuka"))
    if_closed = text_area(_l("Akibat bila ditutup"))
    period = StringField(_l("Jangka waktu pengecualian"), [Length(max=300)], filters=[strip])


class GrantForm(ActionForm):
    material = text_area(_l("Bahan yang diberikan"))
    medium = RadioField(_l("Bentuk penyerahan"), choices=choices(MEDIA), validate_choice=False)
    cost = RadioField(_l("Biaya"), choices=choices(COSTS), validate_choice=False)
    text = text_area(_l("Isi pemberitahuan tertulis"), TEXT_LIMIT)


class GrantPartlyForm(ActionForm):
    material = text_area(_l("Bahan yang diberikan"))
    blackened = text_area(_l("Bagian yang dihitamkan dan alasannya"))
    ground = SelectField(_l("Dasar pengecualian (Pasal 17)"), validate_choice=False)
    medium = RadioField(_l("Bentuk penyerahan"), choices=choices(MEDIA), validate_choice=False)
    cost = RadioField(_l("Biaya"), choices=choices(COSTS), validate_choice=False)
    text = text_area(_l("Isi pemberitahuan tertulis"), TEXT_LIMIT)


class RefuseForm(ActionForm):
    ground = SelectField(_l("Dasar penolakan (Pasal 17)"), validate_choice=False)
    refusal = text_area(_l("Alasan penolakan"))
    text = text_area(_l("Isi pemberitahuan tertulis"), TEXT_LIMIT)


class NotHeldForm(ActionForm):
    holder = LongSelectField(_l("Badan publik yang menguasai"), validate_choice=False)
    text = text_area(_l("Isi pemberitahuan tertulis"), TEXT_LIMIT)


class HandOverForm(ActionForm):
    medium = RadioField(_l("Bentuk penyerahan"), choices=choices(MEDIA), validate_choice=False)
    note = text_area(_l("Catatan penyerahan"))


class RegisterObjectionForm(ActionForm):
    registration = StringField(_l("Nomor register keberatan"), [Length(max=120)], filters=[strip])


class AnswerObjectionForm(ActionForm):
    ruling = RadioField(_l("Isi jawaban"), choices=choices(RULINGS), validate_choice=False)
    text = text_area(_l("Jawaban tertulis Atasan PPID"), TEXT_LIMIT)


FORMS: dict[Action, type[ActionForm]] = {
    Action.ASK_COMPLETION: AskCompletionForm,
    Action.REGISTER: RegisterForm,
    Action.ASSIGN: AssignForm,
    Action.EXTEND: ExtendForm,
    Action.TEST_HARM: TestHarmForm,
    Action.GRANT: GrantForm,
    Action.GRANT_PARTLY: GrantPartlyForm,
    Action.REFUSE: RefuseForm,
    Action.DECLARE_NOT_HELD: NotHeldForm,
    Action.HAND_OVER: HandOverForm,
    Action.REGISTER_OBJECTION: RegisterObjectionForm,
    Action.ANSWER_OBJECTION: AnswerObjectionForm,
}
