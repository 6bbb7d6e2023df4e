"""Judge an aduan at Baruga: what the moderator made sure of, where it was sent, what was done and said, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, History
from bimtek.modules.domain.judging.aduan_ends import aduan_refusals, judge_end, judge_pace
from bimtek.modules.domain.judging.aduan_routing import judge_targets
from bimtek.modules.domain.judging.answers import judge_reply_level, mark_reply
from bimtek.modules.domain.judging.bridges import judge_links
from bimtek.modules.domain.judging.identity import LEAK_BETTER, RULE_LEAK, judge_identity
from bimtek.modules.domain.judging.triage import judge_category
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, Facts, ReplyMark, Rules
from bimtek.modules.domain.judging.wording import shared
from bimtek.sandbox.domain.decision_inputs import MISSING
from bimtek.sandbox.domain.lifecycle import ENDED, Action

RULE_CLEAR = (
    "Baruga Sulsel: aduan diteruskan bila identitas, isi, dan pesannya jelas; yang tidak jelas ditanyakan dahulu."
)
RULE_TOPIC = "Baruga Sulsel: warga tidak memberi judul atau kategori; moderator yang memberi topik."
RULE_ACT = "Baruga Sulsel v2.0: OPD mencatat tindakannya, dengan foto sebelum dan sesudah bila ada."
_LEAVING = (Action.DECLINE, Action.TRANSFER)


def judge_aduan(truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime) -> CaseJudgement:
    """Every criterion of an aduan in order, and the critical errors. Baruga has no deadline: waiting costs softly."""
    marks = [mark_reply(truth, facts, act, rules) for act in history.of(*PUBLIC_ACTS, own=True)]
    replies = {act.number for act in history.of(Action.RESPOND)}
    answers = [mark for mark in marks if mark.entry in replies]
    identity, leaks = judge_identity(truth, facts, history, marks)
    told = _told_by_topic(truth, history)
    if told and any(leak.entry == told.entry for leak in leaks):
        told = None
    if told:
        identity = Criterion("identity", 0, "Topik yang terbit memuat data pribadi.", told.fact, RULE_LEAK, told.better)
    closing, hollow = judge_end(truth, history)
    last = answers[-1] if answers else None
    links = judge_links(truth, facts, history)
    criteria = (
        _clarity(truth, history), _topic(truth, history, rules), judge_targets(truth, history, rules), identity,
        _act(truth, history, marks, rules), judge_pace(facts, history, rules, now), judge_reply_level(last, history),
        closing, *((links,) if links else ()),
    )  # fmt: skip
    ended = history.state.state in ENDED
    settled = tuple(_over(item) if ended else item for item in criteria)
    criticals = (*leaks, *((told,) if told else ()), *aduan_refusals(truth, history, answers, rules), *hollow)
    return CaseJudgement(settled, criticals, last, ended)


def _over(item: Criterion) -> Criterion:
    if item.judged or not item.applies:
        return item
    return replace(item, applies=False, reason="Aduan berakhir tanpa langkah ini.")


def _told_by_topic(truth: Mapping[str, Any], history: History) -> Critical | None:
    """The topic becomes the public title: what is masked in the text must not stand there."""
    act = history.last(Action.MODERATE, own=True)
    title = str(act.input.get("title", "")) if act else ""
    for word in truth.get("sensitive_words", ()):
        if act and word and str(word).casefold() in title.casefold():
            fact = f"Topik aduan memuat “{word}”."
            return Critical("leaked_identity", fact, RULE_LEAK, LEAK_BETTER, act.number)
    return None


def _clarity(truth: Mapping[str, Any], history: History) -> Criterion:
    """Asked when and only when something is missing, and for that; a further fact the citizen knows is no sin to ask."""
    missing = truth.get("missing") or None
    asked = history.first(Action.ASK_CLARITY, own=True)
    if asked is None:
        return _not_asked(missing, history)
    items = [str(item) for item in asked.input.get("missing", ())]
    fact = f"Anda menanyakan: {', '.join(MISSING.get(item, item).lower() for item in items)}."
    if not missing:
        known = {fact["about"] for fact in truth.get("knows", ())} & set(items)
        reason = "Keterangannya berguna, tetapi aduan ini sudah cukup jelas untuk diteruskan."
        if not known:
            reason = "Aduan ini sudah jelas. Bertanya membuat warga menulis dua kali."
        better = "Terbitkan dan disposisikan; OPD dapat bertanya bila perlu."
        return Criterion("completeness", 2 if known else 1, reason, fact, RULE_CLEAR, better)
    right = MISSING.get(missing, missing).lower()
    if missing not in items:
        return Criterion("completeness", 1, f"Yang kurang adalah {right}.", fact, RULE_CLEAR, f"Tanyakan {right} saja.")
    if len(items) > 2:
        return Criterion("completeness", 3, f"Cukup tanyakan {right}.", fact, RULE_CLEAR, f"Tanyakan {right} saja.")
    return Criterion("completeness", 4, "Yang belum jelas ditanyakan sebelum aduan terbit.", fact, RULE_CLEAR)


def _not_asked(missing: str | None, history: History) -> Criterion:
    door = history.first(Action.MODERATE, *_LEAVING)
    if door is None:
        return Criterion("completeness", None, "Belum diputuskan.")
    if not door.own:
        return Criterion("completeness", None, "Sudah diputuskan sebelum latihan dimulai.", applies=False)
    if missing and door.action != Action.TRANSFER:
        what = MISSING.get(missing, missing).lower()
        done = "Aduan langsung terbit." if door.action == Action.MODERATE else "Aduan langsung tidak diproses."
        reason = f"Aduan ini belum memuat {what}. Yang menerimanya tidak dapat memeriksa."
        return Criterion("completeness", 0, reason, done, RULE_CLEAR, f"Tanyakan {what} dengan kalimat yang ramah.")
    return Criterion("completeness", 4, "Keterangannya cukup untuk diputuskan.", "", RULE_CLEAR)


def _topic(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """The category as at LAPOR; the topic that becomes the public title must name the matter."""
    judged = judge_category(truth, history, rules)
    act = history.last(Action.MODERATE, own=True)
    if act is None or judged.level is None:
        return judged
    title = str(act.input.get("title", ""))
    fact = f"Topik “{title}”. {judged.fact}"
    if not shared(title, str(truth.get("topic") or ""), str(truth.get("matter") or "")):
        better = f"Beri topik yang menyebut pokoknya: {truth.get('topic', '')}."
        reason = f"Topiknya tidak menyebut pokok masalah. {judged.reason}"
        return Criterion("category", min(2, judged.level), reason, fact, RULE_TOPIC, better)
    return replace(judged, fact=fact, rule=RULE_TOPIC)


def _act(truth: Mapping[str, Any], history: History, marks: list[ReplyMark], rules: Rules) -> Criterion:
    """What the kabupaten's offices did, told so that a reader can check it; photos where the case has them. Provincial
    offices act by themselves and are nobody's work here."""
    mine = {act.number: str(act.input.get("office", "")) for act in history.of(Action.RECORD_ACT, own=True)}
    if not mine:
        owed = any(_own(name, rules) for name in history.state.targets) or not history.state.targets
        applies = owed and history.first(*_LEAVING) is None
        return Criterion("act", None, "Belum ada tindakan yang dicatat.", applies=applies)
    told: dict[str, int] = {}
    for mark in marks:
        if mark.entry in mine:
            office = mine[mark.entry]
            told[office] = max(told.get(office, 0), _told_level(mark))
    weakest = min(told, key=lambda office: told[office])
    shown = {str(one.get("when")) for act in history.of(Action.RECORD_ACT) for one in act.input.get("pictures") or ()}
    wanted = {"before": "sebelum", "after": "sesudah"} if _names_photos(truth) else {}
    absent = [word for when, word in wanted.items() if when not in shown]
    level = max(0, told[weakest] - len(absent)) if told[weakest] else 0
    fact = f"{len(mine)} tindakan dicatat; foto: {len(shown)}."
    if level == 4:
        return Criterion("act", 4, "Tindakan tercatat dengan bukti yang dapat diperiksa.", fact, RULE_ACT)
    thin = f"Catatan {rules.office(weakest)} belum menyebut apa yang dikerjakan pada masalah ini."
    reasons = [thin] if told[weakest] < 4 else []
    reasons += [f"Foto {' dan '.join(absent)} belum ada."] if absent else []
    better = f"Catat seperti ini: {truth['action']}" if truth.get("action") else "Catat apa, di mana, dan kapan."
    return Criterion("act", level, " ".join(reasons), fact, RULE_ACT, better)


def _told_level(mark: ReplyMark) -> int:
    """4 for an act at this matter that can be checked, 2 for an act or the matter alone, 0 for neither."""
    acted, named = mark.levels.get("action", 0), mark.levels.get("substance", 0) + mark.levels.get("finding", 0)
    if acted and named:
        return 4 if acted > 1 else 3
    return 2 if acted or named else 0


def _names_photos(truth: Mapping[str, Any]) -> bool:
    return any(str(name).startswith("foto-se") for name in truth.get("evidence", ()))


def _own(unit: str, rules: Rules) -> bool:
    known = rules.offices.get(unit)
    return known is None or known.level == "kabupaten"
