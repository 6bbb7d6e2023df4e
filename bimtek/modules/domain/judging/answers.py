"""Public answers before the judge of replies: one text marked, as one level of a case, and as the citizen feels it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.reply.types import ReplyCase, Reporter
from bimtek.modules.domain.judging.timeliness import was_late
from bimtek.modules.domain.judging.triage import truth_holder
from bimtek.modules.domain.judging.types import Criterion, Facts, ReplyMark, Rules
from bimtek.sandbox.domain.citizen import AnswerWorth
from bimtek.sandbox.domain.lifecycle import Action

RULE_REPLY = (
    "Rubrik balasan publik: sapaan, empati, pokok masalah, temuan, tindakan, waktu, kewenangan, saluran, bahasa."
)
#: What a supervisor would publish as it is counts as met (3 of 4), as full from FULL on; what must be mended stays below,
#: unless hardly anything is missing; the rest follows the share of the points.
FULL, _HALF, _QUARTER = 0.95, 0.5, 0.25
#: Acts after which no public answer is due at this desk.
_LEAVING = (Action.NOT_OUR_AUTHORITY, Action.ARCHIVE, Action.DECLINE, Action.TRANSFER)


def judge_reply_level(mark: ReplyMark | None, history: History) -> Criterion:
    """The answer as one level: 3 and 4 for one that may be published as it is, at most 1 for one that must not."""
    if mark is None:
        refused = history.first(*_LEAVING) is not None
        return Criterion(
            "reply",
            None,
            "Tidak ada balasan pada akhir ini." if refused else "Belum ada balasan publik.",
            applies=not refused,
        )
    level = reply_level(mark)
    weak = [key for key in REPLY_CRITERIA if mark.levels[key] < REPLY_CRITERIA[key][1]]
    if not weak:
        return Criterion("reply", level, "Semua bagian balasan terpenuhi.", "", RULE_REPLY)
    names = ", ".join(REPLY_CRITERIA[key][0].lower() for key in weak[:4])
    worst = min(weak, key=lambda key: mark.levels[key] / REPLY_CRITERIA[key][1])
    because = mark.because.get(worst, {})
    reason = f"Belum penuh: {names}. {because.get('reason', '')}".strip()
    return Criterion(
        "reply", level, reason, str(because.get("passage", "")), RULE_REPLY, str(because.get("better", ""))
    )


def reply_level(mark: ReplyMark) -> int:
    """The level of an answer from its verdict and the share of its points."""
    low = 2 if mark.share >= _HALF else 1 if mark.share >= _QUARTER else 0
    if mark.verdict == "reject":
        return min(low, 1)
    if mark.verdict == "send":
        return 4 if mark.share >= FULL else 3
    return 3 if mark.share >= FULL else low


def mark_reply(truth: Mapping[str, Any], facts: Facts, act: Act, rules: Rules) -> ReplyMark:
    """The rubric's judgement of one public text, judged against the truth of the report."""
    judged = rules.judge(reply_case(truth, facts, act, rules), act.text)
    return ReplyMark.of(act.number, act.text, act.at, judged)


def reply_case(truth: Mapping[str, Any], facts: Facts, act: Act, rules: Rules) -> ReplyCase:
    """The report as the judge of replies reads it: with what is hidden from the public."""
    holder = truth_holder(truth) or ""
    owner = rules.offices.get(holder)
    reporter = {name: str(facts.reporter.get(name) or "") for name in ("name", "nik", "phone", "email", "address")}
    return ReplyCase(
        case_id=facts.number,
        platform=facts.desk,
        channel=facts.channel,
        title=facts.title,
        body=facts.body,
        anonymous=facts.anonymous,
        secret=facts.secret,
        reporter=Reporter(**reporter),
        place=facts.place,
        topic=str(truth.get("topic") or rules.categories.get(str(truth.get("category")), "")),
        classification=str(truth.get("report_class", "")),
        owner=owner.full if owner else holder,
        officer_office=rules.office(act.before.unit) if act.before.unit else "Diskominfo-SP",
        received=facts.received_at.date(),
        facts=str(truth.get("facts", "")),
    )


def worth_of(mark: ReplyMark, act: Act, rules: Rules) -> AnswerWorth:
    """What the citizen feels of an answer. Substantive: the matter is named, somebody acts, and at least a finding or a
    date makes it checkable; never when it must not be published."""
    levels, flags = mark.levels, mark.flags
    checkable = levels["finding"] + levels["timeframe"] >= 2
    holds = levels["substance"] >= 1 and levels["action"] >= 1 and checkable
    hurtful = bool(flags.get("leaks_reporter") or flags.get("blames_citizen"))
    substantive = holds and mark.verdict != "reject" and not flags.get("hollow")
    return AnswerWorth(mark.share, substantive, hurtful, was_late(act, rules.clocks))
