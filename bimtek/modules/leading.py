"""Follow the journal: judge what is done in a sandbox, let the citizen know what an answer is worth, and lead running
exercises on from step to step."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking, standing
from bimtek.modules.domain import progress
from bimtek.modules.domain.checks import CheckResult, Situation, run_check
from bimtek.modules.domain.exercise import FULL_MARK, Exercise, Step, exercise_mark
from bimtek.modules.domain.history import ANSWERS, ROLE_TAKEN, WRITTEN_ANSWERS, History
from bimtek.modules.domain.judging.carried import tells
from bimtek.modules.domain.judging.case import mark_reply, worth_of
from bimtek.modules.domain.judging.objections import DECISIONS, decision_worth, worth_of_notice
from bimtek.modules.domain.judging.types import MASTERY_EACH, CaseJudgement
from bimtek.modules.models import Attempt
from bimtek.sandbox import provisioning
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.care import CARED
from bimtek.sandbox.domain.case import MOVED, REFUSED
from bimtek.sandbox.domain.lifecycle import Action, Desk
from bimtek.sandbox.services import Case, Moment, Sandbox

STEP_PASSED, EXERCISE_FINISHED = "step_passed", "exercise_finished"
CHECKED, HINT_OPENED, STEP_SHOWN = "step_checked", "hint_opened", "step_shown"
#: Acts that change nothing a judgement looks at, unless what they carry tells who reported.
_SILENT = frozenset({Action.NOTE.value})


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: judge what was done in a sandbox, lead the exercise on, keep the person's row. Own entries are passed
    over, so an entry this listener records does not come back to it."""
    if entry.kind not in (MOVED, REFUSED, ROLE_TAKEN, *CARED) or not entry.stream.startswith("sandbox/"):
        return
    sandbox = sandboxes.sandbox_by_id(session, int(entry.stream.removeprefix("sandbox/")))
    if sandbox is None:
        return
    if sandbox.branch_of is not None:
        _in_branch(session, sandbox, entry)
        return
    row = standing.touch(session, sandbox, entry, by_person=entry.actor_id is not None)
    if entry.kind == REFUSED:
        row.refused += 1
        row.refused_row += entry.actor_id is not None  # what the world planned in vain is nobody's mistake
    elif entry.kind == ROLE_TAKEN:
        _role_taken(session, sandbox, entry)
    elif entry.kind in CARED:
        _set_aside(session, sandbox, entry)
    else:
        if entry.actor_id is not None:
            row.refused_row = 0
        _case_moved(session, sandbox, entry)


def _set_aside(session: Session, sandbox: Sandbox, entry: Entry) -> None:
    """A hard case was set aside or taken back: what counts of it is weighed again."""
    case = sandboxes.case_by_id(session, int(entry.about.removeprefix("case/")))
    if case is not None:
        marking.weigh_again(session, case)
        row = standing.row_of(session, sandbox)
        standing.recount(session, row)
        standing.redraw(session, row)


def _in_branch(session: Session, sandbox: Sandbox, entry: Entry) -> None:
    """What is done in a branch never counts: no judgement is kept, no row changed, no exercise led on. Only the citizen
    hears what an answer is worth, as at the desk."""
    case = _judged_case(session, entry) if entry.kind == MOVED else None
    if case is not None:
        _tell_worth(session, sandbox, case, entry)


def _judged_case(session: Session, entry: Entry) -> Case | None:
    """The report an entry is about; None for one typed in by the officer: nothing hidden, nothing to judge by."""
    case = sandboxes.case_by_id(session, int(entry.about.removeprefix("case/")))
    return case if case is not None and case.truth else None


def _tell_worth(session: Session, sandbox: Sandbox, case: Case, entry: Entry) -> History:
    """Let the citizen know what an answer or a decision is worth; the report's story afterwards."""
    moment = Moment(entry.sim_at or entry.wall_at, entry.wall_at)
    entries = journal.entries_about(session, entry.about)
    history = marking.history_of(case, entries)
    if entry.data["action"] in ANSWERS:
        entries.append(_note_worth(session, sandbox, case, history, moment))
        history = marking.history_of(case, entries)
    elif entry.data["action"] in DECISIONS:
        entries.append(_note_decision(session, sandbox, case, history, moment))
        history = marking.history_of(case, entries)
    return history


def _case_moved(session: Session, sandbox: Sandbox, entry: Entry) -> None:
    case = _judged_case(session, entry)
    if case is None:
        return
    if entry.data["action"] in _SILENT and not _tells(case, entry):
        return
    moment = Moment(entry.sim_at or entry.wall_at, entry.wall_at)
    history = _tell_worth(session, sandbox, case, entry)
    result = marking.judge(case, history, moment.sim)
    if marking.keep(session, case, sandbox.account_id, entry, result):
        row = standing.row_of(session, sandbox)
        standing.recount(session, row)
        standing.redraw(session, row)
    if case.origin == provisioning.EXERCISE:
        _lead_on(session, sandbox, case, history, result, moment)


def _tells(case: Case, entry: Entry) -> bool:
    return tells(case.truth, marking.facts_of(case), Action(entry.data["action"]), entry.data["input"])


def _note_worth(session: Session, sandbox: Sandbox, case: Case, history: History, moment: Moment) -> Entry:
    act, rules = history.answers[-1], marking.rules()
    mark = mark_reply(case.truth, marking.facts_of(case), act, rules)
    return sandboxes.note_judgement(session, sandbox, case, worth_of(mark, act, rules), moment)


def _note_decision(session: Session, sandbox: Sandbox, case: Case, history: History, moment: Moment) -> Entry:
    result = marking.judge(case, history, moment.sim)
    rules, act = marking.rules(), history.of(*WRITTEN_ANSWERS)[-1]
    decided = decision_worth(case.truth, history, result, rules)
    mark = mark_reply(case.truth, marking.facts_of(case), act, rules)
    worth = worth_of_notice(history, result, decided, mark)
    return sandboxes.note_decision(session, sandbox, case, worth, decided, moment)


def _role_taken(session: Session, sandbox: Sandbox, entry: Entry) -> None:
    query = select(Attempt).where(Attempt.account_id == sandbox.account_id, Attempt.status == progress.RUNNING)
    for attempt in session.scalars(query):
        case = sandboxes.case_by_id(session, attempt.case_id) if attempt.case_id else None
        if case is not None:
            moment = Moment(entry.sim_at or entry.wall_at, entry.wall_at)
            history, result = look(session, case, moment)
            _lead_on(session, sandbox, case, history, result, moment)


def look(session: Session, case: Case, moment: Moment) -> tuple[History, CaseJudgement]:
    """A report's story and judgement at this moment, read from the journal."""
    history = marking.history_of(case, journal.entries_about(session, f"case/{case.id}"))
    return history, marking.judge(case, history, moment.sim)


def _lead_on(
    session: Session, sandbox: Sandbox, case: Case, history: History, result: CaseJudgement, moment: Moment
) -> None:
    """Pass every step whose check holds by now; a critical error ends the attempt at once."""
    attempt = session.scalars(select(Attempt).where(Attempt.case_id == case.id)).first()
    if attempt is None or attempt.status != progress.RUNNING:
        return
    found = marking.content().exercise(attempt.exercise)
    if found is not None and found[1].kind == "independent":
        _alone(session, sandbox, attempt, found[1], result, moment)
        return
    situation = situation_of(sandbox, case, history, result)
    moved = False
    while attempt.status == progress.RUNNING:
        exercise, step = step_in_hand(attempt)
        verdict = run_check(step.check, situation, step.params)
        if not verdict.passed and not verdict.fatal:
            break
        take(session, sandbox, attempt, exercise, verdict, moment)
        moved = True
    if moved:
        standing.redraw(session, standing.row_of(session, sandbox))


def _alone(
    session: Session, sandbox: Sandbox, attempt: Attempt, exercise: Exercise, result: CaseJudgement, moment: Moment
) -> None:
    """An independent report is passed when every criterion it is about is met, failed by a critical error, by an end that
    left one unmet, or by a written answer to a request: what it lacks cannot be added to it."""
    asked = [
        item for item in result.criteria if item.applies and (not exercise.criteria or item.key in exercise.criteria)
    ]
    met = bool(asked) and all(item.judged and (item.level or 0) / item.maximum >= MASTERY_EACH for item in asked)
    sealed = bool(asked) and result.notice is not None and all(item.judged for item in asked)
    if result.criticals or result.ended or met or sealed:
        judged = [FULL_MARK * (item.level or 0) / item.maximum for item in asked if item.judged]
        mark = sum(judged) / len(asked) if asked else 0.0
        finish(session, sandbox, attempt, mark, met and not result.criticals, moment)
        standing.redraw(session, standing.row_of(session, sandbox))


def situation_of(sandbox: Sandbox, case: Case, history: History, result: CaseJudgement) -> Situation:
    """What a check looks at."""
    role = sandboxes.role_at(sandbox, Desk(case.desk))
    return Situation(history, marking.facts_of(case), case.truth, marking.rules(), result, role)


def step_in_hand(attempt: Attempt) -> tuple[Exercise, Step]:
    """The exercise and the step an attempt stands at; content that lost it raises LookupError (see `bimtek check`)."""
    found = marking.content().exercise(attempt.exercise)
    step = found[1].step(attempt.step) if found else None
    if found is None or step is None:
        raise LookupError(f"{attempt.exercise}/{attempt.step} tidak ada lagi dalam seed/modules")
    return found[1], step


def take(
    session: Session, sandbox: Sandbox, attempt: Attempt, exercise: Exercise, verdict: CheckResult, moment: Moment
) -> None:
    """Write down that a step was passed, or that the attempt failed."""
    attempt.said, attempt.said_good, attempt.failed_checks = verdict.said, verdict.passed, 0
    if verdict.fatal:
        attempt.status, attempt.finished_at = progress.FAILED, moment.wall
        record(session, sandbox, attempt, EXERCISE_FINISHED, moment, {"status": attempt.status, "step": attempt.step})
        return
    record(session, sandbox, attempt, STEP_PASSED, moment, {"step": attempt.step})
    attempt.step = exercise.next_step(attempt.step)
    if attempt.step:
        return
    mark = exercise_mark(exercise, attempt.hints, attempt.shown)
    finish(session, sandbox, attempt, mark, mark >= exercise.pass_mark and not attempt.shown, moment)


def finish(session: Session, sandbox: Sandbox, attempt: Attempt, mark: float, earned: bool, moment: Moment) -> None:
    """Write down how an attempt ended: passed when earned; else helped where help was at hand, failed where not."""
    found = marking.content().exercise(attempt.exercise)
    otherwise = progress.FAILED if found and found[1].kind == "independent" else progress.HELPED
    attempt.mark, attempt.finished_at = mark, moment.wall
    attempt.status = progress.PASSED if earned else otherwise
    record(session, sandbox, attempt, EXERCISE_FINISHED, moment, {"status": attempt.status, "mark": mark})


def record(
    session: Session, sandbox: Sandbox, attempt: Attempt, kind: str, moment: Moment,
    data: dict[str, object], command_id: str | None = None, actor_id: int | None = None,
) -> Entry:  # fmt: skip
    """Append an entry about an attempt to the chain of its sandbox."""
    return journal.record(
        session, stream=sandboxes.stream(sandbox), scope=f"class/{sandbox.workshop_id}", kind=kind,
        about=f"attempt/{attempt.id}", actor_id=actor_id, actor_role="trainee" if actor_id else "system",
        sim_at=moment.sim, wall_at=moment.wall, data={"exercise": attempt.exercise, **data}, command_id=command_id,
    )  # fmt: skip
