"""U6 played through the services: sheets, an aduan at Baruga from its arrival to its end, and what counts at the own desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.modules import marking, queries, services, worksheets
from bimtek.modules.domain import progress
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

CLEAR = ["identity", "content", "message"]
PHOTOS = [{"when": "before", "sha256": "a" * 64}, {"when": "after", "sha256": "b" * 64}]
SHEETS = ("u6-nilai", "u6-samar", "u6-pilah", "u6-ganda")


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",), cases=40)[0]


def given_up(learner: Learner, *codes: str) -> None:
    """Have these exercises shown to their end, so that what comes after them is open."""
    for code in codes:
        attempt = learner.start(code)
        while attempt.status == progress.RUNNING:
            services.show_step(learner.session, learner.person, learner.desk.sandbox, attempt, learner.desk.moment)


def moderate(learner: Learner, case: Case, **other: Any) -> None:
    """Mask, then moderate to the kabupaten with the right topic and category, apart from what is given."""
    learner.be(Role.MODERATOR)
    if case.truth["sensitive_words"]:
        learner.mask(case)
    right = {"clear": CLEAR, "title": case.truth["topic"], "category": case.truth["category"], "targets": ["kabupaten"]}
    learner.act(case, Action.MODERATE, **{**right, **other})


def act_for(learner: Learner, case: Case, offices: Sequence[str], pictures: Sequence[dict[str, str]] = PHOTOS) -> None:
    """Pass on to these offices and record what each did."""
    learner.be(Role.REGENCY_ADMIN)
    learner.act(case, Action.FORWARD, offices=list(offices))
    learner.be(Role.UNIT_ADMIN)
    for office in offices:
        learner.act(case, Action.RECORD_ACT, office=office, text=case.truth["action"], pictures=list(pictures))


def respond(learner: Learner, case: Case, text: str = "") -> None:
    """Answer in public, and finish unless the citizen did."""
    learner.act(case, Action.RESPOND, text=text or case.truth["better_reply"])
    if case.state == State.BARUGA_RESPONDED and case.substantive:
        learner.be(Role.MODERATOR)
        learner.act(case, Action.FINISH, note="OPD sudah bertindak dan pelapor mendapat jawaban.")


def work(learner: Learner, attempt: Attempt, *, well: bool) -> None:
    """Answer every open question of a sheet as its model has it, or as a careless player would."""
    desk = learner.desk
    while attempt.status == progress.RUNNING:
        sheet = worksheets.sheet_of(attempt)
        question = sheet.question(attempt.step)
        assert question is not None
        answer = question.model if well else kind_of(sheet.kind).spoil(question)
        verdict = worksheets.check_question(learner.session, learner.person, desk.sandbox, attempt, answer, desk.moment)
        if verdict is None or not verdict.right:
            return


@pytest.mark.parametrize("code", SHEETS)
def test_a_sheet_filled_in_well_is_passed_and_carelessly_not(learner: Learner, code: str) -> None:
    given_up(learner, "u6-t1", "u6-t2")
    if code == "u6-pilah":
        work(learner, learner.start("u6-samar"), well=True)
    first = learner.start(code)
    work(learner, first, well=False)
    assert (first.status, first.failed_checks) == (progress.RUNNING, 1)
    work(learner, first, well=True)
    assert (first.status, first.mark) == (progress.PASSED, 4.0)


def test_an_aduan_is_handled_from_moderation_to_its_end(learner: Learner) -> None:
    given_up(learner, "u6-t1", "u6-t2")
    attempt = learner.start("u6-t3")
    case = learner.case(attempt)
    assert (case.desk, case.state, attempt.step) == (Desk.BARUGA, State.BARUGA_NEW, "samarkan")
    moderate(learner, case)
    assert attempt.step == "teruskan"
    act_for(learner, case, case.truth["targets"])
    assert attempt.step == "tanggapi"
    respond(learner, case)
    assert case.state == State.BARUGA_DONE
    assert (attempt.status, attempt.mark) == (progress.PASSED, 4.0)
    judgement = queries.case_judgement(learner.session, case.id)
    assert judgement is not None
    assert judgement.mastered, [(item.key, item.level, item.reason) for item in judgement.criteria]


def test_an_act_without_photos_leaves_the_step_open_and_a_second_one_with_them_passes_it(learner: Learner) -> None:
    given_up(learner, "u6-t1", "u6-t2")
    attempt = learner.start("u6-t3")
    case = learner.case(attempt)
    moderate(learner, case)
    act_for(learner, case, case.truth["targets"], pictures=())
    assert attempt.step == "tindakan"
    office = case.truth["targets"][0]
    learner.act(case, Action.RECORD_ACT, office=office, text=case.truth["action"], pictures=PHOTOS)
    assert attempt.step == "tanggapi"


def test_a_hollow_answer_does_not_pass_and_a_topic_that_names_the_reporter_ends_the_attempt(learner: Learner) -> None:
    given_up(learner, "u6-t1", "u6-t2")
    attempt = learner.start("u6-t3")
    case = learner.case(attempt)
    moderate(learner, case)
    act_for(learner, case, case.truth["targets"])
    respond(learner, case, "Terima kasih atas aduannya. Akan segera kami tindak lanjuti.")
    assert (attempt.status, attempt.step) == (progress.RUNNING, "tanggapi")
    attempt.status = progress.FAILED
    again = learner.start("u6-t3")
    aduan = learner.case(again)
    moderate(learner, aduan, title=f"{aduan.truth['topic']} {aduan.truth['sensitive_words'][0]}")
    act_for(learner, aduan, aduan.truth["targets"])
    respond(learner, aduan)
    assert again.status == progress.FAILED
    judgement = marking.judgement_of(learner.session, aduan.id)
    assert judgement is not None
    assert [error.code for error in judgement.criticals] == ["leaked_identity"]


def test_every_step_at_baruga_can_be_shown_and_then_nothing_is_earned(learner: Learner) -> None:
    given_up(learner, "u6-t1", "u6-t2")
    given_up(learner, "u6-t3")
    attempt = learner.session.scalars(select(Attempt).where(Attempt.exercise == "u6-t3")).one()
    assert (attempt.status, attempt.mark) == (progress.HELPED, 0.0)
    assert learner.case(attempt).state == State.BARUGA_DONE


def arrived(learner: Learner, desk: Desk) -> list[Case]:
    query = select(Case).where(Case.sandbox_id == learner.desk.sandbox.id, Case.desk == desk, Case.origin == "arrived")
    return [
        case for case in learner.session.scalars(query.order_by(Case.ordinal)) if case.truth["right_act"] == "dispose"
    ]


def mastered_cases(learner: Learner) -> int:
    row = learner.session.get(Progress, learner.person.id)
    return row.mastered_cases if row else 0


def test_an_aduan_of_the_own_desk_counts_when_it_is_mastered_and_one_without_answer_does_not(learner: Learner) -> None:
    ours = {unit for unit in marking.rules().offices if marking.rules().offices[unit].level == "kabupaten"}
    cases = [case for case in arrived(learner, Desk.BARUGA) if set(case.truth["targets"]) <= ours]
    assert len(cases) >= 2
    done, waiting = cases[:2]
    for case in (done, waiting):
        case.received_at = learner.desk.moment.sim
        moderate(learner, case)
        act_for(learner, case, case.truth["targets"])
    respond(learner, done)
    judgement = marking.judgement_of(learner.session, done.id)
    assert judgement is not None
    assert judgement.mastered, [(item.key, item.level, item.reason) for item in judgement.criteria]
    counted = {row.case_id: row.counted for row in learner.session.scalars(select(Judgement))}
    assert (counted[done.id], counted[waiting.id]) == (True, False)
    assert mastered_cases(learner) == 1


def test_a_desk_of_the_demo_has_more_than_enough_cases_for_the_evidence(learner: Learner) -> None:
    found = marking.content().exercise("u6-mandiri")
    assert found is not None
    exercise = found[1]
    assert set(exercise.desks) == set(marking.COUNTED)
    here = [case for desk in exercise.desks for case in arrived(learner, desk)]
    assert len(here) >= 2 * exercise.needs
    assert queries.home(learner.session, learner.person).needed >= exercise.needs == 8
