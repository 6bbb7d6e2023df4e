"""Back to an earlier entry, answer otherwise: the first run stays whole, and the branch is a sound world of its own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules.models import Judgement, Progress
from bimtek.people.domain import Person
from bimtek.sandbox import branching, pacing, replay, services, surges
from bimtek.sandbox.domain.branch import Limits
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case, Sandbox
from bimtek.workshops import pacing as class_pacing
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.arrivals import put
from tests.factories.branches import (
    HASTY,
    act,
    branch_before,
    case_of,
    days_pass,
    first_run,
    last_hash,
    point_before,
    reply,
    verify,
)
from tests.factories.classes import Made, desk, make_class

BETTER = (
    "Yth. Pelapor, terima kasih atas laporan Anda. Kami mohon maaf atas gelapnya jalan di Dusun Kappuna. Petugas Dinas "
    "Perhubungan memeriksa panel pada 10 November 2026 dan menemukan panelnya terbakar. Panel kami ganti paling lambat "
    "12 November 2026. Bila masih padam sesudahnya, tanggapi laporan ini dalam 10 hari."
)


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=2, cases=4)


@pytest.fixture
def me(made: Made) -> Person:
    return made.people[0]


@pytest.fixture
def case(session: Session, me: Person) -> Case:
    found = put(session, me, Desk.LAPOR)
    first_run(session, me, found)
    return found


def row_of(thing: Any) -> dict[str, Any]:
    return {column.key: getattr(thing, column.key) for column in type(thing).__table__.columns}


def everything_of_run_one(session: Session, me: Person, case: Case) -> dict[str, Any]:
    main = services.main_sandbox_of(session, me.id)
    assert main is not None
    session.expire_all()
    judged = session.scalars(select(Judgement).where(Judgement.account_id == me.id)).all()
    return {
        "hash": last_hash(session, main), "case": row_of(case), "judgements": [row_of(row) for row in judged],
        "progress": row_of(session.get(Progress, me.id)), "version": journal.version(session, f"class/{main.workshop_id}"),
        "acts": [entry.hash for entry in journal.latest_of_person(session, me.id)],
    }  # fmt: skip


def sound(session: Session) -> bool:
    return list(replay.differences(session)) == [] and journal.check_chains(session) == []


def test_the_first_run_is_the_same_byte_for_byte_after_a_branch_was_opened_and_played(
    session: Session, me: Person, case: Case
) -> None:
    before = everything_of_run_one(session, me, case)
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    twin = case_of(session, branch, case.number)
    assert not act(session, me, twin, Action.CLOSE, Role.AGENCY_ADMIN, note="sudah").accepted
    assert reply(session, me, twin, BETTER).accepted
    days_pass(session, me, 40)
    main = services.main_sandbox_of(session, me.id)
    assert main is not None
    branching.leave(session, me, main, desk(session, me).moment)
    assert twin.state != case.state or twin.rating != case.rating
    assert everything_of_run_one(session, me, case) == before
    assert sound(session)


def test_a_branch_begins_with_everything_as_it_stood_and_nothing_that_came_later(
    session: Session, me: Person, case: Case
) -> None:
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    twin = case_of(session, branch, case.number)
    point = point_before(session, case, Action.FOLLOW_UP)
    assert (twin.state, twin.unit, twin.responded, twin.rating) == (State.DISPOSED, case.unit, False, None)
    assert (twin.body, twin.truth, twin.reporter) == (case.body, case.truth, case.reporter)
    assert desk(session, me).moment.sim == point.since
    assert branch.role == Role.LIAISON
    told = [entry.data.get("input", {}).get("text") for entry in journal.entries_about(session, f"case/{twin.id}")]
    assert HASTY not in told


def test_refused_tries_before_an_act_do_not_come_along(session: Session, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.VERIFY)
    twin = case_of(session, branch, case.number)
    assert [entry.kind for entry in journal.entries_about(session, f"case/{twin.id}")] == [
        "case_brought",
        "report_received",
    ]
    assert twin.state == State.UNVERIFIED


def test_the_citizen_of_a_branch_reacts_to_the_other_answer(session: Session, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    twin = case_of(session, branch, case.number)
    reply(session, me, twin, BETTER)
    assert case.mind is not None
    assert twin.mind is not None
    assert twin.mind["trust"] > case.mind["trust"]
    kinds = [entry.kind for entry in journal.entries_about(session, f"case/{twin.id}")]
    assert "reply_judged" in kinds


def test_the_same_answer_in_a_branch_ends_as_the_first_run_did(session: Session, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    twin = case_of(session, branch, case.number)
    reply(session, me, twin, HASTY)
    days_pass(session, me, 30)
    alike = ("state", "mind", "rating", "substantive", "event_kind", "event_text", "ended_at")
    assert {name: getattr(twin, name) for name in alike} == {name: getattr(case, name) for name in alike}


def test_two_taps_open_one_branch(session: Session, me: Person, case: Case) -> None:
    first = branch_before(session, me, case, Action.VERIFY, "tap")
    second = branch_before(session, me, case, Action.VERIFY, "tap")
    assert first.id == second.id
    assert session.scalars(select(Sandbox.id).where(Sandbox.branch_of.is_not(None))).all() == [first.id]


def test_the_desk_is_the_branch_from_entering_to_leaving_on_every_device(
    session: Session, me: Person, case: Case
) -> None:
    main = services.main_sandbox_of(session, me.id)
    assert main is not None
    branch = branch_before(session, me, case, Action.VERIFY)
    at = desk(session, me).moment
    assert desk(session, me).sandbox.id == branch.id
    assert services.desk_of(session, me.id, WALL, main=True).sandbox.id == main.id  # type: ignore[union-attr]
    branching.leave(session, me, main, at)
    assert desk(session, me).sandbox.id == main.id
    assert branching.enter(session, me, main, branch, at)
    assert desk(session, me).sandbox.id == branch.id
    kinds = [entry.kind for entry in journal.entries_of(session, branching.ledger(main))]
    assert kinds == ["branch_opened", "branch_left", "branch_entered"]


def test_the_branch_of_somebody_else_is_not_found(session: Session, made: Made, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.VERIFY)
    other = services.main_sandbox_of(session, made.people[1].id)
    assert other is not None
    assert branching.find_branch(session, other, branch.id) is None
    assert desk(session, made.people[1]).sandbox.id == other.id


def test_a_place_that_is_no_own_act_opens_nothing(session: Session, me: Person, case: Case) -> None:
    main, at = services.main_sandbox_of(session, me.id), desk(session, me).moment
    assert main is not None
    refused = branching.open_branch(session, me, main, case, 1, at)
    assert isinstance(refused, str)
    assert refused.startswith("Titik itu tidak ada")


def test_the_oldest_open_branch_is_put_away_for_a_new_one(session: Session, me: Person, case: Case) -> None:
    limits = Limits(per_case=2, per_person=3)
    opened = [branch_before(session, me, case, Action.VERIFY, limits=limits) for _ in range(3)]
    assert [branch.closed_at is None for branch in opened] == [False, True, True]
    main, at = services.main_sandbox_of(session, me.id), desk(session, me).moment
    assert main is not None
    assert not branching.enter(session, me, main, opened[0], at)
    assert [row.put_away for row in branching.branches_of(session, main, case.number)] == [False, False, True]


def test_one_person_opens_so_many_branches_and_no_more(session: Session, me: Person, case: Case) -> None:
    limits = Limits(ever=1)
    branch_before(session, me, case, Action.VERIFY, limits=limits)
    main, at = services.main_sandbox_of(session, me.id), desk(session, me).moment
    assert main is not None
    act_number = point_before(session, case, Action.VERIFY).act
    assert isinstance(branching.open_branch(session, me, main, case, act_number, at, limits=limits), str)


def test_what_happens_to_a_class_leaves_branches_alone(session: Session, made: Made, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.VERIFY)
    target = workshops.workshop(session, made.workshop_id)
    clock = (branch.clock_sim, branch.clock_wall)
    surges.send(session, made.trainer, target, surges.surges()["flood"], [me.id], WALL)
    assert session.scalars(select(Case.number).where(Case.sandbox_id == branch.id)).all() == [case.number]
    assert class_pacing.release(session, made.trainer, target, WALL)
    session.refresh(branch)
    assert (branch.clock_sim, branch.clock_wall) == clock


def test_the_next_event_of_a_class_is_never_that_of_a_branch(
    session: Session, made: Made, me: Person, case: Case
) -> None:
    now = desk(session, me).moment.sim
    before = pacing.next_event_of_class(session, made.workshop_id, now)
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    reply(session, me, case_of(session, branch, case.number), HASTY)
    assert branch.next_event_at is not None
    assert pacing.next_event_of_class(session, made.workshop_id, now) == before


def test_a_case_tied_before_the_place_comes_along_and_one_tied_later_does_not(session: Session, me: Person) -> None:
    one, two = put(session, me, Desk.LAPOR), put(session, me, Desk.LAPOR)
    tie = {"number": two.number, "link_kind": "duplicate", "reason": "Peristiwa yang sama."}
    assert act(session, me, one, Action.LINK, Role.AGENCY_ADMIN, **tie).accepted
    assert verify(session, me, one).accepted
    early = branch_before(session, me, one, Action.LINK)
    assert session.scalars(select(Case.number).where(Case.sandbox_id == early.id)).all() == [one.number]
    later = branch_before(session, me, one, Action.VERIFY)
    numbers = session.scalars(select(Case.number).where(Case.sandbox_id == later.id).order_by(Case.id)).all()
    assert numbers == [one.number, two.number]
    assert case_of(session, later, two.number).links == [f"duplicate:{one.number}"]
    assert sound(session)


def test_in_a_branch_a_case_of_the_main_desk_is_brought_when_it_is_tied(
    session: Session, me: Person, case: Case
) -> None:
    other = put(session, me, Desk.LAPOR)
    branch = branch_before(session, me, case, Action.VERIFY)
    twin = case_of(session, branch, case.number)
    tie = {"link_kind": "related", "reason": "Satu jalan."}
    # It came only after the first act on the case: in the branch it is not there yet.
    assert "belum ada" in act(session, me, twin, Action.LINK, Role.AGENCY_ADMIN, number=other.number, **tie).reason
    arrived = session.scalars(
        select(Case).where(Case.sandbox_id == branch.branch_of, Case.origin == "arrived").order_by(Case.received_at)
    ).first()
    assert arrived is not None
    branch.clock_sim = arrived.received_at
    assert act(session, me, twin, Action.LINK, Role.AGENCY_ADMIN, number=arrived.number, **tie).accepted
    assert case_of(session, branch, arrived.number).links == [f"related:{case.number}"]
    assert f"related:{case.number}" not in arrived.links
    assert sound(session)


def test_a_bridge_inside_a_branch_opens_the_other_case_inside_it(session: Session, me: Person, case: Case) -> None:
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    twin = case_of(session, branch, case.number)
    assert act(
        session, me, twin, Action.OPEN_REQUEST, Role.LIAISON, reason="Pelapor meminta salinan anggaran."
    ).accepted
    inside = session.scalars(select(Case.desk).where(Case.sandbox_id == branch.id)).all()
    assert sorted(inside) == ["lapor", "ppid"]
    assert [link for link in case.links if link.startswith("request:")] == []
    assert sound(session)


def test_projections_rebuilt_after_an_update_leave_branches_as_they_are(
    session: Session, me: Person, case: Case
) -> None:
    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    reply(session, me, case_of(session, branch, case.number), HASTY)
    before = branch.next_event_at
    assert replay.rebuild(session) == 0
    assert branch.next_event_at == before


def test_a_copy_that_no_longer_equals_the_first_run_is_found(session: Session, me: Person, case: Case) -> None:
    from bimtek.journal.models import JournalEntry

    branch = branch_before(session, me, case, Action.FOLLOW_UP)
    about = f"case/{case.id}"
    entry = session.scalars(select(JournalEntry).where(JournalEntry.about == about)).first()
    assert entry is not None
    entry.hash = "0" * 64
    session.flush()
    assert (f"cabang {branch.id}", "salinan catatan tidak sama dengan catatan jalan pertama") in replay.differences(
        session
    )
