"""Mend an entry of the list of public information (DIP): which columns are wrong, and what is done next."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from bimtek.modules.domain.kinds.information_classes import CLASSES
from bimtek.modules.domain.kinds.worksheet import (
    Answer,
    Form,
    Material,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    judge_choice,
    judge_several,
    rng_of,
    wrong_option,
)
from bimtek.sandbox.domain.ppid_content import DipEntry, PpidContent
from bimtek.workshops.domain.calendar import long_date

FILE = "dip_faults.toml"
RULE = "UU 14/2008 Pasal 9 dan 11: berkala paling sedikit 6 bulan sekali; DIP tidak memuat yang dikecualikan. Kolom: bimbingan Komisi Informasi."
COLUMNS = {
    "summary": "Ringkasan isi informasi", "unit": "Satuan kerja yang menguasai", "person": "Penanggung jawab",
    "made": "Waktu dan tempat pembuatan", "updated": "Diperbarui terakhir", "form": "Bentuk informasi",
    "retention": "Retensi (masa simpan)", "class": "Kelas informasi",
}  # fmt: skip
WHOLE, NONE = "whole", "none"
FORMS = {"hardcopy": "cetak", "softcopy": "berkas"}
EMPTY = "(kosong)"
#: What is done next, by what is wrong with the entry; `delete` is always wrong.
NEXT = {
    "columns": "Betulkan kolomnya bersama satuan kerja, lalu ajukan entri kepada PPID Utama untuk ditetapkan.",
    "stale": "Minta satuan kerja memperbarui isi informasinya dan mengumumkannya, lalu catat tanggal barunya.",
    "exempt": "Keluarkan yang dikecualikan dari DIP; sesudah uji konsekuensi judulnya dicatat dalam DIK.",
    "clean": "Ajukan entri apa adanya kepada PPID Utama untuk ditetapkan bersama DIP; tidak ada yang kurang.",
    "delete": "Hapus entri dari DIP sampai satuan kerja melengkapi semua kolomnya tanpa diminta.",
}
_WRONG_NEXT = {
    "columns": "Bukan kolomnya yang menjadi soal di sini.",
    "stale": "Isinya tidak perlu diperbarui dahulu: tanggalnya masih dalam batas untuk kelas ini.",
    "exempt": "Tidak ada yang dikecualikan di dalam entri ini.",
    "clean": "Masih ada yang keliru pada entri ini.",
    "delete": "Informasinya dikuasai dan terbuka; menghapusnya membuat warga mengira informasi itu tidak ada.",
}
#: Which situations a sheet goes through, over and over.
SITUATIONS = ("columns", "exempt", "stale", "columns", "clean")
_HALF_YEAR, _FRESH, _OLD = 183, 150, 420  # days since the last update
_MOST = 3  # faults of columns in one entry
_OFFERED = 4


@dataclass(slots=True)
class _Entry:
    """An entry as it stands on the sheet, and what is wrong with it by column."""

    cells: dict[str, str]
    information_class: str
    faults: dict[str, str]


class DipEntries:
    """`params`: count (entries of a sheet), situations (of "columns", "exempt", "stale", "clean"; in turn)."""

    name = "dip_entry"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """Two questions an entry; raises ValueError for an unknown situation or when there is no list to draw from."""
        rng, ppid = rng_of(self.name, seed), around.rules.ppid
        turns, count = tuple(params.get("situations", SITUATIONS)), int(params["count"])
        if ppid is None or set(turns) - set(NEXT) | ({"delete"} & set(turns)) or not turns:
            raise ValueError("keadaan entri DIP tidak dikenal")
        situations = [turns[n % len(turns)] for n in range(count)]
        rng.shuffle(situations)
        entries = rng.sample(ppid.dip, len(ppid.dip))
        questions: list[Question] = []
        for n, situation in enumerate(situations, 1):
            questions += _asked(n, situation, _entry(situation, entries, around, ppid, rng), around, rng)
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=tuple(questions))

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """The columns to mend, with what is wrong with each; the next step right or not."""
        judge = judge_several if question.form == Form.SEVERAL else judge_choice
        return judge(question, answer, RULE)

    def spoil(self, question: Question) -> Answer:
        """Nothing, or the first wrong step."""
        return wrong_option(question)


@lru_cache(maxsize=4)
def _file(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "modules" / FILE).read_text(encoding="utf-8"))


def _entry(situation: str, left: list[DipEntry], around: Surroundings, ppid: PpidContent, rng: Random) -> _Entry:
    """Take an entry that fits the situation from those that are left, and plant its faults."""
    file = _file(Path(around.seed_folder))
    if situation == "exempt" and rng.randrange(2):
        return _exempt_whole(rng.choice(file["exempt"]), around, rng)
    found = [entry for entry in (*left, *ppid.dip) if _fits(entry, situation, file)]
    chosen = found[0]
    if chosen in left:
        left.remove(chosen)
    entry = _plain(chosen, around, rng, fresh=situation != "stale")
    if situation == "stale":
        entry.faults["updated"] = "lewat enam bulan, padahal informasi berkala"
    elif situation == "exempt":
        entry.cells["summary"] += f", {file['with_exempt'][chosen.id]}"
        entry.faults["summary"] = "memuat bagian yang dikecualikan"
    elif situation == "columns":
        _plant(entry, file["swap"].get(chosen.id), around, rng, most=_MOST)
    return entry


def _fits(entry: DipEntry, situation: str, file: Mapping[str, Any]) -> bool:
    if entry.id in file["skip"]:
        return False
    if situation == "stale":
        return entry.information_class == "berkala"
    return situation != "exempt" or entry.id in file["with_exempt"]


def _exempt_whole(row: Mapping[str, str], around: Surroundings, rng: Random) -> _Entry:
    made = around.now.date() - dt.timedelta(days=rng.randint(20, _FRESH))
    cells = {
        "summary": row["summary"], "unit": around.rules.office(row["unit"]), "person": row["person_in_charge"],
        "made": f"{_day(made)}, Masamba", "updated": _day(made), "form": "berkas", "retention": row["retention"],
        "class": CLASSES["dikecualikan"][0],
    }  # fmt: skip
    return _Entry(cells, "dikecualikan", {WHOLE: row["why"]})


def _plain(entry: DipEntry, around: Surroundings, rng: Random, *, fresh: bool) -> _Entry:
    """An entry without a fault. What is available at any time may be old and right; a periodic one may not."""
    today, lasting = around.now.date(), entry.information_class == "setiap_saat"
    age = rng.randint(10, _FRESH) if fresh and not lasting else rng.randint(_HALF_YEAR + 30, _OLD)
    updated = today - dt.timedelta(days=age)
    made = updated - dt.timedelta(days=rng.choice((0, 0, 30, 90)))
    cells = {
        "summary": entry.summary, "unit": around.rules.office(entry.unit), "person": entry.person_in_charge,
        "made": f"{_day(made)}, {entry.place}", "updated": _day(updated),
        "form": " dan ".join(FORMS[form] for form in entry.form), "retention": entry.retention,
        "class": CLASSES[entry.information_class][0],
    }  # fmt: skip
    return _Entry(cells, entry.information_class, {})


def _day(day: dt.date) -> str:
    return long_date(day).split(", ")[1]


def _plant(entry: _Entry, swap: str | None, around: Surroundings, rng: Random, *, most: int) -> None:
    kinds = ["retention", "person_empty", "person_name", "form", "class_empty", *(["class_wrong"] if swap else [])]
    rng.shuffle(kinds)
    wanted = rng.randint(1, most)
    for kind in kinds:
        column = kind.split("_")[0]
        if len(entry.faults) >= wanted or column in entry.faults:
            continue
        value, why = _fault(kind, entry, swap, around, rng)
        entry.cells[column], entry.faults[column] = value, why


def _fault(kind: str, entry: _Entry, swap: str | None, around: Surroundings, rng: Random) -> tuple[str, str]:
    right = CLASSES[entry.information_class][0].lower()
    if kind == "person_name":
        return _somebody(around, rng), "nama orang; yang ditulis jabatan, karena orangnya berganti"
    if kind == "class_wrong":
        return CLASSES[str(swap)][0], f"menurut isinya {right}"
    return {
        "retention": (EMPTY, "masa simpan harus ada, menurut jadwal retensi arsip"),
        "person_empty": (EMPTY, "jabatan penanggung jawab harus ada"),
        "form": (EMPTY, "sebutkan cetak, berkas, atau keduanya"),
        "class_empty": (EMPTY, f"kelas harus ada; menurut isinya {right}"),
    }[kind]


def _somebody(around: Surroundings, rng: Random) -> str:
    """A made-up person's name."""
    for number in range(_OFFERED * _OFFERED):
        report = around.generator.generate_case(
            f"dip|{rng.random()}|{number}", around.generator.scenario_ids[0], around.now, around.person
        )
        if report.reporter.get("name"):
            return str(report.reporter["name"])
    raise ValueError("pembangkit tidak memberi nama")


def _asked(n: int, situation: str, entry: _Entry, around: Surroundings, rng: Random) -> list[Question]:
    rows = (("Kolom", "Isi"), *((COLUMNS[key], entry.cells[key]) for key in COLUMNS))
    read = (Material(title=f"Entri {n}", facts=(("Diperiksa", long_date(around.now.date())),), rows=rows),)
    return [_columns(n, entry, read), _next(n, situation, entry, read, rng)]


def _columns(n: int, entry: _Entry, read: tuple[Material, ...]) -> Question:
    fine = "sudah benar"
    options = [Option(value=key, label=label, why=entry.faults.get(key, fine)) for key, label in COLUMNS.items()]
    options.append(
        Option(
            value=WHOLE, label="Seluruh entri: tidak boleh ada di DIP", why=entry.faults.get(WHOLE, "isinya terbuka")
        )
    )
    options.append(
        Option(
            value=NONE, label="Tidak ada yang perlu dibetulkan", why="" if not entry.faults else "masih ada yang keliru"
        )
    )
    model = [option.value for option in options if option.value in entry.faults] or [NONE]
    told = "; ".join(f"{option.label}: {option.why}" for option in options if option.value in entry.faults)
    return Question(
        key=f"e{n}", title=f"Entri {n}: kolom", form=Form.SEVERAL, options=tuple(options), materials=read, model=model,
        prompt="Kolom mana yang harus dibetulkan?", tip="Yang lama belum tentu keliru: lihat kelasnya.", truth={"rule": RULE},
        shown=f"{told}." if told else "Semua kolom terisi dan sesuai kelasnya.",
    )  # fmt: skip


def _next(n: int, situation: str, entry: _Entry, read: tuple[Material, ...], rng: Random) -> Question:
    others = rng.sample([key for key in NEXT if key != situation], _OFFERED - 1)
    chosen = [situation, *others]
    rng.shuffle(chosen)
    told = "; ".join(entry.faults.values()) or "semua kolom terisi dan sesuai kelasnya"
    whys = {key: _WRONG_NEXT[key] for key in chosen} | {situation: f"Tepat: {told}."}
    options = tuple(Option(value=key, label=NEXT[key], why=whys[key]) for key in chosen)
    return Question(
        key=f"t{n}", title=f"Entri {n}: langkah", form=Form.CHOICE, options=options, materials=read, model=situation,
        prompt="Apa langkah berikutnya?", truth={"rule": RULE}, shown=f"{NEXT[situation]} Sebabnya: {told}.",
    )  # fmt: skip
