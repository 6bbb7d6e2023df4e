"""Judge the written notice to an applicant: the parts the law asks for, and how it speaks.

What the form states (material, medium, cost, ground, holder) stands in the letter and is taken from there; the rest is looked
for in the letter's sentences, which must speak of this request. Parts whose source is not confirmed fail nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bimtek.modules.domain.history import Act
from bimtek.modules.domain.judging.request_decision import MEANS, right_ground
from bimtek.modules.domain.judging.triage import names_holder
from bimtek.modules.domain.judging.types import Criterion, ReplyMark, Rules
from bimtek.modules.domain.judging.wording import deals_with, real_sentences, sentences_on, shared, words_of

RULE_NOTICE = (
    "UU 14/2008 Pasal 22: pemberitahuan memuat dikuasai atau tidak, diterima atau ditolak dengan alasannya, bahan, bagian"
    " yang dihitamkan, bentuk, dan biaya."
)
RULE_LANGUAGE = (
    "Rubrik balasan publik: sapaan dan bahasa. Pemohon tidak wajib menerangkan dirinya lebih dari formulirnya."
)
#: Roots of the words that say whether an office has something.
_HOLDS = frozenset({"kuasa", "sedia", "simpan", "dokumentasi", "milik"})
_DENIES = frozenset({"tidak", "bukan", "belum"})
_TELLS_RIGHT = frozenset({"keberatan", "berkeberatan"})
_TO_WHOM = frozenset({"atasan", "30"})


def judge_notice(truth: Mapping[str, Any], act: Act | None, rules: Rules) -> Criterion:
    """The level by what is lacking: full with everything, 3 without what is only advised or unconfirmed, then downwards."""
    if act is None:
        return Criterion("notice", None, "Belum ada pemberitahuan tertulis.")
    decision = MEANS[act.action]
    better = str(truth.get("better_reply") or "")
    if not deals_with(act.text, _matter(truth), str(truth.get("facts") or "")):
        reason = "Surat ini tidak menjawab permohonan yang diajukan: isinya cocok untuk permohonan apa saja."
        return Criterion("notice", 0, reason, act.text[:200], RULE_NOTICE, better)
    parts = rules.ppid.notice_parts(decision) if rules.ppid else ()
    lacking = [part for part in parts if not _SAID.get(part.key, _printed)(truth, act, rules)]
    firm = [part for part in lacking if decision in part.required_for and not part.unconfirmed]
    fact = f"{len(parts) - len(lacking)} dari {len(parts)} bagian ada."
    if not lacking:
        return Criterion("notice", 4, "Semua bagian pemberitahuan ada.", fact, RULE_NOTICE)
    level = 3 if not firm else max(0, 3 - len(firm))
    reason = f"Belum ada: {', '.join(part.name.lower() for part in lacking)}. {(firm or lacking)[0].explanation}"
    return Criterion("notice", level, reason, fact, f"{RULE_NOTICE} {(firm or lacking)[0].source}.", better)


def _matter(truth: Mapping[str, Any]) -> str:
    told = [str(truth.get(name) or "") for name in ("matter", "topic")]
    return " ".join([*told, _told(truth, "material"), _told(truth, "exempt")])


def _told(truth: Mapping[str, Any], name: str) -> str:
    return str((truth.get("request") or {}).get(name) or "")


def _printed(_truth: Mapping[str, Any], _act: Act, _rules: Rules) -> bool:
    """Number, name and the like stand in the letter's head, which the register fills."""
    return True


def _held(truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    """A sentence about this information says that the office has it, or, for a negative notice, that it has not."""
    denied = MEANS[act.action] == "not_held"
    for said in sentences_on(act.text, _matter(truth), str(truth.get("facts") or "")):
        words = words_of(said)
        if words & _HOLDS and (not denied or words & _DENIES):
            return True
    return not denied and _material(truth, act, _rules) and MEANS[act.action] == "grant"


def _holder(truth: Mapping[str, Any], act: Act, rules: Rules) -> bool:
    return names_holder(str(act.input.get("holder", "")), truth, rules)


def _decided(truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    """The decision stands in the letter by itself; a closed part needs its ground and a reason about this information."""
    if MEANS[act.action] not in ("grant_part", "refuse"):
        return True
    ground = right_ground(str(act.input.get("ground") or ""), _told(truth, "ground"))
    return ground and _reasoned(truth, act, _rules)


def _reasoned(truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    why = f"{_told(truth, 'if_opened')} {_told(truth, 'exempt')}"
    written = f"{act.input.get('refusal') or ''}\n{act.input.get('blackened') or ''}\n{act.text}"
    return deals_with(written, why, least=3)


def _material(truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    given = str(act.input.get("material") or "")
    return shared(given, _told(truth, "material") or _matter(truth), _matter(truth)) > 1


def _blackened(truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    return shared(str(act.input.get("blackened") or ""), _told(truth, "exempt"), _told(truth, "if_opened")) > 1


def _stated(name: str) -> Callable[[Mapping[str, Any], Act, Rules], bool]:
    return lambda _truth, act, _rules: bool(act.input.get(name))


def _right_told(_truth: Mapping[str, Any], act: Act, _rules: Rules) -> bool:
    """That an objection may be filed, and with whom or until when."""
    for said in real_sentences(act.text):
        words = words_of(said)
        if words & _TELLS_RIGHT and words & _TO_WHOM:
            return True
    return False


_SAID: Mapping[str, Callable[[Mapping[str, Any], Act, Rules], bool]] = {
    "held": _held,
    "holder": _holder,
    "decision": _decided,
    "material": _material,
    "blackout": _blackened,
    "medium": _stated("medium"),
    "cost": _stated("cost"),
    "objection": _right_told,
    "reason": _reasoned,
}


def judge_language(mark: ReplyMark | None, act: Act | None) -> Criterion:
    """Salutation and language as the rubric of replies has them; blame is never written to an applicant."""
    if mark is None or act is None:
        return Criterion("notice_language", None, "Belum ada pemberitahuan tertulis.")
    because = {
        name: mark.because.get(name, {}) for name in ("salutation", "language", "blames_citizen", "internal_note")
    }
    for flag in ("blames_citizen", "internal_note"):
        if mark.flags.get(flag):
            told = because[flag]
            reason, passage = str(told.get("reason", "")), str(told.get("passage", ""))
            return Criterion("notice_language", 0, reason, passage, RULE_LANGUAGE, str(told.get("better", "")))
    greeted, clear = mark.levels.get("salutation", 0), mark.levels.get("language", 0)
    level = 4 if clear > 1 and greeted else 3 if clear > 1 else 2 if clear else 0
    if level == 4:
        return Criterion("notice_language", 4, "Pemohon disapa dan bahasanya terang.", "", RULE_LANGUAGE)
    weak = because["language" if clear < 2 else "salutation"]
    reason, better = str(weak.get("reason") or "Bahasanya belum terang."), str(weak.get("better", ""))
    return Criterion("notice_language", level, reason, str(weak.get("passage", "")), RULE_LANGUAGE, better)
