"""Forms of the tests: answers of any number of questions, and the trainer's extra time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.validators import Length, NumberRange

from bimtek.modules.domain.items import OPTIONS
from bimtek.modules.forms import CommandForm
from bimtek.modules.sitting_steering import MOST_MINUTES, MOST_PERCENT

ANSWER, FLAG = "a-", "f-"


class AnswersForm(CommandForm):
    """Answers under "a-<item>" and marks to look again under "f-<item>". A page sent as a whole says so: a mark that is
    not in it was taken off."""

    whole = HiddenField(validators=[Length(max=1)])
    go = HiddenField(validators=[Length(max=10)])

    def answers(self, codes: Collection[str]) -> dict[str, int | None]:
        """What was chosen for the questions named; an empty choice takes an answer back, nonsense is passed over."""
        found: dict[str, int | None] = {}
        for code in codes:
            typed = request.form.get(ANSWER + code)
            if typed == "":
                found[code] = None
            elif typed is not None and len(typed) == 1 and typed.isdecimal() and int(typed) < OPTIONS:
                found[code] = int(typed)
        return found

    def flags(self, codes: Collection[str]) -> dict[str, bool]:
        """Which of the questions named are marked, of those this form speaks about."""
        return {
            code: request.form.get(FLAG + code) == "1"
            for code in codes
            if self.whole.data or FLAG + code in request.form
        }


def _whole_number(value: Any) -> Any:
    """An empty field means none."""
    return 0 if value is None else value


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]
    """Time of one's own on top of a limit."""

    minutes = IntegerField(
        _l("Menit tambahan"),
        [NumberRange(0, MOST_MINUTES, message=_l("Isi menit antara 0 dan 240."))],
        filters=[_whole_number],
    )
    percent = IntegerField(
        _l("Persen tambahan dari batas waktu"),
        [NumberRange(0, MOST_PERCENT, message=_l("Isi persen antara 0 dan 200."))],
        filters=[_whole_number],
    )
