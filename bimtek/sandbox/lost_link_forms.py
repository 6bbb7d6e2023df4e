"""Which acts may be written without a link, and their fields as the device draws them: both read from the forms themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask_babel import gettext as _
from wtforms import FileField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from bimtek.sandbox.domain.lifecycle import Action, State, rule
from bimtek.sandbox.forms import FORMS, form_for
from bimtek.sandbox.forms_base import ActionForm
from bimtek.sandbox.forms_bridge import FORMS as BRIDGES

#: What needs the server beside the form: the whole report to sort it, passages found in its text, another case.
_WITH_THE_SERVER = frozenset({Action.VERIFY, Action.MODERATE, Action.MASK, Action.UNMASK, *BRIDGES})
_MACHINERY = frozenset({"csrf_token", "command_id", "branch", "seen"})
#: Kinds of field, the narrower class first.
_KINDS: tuple[tuple[type, str], ...] = (
    (TextAreaField, "area"), (RadioField, "one"), (SelectMultipleField, "many"), (SelectField, "list"), (StringField, "line"),
)  # fmt: skip


@cache
def writable() -> dict[Action, str]:
    """The acts that say something in words and bring no file, each with the field that holds its words: the last area."""
    made = {}
    for action, kind in FORMS.items():
        fields = {
            name: vars(kind.__mro__[0]).get(name) for name in vars(kind) if hasattr(vars(kind)[name], "field_class")
        }
        classes = {name: field.field_class for name, field in fields.items() if field is not None}
        areas = [name for name, field in classes.items() if issubclass(field, TextAreaField)]
        brings = any(issubclass(field, FileField) for field in classes.values())
        if areas and not brings and action not in _WITH_THE_SERVER:
            made[action] = areas[-1]
    return made


def fields(action: Action) -> list[dict[str, Any]]:
    """The fields of an act in their order: name, word, kind, bound, and what may be chosen."""
    form: ActionForm = form_for(action)
    return [_field(field) for field in form if field.name not in _MACHINERY]


def _field(field: Any) -> dict[str, Any]:
    kind = next(word for known, word in _KINDS if isinstance(field, known))
    told: dict[str, Any] = {"name": field.name, "label": str(field.label.text), "kind": kind}
    if kind in ("area", "line"):
        bound = max((check.max for check in field.validators if isinstance(check, Length)), default=0)
        told["limit"] = bound // 2 if kind == "area" else bound  # an area's own bound is twice what the rules take
    else:
        told["options"] = [[choice[0], str(choice[1])] for choice in field.iter_choices()]
    return told


def needed(state: State, action: Action) -> tuple[str, ...]:
    """The fields without which the lifecycle refuses this act in this state."""
    row = rule(state, action)
    return row.needs if row else ()


def online_only(names: list[str]) -> str:
    """One sentence that names the acts of a case that wait for the link, or ""."""
    return _("Perlu sambungan: %(acts)s.", acts=", ".join(names)) if names else ""
