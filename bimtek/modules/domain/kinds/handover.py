"""Hand over a case by a note, so that the next officer need not ask again and the citizen is not asked twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bimtek.modules.domain.judging.reply.text import days
from bimtek.modules.domain.judging.wording import shared
from bimtek.modules.domain.kinds.reports import draw, material
from bimtek.modules.domain.kinds.worksheet import (
    FULL,
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
from bimtek.sandbox.domain.generator import Report
from bimtek.sandbox.domain.personal_data import Span, find
from bimtek.workshops.domain.calendar import WorkingCalendar, long_date

RULE = "Serah terima yang lengkap: warga tidak ditanya dua kali (setelan simulasi). Identitas: Perpres 76/2013, UU 27/2022."
COMPLETION = 14  # working days of a complaint without oversight weight: seed/deadlines.toml
#: Words of the case that a part must meet: two may be chance, three deal with it.
_ENOUGH = 3
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "matter": ("Pokok masalah dan tempat", "Apa masalahnya dan di mana?"),
    "done": ("Yang sudah dilakukan", "Apa yang sudah dikirim kepada warga, dan kapan?"),
    "finding": ("Hasil pemeriksaan", "Apa yang ditemukan petugas?"),
    "promise": ("Janji kepada warga", "Apa yang dijanjikan, sampai tanggal berapa?"),
    "open": ("Yang belum selesai dan pelakunya", "Apa langkah berikutnya, dan siapa yang mengerjakan?"),
    "due": ("Tenggat", "Kapan batas akhirnya?"),
}


class Handover:
    """`params`: scenarios (of the LAPOR desk, right act dispose), count."""

    name = "handover"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """One half-finished case a question: report, thread, internal note."""
        rng = rng_of(self.name, seed)
        reports = draw(tuple(params["scenarios"]), int(params["count"]), seed, around, rng)
        questions = tuple(_question(n, report, around) for n, report in enumerate(reports, 1))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=questions)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """The share of the next officer's questions that the note answers; naming a protected reporter is fatal."""
        text, truth = first(answer).strip(), question.truth
        if not text:
            return Verdict(
                level=0, said="Catatan masih kosong. Tulis untuk rekan yang belum membaca laporan ini.", rule=RULE
            )
        met = {key: _met(key, text, truth) for key in QUESTIONS}
        asked = [QUESTIONS[key][1] for key, holds in met.items() if not holds]
        leaks = _leaks(text, truth) if truth["protected"] else []
        parts = tuple(
            Part(
                title=title,
                level=int(met[key]),
                maximum=1,
                reason="Terjawab." if met[key] else f"Rekan masih bertanya: {ask}",
            )
            for key, (title, ask) in QUESTIONS.items()
        )
        level = 0 if leaks else FULL * sum(met.values()) // len(met)
        marks = tuple(Mark(start=span.start, end=span.end, label="Identitas pelapor", good=False) for span in leaks)
        return Verdict(
            level=level, said=_said(asked, [text[span.start : span.end] for span in leaks]), rule=RULE, parts=parts,
            better=str(question.model) if level < FULL else "", marks=marks, fatal=bool(leaks),
        )  # fmt: skip

    def spoil(self, question: Question) -> Answer:  # noqa: ARG002 -- the same empty note fits every case
        """The note that everybody has received once."""
        return "Mohon dilanjutkan, berkas ada di meja saya. Terima kasih."


def _said(asked: Sequence[str], leaks: Sequence[str]) -> str:
    if leaks:
        return f"Catatan ini menyebut “{leaks[0]}”. Pelapor meminta dilindungi: tulis “pelapor” saja."
    if asked:
        return f"Rekan Anda masih harus bertanya: {' '.join(asked[:3])}"
    return "Rekan Anda dapat melanjutkan tanpa bertanya lagi kepada Anda atau warga."


def _question(n: int, report: Report, around: Surroundings) -> Question:
    truth, calendar = report.truth, around.calendar
    day = report.received.date()
    verified, answered = calendar.nth_after(day, 1), calendar.nth_after(day, 2)
    promised, due = calendar.nth_after(day, 6), _due(calendar, day)
    office = around.rules.office(str(truth["owner"]))
    thread = Material(
        title="Jalannya laporan",
        rows=(
            ("Tanggal", "Yang terjadi"),
            (long_date(day), "Laporan diterima."),
            (long_date(verified), f"Diverifikasi dan didisposisikan kepada {office}."),
            (long_date(answered), f"Respons awal terkirim: hasil pemeriksaan disampaikan paling lambat {long_date(promised)}."),
        ),
    )  # fmt: skip
    note = Material(title="Catatan internal petugas", text=f"{truth['finding']} {truth['action']}")
    held = {
        "matter": f"{truth['topic']} {truth['matter']}", "finding": str(truth["finding"]), "action": str(truth["action"]),
        "answered": answered.isoformat(), "promised": promised.isoformat(), "due": due.isoformat(),
        "protected": report.anonymous or report.secret, "reporter": {k: report.reporter.get(k) for k in ("name", "nik", "phone", "address")},
        "sensitive": list(truth["sensitive_words"]), "office": office,
    }  # fmt: skip
    return Question(
        key=f"c{n}", title=report.title[:60], form=Form.TEXT, limit=2500, truth=held,
        prompt="Mulai besok Anda bertugas di tempat lain. Tulis catatan serah terima untuk rekan yang melanjutkan.",
        tip="Rekan Anda belum membaca apa pun. Setelah membaca catatan ini ia tidak perlu bertanya kepada Anda atau warga.",
        materials=(material(report, n), thread, note), model=_model(report, held, office, due),
        shown=f"Enam hal: {', '.join(title.lower() for title, _ in QUESTIONS.values())}. Batas penyelesaian {long_date(due)}.",
    )  # fmt: skip


def _due(calendar: WorkingCalendar, day: dt.date) -> dt.date:
    return calendar.due_date(day, COMPLETION)


def _model(report: Report, held: Mapping[str, Any], office: str, due: dt.date) -> str:
    truth = report.truth
    answered, promised = dt.date.fromisoformat(held["answered"]), dt.date.fromisoformat(held["promised"])
    shield = " Pelapor meminta dilindungi: jangan sebut siapa pun dalam balasan." if held["protected"] else ""
    return (
        f"Laporan tentang {truth['matter']}.{shield}\n"
        f"Sudah dilakukan: didisposisikan kepada {office}; respons awal terkirim {long_date(answered)}.\n"
        f"Temuan: {truth['finding']}\n"
        f"Janji kepada warga: hasil pemeriksaan disampaikan paling lambat {long_date(promised)}.\n"
        f"Belum: kirim tindak lanjut yang berisi. {truth['action']}\n"
        f"Tenggat penyelesaian: {long_date(due)}."
    )


def _met(key: str, text: str, truth: Mapping[str, Any]) -> bool:
    if key in ("promise", "due", "done"):
        name = {"promise": "promised", "due": "due", "done": "answered"}[key]
        day = dt.date.fromisoformat(str(truth[name]))
        return any(found.day == day.day and found.month in (0, day.month) for found in days(text))
    source = {"matter": "matter", "finding": "finding", "open": "action"}[key]
    return shared(text, str(truth[source])) >= _ENOUGH


def _leaks(text: str, truth: Mapping[str, Any]) -> list[Span]:
    """What points to the reporter; not what the office's own file says of the matter, such as "Dinas Lingkungan Hidup"."""
    reporter, file = (
        truth["reporter"],
        " ".join(str(truth.get(name, "")) for name in ("office", "matter", "finding", "action")),
    )
    spans = find(text, str(reporter.get("name") or ""), str(reporter.get("address") or ""))
    found = [span for span in spans if text[span.start : span.end] not in file]
    known = {span.start for span in found}
    for word in truth["sensitive"]:
        at = text.lower().find(str(word).lower())
        if at >= 0 and at not in known:
            found.append(Span(at, at + len(word), "name", text[at : at + len(word)]))
    return sorted(found, key=lambda span: span.start)
