"""Write a reply to a report whose checking is done; the judge of replies marks it criterion by criterion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bimtek.modules.domain.history import Act
from bimtek.modules.domain.judging.answers import reply_case, reply_level
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS
from bimtek.modules.domain.judging.types import ReplyMark
from bimtek.modules.domain.kinds.reports import draw, facts_of, headed, material
from bimtek.modules.domain.kinds.worksheet import (
    Answer,
    Form,
    Mark,
    Material,
    Params,
    Part,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    first,
    rng_of,
)
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.generator import Report
from bimtek.sandbox.domain.lifecycle import Action, Role, State

RULE = "Rubrik balasan publik. Identitas pelapor: Perpres 76/2013 dan UU 27/2022."
SPOILT = "Terima kasih atas laporannya. Akan segera kami tindak lanjuti sesuai ketentuan yang berlaku."
#: Flags that no good sentence elsewhere can make up for.
FATAL = ("leaks_reporter", "names_accused", "blames_citizen", "internal_note")
_AT = datetime(2026, 11, 16, 9, 0)


class WriteReply:
    """`params`: scenarios (pool), count; `facts` False hides the office's file (then it must be asked for elsewhere)."""

    name = "write_reply"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """One question a report, with what the office found."""
        rng = rng_of(self.name, seed)
        reports = draw(tuple(params["scenarios"]), int(params["count"]), seed, around, rng)
        questions = tuple(_question(n, report, around) for n, report in enumerate(reports, 1))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=questions)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:
        """The level of the whole reply, each criterion with its reason, passages marked; fatal by the flags of the rubric."""
        text = first(answer).strip()
        if not text:
            return Verdict(level=0, said="Balasan masih kosong. Mulai dengan sapaan, lalu sebut masalah dan tempatnya.")
        mark = _marked(question.truth, text, around)
        flags = [key for key, raised in mark.flags.items() if raised]
        parts = tuple(_part(key, mark) for key in CRITERIA)
        fatal = any(key in FATAL for key in flags)
        worst = min(parts, key=lambda part: part.level / part.maximum)
        said = _said(mark, flags, worst)
        level = 0 if fatal else reply_level(mark)
        better = str(question.model) if level < 3 else ""
        return Verdict(
            level=level, said=said, rule=RULE, better=better, parts=parts, marks=_passages(mark, flags), fatal=fatal
        )

    def spoil(self, question: Question) -> Answer:  # noqa: ARG002 -- hollow words fit any report: that is their fault
        """Hollow words."""
        return SPOILT


def _question(n: int, report: Report, around: Surroundings) -> Question:
    truth = report.truth
    note = Material(title="Catatan internal petugas", text=str(truth["internal_note"]))
    kept = {
        k: truth.get(k)
        for k in ("topic", "category", "report_class", "facts", "owner", "holder", "competence", "right_act")
    }
    held: dict[str, Any] = {
        "truth": kept, "number": report.number, "title": report.title, "body": report.body, "channel": report.channel,
        "anonymous": report.anonymous, "secret": report.secret, "place": report.place, "desk": report.desk,
        "received": report.received.isoformat(), "reporter": report.reporter, "unit": truth["owner"],
    }  # fmt: skip
    name = around.rules.office(str(truth["owner"]))
    return Question(
        key=f"b{n}", title=headed(report), form=Form.TEXT, limit=4000, materials=(material(report, n), note), truth=held,
        prompt=f"Tulis balasan publik atas nama {name}.",
        tip="Sapa warga, sebut masalah dan tempatnya, temuan dan tanggalnya, siapa berbuat apa sampai kapan, serta cara menanggapi.",
        model=str(truth["better_reply"]), shown="Bandingkan setiap kalimat: sapaan, masalah, temuan, tindakan, waktu, kewenangan, saluran.",
    )  # fmt: skip


def _marked(held: Any, text: str, around: Surroundings) -> ReplyMark:
    facts = facts_of(_report(held))
    state = CaseState(State.DISPOSED, held["title"], None, unit=held["unit"])
    act = Act(1, Action.FOLLOW_UP, Role.LIAISON, _AT, {"text": text}, state, state, own=True)
    judged = around.rules.judge(reply_case(held["truth"], facts, act, around.rules), text)
    return ReplyMark.of(1, text, _AT, judged)


def _report(held: Any) -> Report:
    return Report(
        0, 0, held["number"], "", held["desk"], held["channel"], held["title"], held["body"], "", held["anonymous"],
        held["secret"], held["place"], None, None, None, datetime.fromisoformat(held["received"]), held["reporter"], {}, "",
    )  # fmt: skip


def _part(key: str, mark: ReplyMark) -> Part:
    because = mark.because.get(key, {})
    label, maximum = CRITERIA[key]
    return Part(
        title=label, level=mark.levels[key], maximum=maximum, reason=str(because.get("reason", "")),
        better=str(because.get("better", "")),
    )  # fmt: skip


def _said(mark: ReplyMark, flags: list[str], worst: Part) -> str:
    if flags:
        because = mark.because.get(flags[0], {})
        return f"{FLAGS[flags[0]]}. {because.get('reason', '')}".strip()
    if worst.level == worst.maximum:
        return "Semua bagian balasan terpenuhi."
    return f"{round(mark.share * 100)} % dari rubrik. Yang paling menambah nilai: {worst.title.lower()}. {worst.reason}"


def _passages(mark: ReplyMark, flags: list[str]) -> tuple[Mark, ...]:
    found = []
    for number, key in enumerate([*flags, *CRITERIA]):
        because = mark.because.get(key, {})
        start, end = int(because.get("start", 0)), int(because.get("end", 0))
        if start < end:
            flagged = key in flags
            label = FLAGS[key] if flagged else str(number - len(flags) + 1)
            good = not flagged and mark.levels[key] == CRITERIA[key][1]
            found.append(Mark(start=start, end=end, label=label, good=good))
    return tuple(found)
