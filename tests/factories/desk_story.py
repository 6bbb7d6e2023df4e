"""Play a generated case of any desk through the real rules, in memory, and judge it with the real judge of replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.modules.domain.history import ANSWERS, History, read_history
from bimtek.modules.domain.judging.case import judge_case, mark_reply, worth_of
from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, Office, Rules
from bimtek.sandbox.domain.case import JUDGED, MOVED, REFUSED, CaseState, to_json
from bimtek.sandbox.domain.deadlines import load_deadlines
from bimtek.sandbox.domain.decision import REPORT_CLASSES, Command, Refused, World, decide
from bimtek.sandbox.domain.generator import Generator, load_generator
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Action, Desk, Role
from bimtek.sandbox.domain.openings import first_state
from bimtek.sandbox.domain.ppid_content import load_ppid_content
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.workshops.domain.calendar import load_calendar
from bimtek.workshops.domain.unit_matching import load_units

MONDAY = datetime(2026, 11, 9, 9, 0)
CLEAR = ["identity", "content", "message"]
PHOTOS = [{"when": "before", "sha256": "a" * 64}, {"when": "after", "sha256": "b" * 64}]


@lru_cache(maxsize=1)
def generator() -> Generator:
    """The generator over the real scenarios."""
    return load_generator(SEED_DIR)


@lru_cache(maxsize=1)
def world() -> World:
    """The real deadlines, categories, and the units of the kabupaten and of others."""
    calendar = load_calendar(SEED_DIR / "calendar.toml", SEED_DIR / "deadlines.toml")
    units = load_units(SEED_DIR / "units.toml")
    ours = {unit.id: unit.name for unit in units if unit.level == "kabupaten"}
    others = {unit.id: unit.name for unit in units if unit.level != "kabupaten"}
    clocks = load_deadlines(SEED_DIR / "deadlines.toml", calendar)
    return World(clocks, load_categories(SEED_DIR / "categories.toml"), ours, others)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The real rules, with the real judge of replies and the real parts of a notice."""
    offices = {
        unit.id: Office(unit.name, unit.short, tuple(unit.also), unit.level)
        for unit in load_units(SEED_DIR / "units.toml")
    }
    ppid = load_ppid_content(SEED_DIR / "ppid")
    return Rules(world().clocks, world().categories, offices, REPORT_CLASSES, judge_reply, ppid)  # type: ignore[arg-type]


@dataclass(slots=True)
class Told:
    """One case of a scenario and what happens to it."""

    scenario: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    facts: Facts = field(init=False)
    truth: dict[str, Any] = field(init=False)
    initial: CaseState = field(init=False)
    state: CaseState = field(init=False)
    entries: list[Entry] = field(default_factory=list)
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        report = generator().generate_case("uji", self.scenario, MONDAY, 3)
        self.truth = {**report.truth, **self.changes}
        self.facts = Facts(
            report.number, report.title, report.body, report.channel, report.anonymous, report.secret, report.place,
            MONDAY, report.reporter, desk=report.desk,
        )  # fmt: skip
        start = first_state(Desk(report.desk), report.title, "complaint", MONDAY, 0, world().clocks)
        self.initial = self.state = replace(start, links=self.links)

    def at(self, day: int, hour: int = 9, month: int = 11) -> Told:
        """Move the simulated clock."""
        self.now = datetime(2026, month, day, hour)
        return self

    def act(self, action: Action, role: Role, own: bool = True, **given: Any) -> Told:
        """One act that the lifecycle must accept, and the judgement of a public answer with it."""
        decision = decide(self.state, Command(action, role, given), self.now, world())
        assert not isinstance(decision, Refused), f"{action}: {decision.reason}"
        data = {"action": action.value, "input": given, "sets": to_json(decision.sets)}
        self._record(MOVED, role, data, own)
        self.state = replace(self.state, **decision.sets)
        if action in ANSWERS:
            answer = self.history.answers[-1]
            worth = worth_of(mark_reply(self.truth, self.facts, answer, rules()), answer, rules())
            sets = {"substantive": worth.substantive and not worth.hurtful}
            self._record(JUDGED, Role.SYSTEM, {"sets": sets}, own=False)
            self.state = replace(self.state, **sets)
        return self

    def refused(self, action: Action, role: Role, **given: Any) -> bool:
        """Whether the lifecycle refuses an act now."""
        return isinstance(decide(self.state, Command(action, role, given), self.now, world()), Refused)

    def _record(self, kind: str, role: Role, data: Mapping[str, Any], own: bool) -> None:
        assert kind != REFUSED
        person = 1 if own and role in DESK_ROLES else None
        number = len(self.entries) + 1
        self.entries.append(Entry("test", number, kind, "case/1", person, role.value, self.now, self.now, data))

    @property
    def history(self) -> History:
        """The story so far."""
        return read_history(self.initial, self.entries)

    @property
    def judgement(self) -> CaseJudgement:
        """The judgement so far."""
        return judge_case(self.truth, self.facts, self.history, rules(), self.now)

    def level(self, key: str) -> int | None:
        """The level of one criterion so far; None while not judged, not applying, or not there."""
        found = [item for item in self.judgement.criteria if item.key == key]
        return found[0].level if found and found[0].applies else None

    @property
    def critical(self) -> set[str]:
        """The codes of the critical errors so far."""
        return {error.code for error in self.judgement.criticals}

    @property
    def told(self) -> dict[str, Any]:
        """The hidden truth of the request."""
        return dict(self.truth["request"])

    def mask(self, role: Role) -> Told:
        """Mask all personal data in the text."""
        words = self.truth["sensitive_words"]
        return self.act(Action.MASK, role, passages=list(words)) if words else self


OFFICER, PPID, SUPERIOR = Role.DESK_OFFICER, Role.INFORMATION_OFFICER, Role.SUPERIOR
MODERATOR, REGENCY_ADMIN, UNIT_ADMIN = Role.MODERATOR, Role.REGENCY_ADMIN, Role.UNIT_ADMIN


def moderated(case: Told, **other: Any) -> Told:
    """Masked and sent to those who hold the matter, apart from what is given."""
    case.mask(MODERATOR)
    holder = case.truth.get("holder") or case.truth["owner"]
    right = case.truth.get("targets") or [holder]
    theirs = [name for name in right if name in world().others]
    targets = [*theirs, *(["kabupaten"] if len(theirs) < len(right) else [])]
    given = {"clear": CLEAR, "title": case.truth["topic"], "category": case.truth["category"], "targets": targets}
    return case.act(Action.MODERATE, MODERATOR, **{**given, **other})


def forwarded(case: Told) -> Told:
    """Passed on to the offices of the kabupaten that hold the matter."""
    right = case.truth.get("targets") or [case.truth.get("holder") or case.truth["owner"]]
    ours = [name for name in right if name in world().units]
    return case.act(Action.FORWARD, REGENCY_ADMIN, offices=ours) if ours else case


def handled(case: Told, **other: Any) -> Told:
    """An aduan handled as it should be, up to its end."""
    forwarded(moderated(case, **other)).at(10)
    for office in case.state.targets:
        if office != "kabupaten":
            ours = office in world().units
            role = UNIT_ADMIN if ours else Role.SYSTEM
            case.act(Action.RECORD_ACT, role, ours, office=office, text=case.truth["action"], pictures=PHOTOS)
    role = UNIT_ADMIN if any(name in world().units for name in case.state.targets) else REGENCY_ADMIN
    case.act(Action.RESPOND, role, text=case.truth["better_reply"])
    return case.act(Action.FINISH, MODERATOR, note="Semua sudah bertindak.") if case.state.substantive else case


def in_hand(case: Told) -> Told:
    """A request asked complete where it lacks, registered and assigned rightly."""
    lacking = case.told["incomplete"]
    if lacking:
        case.act(Action.ASK_COMPLETION, OFFICER, lacking=list(lacking), message="Mohon dilengkapi bagian ini.")
        case.at(10).act(Action.COMPLETE, Role.REPORTER, own=False, text="Sudah saya lengkapi.")
    case.act(Action.REGISTER, OFFICER, registration="012/PPID/XI/2026")
    return case.act(Action.ASSIGN, PPID, unit=case.truth["owner"])


def with_sheet(case: Told, **other: Any) -> Told:
    """The sheet of the harm test, as the truth has it."""
    told = case.told
    sheet = {"content": told["exempt"], **{name: told[name] for name in ("ground", "if_opened", "if_closed", "period")}}
    return case.act(Action.TEST_HARM, PPID, **{**sheet, **other})


def decided(case: Told, **other: Any) -> Told:
    """Decided as the law has it, with the model notice, apart from what is given."""
    told, text = case.told, case.truth["better_reply"]
    answer = {"text": text, "medium": "softcopy", "cost": "none", "material": told["material"]}
    closed = {"ground": told["ground"], "text": text}
    if told["decision"] == "grant":
        return case.act(Action.GRANT, PPID, **{**answer, **other})
    if told["decision"] == "grant_part":
        return case.act(Action.GRANT_PARTLY, PPID, **{**answer, **closed, "blackened": told["exempt"], **other})
    if told["decision"] == "refuse":
        return case.act(Action.REFUSE, PPID, **{**closed, "refusal": told["if_opened"], **other})
    return case.act(Action.DECLARE_NOT_HELD, PPID, **{"holder": case.truth["holder"], "text": text, **other})


def answered(case: Told) -> Told:
    """A request handled as it should be, up to the hand-over."""
    in_hand(case).at(13)
    if case.told["ground"]:
        with_sheet(case)
    decided(case.at(16))
    if case.told["decision"] in ("grant", "grant_part"):
        case.act(Action.HAND_OVER, OFFICER, medium="softcopy", note="Dikirim lewat surel.")
    return case
