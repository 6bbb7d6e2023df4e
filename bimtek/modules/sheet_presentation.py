"""What a worksheet's pages say: the question in hand, what was answered before, the result question by question."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import format_date
from flask_babel import gettext as _

from bimtek.modules import marking, worksheets
from bimtek.modules.domain import progress
from bimtek.modules.domain.checks import OFFER_HINT, OFFER_TRAINER
from bimtek.modules.domain.content import Module
from bimtek.modules.domain.exercise import HINTS, Exercise, Hint
from bimtek.modules.domain.kinds.worksheet import FULL, RIGHT, Answer, Form, Question, Verdict, Worksheet, many
from bimtek.modules.models import Attempt
from bimtek.modules.presentation import Piece


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with the answer in words and what the check said; `given` was answered beforehand, `shown` on request."""

    question: Question
    words: list[str]
    verdict: Verdict | None
    given: bool = False
    shown: bool = False
    pieces: tuple[Piece, ...] = ()

    @property
    def shape(self) -> str:
        """The state's shape."""
        if self.verdict is None:
            return "waiting" if self.shown else "done"
        return "fatal" if self.verdict.fatal else "done" if self.verdict.right else "help"

    @property
    def level_words(self) -> str:
        """The level in words and figures."""
        if self.verdict is None:
            return _("Ditunjukkan") if self.shown else _("Sudah dikerjakan")
        level = self.verdict.level
        name = (
            _("Tepat")
            if level >= FULL
            else _("Hampir")
            if level >= RIGHT
            else _("Belum")
            if not level
            else _("Sebagian")
        )
        return _("%(name)s, %(level)d dari %(all)d", name=name, level=level, all=FULL)


@dataclass(slots=True)
class SheetPage:
    """Everything a worksheet's page shows."""

    attempt: Attempt
    module: Module
    exercise: Exercise
    sheet: Worksheet
    states: list[tuple[str, Question]]
    before: list[Answered]
    question: Question | None
    verdict: Verdict | None
    hints: tuple[Hint, ...] = ()
    next_hint: Hint | None = None
    results: list[Answered] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Which question is in hand, from 1."""
        steps = list(self.attempt.steps)
        return steps.index(self.attempt.step) + 1 if self.attempt.step in steps else len(steps)

    @property
    def spent(self) -> int:
        """Points of the question in hand already given for hints."""
        return sum(hint.cost for hint in self.hints)

    @property
    def offer_hint(self) -> bool:
        """Whether several checks failed, so that a hint is offered."""
        return self.attempt.failed_checks >= OFFER_HINT

    @property
    def offer_trainer(self) -> bool:
        """Whether so many checks failed that a person should come."""
        return self.attempt.failed_checks >= OFFER_TRAINER


def sheet_page(attempt: Attempt) -> SheetPage:
    """The page of an attempt at a worksheet."""
    found, sheet = marking.content().exercise(attempt.exercise), worksheets.sheet_of(attempt)
    if found is None:
        raise LookupError(attempt.exercise)
    module, exercise = found
    running = attempt.status == progress.RUNNING
    question = sheet.question(attempt.step) if running and exercise.kind == "guided" else None
    hints = worksheets.hints_of(exercise, question) if question else ()
    opened = attempt.hints.get(attempt.step, 0) if question else 0
    letters = progress.step_states(exercise, _plain(attempt))
    states = [(progress.STATES[letter], item) for letter, item in zip(letters, sheet.questions, strict=True)]
    answered = [_answered(attempt, exercise, item, index) for index, item in enumerate(sheet.questions)]
    at = attempt.steps.index(attempt.step) if question else len(answered)
    verdict = _verdict(attempt, question.key) if question else None
    return SheetPage(
        attempt, module, exercise, sheet, states, answered[:at] if question else [], question, verdict, hints[:opened],
        hints[opened] if opened < min(HINTS, len(hints)) else None, [] if running else answered,
    )  # fmt: skip


def _plain(attempt: Attempt) -> progress.Attempt:
    return progress.Attempt(
        attempt.id, attempt.exercise, attempt.variant, attempt.status, attempt.step, attempt.failed_checks,
        shown=tuple(attempt.shown), steps=tuple(attempt.steps),
    )  # fmt: skip


def _verdict(attempt: Attempt, key: str) -> Verdict | None:
    told = attempt.told.get(key)
    return Verdict.model_validate(told) if told else None


def _answered(attempt: Attempt, exercise: Exercise, question: Question, index: int) -> Answered:
    guided = exercise.kind == "guided"
    given = guided and index < exercise.answered_before(len(attempt.steps))
    answer, verdict = attempt.answers.get(question.key, ""), _verdict(attempt, question.key)
    pieces = tuple(_cut(str(answer), verdict)) if verdict and question.form == Form.TEXT else ()
    return Answered(question, in_words(question, answer), verdict, given, question.key in attempt.shown, pieces)


def in_words(question: Question, answer: Answer) -> list[str]:
    """An answer as people read it, a line each: the options' words, a date written out."""
    if question.options:
        given = many(answer)
        return [option.label for option in question.options if option.value in given] or [_("Tidak ada yang dipilih")]
    text = answer if isinstance(answer, str) else ", ".join(answer)
    if question.form == Form.DATE:
        return [_long_date(text)]
    return [text or _("Tidak diisi")]


def _long_date(text: str) -> str:
    from datetime import date

    try:
        return str(format_date(date.fromisoformat(text), "EEEE, d MMMM y"))
    except ValueError:
        return text or str(_("Tidak diisi"))


def _cut(text: str, verdict: Verdict) -> list[Piece]:
    """A text cut at the passages that earned or missed something."""
    found, at = [], 0
    for mark in sorted(verdict.marks, key=lambda mark: mark.start):
        if mark.start < at or mark.end > len(text) or mark.start >= mark.end:
            continue
        found += [Piece(text[at : mark.start])] if mark.start > at else []
        found.append(Piece(text[mark.start : mark.end], mark.label, not mark.good))
        at = mark.end
    return [*found, Piece(text[at:])] if at < len(text) else found
