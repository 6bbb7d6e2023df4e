"""Mark a sample reply by the rubric and compare with the reference: who has judged replies writes better ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bimtek.modules.domain.calibration import Sample, load_samples
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, VERDICTS
from bimtek.modules.domain.kinds.worksheet import (
    FULL,
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
    rng_of,
)

RULE = "Rubrik balasan publik; tingkat acuan diberikan penilai yang membaca kasusnya."
#: What earns each level, in the rubric's words.
ANCHORS: Mapping[str, tuple[str, ...]] = {
    "salutation": ("tanpa sapaan", "menyapa warga"),
    "empathy": ("tanpa terima kasih, maaf, atau pengertian", "berterima kasih, meminta maaf, atau memahami beban warga"),
    "substance": ("masalah tidak disebut", "masalah disebut umum", "masalah dan tempat atau layanannya disebut"),
    "finding": ("tidak ada yang diperiksa", "diperiksa atau dikoordinasikan, tanpa hasil", "hasil pemeriksaan dengan petugas atau tanggal"),
    "action": ("tidak ada, atau hanya akan ditindaklanjuti", "tindakan tanpa pelaku, atau sebaliknya", "tindakan jelas dengan pelakunya"),
    "timeframe": ("tanpa waktu", "waktu samar seperti segera", "tanggal, jumlah hari, atau jadwal"),
    "authority": ("pemegang urusan tidak disebut atau salah", "instansi disebut tanpa alasan", "pemegang urusan dan alasannya"),
    "channel": ("tanpa cara melanjutkan", "cara menanggapi atau menghubungi disebut"),
    "language": ("kasar, menyalahkan, atau tidak dapat dipahami", "dipahami, tetapi kaku, penuh singkatan, atau panjang", "jelas, sopan, benar"),
}  # fmt: skip
_HALF = 2


class MarkReply:
    """`params`: criteria (which are asked; all when left out), count (sample replies), verdict (True asks the verdict)."""

    name = "mark_reply"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """Draw samples; raises ValueError for an unknown criterion or too few samples."""
        rng, keys = rng_of(self.name, seed), tuple(params.get("criteria", CRITERIA))
        samples, count = _samples(Path(around.seed_folder)), int(params.get("count", 1))
        if set(keys) - set(CRITERIA) or count > len(samples):
            raise ValueError("kriteria tidak dikenal atau contoh balasan terlalu sedikit")
        questions: list[Question] = []
        for n, sample in enumerate(rng.sample(samples, count), 1):
            told = _materials(n, sample)
            questions += [_level(n, key, sample, told, around) for key in keys]
            if params.get("verdict"):
                questions.append(_verdict(n, sample, told))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=tuple(questions))

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """Full for the reference's level, half for its neighbour on a scale of three."""
        given, right = first(answer), first(question.model)
        if given not in {option.value for option in question.options}:
            return Verdict(level=0, said="Belum ada pilihan. Pilih satu tingkat.", rule=RULE)
        if given == right:
            return Verdict(level=FULL, said=f"Sama dengan acuan. {question.shown}", rule=RULE)
        near = len(question.options) > _HALF and abs(_place(question, given) - _place(question, right)) == 1
        said = "Berbeda satu tingkat dari acuan." if near else "Berbeda dari acuan."
        return Verdict(level=_HALF if near else 0, said=said, rule=RULE, better=question.shown)

    def spoil(self, question: Question) -> Answer:
        """The level farthest from the reference."""
        right = _place(question, first(question.model))
        return max(question.options, key=lambda option: abs(_place(question, option.value) - right)).value


def _place(question: Question, value: str) -> int:
    return [option.value for option in question.options].index(value)


@lru_cache(maxsize=2)
def _samples(folder: Path) -> tuple[Sample, ...]:
    return tuple(load_samples(folder / "calibration").values())


def _materials(n: int, sample: Sample) -> tuple[Material, ...]:
    case = sample.case
    shield = "Anonim" if case.anonymous else "Rahasia" if case.secret else "tanpa tanda"
    facts = (("Judul", case.title), ("Perlindungan", shield), ("Tempat", case.place), ("Pemegang urusan", case.owner))
    return (
        Material(title=f"Laporan {n}", text=case.body, facts=facts),
        Material(title="Berkas petugas", text=case.facts),
        Material(title="Balasan yang dinilai", text=sample.text),
    )


def _level(n: int, key: str, sample: Sample, told: tuple[Material, ...], around: Surroundings) -> Question:
    label, maximum = CRITERIA[key]
    right = sample.levels[key]
    options = tuple(Option(value=str(level), label=f"{level}: {ANCHORS[key][level]}") for level in range(maximum + 1))
    judged = around.rules.judge(sample.case, sample.text)
    because = judged.because.get(key) if judged.levels[key] == right else None
    shown = f"Acuan {right} dari {maximum}: {ANCHORS[key][right]}."
    if because is not None and because.reason:
        shown += f" {because.reason}"
    return Question(
        key=f"n{n}-{key}", title=f"Balasan {n}: {label}", prompt=f"{label}: tingkat berapa?", form=Form.CHOICE,
        options=options, materials=told, model=str(right), shown=shown,
    )  # fmt: skip


def _verdict(n: int, sample: Sample, told: tuple[Material, ...]) -> Question:
    options = tuple(Option(value=key, label=label) for key, label in VERDICTS.items())
    faults = ", ".join(FLAGS[flag].lower() for flag in sample.flags)
    shown = f"Acuan: {VERDICTS[sample.verdict].lower()}" + (f", karena {faults}." if faults else ".")
    return Question(
        key=f"n{n}-verdict", title=f"Balasan {n}: keputusan", prompt="Apa keputusan seorang atasan yang adil?",
        form=Form.CHOICE, options=options, materials=told, model=sample.verdict, shown=shown,
    )  # fmt: skip
