"""Judge where an aduan was sent: the province's offices, the kabupaten and its offices, SP4N-LAPOR!, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.triage import archived_rightly
from bimtek.modules.domain.judging.types import Criterion, Rules
from bimtek.sandbox.domain.decision_inputs import REGENCY, REGENCY_NAME
from bimtek.sandbox.domain.lifecycle import Action, State

RULE_TARGETS = (
    "Baruga Sulsel: aduan dapat didisposisi ke OPD provinsi dan ke kabupaten sekaligus, lalu kabupaten meneruskan ke OPD-nya;"
    " urusan pusat dan yang perlu rahasia dialihkan ke SP4N-LAPOR!."
)
Found = tuple[int | None, str, str, str]


def judge_targets(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """The targets compared as a set with those that hold the matter, and the right way out where there is none."""
    ways = (Action.MODERATE, Action.DECLINE, Action.TRANSFER, Action.FORWARD)
    mine = history.of(*ways, own=True)
    if not mine:
        if history.first(*ways, own=False) is not None:
            return Criterion("owner", None, "Tujuan sudah ditetapkan sebelum latihan dimulai.", applies=False)
        return Criterion("owner", None, "Belum diputuskan.")
    transfer, decline = history.last(Action.TRANSFER, own=True), history.last(Action.DECLINE, own=True)
    if transfer is not None:
        level, fact, reason, better = _transferred(truth, transfer, rules)
    elif decline is not None:
        level, fact, reason, better = declined(truth, history, decline, rules)
    else:
        level, fact, reason, better = _sent(truth, history, rules)
    rule = RULE_TARGETS if not truth.get("authority") else f"{RULE_TARGETS} Untuk aduan ini: {truth['authority']}"
    return Criterion("owner", level, reason, fact, rule, better if level != 4 else "")


def right_targets(truth: Mapping[str, Any]) -> list[str]:
    """The offices that hold the matter: as the scenario names them, else its holder or owner."""
    named = [str(name) for name in truth.get("targets", ()) if name]
    holder = truth.get("holder") or truth.get("owner")
    return named or ([str(holder)] if holder else [])


def _transferred(truth: Mapping[str, Any], act: Act, rules: Rules) -> Found:
    fact = "Anda mengalihkan aduan ke SP4N-LAPOR!."
    if truth["right_act"] != "transfer":
        return 1, fact, "Aduan ini dapat selesai di Baruga; warga menunggu di dua tempat.", _better(truth, rules)
    if act.before.published:
        better = "Alihkan sebelum disposisi: sesudahnya aduan sudah terbit."
        return 2, fact, "Pengalihannya tepat, tetapi aduan sudah terbit di muka umum.", better
    return 4, fact, "Aduan ini memang milik SP4N-LAPOR!, dan tidak sempat terbit.", ""


def declined(truth: Mapping[str, Any], history: History, act: Act, rules: Rules) -> Found:
    """Turned away: right when there is nothing to act on, or when the citizen never made it clear."""
    fact = "Anda tidak memproses aduan ini."
    if archived_rightly(truth, act):
        return 4, fact, "Aduan ini memang tidak memuat urusan yang dapat dikerjakan.", ""
    if unanswered_question(truth, history, act):
        return 4, fact, "Yang kurang sudah ditanyakan dan pelapor tidak menjelaskannya.", ""
    return 0, fact, "Aduan ini memuat urusan yang dapat dikerjakan.", _better(truth, rules)


def unanswered_question(truth: Mapping[str, Any], history: History, act: Act) -> bool:
    """Whether what was missing had been asked for and the citizen had not answered when the aduan was turned away."""
    asked = history.last(Action.ASK_CLARITY)
    wanted = truth.get("missing")
    told = asked is not None and bool(wanted) and wanted in asked.input.get("missing", ())
    return told and act.before.state == State.BARUGA_ASKED


def _sent(truth: Mapping[str, Any], history: History, rules: Rules) -> Found:
    chosen = list(history.state.targets)
    fact = f"Disposisi: {', '.join(_name(name, rules) for name in chosen)}."
    better = _better(truth, rules)
    if truth["right_act"] == "transfer":
        return 0, fact, "Urusan ini perlu SP4N-LAPOR!; di Baruga aduan langsung terbit.", better
    if truth["right_act"] == "archive":
        return 1, fact, "Aduan ini tidak memuat hal yang dapat dikerjakan.", better
    return _compared(truth, history, rules, fact, better)


def _compared(truth: Mapping[str, Any], history: History, rules: Rules, fact: str, better: str) -> Found:
    chosen, right = set(history.state.targets), set(right_targets(truth))
    ours = {name for name in right if _ours(name, rules)}
    if ours and REGENCY in chosen and _waits_for_regency(history):
        return None, fact, "Belum dinilai: Admin Kabupaten belum meneruskan ke OPD-nya.", better
    allowed = right | set(truth.get("owner_also", ()))
    missed, spare = right - chosen, chosen - allowed - {REGENCY}
    spare |= {REGENCY} if REGENCY in chosen and not ours else set()
    if not right & chosen:
        return 0, fact, f"Urusan ini dipegang {_listed(right, rules)}.", better
    if missed:
        left = f"Belum sampai kepada {_listed(missed, rules)}."
        return (2 if len(spare) < 2 else 1), fact, left, better
    if spare:
        return (3 if len(spare) == 1 else 2), fact, f"Tidak perlu: {_listed(spare, rules)}.", better
    return 4, fact, "Semua yang memegang urusan ini menerimanya, dan tidak ada yang lain.", ""


def _waits_for_regency(history: History) -> bool:
    return history.state.state == State.BARUGA_DISPOSED and history.first(Action.FORWARD) is None


def _ours(unit: str, rules: Rules) -> bool:
    known = rules.offices.get(unit)
    return known is None or known.level == "kabupaten"


def _name(unit: str, rules: Rules) -> str:
    return REGENCY_NAME if unit == REGENCY else rules.office(unit)


def _listed(units: set[str], rules: Rules) -> str:
    return ", ".join(_name(unit, rules) for unit in sorted(units))


def _better(truth: Mapping[str, Any], rules: Rules) -> str:
    if truth["right_act"] == "transfer":
        return "Alihkan ke SP4N-LAPOR! sebelum disposisi, dan sebutkan kedua nomor."
    if truth["right_act"] == "archive":
        return "Pilih Tidak diproses, dengan alasan yang dapat dipahami pelapor."
    right = right_targets(truth)
    ours, theirs = [n for n in right if _ours(n, rules)], [n for n in right if not _ours(n, rules)]
    parts = [f"disposisikan ke {', '.join(rules.office(name) for name in theirs)}"] if theirs else []
    if ours:
        names = ", ".join(rules.office(name) for name in ours)
        parts.append(f"disposisikan ke {REGENCY_NAME}, lalu teruskan kepada {names}")
    return f"{' dan '.join(parts).capitalize()}."
