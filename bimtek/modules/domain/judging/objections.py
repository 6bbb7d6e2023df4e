"""Judge the answer to an objection, and what a decision is worth to the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import History
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, Rules
from bimtek.sandbox.domain.citizen import DecisionWorth
from bimtek.sandbox.domain.lifecycle import Action

NOTICES = (Action.GRANT, Action.GRANT_PARTLY, Action.REFUSE, Action.DECLARE_NOT_HELD)
#: Acts after which the applicant decides what to do.
DECISIONS = frozenset(act.value for act in (*NOTICES, Action.ANSWER_OBJECTION))
MEANS = {
    Action.GRANT: "grant",
    Action.GRANT_PARTLY: "grant_part",
    Action.REFUSE: "refuse",
    Action.DECLARE_NOT_HELD: "not_held",
}
RULE_OBJECTION = (
    "UU 14/2008 Pasal 36: Atasan PPID menjawab dalam 30 hari kerja; penolakan yang dikuatkan disertai alasan tertulis."
)
_SUBSTANTIAL = 6  # words below which a reason says nothing


def judge_objection(told: Mapping[str, Any], history: History) -> tuple[Criterion, list[Critical]]:
    """Answered within thirty working days by the superior, with the ruling the law asks for and a written reason."""
    filed = history.first(Action.OBJECT)
    if filed is None:
        return Criterion("objection", None, "Tidak ada keberatan.", applies=False), []
    lapse = history.first(Action.OBJECTION_LAPSE)
    if lapse is not None:
        error = Critical(
            "missed_deadline",
            "Keberatan tidak dijawab dalam 30 hari kerja.",
            RULE_OBJECTION,
            "Daftarkan dan jawab keberatan.",
            lapse.number,
        )
        return Criterion("objection", 0, "Keberatan tidak dijawab.", "", RULE_OBJECTION), [error]
    act = history.last(Action.ANSWER_OBJECTION, own=True)
    if act is None:
        return Criterion("objection", None, "Belum dijawab."), []
    right = _right_ruling(told, history)
    fine = act.input["ruling"] == right
    reasons = len(act.text.split()) >= _SUBSTANTIAL * 2
    level = (3 if fine else 0) + (1 if reasons else 0)
    words = {
        "upheld": "keputusan PPID dikuatkan dengan alasan",
        "grant": "informasi diberikan",
        "grant_part": "bagian yang terbuka diberikan",
    }
    return Criterion(
        "objection",
        level,
        "Jawaban atasannya tepat." if fine else "Jawaban atasannya keliru.",
        "",
        RULE_OBJECTION,
        "" if level == 4 else f"Seharusnya {words[right]}.",
    ), []


def _right_ruling(told: Mapping[str, Any], history: History) -> str:
    notice, right = history.last(*NOTICES), str(told.get("decision") or "grant")
    if notice is not None and MEANS[notice.action] == right:
        return "upheld"
    return right if right in ("grant", "grant_part") else "upheld"


def decision_worth(truth: Mapping[str, Any], history: History, result: CaseJudgement, rules: Rules) -> DecisionWorth:
    """What the applicant feels of the decision just sent, or of the answer to the objection."""
    told: Mapping[str, Any] = truth.get("request") or {}
    last = history.last(*NOTICES, Action.ANSWER_OBJECTION)
    if last is not None and last.action == Action.ANSWER_OBJECTION:
        right = last.input["ruling"] == _right_ruling(told, history)
        return DecisionWorth(right, late=False, reasons_given=len(last.text.split()) >= _SUBSTANTIAL, given=right)
    notice = result.criterion("notice").level or 0
    given = last is not None and last.action in (Action.GRANT, Action.GRANT_PARTLY)
    due = last.before.first_due if last else None
    late = bool(last and due and rules.clocks.is_late(due, last.at))
    right = (result.criterion("decision").level or 0) == 4
    return DecisionWorth(right, late, notice >= 2, given)
