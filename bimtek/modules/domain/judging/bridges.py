"""Judge what leads from one desk to another: a request opened, an objection passed on, a mixed report split, duplicates tied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, Act, History
from bimtek.modules.domain.judging.types import Criterion
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import Action

RULE_BRIDGE = (
    "SP4N: no wrong door. Permintaan salinan dokumen berjalan menurut UU 14/2008 (10 + 7 hari kerja), bukan menurut batas"
    " 5 hari kerja laporan; pelapor diberi tahu kedua nomornya."
)
RULE_LINK = "Laporan ganda ditautkan atau diarsipkan dengan menyebut nomor yang pertama; kedua riwayat tetap utuh."
#: The act each right first act asks for.
BRIDGE_ACTS = {"to_request": Action.OPEN_REQUEST, "to_objection": Action.OPEN_OBJECTION, "split": Action.SPLIT}
_WORDS = {
    "to_request": "Buka permohonan PPID, lalu balas laporan dengan kedua nomornya.",
    "to_objection": "Teruskan sebagai keberatan kepada Atasan PPID, lalu beri tahu pelapor kedua nomornya.",
    "split": "Pecah laporan: urusan kedua mendapat nomor sendiri.",
}


def bridged(truth: Mapping[str, Any], history: History) -> tuple[int, str, str, str] | None:
    """(level, fact, reason, better) of a report that belongs over a bridge, or None when it belongs to this desk alone and
    no bridge was used."""
    wanted = BRIDGE_ACTS.get(str(truth.get("right_act")))
    used = history.last(*BRIDGE_ACTS.values(), own=True)
    if wanted is None:
        if used is None:
            return None
        fact = "Anda membawa laporan ini ke meja lain."
        return (
            1,
            fact,
            "Urusan ini selesai di meja ini; pelapor menunggu di dua tempat.",
            "Tangani di SP4N-LAPOR! saja.",
        )
    better = _WORDS[str(truth["right_act"])]
    act = history.last(wanted, own=True)
    if act is None:
        return (
            (1 if history.answers else 0),
            "Tidak ada yang dibawa ke meja lain.",
            "Sebagian urusan ini milik meja lain.",
            better,
        )
    number = str(act.input.get("opened", ""))
    if wanted == Action.SPLIT and truth.get("second") and act.input.get("desk") != truth["second"]["desk"]:
        return 2, f"Dipecah menjadi {number}.", "Bagian keduanya masuk ke meja yang keliru.", better
    if any(number in later.text for later in history.of(*PUBLIC_ACTS, own=True) if later.number > act.number):
        return 4, f"Dibuka {number}, dan pelapor tahu kedua nomornya.", "Jembatannya tepat dan diberitahukan.", ""
    return 3, f"Dibuka {number}.", "Pelapor belum diberi tahu nomor yang baru.", f"Sebutkan {number} dalam balasan."


def judge_links(truth: Mapping[str, Any], history: History) -> Criterion:
    """A duplicate is tied to the case it repeats, at whatever desk; a look-alike is not."""
    ties = {linked_number(link): link.partition(":")[0] for link in history.state.links}
    right = truth.get("right_link") or truth.get("related_to")
    made = [act for act in history.of(Action.LINK, own=True) if act.input.get("number") in ties]
    if not right:
        return _needless(made)
    wanted = "duplicate" if truth.get("right_link") else "related"
    better = f"Tautkan dengan {right}."
    if right in ties:
        same = ties[right] == wanted
        reason = "Tertaut dengan laporan yang benar." if same else "Tertaut, tetapi jenis tautannya keliru."
        return Criterion("link", 4 if same else 3, reason, f"Tautan: {right}.", RULE_LINK, "" if same else better)
    ended = history.state.ended_at is not None
    named = any(str(right) in str(act.input.get("reason", "")) + act.text for act in history.acts if act.own)
    if ended and named:
        return Criterion("link", 3, "Nomor yang pertama disebut, tanpa tautan.", "", RULE_LINK, better)
    if ended or made:
        return Criterion("link", 0, "Laporan ini mengulang yang lain, dan itu tidak terlihat.", "", RULE_LINK, better)
    return Criterion("link", None, "Belum dinilai: periksa apakah sudah pernah dilaporkan.", applies=False)


def _needless(made: list[Act]) -> Criterion:
    wrong = [act for act in made if act.input.get("link_kind") == "duplicate"]
    if not wrong:
        return Criterion("link", None, "Tidak ada laporan lain yang sama.", applies=False)
    fact = f"Ditautkan sebagai ganda dengan {wrong[-1].input['number']}."
    return Criterion("link", 1, "Mirip, tetapi kejadiannya berbeda.", fact, RULE_LINK, "Lepas tautan itu.")
