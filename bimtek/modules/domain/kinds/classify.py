"""Classify a set of reports: class, desk, right act, or who holds the matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from bimtek.modules.domain.kinds.reports import draw, headed, material
from bimtek.modules.domain.kinds.worksheet import (
    Answer,
    Form,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    judge_choice,
    rng_of,
    wrong_option,
)
from bimtek.sandbox.domain.generator import Report

CLASSES = {
    "information_request": (
        "Permintaan Informasi",
        "Warga ingin tahu sesuatu yang dapat dijawab langsung; tidak ada yang rusak atau dilanggar.",
    ),
    "aspiration": ("Aspirasi", "Warga mengusulkan atau memuji; tidak ada layanan yang gagal."),
    "complaint": (
        "Pengaduan Tidak Berkadar Pengawasan",
        "Layanan atau sarana tidak baik, tanpa tanda penyimpangan yang harus diperiksa.",
    ),
    "supervised_complaint": (
        "Pengaduan Berkadar Pengawasan",
        "Ada tanda penyimpangan wewenang atau uang yang harus diperiksa.",
    ),
}
ACTS = {
    "dispose": ("Verifikasi dan disposisikan", "Cukup jelas dan menjadi urusan kabupaten: sampaikan kepada pemegang urusannya."),
    "defer": ("Tunda, minta yang kurang", "Tanpa bagian yang kurang, tidak ada yang dapat memeriksa: tunda dan minta hanya itu."),
    "not_our_authority": ("Bukan Wewenang, teruskan", "Urusan ini dipegang instansi lain: sebutkan pemegangnya, laporan tidak ditolak."),
    "archive": ("Arsipkan dengan alasan", "Tidak ada pokok masalah yang dapat ditindaklanjuti."),
    "handle": ("Tangani langsung", "Dapat dijawab sendiri saat itu juga."),
    "split": ("Pisahkan menjadi dua", "Dua urusan dengan dua jalur: keduanya harus dijawab."),
    "to_request": ("Teruskan ke PPID", "Meminta salinan dokumen: buka permohonan informasi tertaut dan beri tahu kedua nomor."),
    "to_objection": ("Daftarkan sebagai keberatan", "Permohonan informasi yang tidak dijawab menjadi keberatan kepada Atasan PPID."),
    "transfer": ("Alihkan ke SP4N-LAPOR!", "Perlu jalur nasional: alihkan, riwayatnya ikut."),
    "register": ("Daftarkan permohonan", "Permohonan lengkap: beri nomor dan tanda terima."),
}  # fmt: skip
DESKS = {
    "complaint": ("Laporan di SP4N-LAPOR!", "Yang diminta perbaikan atau penjelasan singkat."),
    "request": ("Permohonan informasi di PPID", "Yang diminta salinan, dokumen, atau data: jam 10 + 7 hari kerja."),
    "objection": ("Keberatan kepada Atasan PPID", "Yang dipersoalkan permohonan informasi yang tidak dijawab atau ditolak."),
    "both": ("Keduanya, dipisahkan", "Ada perbaikan dan ada dokumen yang diminta: dua jalur, dua nomor."),
}  # fmt: skip
RULES = {
    "class": "PermenPANRB 62/2018 dan standar layanan SP4N: empat klasifikasi.",
    "act": "Tanya jawab SP4N-LAPOR!: verifikasi paling lama 3 hari kerja; asas no wrong door.",
    "desk": "UU 14/2008 untuk permintaan dokumen; PermenPANRB 62/2018 untuk pengaduan.",
    "owner": "UU 23/2014: pembagian urusan pusat, provinsi, dan kabupaten.",
}


#: Acts that lead to the same end as the right one, so that they may not be offered as wrong.
_ALIKE = {
    "transfer": ("not_our_authority",),
    "register": ("to_request",),
    "to_objection": ("to_request",),
    "handle": ("dispose",),
}


class Classify:
    """`params`: scenarios (pool), count, ask ("class", "act", "desk" or "owner")."""

    name = "classify"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """One question a report; raises ValueError for an unknown aspect or scenario."""
        ask, rng = str(params["ask"]), rng_of(self.name, seed)
        if ask not in _ASKED:
            raise ValueError(f"ask '{ask}' tidak dikenal")
        reports = draw(tuple(params["scenarios"]), int(params["count"]), seed, around, rng)
        questions = tuple(_ASKED[ask](n, report, around, rng) for n, report in enumerate(reports, 1))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=questions)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """Right or not, with the reason of the chosen option and of the right one."""
        return judge_choice(question, answer, str(question.truth.get("rule", "")))

    def spoil(self, question: Question) -> Answer:
        """The first wrong option."""
        return wrong_option(question)


def _ask(
    n: int, report: Report, aspect: str, prompt: str, options: Mapping[str, tuple[str, str]], right: str, why: str
) -> Question:
    shown = f"{options[right][0]}. {why}".strip()
    whys = {
        key: text if key == right or aspect == "owner" else _meant_for(*options[key])
        for key, (_, text) in options.items()
    }
    return Question(
        key=f"l{n}", title=headed(report), prompt=prompt, form=Form.CHOICE, materials=(material(report, n),),
        options=tuple(Option(value=key, label=label, why=whys[key]) for key, (label, _) in options.items()),
        truth={"rule": RULES[aspect]}, model=right, shown=shown,
    )  # fmt: skip


def _meant_for(label: str, when: str) -> str:
    """What a wrong option would have been right for."""
    return f"“{label}” untuk laporan lain: {when[:1].lower()}{when[1:]}"


def _class(n: int, report: Report, _around: Surroundings, _rng: Random) -> Question:
    right = str(report.truth["report_class"])
    return _ask(n, report, "class", "Apa klasifikasinya?", CLASSES, right, CLASSES[right][1])


def _act(n: int, report: Report, _around: Surroundings, rng: Random) -> Question:
    right = str(report.truth["right_act"])
    barred = {right, *_ALIKE.get(right, ())}
    others = [
        name
        for name in ("dispose", "defer", "not_our_authority", "archive", "to_request", "split")
        if name not in barred
    ]
    chosen = sorted([right, *rng.sample(others, 3)], key=list(ACTS).index)
    return _ask(n, report, "act", "Apa tindakan yang tepat?", {k: ACTS[k] for k in chosen}, right, _about(report))


def _desk(n: int, report: Report, _around: Surroundings, _rng: Random) -> Question:
    by_act = {"to_request": "request", "to_objection": "objection", "split": "both", "register": "request"}
    right = "request" if report.desk == "ppid" else by_act.get(str(report.truth["right_act"]), "complaint")
    if right == "both" and report.truth.get("second", {}).get("desk") != "ppid":
        right = "complaint"
    return _ask(n, report, "desk", "Lewat jalur mana?", DESKS, right, DESKS[right][1])


def _owner(n: int, report: Report, around: Surroundings, rng: Random) -> Question:
    right, offices = str(report.truth.get("holder") or report.truth["owner"]), around.rules.offices
    # Near misses: an office of the same level and two of others, so that the level alone does not give it away. Whoever else
    # has a share in the matter is not offered as wrong.
    second = report.truth.get("second") or {}
    shares = {right, str(report.truth["owner"]), *report.truth.get("targets", ()), str(second.get("owner"))}
    others = [unit for unit in offices if unit not in shares]
    near = [unit for unit in others if offices[unit].level == offices[right].level]
    far = [unit for unit in others if offices[unit].level != offices[right].level]
    chosen = [right, *rng.sample(near, min(1, len(near))), *rng.sample(far, 2)]
    rng.shuffle(chosen)
    why = {unit: f"{offices[unit].full} tidak memegang urusan ini." for unit in chosen} | {right: _about(report)}
    options = {unit: (offices[unit].full, why[unit]) for unit in chosen}
    return _ask(n, report, "owner", "Siapa pemegang urusannya?", options, right, _about(report))


def _about(report: Report) -> str:
    told: Any = report.truth.get("authority") or report.truth.get("finding") or ""
    return str(told)


_ASKED: Mapping[str, Callable[[int, Report, Surroundings, Random], Question]] = {
    "class": _class, "act": _act, "desk": _desk, "owner": _owner,
}  # fmt: skip
