"""The one button of rewinding: to which act, under an id that makes a double tap one branch."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange


class RewindForm(FlaskForm):
    """The own act of the first run before which a branch begins."""

    act = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    command_id = HiddenField(validators=[Length(max=64)])
