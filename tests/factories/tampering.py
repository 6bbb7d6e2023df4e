"""What somebody with the database open in another program may do to it."""

from __future__ import annotations

import re

from sqlalchemy import text
from sqlalchemy.orm import Session

#: Columns that hold JSON: PostgreSQL changes their text only when asked to see it as one.
_JSON = re.compile(r"replace\((result|marked), (.+?)\)(?= where|$)")


def tamper(session: Session, statement: str) -> None:
    """Run a statement written for SQLite on whichever database this is, past all that the platform knows."""
    if session.get_bind().dialect.name == "postgresql":
        statement = _JSON.sub(r"cast(replace(cast(\1 as text), \2) as json)", statement)
    session.execute(text(statement))
