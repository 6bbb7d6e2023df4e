"""From desk to desk: both numbers told, one history, nothing lost by tying and untying."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services
from bimtek.sandbox.acting import Outcome
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import BODY, put
from tests.factories.classes import Made, desk, make_class

REASON = "Urusan ini perlu ditangani di meja yang tepat."


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=2, cases=0)


def cross(
    session: Session, made: Made, case: Case, action: Action, command_id: str | None = None, **given: Any
) -> Outcome:
    me = made.people[0]
    at = desk(session, me)
    given = {"reason": REASON, **given}
    return services.act(session, me, at.sandbox, case, action, given, moment=at.moment, command_id=command_id)


def tie(session: Session, made: Made, case: Case, action: Action, **given: Any) -> Outcome:
    return cross(session, made, case, action, **{"link_kind": "duplicate", **given})


def opened_by(session: Session, case: Case) -> Case:
    number = case.links[-1].partition(":")[2]
    return session.scalars(select(Case).where(Case.number == number)).one()


def told(session: Session, case: Case) -> list[str]:
    return [entry.data.get("action", entry.kind) for entry in journal.entries_about(session, f"case/{case.id}")]


def test_an_aduan_moved_to_lapor_knows_its_new_number_and_the_report_knows_where_it_came_from(
    session: Session, made: Made
) -> None:
    aduan = put(session, made.people[0], Desk.BARUGA)
    assert cross(session, made, aduan, Action.TRANSFER, reported_title="Lampu jalan nasional padam").accepted
    report = opened_by(session, aduan)
    assert (aduan.state, aduan.links) == (State.BARUGA_TRANSFERRED, [f"transfer:{report.number}"])
    assert (report.desk, report.state, report.links) == ("lapor", State.UNVERIFIED, [f"from:{aduan.number}"])
    assert (report.body, report.title) == (BODY, "Lampu jalan nasional padam")


def test_a_transfer_without_a_reason_is_refused_beside_its_field_and_opens_nothing(
    session: Session, made: Made
) -> None:
    aduan = put(session, made.people[0], Desk.BARUGA)
    before = session.query(Case).count()
    refused = cross(session, made, aduan, Action.TRANSFER, reason="", reported_title="Lampu jalan nasional padam")
    assert (refused.accepted, refused.field) == (False, "reason")
    assert (session.query(Case).count(), aduan.links) == (before, [])


def test_a_double_tap_on_a_bridge_opens_one_case(session: Session, made: Made) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    first = cross(session, made, report, Action.OPEN_REQUEST, "tap-1")
    again = cross(session, made, report, Action.OPEN_REQUEST, "tap-1")
    assert first.entry.number == again.entry.number
    assert session.query(Case).filter_by(desk="ppid").count() == 1


def test_a_request_opened_from_a_report_leaves_the_report_to_be_answered(session: Session, made: Made) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    assert cross(session, made, report, Action.OPEN_REQUEST).accepted
    request = opened_by(session, report)
    assert report.state == State.UNVERIFIED
    assert report.verify_due is not None
    assert (request.desk, request.state) == ("ppid", State.REQUEST_RECEIVED)
    assert request.first_due is not None
    assert request.first_due > report.verify_due
    twice = cross(session, made, report, Action.OPEN_REQUEST)
    assert "sudah dibuka" in twice.reason


def test_a_request_opened_from_a_report_is_complete_on_its_page_when_its_truth_says_so(
    session: Session, made: Made
) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    assert cross(session, made, report, Action.OPEN_REQUEST).accepted
    request = opened_by(session, report)
    assert request.truth["request"]["incomplete"] == []
    assert {"purpose", "obtain", "deliver", "identity_copy"} <= request.reporter.keys()
    assert report.number in request.reporter["purpose"]


def test_a_complaint_about_an_unanswered_request_becomes_an_objection_with_its_own_clock(
    session: Session, made: Made
) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    assert cross(session, made, report, Action.OPEN_OBJECTION, objection_ground="c").accepted
    request = opened_by(session, report)
    assert (request.state, request.objection_ground) == (State.OBJECTION_FILED, "c")
    assert request.completion_due is not None
    assert told(session, request) == ["report_received", "object"]


@pytest.mark.parametrize("target", ["lapor", "ppid"])
def test_a_mixed_report_is_split_into_two_cases_that_know_each_other(session: Session, made: Made, target: str) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    passage = "Saya juga meminta salinan anggaran lampu jalan tahun ini."
    assert cross(session, made, report, Action.SPLIT, passage=passage, desk=target).accepted
    second = opened_by(session, report)
    assert (second.desk, second.body, second.links) == (target, passage, [f"split:{report.number}"])
    assert report.links == [f"split:{second.number}"]


def test_cases_of_two_desks_are_tied_and_untied_with_both_histories_whole(session: Session, made: Made) -> None:
    me = made.people[0]
    report, aduan = put(session, me, Desk.LAPOR), put(session, me, Desk.BARUGA)
    assert tie(session, made, aduan, Action.LINK, number=report.number).accepted
    assert (aduan.links, report.links) == ([f"duplicate:{report.number}"], [f"duplicate:{aduan.number}"])
    assert tie(session, made, report, Action.UNLINK, number=aduan.number).accepted
    assert (aduan.links, report.links) == ([], [])
    assert told(session, aduan) == told(session, report) == ["report_received", "link", "unlink"]
    assert list(replay.differences(session)) == []
    assert journal.check_chains(session) == []


def test_a_tie_with_a_case_that_is_not_there_is_refused_beside_the_number_and_recorded(
    session: Session, made: Made
) -> None:
    me, other = made.people
    report, theirs = put(session, me, Desk.LAPOR), put(session, other, Desk.BARUGA)
    for number in ("SIM-9999999", report.number, "SIM-B1234567"):
        refused = tie(session, made, report, Action.LINK, number=number)
        assert (refused.accepted, refused.field) == (False, "number")
    assert theirs.links == []
    assert told(session, report) == ["report_received", "link", "link", "link"]


def test_an_ended_case_can_still_be_tied(session: Session, made: Made) -> None:
    me = made.people[0]
    first, second = put(session, me, Desk.LAPOR), put(session, me, Desk.LAPOR)
    at = desk(session, me)
    at.sandbox.role = Role.AGENCY_ADMIN.value

    given = {"archive_reason": "duplicate", "reason": f"Sudah dijawab dalam {first.number}."}
    assert services.act(session, me, at.sandbox, second, Action.ARCHIVE, given, moment=at.moment).accepted
    assert tie(session, made, second, Action.LINK, number=first.number).accepted
