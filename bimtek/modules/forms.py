"""The one form of this room: an act that needs nothing but a tap."""

from __future__ import annotations

import secrets

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length


def new_command_id() -> str:
    """A fresh id under which a double tap is one act; every button carries its own."""
    return secrets.token_hex(10)


class CommandForm(FlaskForm):  # type: ignore[misc]
    """CSRF token and command id."""

    command_id = HiddenField(validators=[Length(max=64)])
