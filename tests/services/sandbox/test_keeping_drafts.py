"""What is typed and not sent: kept once, gone when it is emptied, never shown as written when it is empty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.sandbox import drafts
from bimtek.sandbox.models import Draft
from tests.factories.classes import make_class

WALL = datetime(2026, 11, 9, 8, 30)


def test_the_same_text_again_changes_no_row(session: Session) -> None:
    me = make_class(session).people[0]
    drafts.save_draft(session, me, "note/1", "sedang kami", WALL)
    drafts.save_draft(session, me, "note/1", "sedang kami", WALL + timedelta(seconds=2))
    kept = drafts.newest_of(session, me.id)
    assert kept is not None
    assert kept.saved_at == WALL
    drafts.save_draft(session, me, "note/1", "sedang kami periksa", WALL + timedelta(seconds=4))
    kept = drafts.newest_of(session, me.id)
    assert kept is not None
    assert (kept.text, kept.saved_at) == ("sedang kami periksa", WALL + timedelta(seconds=4))


def test_an_emptied_text_leaves_no_row(session: Session) -> None:
    me = make_class(session).people[0]
    drafts.save_draft(session, me, "note/1", "sedang kami", WALL)
    drafts.save_draft(session, me, "note/1", "", WALL)
    drafts.save_draft(session, me, "note/2", "", WALL)
    assert session.scalars(select(Draft)).all() == []
    assert drafts.draft_of(session, me.id, "note/1") == ""


def test_an_empty_row_from_before_is_not_what_was_written_last(session: Session) -> None:
    me = make_class(session).people[0]
    drafts.save_draft(session, me, "note/1", "sedang kami", WALL)
    session.add(Draft(account_id=me.id, key="note/2", text="", saved_at=WALL + timedelta(hours=1)))
    session.flush()
    kept = drafts.newest_of(session, me.id)
    assert kept is not None
    assert kept.key == "note/1"
