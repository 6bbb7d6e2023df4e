"""Judge what was decided about a request: the harm test, the decision and its ground, and the hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.triage import names_holder, truth_holder
from bimtek.modules.domain.judging.types import Criterion, Critical, Facts, Rules
from bimtek.modules.domain.judging.wording import deals_with, shared
from bimtek.sandbox.domain import personal_data
from bimtek.sandbox.domain.decision_inputs import MEDIA
from bimtek.sandbox.domain.lifecycle import Action, State

RULE_TEST = (
    "UU 14/2008 Pasal 17 dan 19: informasi hanya dikecualikan dengan salah satu dasar huruf a sampai j dan sesudah uji"
    " konsekuensi yang tertulis."
)
RULE_DECISION = (
    "UU 14/2008 Pasal 2 dan 22: setiap informasi publik terbuka, pengecualiannya ketat dan terbatas; bagian yang terbuka"
    " tetap diberikan."
)
RULE_HANDOVER = "Perki 1/2021: informasi diserahkan dalam bentuk yang diberitahukan dan dicatat di register."
RULE_EXEMPT = "UU 14/2008 Pasal 17 dan UU 27/2022: data pribadi orang lain tidak diberikan kepada pemohon."
MEANS = {
    Action.GRANT: "grant",
    Action.GRANT_PARTLY: "grant_part",
    Action.REFUSE: "refuse",
    Action.DECLARE_NOT_HELD: "not_held",
}
WORDS = {
    "grant": "dikabulkan seluruhnya",
    "grant_part": "dikabulkan sebagian",
    "refuse": "ditolak",
    "not_held": "dinyatakan bukan penguasaan",
}
_NEAR = frozenset({frozenset({"grant", "grant_part"}), frozenset({"grant_part", "refuse"})})
#: Grounds that protect persons; population data is closed by its own law (j) and as a private secret (h) alike.
PRIVATE = frozenset("hj")


def right_ground(given: str, right: str) -> bool:
    """Whether a closure rests on a ground that holds here; the two that protect persons stand for each other."""
    return bool(right) and (given == right or {given, right} <= PRIVATE)


def judge_harm_test(told: Mapping[str, Any], history: History, notice: Act | None) -> Criterion:
    """The sheet: the right letter, and four parts that speak of this information. Open information needs none."""
    act, ground = history.last(Action.TEST_HARM), str(told.get("ground") or "")
    if act is not None and not act.own:
        return Criterion("harm_test", None, "Sudah diuji sebelum latihan dimulai.", applies=False)
    if act is None:
        if not ground:
            return Criterion("harm_test", None, "Tidak ada bagian yang perlu diuji.", applies=False)
        if notice is None:
            return Criterion("harm_test", None, "Belum diuji.")
        better = f"Uji dahulu: {told.get('exempt', '')}"
        return Criterion("harm_test", 0, "Bagian yang dikecualikan tidak diuji.", "", RULE_TEST, better)
    given = str(act.input.get("ground", ""))
    fact = f"Diuji dengan dasar Pasal 17 huruf {given}."
    if not ground:
        reason = "Informasi ini terbuka. Uji konsekuensi hanya menunda jawabannya."
        return Criterion("harm_test", 3, reason, fact, RULE_TEST, "Kabulkan tanpa uji konsekuensi.")
    empty = _empty_parts(act, told)
    better = f"Huruf {ground}. Bila dibuka: {told.get('if_opened', '')} Bila ditutup: {told.get('if_closed', '')}"
    if not right_ground(given, ground):
        # The reason is told while the sheet can still be mended: which letter holds stands in the better example only.
        reason = f"Huruf {given} tidak melindungi apa pun di dalam informasi ini."
        return Criterion("harm_test", 0 if len(empty) > 1 else 1, reason, fact, RULE_TEST, better)
    level = max(1, 4 - len(empty) - (given != ground))
    reasons = [f"Dasar yang paling tepat huruf {ground}."] if given != ground else []
    reasons += [f"Belum menerangkan informasi ini: {', '.join(empty)}."] if empty else []
    reason = " ".join(reasons) or "Dasarnya tepat dan lembarnya menerangkan informasi ini."
    return Criterion("harm_test", level, reason, fact, RULE_TEST, better if reasons else "")


def _empty_parts(act: Act, told: Mapping[str, Any]) -> list[str]:
    """The parts of the sheet that say nothing of this information, or say of closing what they said of opening."""
    exempt, opened = str(told.get("exempt") or ""), str(told.get("if_opened") or "")
    closed, period = str(told.get("if_closed") or ""), str(told.get("period") or "")
    given = {name: str(act.input.get(name, "")) for name in ("content", "if_opened", "if_closed", "period")}
    said = {
        "isi informasi": shared(given["content"], exempt) > 1,
        "akibat bila dibuka": deals_with(given["if_opened"], opened, exempt),
        "akibat bila ditutup": deals_with(given["if_closed"], closed, exempt) and not _same(given),
        "jangka waktu": shared(given["period"], period) > 0,
    }
    return [name for name, holds in said.items() if not holds]


def _same(given: Mapping[str, str]) -> bool:
    return given["if_opened"].split() == given["if_closed"].split()


def judge_decision(
    truth: Mapping[str, Any], facts: Facts, notice: Act | None, rules: Rules
) -> tuple[Criterion, list[Critical]]:
    """The decision against the law's; its neighbour is half right. Closing without a right ground, and giving away what
    protects persons, are critical errors."""
    if notice is None:
        return Criterion("decision", None, "Belum diputuskan."), []
    told = truth.get("request") or {}
    given, right = MEANS[notice.action], str(told.get("decision") or "grant")
    ground = str(told.get("ground") or "")
    errors = _errors(truth, facts, notice, given)
    fact = f"Anda memutuskan: {WORDS[given]}."
    better = _better(truth, right, rules)
    if given != right:
        near = frozenset({given, right}) in _NEAR
        reason = f"Permohonan ini seharusnya {WORDS[right]}."
        level = 2 if near and not any(error.code == "exempt_given" for error in errors) else 0
        return Criterion("decision", level, reason, fact, RULE_DECISION, better), errors
    chosen = str(notice.input.get("ground") or "")
    if ground and not right_ground(chosen, ground):
        reason = f"Keputusannya tepat, tetapi dasarnya huruf {ground}, bukan {chosen}."
        return Criterion("decision", 1, reason, fact, RULE_TEST, better), errors
    if given == "not_held" and not names_holder(str(notice.input.get("holder", "")), truth, rules):
        reason = "Memang bukan penguasaan, tetapi badan publik yang disebut keliru."
        return Criterion("decision", 2, reason, fact, RULE_DECISION, better), errors
    if errors:
        return Criterion("decision", 0, errors[0].fact, fact, RULE_EXEMPT, better), errors
    return Criterion("decision", 4, "Keputusannya sesuai hukum.", fact, RULE_DECISION), errors


def _better(truth: Mapping[str, Any], right: str, rules: Rules) -> str:
    told = truth.get("request") or {}
    words = f"Permohonan ini {WORDS[right]}"
    if told.get("ground"):
        words += f" dengan dasar Pasal 17 huruf {told['ground']}"
    if right == "not_held":
        return f"{words}; penguasanya {rules.office(truth_holder(truth))}."
    return f"{words}. {told.get('material') or told.get('exempt') or ''}".strip()


def _errors(truth: Mapping[str, Any], facts: Facts, notice: Act, given: str) -> list[Critical]:
    told = truth.get("request") or {}
    ground, chosen = str(told.get("ground") or ""), str(notice.input.get("ground") or "")
    found = []
    if given in ("refuse", "grant_part") and not right_ground(chosen, ground):
        why = f"yang berlaku huruf {ground}" if ground else "informasi ini terbuka"
        fact = f"Informasi ditutup dengan dasar huruf {chosen}; {why}."
        better = "Tutup hanya dengan dasar yang sudah diuji, dan berikan bagian yang terbuka."
        found.append(Critical("refused_without_ground", fact, RULE_TEST, better, notice.number))
    if given == "grant" and ground in PRIVATE:
        fact = f"Diberikan seluruhnya, termasuk: {told.get('exempt', '')}"
        found.append(Critical("exempt_given", fact, RULE_EXEMPT, "Hitamkan data pribadi itu.", notice.number))
    elif told_apart := _given_away(truth, facts, notice):
        fact = f"Yang diberikan memuat data pribadi: “{told_apart}”."
        found.append(
            Critical("exempt_given", fact, RULE_EXEMPT, "Hitamkan data pribadi itu.", notice.number, told_apart)
        )
    return found


def _given_away(truth: Mapping[str, Any], facts: Facts, notice: Act) -> str:
    """Personal data in what is given; in the letter too, but for the applicant's own, which a notice may well carry."""
    material = str(notice.input.get("material") or "")
    own = " ".join(str(value) for value in facts.reporter.values() if isinstance(value, str)).casefold()
    words = [str(word) for word in truth.get("sensitive_words", ()) if word]
    for word in words:
        if word.casefold() in material.casefold():
            return word
        if word.casefold() in notice.text.casefold() and word.casefold() not in own:
            return word
    for text in (material, notice.text):
        for span in personal_data.find(text):
            if span.kind in ("nik", "phone") and span.text.casefold() not in own:
                return span.text
    return ""


def judge_handover(history: History, notice: Act | None) -> Criterion:
    """What was granted is handed over, in the form that was told; a grant that stays in the drawer is none."""
    given = history.last(Action.HAND_OVER)
    granting = history.first(Action.GRANT, Action.GRANT_PARTLY)
    ruled = history.last(Action.ANSWER_OBJECTION)
    owed = granting is not None or (ruled is not None and ruled.input.get("ruling") in ("grant", "grant_part"))
    if given is None:
        if not owed:
            applies = notice is None and history.state.ended_at is None
            return Criterion("handover", None, "Belum ada yang diserahkan.", applies=applies)
        if history.state.state == State.REQUEST_DONE:
            reason = "Dikabulkan, tetapi informasinya tidak pernah diserahkan."
            return Criterion("handover", 0, reason, "", RULE_HANDOVER, "Serahkan, lalu catat tanggalnya di register.")
        return Criterion("handover", None, "Belum diserahkan.")
    if not given.own:
        return Criterion("handover", None, "Sudah diserahkan sebelum latihan dimulai.", applies=False)
    promised = str(notice.input.get("medium") or "") if notice else ""
    medium = str(given.input.get("medium") or "")
    fact = f"Diserahkan sebagai: {MEDIA.get(medium, medium).lower()}."
    if promised and medium != promised:
        reason = f"Yang diberitahukan: {MEDIA.get(promised, promised).lower()}."
        return Criterion("handover", 2, reason, fact, RULE_HANDOVER, "Serahkan dalam bentuk yang diberitahukan.")
    return Criterion("handover", 4, "Diserahkan dalam bentuk yang diberitahukan dan dicatat.", fact, RULE_HANDOVER)
