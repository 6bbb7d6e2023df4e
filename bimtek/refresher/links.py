"""The personal link: opens the own refresher without a sign-in ritual. It is made from the installation's key, so that it can be
given again and is stored nowhere; raising the generation closes every link given out before."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from bimtek.people import services as people
from bimtek.people.domain import Person, Role
from bimtek.refresher import services

_SALT = "refresher-link"
MOST_SIGNS = 200


def token_of(session: Session, secret: str, account_id: int) -> str:
    """The token of a person's link now."""
    return str(
        URLSafeSerializer(secret, salt=_SALT).dumps([account_id, services.reminder_of(session, account_id).generation])
    )


def person_of(session: Session, secret: str, token: str) -> Person | None:
    """The trainee a token belongs to; None for a token that is none, or was closed."""
    if len(token) > MOST_SIGNS:
        return None
    try:
        account_id, generation = URLSafeSerializer(secret, salt=_SALT).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    if not isinstance(account_id, int) or services.reminder_of(session, account_id).generation != generation:
        return None
    person = people.person(session, account_id)
    return person if person is not None and person.role == Role.TRAINEE else None
