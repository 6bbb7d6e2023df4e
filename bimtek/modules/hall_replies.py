"""Public replies of a class, for looking at two of them together; and the case behind one, for judging and checking it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.modules import marking
from bimtek.modules.domain.hall_reply import HallReply
from bimtek.modules.domain.judging.carried import context_of
from bimtek.modules.domain.judging.leaks import Leak, LeakContext, find_leaks
from bimtek.modules.domain.judging.reply.types import ReplyCase, ReplyJudgement
from bimtek.modules.domain.judging.triage import truth_holder
from bimtek.modules.models import Judgement
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.sending import Readers
from bimtek.sandbox.queries import ASIDE
from bimtek.sandbox.services import Case, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many of the newest judgements are looked through for two replies worth showing.
MOST_READ = 600
_SOURCE = re.compile(r"sandbox/(\d{1,9})#(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a shown reply: the case as the judge reads it, as the leak detector reads it, and the writer."""

    case: ReplyCase
    about: LeakContext
    writer: int


#: For words that no case lies behind.
NOTHING_BEHIND = LeakContext(ReplyCase())


def replies_of_class(session: Session, workshop_id: int) -> Iterator[HallReply]:
    """The newest judged replies of a class, at most MOST_READ; reports left aside as too hard are not among them."""
    query = (
        select(Judgement, Case.scenario_id, Case.truth, Case.filed_title, Sandbox.id.label("sandbox"))
        .join(Case, Case.id == Judgement.case_id)
        .join(Sandbox, Sandbox.id == Case.sandbox_id)
        .where(Sandbox.workshop_id == workshop_id, Sandbox.branch_of.is_(None), Case.care != ASIDE)
        .order_by(Judgement.judged_at.desc(), Judgement.id.desc())
        .limit(MOST_READ)
        .options(undefer(Judgement.result))
    )
    for row in session.execute(query):
        told = row.Judgement.result.get("reply")
        if told:
            sound = told["verdict"] != "reject" and not any(told["flags"].values()) and not row.Judgement.critical
            yield HallReply(
                f"sandbox/{row.sandbox}#{told['entry']}", row.scenario_id, str(row.truth.get("topic") or row.filed_title),
                row.Judgement.account_id, told["text"], float(told["share"]), sound,
            )  # fmt: skip


def behind(session: Session, workshop_id: int, source: str) -> Behind | None:
    """The case behind a reply of this class; None for a source of another class, or one that is no act on a case."""
    match = _SOURCE.fullmatch(source)
    sandbox = sandboxes.sandbox_by_id(session, int(match[1])) if match else None
    if match is None or sandbox is None or sandbox.workshop_id != workshop_id:
        return None
    number = int(match[2])
    entry = next((one for one in journal.entries_of(session, f"sandbox/{sandbox.id}") if one.number == number), None)
    about = entry.about if entry else ""
    case = sandboxes.case_by_id(session, int(about.removeprefix("case/"))) if about.startswith("case/") else None
    if case is None or case.sandbox_id != sandbox.id:
        return None
    facts, rules, truth = marking.facts_of(case), marking.rules(), case.truth or {}
    read, holder = context_of(truth, facts), truth_holder(truth) or ""
    owner = rules.offices.get(holder)
    judged = replace(
        read.case, channel=facts.channel, owner=owner.full if owner else holder, received=facts.received_at.date(),
        officer_office=rules.office(case.unit) if case.unit else "Diskominfo-SP",
        topic=read.case.topic or rules.categories.get(str(truth.get("category")), ""),
        classification=str(truth.get("report_class", "")),
    )  # fmt: skip
    return Behind(judged, read, sandbox.account_id)


def judge_words(case: ReplyCase, text: str) -> ReplyJudgement:
    """The rubric's view of a text that was never sent."""
    return marking.rules().judge(case, text)


def leaks_to_all(text: str, about: LeakContext) -> tuple[Leak, ...]:
    """What a text would tell everybody in the hall about citizens."""
    return find_leaks(text, about, Readers.PUBLIC)
