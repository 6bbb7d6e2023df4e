"""Forms of marking: one level with its reason, many levels unseen, a dispute and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from bimtek.modules.domain.judging.reply.types import VERDICTS
from bimtek.modules.domain.review import Scale
from bimtek.modules.forms import new_command_id
from bimtek.modules.review_words import REASON_WORDS

#: Longer than any text the rules take; what is too long is told by the rules in words, this only bounds what is read.
MOST = 2000


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def level_of(value: str | None) -> int | None:
    """A level as it was sent, or None for anything that is not one digit."""
    return int(value) if value is not None and len(value) == 1 and value.isascii() and value.isdigit() else None


def _reasons() -> list[SelectChoice]:
    return _choices({"": _l("Pilih alasan"), **REASON_WORDS})


def _choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, word) for value, word in words.items()]


class OverrideForm(FlaskForm):  # type: ignore[misc]
    """A level for one criterion; the key says which."""

    command_id = HiddenField(validators=[Length(max=64)], default=new_command_id)
    key = HiddenField(validators=[Length(max=60)])
    level = StringField(validators=[Length(max=2)])
    reason = SelectField(_l("Alasan"), choices=_reasons, validate_choice=False)
    note = TextAreaField(_l("Penjelasan"), [Length(max=MOST)], filters=[_strip])
    onward = HiddenField(validators=[Length(max=20)])


class DisputeForm(FlaskForm):  # type: ignore[misc]
    """A trainee does not accept a level."""

    command_id = HiddenField(validators=[Length(max=64)], default=new_command_id)
    key = SelectField(_l("Kriteria"), choices=[], validate_choice=False)
    text = TextAreaField(_l("Mengapa Anda tidak setuju?"), [Length(max=MOST)], filters=[_strip])


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """A trainer answers a dispute."""

    decision = RadioField(
        _l("Keputusan"),
        choices=_choices({"accept": _l("Terima, ubah tingkatnya"), "refuse": _l("Tolak")}),
        validate_choice=False,
    )
    level = StringField(validators=[Length(max=2)])
    reason = SelectField(_l("Alasan perubahan"), choices=_reasons, validate_choice=False)
    answer = TextAreaField(_l("Jawaban untuk peserta"), [Length(max=MOST)], filters=[_strip])


def field_name(key: str) -> str:
    """The name of a level's field in a form of many: what a browser and a selector take without quoting."""
    return "level-" + key.replace(":", "-")


def levels_form(scales: Iterable[Scale], *, verdict: bool = False) -> FlaskForm:
    """One field for each criterion; nothing is chosen beforehand. With `verdict` also what a supervisor would do."""
    fields: dict[str, Any] = {
        "command_id": HiddenField(validators=[Length(max=64)], default=new_command_id),
        **{field_name(scale.key): StringField(scale.label, [Length(max=2)]) for scale in scales},
    }
    if verdict:
        fields["verdict"] = RadioField(_l("Putusan"), choices=_choices(VERDICTS), validate_choice=False)
    return type("LevelsForm", (FlaskForm,), fields)()  # type: ignore[no-any-return]
