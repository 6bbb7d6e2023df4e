"""Judge an aduan at Baruga: what the moderator made sure of, where it was sent, what was done and said, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, History
from bimtek.modules.domain.judging.answers import judge_reply_level, mark_reply
from bimtek.modules.domain.judging.bridges import judge_links
from bimtek.modules.domain.judging.identity import judge_identity
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, Facts, Rules
from bimtek.sandbox.domain.decision_inputs import MISSING, REGENCY
from bimtek.sandbox.domain.lifecycle import ENDED, LABELS, Action, State

RULE_CLEAR = (
    "Baruga Sulsel: aduan diteruskan bila identitas, isi, dan pesannya jelas; yang tidak jelas ditanyakan dahulu."
)
RULE_TOPIC = "Baruga Sulsel: warga tidak memberi judul atau kategori; moderator yang memberi topik."
RULE_TARGETS = (
    "Baruga Sulsel: OPD provinsi, kabupaten, lalu OPD kabupaten; urusan pusat dan yang perlu rahasia lewat SP4N-LAPOR!."
)
RULE_ACT = "Baruga Sulsel v2.0: tindakan dicatat dengan foto sebelum dan sesudah."
RULE_END = "Selesai berarti semua tujuan bertindak dan pelapor mendapat jawaban yang berisi."
_ENOUGH_WORDS = 8  # an act told in fewer words says neither what nor where


def judge_aduan(truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime) -> CaseJudgement:
    """Every criterion of an aduan in order. Baruga has no deadline, so none is judged; `now` changes nothing here."""
    del now
    marks = [mark_reply(truth, facts, act, rules) for act in history.of(*PUBLIC_ACTS, own=True)]
    replies = {act.number for act in history.of(Action.RESPOND)}
    answers = [mark for mark in marks if mark.entry in replies]
    identity, leaks = judge_identity(truth, facts, history, marks)
    last = answers[-1] if answers else None
    criteria = (
        _clarity(truth, history), _topic(truth, history, rules), _targets(truth, history, rules), identity,
        _act(truth, history), judge_reply_level(last, history), _closing(truth, history), judge_links(truth, history),
    )  # fmt: skip
    ended = history.state.state in ENDED
    settled = tuple(_over(item) if ended else item for item in criteria)
    return CaseJudgement(settled, (*leaks, *_refusals(truth, history)), last, ended)


def _over(item: Criterion) -> Criterion:
    if item.judged or not item.applies:
        return item
    return Criterion(item.key, None, "Aduan berakhir tanpa langkah ini.", applies=False)


def _clarity(truth: Mapping[str, Any], history: History) -> Criterion:
    asked, door = history.first(Action.ASK_CLARITY, own=True), history.triage
    missing = truth.get("missing")
    if asked is None and door is None:
        return Criterion("completeness", None, "Belum diputuskan.")
    if asked is None:
        published = door is not None and door.action == Action.MODERATE
        if missing and published:
            what = MISSING.get(missing, missing).lower()
            return Criterion(
                "completeness",
                0,
                f"Aduan ini belum memuat {what}.",
                "Aduan langsung terbit.",
                RULE_CLEAR,
                f"Tanyakan {what} dahulu.",
            )
        return Criterion("completeness", 4, "Keterangannya cukup untuk diteruskan.", "", RULE_CLEAR)
    words = [str(item) for item in asked.input.get("missing", ())]
    fact = f"Anda menanyakan: {', '.join(MISSING.get(word, word).lower() for word in words)}."
    if not missing:
        return Criterion(
            "completeness",
            1,
            "Aduan ini sudah jelas; bertanya membuat warga menulis dua kali.",
            fact,
            RULE_CLEAR,
            "Terbitkan dan disposisikan.",
        )
    if missing not in words:
        return Criterion(
            "completeness",
            1,
            f"Yang kurang: {MISSING.get(missing, missing).lower()}.",
            fact,
            RULE_CLEAR,
            "Tanyakan itu saja.",
        )
    level = 4 if len(words) < 3 else 3
    return Criterion("completeness", level, "Yang belum jelas ditanyakan.", fact, RULE_CLEAR)


def _topic(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    act = history.last(Action.MODERATE, own=True)
    if act is None:
        gone = history.first(Action.DECLINE, Action.TRANSFER) is not None
        return Criterion("category", None, "Belum diberi topik.", applies=not gone)
    given, right, names = str(act.input["category"]), str(truth["category"]), rules.categories
    fact = f"Topik “{act.input['title']}”, kategori {names.get(given, given)}."
    if given == right or given in truth.get("category_also", ()):
        return Criterion("category", 4, "Topik dan kategorinya sesuai.", fact, RULE_TOPIC)
    near = names.get(given, "").split(" > ")[0] == names.get(right, "?").split(" > ")[0]
    return Criterion(
        "category",
        2 if near else 0,
        f"Pokoknya {names.get(right, right)}.",
        fact,
        RULE_TOPIC,
        f"Pilih {names.get(right, right)}.",
    )


def _targets(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    moderated, transferred = history.last(Action.MODERATE, own=True), history.last(Action.TRANSFER, own=True)
    right = [str(name) for name in truth.get("targets", ()) if name]
    if transferred is not None:
        good = truth.get("right_act") == "transfer"
        reason = "Aduan ini memang milik SP4N-LAPOR!." if good else "Aduan ini dapat selesai di Baruga."
        return Criterion(
            "owner",
            4 if good else 1,
            reason,
            "Anda mengalihkan ke SP4N-LAPOR!.",
            RULE_TARGETS,
            "" if good else _sent_to(right, rules),
        )
    if moderated is None:
        declined = history.last(Action.DECLINE, own=True)
        if declined is None:
            return Criterion("owner", None, "Belum diputuskan.")
        good = truth.get("right_act") == "archive"
        return Criterion(
            "owner",
            4 if good else 0,
            "Memang tidak ada urusan di dalamnya." if good else "Aduan ini memuat urusan.",
            "Tidak diproses.",
            RULE_TARGETS,
            "" if good else _sent_to(right, rules),
        )
    if truth.get("right_act") == "transfer":
        return Criterion(
            "owner",
            1,
            "Urusan ini perlu SP4N-LAPOR!: wewenang pusat, rahasia, atau pemeriksaan.",
            "Anda mendisposisikannya di Baruga.",
            RULE_TARGETS,
            "Alihkan ke SP4N-LAPOR!.",
        )
    return _compared(right, history, rules)


def _compared(right: list[str], history: History, rules: Rules) -> Criterion:
    chosen = [name for name in history.state.targets if name != REGENCY]
    wanted_regency = (
        any(rules.offices.get(name) is not None and name not in chosen for name in right)
        and REGENCY in history.state.targets
    )
    waiting = wanted_regency and history.first(Action.FORWARD, own=True) is None
    fact = f"Disposisi: {', '.join(rules.office(name) for name in chosen) or 'kabupaten'}."
    if waiting:
        return Criterion("owner", None, "Belum dinilai: kabupaten belum meneruskan.", fact)
    found, spare = [name for name in right if name in chosen], [name for name in chosen if name not in right]
    if not found:
        return Criterion(
            "owner", 0, "Tujuan itu tidak memegang urusan ini.", fact, RULE_TARGETS, _sent_to(right, rules)
        )
    level = max(1, 4 - (len(right) - len(found)) - len(spare))
    reason = "Semua tujuan tepat." if level == 4 else "Sebagian tujuan kurang atau berlebih."
    return Criterion("owner", level, reason, fact, RULE_TARGETS, "" if level == 4 else _sent_to(right, rules))


def _sent_to(right: list[str], rules: Rules) -> str:
    return f"Tujuan yang tepat: {', '.join(rules.office(name) for name in right)}." if right else ""


def _act(truth: Mapping[str, Any], history: History) -> Criterion:
    acts = history.of(Action.RECORD_ACT, own=True)
    if not acts:
        gone = history.first(Action.DECLINE, Action.TRANSFER) is not None
        return Criterion("act", None, "Belum ada tindakan yang dicatat.", applies=not gone)
    told = max(acts, key=lambda act: len(act.text.split()))
    shown = {str(one.get("when")) for act in acts for one in act.input.get("pictures", ())}
    level = 2 if len(told.text.split()) >= _ENOUGH_WORDS else 1
    wants = any(str(name).startswith("foto") for name in truth.get("evidence", ()))
    level += len(shown) if wants else 2
    fact = f"{len(acts)} tindakan dicatat, {len(shown)} foto berpasangan."
    better = "" if level >= 4 else "Ceritakan apa, di mana, kapan, dan sertakan foto sebelum dan sesudah."
    return Criterion(
        "act",
        min(4, level),
        "Tindakan tercatat." if not better else "Catatan tindakan masih kurang.",
        fact,
        RULE_ACT,
        better,
    )


def _closing(truth: Mapping[str, Any], history: History) -> Criterion:
    state = history.state.state
    if state not in ENDED:
        return Criterion("closing", None, "Belum dinilai: aduan belum berakhir.")
    fact = f"Status akhir: {LABELS[state]}."
    if state == State.BARUGA_DONE:
        good = history.state.substantive or (history.state.rating or 0) >= 3
        return Criterion(
            "closing",
            4 if good else 1,
            "Selesai dengan jawaban yang berisi." if good else "Selesai tanpa jawaban yang berisi.",
            fact,
            RULE_END,
        )
    right = {State.BARUGA_DECLINED: "archive", State.BARUGA_TRANSFERRED: "transfer"}[state]
    good = truth.get("right_act") == right
    return Criterion(
        "closing", 4 if good else 0, "Akhir ini tepat." if good else "Aduan ini seharusnya ditangani.", fact, RULE_END
    )


def _refusals(truth: Mapping[str, Any], history: History) -> list[Critical]:
    act = history.last(Action.DECLINE, own=True)
    if act is None or truth.get("right_act") == "archive":
        return []
    return [
        Critical(
            "refused_without_ground",
            "Aduan yang memuat urusan tidak diproses.",
            RULE_CLEAR,
            "Tanyakan yang kurang, lalu disposisikan.",
            act.number,
        )
    ]
