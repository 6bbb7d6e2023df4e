"""The form of a worksheet: one field per question, made from the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from bimtek.modules.domain.kinds.worksheet import Answer, Form, Question
from bimtek.modules.forms import CommandForm


def sheet_form(questions: Sequence[Question], answers: dict[str, Any]) -> CommandForm:
    """A form of these questions, holding what was answered so far; bounded, but an empty or wrong answer is never refused:
    the check says what is missing."""
    fields = {question.key: _field(question) for question in questions}
    made: CommandForm = type("SheetForm", (CommandForm,), fields)(data=answers)
    return made


def _field(question: Question) -> Any:
    choices = [SelectChoice(option.value, option.label) for option in question.options]
    if question.form == Form.CHOICE:
        return RadioField(question.prompt, [Optional()], choices=choices, validate_choice=False)
    if question.form == Form.SEVERAL:
        look = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
        return SelectMultipleField(question.prompt, choices=choices, validate_choice=False, **look)
    if question.form == Form.TEXT:
        return TextAreaField(question.prompt, [Length(max=question.limit * 2)])
    kind = {"type": "date"} if question.form == Form.DATE else {"inputmode": "decimal", "autocomplete": "off"}
    return StringField(question.prompt, [Length(max=40)], render_kw=kind)


def answers_of(form: CommandForm, questions: Sequence[Question]) -> dict[str, list[str]]:
    """What was sent, per question, as a list of values."""
    found: dict[str, list[str]] = {}
    for question in questions:
        data: Answer | None = form[question.key].data
        found[question.key] = list(data) if isinstance(data, list) else [data] if data else []
    return found
