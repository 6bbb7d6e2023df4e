"""Judge a whole report: a pure function of its hidden truth, what came in, its journal and the rules.

Only what has happened is judged; a criterion not reached yet has no level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, History
from bimtek.modules.domain.judging.aduan import judge_aduan
from bimtek.modules.domain.judging.answers import judge_reply_level, mark_reply, worth_of
from bimtek.modules.domain.judging.bridges import judge_bridge, judge_links
from bimtek.modules.domain.judging.closing import judge_closing, refusals
from bimtek.modules.domain.judging.identity import judge_identity
from bimtek.modules.domain.judging.request import judge_request
from bimtek.modules.domain.judging.timeliness import judge_timeliness
from bimtek.modules.domain.judging.triage import (
    judge_category,
    judge_class,
    judge_completeness,
    judge_owner,
)
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Facts, Rules
from bimtek.sandbox.domain.lifecycle import ENDED, Desk

__all__ = ["judge_case", "mark_reply", "weak_first", "worth_of"]


def judge_case(truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime) -> CaseJudgement:
    """Every criterion in order with its fact, reason, rule and better example, and the critical errors; by the desk on
    which the case stands."""
    if facts.desk == Desk.BARUGA:
        return judge_aduan(truth, facts, history, rules, now)
    if facts.desk == Desk.PPID:
        return judge_request(truth, facts, history, rules, now)
    marks = [mark_reply(truth, facts, act, rules) for act in history.of(*PUBLIC_ACTS, own=True)]
    answers = [mark for mark in marks if mark.entry in {act.number for act in history.answers}]
    identity, leaks = judge_identity(truth, facts, history, marks)
    timeliness, missed = judge_timeliness(history, rules.clocks, now)
    closing, hollow = judge_closing(truth, history)
    bridge = judge_bridge(truth, facts, history, rules, now, answers)
    criteria = (
        judge_class(truth, history, rules),
        judge_category(truth, history, rules),
        judge_owner(truth, history, rules),
        judge_completeness(truth, history, rules),
        identity,
        timeliness,
        judge_reply_level(answers[-1] if answers else None, history),
        closing,
        *(item for item in (bridge, judge_links(truth, facts, history)) if item is not None),
    )
    ended = history.state.state in ENDED
    settled = tuple(_settle(item) if ended else item for item in criteria)
    criticals = (*leaks, *refusals(truth, history, answers, rules), *missed, *hollow)
    return CaseJudgement(settled, criticals, answers[-1] if answers else None, ended)


def _settle(item: Criterion) -> Criterion:
    """A report that has ended can earn nothing more: what was never reached has no place in it."""
    if item.judged or not item.applies:
        return item
    return replace(item, applies=False, reason="Laporan berakhir tanpa langkah ini.")


def weak_first(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The judged criteria that are not fully met, weakest first, in the order of work among equals."""
    return sorted(
        (item for item in criteria if item.judged and (item.level or 0) < item.maximum),
        key=lambda item: (item.level or 0) / item.maximum,
    )
