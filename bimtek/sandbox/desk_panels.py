"""What stands above the thread of a case at each desk: the timeline of an aduan, the form of a request."""

from __future__ import annotations

from typing import Any

from flask import g, render_template
from markupsafe import Markup

from bimtek.extensions import db
from bimtek.sandbox import baruga_words, ppid_letters, ppid_page, ppid_words, queries, services
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.deadlines import ReportClass
from bimtek.sandbox.domain.lifecycle import Desk, State
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content

#: Where a request waits for its answer.
IN_HAND = (State.REQUEST_PROCESSED, State.REQUEST_EXTENDED, State.HARM_TEST)


def desk_panel(case: Case) -> Markup:
    """The panel of the case's desk; for a report at SP4N-LAPOR! only the two clocks, once a request was opened from it."""
    state = services.state_of(case)
    if case.desk == Desk.BARUGA:
        entries = queries.thread(db.session(), case).entries
        steps, targets = baruga_words.timeline(case, entries), baruga_words.target_lines(state)
        return _rendered("sandbox/_baruga.html", case=case, steps=steps, targets=targets, state=state)
    clocks = ppid_page.two_clocks(db.session(), g.desk, case) if "desk" in g else []
    request = services.deadlines().settings.request
    limits = {"report": services.deadlines().settings.completion[ReportClass.INFORMATION_REQUEST].days,
              "answer": request["answer"].days, "extension": request["extension"].days}  # fmt: skip
    beside = _rendered("sandbox/_ppid_clocks.html", clocks=clocks, limits=limits) if clocks else Markup("")
    return (_request_form(case, state) if case.desk == Desk.PPID else Markup("")) + beside


def _request_form(case: Case, state: CaseState) -> Markup:
    acts = ppid_page.acts_of(db.session(), case)
    objection = ppid_content().objection(case.objection_ground or "")
    return _rendered(
        "sandbox/_ppid.html", case=case, parts=ppid_words.form_parts(case, state, acts), open=ppid_page.already_open(case),
        letters=ppid_letters.kinds(case, acts), objection=objection, in_hand=state.state in IN_HAND,
    )  # fmt: skip


def _rendered(template: str, **values: Any) -> Markup:
    return Markup(render_template(template, **values, g=g))  # noqa: S704 -- a template's own output
