"""Work on a worksheet: keep answers, check a question, open a hint, have it shown, hand the sheet in."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bimtek.modules import leading, marking, standing, starting
from bimtek.modules.domain import progress
from bimtek.modules.domain.exercise import FULL_MARK, HINTS, Exercise, Hint
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.domain.kinds.worksheet import MAX_TEXT, Answer, Form, Question, Verdict, Worksheet
from bimtek.modules.models import Attempt
from bimtek.people.domain import Person
from bimtek.sandbox.services import Moment, Sandbox

HANDED_IN = "sheet_handed_in"
MAX_VALUES = 60  # of one question


def sheet_of(attempt: Attempt) -> Worksheet:
    """The sheet as it was made for this attempt."""
    return Worksheet.model_validate(attempt.sheet)


def exercise_of(attempt: Attempt) -> Exercise:
    """The exercise of an attempt; raises LookupError when content lost it."""
    found = marking.content().exercise(attempt.exercise)
    if found is None:
        raise LookupError(f"{attempt.exercise} tidak ada lagi dalam seed/modules")
    return found[1]


def bounded(question: Question, values: list[str]) -> Answer:
    """What a form sent, cut to what the question can take."""
    if question.form == Form.SEVERAL:
        known = {option.value for option in question.options}
        return [value for value in values[:MAX_VALUES] if value in known]
    return (values[0] if values else "")[: min(question.limit, MAX_TEXT)].replace("\r\n", "\n")


def save(attempt: Attempt, given: Mapping[str, Answer]) -> None:
    """Keep what was answered so far, so that any device can go on; marks nothing."""
    if attempt.status == progress.RUNNING:
        attempt.answers = {**attempt.answers, **{key: value for key, value in given.items() if key in attempt.steps}}


def hints_of(exercise: Exercise, question: Question) -> tuple[Hint, ...]:
    """The three hints of a question: its own words where the kind has some, with the costs of the exercise."""
    own = question.hints
    return tuple(
        Hint(text=own[level], cost=hint.cost) if level < len(own) else hint for level, hint in enumerate(exercise.hints)
    )


def check_question(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, answer: Answer, moment: Moment,
    command_id: str | None = None,
) -> Verdict | None:  # fmt: skip
    """Check the question in hand of a guided sheet and go on when it is right; a failed check is counted. None when there
    is nothing to check (double tap, finished)."""
    if starting.known(session, sandbox, command_id) or attempt.status != progress.RUNNING:
        return None
    question = sheet_of(attempt).question(attempt.step)
    assert question is not None  # noqa: S101 -- steps are the sheet's own keys
    exercise = exercise_of(attempt)
    verdict = kind_of(exercise.task).judge(question, answer, starting.surroundings(sandbox, moment))
    attempt.answers = {**attempt.answers, question.key: answer}
    attempt.told = {**attempt.told, question.key: verdict.model_dump(mode="json")}
    attempt.said, attempt.said_good = verdict.said, verdict.right
    data = {
        "step": question.key,
        "passed": verdict.right,
        "said": verdict.said,
        "level": verdict.level,
        "answer": answer,
    }
    entry = leading.record(session, sandbox, attempt, leading.CHECKED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    if verdict.right:
        _next(session, sandbox, attempt, exercise, moment)
    else:
        attempt.failed_checks += 1
        row.failed_checks += 1
    standing.redraw(session, row)
    return verdict


def _next(session: Session, sandbox: Sandbox, attempt: Attempt, exercise: Exercise, moment: Moment) -> None:
    leading.record(session, sandbox, attempt, leading.STEP_PASSED, moment, {"step": attempt.step})
    attempt.failed_checks = 0
    left = attempt.steps[attempt.steps.index(attempt.step) + 1 :]
    attempt.step = left[0] if left else ""
    if not left:
        mark = mark_of(exercise, attempt)
        leading.finish(session, sandbox, attempt, mark, mark >= exercise.pass_mark and not attempt.shown, moment)


def mark_of(exercise: Exercise, attempt: Attempt) -> float:
    """The mean of the learner's own questions: four points less the hints opened; a shown one earns nothing."""
    own = attempt.steps[exercise.answered_before(len(attempt.steps)) :]
    costs = [sum(hint.cost for hint in exercise.hints[: attempt.hints.get(key, 0)]) for key in own]
    marks = [0 if key in attempt.shown else max(0, FULL_MARK - cost) for key, cost in zip(own, costs, strict=True)]
    return sum(marks) / len(marks)


def open_hint(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> int:
    """Open the next hint of the question in hand; its cost was said before. Returns the level opened; an independent sheet
    has none."""
    exercise, opened = exercise_of(attempt), attempt.hints.get(attempt.step, 0)
    running = attempt.status == progress.RUNNING and exercise.kind == "guided"
    if not running or opened >= HINTS or starting.known(session, sandbox, command_id):
        return opened
    attempt.hints = {**attempt.hints, attempt.step: opened + 1}
    data: dict[str, object] = {"step": attempt.step, "level": opened + 1, "cost": exercise.hints[opened].cost}
    entry = leading.record(session, sandbox, attempt, leading.HINT_OPENED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    row.hints += 1
    row.hints_open = max(row.hints_open, opened + 1)
    return opened + 1


def show_question(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> None:
    """Have the question in hand answered with its reason and go on; it never counts as earned."""
    exercise = exercise_of(attempt)
    running = attempt.status == progress.RUNNING and exercise.kind == "guided"
    if not running or starting.known(session, sandbox, command_id):
        return
    question = sheet_of(attempt).question(attempt.step)
    assert question is not None  # noqa: S101 -- steps are the sheet's own keys
    attempt.shown = [*attempt.shown, question.key]
    attempt.answers = {**attempt.answers, question.key: question.model}
    attempt.told = {key: value for key, value in attempt.told.items() if key != question.key}
    attempt.said, attempt.said_good = question.shown, True
    data: dict[str, object] = {"step": question.key}
    entry = leading.record(session, sandbox, attempt, leading.STEP_SHOWN, moment, data, command_id, person.id)
    _next(session, sandbox, attempt, exercise, moment)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))


def hand_in(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, given: Mapping[str, Answer], moment: Moment,
    command_id: str | None = None,
) -> None:  # fmt: skip
    """Judge an independent sheet whole, once: passed when the mean of its questions reaches the pass mark without a
    critical error."""
    exercise = exercise_of(attempt)
    running = attempt.status == progress.RUNNING and exercise.kind == "independent"
    if not running or starting.known(session, sandbox, command_id):
        return
    save(attempt, given)
    kind, around = kind_of(exercise.task), starting.surroundings(sandbox, moment)
    told = {q.key: kind.judge(q, attempt.answers.get(q.key, ""), around) for q in sheet_of(attempt).questions}
    attempt.told = {key: verdict.model_dump(mode="json") for key, verdict in told.items()}
    mark = sum(verdict.level for verdict in told.values()) / len(told)
    levels = {key: verdict.level for key, verdict in told.items()}
    data: dict[str, object] = {"answers": dict(attempt.answers), "levels": levels, "mark": mark}
    entry = leading.record(session, sandbox, attempt, HANDED_IN, moment, data, command_id, person.id)
    attempt.step = ""
    fatal = any(verdict.fatal for verdict in told.values())
    leading.finish(session, sandbox, attempt, mark, mark >= exercise.pass_mark and not fatal, moment)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
