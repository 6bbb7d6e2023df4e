"""Exercises over a real database: steps pass by what was done, help costs, a leak ends the attempt."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking, queries, services
from bimtek.modules.models import Judgement, Progress
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

#: Where the letters of the exercises stand among those of U6.
T1, T2, ALONE = slice(3, 6), slice(8, 13), slice(20, 28)


@pytest.fixture
def learner(session: Session) -> Learner:
    return seat_learners(session, WALL, ("Andi Contoh Satu",))[0]


def row(learner: Learner) -> Progress:
    found = learner.session.get(Progress, learner.person.id)
    assert found is not None
    return found


def test_the_first_guided_exercise_starts_disposed_with_personal_data_left_open(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    assert (case.state, attempt.step) == ("disposed", "samarkan")
    assert case.truth["sensitive_words"]
    assert learner.desk.sandbox.role == Role.LIAISON
    assert case.first_due is not None
    assert case.first_due > learner.desk.moment.sim.date()


@pytest.mark.parametrize("code", ["u6-t1"])
def test_a_guided_exercise_played_well_earns_full_marks(learner: Learner, code: str) -> None:
    attempt = learner.start(code)
    case = learner.case(attempt)
    learner.mask(case)
    assert attempt.step == "balas"
    learner.reply(case)
    assert attempt.step in ("tutup", "")
    learner.end(case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)
    judgement = queries.case_judgement(learner.session, case.id)
    assert judgement is not None
    assert judgement.mastered, [(item.key, item.level, item.reason) for item in judgement.criteria]
    assert row(learner).cells[T1] == "222"


def test_the_second_guided_exercise_opens_after_the_first_and_can_be_played_well(learner: Learner) -> None:
    refused = services.start_exercise(
        learner.session, learner.person, learner.desk.sandbox, "u6-t2", learner.desk.moment
    )
    assert refused.attempt is None
    first = learner.start("u6-t1")
    learner.mask(learner.case(first))
    learner.reply(learner.case(first))
    learner.end(learner.case(first))
    attempt = learner.start("u6-t2")
    case = learner.case(attempt)
    learner.mask(case)
    learner.verify(case)
    assert attempt.step == "peran"
    learner.be(Role.LIAISON)
    assert attempt.step == "balas"
    learner.reply(case)
    learner.end(case)
    assert (attempt.status, attempt.mark) == ("passed", 4.0)
    assert row(learner).cells[T1] + row(learner).cells[T2] == "2" * 8


def test_a_hollow_reply_does_not_pass_and_says_what_is_missing(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case, "Terima kasih atas laporannya. Akan kami tindak lanjuti.")
    assert attempt.step == "balas"
    verdict = services.check_step(learner.session, learner.person, learner.desk.sandbox, attempt, learner.desk.moment)
    assert not verdict.passed
    assert verdict.said
    assert attempt.failed_checks == row(learner).failed_checks == 1
    assert case.state == "answered", "the citizen asks again at once"


def test_a_reply_that_names_the_reporter_ends_the_attempt(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case, f"Yth. {case.reporter['name']}, HP {case.reporter['phone']}. {case.truth['better_reply']}")
    assert attempt.status == "failed"
    assert row(learner).cells[T1][1] == "5"
    assert row(learner).critical == 1
    assert queries.home(learner.session, learner.person).next.kind == "read"


def test_another_try_is_a_fresh_report(learner: Learner) -> None:
    first = learner.start("u6-t1")
    case = learner.case(first)
    learner.mask(case)
    learner.reply(case, f"Yth. {case.reporter['name']}, HP {case.reporter['phone']}.")
    second = learner.start("u6-t1")
    assert second.id != first.id
    assert second.variant == 2
    assert learner.case(second).body != case.body


def test_a_running_exercise_is_gone_on_with(learner: Learner) -> None:
    assert learner.start("u6-t1").id == learner.start("u6-t1").id


def test_a_double_tap_starts_one_exercise_and_opens_one_hint(learner: Learner) -> None:
    desk = learner.desk
    made = [
        services.start_exercise(learner.session, learner.person, desk.sandbox, "u6-t1", desk.moment, "tap-1").attempt
        for _ in range(2)
    ]
    assert made[0] is made[1]
    assert made[0] is not None
    for _ in range(2):
        services.open_hint(learner.session, learner.person, desk.sandbox, made[0], desk.moment, "tap-2")
    assert made[0].hints == {"samarkan": 1}


def test_hints_cost_points_of_their_step(learner: Learner) -> None:
    attempt, desk = learner.start("u6-t1"), learner.desk
    for _ in range(5):
        services.open_hint(learner.session, learner.person, desk.sandbox, attempt, desk.moment)
    assert attempt.hints == {"samarkan": 3}
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case)
    learner.end(case)
    assert attempt.mark == 3.0
    assert attempt.status == "passed"


def test_every_step_can_be_shown_and_then_nothing_is_earned(learner: Learner) -> None:
    attempt, desk = learner.start("u6-t1"), learner.desk
    for _ in range(3):
        services.show_step(learner.session, learner.person, desk.sandbox, attempt, desk.moment)
    assert (attempt.status, attempt.mark) == ("helped", 0.0)
    assert learner.case(attempt).state.startswith("closed")
    assert row(learner).cells[T1] == "444"
    assert queries.home(learner.session, learner.person).module.code == "U6"


def test_a_shown_second_exercise_ends_too(learner: Learner) -> None:
    first = learner.start("u6-t1")
    for _ in range(3):
        services.show_step(learner.session, learner.person, learner.desk.sandbox, first, learner.desk.moment)
    attempt = learner.start("u6-t2")
    for _ in range(5):
        services.show_step(learner.session, learner.person, learner.desk.sandbox, attempt, learner.desk.moment)
    assert attempt.status == "helped"
    assert learner.case(attempt).state.startswith("closed")


def test_three_failed_checks_mark_the_person_for_help(learner: Learner) -> None:
    attempt, desk = learner.start("u6-t1"), learner.desk
    for _ in range(3):
        services.check_step(learner.session, learner.person, desk.sandbox, attempt, desk.moment)
    assert row(learner).cells[T1][0] == "3"
    guide = queries.guidance(learner.session, learner.case(attempt))
    assert guide is not None
    assert guide.offer_hint
    assert not guide.offer_trainer


def test_finishing_the_reading_is_noted_once(learner: Learner) -> None:
    desk = learner.desk
    for _ in range(2):
        services.finish_part(learner.session, learner.person, desk.sandbox, "u6-baca", desk.moment)
    assert row(learner).cells.startswith("20")
    kinds = [entry.kind for entry in journal.entries_of(learner.session, f"sandbox/{desk.sandbox.id}")]
    assert kinds.count("reading_finished") == 1


def test_a_refused_move_is_counted_and_changes_no_judgement(learner: Learner) -> None:
    case = learner.session.scalars(select(Case).order_by(Case.ordinal)).first()
    assert case is not None
    assert not learner.act(case, Action.CLOSE, note="Sudah.").accepted
    assert row(learner).refused == 1
    assert learner.session.scalar(select(Judgement.id)) is None


def test_an_independent_report_counts_when_mastered(learner: Learner) -> None:
    query = select(Case).where(Case.sandbox_id == learner.desk.sandbox.id).order_by(Case.ordinal)
    case = next(c for c in learner.session.scalars(query) if c.truth["right_act"] == "dispose")
    case.received_at = learner.desk.moment.sim
    if case.truth["sensitive_words"]:
        learner.mask(case)
    learner.verify(case)
    learner.be(Role.LIAISON)
    learner.reply(case)
    learner.end(case)
    judgement = marking.judgement_of(learner.session, case.id)
    assert judgement is not None
    assert case.state.startswith("closed")
    assert judgement.mastered, [(item.key, item.level, item.reason) for item in judgement.criteria]
    assert row(learner).mastered_cases == 1
    assert row(learner).cells[ALONE] == "20000000"


def test_judging_again_gives_the_same_result(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case)
    stored = marking.judgement_of(learner.session, case.id)
    entries = journal.entries_about(learner.session, f"case/{case.id}")
    again = marking.judge(case, marking.history_of(case, entries), learner.desk.moment.sim)
    assert stored == again


def test_the_board_reads_everybody_in_one_query(session: Session) -> None:
    learners = seat_learners(session, WALL, tuple(f"Peserta Contoh {n}" for n in range(1, 7)))
    for learner in learners[:4]:
        learner.start("u6-t1")
    session.flush()
    statements: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    found = services.progress_of_class(session, learners[0].workshop_id)
    assert len(statements) == 1
    assert set(found) == {learner.person.id for learner in learners[:4]}
    assert found[learners[0].person.id].cells[T1] == "100"
    assert len(services.board_columns()) == 28


def test_another_persons_attempt_is_not_found(session: Session) -> None:
    one, other = seat_learners(session, WALL, ("Andi Contoh Satu", "Baso Contoh Dua"))
    attempt = one.start("u6-t1")
    assert services.attempt_of(session, other.person, attempt.id) is None


def test_the_chain_of_the_sandbox_holds_after_an_exercise(learner: Learner) -> None:
    attempt = learner.start("u6-t1")
    case = learner.case(attempt)
    learner.mask(case)
    learner.reply(case)
    learner.end(case)
    assert journal.check_chains(learner.session) == []
