"""Judge how a report ended. Closed is not solved: seven of ten real reports end because the citizen falls silent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.triage import archived_rightly, names_holder, names_office, truth_holder
from bimtek.modules.domain.judging.types import Criterion, Critical, ReplyMark, Rules
from bimtek.sandbox.domain.decision import ARCHIVE_REASONS
from bimtek.sandbox.domain.lifecycle import LABELS, Action, State

RULE = (
    "Laporan selesai bila ada jawaban yang berisi dan warga menerima atau masa tanggapan 10 hari berakhir"
    " (SP4N-LAPOR!). Tertutup belum tentu tuntas."
)
RULE_REFUSE = "SP4N: no wrong door. Laporan yang bukan wewenang diteruskan dengan menyebut pemegang wewenangnya."
RULE_ARCHIVE = (
    "SP4N-LAPOR!: arsip hanya untuk laporan yang tidak jelas, tidak relevan, ganda, tanpa bukti, atau memuat SARA."
)
_SATISFIED, _FAIR = 4, 3  # ratings of the simulated citizen, 1 to 5


def judge_closing(truth: Mapping[str, Any], history: History) -> tuple[Criterion, list[Critical]]:
    """Level of the end that was reached, with the critical error of an end without an answer."""
    state, act = history.state, history.acts[-1] if history.acts else None
    endings = {
        State.CLOSED_BY_REPORTER: _by_reporter,
        State.CLOSED_BY_SYSTEM: _by_system,
        State.CLOSED_BY_ADMIN: _by_admin,
        State.ARCHIVED_BY_ADMIN: _archived,
        State.RETURNED: _returned,
        State.ARCHIVED_BY_SYSTEM: _expired,
        State.ARCHIVED_BY_REPORTER: _withdrawn,
    }
    judge = endings.get(state.state)
    if judge is None or act is None:
        return Criterion("closing", None, "Belum dinilai: laporan belum berakhir."), []
    level, reason, better = judge(truth, history)
    criterion = Criterion("closing", level, reason, f"Status akhir: {LABELS[state.state]}.", RULE, better)
    hollow = state.state in (State.CLOSED_BY_SYSTEM, State.CLOSED_BY_REPORTER) and not state.substantive
    if not hollow:
        return criterion, []
    fact = f"{LABELS[state.state]}, sedangkan balasan terakhir belum memuat hasil pemeriksaan, tindakan, dan waktunya."
    return criterion, [
        Critical("closed_without_answer", fact, RULE, "Jawab lagi dengan temuan, tindakan, dan tanggal.", act.number)
    ]


Verdict = tuple[int, str, str]


def _by_reporter(_truth: Mapping[str, Any], history: History) -> Verdict:
    rating = history.state.rating or 0
    if not history.state.substantive:
        return (
            0,
            f"Pelapor menyerah dan memberi nilai {rating} dari 5.",
            "Jawab pokok masalahnya sebelum warga lelah bertanya.",
        )
    if rating >= _SATISFIED:
        return 4, f"Pelapor menyatakan selesai dan memberi nilai {rating} dari 5.", ""
    level = 3 if rating == _FAIR else 2
    return (
        level,
        f"Pelapor menutup laporan dengan nilai {rating} dari 5.",
        "Jawab lebih cepat dan sebutkan tanggal pasti.",
    )


def _by_system(_truth: Mapping[str, Any], history: History) -> Verdict:
    if history.state.substantive:
        return 4, "Pelapor diam sepuluh hari sesudah jawaban yang berisi, lalu sistem menutup laporan.", ""
    return (
        0,
        "Sistem menutup laporan karena pelapor diam, padahal belum dijawab dengan berisi.",
        "Jawab pokok masalahnya.",
    )


def _by_admin(_truth: Mapping[str, Any], history: History) -> Verdict:
    # The guard of the lifecycle already demands a substantive answer.
    if history.first(Action.ANSWER) is not None:
        return 4, "Ditutup sesudah pelapor menanggapi dan dijawab lagi.", ""
    better = "Beri pelapor waktu menanggapi, atau tunggu sistem menutup sesudah 10 hari."
    return 3, "Ditutup sesudah jawaban yang berisi, tetapi sebelum pelapor sempat menanggapi.", better


def _archived(truth: Mapping[str, Any], history: History) -> Verdict:
    act = history.last(Action.ARCHIVE)
    if act is not None and archived_rightly(truth, act):
        reason = truth.get("archive_reason") if truth["right_act"] == "archive" else "duplicate"
        if reason in (None, act.input.get("archive_reason")):
            return 4, "Laporan berakhir dengan arsip dan alasan yang tepat.", ""
        better = f"Pilih alasan: {ARCHIVE_REASONS.get(str(reason), str(reason))}."
        return 3, "Arsipnya tepat, tetapi alasan yang dipilih bukan alasan sebenarnya.", better
    return 0, "Laporan yang dapat ditindaklanjuti diarsipkan.", "Verifikasi, lalu disposisikan kepada pemegang urusan."


def _returned(truth: Mapping[str, Any], _history: History) -> Verdict:
    if truth["right_act"] == "not_our_authority":
        return 4, "Laporan kembali ke Admin Nasional untuk diteruskan kepada yang berwenang.", ""
    return (
        0,
        "Urusan sendiri dikembalikan sebagai Bukan Wewenang.",
        "Disposisikan kepada perangkat daerah yang memegangnya.",
    )


def _expired(truth: Mapping[str, Any], _history: History) -> Verdict:
    if truth.get("missing"):
        return 4, "Pelapor tidak melengkapi sampai batas waktu. Akhir ini sah.", ""
    return (
        1,
        "Laporan kedaluwarsa karena ditunda, padahal sudah lengkap.",
        "Verifikasi langsung laporan yang sudah lengkap.",
    )


def _withdrawn(_truth: Mapping[str, Any], _history: History) -> Verdict:
    return 1, "Pelapor menarik laporannya.", "Jaga kepercayaan pelapor: jawab tepat waktu dan jangan buka identitasnya."


def refusals(truth: Mapping[str, Any], history: History, marks: list[ReplyMark], rules: Rules) -> list[Critical]:
    """Critical errors of routing: refusing one's own matter, or sending another's nowhere."""
    acts = history.of(Action.ARCHIVE, Action.NOT_OUR_AUTHORITY, own=True)
    found = [error for act in acts if (error := _refusal(truth, act, rules)) is not None]
    if truth.get("competence") == "other" and marks and not _forwards(truth, marks[-1], rules):
        holder = rules.office(truth_holder(truth))
        fact = "Jawaban tidak menyebut instansi yang berwenang."
        found.append(
            Critical("wrong_authority", fact, RULE_REFUSE, f"Sebutkan {holder} dan cara memantaunya.", marks[-1].entry)
        )
    return found


def _forwards(truth: Mapping[str, Any], mark: ReplyMark, rules: Rules) -> bool:
    return mark.levels.get("authority", 0) > 0 or names_office(mark.text, rules.offices.get(truth_holder(truth) or ""))


def _refusal(truth: Mapping[str, Any], act: Act, rules: Rules) -> Critical | None:
    holder = rules.office(truth_holder(truth))
    if act.action == Action.ARCHIVE:
        if archived_rightly(truth, act):
            return None
        fact = "Laporan diarsipkan, padahal isinya dapat ditindaklanjuti."
        return Critical("refused_without_ground", fact, RULE_ARCHIVE, f"Teruskan kepada {holder}.", act.number)
    if truth["right_act"] != "not_our_authority":
        fact = "Bukan Wewenang dipakai untuk urusan yang dipegang kabupaten."
        return Critical("refused_without_ground", fact, RULE_REFUSE, f"Disposisikan ke {holder}.", act.number)
    written = str(act.input.get("holder", ""))
    if names_holder(written, truth, rules):
        return None
    fact = f"Bukan Wewenang menyebut “{rules.office(written)}”, bukan pemegang wewenangnya."
    return Critical("wrong_authority", fact, RULE_REFUSE, f"Sebutkan {holder}.", act.number)
