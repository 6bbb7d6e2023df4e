"""What every form of the desks is made of: bounded areas, choices read once, the id that makes a double tap one act."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from bimtek.sandbox import services
from bimtek.sandbox.domain.decision_inputs import NOTE_LIMIT, REGENCY, REGENCY_NAME
from bimtek.sandbox.world import ppid_content
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.unit_matching import Unit


def _worked_in() -> str:
    """The branch this page works in, or "" at the main desk."""
    desk = g.get("desk")
    return str(desk.sandbox.id) if desk is not None and desk.sandbox.branch_of is not None else ""


CHOOSE = SelectChoice("", _l("Pilih"))


def strip(value: Any) -> Any:
    """What was typed without the blanks around it."""
    return value.strip() if isinstance(value, str) else value


def choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    """Values with their words as the options of a field."""
    return [SelectChoice(value, word) for value, word in words.items()]


@lru_cache(maxsize=1)
def category_choices() -> list[SelectChoice]:
    """All categories with their path, as the platform's tree reads."""
    return choices(services.world().categories)


def unit_choices() -> list[SelectChoice]:
    """Units a report may be disposed to; a retired one is offered no longer."""
    return _offices(workshops.offered_units(), (services.OWN_LEVEL,))


def holder_choices() -> list[SelectChoice]:
    """Holders outside the kabupaten, for Bukan Wewenang."""
    return _offices(workshops.offered_units(), ("provinsi", "nasional"))


def target_choices() -> list[SelectChoice]:
    """Where an aduan may be disposed to at the second level: the kabupaten as a whole, and the province's offices."""
    return [*choices({REGENCY: REGENCY_NAME}), *_offices(workshops.offered_units(), ("provinsi",))]


@lru_cache(maxsize=8)
def _offices(units: tuple[Unit, ...], levels: tuple[str, ...]) -> list[SelectChoice]:
    return choices({unit.id: unit.name for unit in units if unit.level in levels})


@lru_cache(maxsize=1)
def ground_choices() -> list[SelectChoice]:
    """The ten grounds of Pasal 17."""
    return choices({ground.letter: f"{ground.letter}. {ground.name}" for ground in ppid_content().grounds})


@lru_cache(maxsize=1)
def objection_choices() -> list[SelectChoice]:
    """The seven grounds of an objection (Pasal 35)."""
    return choices({one.letter: f"{one.letter}. {one.name}" for one in ppid_content().objections})


def text_area(label: str, limit: int = NOTE_LIMIT, **more: Any) -> TextAreaField:
    """A bounded text area; the bound is checked here so that nothing larger reaches the rules."""
    return TextAreaField(label, [Length(max=limit * 2)], filters=[strip], **more)


def checkboxes(label: str, options: Sequence[SelectChoice], *checks: Any) -> SelectMultipleField:
    """Several choices as checkboxes."""
    look = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(label, list(checks), choices=list(options), validate_choice=False, **look)


class ActionForm(FlaskForm):
    """What all acts share: the id under which a double tap is one act."""

    command_id = HiddenField(validators=[Length(max=64)], default=lambda: secrets.token_hex(10))
    branch = HiddenField(validators=[Length(max=20)], default=_worked_in)
    #: The seal of the words that the summary before sending showed last (sending.py).
    seen = HiddenField(validators=[Length(max=64)])

    def validate_branch(self, field: HiddenField) -> None:
        """What was written for one world is not done in another: the person went in or out of a branch meanwhile, in
        another tab or on another device, or the act waited for the link to come back."""
        if (field.data or "") != _worked_in():
            field.data = _worked_in()
            raise ValidationError(
                _("Anda berpindah antara meja dan cabang sejak halaman ini dibuka. Periksa, lalu kirim lagi.")
            )

    def offer_again(self) -> None:
        """A refusal answers its command id for good: what is corrected and sent again is another command."""
        self.command_id.data = secrets.token_hex(10)

    def given(self) -> dict[str, Any]:
        """The form's values without its own machinery, as the command's input."""
        skip = {"csrf_token", "command_id", "branch", "seen"}
        return {name: value for name, value in self.data.items() if name not in skip}
