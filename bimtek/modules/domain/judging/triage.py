"""Judge what the desk decided at the door: class, category, owner and competence, completeness."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.types import Criterion, Office, Rules
from bimtek.sandbox.domain.decision import MISSING
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, Action, State

RULE_CLASS = (
    "PermenPANRB 62/2018: klasifikasi menentukan batas penyelesaian (5, 5, 14, atau 60 hari kerja; angka menurut"
    " standar layanan SP4N di daerah). Berkadar Pengawasan hanya bila ada indikasi penyimpangan yang perlu diperiksa."
)
RULE_CATEGORY = "SP4N-LAPOR!: kategori yang salah mengirim laporan ke instansi yang salah dan memaksa verifikasi ulang."
RULE_OWNER = (
    "UU 23/2014 membagi urusan pemerintahan; SP4N memakai asas no wrong door: laporan yang salah alamat diteruskan,"
    " bukan ditolak."
)
RULE_COMPLETE = "SP4N-LAPOR!: laporan ditunda bila keterangan pokoknya belum ada, dan yang diminta hanya yang kurang."
_CLASS_PAIR = frozenset({"complaint", "supervised_complaint"})
#: Acts that state a class and a category.
_CLASSIFYING = (Action.VERIFY, Action.HANDLE, Action.MODERATE)
#: Acts that end a report at this desk without class and category.
_LEAVING = (Action.NOT_OUR_AUTHORITY, Action.ARCHIVE, Action.DECLINE, Action.TRANSFER)


def judge_class(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """The class set by the desk against the true one; the two kinds of complaint are half right for each other."""
    act = history.last(*_CLASSIFYING, own=True)
    if act is None:
        return _not_classified("class", history)
    given, right = act.input["report_class"], truth["report_class"]
    names = rules.classes
    fact = f"Anda menetapkan {names.get(given, given)}."
    if given == right:
        return Criterion("class", 4, "Klasifikasi sesuai isi laporan.", fact, RULE_CLASS)
    level = 2 if {given, right} == _CLASS_PAIR else 0
    reason = f"Isi laporan menunjuk {names[right]}, bukan {names.get(given, given)}."
    return Criterion("class", level, reason, fact, RULE_CLASS, f"Tetapkan {names[right]}.")


def judge_category(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """The category against the true one; one under the same main topic is half right."""
    act = history.last(*_CLASSIFYING, own=True)
    if act is None:
        return _not_classified("category", history)
    given, right = str(act.input["category"]), str(truth["category"])
    names = rules.categories
    fact = f"Anda memilih {names.get(given, given)}."
    if given == right or given in truth.get("category_also", ()):
        return Criterion("category", 4, "Kategori sesuai pokok masalah.", fact, RULE_CATEGORY)
    better = f"Pilih {names.get(right, right)}."
    topic, leaf = _path(names.get(given, given))
    right_topic, right_leaf = _path(names.get(right, right))
    if topic != right_topic and len(leaf & right_leaf) > 1 and leaf & right_leaf in (leaf, right_leaf):
        return Criterion("category", 3, "Daftar kategori memuat dua nama untuk hal ini.", fact, RULE_CATEGORY, better)
    reason = f"Pokok masalahnya {names.get(right, right)}."
    return Criterion("category", 2 if topic == right_topic else 0, reason, fact, RULE_CATEGORY, better)


def _path(name: str) -> tuple[str, frozenset[str]]:
    """Main topic and the words of the category itself."""
    topic, _, leaf = name.rpartition(" > ")
    return topic.casefold(), frozenset(_plain(leaf).split())


def _not_classified(key: str, history: History) -> Criterion:
    """Nothing to judge: not reached yet, done by the exercise, or ended without needing it."""
    others = history.first(*_CLASSIFYING, own=False)
    if others is not None:
        return Criterion(key, None, "Sudah ditetapkan sebelum latihan dimulai.", applies=False)
    ended_without = history.first(*_LEAVING) is not None
    return Criterion(
        key,
        None,
        "Tidak perlu ditetapkan pada akhir ini." if ended_without else "Belum ditetapkan.",
        applies=not ended_without,
    )


def judge_owner(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """Whether the report came to the office that holds the matter, by the right act."""
    routing = (Action.VERIFY, Action.HANDLE, Action.NOT_OUR_AUTHORITY, Action.ARCHIVE, Action.REDISPOSE)
    mine = history.of(*routing, own=True)
    if not mine:
        if history.first(*routing, own=False) is not None:
            return Criterion("owner", None, "Tujuan disposisi sudah ditetapkan sebelum latihan dimulai.", applies=False)
        return Criterion("owner", None, "Belum diputuskan.")
    level, fact, reason, better = _routed(truth, mine, history, rules)
    rule = RULE_OWNER if not truth.get("authority") else f"{RULE_OWNER} Untuk laporan ini: {truth['authority']}"
    return Criterion("owner", level, reason, fact, rule, better if level < 4 else "")


def _routed(truth: Mapping[str, Any], mine: list[Act], history: History, rules: Rules) -> tuple[int, str, str, str]:
    """(level, fact, reason, better) of the routing acts."""
    last, right_act = mine[-1], truth["right_act"]
    better = _right_routing(truth, rules)
    if last.action == Action.NOT_OUR_AUTHORITY:
        holder = str(last.input.get("holder", ""))
        fact = f"Anda memakai Bukan Wewenang dan menyebut “{rules.office(holder)}”."
        if right_act != "not_our_authority":
            return 0, fact, "Urusan ini wewenang kabupaten. Laporan seharusnya ditangani sendiri.", better
        if names_holder(holder, truth, rules):
            return 4, fact, "Bukan wewenang kabupaten, dan pemegang wewenangnya disebut dengan benar.", ""
        return 1, fact, "Memang bukan wewenang kabupaten, tetapi instansi yang disebut keliru.", better
    if last.action == Action.ARCHIVE:
        level = 4 if archived_rightly(truth, last) else 0
        words = "Laporan ini memang tidak dapat ditindaklanjuti." if level else "Laporan ini dapat ditindaklanjuti."
        return level, "Anda mengarsipkan laporan.", words, better
    if last.action == Action.HANDLE:
        fact = "Anda menjawab sendiri tanpa disposisi."
        if right_act == "handle":
            return 4, fact, "Jawabannya sudah ada pada Admin Instansi, tidak perlu disposisi.", ""
        if right_act in ("to_request", "to_objection"):
            return 4, fact, "Pokoknya milik meja PPID; kabar kepada pelapor cukup dari Admin Instansi.", ""
        return 1, fact, "Temuan di lapangan hanya dapat diberikan perangkat daerah yang memegang urusan ini.", better
    return _disposed(truth, mine, history, rules, better)


def _disposed(
    truth: Mapping[str, Any], mine: list[Act], history: History, rules: Rules, better: str
) -> tuple[int, str, str, str]:
    unit = str(mine[-1].input.get("unit", ""))
    fact = f"Laporan terdisposisi ke {rules.office(unit)}."
    if truth["right_act"] == "archive":
        tied = any(link.startswith("duplicate:") for link in history.state.links)
        if repeats(truth) and tied and unit in (truth["owner"], *truth.get("owner_also", ())):
            return (
                3,
                fact,
                "Urusannya benar dan tertaut dengan laporan pertama. Satu tindak lanjut sudah cukup.",
                better,
            )
        return 1, fact, "Laporan ini tidak memuat hal yang dapat ditindaklanjuti.", better
    if truth.get("competence") == "other":
        return (
            1,
            fact,
            "Urusan ini dipegang instansi di luar kabupaten. Disposisi ke perangkat daerah membuat warga menunggu.",
            better,
        )
    if unit not in (truth["owner"], *truth.get("owner_also", ())):
        return 0, fact, f"Urusan ini dipegang {rules.office(truth['owner'])}.", better
    if len(mine) > 1:
        return 3, fact, "Tujuan akhirnya benar, setelah satu kali salah alamat. Warga ikut menunggu.", better
    return 4, fact, "Tujuan disposisi memegang urusan ini.", ""


def truth_holder(truth: Mapping[str, Any]) -> str | None:
    """The unit that holds the matter: the named holder of another level, else the owner."""
    return truth.get("holder") or truth.get("owner")


def _right_routing(truth: Mapping[str, Any], rules: Rules) -> str:
    holder = rules.office(truth_holder(truth))
    if truth["right_act"] == "archive":
        return "Arsipkan dengan alasan yang dapat dipahami pelapor."
    if truth["right_act"] == "handle":
        return "Pilih Kelola sendiri dan jawab dari data yang ada."
    if truth["right_act"] == "to_request":
        return "Buka permohonan PPID, lalu sebutkan kedua nomor kepada pelapor."
    if truth["right_act"] == "to_objection":
        return "Teruskan sebagai keberatan kepada Atasan PPID, lalu sebutkan kedua nomor kepada pelapor."
    if truth["right_act"] == "split":
        return f"Pecah urusan kedua, lalu disposisikan yang pertama ke {holder}."
    if truth.get("competence") == "other":
        return f"Pilih Bukan Wewenang dan sebutkan {holder}, supaya laporan diteruskan ke sana."
    return f"Disposisikan ke {holder}."


def names_office(text: str, office: Office | None) -> bool:
    """Whether a written holder means this office: its name, its short form or another known name stands in the text."""
    if office is None:
        return False
    written = _plain(text)
    names = [_plain(name) for name in (office.name, office.short, *office.also) if name]
    return any(f" {name} " in f" {written} " for name in names if name)


def names_holder(written: str, truth: Mapping[str, Any], rules: Rules) -> bool:
    """Whether a holder, chosen from the list or written, is the one that holds the matter."""
    right = truth_holder(truth) or ""
    return written == right or names_office(written, rules.offices.get(right))


def archived_rightly(truth: Mapping[str, Any], act: Act) -> bool:
    """Whether archiving was the right act: nothing can be done about the report, or it repeats an earlier one."""
    duplicate = repeats(truth) and act.input.get("archive_reason") == "duplicate"
    return truth["right_act"] == "archive" or duplicate


def repeats(truth: Mapping[str, Any]) -> bool:
    """Whether this case truly tells again what an earlier one, at this or another desk, has told."""
    return bool(truth.get("duplicate_of") or truth.get("right_link"))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def judge_completeness(truth: Mapping[str, Any], history: History, _rules: Rules) -> Criterion:
    """A report is deferred when and only when something is really missing, and asks for exactly that."""
    missing = truth.get("missing") or None
    deferral = history.first(Action.DEFER, own=True)
    if deferral is None:
        return _not_deferred(missing, history)
    asked = [str(item) for item in deferral.input.get("missing", ())]
    words = ", ".join(MISSING.get(item, item).lower() for item in asked)
    fact = f"Anda menunda laporan dan meminta: {words}."
    if not missing:
        return Criterion(
            "completeness",
            1,
            "Laporan ini sudah lengkap. Menunda membuat warga menjelaskan dua kali.",
            fact,
            RULE_COMPLETE,
            "Verifikasi langsung: apa, di mana, dan kapan sudah ada.",
        )
    right = MISSING.get(missing, missing).lower()
    if missing not in asked:
        return Criterion("completeness", 1, f"Yang kurang adalah {right}.", fact, RULE_COMPLETE, f"Minta {right} saja.")
    late = deferral.before.state != State.UNVERIFIED
    if late or len(asked) > 2:
        why = (
            "Kekurangan itu sudah terlihat sebelum disposisi."
            if late
            else f"Cukup minta {right}; sisanya sudah tertulis."
        )
        return Criterion("completeness", 3, why, fact, RULE_COMPLETE, f"Minta {right} saja, sebelum disposisi.")
    return Criterion("completeness", 4, "Ditunda dengan permintaan yang tepat.", fact, RULE_COMPLETE)


def _not_deferred(missing: str | None, history: History) -> Criterion:
    triage = history.triage
    if triage is None:
        return Criterion("completeness", None, "Belum diputuskan.")
    if not triage.own:
        return Criterion("completeness", None, "Sudah diputuskan sebelum latihan dimulai.", applies=False)
    fact = f"Anda melanjutkan dengan {ACTION_LABELS[triage.action]} tanpa menunda."
    if missing and triage.action in (Action.VERIFY, Action.HANDLE):
        what = MISSING.get(missing, missing).lower()
        return Criterion(
            "completeness",
            0,
            f"Laporan ini belum memuat {what}. Petugas tidak dapat memeriksa.",
            fact,
            RULE_COMPLETE,
            f"Tunda dan minta {what} dengan kalimat yang ramah.",
        )
    return Criterion("completeness", 4, "Keterangannya cukup, tidak perlu ditunda.", fact, RULE_COMPLETE)
