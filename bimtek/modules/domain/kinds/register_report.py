"""A small annual report from a register of requests: the figures, and what the report says of those answered late."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from bimtek.modules.domain.kinds.register import DECISIONS, Register, Row, draw_register, grid, short_day
from bimtek.modules.domain.kinds.worksheet import (
    FULL,
    RIGHT,
    Answer,
    Form,
    Material,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    first,
    judge_choice,
    rng_of,
    wrong_option,
)
from bimtek.workshops.domain.calendar import long_date

RULE = "UU 14/2008 Pasal 12: tiap tahun diumumkan jumlah permintaan, waktu, pemberian, penolakan, dan alasannya."
RULE_TIME = "UU 14/2008 Pasal 22: 10 hari kerja, ditambah 7 hari kerja satu kali dengan alasan tertulis."
LEAD = (
    "Susun angka laporan tahunan dari register ini. Hari penerimaan hari ke-0; yang diterima pada hari libur dihitung mulai hari"
    " kerja berikutnya. Selisih dua nomor pada kalender kerja adalah lama jawaban."
)
#: One figure, with the thing counted behind it or not.
_FIGURE = re.compile(r"\s*([0-9]{1,6}(?:[.,][0-9]{1,4})?)(?:\s+[a-z ]{1,40})?\.?\s*", re.IGNORECASE)
_LONGEST = 100  # characters of an answer that are read
_LETTERS = 4
#: What a report may say of the late ones: the first is right.
ABOUT_LATE = (
    (
        "Jumlahnya, sebabnya, dan langkah perbaikan dengan pelaku serta tanggalnya.",
        "Angka jujur dengan rekomendasi bertanggal menolong tahun berikutnya.",
    ),
    (
        "Tidak perlu disebut, karena semua pemohon itu akhirnya menerima jawabannya.",
        "Pasal 12 meminta waktu yang diperlukan; yang terlambat termasuk di dalamnya.",
    ),
    (
        "Nama pemohon dan nama petugasnya, supaya jelas siapa yang harus bertanggung jawab.",
        "Register memuat data pribadi; yang diumumkan hanya rekapnya.",
    ),
    (
        "Dihitung tepat waktu, asalkan terlambatnya kurang dari tujuh hari kerja saja.",
        "Perpanjangan hanya berlaku bila diberitahukan tertulis sebelum hari kesepuluh lewat.",
    ),
)


class RegisterReport:
    """`params`: rows (10 to 40 lines of the register)."""

    name = "register_report"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """A register of last year and ten questions; raises ValueError for a number of rows that cannot be drawn."""
        rng, year, folder = rng_of(self.name, seed), around.now.year - 1, Path(around.seed_folder)
        register = draw_register(int(params.get("rows", 12)), year, around.calendar, folder, rng)
        read = (
            Material(title=f"Register permohonan {year}", facts=_facts(register), rows=_table(register)),
            Material(title=f"Kalender kerja {year}", rows=grid(register, around.calendar)),
        )
        questions = (
            *_counts(register),
            *_times(register),
            _objections(register),
            _ground(register, around, rng),
            _late(rng),
        )
        return Worksheet(kind=self.name, lead=str(params.get("lead") or LEAD), materials=read, questions=questions)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """A figure is right or wrong; a wrong one that comes of a known slip is explained by it."""
        rule = str(question.truth["rule"])
        if question.form != Form.NUMBER:
            return judge_choice(question, answer, rule)
        found = _FIGURE.fullmatch(first(answer)[:_LONGEST])
        if found is None:
            return Verdict(level=0, said="Tulis satu angka saja, misalnya 12 atau 6,4.", rule=rule)
        return _figure(question, _number(found.group(1)), rule)

    def spoil(self, question: Question) -> Answer:
        """The commonest slip."""
        if question.form != Form.NUMBER:
            return wrong_option(question)
        return next((str(slip["value"]) for slip in question.truth["slips"]), "0")


def _figure(question: Question, given: Fraction, rule: str) -> Verdict:
    right = _number(first(question.model))
    if given == right:
        return Verdict(level=FULL, said="Tepat.", rule=rule)
    exact = Fraction(str(question.truth["exact"]))
    if exact != right and abs(given - exact) < Fraction(1, 10):
        said = f"Hitungannya benar, pembulatannya belum: satu angka di belakang koma menjadi {question.model}."
        return Verdict(level=RIGHT, said=said, rule=rule, better=question.shown)
    slip = next((slip for slip in question.truth["slips"] if _number(str(slip["value"])) == given), None)
    way = "Terlalu banyak" if given > right else "Terlalu sedikit"
    said = str(slip["said"]) if slip else f"{way}. Telusuri register baris demi baris."
    return Verdict(level=0, said=said, rule=rule, better=question.shown)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _facts(register: Register) -> tuple[tuple[str, str], ...]:
    return (
        ("Masa", f"{long_date(register.first)} sampai {long_date(register.last)}"),
        ("Batas", "10 hari kerja; 17 bila diperpanjang tertulis"),
    )


def _table(register: Register) -> tuple[tuple[str, ...], ...]:
    heads = ("Nomor", "Diterima", "Informasi", "Keputusan", "Alasan", "Diperpanjang", "Dijawab", "Keberatan")
    return (heads, *(_cells(row) for row in register.rows))


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.number, short_day(row.received), row.information, DECISIONS[row.decision],
        f"huruf {row.ground}" if row.ground else "-", "ya" if row.extended else "-",
        short_day(row.answered) if row.answered else "-", "ya" if row.objected else "-",
    )  # fmt: skip


def _slips(right: str, *slips: tuple[int | str, str]) -> list[dict[str, str]]:
    """Wrong figures with what went wrong, those that happen to be right left out."""
    return [{"value": str(value), "said": said} for value, said in slips if str(value) != right]


def _asked(
    key: str, title: str, prompt: str, right: str, shown: str, slips: Sequence[tuple[int | str, str]],
    rule: str = RULE, exact: Fraction | None = None,
) -> Question:  # fmt: skip
    truth: Mapping[str, Any] = {"rule": rule, "slips": _slips(right, *slips), "exact": str(exact or _number(right))}
    return Question(key=key, title=title, prompt=prompt, form=Form.NUMBER, truth=truth, model=right, shown=shown)


def _numbers(rows: Sequence[Row]) -> str:
    return ", ".join(row.number for row in rows)


def _counts(register: Register) -> list[Question]:
    rows, strays, pending = register.rows, register.of("stray"), register.of("pending")
    grant, part, refuse, held = (register.of(name) for name in ("grant", "grant_part", "refuse", "not_held"))
    total = len(register.requests)
    stray = f"Baris {_numbers(strays)} laporan SP4N-LAPOR!, bukan permohonan informasi; jam dan nomornya lain."
    open_ = f"Yang masih diproses ({_numbers(pending)}) tetap permohonan dan disebut sendiri, tidak dihilangkan."
    partly = f"Yang dikabulkan sebagian ({_numbers(part)}) dihitung sendiri."
    not_held = f"Bukan penguasaan ({_numbers(held)}) bukan penolakan; dihitung sendiri."
    return [
        _asked("total", "Jumlah permohonan", "Berapa permohonan informasi yang diterima?", str(total),
               f"{total}: semua baris selain {_numbers(strays)}, termasuk yang masih diproses.",
               [(len(rows), stray), (total - len(pending), open_), (len(rows) - len(pending), f"{stray} {open_}")]),
        _asked("grant", "Dikabulkan seluruhnya", "Berapa yang dikabulkan seluruhnya?", str(len(grant)),
               f"{len(grant)}: {_numbers(grant)}.",
               [(len(grant) + len(part), partly), (len(grant) + len(strays), stray), (len(grant) + len(pending), open_)]),
        _asked("part", "Dikabulkan sebagian", "Berapa yang dikabulkan sebagian?", str(len(part)), f"{len(part)}: {_numbers(part)}.",
               [(len(part) + len(refuse), "Yang ditolak seluruhnya ikut terhitung."), (0, "Dikabulkan sebagian bukan dikabulkan seluruhnya.")]),
        _asked("refuse", "Ditolak", "Berapa yang ditolak seluruhnya?", str(len(refuse)), f"{len(refuse)}: {_numbers(refuse)}.",
               [(len(refuse) + len(part), partly), (len(refuse) + len(held), not_held),
                (len(refuse) + len(part) + len(held), f"{partly} {not_held}")]),
        _asked("held", "Bukan penguasaan", "Berapa yang dijawab bukan penguasaan?", str(len(held)), f"{len(held)}: {_numbers(held)}.",
               [(len(held) + len(refuse), not_held), (len(held) + len(strays), stray), (0, "Baris itu tetap dijawab dan dihitung.")]),
    ]  # fmt: skip


def _times(register: Register) -> list[Question]:
    late, done = register.late, register.answered
    by_week = sum(row.calendar_days > row.limit for row in done)
    one_limit = sum(row.days > 10 for row in done)
    told = "; ".join(f"{row.number} {row.days} hari kerja, batas {row.limit}" for row in late)
    waits, mean = [row.days for row in done], Fraction(sum(row.days for row in done), len(done))
    whole = _one_decimal(mean)
    listed = ", ".join(f"{row.number}: {row.days}" for row in done)
    return [
        _asked("late", "Terlambat dijawab", "Berapa permohonan yang dijawab terlambat?", str(len(late)), f"{len(late)}: {told}.",
               [(by_week, "Itu hitungan hari kalender. Sabtu, Minggu, dan hari libur tidak dihitung."),
                (one_limit, "Yang diperpanjang tertulis batasnya 17 hari kerja, bukan 10."),
                (len(late) + len(register.of("pending")), "Yang masih diproses belum lewat batasnya, jadi belum terlambat."),
                (sum(row.days >= row.limit for row in done), "Yang dijawab tepat pada hari terakhir belum terlambat."),
                (0, "Ada yang lewat batasnya: hitung hari kerjanya.")],
               RULE_TIME),
        _asked("mean", "Rata-rata waktu", "Berapa rata-rata lama jawaban dalam hari kerja? Satu angka di belakang koma.", whole,
               f"{whole}: jumlah {sum(waits)} hari kerja dibagi {len(done)} permohonan yang dijawab ({listed}).",
               [(_one_decimal(Fraction(sum(row.calendar_days for row in done), len(done))), "Itu rata-rata hari kalender. Yang dihitung hari kerja."),
                (_one_decimal(mean + 1), "Hari penerimaan hari ke-0, bukan hari ke-1."),
                (_one_decimal(Fraction(sum(waits), len(register.requests))), "Pembaginya hanya permohonan yang sudah dijawab."),
                (sum(waits), "Itu jumlahnya; bagi dengan banyaknya permohonan yang dijawab.")],
               RULE_TIME, mean),
    ]  # fmt: skip


def _one_decimal(value: Fraction) -> str:
    """Rounded half up, with the comma that Indonesian writes."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def _objections(register: Register) -> Question:
    objected = [row for row in register.requests if row.objected]
    refused = len(register.of("refuse"))
    return _asked(
        "objections", "Keberatan", "Berapa keberatan yang diajukan?", str(len(objected)), f"{len(objected)}: {_numbers(objected)}.",
        [(refused, "Tidak setiap penolakan menjadi keberatan; lihat kolom terakhir."),
         (refused + len(register.of("grant_part")), "Keberatan dihitung dari kolom terakhir, bukan dari keputusan."),
         (0, "Nol ditulis hanya bila memang tidak ada; lihat kolom terakhir.")],
    )  # fmt: skip


def _ground(register: Register, around: Surroundings, rng: Random) -> Question:
    used = register.grounds()
    right = used.most_common(1)[0][0]
    others = [letter for letter in used if letter != right][: _LETTERS - 1]
    others += rng.sample([x for x in "abcghij" if x not in used], max(0, _LETTERS - 1 - len(others)))
    names: dict[str, str] = (
        {ground.letter: ground.name for ground in around.rules.ppid.grounds} if around.rules.ppid else {}
    )
    options = tuple(
        Option(value=x, label=f"Huruf {x}: {names.get(x, '')}", why=f"Huruf {x} dipakai {used[x]} kali.")
        for x in sorted([right, *others])
    )
    shown = "; ".join(f"huruf {letter} {times} kali" for letter, times in used.most_common())
    return Question(
        key="ground", title="Alasan tersering", prompt="Alasan Pasal 17 mana yang paling sering dipakai?", form=Form.CHOICE,
        tip="Hitung yang ditolak dan yang dikabulkan sebagian.", options=options, truth={"rule": RULE}, model=right,
        shown=f"{shown}.".capitalize(),
    )  # fmt: skip


def _late(rng: Random) -> Question:
    told = list(ABOUT_LATE)
    rng.shuffle(told)
    options = tuple(Option(value=f"o{i}", label=label, why=why) for i, (label, why) in enumerate(told))
    right = next(option for option in options if option.label == ABOUT_LATE[0][0])
    return Question(
        key="about", title="Yang terlambat", prompt="Apa yang ditulis laporan tentang yang terlambat?", form=Form.CHOICE,
        options=options, truth={"rule": RULE}, model=right.value, shown=f"{right.label} {right.why}",
    )  # fmt: skip
