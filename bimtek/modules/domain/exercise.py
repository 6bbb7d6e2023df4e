"""One part of a module as its file writes it: a reading, the worked example, a guided or an independent exercise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bimtek.modules.domain.checks import CHECKS
from bimtek.modules.domain.kinds.registry import HANDLE_CASE, KINDS
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.domain.openings import opened_number

HINTS = 3
FULL_MARK = 4
_NUMBER = re.compile(r"\bSIM-[BP]?\d{7}\b")
#: What a model reply says of a case opened at another desk as long as its number is not known.
_UNTOLD = "nomornya ditulis di laporan ini"
#: A value of the truth within a longer text: "{$matter}".
_WITHIN = re.compile(r"\{\$([a-z_.]+)\}")
#: Working days ago at which the report of an exercise came, unless it says otherwise.
AGE = 2

Short = Annotated[str, Field(min_length=2, max_length=160)]
Prose = Annotated[str, Field(min_length=10, max_length=3000)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,30}$")]
Given = Mapping[str, Any]


class Written(BaseModel):
    """What every part of seed/modules is: written once, checked when read, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(Written):
    """One act on a report, with values of its own or taken from the report's truth: whole ("$owner", "$request.ground") or
    within a text ("{$matter}"). `wait` says how many working days pass before it, when an exercise prepares it or
    `bimtek check modules` plays it; an act with `when` is done only on a report
    whose right act, or a request whose right decision, is one of these (an exercise may be fed by reports that need
    different ones)."""

    action: Action
    role: Role
    given: Given = {}
    wait: int = Field(default=0, ge=0, le=60)
    when: tuple[str, ...] = ()

    def filled(self, truth: Mapping[str, Any], title: str, number: str, links: Sequence[str] = ()) -> dict[str, Any]:
        """The act's values with every "$name" replaced from the truth of the report at hand.

        A model reply quotes the number its report was made under; a report opened for an exercise has another one. Once a
        case was opened from the report at another desk (`links`), the model reply names that number too."""
        reply = _NUMBER.sub(number, str(truth.get("better_reply", "")))
        if opened := opened_number(links):
            reply = reply.replace(_UNTOLD, f"nomornya {opened}")
        sensitive = list(truth.get("sensitive_words", ()))
        known = {**truth, "title": title, "better_reply": reply, "sensitive": sensitive}
        return {name: _value(value, known) for name, value in self.given.items()}


def fitting(acts: Sequence[Act], truth: Mapping[str, Any]) -> tuple[Act, ...]:
    """The acts that are done on a report with this truth, in order."""
    right = {truth.get("right_act"), (truth.get("request") or {}).get("decision")}
    return tuple(act for act in acts if not act.when or right & set(act.when))


def _value(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item, known) for item in value]
    if not isinstance(value, str):
        return value
    if not value.startswith("$"):
        return _WITHIN.sub(lambda found: str(_told(found[1], known)), value)
    return _told(value[1:], known)


def _told(name: str, known: Mapping[str, Any]) -> Any:
    found: Any = known
    for part in name.split("."):
        found = found.get(part, "") if isinstance(found, Mapping) else ""
    return found


class Hint(Written):
    """Help for a step; `cost` is taken from the four points of the step and said before it is opened."""

    text: Prose
    cost: int = Field(ge=0, le=FULL_MARK)


class Step(Written):
    """One step of a guided exercise: what to do, how it is checked, how it is helped and shown."""

    code: Code
    title: Annotated[str, Field(min_length=2, max_length=20)]
    instruction: Prose
    check: str
    params: Mapping[str, str | int | float | list[str]] = {}
    hints: tuple[Hint, ...] = Field(min_length=HINTS, max_length=HINTS)
    shown: Prose
    take_role: Role | None = None
    acts: tuple[Act, ...] = ()

    @model_validator(mode="after")
    def _known_check(self) -> Step:
        if self.check not in CHECKS:
            raise ValueError(f"pemeriksaan '{self.check}' tidak dikenal")
        return self


class Promise(Written):
    """What the file promises: a good player earns at least `good` of the four points, a careless one at most `bad`.
    `python -m bimtek check modules` plays both."""

    good: float = Field(default=4.0, ge=0, le=FULL_MARK)
    bad: float = Field(default=1.0, ge=0, le=FULL_MARK)


class Exercise(Written):
    """One part of a module.

    `task` says what is done: "handle_case" on a report of the desk, or a kind of worksheet with its `params`. A guided sheet has
    its first `given` questions answered beforehand, with reasons: fading from the end backwards. An independent part is
    fed by the arrived cases of `desks`, by a fresh case of `scenarios` judged by `criteria`, or by a sheet. A guided part that
    is `core` is never passed over, however well the ones before it went. A report of the desk came `age` working days ago, and
    what was `done` to it happened since."""

    code: Code
    kind: Literal["reading", "example", "guided", "independent"]
    short: Annotated[str, Field(min_length=1, max_length=12)]
    title: Short
    summary: Prose
    minutes: int = Field(ge=1, le=120)
    after: str | None = None
    task: str = HANDLE_CASE
    params: Mapping[str, Any] = {}
    given: int = Field(default=0, ge=0, le=30)
    hints: tuple[Hint, ...] = Field(default=(), max_length=HINTS)
    scenarios: tuple[str, ...] = ()
    requires: tuple[Literal["sensitive_words", "anonymous"], ...] = ()
    pass_mark: float = Field(default=3.0, ge=0, le=FULL_MARK)
    role: Role | None = None
    age: int = Field(default=AGE, ge=1, le=60)
    done: tuple[Act, ...] = ()
    steps: tuple[Step, ...] = ()
    needs: int = Field(default=0, ge=0, le=20)
    desks: tuple[Desk, ...] = ()
    criteria: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    careless: tuple[Act, ...] = ()
    promise: Promise = Promise()
    core: bool = False

    @property
    def heading(self) -> str:
        """Mark and title, the mark only where the title does not say it ("Baca: …", "Lihat contoh: …")."""
        said = self.short.casefold() in self.title.casefold()
        return self.title if said else f"{self.short}: {self.title}"

    @model_validator(mode="after")
    def _whole(self) -> Exercise:
        if self.task != HANDLE_CASE and self.task not in KINDS:
            raise ValueError(f"jenis latihan '{self.task}' tidak dikenal")
        if self.is_sheet and (self.steps or self.scenarios or self.desks or self.kind in ("reading", "example")):
            raise ValueError("lembar kerja tidak punya langkah, skenario, atau meja")
        if (self.kind == "guided" and not self.is_sheet) != bool(self.steps):
            raise ValueError("langkah diisi jika dan hanya jika terbimbing di meja")
        if self.kind == "guided" and not self.is_sheet and not self.scenarios:
            raise ValueError("latihan terbimbing di meja memerlukan skenario")
        if self.kind == "guided" and self.is_sheet and len(self.hints) != HINTS:
            raise ValueError("lembar terbimbing memerlukan tiga petunjuk")
        if (self.kind == "independent") != (self.needs > 0):
            raise ValueError("needs diisi jika dan hanya jika mandiri")
        if self.kind == "independent" and bool(self.desks) + bool(self.scenarios) + self.is_sheet != 1:
            raise ValueError("mandiri memerlukan tepat satu dari desks, scenarios, atau jenis lembar kerja")
        if len({step.code for step in self.steps}) != len(self.steps):
            raise ValueError("kode langkah harus berbeda")
        return self

    @property
    def is_sheet(self) -> bool:
        """Whether it is worked on a worksheet and not on a report of the desk."""
        return self.task != HANDLE_CASE

    @property
    def is_counted_at_desk(self) -> bool:
        """Whether the arrived cases of the person's own desks count for it; nothing is started then."""
        return bool(self.desks)

    def answered_before(self, questions: int) -> int:
        """How many questions of a guided sheet are answered beforehand; at least one is left to the learner."""
        return min(self.given, questions - 1)

    def step(self, code: str) -> Step | None:
        """The step with this code, or None."""
        return next((step for step in self.steps if step.code == code), None)

    def next_step(self, code: str) -> str:
        """The code of the step after this one, or "" after the last."""
        codes = [step.code for step in self.steps]
        index = codes.index(code) + 1
        return codes[index] if index < len(codes) else ""

    def fits(self, anonymous: bool, truth: Mapping[str, Any]) -> bool:
        """Whether a report has in it what the exercise is about."""
        return all(anonymous if name == "anonymous" else truth.get(name) for name in self.requires)

    def scenario(self, variant: int) -> str:
        """The scenario of the n-th variant (from 1): they take turns."""
        return self.scenarios[(variant - 1) % len(self.scenarios)]


def step_mark(step: Step, hints: int, shown: bool) -> int:
    """The points of a finished step: four less the cost of the hints opened; a step that was shown earns nothing."""
    cost = sum(hint.cost for hint in step.hints[:hints])
    return 0 if shown else max(0, FULL_MARK - cost)


def exercise_mark(exercise: Exercise, hints: Mapping[str, int], shown: Sequence[str]) -> float:
    """The mean of the steps' points."""
    marks = [step_mark(step, hints.get(step.code, 0), step.code in shown) for step in exercise.steps]
    return sum(marks) / len(marks)
