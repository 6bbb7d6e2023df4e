"""The form of a mirror."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from bimtek.debrief.domain.mirror import Wanted
from bimtek.debrief.domain.suggesting import MOST_LETTERS
from bimtek.debrief.domain.voting import MOST_CRITERIA
from bimtek.modules.domain.judging.reply.types import CRITERIA

MOST_QUESTION, MOST_SITUATION = 90, 240
#: What tells a helpful reply from an empty one soonest.
USUAL_CRITERIA = ("finding", "action", "timeframe")


def _plain(value: Any) -> Any:
    """Spaces in a row and empty lines go: the wall has no room for them."""
    if not isinstance(value, str):
        return value
    return "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines())))


def _at_most(most: int) -> Length:
    return Length(max=most, message=_l("Paling banyak %(max)d karakter."))


class MirrorForm(FlaskForm):
    """Question, situation, two texts with the entries they came from, and the criteria to vote on."""

    question = StringField(
        _l("Pertanyaan"), [DataRequired(_l("Tulis pertanyaannya.")), _at_most(MOST_QUESTION)], filters=[_plain]
    )
    situation = TextAreaField(_l("Situasi"), [_at_most(MOST_SITUATION)], filters=[_plain])
    text_a = TextAreaField(
        _l("Balasan A"), [DataRequired(_l("Tulis balasan A.")), _at_most(MOST_LETTERS)], filters=[_plain]
    )
    text_b = TextAreaField(
        _l("Balasan B"), [DataRequired(_l("Tulis balasan B.")), _at_most(MOST_LETTERS)], filters=[_plain]
    )
    source_a = HiddenField(validators=[Length(max=40)])
    source_b = HiddenField(validators=[Length(max=40)])
    criteria = SelectMultipleField(
        _l("Kriteria yang dipilih aula"), validate_choice=True, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(), choices=[SelectChoice(key, _l(word)) for key, (word, _most) in CRITERIA.items()],
    )  # fmt: skip

    def validate_criteria(self, field: SelectMultipleField) -> None:
        if not 1 <= len(field.data or ()) <= MOST_CRITERIA:
            raise ValidationError(_("Pilih satu sampai %(n)d kriteria.", n=MOST_CRITERIA))

    def wanted(self) -> Wanted:
        return Wanted(
            self.question.data or "", self.situation.data or "", self.text_a.data or "", self.text_b.data or "",
            self.source_a.data or "", self.source_b.data or "", [key for key in CRITERIA if key in (self.criteria.data or ())],
        )  # fmt: skip
