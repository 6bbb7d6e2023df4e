"""The summary before anything leaves an officer's hands: whether it was seen, for exactly these words and readers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from bimtek.sandbox.acting import answered, role_at, state_of
from bimtek.sandbox.domain.commands import Command, Refused
from bimtek.sandbox.domain.decision import decide
from bimtek.sandbox.domain.lifecycle import Action, Desk
from bimtek.sandbox.domain.sending import carried
from bimtek.sandbox.forms_base import ActionForm
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import world

#: Choices of a form that say to whom the words go.
_TO_WHOM = ("unit", "holder", "office", "suggestion", "targets")


def must_be_seen(session: Session, seat: Seat, case: Case, action: Action, form: ActionForm) -> bool:
    """Whether the summary comes first: the act carries words to somebody, the lifecycle would accept it, and these very
    words were not shown yet. The form then holds the seal that says so next time."""
    given = form.given()
    if not carried(action, given) or answered(session, seat.sandbox, form.command_id.data or None):
        return False
    command = Command(action, role_at(seat.sandbox, Desk(case.desk)), given)
    if isinstance(decide(state_of(case), command, seat.moment.sim, world()), Refused):
        return False
    seal = seal_of(case, action, given, seat.sandbox.id)
    if hmac.compare_digest((form.seen.data or "").encode(), seal.encode()):
        return False
    form.seen.data = seal
    return True


def seal_of(case: Case, action: Action, given: Mapping[str, Any], sandbox: int) -> str:
    """A seal over the words an act carries and to whom: another word, another receiver or another desk breaks it; how a
    browser sends its line ends does not."""
    words = [f"{name}={' '.join(text.split())}" for name, text in carried(action, given)]
    to_whom = [f"{name}={given.get(name)}" for name in _TO_WHOM]
    photos = [str(one.get("sha256")) for one in given.get("pictures") or ()]
    message = "\n".join([str(sandbox), case.number, action.value, *words, *to_whom, *photos])
    return hmac.new(str(current_app.secret_key).encode(), message.encode(), hashlib.sha256).hexdigest()[:32]
