"""Bring stored reports before the judge, and keep what it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session, undefer

from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.modules.domain.attempt import RESET
from bimtek.modules.domain.content import Content, load_content
from bimtek.modules.domain.history import History, read_history
from bimtek.modules.domain.judging.case import judge_case
from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.types import (
    RUBRIC_VERSION,
    CaseJudgement,
    Criterion,
    Critical,
    Facts,
    Notice,
    Office,
    ReplyMark,
    Rules,
)
from bimtek.modules.domain.review import Override, ReviewSettings, border, effective, load_settings
from bimtek.modules.models import Attempt, Judgement
from bimtek.modules.review_models import MarkOverride
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.decision import REPORT_CLASSES
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.domain.ppid_content import load_ppid_content
from bimtek.sandbox.queries import ASIDE
from bimtek.sandbox.services import Case
from bimtek.workshops import overlay
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.correction import Corrections

#: Reports that came to the desk by themselves: the only ones that count as independent work.
DESK_ORIGIN = "arrived"
#: The desks whose cases are the evidence of U6, where they were answered in public: a report or an aduan that only left the
#: desk shows no handling from end to end, and what is done at PPID is the evidence of other units.
COUNTED = (Desk.LAPOR, Desk.BARUGA)


@lru_cache(maxsize=1)
def content() -> Content:
    """Modules and competencies of seed/, read once."""
    return load_content(SEED_DIR)


def scenarios_used() -> set[str]:
    """The scenarios that exercises are played on."""
    exercises = (exercise for module in content().modules for exercise in module.exercises)
    return {scenario for exercise in exercises for scenario in exercise.scenarios}


def rules() -> Rules:
    """What judging needs from seed/, with offices and limits as corrected; of the law's texts, what seed/ says. The judge of
    replies remembers what it judged: every further act on a report judges the report again, and the same answer to the same
    report is always worth the same."""
    return _rules(overlay.current())


@lru_cache(maxsize=4)
def _rules(_given: Corrections) -> Rules:
    world = sandboxes.world()
    offices = {unit.id: Office(unit.name, unit.short, tuple(unit.also), unit.level) for unit in workshops.units()}
    judge, ppid = lru_cache(maxsize=4096)(judge_reply), load_ppid_content(SEED_DIR / "ppid")
    return Rules(sandboxes.deadlines(), world.categories, offices, REPORT_CLASSES, judge, ppid)


@lru_cache(maxsize=1)
def review_settings() -> ReviewSettings:
    """The settings of seed/review.toml, read once."""
    return load_settings(SEED_DIR / "review.toml")


def facts_of(case: Case) -> Facts:
    """A stored report as the judge reads it."""
    return Facts(
        number=case.number, title=case.filed_title, body=case.body, channel=case.channel, anonymous=case.anonymous,
        secret=case.secret, place=case.place, received_at=case.received_at, reporter=case.reporter, desk=case.desk,
        first_number=first_number_of(case), like_number=_number_of(case, case.truth.get("looks_like")),
    )  # fmt: skip


def first_number_of(case: Case) -> str:
    """The number of the case that this one truly repeats, or nothing."""
    return str(case.truth.get("right_link") or "") or _number_of(case, case.truth.get("duplicate_of"))


def _number_of(case: Case, ordinal: int | None) -> str:
    """The number of another case planted at the same desk: numbers of one person follow one another."""
    head = case.number.rstrip("0123456789")
    return f"{head}{int(case.number[len(head) :]) - case.ordinal + ordinal}" if ordinal else ""


def _repeated_by(case: Case, history: History) -> frozenset[str]:
    """Which of the cases tied to this one as duplicates truly repeat it: only they can tell."""
    numbers = [linked_number(link) for link in history.state.links if link.startswith("duplicate:")]
    session = object_session(case) if numbers else None
    if session is None:
        return frozenset()
    query = select(Case).where(Case.sandbox_id == case.sandbox_id, Case.number.in_(numbers))
    return frozenset(other.number for other in session.scalars(query) if first_number_of(other) == case.number)


def history_of(case: Case, entries: Sequence[Entry]) -> History:
    """The story of a stored report from its journal entries."""
    return read_history(sandboxes.initial_state(case), entries)


def judge(case: Case, history: History, now: datetime) -> CaseJudgement:
    """The judgement of a stored report at a simulated instant."""
    facts = replace(facts_of(case), repeated_by=_repeated_by(case, history))
    return judge_case(case.truth, facts, history, rules(), now)


def keep(session: Session, case: Case, account_id: int, entry: Entry, result: CaseJudgement) -> bool:
    """Store the machine's judgement of a report in place of the one before; what is counted of it is the judgement with
    the trainers' overrides. Tells whether that changed."""
    row = session.scalars(select(Judgement).where(Judgement.case_id == case.id)).first()
    overrides = overrides_of(session, case.id) if row else {}
    if row is None:
        row = Judgement(case_id=case.id, account_id=account_id, critical=False, counted=False)
        session.add(row)
    before = (row.critical, row.counted)
    row.entry_number, row.rubric_version, row.judged_at = entry.number, RUBRIC_VERSION, entry.wall_at
    row.result = to_json(result)
    _weigh(row, case, effective(result, overrides))
    session.flush()
    return before != (row.critical, row.counted)


def _weigh(row: Judgement, case: Case, counting: CaseJudgement) -> None:
    row.share, row.critical, row.mastered = round(counting.share, 4), bool(counting.criticals), counting.mastered
    row.border = border(counting, review_settings().margin)
    row.counted = (
        counting.mastered and case.origin == DESK_ORIGIN and case.desk in COUNTED and counting.reply is not None
    )
    if case.care == ASIDE:  # leaving a hard case costs nothing and earns nothing
        row.critical, row.counted, row.border = False, False, ""


def weigh_again(session: Session, case: Case) -> None:
    """Work out anew what counts of a report, after a trainer changed a level: the machine's judgement stays as it is."""
    query = select(Judgement).where(Judgement.case_id == case.id).options(undefer(Judgement.result))
    if (row := session.scalars(query).first()) is not None:
        _weigh(row, case, effective(from_json(row.result), overrides_of(session, case.id)))
        session.flush()


def counts(session: Session, account_id: int) -> tuple[int, int]:
    """(independent reports mastered, reports with a critical error) of one person, without those of tries begun anew."""
    again = select(Attempt.case_id).where(
        Attempt.account_id == account_id, Attempt.status == RESET, Attempt.case_id.is_not(None)
    )
    query = select(Judgement.counted, Judgement.critical, func.count())
    query = query.where(Judgement.account_id == account_id, Judgement.case_id.not_in(again))
    rows = session.execute(query.group_by(Judgement.counted, Judgement.critical)).all()
    return sum(n for counted, _, n in rows if counted), sum(n for _, critical, n in rows if critical)


def judgement_of(session: Session, case_id: int) -> CaseJudgement | None:
    """The judgement that counts: the machine's with the trainers' overrides, or None before anything was judged."""
    machine = machine_judgement_of(session, case_id)
    return effective(machine, overrides_of(session, case_id)) if machine else None


def machine_judgement_of(session: Session, case_id: int) -> CaseJudgement | None:
    """What the machine said last of a report, whoever changed a level since."""
    query = select(Judgement).where(Judgement.case_id == case_id).options(undefer(Judgement.result))
    row = session.scalars(query).first()
    return from_json(row.result) if row else None


def judged_entry(session: Session, case_id: int) -> int:
    """The number of the entry up to which a report has been judged; 0 before anything was."""
    return session.scalar(select(Judgement.entry_number).where(Judgement.case_id == case_id)) or 0


def overrides_of(session: Session, case_id: int) -> dict[str, Override]:
    """The overrides that stand on one report, by what they mark."""
    rows = session.scalars(select(MarkOverride).where(MarkOverride.case_id == case_id))
    return {
        row.key: Override(
            row.key, row.level, row.machine, row.reason, row.note, row.account_id, row.entry_number, row.judged_entry,
            row.reply_entry, row.rubric,
        )
        for row in rows
    }  # fmt: skip


def to_json(result: CaseJudgement) -> dict[str, Any]:
    """A judgement as plain values."""
    reply = _values(result.reply) if result.reply else None
    if reply and result.reply:
        reply["at"] = result.reply.at.isoformat()
    return {
        "criteria": [_values(item) for item in result.criteria],
        "criticals": [_values(error) for error in result.criticals],
        "reply": reply,
        "ended": result.ended,
        "notice": {**_values(result.notice), "at": result.notice.at.isoformat()} if result.notice else None,
    }


def _values(item: Criterion | Critical | ReplyMark | Notice) -> dict[str, Any]:
    """One level deep: what lies below is plain already, and a deep copy would cost more than the judgement."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def from_json(data: dict[str, Any]) -> CaseJudgement:
    """The stored form back as values."""
    reply, notice = data["reply"], data.get("notice")
    return CaseJudgement(
        criteria=tuple(Criterion(**item) for item in data["criteria"]),
        criticals=tuple(Critical(**error) for error in data["criticals"]),
        reply=ReplyMark(**{**reply, "at": datetime.fromisoformat(reply["at"])}) if reply else None,
        ended=data["ended"],
        notice=Notice(**{**notice, "at": datetime.fromisoformat(notice["at"])}) if notice else None,
    )
