"""Signing off: who may be signed, numbers without gaps, the chain behind every mark, and what a changed mark leads to."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from bimtek.certification import gathering, issuing, queue, services, verifying
from bimtek.certification.domain.keys import PrivateKey, private_key
from bimtek.certification.domain.statement import ATTENDED, PASSED
from bimtek.certification.models import Certificate, CertificateEvidence
from bimtek.journal import services as journal
from bimtek.journal.domain import GENESIS, digest
from bimtek.journal.models import JournalEntry
from bimtek.modules.models import Judgement
from bimtek.workshops import hall_acts
from bimtek.workshops import services as workshops
from tests.factories.classes import Made, cases_of, make_class
from tests.factories.records import AFTER, attend, complete, judged, plan_days
from tests.factories.tampering import tamper

KEY = private_key(bytes(range(32)))


@pytest.fixture
def made(session: Session) -> Made:
    """A class of four after its last half day: the first two have shown everything, the third was only there."""
    built = make_class(session, count=4)
    plan_days(session, built)
    attend(session, built, built.people[:3])
    attend(session, built, built.people[3:], "absent")
    for person in built.people[:2]:
        complete(session, built, person)
    return built


def sign(session: Session, made: Made, wanted: dict[int, str], key: PrivateKey = KEY) -> issuing.Signed:
    target = workshops.workshop(session, made.workshop_id)
    return issuing.sign_off(session, made.trainer, target, wanted, key, AFTER)


def test_who_has_shown_everything_is_ready_for_kelulusan_and_who_was_there_for_keikutsertaan(
    session: Session, made: Made
) -> None:
    found = queue.queue_of(session, workshops.workshop(session, made.workshop_id), AFTER)
    assert [(one.group, one.due) for one in found.people] == [
        ("ready", PASSED), ("ready", PASSED), ("ready", ATTENDED), ("incomplete", ""),
    ]  # fmt: skip


def test_before_the_last_half_day_is_over_nobody_is_ready(session: Session, made: Made) -> None:
    found = queue.queue_of(session, workshops.workshop(session, made.workshop_id), AFTER.replace(day=9, hour=1))
    assert found.counts["ready"] == 0


def test_the_record_of_one_person_is_the_one_of_the_class(session: Session, made: Made) -> None:
    whole = gathering.records_of_class(session, made.workshop_id, AFTER)
    for person in made.people:
        found = gathering.record_of(session, made.workshop_id, person.id, AFTER)
        assert (found.shown, found.requirements) == (whole[person.id].shown, whole[person.id].requirements)


def test_a_batch_gets_numbers_in_one_range_in_the_order_of_the_seats(session: Session, made: Made) -> None:
    first, second, third, _absent = (person.id for person in made.people)
    done = sign(session, made, {third: ATTENDED, second: PASSED, first: PASSED})
    assert [row.number for row in done.certificates] == ["B-2026-0001", "B-2026-0002", "B-2026-0003"]
    assert [row.account_id for row in done.certificates] == [first, second, third]
    assert not done.refused


def test_nobody_is_signed_twice_and_nobody_who_has_not_shown_it(session: Session, made: Made) -> None:
    first, _second, third, absent = (person.id for person in made.people)
    sign(session, made, {first: PASSED})
    done = sign(session, made, {first: PASSED, third: PASSED, absent: ATTENDED, 10**6: PASSED})
    assert done.certificates == []
    assert done.refused == {first: "already", third: "not_ready", absent: "not_ready", 10**6: "not_here"}


def test_refused_people_use_up_no_number(session: Session, made: Made) -> None:
    first, second, third, absent = (person.id for person in made.people)
    sign(session, made, {absent: ATTENDED, first: PASSED})
    done = sign(session, made, {absent: ATTENDED, third: PASSED, second: PASSED})
    assert [row.serial for row in done.certificates] == [2]


def test_a_transaction_that_fails_gives_its_range_back(session: Session, made: Made) -> None:
    first, second, *_rest = (person.id for person in made.people)
    sign(session, made, {first: PASSED})
    session.commit()
    sign(session, made, {second: PASSED})
    session.rollback()
    assert services.next_number(session, AFTER) == "B-2026-0002"
    assert [row.number for row in sign(session, made, {second: PASSED}).certificates] == ["B-2026-0002"]


def test_what_was_signed_holds_and_leads_to_the_journal(session: Session, made: Made) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    assert verifying.faults_of(session, row) == []
    rows = verifying.stored_rows(session, row.id)
    behind = [one for one in rows if one.kind == "criterion"]
    assert len(behind) == 16
    assert all(one.entry and one.entry_hash and one.detail["case"] for one in behind)
    assert {one.kind for one in rows} == {"criterion", "case", "unit", "test", "half_day", "journal"}


def test_no_name_or_nip_enters_the_journal_or_the_evidence(session: Session, made: Made) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    told = json.dumps([entry.data for entry in journal.entries_of(session, services.STREAM)], ensure_ascii=False)
    told += json.dumps([[one.label, one.value, dict(one.detail)] for one in verifying.stored_rows(session, row.id)])
    assert row.name
    assert row.name not in told
    assert row.nip
    assert row.nip not in told


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("update judgement set result = replace(result, '\"level\": 4', '\"level\": 3')", "judgement SIM-"),
        ("update certificate_evidence set value = '4.5' where key = 'criterion:reply' and place > 3", "certificate_evidence"),
        ("update certificate set mean = 3.2", "certificate "),
        ("update certificate set name = 'Orang Lain'", "certificate "),
        ("update certificate set signed = replace(signed, '\"h\":', '\"h\": ')", "certificate "),
        ("update sitting set marked = replace(marked, 'true', 'false')", "sitting "),
        ("update journal_entry set data = '{\"action\": \"reply\"}' where kind = 'case_moved'", "journal_entry sandbox/"),
        ("delete from certificate_evidence where place = 5", "certificate_evidence"),
        ("update attendance_mark set state = 'absent' where account_id = (select min(account_id) from certificate)", "attendance_mark"),
    ],
)  # fmt: skip
def test_one_changed_mark_breaks_the_chain_and_its_row_is_named(
    session: Session, made: Made, change: str, named: str
) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    tamper(session, change)
    session.expire_all()
    found = verifying.faults_of(session, session.get_one(Certificate, row.id))
    assert found
    assert any(fault.row.startswith(named) for fault in found), found


def test_who_rewrites_a_chain_with_new_hashes_is_found_too(session: Session, made: Made) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    stream = next(one.stream for one in verifying.stored_rows(session, row.id) if one.kind == "criterion")
    forged = journal.entries_of(session, stream)

    previous = GENESIS
    for number, entry in enumerate(forged):
        data = {**entry.data, "seed": "lain"} if number == 0 else entry.data
        again = replace(entry, data=data, prev_hash=previous, hash="")
        again = replace(again, hash=digest(again))
        query = update(JournalEntry).where(JournalEntry.stream == stream, JournalEntry.number == entry.number)
        session.execute(query.values(data=data, prev_hash=previous, hash=again.hash))
        previous = again.hash
    assert journal.check_chains(session) == []
    assert {"rewritten", "source"} <= {fault.code for fault in verifying.faults_of(session, row)}


def test_a_mark_changed_by_right_afterwards_is_no_fault(session: Session, made: Made) -> None:
    person = made.people[0]
    row = sign(session, made, {person.id: PASSED}).certificates[0]

    judged(session, person, cases_of(session, person)[0], {"reply": 3}, at=AFTER)
    assert verifying.faults_of(session, row) == []


def test_revoking_keeps_the_number_and_says_why(session: Session, made: Made) -> None:
    target = workshops.workshop(session, made.workshop_id)
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    assert services.revoke(session, made.trainer, target, row.id, "  ", AFTER) == services.NO_REASON
    done = services.revoke(session, made.trainer, target, row.id, "Salah orang.", AFTER)
    assert isinstance(done, Certificate)
    assert done.revoke_reason == "Salah orang."
    assert services.revoke(session, made.trainer, target, row.id, "Lagi.", AFTER) == services.ALREADY
    again = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    assert again.serial == 2
    told = json.dumps([entry.data for entry in journal.entries_of(session, services.STREAM)])
    assert "Salah orang" not in told


def test_a_sign_off_can_be_taken_back_for_a_minute(session: Session, made: Made) -> None:
    target = workshops.workshop(session, made.workshop_id)
    sign(session, made, {person.id: PASSED for person in made.people[:2]})
    act = hall_acts.undoables(session, target.id, AFTER)[0]
    assert act.entry.kind == issuing.SIGNED
    assert hall_acts.undo(session, made.trainer, target, act.id, AFTER)
    assert all(row.revoked_at for row in services.of_class(session, target.id))


def test_who_was_sent_back_reads_why_and_comes_again_with_newer_work(session: Session, made: Made) -> None:
    person, target = made.people[0], workshops.workshop(session, made.workshop_id)
    head = queue.head_of_person(session, person.id)
    assert services.send_back(session, made.trainer, target, person.id, PASSED, "", head, AFTER) == services.NO_REASON
    for _tap in range(2):
        assert services.send_back(session, made.trainer, target, person.id, PASSED, "Periksa NIP.", head, AFTER) == ""
    found = queue.candidate(session, target, person.id, AFTER)
    assert found
    assert found.group == "returned"
    assert found.returned
    assert found.returned.reason == "Periksa NIP."

    judged(session, person, cases_of(session, person)[0], at=AFTER)
    again = queue.candidate(session, target, person.id, AFTER)
    assert again
    assert again.group == "ready"


def test_a_gap_in_the_numbers_is_told(session: Session, made: Made) -> None:
    sign(session, made, {person.id: PASSED for person in made.people[:2]})
    session.execute(text("delete from certificate_evidence where certificate_id = 1"))
    session.execute(text("delete from certificate where id = 1"))
    session.expire_all()
    faults = [fault.code for _row, found in verifying.check_all(session) for fault in found]
    assert faults == ["gap"]


def test_the_stored_evidence_is_what_the_entry_tells(session: Session, made: Made) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    entry = journal.entries_of(session, services.STREAM)[row.entry - 1]
    assert entry.data["rows"] == [one.digest() for one in verifying.stored_rows(session, row.id)]
    assert session.query(CertificateEvidence).count() == len(entry.data["rows"])


def test_a_judgement_that_went_missing_is_a_fault(session: Session, made: Made) -> None:
    row = sign(session, made, {made.people[0].id: PASSED}).certificates[0]
    session.execute(text("delete from judgement where id = (select min(id) from judgement)"))
    session.expire_all()
    assert session.query(Judgement).count()
    assert {fault.code for fault in verifying.faults_of(session, row)} == {"mark"}
