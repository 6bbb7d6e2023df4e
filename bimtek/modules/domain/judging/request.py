"""Judge a request for information: form, register, assignment, the law's clock, harm test, decision, notice, objection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import NOTICES, WRITTEN_ANSWERS, Act, History
from bimtek.modules.domain.judging.answers import mark_reply
from bimtek.modules.domain.judging.bridges import judge_links
from bimtek.modules.domain.judging.carried import criterion_of, told_by
from bimtek.modules.domain.judging.notice import judge_language, judge_notice
from bimtek.modules.domain.judging.objections import came_as_objection, judge_objection
from bimtek.modules.domain.judging.request_decision import judge_decision, judge_handover, judge_harm_test
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, Facts, Notice, Rules
from bimtek.modules.domain.judging.wording import deals_with
from bimtek.sandbox.domain.case import ANSWER_RUNS
from bimtek.sandbox.domain.decision_inputs import LACKING
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, ENDED, Action, State
from bimtek.workshops.domain.calendar import long_date

RULE_FORM = "Perki 1/2021: sepuluh bagian permohonan; yang diminta dilengkapi hanya yang benar-benar kurang."
RULE_REGISTER = (
    "Perki 1/2021: permohonan diberi nomor pendaftaran dan tanda bukti penerimaan sebelum diproses. Batas 3 hari kerja"
    " adalah kebiasaan; belum dipastikan."
)
RULE_OWNER = "Perki 1/2021: PPID Pelaksana adalah pejabat di perangkat daerah yang menguasai informasinya."
RULE_CLOCK = (
    "UU 14/2008 Pasal 22: jawaban tertulis dalam 10 hari kerja; dapat diperpanjang satu kali 7 hari kerja dengan alasan"
    " tertulis yang diberitahukan sebelum batas pertama."
)
#: States in which nobody has answered yet: the form's ten days run from the start.
_UNANSWERED = ANSWER_RUNS | {State.REQUEST_RECEIVED}


def judge_request(
    truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime
) -> CaseJudgement:
    """Every criterion of a request in order, and the critical errors; only what has happened is judged. What lies before an
    objection that came over from another desk, or was prepared, was nobody's work here; what its answer gives is handed over."""
    told: Mapping[str, Any] = truth.get("request") or {}
    act = history.last(*NOTICES, own=True)
    mark = mark_reply(truth, facts, act, rules) if act else None
    clock, missed = _clock(truth, history, act, rules, now)
    decision, wrong = judge_decision(truth, facts, act, rules)
    objection, lapsed = judge_objection(truth, history, rules, now)
    before: tuple[Criterion, ...] = (
        _form(told, history), _register(history, rules, now), _assignment(truth, history, rules), clock,
        judge_harm_test(told, history, act), decision, judge_notice(truth, act, rules), judge_language(mark, act),
        judge_handover(history, act),
    )  # fmt: skip
    if came_as_objection(history):
        missed = []
        before = tuple(item if item.key == "handover" else _elsewhere(item) for item in before)
    links = judge_links(truth, facts, history)
    others = [criterion_of(told) for told in told_by(truth, facts, history)][:1]
    criteria = (*before, objection, *others, *((links,) if links else ()))
    ended = history.state.state in ENDED
    settled = tuple(_over(item) if ended else item for item in criteria)
    return CaseJudgement(settled, (*missed, *wrong, *lapsed), None, ended, _written(history))


def _over(item: Criterion) -> Criterion:
    if item.judged or not item.applies:
        return item
    return replace(item, applies=False, reason="Permohonan berakhir tanpa langkah ini.")


def _elsewhere(item: Criterion) -> Criterion:
    return Criterion(item.key, None, "Terjadi sebelum keberatan sampai di meja ini.", applies=False)


def _written(history: History) -> Notice | None:
    act = history.last(*WRITTEN_ANSWERS, own=True)
    return Notice(act.number, ACTION_LABELS[act.action], act.text, act.at) if act else None


def _form(told: Mapping[str, Any], history: History) -> Criterion:
    """Asked for exactly what the form lacks, and not at all when it is whole."""
    asked, registered = history.first(Action.ASK_COMPLETION, own=True), history.first(Action.REGISTER)
    lacking = {str(part) for part in told.get("incomplete") or ()}
    names = _names(lacking)
    if asked is None:
        prepared = history.first(Action.ASK_COMPLETION) is not None
        if prepared or (registered is not None and not registered.own):
            return Criterion("completeness", None, "Sudah diperiksa sebelum latihan dimulai.", applies=False)
        if registered is None:
            return Criterion("completeness", None, "Belum diperiksa.")
        if not lacking:
            return Criterion("completeness", 4, "Formulirnya lengkap dan tidak diminta dua kali.", "", RULE_FORM)
        better = f"Minta {names} sebelum mendaftarkan."
        return Criterion("completeness", 0, f"Belum ada: {names}.", "Langsung didaftarkan.", RULE_FORM, better)
    chosen = {str(part) for part in asked.input.get("lacking", ())}
    fact = f"Anda meminta: {_names(chosen)}."
    if not lacking:
        reason = "Formulirnya sudah lengkap. Meminta lagi menunda haknya."
        return Criterion("completeness", 1, reason, fact, RULE_FORM, "Daftarkan dan beri tanda terima.")
    if chosen == lacking:
        return Criterion("completeness", 4, "Tepat yang kurang yang diminta.", fact, RULE_FORM)
    level = 3 if lacking < chosen and len(chosen - lacking) == 1 else 2 if lacking & chosen else 1
    left, spare = lacking - chosen, chosen - lacking
    reasons = [f"Masih kurang: {_names(left)}."] if left else []
    reasons += [f"Tidak perlu diminta: {_names(spare)}."] if spare else []
    return Criterion("completeness", level, " ".join(reasons), fact, RULE_FORM, f"Minta {names} saja.")


def _names(parts: set[str]) -> str:
    return ", ".join(LACKING.get(part, part).lower() for part in sorted(parts))


def _register(history: History, rules: Rules, now: datetime) -> Criterion:
    """A number and a receipt before anything else; the three days are a custom nobody confirmed, so late fails nobody."""
    act = history.first(Action.REGISTER)
    if act is None:
        due = history.state.first_due
        if history.state.state == State.REQUEST_RECEIVED and due and rules.clocks.is_late(due, now):
            reason = "Permohonan tidak pernah didaftarkan sampai batas jawabannya lewat."
            return Criterion("registration", 0, reason, "", RULE_REGISTER, "Daftarkan pada hari diterima lengkap.")
        return Criterion("registration", None, "Belum didaftarkan.")
    if not act.own:
        return Criterion("registration", None, "Sudah terdaftar sebelum latihan dimulai.", applies=False)
    number = str(act.input.get("registration", ""))
    fact = f"Didaftarkan {long_date(act.at.date())} dengan nomor {number}."
    if not any(sign.isdigit() for sign in number):
        reason = "Nomor pendaftaran tanpa angka tidak dapat dicari di buku register."
        return Criterion("registration", 2, reason, fact, RULE_REGISTER, "Pakai nomor urut dan tahun.")
    due = act.before.verify_due
    if due and rules.clocks.is_late(due, act.at):
        reason = f"Sebaiknya terdaftar paling lambat {long_date(due)}; sepuluh hari kerjanya sudah berjalan."
        return Criterion("registration", 3, reason, fact, RULE_REGISTER, "Daftarkan pada hari diterima lengkap.")
    return Criterion("registration", 4, "Terdaftar dengan nomor dan tanda terima.", fact, RULE_REGISTER)


def _assignment(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    """Given to the office that has the information, or would know who has."""
    act = history.last(Action.ASSIGN)
    if act is None:
        return Criterion("owner", None, "Belum ditugaskan.")
    if not act.own:
        return Criterion("owner", None, "Sudah ditugaskan sebelum latihan dimulai.", applies=False)
    unit = str(act.input.get("unit", ""))
    fact = f"Ditugaskan kepada {rules.office(unit)}."
    if unit in (truth["owner"], *truth.get("owner_also", ())):
        return Criterion("owner", 4, "Perangkat daerah itu memegang informasinya.", fact, RULE_OWNER)
    better = f"Tugaskan {rules.office(truth['owner'])}."
    return Criterion("owner", 0, "Informasi itu tidak dikelola di sana.", fact, RULE_OWNER, better)


def _clock(
    truth: Mapping[str, Any], history: History, act: Act | None, rules: Rules, now: datetime
) -> tuple[Criterion, list[Critical]]:
    """Answered by the tenth working day, or the seventeenth with a reasoned extension; missing it is a critical error."""
    others = history.first(*NOTICES, own=False)
    if act is None and others is not None:
        return Criterion("timeliness", None, "Sudah dijawab sebelum latihan dimulai.", applies=False), []
    silent = history.first(Action.OBJECT)
    running = history.state.state in _UNANSWERED or (act is None and silent is not None)
    due = act.before.first_due if act else history.state.first_due if running else None
    at = act.at if act else now
    if due is None or (act is None and not rules.clocks.is_late(due, at)):
        words = f"Belum dinilai: jawaban ditunggu sampai {long_date(due)}." if due else "Belum ada batas yang jatuh."
        return Criterion("timeliness", None, words), []
    extension = history.first(Action.EXTEND)
    fact = f"Batas jawaban {long_date(due)}{' sesudah perpanjangan' if extension else ''}."
    if rules.clocks.is_late(due, at):
        better = "Jawab dalam 10 hari kerja, atau perpanjang dengan alasan tertulis sebelum batas itu."
        said = f"{fact} Baru dijawab {long_date(at.date())}." if act else f"{fact} Belum dijawab."
        error = Critical("missed_answer", said, RULE_CLOCK, better, act.number if act else 0)
        return Criterion("timeliness", 0, "Batas jawaban menurut undang-undang terlewat.", said, RULE_CLOCK, better), [
            error
        ]
    if extension is not None and extension.own:
        return _extended(truth, extension, fact), []
    return Criterion("timeliness", 4, "Dijawab dalam batas waktunya.", fact, RULE_CLOCK), []


def _extended(truth: Mapping[str, Any], extension: Act, fact: str) -> Criterion:
    needed = str((truth.get("request") or {}).get("extension") or "")
    if not needed:
        better = "Jawab dalam 10 hari kerja; perpanjangan hanya bila informasinya belum terkumpul."
        reason = "Tepat waktu, tetapi perpanjangannya tidak diperlukan."
        return Criterion("timeliness", 3, reason, fact, RULE_CLOCK, better)
    if not deals_with(str(extension.input.get("reason", "")), needed, str(truth.get("matter") or "")):
        better = f"Beri tahu pemohon: {needed}"
        reason = "Perpanjangannya perlu, tetapi alasannya tidak menerangkan mengapa."
        return Criterion("timeliness", 3, reason, fact, RULE_CLOCK, better)
    return Criterion("timeliness", 4, "Diperpanjang dengan alasan dan dijawab dalam batas baru.", fact, RULE_CLOCK)
