"""Mask a text: choose every passage that points to a person, and nothing that the office needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bimtek.modules.domain.kinds.reports import headed, make, material
from bimtek.modules.domain.kinds.worksheet import (
    FULL,
    RIGHT,
    Answer,
    Form,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    many,
    rng_of,
)
from bimtek.sandbox.domain.generator import Report
from bimtek.sandbox.domain.personal_data import find

RULE = "UU 27/2022 tentang Pelindungan Data Pribadi; Perpres 76/2013: identitas pelapor dirahasiakan."
KINDS = {
    "nik": "Nomor induk kependudukan menunjuk satu orang.", "phone": "Nomor telepon menunjuk satu orang.",
    "email": "Alamat surel menunjuk satu orang.", "address": "Letak rumah menunjuk keluarga pelapor.",
    "name": "Nama menunjuk satu orang.",
}  # fmt: skip
NEEDED = "Diperlukan petugas untuk memeriksa dan tidak menunjuk siapa pelapornya."
#: Pieces of a text that tempt to be masked and must stay readable: places, amounts, dates, names of offices.
_TEMPTING = re.compile(
    r"(?:desa|kelurahan|kec\.|kecamatan|jembatan|pasar|puskesmas|sdn?|smpn?|kantor|poros)\s+(?!kec)[a-z][\w’'-]+"
    r"|rp\s?[\d.]+|\b\d{1,2}\s+(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b"
    r"|\b\d+\s+(?:meter|hari|minggu|bulan|rumah|orang|lubang|kk|tiang|kali)\b",
    re.IGNORECASE,
)
FEWEST_DECOYS, MOST_DECOYS = 3, 5
_WORDS = 3  # of a plain passage where the text has too few tempting ones; fewer where it is short
_SHORT = 4  # characters of a passage that nobody would think of masking


class MaskText:
    """`params`: scenarios (pool), count."""

    name = "mask_text"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """One question a report with personal data in its text; raises ValueError for a scenario that never has any."""
        rng = rng_of(self.name, seed)
        pool, count = list(params["scenarios"]), int(params["count"])
        chosen = [*rng.sample(pool, len(pool))] * (1 + count // len(pool))
        reports = [make(name, f"{seed}|{n}", around, secrets=True) for n, name in enumerate(chosen[:count])]
        questions = tuple(_question(n, report) for n, report in enumerate(reports, 1))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=questions)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """Full when exactly the personal data is chosen. One left open is at most 2 and said to be a leak; each passage
        masked without need costs one level, because the office then cannot find the place."""
        wanted, given = many(question.model), many(answer)
        labels = {option.value: option for option in question.options}
        left = [labels[v] for v in labels if v in wanted - given]
        excess = [labels[v] for v in labels if v in given - wanted]
        if left:
            words = ", ".join(f"“{option.label}”" for option in left[:3])
            level = max(0, min(2, FULL - 2 * len(left) - len(excess)))
            said = f"Masih terbaca: {words}. {left[0].why}"
            return Verdict(level=level, said=said, rule=RULE, better=question.shown, fatal=True)
        if excess:
            words = ", ".join(f"“{option.label}”" for option in excess[:3])
            said = f"Semua data pribadi tertutup, tetapi {words} tidak perlu ditutup. {NEEDED}"
            return Verdict(level=max(1, RIGHT - (len(excess) - 1)), said=said, rule=RULE, better=question.shown)
        return Verdict(
            level=FULL, said="Semua data pribadi tertutup, dan yang diperlukan petugas tetap terbaca.", rule=RULE
        )

    def spoil(self, question: Question) -> Answer:
        """Mask only what needs none."""
        wanted = many(question.model)
        return [option.value for option in question.options if option.value not in wanted]


def _question(n: int, report: Report) -> Question:
    secret = {word: _why(report, word) for word in report.truth["sensitive_words"]}
    passages = sorted(
        {**secret, **dict.fromkeys(_decoys(report, list(secret)), NEEDED)}.items(),
        key=lambda item: report.body.find(item[0]),
    )
    options = tuple(Option(value=f"p{i}", label=text, why=why) for i, (text, why) in enumerate(passages))
    model = [option.value for option in options if option.label in secret]
    shown = "Ditutup: " + ", ".join(f"“{word}”" for word in secret) + ". Tempat dan waktu kejadian tetap terbaca."
    return Question(
        key=f"t{n}", title=headed(report), prompt="Bagian mana yang harus disamarkan?", form=Form.SEVERAL,
        tip="Pilih setiap bagian yang menunjuk seseorang. Yang diperlukan petugas tetap terbaca.", options=options,
        materials=(material(report, n),), model=model, shown=shown,
    )  # fmt: skip


def _why(report: Report, word: str) -> str:
    spans = find(word, str(report.reporter.get("name") or ""), str(report.reporter.get("address") or ""))
    return KINDS.get(spans[0].kind if spans else "name", KINDS["name"])


def _decoys(report: Report, secret: list[str]) -> Iterator[str]:
    """Places, amounts and dates of the text; where it has few of them, plain passages from its middle outwards."""
    found: list[str] = []
    for text in (match.group().strip() for match in _TEMPTING.finditer(report.body)):
        if len(found) < MOST_DECOYS and _free(text, report, [*secret, *found]):
            found.append(text)
    for size in range(_WORDS, 0, -1):
        for text in _plain(report.body, size):
            if len(found) < FEWEST_DECOYS and _free(text, report, [*secret, *found]):
                found.append(text)
    return iter(found)


def _plain(body: str, size: int) -> list[str]:
    """So many words on end without a stop between them, those nearest to the middle of the text first."""
    runs = [run.split() for run in re.split(r"[.,;:!?()\n]+", body)]
    pieces = [" ".join(run[at : at + size]) for run in runs for at in range(0, len(run) - size + 1, size)]
    order = sorted(range(len(pieces)), key=lambda index: abs(2 * index - len(pieces)))
    return [pieces[index] for index in order if len(pieces[index]) > _SHORT]


def _free(text: str, report: Report, taken: list[str]) -> bool:
    """Whether a passage stands in the text, gives nobody away and does not run into another."""
    name, address = str(report.reporter.get("name") or ""), str(report.reporter.get("address") or "")
    return text in report.body and not find(text, name, address) and not any(_touches(text, other) for other in taken)


def _touches(text: str, other: str) -> bool:
    return bool(set(text.lower().split()) & set(other.lower().split()))
