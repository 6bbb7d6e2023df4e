"""Entries are numbered and chained; what was changed, removed or inserted is named."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.models import JournalEntry
from tests.conftest import WALL


def write(session: Session, count: int = 3, **more: object) -> None:
    for n in range(count):
        journal.record(
            session, stream="class/9", scope="class/9", kind="tried", about="x/1", wall_at=WALL, data={"n": n}, **more
        )  # type: ignore[arg-type]


def test_a_chain_as_written_is_sound(session: Session) -> None:
    write(session)
    assert journal.check_chains(session) == []
    assert [entry.number for entry in journal.entries_of(session, "class/9")] == [1, 2, 3]


def test_a_changed_entry_is_named(session: Session) -> None:
    write(session)
    session.execute(update(JournalEntry).where(JournalEntry.number == 2).values(data={"n": 7}))
    assert [(b.number, b.why) for b in journal.check_chains(session)] == [(2, "isi catatan berubah sesudah ditulis")]


def test_a_removed_entry_is_noticed(session: Session) -> None:
    write(session)
    session.execute(delete(JournalEntry).where(JournalEntry.number == 2))
    assert {b.number for b in journal.check_chains(session)} == {3}


def test_the_database_refuses_a_second_entry_for_one_command(session: Session) -> None:
    write(session, 1, command_id="tap")
    with pytest.raises(IntegrityError):
        write(session, 1, command_id="tap")


def test_the_version_of_a_class_grows_with_each_entry(session: Session) -> None:
    before = journal.version(session, "class/9")
    write(session, 1)
    assert journal.version(session, "class/9") > before
