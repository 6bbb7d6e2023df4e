"""What the pages of all four parts share: the page of one thing, and the answer to a saved form."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.web.shell import utc_now
from bimtek.workshops import correction_words as words
from bimtek.workshops import corrections, overlay
from bimtek.workshops.class_access import me
from bimtek.workshops.domain.correction import Part

WRONG = 422


def page(part: Part, key: str, form: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
    """The page of one thing: what counts, what seed/ says, the form, and what was changed before."""
    changes = [
        (words.when(one), one.who, words.value_words(part, one.value), one.source)
        for one in corrections.history(db.session(), part, key)
    ]
    return render_template(
        f"workshops/correction_{part.value}.html", form=form, key=key, changes=changes, part=part.value,
        corrected=corrections.now(part, key), **more,
    ), status  # fmt: skip


def saved(part: Part, key: str, value: dict[str, Any], source: str | None, back: str) -> ResponseReturnValue:
    """Keep what a sound form says and go back to the thing; the same twice is once."""
    made = corrections.save(db.session(), me(), part, key, value, source or "", utc_now())
    if made:
        overlay.changed()
        flash(_("Disimpan. Pembetulan ini berlaku mulai sekarang."), "success")
    else:
        flash(_("Tidak ada yang berubah."), "info")
    return redirect(back)
