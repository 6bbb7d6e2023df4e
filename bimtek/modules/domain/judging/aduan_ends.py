"""Judge how long an aduan waited and how it ended. Baruga has neither a timer nor an automatic end: somebody must finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.aduan_routing import unanswered_question
from bimtek.modules.domain.judging.closing import RULE_REFUSE
from bimtek.modules.domain.judging.triage import archived_rightly, names_office, repeats, truth_holder
from bimtek.modules.domain.judging.types import Criterion, Critical, Facts, ReplyMark, Rules
from bimtek.sandbox.domain.decision import ARCHIVE_REASONS
from bimtek.sandbox.domain.decision_inputs import REGENCY
from bimtek.sandbox.domain.lifecycle import LABELS, Action, State

RULE_PACE = (
    "Baruga Sulsel tidak memiliki tenggat. Ukuran ini setelan simulasi: moderasi dalam 2 hari kerja, tanggapan dalam 5 hari"
    " kerja sesudah disposisi; warga menunggu di muka umum."
)
RULE_END = "Baruga Sulsel: selesai bila semua tujuan bertindak dan pelapor mendapat jawaban yang berisi."
RULE_DECLINE = "Baruga Sulsel: aduan yang memuat urusan pemerintahan diteruskan; yang belum jelas ditanyakan dahulu."
#: Working days (full, tolerable) until moderation and, from then, until the first public answer.
_MODERATION, _ANSWER = (2, 5), (5, 10)
FULL = 4
_SATISFIED, _FAIR = 4, 3  # ratings of the simulated citizen, 1 to 5


def judge_pace(facts: Facts, history: History, rules: Rules, now: datetime) -> Criterion:
    """How many working days the citizen waited, softly: never below half, never critical."""
    ways = (Action.MODERATE, Action.DECLINE, Action.TRANSFER, Action.ASK_CLARITY)
    door = history.first(*ways)
    if door is not None and not door.own:
        return _answered(history, door.at, rules, now)
    waited = _days(facts.received_at, door.at if door else now, rules)
    level = _pace(waited, _MODERATION)
    if door is None:
        if level == 4:
            return Criterion("pace", None, "Belum dinilai: aduan baru masuk.")
        return _criterion(level, f"Aduan menunggu moderasi {waited} hari kerja.")
    begun = _criterion(level, f"Aduan menunggu {waited} hari kerja sampai Anda memeriksanya.")
    if history.publication is None:
        return begun
    answered = _answered(history, history.publication.at, rules, now)
    if answered.level is None:
        return answered if level == FULL else begun
    return answered if answered.level <= level else begun


def _answered(history: History, since: datetime, rules: Rules, now: datetime) -> Criterion:
    reply = history.first(Action.RESPOND, own=True)
    waited = _days(since, reply.at if reply else now, rules)
    level = _pace(waited, _ANSWER)
    if reply is None and level == 4:
        return Criterion("pace", None, "Belum dinilai: tanggapan belum dikirim.")
    words = "sampai tanggapan pertama" if reply else "dan belum mendapat tanggapan"
    return _criterion(level, f"Sesudah terbit, pelapor menunggu {waited} hari kerja {words}.")


def _criterion(level: int, fact: str) -> Criterion:
    reason = "Warga tidak menunggu lama." if level == 4 else "Warga menunggu lebih lama daripada yang perlu."
    better = "" if level == 4 else "Kabari lebih awal, meskipun pekerjaan belum selesai."
    return Criterion("pace", level, reason, fact, RULE_PACE, better)


def _pace(days: int, limits: tuple[int, int]) -> int:
    return 4 if days <= limits[0] else 3 if days <= limits[1] else 2


def _days(since: datetime, until: datetime, rules: Rules) -> int:
    calendar = rules.clocks.calendar
    first, last = calendar.counted_day(since), until.date()
    return calendar.working_days_between(first, last) if last > first else 0


def judge_end(truth: Mapping[str, Any], history: History) -> tuple[Criterion, list[Critical]]:
    """Finished rightly: after a substantive answer, with every target having acted; or left by the right way."""
    state, act = history.state.state, history.acts[-1] if history.acts else None
    if state == State.BARUGA_DONE and act is not None:
        return _done(history, next(item for item in reversed(history.acts) if item.after.state == state))
    if state == State.BARUGA_DECLINED:
        return _declined(truth, history), []
    if state == State.BARUGA_TRANSFERRED:
        good = truth["right_act"] == "transfer"
        reason = (
            "Aduan berlanjut di SP4N-LAPOR! dengan riwayat yang sama." if good else "Aduan ini dapat selesai di sini."
        )
        better = "" if good else "Disposisikan di Baruga."
        return Criterion("closing", 4 if good else 1, reason, f"Status akhir: {LABELS[state]}.", RULE_END, better), []
    return Criterion("closing", None, "Belum dinilai: aduan belum selesai."), []


def _done(history: History, act: Act) -> tuple[Criterion, list[Critical]]:
    state, fact = history.state, f"Status akhir: {LABELS[State.BARUGA_DONE]}."
    if not state.substantive:
        better = "Tanggapi dengan temuan, tindakan, dan tanggal sebelum warga lelah bertanya."
        hollow = f"{fact} Tanggapan terakhir belum memuat hasil, tindakan, dan waktunya."
        error = Critical("closed_without_answer", hollow, RULE_END, better, act.number)
        return Criterion("closing", 0, "Aduan berakhir tanpa jawaban yang berisi.", fact, RULE_END, better), [error]
    left = [name for name in state.targets if name != REGENCY and name not in state.acted]
    if left:
        better = "Tunggu atau catat tindakan semua tujuan sebelum selesai."
        return Criterion("closing", 2, "Belum semua tujuan bertindak.", fact, RULE_END, better), []
    if act.action == Action.FINISH:
        return Criterion("closing", 4, "Selesai sesudah tindakan dan jawaban yang berisi.", fact, RULE_END), []
    rating = state.rating or 0
    level = 4 if rating >= _SATISFIED else 3 if rating == _FAIR else 2
    reason = f"Pelapor menyatakan selesai dan memberi nilai {rating} dari 5."
    better = "" if level == 4 else "Jawab lebih cepat dan sebutkan tanggal pasti."
    return Criterion("closing", level, reason, fact, RULE_END, better), []


def _declined(truth: Mapping[str, Any], history: History) -> Criterion:
    act, fact = history.last(Action.DECLINE), f"Status akhir: {LABELS[State.BARUGA_DECLINED]}."
    if act is not None and archived_rightly(truth, act):
        reason = truth.get("archive_reason") if truth["right_act"] == "archive" else "duplicate"
        if reason in (None, act.input.get("archive_reason")) or repeats(truth):
            return Criterion("closing", 4, "Aduan berakhir dengan alasan yang tepat.", fact, RULE_DECLINE)
        better = f"Pilih alasan: {ARCHIVE_REASONS.get(str(reason), str(reason))}."
        return Criterion("closing", 3, "Tepat tidak diproses, tetapi alasannya lain.", fact, RULE_DECLINE, better)
    if act is not None and unanswered_question(truth, history, act):
        return Criterion("closing", 4, "Pelapor tidak menjelaskan. Akhir ini sah.", fact, RULE_DECLINE)
    better = "Tanyakan yang kurang, lalu disposisikan."
    return Criterion("closing", 0, "Aduan yang dapat dikerjakan tidak diproses.", fact, RULE_DECLINE, better)


def aduan_refusals(
    truth: Mapping[str, Any], history: History, answers: Sequence[ReplyMark], rules: Rules
) -> list[Critical]:
    """Critical errors of routing: turning away a matter, or answering another's without saying whose it is."""
    found = []
    for act in history.of(Action.DECLINE, own=True):
        if not archived_rightly(truth, act) and not unanswered_question(truth, history, act):
            fact, better = "Aduan yang memuat urusan tidak diproses.", "Tanyakan yang kurang, lalu disposisikan."
            found.append(Critical("refused_without_ground", fact, RULE_DECLINE, better, act.number))
    holder = truth_holder(truth) or ""
    if truth.get("competence") == "other" and answers and holder not in history.state.targets:
        last = answers[-1]
        if not last.levels.get("authority", 0) and not names_office(last.text, rules.offices.get(holder)):
            better = f"Disposisikan ke {rules.office(holder)}, atau sebutkan instansi itu."
            fact = "Tanggapan tidak menyebut instansi yang berwenang."
            found.append(Critical("wrong_authority", fact, RULE_REFUSE, better, last.entry))
    return found
