"""Judge what leads from one desk to another: a request or an objection for PPID, a report of two matters, a report told
twice. Who answers at the wrong desk helps half; who sends the citizen away helps nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, Act, History
from bimtek.modules.domain.judging.triage import repeats
from bimtek.modules.domain.judging.types import MAXIMUM, Criterion, Facts, ReplyMark, Rules
from bimtek.modules.domain.judging.wording import shared
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import DESK_LABELS, Action, Desk
from bimtek.workshops.domain.calendar import long_date

RULE_REQUEST = (
    "UU 14/2008: permintaan dokumen adalah permohonan informasi publik dengan nomor pendaftaran dan jawaban tertulis."
    " SP4N: pelapor diberi tahu kedua nomornya."
)
RULE_OBJECTION = (
    "UU 14/2008 Pasal 35: permohonan yang ditolak atau tidak dijawab diselesaikan lewat keberatan kepada Atasan PPID,"
    " bukan sebagai pengaduan pelayanan."
)
RULE_SPLIT = "SP4N: no wrong door. Laporan dengan dua urusan dipecah, supaya tiap urusan dijawab yang memegangnya."
RULE_LINKS = (
    "SP4N-LAPOR!: laporan ganda ialah urusan dan kejadian yang sama; nomor yang pertama disebut. Laporan yang hanya mirip"
    " tetap berdiri sendiri."
)
_BRIDGES = (Action.OPEN_REQUEST, Action.OPEN_OBJECTION, Action.SPLIT)
_REFUSING = (Action.ARCHIVE, Action.NOT_OUR_AUTHORITY)
_RIGHT = {"to_request": Action.OPEN_REQUEST, "to_objection": Action.OPEN_OBJECTION, "split": Action.SPLIT}
_RULES = {
    Action.OPEN_REQUEST: RULE_REQUEST, Action.OPEN_OBJECTION: RULE_OBJECTION, Action.SPLIT: RULE_SPLIT,
}  # fmt: skip
_DONE = {
    Action.OPEN_REQUEST: "Anda membuka permohonan PPID {number}.",
    Action.OPEN_OBJECTION: "Anda meneruskannya sebagai keberatan {number}.",
    Action.SPLIT: "Anda memecah urusan kedua menjadi {number}.",
}
_BETTER = {
    Action.OPEN_REQUEST: "Buka permohonan PPID dari laporan ini, lalu jawab dengan kedua nomor: {own} dan nomor PPID.",
    Action.OPEN_OBJECTION: "Teruskan sebagai keberatan, lalu jawab dengan kedua nomor: {own} dan nomor keberatan.",
    Action.SPLIT: "Pecah bagian urusan kedua ke {desk}, lalu sebutkan nomornya kepada pelapor.",
}
#: A passage longer than this share of the report carries the first matter along.
_WHOLE = 0.9


def judge_bridge(
    truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime, answers: Sequence[ReplyMark]
) -> Criterion | None:
    """Whether the matter came to the desk it belongs to and the citizen was told both numbers within the days of a first
    follow-up; None where there is no bridge to cross and none was crossed."""
    wanted = _RIGHT.get(str(truth.get("right_act")))
    act = history.first(*_BRIDGES, own=True)
    if wanted is None:
        return _needless(act) if act else None
    if act is None and (done := history.first(*_BRIDGES, own=False)):
        return _prepared(done, facts, history, rules, now)
    desk = DESK_LABELS[Desk((truth.get("second") or {}).get("desk", "ppid"))]
    better = _BETTER[wanted].format(own=facts.number, desk=desk)
    rule = _RULES[wanted]
    if act is None:
        level, reason = _not_crossed(wanted, history, answers)
        return Criterion("bridge", level, reason, _instead(history), rule, better)
    level, reason = _told(act, facts, history, rules, now)
    fault = _fault(truth, facts, wanted, act)
    if fault is not None and level is not None:
        level, reason = min(level, fault[0]), f"{fault[1]} {reason}"
    return Criterion("bridge", level, reason, _opened(act), rule, better if level != 4 else "")


def _prepared(act: Act, facts: Facts, history: History, rules: Rules, now: datetime) -> Criterion:
    """A bridge that an exercise crossed is nobody's merit; what the learner tells the citizen of it is."""
    said = history.of(*PUBLIC_ACTS)
    if any(one.number > act.number for one in said) and not any(one.own for one in said):
        return Criterion("bridge", None, "Sudah dilakukan sebelum latihan dimulai.", _opened(act), applies=False)
    level, reason = _told(act, facts, history, rules, now)
    fact = f"Sudah dibuka untuk Anda: {act.input.get('opened', '')}."
    better = "" if level == MAXIMUM else "Sebutkan nomor laporan dan nomor barunya."
    return Criterion("bridge", level, reason, fact, _RULES[act.action], better)


def bridge_fault(truth: Mapping[str, Any], facts: Facts, history: History) -> tuple[Act | None, str]:
    """The act that led the matter to another desk (anybody's, None while there is none), and what is wrong with the way
    it took, or ""."""
    act, wanted = history.first(*_BRIDGES), _RIGHT.get(str(truth.get("right_act")))
    if act is None:
        return None, ""
    if wanted is None:
        return act, _needless(act).reason
    fault = _fault(truth, facts, wanted, act)
    return act, fault[1] if fault else ""


def _needless(act: Act) -> Criterion:
    words = "Laporan ini memuat satu urusan." if act.action == Action.SPLIT else "Laporan ini tidak meminta dokumen."
    reason = f"{words} Yang dibuka menambah antrean dan menunda jawaban."
    return Criterion("bridge", 1, reason, _opened(act), _RULES[act.action], "Jawab di laporan ini.")


def _opened(act: Act) -> str:
    return _DONE[act.action].format(number=act.input.get("opened", ""))


def _instead(history: History) -> str:
    if history.first(*_REFUSING, own=True) is not None:
        return "Anda mengakhiri laporan tanpa meneruskannya."
    return "Anda menjawab tanpa meneruskannya." if history.answers else ""


def _not_crossed(wanted: Action, history: History, answers: Sequence[ReplyMark]) -> tuple[int | None, str]:
    """The level without the bridge: half for an answer that holds what was asked, nothing for sending away."""
    if history.first(*_REFUSING, own=True) is not None:
        return 0, "Urusan warga tidak sampai ke meja yang memegangnya."
    if not answers:
        return None, "Belum dinilai: urusan belum diteruskan ke meja yang memegangnya."
    if wanted == Action.OPEN_REQUEST and answers[-1].verdict != "reject" and not answers[-1].flags.get("hollow"):
        return 2, "Warga terbantu, tetapi permohonannya tidak terdaftar: tidak ada nomor, tenggat, dan hak keberatan."
    if wanted == Action.OPEN_OBJECTION:
        return 1, "Keberatan ditangani sebagai pengaduan; Atasan PPID tidak memeriksanya."
    return 1, "Urusan itu hanya dijawab di sini dan tidak tercatat di meja yang memegangnya."


def _told(act: Act, facts: Facts, history: History, rules: Rules, now: datetime) -> tuple[int | None, str]:
    """The level of what the citizen was told after the bridge: both numbers, in time."""
    number = str(act.input.get("opened", ""))
    due = rules.clocks.first_follow_up_due(act.at)
    texts = [said for said in history.of(*PUBLIC_ACTS) if said.number > act.number]
    whole = next((said for said in texts if _names(said.text, number) and _names(said.text, facts.number)), None)
    if whole is not None:
        if rules.clocks.is_late(due, whole.at):
            return 3, f"Kedua nomor baru disebut sesudah {long_date(due)}."
        return 4, "Urusan sampai ke meja yang tepat dan warga memegang kedua nomornya."
    if any(_names(said.text, number) for said in texts):
        return 3, f"Nomor baru disebut, tetapi nomor laporan ini ({facts.number}) tidak."
    if texts:
        return 2, f"Warga tidak diberi tahu nomor {number}, sehingga tidak dapat memantaunya."
    if rules.clocks.is_late(due, now) or history.state.ended_at:
        return 1, "Warga belum diberi tahu ke mana urusannya pergi."
    return None, f"Belum dinilai: beri tahu pelapor kedua nomornya paling lambat {long_date(due)}."


def _names(text: str, number: str) -> bool:
    """Whether a text names a number as a whole, however it is spaced or written."""
    return bool(number) and number.casefold() in " ".join(text.split()).casefold()


def _fault(truth: Mapping[str, Any], facts: Facts, wanted: Action, act: Act) -> tuple[int, str] | None:
    """(highest level left, why) when another bridge was crossed than the one wanted, or the wrong part was split off."""
    second = truth.get("second") or {}
    if act.action != wanted:
        if wanted == Action.SPLIT and act.action == Action.OPEN_REQUEST and second.get("desk") == Desk.PPID:
            return 3, "Permohonannya benar dibuka, tetapi urusan pertama ikut terbawa. Pecah bagian kedua saja."
        return 1, "Jalan yang dipilih bukan untuk urusan ini."
    if act.action != Action.SPLIT:
        return None
    if act.input.get("desk") != second.get("desk"):
        return 2, f"Urusan kedua milik meja {DESK_LABELS[Desk(second['desk'])]}."
    passage = str(act.input.get("passage", ""))
    if not shared(passage, str(second.get("matter", ""))):
        return 2, "Bagian yang dipecah tidak memuat urusan kedua."
    if len(passage.strip()) >= _WHOLE * len(facts.body.strip()):
        return 3, "Bagian yang dipecah masih memuat urusan pertama."
    return None


def judge_links(truth: Mapping[str, Any], facts: Facts, history: History) -> Criterion | None:
    """Whether a case told twice is tied to the first (or archived naming it) and one that only looks alike is left alone;
    None where nothing is to be tied and nothing was."""
    ties = {linked_number(link): link.partition(":")[0] for link in history.state.links}
    doubles = [number for number, kind in ties.items() if kind == "duplicate"]
    wrong = [number for number in doubles if number != facts.first_number and number not in facts.repeated_by]
    if repeats(truth) and facts.first_number:
        return _repeated(facts, history, ties, wrong)
    if wrong and _own_link(history, wrong[0]):
        alike = " Tempat dan pelapornya lain." if wrong[0] == facts.like_number else ""
        reason = f"{wrong[0]} hanya mirip, bukan laporan ganda.{alike}"
        return Criterion("link", 1, reason, f"Anda menautkan {wrong[0]} sebagai ganda.", RULE_LINKS,
                         f"Lepas tautan dengan {wrong[0]}; keduanya dijawab sendiri-sendiri.")  # fmt: skip
    loosed = [act for act in history.of(Action.LINK, own=True) if _doubled(act) and _mistaken(act, facts, ties)]
    if loosed:
        return Criterion("link", 3, "Tautan ganda yang keliru sudah dilepas lagi.", "", RULE_LINKS,
                         "Bandingkan tempat, waktu, dan pelapor sebelum menautkan.")  # fmt: skip
    related = str(truth.get("related_to") or "")
    if related and ties.get(related) == "related":
        return Criterion("link", 4, "Laporan dari kejadian yang sama saling tertaut.", "", RULE_LINKS)
    return None


def _own_link(history: History, number: str) -> bool:
    return any(act.input.get("number") == number for act in history.of(Action.LINK, own=True))


def _doubled(act: Act) -> bool:
    return act.input.get("link_kind") == "duplicate"


def _mistaken(act: Act, facts: Facts, ties: Mapping[str, str]) -> bool:
    number = str(act.input.get("number", ""))
    return number not in ties and number not in facts.repeated_by


def _repeated(facts: Facts, history: History, ties: Mapping[str, str], wrong: Sequence[str]) -> Criterion:
    first = facts.first_number
    better = f"Tautkan dengan {first} sebagai laporan ganda, atau arsipkan dengan menyebut nomor itu."
    level, reason = _repeated_level(first, history, ties)
    if wrong:
        level, reason = min(level or 1, 2 if level else 1), f"{wrong[0]} bukan laporan yang sama."
    fact = f"Tertaut: {', '.join(ties)}." if ties else ""
    return Criterion("link", level, reason, fact, RULE_LINKS, better if level != 4 else "")


def _repeated_level(first: str, history: History, ties: Mapping[str, str]) -> tuple[int | None, str]:
    archived = history.last(Action.ARCHIVE, Action.DECLINE, own=True)
    if ties.get(first) == "duplicate":
        return 4, f"Tertaut dengan laporan pertama, {first}."
    if archived is not None and archived.input.get("archive_reason") == "duplicate":
        if _names(str(archived.input.get("reason", "")), first):
            return 4, f"Diarsipkan sebagai laporan ganda dengan menyebut {first}."
        return 2, "Diarsipkan sebagai laporan ganda tanpa nomor laporan pertama."
    if first in ties:
        return 3, f"Tertaut dengan {first}, tetapi sebagai laporan yang berkaitan."
    if history.state.ended_at:
        return 1, f"Kejadian yang sama sudah dilaporkan dengan nomor {first}, dan keduanya tidak disatukan."
    return None, "Belum dinilai: pernah ada laporan tentang kejadian ini."
