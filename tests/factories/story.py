"""Tell the story of one report through the real rules, in memory: for tests of judging, checks and exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.modules.domain.history import ROLE_TAKEN, History, read_history
from bimtek.modules.domain.judging.case import judge_case, mark_reply, worth_of
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, Because, ReplyCase, ReplyJudgement
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, Office, Rules
from bimtek.sandbox.domain.case import JUDGED, MOVED, REFUSED, CaseState, to_json
from bimtek.sandbox.domain.deadlines import load_deadlines
from bimtek.sandbox.domain.decision import REPORT_CLASSES, Command, Refused, World, decide
from bimtek.sandbox.domain.lifecycle import Action, Role, State
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.workshops.domain.calendar import load_calendar
from bimtek.workshops.domain.unit_matching import load_units

ADMIN, LIAISON, REPORTER, SYSTEM = Role.AGENCY_ADMIN, Role.LIAISON, Role.REPORTER, Role.SYSTEM
FRIDAY = datetime(2026, 11, 6, 8, 0)
#: Answers whose worth a test knows: what is judged here is the handling of a report, not its prose.
GOOD, HOLLOW, LEAKING, BLAMING = "Jawaban lengkap.", "Akan ditindaklanjuti.", "Yth. Ibu Nurlia.", "Salah sendiri."
BODY = "Jalan ke pasar berlubang dua bulan. Rumah saya RT 03, HP 0841 2200 317. Terima kasih."


def sure_judge(_case: ReplyCase, text: str) -> ReplyJudgement:
    """A judge that knows the four answers above."""
    full = {key: top for key, (_, top) in CRITERIA.items()}
    flags = dict.fromkeys(FLAGS, False)
    if text == GOOD:
        return ReplyJudgement(full, flags, "send", {})
    if text == HOLLOW:
        because = {"action": Because(text, 0, len(text), "Tidak ada tindakan.", "Kami menambal 16 November 2026.")}
        return ReplyJudgement(dict.fromkeys(CRITERIA, 0), {**flags, "hollow": True}, "improve", because)
    if text == LEAKING:
        because = {"leaks_reporter": Because("Ibu Nurlia", 5, 15, "Nama disebut.", "Yth. Bapak/Ibu Pelapor,")}
        return ReplyJudgement(full, {**flags, "leaks_reporter": True}, "reject", because)
    return ReplyJudgement({**full, "language": 0}, {**flags, "blames_citizen": True}, "reject", {})


@lru_cache(maxsize=1)
def world() -> World:
    """The real deadlines, categories and units."""
    calendar = load_calendar(SEED_DIR / "calendar.toml", SEED_DIR / "deadlines.toml")
    units = {unit.id: unit.name for unit in load_units(SEED_DIR / "units.toml")}
    categories = load_categories(SEED_DIR / "categories.toml")
    return World(load_deadlines(SEED_DIR / "deadlines.toml", calendar), categories, units)


@lru_cache(maxsize=4)
def rules(judge: Any = sure_judge) -> Rules:
    """The real rules around a report, with a judge of answers."""
    offices = {unit.id: Office(unit.name, unit.short, tuple(unit.also)) for unit in load_units(SEED_DIR / "units.toml")}
    return Rules(world().clocks, world().categories, offices, REPORT_CLASSES, judge)  # type: ignore[arg-type]


TRUTH: Mapping[str, Any] = {
    "report_class": "complaint",
    "category": "1397",
    "owner": "putrpkpp",
    "competence": "own",
    "holder": None,
    "right_act": "dispose",
    "missing": None,
    "topic": "jalan kabupaten rusak",
    "facts": "Petugas menemukan 12 lubang.",
    "authority": "Ruas ini jalan kabupaten.",
    "sensitive_words": ["RT 03", "0841 2200 317"],
}
RIGHT_VERIFY = {"title": "Jalan berlubang", "report_class": "complaint", "category": "1397", "unit": "putrpkpp"}
SECRETS = {"passages": ["RT 03", "0841 2200 317"]}


@dataclass(slots=True)
class Story:
    """One report and what happens to it; each act goes through the lifecycle and into a journal of its own."""

    truth: Mapping[str, Any] = field(default_factory=lambda: dict(TRUTH))
    received: datetime = FRIDAY
    anonymous: bool = True
    body: str = BODY
    judge: Any = sure_judge
    reporter: Mapping[str, str] = field(default_factory=dict)
    title: str = "jalan berlubang"
    state: CaseState = field(init=False)
    initial: CaseState = field(init=False)
    entries: list[Entry] = field(default_factory=list)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        due = world().clocks.verification_due(self.received)
        self.initial = self.state = CaseState(State.UNVERIFIED, self.title, "complaint", verify_due=due)
        self.now = self.received

    @property
    def facts(self) -> Facts:
        """What came in."""
        return Facts(
            "SIM-4100001",
            self.title,
            self.body,
            "Website",
            self.anonymous,
            False,
            "Desa Kapidi",
            self.received,
            self.reporter,
        )

    def at(self, day: int, hour: int = 9, month: int = 11) -> Story:
        """Move the simulated clock."""
        self.now = datetime(2026, month, day, hour)
        return self

    def act(self, action: Action, role: Role, own: bool = True, **given: Any) -> Story:
        """Try one act; what the lifecycle refuses is recorded as refused."""
        decision = decide(self.state, Command(action, role, given), self.now, world())
        data = {"action": action.value, "input": given}
        if isinstance(decision, Refused):
            self._record(REFUSED, role, {**data, "reason": decision.reason}, own)
            return self
        self._record(MOVED, role, {**data, "sets": to_json(decision.sets)}, own)
        self.state = replace(self.state, **decision.sets, last_number=len(self.entries))
        if action in (Action.FOLLOW_UP, Action.HANDLE):
            self._judge()
        return self

    def _judge(self) -> None:
        act = self.history.answers[-1]
        worth = worth_of(mark_reply(self.truth, self.facts, act, rules(self.judge)), act, rules(self.judge))
        sets = {"substantive": worth.substantive and not worth.hurtful}
        self._record(JUDGED, SYSTEM, {"sets": sets}, own=False)
        self.state = replace(self.state, **sets)

    def take_role(self, role: Role) -> Story:
        """Play another desk role."""
        self._record(ROLE_TAKEN, role, {"role": role.value}, own=True)
        return self

    def _record(self, kind: str, role: Role, data: Mapping[str, Any], own: bool) -> None:
        by_desk = own and role in (ADMIN, LIAISON)
        self.entries.append(
            Entry(
                "test",
                len(self.entries) + 1,
                kind,
                "case/1",
                1 if by_desk else None,
                role.value,
                self.now,
                self.now,
                data,
            )
        )

    @property
    def history(self) -> History:
        """The story so far."""
        return read_history(self.initial, self.entries)

    @property
    def judgement(self) -> CaseJudgement:
        """The judgement so far."""
        return judge_case(self.truth, self.facts, self.history, rules(self.judge), self.now)

    def level(self, key: str) -> int | None:
        """The level of one criterion so far; None while not judged, and for one that does not apply."""
        item = self.judgement.criterion(key)
        return item.level if item.applies else None

    @property
    def critical(self) -> set[str]:
        """The codes of the critical errors so far."""
        return {error.code for error in self.judgement.criticals}


def handled_well() -> Story:
    """A report handled as it should be, up to the citizen's thanks."""
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    story.at(10).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    return story.at(11).act(Action.SETTLE, REPORTER, rating=5, text="Terima kasih.")
