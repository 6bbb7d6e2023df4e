"""U7 played through the services: a report bridged to the PPID desk, both numbers told, mixed cases alone, a hand-over."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import queries, services, worksheets
from bimtek.modules.domain import progress
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.models import Attempt
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.domain.openings import opened_number
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

WHY = "Permintaan dokumen adalah urusan PPID."


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def given_up(learner: Learner, code: str) -> Attempt:
    """Have an exercise shown to its end."""
    attempt = learner.start(code)
    while attempt.status == progress.RUNNING:
        services.show_step(learner.session, learner.person, learner.desk.sandbox, attempt, learner.desk.moment)
    return attempt


def reply_of(case: Case, *, both: bool = True) -> str:
    """The model answer, with the number that was opened or without it."""
    text = str(case.truth["better_reply"])
    own = text.replace(
        text[text.index("(nomor ") : text.index(")", text.index("(nomor ")) + 1], f"(nomor {case.number})"
    )
    return f"{own}\nNomor baru: {opened_number(case.links)}." if both else own


def cross(learner: Learner, case: Case) -> None:
    """Lead the matter to the desk that holds it, by the way meant for it."""
    right, second = case.truth["right_act"], case.truth.get("second") or {}
    if right == "to_request":
        learner.act(case, Action.OPEN_REQUEST, reason=WHY)
    elif right == "to_objection":
        learner.act(case, Action.OPEN_OBJECTION, reason=WHY, objection_ground="c")
    else:
        learner.act(case, Action.SPLIT, reason=WHY, passage=second["matter"], desk=second["desk"])


def answer(learner: Learner, case: Case, text: str) -> None:
    """Answer by the Admin Instansi, or after the disposition by the liaison where the first matter stayed."""
    if case.truth["right_act"] == "split":
        learner.verify(case, title="Galian drainase terbuka")
        learner.be(Role.LIAISON)
        learner.reply(case, text)
        return
    kept = {name: case.truth[name] for name in ("report_class", "category")}
    learner.act(case, Action.HANDLE, **kept, text=text)


def opened_by(learner: Learner, case: Case) -> Case:
    """The case at the other desk."""
    query = select(Case).where(Case.sandbox_id == case.sandbox_id, Case.number == opened_number(case.links))
    return learner.session.scalars(query).one()


def test_a_prepared_bridge_opens_a_case_at_the_ppid_desk_and_is_not_the_learners(learner: Learner) -> None:
    attempt = learner.start("u7-t1")
    case = learner.case(attempt)
    other = opened_by(learner, case)
    assert (other.desk, other.links, other.body) == (Desk.PPID, [f"from:{case.number}"], case.body)
    crossed = [
        e for e in journal.entries_about(learner.session, f"case/{case.id}") if e.data.get("action") == "open_request"
    ]
    assert [entry.actor_id for entry in crossed] == [None]
    assert attempt.step == "jawab"


def test_a_report_led_on_before_is_answered_with_both_numbers(learner: Learner) -> None:
    attempt = learner.start("u7-t1")
    case = learner.case(attempt)
    answer(learner, case, reply_of(case))
    learner.end(case)
    assert (attempt.status, attempt.mark) == (progress.PASSED, 4.0)
    judgement = queries.case_judgement(learner.session, case.id)
    assert judgement is not None
    assert judgement.criterion("bridge").level == 4


def test_a_reply_without_the_new_number_does_not_pass_the_step(learner: Learner) -> None:
    attempt = learner.start("u7-t1")
    case = learner.case(attempt)
    answer(learner, case, reply_of(case, both=False))
    assert attempt.step == "nomor"
    verdict = services.check_step(learner.session, learner.person, learner.desk.sandbox, attempt, learner.desk.moment)
    assert not verdict.passed
    assert "tidak diberi tahu nomor" in verdict.said


def begin_whole(learner: Learner, variant: int = 1) -> tuple[Attempt, Case]:
    """Begin the whole bridge, at the n-th variant, with the personal data masked."""
    given_up(learner, "u7-t1")
    attempt = learner.start("u7-t2")
    for _ in range(variant - 1):
        attempt.status = progress.FAILED
        attempt = learner.start("u7-t2")
    case = learner.case(attempt)
    learner.mask(case)
    assert attempt.step == "teruskan"
    return attempt, case


@pytest.mark.parametrize(("variant", "right_act"), [(1, "to_request"), (2, "split"), (3, "to_objection")])
def test_each_kind_of_matter_is_led_to_its_desk_and_answered(learner: Learner, variant: int, right_act: str) -> None:
    attempt, case = begin_whole(learner, variant)
    assert case.truth["right_act"] == right_act
    cross(learner, case)
    assert attempt.step == "jawab"
    answer(learner, case, reply_of(case))
    learner.end(case)
    assert (attempt.status, attempt.mark) == (progress.PASSED, 4.0)
    assert opened_by(learner, case).desk == Desk.PPID


def test_the_wrong_way_ends_the_attempt(learner: Learner) -> None:
    attempt, case = begin_whole(learner)
    learner.act(case, Action.OPEN_OBJECTION, reason=WHY, objection_ground="c")
    assert attempt.status == progress.FAILED
    assert "bukan untuk urusan ini" in attempt.said


@pytest.mark.parametrize("code", ["u7-t1", "u7-t2"])
def test_every_step_can_be_shown_with_a_real_case_at_the_other_desk_and_earns_nothing(
    learner: Learner, code: str
) -> None:
    shown = given_up(learner, "u7-t1")
    attempt = shown if code == "u7-t1" else given_up(learner, code)
    case = learner.case(attempt)
    assert (attempt.status, attempt.mark) == (progress.HELPED, 0.0)
    number = opened_by(learner, case).number
    told = [
        e.data["input"].get("text", "")
        for e in journal.entries_about(learner.session, f"case/{case.id}")
        if "input" in e.data
    ]
    assert any(number in text and case.number in text for text in told)


def test_mixed_cases_alone_are_passed_when_bridged_protected_and_answered(learner: Learner) -> None:
    given_up(learner, "u7-t1")
    given_up(learner, "u7-t2")
    for number, right_act in enumerate(("split", "to_objection", "to_request"), 1):
        attempt = learner.start("u7-mandiri")
        learner.be(Role.AGENCY_ADMIN)
        case = learner.case(attempt)
        assert case.truth["right_act"] == right_act
        learner.mask(case)
        cross(learner, case)
        answer(learner, case, reply_of(case))
        assert attempt.status == progress.PASSED, (number, [(c.key, c.level, c.reason) for c in judged(learner, case)])


def judged(learner: Learner, case: Case) -> list[object]:
    found = queries.case_judgement(learner.session, case.id)
    return list(found.criteria) if found else []


def test_sending_the_citizen_away_is_no_mixed_case(learner: Learner) -> None:
    given_up(learner, "u7-t1")
    given_up(learner, "u7-t2")
    attempt = learner.start("u7-mandiri")
    case = learner.case(attempt)
    reason = "Silakan ajukan sendiri ke PPID."
    learner.act(case, Action.ARCHIVE, archive_reason="not_relevant", reason=reason)
    assert attempt.status == progress.FAILED


def test_a_hand_over_that_answers_the_next_officers_questions_is_passed_alone(learner: Learner) -> None:
    given_up(learner, "u7-t1")
    given_up(learner, "u7-t2")
    learner.start("u7-mandiri").status = progress.PASSED
    desk = learner.desk
    bad = learner.start("u7-mandiri-serah")
    sheet = worksheets.sheet_of(bad)
    spoilt = {question.key: kind_of(sheet.kind).spoil(question) for question in sheet.questions}
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, bad, spoilt, desk.moment)
    assert bad.status == progress.FAILED
    good = learner.start("u7-mandiri-serah")
    model = {question.key: question.model for question in worksheets.sheet_of(good).questions}
    worksheets.hand_in(learner.session, learner.person, desk.sandbox, good, model, desk.moment)
    assert (good.status, good.mark) == (progress.PASSED, 4.0)
