"""What stands above the thread of a case at each desk: the timeline of an aduan, the form of a request."""

from __future__ import annotations

from typing import Any

from flask import g, render_template
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.sandbox import baruga_words, ppid_page, ppid_words, queries, services
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.models import Case


def desk_panel(case: Case) -> Markup:
    """The panel of the case's desk; empty for a report at SP4N-LAPOR!."""
    state = services.state_of(case)
    if case.desk == Desk.BARUGA:
        entries = queries.thread(db.session(), case).entries
        steps, targets = baruga_words.timeline(case, entries), baruga_words.target_lines(state)
        return _rendered("sandbox/_baruga.html", case=case, steps=steps, targets=targets, state=state)
    if case.desk == Desk.PPID:
        parts, found = ppid_words.form_parts(case, state), ppid_page.already_open(case)
        return _rendered("sandbox/_ppid.html", case=case, parts=parts, open=found)
    return Markup("")


def _rendered(template: str, **values: Any) -> Markup:
    return Markup(render_template(template, **values, g=g))  # noqa: S704 -- a template's own output
