"""Personal data can go, and everything that was learnt stays whole: records outlive accounts."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bimtek.certification import gathering, issuing, paper, services, verifying
from bimtek.certification.domain.keys import is_signed, private_key
from bimtek.certification.domain.statement import PASSED, read
from bimtek.certification.models import Certificate
from bimtek.journal import services as journal
from bimtek.refresher import services as refreshers
from bimtek.sandbox import drafts
from bimtek.workshops import erasing
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, make_class
from tests.factories.records import AFTER, attend, complete, plan_days

KEY = private_key(bytes(32))


@pytest.fixture
def made(session: Session) -> Made:
    built = make_class(session, count=2)
    plan_days(session, built)
    attend(session, built, built.people)
    for person in built.people:
        complete(session, built, person)
    target = workshops.workshop(session, built.workshop_id)
    issuing.sign_off(session, built.trainer, target, {p.id: PASSED for p in built.people}, KEY, AFTER)
    return built


def erase(session: Session, made: Made) -> bool:
    target = workshops.workshop(session, made.workshop_id)
    done = erasing.erase(session, made.trainer, target, made.people[0].id, AFTER)
    session.flush()
    session.expire_all()
    return done


def test_no_table_and_no_entry_holds_the_name_or_the_nip_any_more(session: Session, made: Made) -> None:
    person = made.people[0]
    nip = services.of_person(session, person.id)[0].nip
    drafts.save_draft(session, person, "reply/SIM-1", f"Hormat kami, {person.name}", AFTER)
    refreshers.set_email(session, person, "nama@contoh.go.id")
    assert erase(session, made)
    tables = inspect(session.connection()).get_table_names()
    for table in tables:
        for row in session.execute(text(f'select * from "{table}"')):  # noqa: S608 -- names of our own tables
            told = " ".join(str(value) for value in row)
            assert person.name not in told, table
            assert nip is None or nip not in told, table
            assert "nama@contoh" not in told, table


def test_the_chains_hold_and_the_certificate_still_stands(session: Session, made: Made) -> None:
    before = gathering.record_of(session, made.workshop_id, made.people[0].id, AFTER)
    assert erase(session, made)
    row = services.of_person(session, made.people[0].id)[0]
    assert (row.name, row.nip, row.post, row.salt) == (None, None, None, None)
    assert verifying.faults_of(session, row) == []
    assert journal.check_chains(session) == []
    assert gathering.record_of(session, made.workshop_id, made.people[0].id, AFTER).shown == before.shown


def test_the_paper_from_before_can_still_be_checked(session: Session, made: Made) -> None:
    printed = paper.statement_of(services.of_person(session, made.people[0].id)[0])
    assert erase(session, made)
    found = read(printed)
    assert found is not None
    assert found.is_of_holder
    assert is_signed(found, {KEY.public.id: KEY.public})
    row = services.by_number(session, found.claims.number)
    assert row is not None
    assert row.signed == found.signed


def test_the_salt_is_gone_so_that_nobody_finds_the_person_by_trying_names(session: Session, made: Made) -> None:
    erase(session, made)
    row = session.get_one(Certificate, 1)
    assert paper.statement_of(row) == ""


def test_the_neighbour_keeps_everything_and_twice_is_once(session: Session, made: Made) -> None:
    assert erase(session, made)
    assert not erase(session, made)
    assert services.of_person(session, made.people[1].id)[0].name == made.people[1].name
