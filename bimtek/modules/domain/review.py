"""A person's marks over the machine's: what an override changes, when a piece lies on the border, when a third decides.

The machine's judgement is never changed here: `effective` gives the judgement that counts, beside the one that was.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bimtek.journal.domain import Entry
from bimtek.modules.domain.judging.answers import reply_level
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.reply.types import FLAGS
from bimtek.modules.domain.judging.reply.verdict import FATAL, verdict
from bimtek.modules.domain.judging.types import (
    CRITERIA,
    CRITICAL,
    MASTERY_EACH,
    MASTERY_MEAN,
    CaseJudgement,
    Criterion,
    Critical,
    ReplyMark,
)

OVERRIDDEN, RESTORED, UNDONE = "mark_overridden", "mark_restored", "mark_undone"
CASE, REPLY, FLAG, CRITICAL_ERROR = "case", "reply", "flag", "critical"
#: Why a level was changed; the last one asks for words.
REASONS = ("missed_fact", "elsewhere", "local_rule", "language", "other")
#: Reasons nobody picks: the machine was found right, and the third marker decided.
AGREED, THIRD = "agreed", "third"
#: Flags a trainer may set or lift; leaking is the critical error, hollow follows from the levels.
FLAGS_SET = tuple(name for name in FLAGS if name not in ("leaks_reporter", "hollow"))
#: Criteria that a reply about another place, a wrong holder or mere rubric words loses: raising one of them is the
#: trainer's word that the reply is not of that kind.
_BOUND = ("substance", "finding", "action", "authority")


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """The border's margin and what agreement is aimed at, with the source of each."""

    margin: float
    few: int
    kappa: float
    exact: float
    adjacent: float
    sources: Mapping[str, str]
    levels: Mapping[str, str]

    def meaning(self, key: str) -> str:
        """What the levels of a criterion mean, in the words a marker reads."""
        return self.levels.get(key) or (self.levels[CASE] if key.startswith(f"{CASE}:") else "")


def load_settings(path: Path) -> ReviewSettings:
    """The settings of seed/review.toml; raises KeyError when one or its source is missing."""
    with path.open("rb") as file:
        read = tomllib.load(file)
    names = ("margin", "few", "kappa", "exact", "adjacent")
    return ReviewSettings(
        **{name: read[name]["value"] for name in names}, sources={name: read[name]["source"] for name in names},
        levels=read["levels"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Override:
    """A person's level for one criterion; for flags and critical errors 1 means it stands, 0 that it does not.

    `judged` is the number of the entry up to which the piece had been judged: a lifted critical error is lifted up to
    there, and a level of the reply belongs to the reply that stood there (`reply`, the number of its entry).
    """

    key: str
    level: int
    machine: int | None
    reason: str
    note: str
    account: int
    entry: int
    judged: int
    reply: int = 0
    rubric: str = ""

    @property
    def kind(self) -> str:
        """What the key names: a criterion of the case, of the reply, a flag, a critical error."""
        return self.key.partition(":")[0]

    @property
    def name(self) -> str:
        """The criterion, flag or error itself."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Scale:
    """One thing that can be marked: its name on screen, the level now (None: not there), its maximum."""

    key: str
    label: str
    level: int | None
    maximum: int


def fold(entries: Iterable[Entry]) -> dict[str, Override]:
    """The overrides that stand after these entries about one case; taking one back gives what stood before it."""
    before: dict[int, Override | None] = {}
    standing: dict[str, Override] = {}
    for entry in entries:
        data = entry.data
        if entry.kind == OVERRIDDEN:
            before[entry.number] = standing.get(data["key"])
            standing[data["key"]] = Override(
                data["key"], data["level"], data["machine"], data["reason"], data["note"], entry.actor_id or 0,
                entry.number, data["judged"], data["reply"], data["rubric"],
            )  # fmt: skip
        elif entry.kind == RESTORED:
            standing.pop(data["key"], None)
        elif entry.kind == UNDONE:
            earlier = before.get(data["entry"])
            standing.pop(data["key"], None)
            if earlier is not None:
                standing[data["key"]] = earlier
    return standing


def effective(machine: CaseJudgement, overrides: Mapping[str, Override]) -> CaseJudgement:
    """The judgement that counts: the machine's with every override that holds for what stands there now."""
    if not overrides:
        return machine
    held = [item for item in overrides.values() if holds(machine, item)]
    criticals = _criticals(machine, [item for item in held if item.kind == CRITICAL_ERROR])
    reply = _reply(machine, [item for item in held if item.kind in (REPLY, FLAG)], criticals)
    levels = {item.name: item.level for item in held if item.kind == CASE}
    criteria = tuple(_criterion(item, levels, reply, machine) for item in machine.criteria)
    return replace(machine, criteria=criteria, criticals=criticals, reply=reply)


def holds(machine: CaseJudgement, item: Override) -> bool:
    """Whether an override still speaks of what stands there: marks of a reply rest once another reply was sent."""
    if item.kind in (REPLY, FLAG):
        return machine.reply is not None and machine.reply.entry == item.reply
    return True


def _criterion(
    item: Criterion, levels: Mapping[str, int], reply: ReplyMark | None, machine: CaseJudgement
) -> Criterion:
    if not item.judged:
        return item  # a criterion without a place in this case has no level, whoever marks
    if item.key in levels:
        return replace(item, level=min(levels[item.key], item.maximum))
    if item.key == "reply" and reply is not None and reply is not machine.reply:
        return replace(item, level=reply_level(reply))
    return item


def _criticals(machine: CaseJudgement, held: list[Override]) -> tuple[Critical, ...]:
    lifted = {item.name: item.judged for item in held if not item.level}
    errors = [error for error in machine.criticals if error.entry > lifted.get(error.code, -1)]
    known = {error.code for error in errors}
    added = [
        Critical(item.name, item.note or "Ditetapkan fasilitator.", "", "", item.judged)
        for item in held
        if item.level and item.name in CRITICAL and item.name not in known
    ]
    return (*errors, *added)


def _reply(machine: CaseJudgement, held: list[Override], criticals: tuple[Critical, ...]) -> ReplyMark | None:
    mark = machine.reply
    if mark is None:
        return None
    leaks = any(error.code == "leaked_identity" and error.entry >= mark.entry for error in criticals)
    was = any(error.code == "leaked_identity" and error.entry >= mark.entry for error in machine.criticals)
    levels = {**mark.levels, **{item.name: item.level for item in held if item.kind == REPLY}}
    flags = {**mark.flags, **{item.name: bool(item.level) for item in held if item.kind == FLAG}}
    if leaks != was:
        flags["leaks_reporter"] = leaks
    if levels == dict(mark.levels) and flags == dict(mark.flags):
        return mark
    flags["hollow"] = levels["substance"] == 0 and levels["finding"] <= 1 and levels["action"] == 0
    share = sum(levels[key] / top for key, (_, top) in REPLY_CRITERIA.items()) / len(REPLY_CRITERIA)
    return replace(mark, levels=levels, flags=flags, verdict=_verdict(mark, levels, flags), share=share)


def _verdict(mark: ReplyMark, levels: Mapping[str, int], flags: Mapping[str, bool]) -> str:
    """The supervisor's verdict on the levels a person gave. What the machine saw and did not keep (another place, a
    wrong holder, mere rubric words, a curable promise) is read off its own verdict."""
    explained = any(mark.flags[name] for name in (*FATAL, "overpromises")) or mark.levels["language"] == 0
    bound = mark.verdict == "reject" and not explained
    wrong = bound and all(levels[name] <= mark.levels[name] for name in _BOUND)
    cured = mark.verdict != "reject" if mark.flags["overpromises"] else levels["action"] == 2 and levels["finding"] >= 1
    outside = mark.verdict == "send" and mark.levels["finding"] < 2
    return verdict(levels, flags, wrong=wrong, cured=cured, stuffed=False, outside=outside)


def scales(result: CaseJudgement) -> dict[str, Scale]:
    """Everything a person may give a level in a judged case, in the order of the page. The answer as a whole follows
    from its nine parts, so those are marked instead of it."""
    found = [
        Scale(f"{CASE}:{item.key}", CRITERIA[item.key], item.level, item.maximum)
        for item in result.criteria
        if item.judged and not (item.key == "reply" and result.reply)
    ]
    if result.reply:
        found += [
            Scale(f"{REPLY}:{key}", label, result.reply.levels[key], top)
            for key, (label, top) in REPLY_CRITERIA.items()
        ]
    return {scale.key: scale for scale in found}


def errors(result: CaseJudgement) -> dict[str, Scale]:
    """Everything a person may set or lift: critical errors, and the flags of the reply."""
    standing = {error.code for error in result.criticals}
    found = [Scale(f"{CRITICAL_ERROR}:{code}", label, int(code in standing), 1) for code, label in CRITICAL.items()]
    if result.reply:
        found += [Scale(f"{FLAG}:{name}", FLAGS[name], int(result.reply.flags[name]), 1) for name in FLAGS_SET]
    return {scale.key: scale for scale in found}


def border(result: CaseJudgement, margin: float) -> str:
    """Why a judged case deserves a second pair of eyes: "mean" when its mean lies within the margin of the pass line,
    "level" when all that keeps it from passing lies exactly one level below, else "". A critical error is no matter of
    levels, and a case still under way is not a piece yet."""
    if result.criticals or not result.complete or not (result.reply or result.notice):
        return ""
    if abs(result.share - MASTERY_MEAN) <= margin + 1e-9:
        return "mean"
    short = [_short_by(item) for item in result.criteria if item.judged]
    lacking = [gap for gap in short if gap > 0]
    return "level" if lacking and max(lacking) == 1 else ""


def _short_by(item: Criterion) -> int:
    """How many levels a criterion lies below what mastery asks of each."""
    needed = next(level for level in range(item.maximum + 1) if level / item.maximum >= MASTERY_EACH)
    return needed - (item.level or 0)


def apart(first: Mapping[str, int], second: Mapping[str, int], by: int = 2) -> list[str]:
    """The criteria on which two markers lie at least `by` levels apart: from two on a third marker decides."""
    return [key for key, level in second.items() if key in first and abs(first[key] - level) >= by]
