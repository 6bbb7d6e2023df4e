"""Both runs of a case side by side: one's own first run and one's own branch of it."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from bimtek.extensions import db
from bimtek.modules import comparing
from bimtek.sandbox import branching
from bimtek.sandbox import services as sandboxes
from bimtek.web.access import Audience, audience

bp = Blueprint("comparing", __name__)
LARGEST = 2**31 - 1


@bp.get("/meja/laporan/<number>/banding/<int:branch_id>")
@audience(Audience.TRAINEE)
def compare(number: str, branch_id: int) -> ResponseReturnValue:
    """The comparison stands at the main desk, also while a branch is entered."""
    main, moment = g.desk.sandbox, g.desk.moment
    case = sandboxes.case_of(db.session(), main, number[:20].upper(), moment.sim)
    branch = branching.find_branch(db.session(), main, branch_id) if branch_id <= LARGEST else None
    if case is None or branch is None or branch.branch_case != case.number:
        abort(404)
    page = comparing.compare_page(db.session(), main, case, branch, moment.wall)
    return render_template("modules/compare.html", case=case, branch=branch, page=page) if page else abort(404)


def compare_url(number: str, branch_id: int) -> str:
    """Where both runs stand side by side; for the pages of the desk, which know no marks."""
    return url_for("comparing.compare", number=number, branch_id=branch_id)


def init_app(app: Flask) -> None:
    """Connect the page, and tell the desk's pages the way to it."""
    app.register_blueprint(bp)
    app.jinja_env.globals["compare_url"] = compare_url
    app.extensions.setdefault("branch_pages", set()).add("modules.result")
