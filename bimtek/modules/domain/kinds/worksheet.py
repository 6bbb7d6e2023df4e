"""A worksheet: an exercise that is worked on paper-like questions instead of a report on the desk. Made from a seed, kept
whole with the attempt, so that a change of content never changes a sheet somebody is working on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from random import Random
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from bimtek.modules.domain.judging.types import Rules
from bimtek.sandbox.domain.generator import Generator
from bimtek.workshops.domain.calendar import WorkingCalendar

FULL = 4
#: From this level on a question counts as answered rightly (DESIGN section 6: no criterion below 3 of 4).
RIGHT = 3
MAX_TEXT = 6000

#: What a learner gives: a value, several values, or nothing yet ("").
Answer = str | list[str]
#: A kind's own parameters from the module's file.
Params = Mapping[str, Any]


class Form(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"  # one of the options: its value
    SEVERAL = "several"  # any of the options: list of values
    DATE = "date"  # ISO date
    NUMBER = "number"  # digits
    TEXT = "text"  # free text


class _Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(_Plain):
    """One possible answer; `why` is shown after the check: why it is right, or what is wrong about it."""

    value: str
    label: str
    why: str = ""


class Material(_Plain):
    """What is read before answering: a report, a file, a register. `rows` is a table, its first row the heads."""

    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Question(_Plain):
    """One question of a sheet. `truth` is what the kind judges by and is never shown before the check; `model` is the
    right answer as a learner would give it, `shown` says why it is right."""

    key: str
    title: str
    prompt: str
    form: Form
    options: tuple[Option, ...] = ()
    materials: tuple[Material, ...] = ()
    tip: str = ""
    hints: tuple[str, ...] = ()
    truth: Mapping[str, Any] = {}
    model: str | list[str] = ""
    shown: str = ""
    limit: int = MAX_TEXT


class Worksheet(_Plain):
    """A whole sheet: what is read first, then its questions in order."""

    kind: str
    lead: str = ""
    materials: tuple[Material, ...] = ()
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """The question with this key, or None."""
        return next((item for item in self.questions if item.key == key), None)


class Mark(_Plain):
    """A passage of a free text that earned or missed something."""

    start: int
    end: int
    label: str
    good: bool


class Part(_Plain):
    """One criterion of a text: its level and why."""

    title: str
    level: int
    maximum: int
    reason: str
    better: str = ""


class Verdict(_Plain):
    """What the check says of one answer: level 0..4, what is right or missing (`said`), the rule with its source, a better
    answer that fits, the passages and criteria of a text; `fatal` for a critical error."""

    level: int
    said: str
    rule: str = ""
    better: str = ""
    marks: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    fatal: bool = False

    @property
    def right(self) -> bool:
        """Whether the question counts as answered rightly."""
        return self.level >= RIGHT and not self.fatal


@dataclass(frozen=True)
class Surroundings:
    """What kinds make and judge their sheets with; everything comes from seed/ and nothing from a clock."""

    generator: Generator
    calendar: WorkingCalendar
    rules: Rules
    seed_folder: Any  # Path of seed/; kinds read their own files through `cached`
    now: datetime
    person: int

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """Category names by id."""
        return self.rules.categories


class Kind(Protocol):
    """One kind of exercise. Pure: the same parameters, seed and surroundings make the same sheet and the same verdict."""

    name: str

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """A fresh sheet; raises ValueError when the parameters cannot make one."""
        ...

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:
        """What an answer to one question is worth; an empty or malformed one is level 0 with words, never an error."""
        ...

    def spoil(self, question: Question) -> Answer:
        """An answer a careless player would give: what `bimtek check modules` plays as the bad robot."""
        ...


def rng_of(*parts: object) -> Random:
    """The random numbers of one sheet: drawn from its seed alone."""
    return Random("|".join(map(str, parts)))


def first(answer: Answer) -> str:
    """An answer as one value; "" for whatever is no text."""
    value: object = (answer[0] if answer else "") if isinstance(answer, list) else answer
    return value if isinstance(value, str) else ""


def many(answer: Answer) -> set[str]:
    """An answer as a set of values; whatever is no text is left out."""
    values: list[object] = list(answer) if isinstance(answer, list) else [answer]
    return {value for value in values if isinstance(value, str) and value}


def wrong_option(question: Question) -> Answer:
    """The first option that is not the right one: how a careless player answers a choice; nothing for other forms."""
    if question.form == Form.CHOICE:
        return next((option.value for option in question.options if option.value != first(question.model)), "")
    return [] if question.form == Form.SEVERAL else ""


def judge_choice(question: Question, answer: Answer, rule: str = "") -> Verdict:
    """One of the options: right or not, with the reason of the chosen one and, when wrong, of the right one."""
    chosen = next((option for option in question.options if option.value == first(answer)), None)
    right = next((option for option in question.options if option.value == first(question.model)), None)
    if chosen is None:
        return Verdict(level=0, said="Belum ada pilihan. Pilih satu jawaban.", rule=rule)
    if right is not None and chosen.value == right.value:
        return Verdict(level=FULL, said=chosen.why or question.shown or "Tepat.", rule=rule)
    said = chosen.why or f"“{chosen.label}” belum tepat."
    better = f"{right.label}. {right.why or question.shown}".strip() if right else question.shown
    return Verdict(level=0, said=said, rule=rule, better=better)


def judge_several(question: Question, answer: Answer, rule: str = "") -> Verdict:
    """Any of the options: points for each right one, less for each wrong one; says which are missing and which too many."""
    wanted, given = many(question.model), many(answer) & {option.value for option in question.options}
    labels = {option.value: option.label for option in question.options}
    whys = {option.value: option.why for option in question.options}
    missing = [value for value in labels if value in wanted - given]
    excess = [value for value in labels if value in given - wanted]
    if not missing and not excess:
        return Verdict(level=FULL, said=question.shown or "Semua tepat.", rule=rule)
    share = max(0, len(wanted & given) - len(excess)) / max(1, len(wanted))
    level = min(RIGHT - 1, int(share * FULL)) if wanted else 0
    said = " ".join(
        filter(None, (_named("Belum dipilih", missing, labels, whys), _named("Tidak perlu", excess, labels, whys)))
    )
    return Verdict(level=level, said=said, rule=rule, better=question.shown)


def _named(head: str, values: Sequence[str], labels: Mapping[str, str], whys: Mapping[str, str]) -> str:
    if not values:
        return ""
    parts = [f"“{labels[value]}”" + (f" ({whys[value].rstrip('.')})" if whys[value] else "") for value in values[:3]]
    more = f" dan {len(values) - 3} lagi" if len(values) > 3 else ""
    return f"{head}: {', '.join(parts)}{more}."
