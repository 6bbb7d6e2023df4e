"""Steps over HTTP that the tests of all three desks take."""

from __future__ import annotations

from typing import Any

from bimtek.extensions import db
from bimtek.sandbox.acting import ROLE_COLUMNS
from bimtek.sandbox.bridging import BRIDGES, TIES
from bimtek.sandbox.domain.lifecycle import ROLES, TABLE, Action, Desk, Role, desk_of
from bimtek.sandbox.models import Case
from bimtek.sandbox.presentation import DESK_ACTIONS
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.summaries import hidden, seal_of


def acts_of(at: Desk) -> list[Action]:
    """The acts of one desk; bridges and ties have a test file of their own."""
    here = {action for state, action in TABLE if desk_of(state) == at}
    return [action for action in DESK_ACTIONS if action in here and action not in (*BRIDGES, *TIES)]


def play(made: Made, role: Role) -> None:
    """Let the first officer play this role at its desk."""
    at = next(one for one, roles in ROLES.items() if role in roles)
    with committing():
        setattr(desk(db.session(), made.people[0]).sandbox, ROLE_COLUMNS[at], role.value)


def case_of(number: str) -> Case:
    """The case as it stands now."""
    db.session.remove()
    return db.session.query(Case).filter_by(number=number).one()


def press(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    """Post the form of an act once: of one that carries words to somebody the summary comes back first."""
    trainee.get("/meja")
    return trainee.post(f"/meja/laporan/{number}/{action}", data=given)


def send(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    """Post the form of an act and, where the summary comes back, send what it shows."""
    answer = press(trainee, number, action, **given)
    seen = seal_of(answer.text)
    if not seen:
        return answer
    photos = [name for name, value in given.items() if hasattr(value, "read") or isinstance(value, tuple)]
    kept = {f"{name}_kept": hidden(answer.text, f"{name}_kept") for name in photos}
    again = {name: value for name, value in given.items() if name not in photos}
    return trainee.post(f"/meja/laporan/{number}/{action}", data={**again, **kept, "seen": seen})


def done_where_allowed(trainee: JudgingClient, number: str, state: str, role: Role, action: Action, form: Any) -> None:
    """The act is done exactly where the table allows it to this role."""
    row = next((row for (known, one), row in TABLE.items() if (known.value, one) == (state, action)), None)
    answer = send(trainee, number, action.value, **{**form, "command_id": ""})
    expected = 302 if row and role in row.roles else 409
    assert answer.status_code == expected, f"{state} {action} {role}: {answer.status_code}"


def form_stands(trainee: JudgingClient, number: str, action: Action) -> None:
    """The act's form is on the page, which the client judges by the house rules."""
    page = trainee.get(f"/meja/laporan/{number}?tindakan={action.value}")
    assert page.status_code == 200
    assert f"/{action.value}" in page.text


def first_place(action: Action, at: Desk) -> tuple[Any, Role]:
    """A state of this desk in which the act is allowed, and a role that may do it there."""
    state = next(s for (s, a) in TABLE if a == action and desk_of(s) == at)
    return state, next(role for role in ROLES[at] if role in TABLE[state, action].roles)
