"""Judge a request for information: the form, the register, the clock, the harm test, the decision, the notice, the objection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.answers import mark_reply
from bimtek.modules.domain.judging.objections import MEANS, NOTICES, judge_objection
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, Facts, ReplyMark, Rules
from bimtek.sandbox.domain.decision_inputs import LACKING
from bimtek.sandbox.domain.lifecycle import ENDED, Action
from bimtek.workshops.domain.calendar import long_date

WORDS = {
    "grant": "dikabulkan seluruhnya",
    "grant_part": "dikabulkan sebagian",
    "refuse": "ditolak",
    "not_held": "bukan penguasaan",
}
RULE_FORM = "Perki 1/2021: sepuluh bagian permohonan; yang diminta dilengkapi hanya yang kurang (batas 3 hari kerja adalah kebiasaan)."
RULE_REGISTER = "Perki 1/2021: permohonan diberi nomor pendaftaran dan tanda bukti penerimaan."
RULE_CLOCK = "UU 14/2008 Pasal 22: 10 hari kerja, dapat diperpanjang satu kali 7 hari kerja dengan alasan tertulis."
RULE_TEST = "UU 14/2008 Pasal 17 dan 19: pengecualian hanya sesudah uji konsekuensi yang tertulis; dasarnya satu dari sepuluh huruf."
RULE_NOTICE = "UU 14/2008 Pasal 22 ayat 7: dikuasai atau tidak, keputusan dan alasannya, bahan, bentuk, biaya; hak keberatan diberitahukan."
RULE_OWNER = "PPID Pelaksana adalah pejabat di perangkat daerah yang menguasai informasinya."
_WORD = re.compile(r"[a-z]{5,}")
_SUBSTANTIAL = 6  # words a consequence needs before it says anything about this information


def judge_request(
    truth: Mapping[str, Any], facts: Facts, history: History, rules: Rules, now: datetime
) -> CaseJudgement:
    """Every criterion of a request in order, and the critical errors; only what has happened is judged."""
    told: Mapping[str, Any] = truth.get("request") or {}
    notice = history.last(*NOTICES, own=True)
    mark = mark_reply(truth, facts, notice, rules) if notice else None
    clock, missed = _clock(told, history, notice, rules, now)
    decision, wrong = _decision(told, notice)
    objection, lapsed = judge_objection(told, history)
    criteria = (
        _form(told, history), _registration(history, rules), _owner(truth, history, rules), clock, _harm_test(told, history, notice),
        decision, _notice(told, notice, mark), _handover(history), objection,
    )  # fmt: skip
    ended = history.state.state in ENDED
    settled = tuple(_over(item) if ended else item for item in criteria)
    return CaseJudgement(settled, (*missed, *wrong, *lapsed), None, ended)


def _over(item: Criterion) -> Criterion:
    if item.judged or not item.applies:
        return item
    return Criterion(item.key, None, "Permohonan berakhir tanpa langkah ini.", applies=False)


def _form(told: Mapping[str, Any], history: History) -> Criterion:
    asked, registered = history.first(Action.ASK_COMPLETION, own=True), history.first(Action.REGISTER, own=True)
    lacking = set(told.get("incomplete") or ())
    if asked is None and registered is None:
        return Criterion("completeness", None, "Belum diperiksa.")
    if asked is None:
        if not lacking:
            return Criterion("completeness", 4, "Formulir lengkap dan tidak diminta dua kali.", "", RULE_FORM)
        names = ", ".join(LACKING[part].lower() for part in sorted(lacking))
        return Criterion(
            "completeness", 0, f"Belum ada: {names}.", "Langsung didaftarkan.", RULE_FORM, f"Minta {names} dahulu."
        )
    chosen = {str(part) for part in asked.input.get("lacking", ())}
    fact = f"Anda meminta: {', '.join(LACKING.get(part, part).lower() for part in sorted(chosen))}."
    if not lacking:
        return Criterion(
            "completeness", 1, "Formulirnya sudah lengkap.", fact, RULE_FORM, "Daftarkan dan beri tanda terima."
        )
    level = 4 if chosen == lacking else 3 if lacking <= chosen else 2 if lacking & chosen else 0
    better = "" if level == 4 else f"Minta {', '.join(LACKING[part].lower() for part in sorted(lacking))} saja."
    return Criterion(
        "completeness",
        level,
        "Yang kurang diminta." if not better else "Yang diminta belum tepat.",
        fact,
        RULE_FORM,
        better,
    )


def _registration(history: History, rules: Rules) -> Criterion:
    act = history.first(Action.REGISTER, own=True)
    if act is None:
        return Criterion("registration", None, "Belum didaftarkan.")
    late = act.before.verify_due is not None and rules.clocks.is_late(act.before.verify_due, act.at)
    fact = f"Didaftarkan {long_date(act.at.date())} dengan nomor {act.input['registration']}."
    better = "Daftarkan pada hari permohonan lengkap diterima." if late else ""
    return Criterion(
        "registration",
        2 if late else 4,
        "Terlambat didaftarkan." if late else "Terdaftar dengan tanda terima.",
        fact,
        RULE_REGISTER,
        better,
    )


def _owner(truth: Mapping[str, Any], history: History, rules: Rules) -> Criterion:
    act = history.last(Action.ASSIGN, own=True)
    if act is None:
        return Criterion("owner", None, "Belum ditugaskan.")
    unit = str(act.input["unit"])
    right = unit in (truth["owner"], *truth.get("owner_also", ()))
    fact = f"Ditugaskan kepada {rules.office(unit)}."
    return Criterion(
        "owner",
        4 if right else 0,
        "Perangkat daerah itu menguasainya." if right else "Informasi itu tidak di sana.",
        fact,
        RULE_OWNER,
        "" if right else f"Tugaskan {rules.office(truth['owner'])}.",
    )


def _clock(
    told: Mapping[str, Any], history: History, notice: Act | None, rules: Rules, now: datetime
) -> tuple[Criterion, list[Critical]]:
    due = (notice.before if notice else history.state).first_due
    if due is None or (notice is None and not rules.clocks.is_late(due, now)):
        return Criterion("timeliness", None, "Belum dinilai: batasnya belum lewat."), []
    late = rules.clocks.is_late(due, notice.at if notice else now)
    extended = history.first(Action.EXTEND, own=True) is not None
    fact = f"Batas jawaban {long_date(due)}" + (" sesudah perpanjangan" if extended else "") + "."
    if late:
        better = "Jawab dalam 10 hari kerja, atau perpanjang dengan alasan sebelum batas itu."
        error = Critical("missed_deadline", fact, RULE_CLOCK, better, notice.number if notice else 0)
        return Criterion("timeliness", 0, "Batas jawaban terlewat.", fact, RULE_CLOCK, better), [error]
    if extended and not told.get("extension"):
        return Criterion("timeliness", 3, "Tepat waktu, tetapi perpanjangannya tidak diperlukan.", fact, RULE_CLOCK), []
    return Criterion("timeliness", 4, "Dijawab dalam batas waktunya.", fact, RULE_CLOCK), []


def _harm_test(told: Mapping[str, Any], history: History, notice: Act | None) -> Criterion:
    act, ground = history.last(Action.TEST_HARM, own=True), told.get("ground")
    if act is None:
        if not ground:
            return Criterion("harm_test", None, "Tidak ada yang dikecualikan.", applies=False)
        if notice is None:
            return Criterion("harm_test", None, "Belum diuji.")
        return Criterion(
            "harm_test",
            0,
            "Ada bagian yang dikecualikan dan tidak diuji.",
            "",
            RULE_TEST,
            f"Uji: {told.get('exempt', '')}",
        )
    given = act.input
    fact = f"Diuji dengan dasar huruf {given['ground']}."
    if not ground:
        return Criterion(
            "harm_test", 1, "Informasi ini terbuka; tidak ada alasan mengecualikannya.", fact, RULE_TEST, "Kabulkan."
        )
    level = 2 if given["ground"] == ground else 0
    level += sum(len(str(given[name]).split()) >= _SUBSTANTIAL for name in ("if_opened", "if_closed"))
    better = "" if level == 4 else f"Dasar huruf {ground}. Bila dibuka: {told.get('if_opened', '')}"
    return Criterion(
        "harm_test",
        level,
        "Lembar ujinya berisi." if not better else "Lembar uji belum tepat atau belum berisi.",
        fact,
        RULE_TEST,
        better,
    )


_NEAR = {frozenset({"grant", "grant_part"}), frozenset({"grant_part", "refuse"})}


def _decision(told: Mapping[str, Any], notice: Act | None) -> tuple[Criterion, list[Critical]]:
    if notice is None:
        return Criterion("decision", None, "Belum diputuskan."), []
    given, right = MEANS[notice.action], str(told.get("decision") or "grant")
    fact, better = (
        f"Anda memutuskan {WORDS[given]}.",
        f"Seharusnya {WORDS[right]}. {told.get('material') or ''}".strip(),
    )
    if given == right:
        return Criterion("decision", 4, "Keputusan ini sesuai hukumnya.", fact, RULE_NOTICE), []
    errors = []
    if given in ("refuse", "not_held") and not told.get("ground"):
        errors.append(Critical("refused_without_ground", fact, RULE_TEST, better, notice.number))
    if given == "grant" and told.get("ground"):
        errors.append(
            Critical(
                "exempt_given", f"{fact} Yang dikecualikan: {told.get('exempt', '')}", RULE_TEST, better, notice.number
            )
        )
    level = 2 if frozenset({given, right}) in _NEAR and not errors else 0
    return Criterion("decision", level, f"Permohonan ini {WORDS[right]}.", fact, RULE_NOTICE, better), errors


def _notice(told: Mapping[str, Any], notice: Act | None, mark: ReplyMark | None) -> Criterion:
    if notice is None or mark is None:
        return Criterion("notice", None, "Belum ada pemberitahuan tertulis.")
    text = notice.text.casefold()
    stated = " ".join(str(notice.input.get(name) or "") for name in ("material", "blackened", "refusal", "holder"))
    wanted = set(_WORD.findall(f"{told.get('material', '')} {told.get('exempt', '')}".casefold()))
    points = {
        "sapaan kepada pemohon": mark.levels.get("salutation", 0) > 0,
        "bahasa yang terang dan sopan": mark.levels.get("language", 0) > 0 and not mark.flags.get("blames_citizen"),
        "bahan atau alasan yang tepat": bool(wanted & set(_WORD.findall(f"{text} {stated.casefold()}"))) or not wanted,
        "hak mengajukan keberatan": "keberatan" in text and len(text.split()) >= _SUBSTANTIAL * 3,
    }
    lacking = [name for name, held in points.items() if not held]
    reason = "Semua bagiannya ada." if not lacking else f"Belum ada: {', '.join(lacking)}."
    better = (
        ""
        if not lacking
        else "Yth. …, permohonan nomor … kami …; keberatan dapat diajukan kepada Atasan PPID dalam 30 hari kerja."
    )
    return Criterion("notice", 4 - len(lacking), reason, "", RULE_NOTICE, better)


def _handover(history: History) -> Criterion:
    given = history.first(Action.HAND_OVER, own=True)
    if given is not None:
        return Criterion(
            "handover", 4, "Informasi diserahkan dan dicatat.", f"Diserahkan {long_date(given.at.date())}.", RULE_NOTICE
        )
    granted = history.first(Action.GRANT, Action.GRANT_PARTLY) is not None
    return Criterion("handover", None, "Belum diserahkan.", applies=granted)
