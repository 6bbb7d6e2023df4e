"""Judge the answer to an objection, and what a decision is worth to the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import NOTICES, WRITTEN_ANSWERS, Act, History
from bimtek.modules.domain.judging.request_decision import MEANS, PRIVATE, right_ground
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, ReplyMark, Rules
from bimtek.modules.domain.judging.wording import deals_with
from bimtek.sandbox.domain.case import OBJECTION_RUNS
from bimtek.sandbox.domain.citizen import AnswerWorth, DecisionWorth
from bimtek.sandbox.domain.decision_inputs import RULINGS
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Action
from bimtek.sandbox.domain.openings import NO_ANSWER
from bimtek.workshops.domain.calendar import long_date

#: Acts after which the applicant decides what to do.
DECISIONS = frozenset(act.value for act in WRITTEN_ANSWERS)
RULE_OBJECTION = (
    "UU 14/2008 Pasal 36: Atasan PPID menjawab tertulis dalam 30 hari kerja; penolakan yang dikuatkan disertai alasan."
)
_NEAR = frozenset({"grant", "grant_part"})
#: From this level on a notice has given its reasons; below it something the law asks for is lacking.
_REASONED = 3


def came_as_objection(history: History) -> bool:
    """Whether the case came to the learner as an objection: over from another desk, where its request was made and left, or
    in an exercise that prepared it. One to the learner's own silence (in the words the world has for it) is neither."""
    filed = history.first(Action.OBJECT)
    before = [act for act in history.acts if filed is not None and act.number < filed.number]
    if filed is None or any(act.own for act in before):
        return False
    prepared = filed.text != NO_ANSWER and any(act.role in DESK_ROLES for act in before)
    return prepared or any(link.startswith("from:") for link in history.state.links)


def judge_objection(
    truth: Mapping[str, Any], history: History, rules: Rules, now: datetime
) -> tuple[Criterion, list[Critical]]:
    """Answered within thirty working days by the superior, with the ruling the law asks for and reasons about this case; a
    refusal upheld without them is not upheld as the law has it."""
    if history.first(Action.OBJECT) is None:
        return Criterion("objection", None, "Tidak ada keberatan.", applies=False), []
    act = history.last(Action.ANSWER_OBJECTION)
    if act is None:
        return _unanswered(history, rules, now)
    if not act.own:
        return Criterion("objection", None, "Sudah dijawab sebelum latihan dimulai.", applies=False), []
    right, given = right_ruling(truth, history), str(act.input.get("ruling", ""))
    fact = f"Jawaban Atasan PPID: {RULINGS.get(given, given).lower()}."
    better = f"Jawab: {RULINGS[right].lower()}. {(truth.get('request') or {}).get('material') or ''}".strip()
    errors = _given_away(truth, act)
    if errors:
        return Criterion("objection", 0, errors[0].fact, fact, RULE_OBJECTION, better), errors
    if given != right:
        near = {given, right} == _NEAR
        reason = f"Yang tepat: {RULINGS[right].lower()}."
        return Criterion("objection", 2 if near else 0, reason, fact, RULE_OBJECTION, better), []
    if not reasons_in(truth, act):
        reason = "Isinya tepat, tetapi alasannya tidak menerangkan permohonan ini."
        return Criterion("objection", 2 if given == "upheld" else 3, reason, fact, RULE_OBJECTION, better), []
    return Criterion(
        "objection", 4, "Dijawab dalam batasnya dengan isi dan alasan yang tepat.", fact, RULE_OBJECTION
    ), []


def _unanswered(history: History, rules: Rules, now: datetime) -> tuple[Criterion, list[Critical]]:
    lapse, due = history.first(Action.OBJECTION_LAPSE), history.state.completion_due
    waiting = history.state.state in OBJECTION_RUNS
    if lapse is None and not (waiting and due and rules.clocks.is_late(due, now)):
        until = f" sampai {long_date(due)}" if due else ""
        return Criterion("objection", None, f"Belum dinilai: jawaban Atasan PPID ditunggu{until}."), []
    fact = "Keberatan tidak dijawab dalam 30 hari kerja."
    better = "Daftarkan keberatan, lalu jawab tertulis sebagai Atasan PPID."
    error = Critical("missed_answer", fact, RULE_OBJECTION, better, lapse.number if lapse else 0)
    return Criterion("objection", 0, fact, "", RULE_OBJECTION, better), [error]


def _given_away(truth: Mapping[str, Any], act: Act) -> list[Critical]:
    told = truth.get("request") or {}
    if act.input.get("ruling") != "grant" or str(told.get("ground") or "") not in PRIVATE:
        return []
    fact = f"Keberatan membuka seluruhnya, termasuk: {told.get('exempt', '')}"
    return [Critical("exempt_given", fact, RULE_OBJECTION, "Berikan bagian yang terbuka saja.", act.number)]


def right_ruling(truth: Mapping[str, Any], history: History) -> str:
    """Upheld when the decision was right, or when nothing more may be given; else what should have been given."""
    told = truth.get("request") or {}
    right, notice = str(told.get("decision") or "grant"), history.last(*NOTICES)
    if notice is not None and MEANS[notice.action] == right:
        return "upheld"
    return right if right in _NEAR else "upheld"


def reasons_in(truth: Mapping[str, Any], act: Act) -> bool:
    """Whether the answer's sentences speak of this request."""
    told = truth.get("request") or {}
    parts = (told.get(name) for name in ("material", "exempt", "if_opened"))
    return deals_with(act.text, str(truth.get("matter") or ""), *(str(part) for part in parts if part), least=3)


def decision_worth(truth: Mapping[str, Any], history: History, result: CaseJudgement, rules: Rules) -> DecisionWorth:
    """What the applicant feels of the decision just sent, or of the answer to the objection."""
    last = history.last(*WRITTEN_ANSWERS)
    if last is None:
        return DecisionWorth(right=False, late=True, reasons_given=False, given=False)
    if last.action == Action.ANSWER_OBJECTION:
        ruling, due = str(last.input.get("ruling", "")), last.before.completion_due
        late = bool(due and rules.clocks.is_late(due, last.at))
        right = ruling == right_ruling(truth, history)
        return DecisionWorth(right, late, reasons_in(truth, last), given=ruling in _NEAR)
    due = last.before.first_due
    late = bool(due and rules.clocks.is_late(due, last.at))
    told = truth.get("request") or {}
    right = MEANS[last.action] == str(told.get("decision") or "grant")
    if told.get("ground"):
        right = right and right_ground(str(last.input.get("ground") or ""), str(told["ground"]))
    level = result.criterion("notice").level
    given = last.action in (Action.GRANT, Action.GRANT_PARTLY)
    return DecisionWorth(
        right,
        late,
        level is not None and level >= _REASONED,
        given,
        periodic=told.get("information_class") == "berkala",
        fair_cost=last.input.get("cost") != "copying" or last.input.get("medium") == "hardcopy",
    )


def worth_of_notice(
    history: History, result: CaseJudgement, decided: DecisionWorth, mark: ReplyMark | None
) -> AnswerWorth:
    """The written answer as the applicant meets it: its share of the points of decision, notice and language; hurtful when it
    blames or gives persons away."""
    last = history.last(*WRITTEN_ANSWERS)
    keys = (
        ("objection",) if last and last.action == Action.ANSWER_OBJECTION else ("decision", "notice", "notice_language")
    )
    levels = [(item.level or 0) / item.maximum for item in map(result.criterion, keys) if item.judged]
    share = sum(levels) / len(levels) if levels else 0.0
    rude = mark is not None and bool(mark.flags.get("blames_citizen"))
    leaked = any(error.code == "exempt_given" for error in result.criticals)
    return AnswerWorth(share, decided.right and decided.reasons_given, rude or leaked, decided.late)
