"""The checks of guided steps. Each reads what really happened in the sandbox, never an answer box, and says what is
right, what is missing, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bimtek.modules.domain.history import NOTICES, History
from bimtek.modules.domain.judging.answers import FULL
from bimtek.modules.domain.judging.bridges import bridge_fault
from bimtek.modules.domain.judging.identity import uncovered
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.types import CaseJudgement, Facts, Rules
from bimtek.modules.domain.judging.wording import shared
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, CLOSED, ENDED, LABELS, ROLE_LABELS, Action, Desk, Role, State

#: Failed checks after which a hint is offered, then the trainer (DESIGN section 5).
OFFER_HINT, OFFER_TRAINER = 3, 5
AGAIN = "Coba lagi dengan kasus kembar."
#: Words of an entry's summary in a notice, by their stems, before the entry counts as named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Situation:
    """What a check looks at: the report's story, what came in, its truth, the judgement so far, the role played now."""

    history: History
    facts: Facts
    truth: Mapping[str, Any]
    rules: Rules
    judgement: CaseJudgement
    role: Role


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Passed or not, in words; fatal when the attempt cannot be saved any more."""

    passed: bool
    said: str
    fatal: bool = False


Check = Callable[[Situation, Mapping[str, Any]], CheckResult]


def masked(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """Every piece of personal data in the text is covered."""
    words = list(situation.truth.get("sensitive_words", ()))
    left = uncovered(situation.facts.body, words, situation.history.state.masks)
    if not left:
        return CheckResult(True, "Semua data pribadi di isi laporan sudah tertutup.")
    done = len(words) - len(left)
    start = f"{done} bagian sudah tertutup. " if done else ""
    ended = situation.history.state.state in ENDED
    start = "Laporan sudah berakhir. Coba lagi dengan kasus kembar. " if ended else start
    said = f"{start}Masih terbaca di isi laporan: {', '.join(f'“{word}”' for word in left[:3])}."
    return CheckResult(False, said, fatal=ended)


def verified_with(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """Verified with the right class, category and unit."""
    act = situation.history.last(Action.VERIFY)
    if act is None:
        ended = situation.history.state.state in ENDED
        label = LABELS[situation.history.state.state]
        said = (
            f"Laporan berakhir tanpa disposisi: {label}. Mulai lagi dengan kasus kembar."
            if ended
            else ("Laporan belum diverifikasi. Buka Verifikasi dan disposisi.")
        )
        return CheckResult(False, said, fatal=ended)
    names = {"class": "Klasifikasi", "category": "Kategori", "owner": "Tujuan disposisi"}
    levels = {key: situation.judgement.criterion(key) for key in names}
    wrong = [key for key, item in levels.items() if item.applies and (item.level or 0) < 3]
    if not wrong:
        return CheckResult(True, "Klasifikasi, kategori, dan tujuan disposisi tepat.")
    good = [name for key, name in names.items() if key not in wrong]
    start = f"{' dan '.join(good)} sudah tepat. " if good else ""
    said = start + " ".join(f"{names[key]}: {levels[key].reason}" for key in wrong)
    if wrong == ["owner"]:
        return CheckResult(False, f"{said} Perbaiki dengan Disposisi ulang.")
    how = "Ganti peran, kembalikan disposisi dengan alasan, lalu verifikasi lagi; atau coba kasus kembar."
    return CheckResult(False, f"{said} {how}")


def role_taken(situation: Situation, params: Mapping[str, Any]) -> CheckResult:
    """The person plays the desk role the step asks for."""
    wanted = Role(params["role"])
    if situation.role == wanted:
        return CheckResult(True, f"Anda sekarang {ROLE_LABELS[wanted]}.")
    return CheckResult(False, f"Anda masih {ROLE_LABELS[situation.role]}. Ganti peran menjadi {ROLE_LABELS[wanted]}.")


def replied(situation: Situation, params: Mapping[str, Any]) -> CheckResult:
    """Answered in public without a leak, fit to be published as it stands, with the named parts present."""
    if any(error.code == "leaked_identity" for error in situation.judgement.criticals):
        said = "Balasan yang terbit menunjuk pelapor. Itu tidak dapat ditarik. Coba lagi dengan kasus kembar."
        return CheckResult(False, said, fatal=True)
    mark = situation.judgement.reply
    if mark is None:
        # An answer the exercise itself sent ("tunjukkan") is not the learner's and is not marked.
        if situation.history.answers:
            return CheckResult(True, "Balasan publik sudah dikirim.")
        baruga = situation.facts.desk == Desk.BARUGA
        where = "Tanggapan sebagai Admin OPD" if baruga else "Tindak Lanjut sebagai Pejabat Penghubung"
        return CheckResult(False, f"Belum ada balasan publik. Buka {where}.")
    weak = [str(key) for key in params.get("parts", ()) if not mark.levels[str(key)]]
    publishable = mark.verdict == "send" or (mark.verdict == "improve" and mark.share >= FULL)
    if weak or not publishable:
        weakest = weak or [key for key in REPLY_CRITERIA if mark.levels[key] < REPLY_CRITERIA[key][1]]
        # Nothing can be added to a report that has ended: only a fresh one helps.
        return CheckResult(False, _reply_gap(situation, weakest), fatal=situation.history.state.state in ENDED)
    return CheckResult(True, f"Balasan berisi dan tidak menunjuk pelapor: {round(mark.share * 100)} % dari rubrik.")


def _reply_gap(situation: Situation, weak: list[str]) -> str:
    """What the answer lacks and how it can still be mended from this state."""
    mark = situation.judgement.reply
    assert mark is not None  # noqa: S101 -- only called with a marked answer
    parts = []
    for key in weak[:2]:
        because = mark.because.get(key, {})
        parts.append(f"{REPLY_CRITERIA[key][0]}: {because.get('reason') or 'belum ada.'}")
    flags = [str(mark.because.get(flag, {}).get("reason", "")) for flag, raised in mark.flags.items() if raised]
    state = situation.history.state.state
    if state == State.ANSWERED:
        how = "Pelapor bertanya lagi: kirim Tindak Lanjut yang melengkapi bagian itu."
    elif state in ENDED:
        how = "Laporan sudah berakhir. Coba lagi dengan kasus kembar."
    else:
        how = "Muat ulang halaman untuk membaca tanggapan pelapor, lalu lengkapi jawabannya."
    return " ".join(part for part in [*flags[:1], *parts, how] if part)


def closed(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """Ended rightly: after a substantive answer, by the citizen, the system or the Admin Instansi."""
    state = situation.history.state
    if state.state in CLOSED and state.substantive:
        return CheckResult(True, f"{LABELS[state.state]}, sesudah jawaban yang berisi.")
    if state.state in ENDED:
        said = f"Laporan berakhir tanpa jawaban yang berisi: {LABELS[state.state]}. Coba lagi dengan kasus kembar."
        return CheckResult(False, said, fatal=True)
    if state.state == State.ANSWERED:
        return CheckResult(
            False, "Pelapor menanggapi dan menunggu jawaban. Baca tanggapannya, lalu kirim Tindak Lanjut."
        )
    if state.state == State.FOLLOWED_UP and state.substantive:
        said = "Jawaban sudah berisi. Ganti peran menjadi Admin Instansi, lalu pilih Tutup Laporan dengan catatan."
        return CheckResult(False, said)
    return CheckResult(False, "Laporan belum dapat ditutup: jawaban yang berisi belum ada.")


def criterion_met(situation: Situation, params: Mapping[str, Any]) -> CheckResult:
    """A criterion of the judgement has reached its level (3 of 4 unless `least` says otherwise), or each of several that one
    act answers for, such as a decision and its letter; what an exercise prepared or showed has no level of its own and
    counts by the act alone. `once` marks an act that the desk does only once: done wrongly, it cannot be mended in this
    case."""
    results = [_one_met(situation, params, key) for key in _names(params["criterion"])]
    said = " ".join(dict.fromkeys(result.said for result in results))
    return next((result for result in results if not result.passed), CheckResult(True, said))


def _one_met(situation: Situation, params: Mapping[str, Any], key: str) -> CheckResult:
    least = int(params.get("least", 3))
    item = next((c for c in situation.judgement.criteria if c.key == key), None)
    ended = situation.history.state.state in ENDED
    if item is None or item.level is None:
        acts = [Action(name) for name in _names(params.get("action", []))]
        if shown := situation.history.last(*acts, own=False):
            return CheckResult(True, f"{ACTION_LABELS[shown.action]}: sudah dilakukan.")
        why = item.reason if item is not None else "Langkah ini belum dilakukan."
        return CheckResult(False, f"{why} {AGAIN}" if ended else why, fatal=ended)
    if item.level >= least:
        return CheckResult(True, f"{item.label}: {item.reason}")
    lost = ended or bool(params.get("once")) or _spoilt(situation)
    said = " ".join(filter(None, (f"{item.label}: {item.reason}", item.better if lost else "", AGAIN if lost else "")))
    return CheckResult(False, said, fatal=lost)


def act_done(situation: Situation, params: Mapping[str, Any]) -> CheckResult:
    """One of the named acts was done, whatever it is worth: for steps whose worth a later one looks at."""
    wanted = [Action(name) for name in _names(params["action"])]
    names = " atau ".join(ACTION_LABELS[action] for action in wanted)
    if situation.history.last(*wanted) is not None:
        return CheckResult(True, f"{names}: sudah dilakukan.")
    if situation.history.state.state in ENDED:
        return CheckResult(False, f"Berakhir tanpa {names}. {AGAIN}", fatal=True)
    return CheckResult(False, f"Belum ada: {names}.")


def entry_named(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """What is granted is the entry of the public list that holds it, recognisable by the words of its summary."""
    act = situation.history.last(Action.GRANT)
    if act is None:
        other = situation.history.last(*NOTICES)
        said = f"Yang dipilih: {ACTION_LABELS[other.action]}. Butirnya ada dalam DIP. {AGAIN}" if other else ""
        nothing = f"Belum ada: {ACTION_LABELS[Action.GRANT]}. Cari dahulu butirnya dalam DIP."
        return CheckResult(False, said or nothing, fatal=other is not None)
    told = situation.truth.get("request") or {}
    entry = situation.rules.ppid.entry(str(told.get("dip") or "")) if situation.rules.ppid else None
    summary = entry.summary if entry else str(told.get("material") or "")
    if not act.own or shared(f"{act.input.get('material') or ''} {act.text}", summary) >= NAMED:
        return CheckResult(True, f"Butir DIP disebut: “{summary}”.")
    return CheckResult(False, f"Bahan yang diberikan tidak menyebut butir DIP “{summary}”. {AGAIN}", fatal=True)


def bridged(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """The matter was led to the desk it belongs to, by the way that is meant for it; a wrong way cannot be taken back."""
    act, fault = bridge_fault(situation.truth, situation.facts, situation.history)
    if act is None:
        ended = situation.history.state.state in ENDED
        open_yet = "Urusan ini belum diteruskan ke meja yang tepat."
        return CheckResult(False, f"Laporan berakhir tanpa diteruskan. {AGAIN}" if ended else open_yet, fatal=ended)
    if fault:
        return CheckResult(False, f"{fault} {AGAIN}", fatal=True)
    return CheckResult(True, f"{ACTION_LABELS[act.action]}: nomor barunya {act.input.get('opened', '')}.")


def ended_well(situation: Situation, _params: Mapping[str, Any]) -> CheckResult:
    """The case came to its lawful end at its desk without a critical error."""
    state, label = situation.history.state.state, LABELS[situation.history.state.state]
    if situation.judgement.criticals:
        return CheckResult(False, f"{situation.judgement.criticals[0].title}. {AGAIN}", fatal=True)
    if state not in ENDED:
        return CheckResult(False, f"Belum berakhir: {label}. Lanjutkan sampai warga mendapat haknya.")
    return CheckResult(True, f"Berakhir dengan benar: {label}.")


def _spoilt(situation: Situation) -> bool:
    return bool(situation.judgement.criticals)


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list | tuple) else [str(value)]


CHECKS: Mapping[str, Check] = {
    "act_done": act_done,
    "bridged": bridged,
    "criterion_met": criterion_met,
    "entry_named": entry_named,
    "ended_well": ended_well,
    "masked": masked,
    "verified_with": verified_with,
    "role_taken": role_taken,
    "replied": replied,
    "closed": closed,
}


def run_check(name: str, situation: Situation, params: Mapping[str, Any]) -> CheckResult:
    """Run one check by its name in the module's file; the loader has made sure that it exists."""
    return CHECKS[name](situation, params)
