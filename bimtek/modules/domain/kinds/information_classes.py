"""Sort information into its class: berkala, serta-merta, setiap saat, dikecualikan; for an exempt one also the ground."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

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

CLASSES = {
    "berkala": ("Berkala", "Diumumkan rutin tanpa diminta, paling sedikit tiap 6 bulan (Pasal 9)."),
    "serta_merta": ("Serta-merta", "Mengancam hidup orang banyak atau ketertiban umum: diumumkan tanpa menunda (Pasal 10)."),
    "setiap_saat": ("Setiap saat", "Tersedia dan diberikan bila diminta (Pasal 11)."),
    "dikecualikan": ("Dikecualikan", "Ditutup hanya dengan dasar Pasal 17 setelah uji konsekuensi."),
}  # fmt: skip
FILE = "information.toml"


class InformationClasses:
    """`params`: count, classes (which of the four are drawn), grounds (True asks the ground of each exempt one)."""

    name = "information_classes"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """Draw from seed/modules/information.toml, every class in turn; raises ValueError when a class has too few."""
        rng, count = rng_of(self.name, seed), int(params["count"])
        classes = tuple(params.get("classes", CLASSES))
        rows = {name: _rows(Path(around.seed_folder), name) for name in classes}
        each = -(-count // len(classes))
        if any(len(found) < each for found in rows.values()):
            raise ValueError("informasi untuk satu kelas terlalu sedikit")
        drawn = [row for name in classes for row in rng.sample(list(rows[name]), each)]
        rng.shuffle(drawn)
        questions: list[Question] = []
        for n, row in enumerate(drawn[:count], 1):
            questions.append(_class_of(n, row))
            if params.get("grounds") and row.get("ground"):
                questions.append(_ground_of(n, row, around, rng))
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=tuple(questions))

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """Right or not, with the reason of the class."""
        return judge_choice(question, answer, str(question.truth["rule"]))

    def spoil(self, question: Question) -> Answer:
        """The first wrong option."""
        return wrong_option(question)


@lru_cache(maxsize=16)
def _rows(folder: Path, name: str) -> Sequence[Mapping[str, Any]]:
    data = tomllib.loads((folder / "modules" / FILE).read_text(encoding="utf-8"))
    return [row for row in data["information"] if row["class"] == name]


def _class_of(n: int, row: Mapping[str, Any]) -> Question:
    right, label = str(row["class"]), CLASSES[str(row["class"])][0]
    options = tuple(Option(value=key, label=name, why=why) for key, (name, why) in CLASSES.items())
    return Question(
        key=f"i{n}", title=str(row["what"])[:70], prompt=f"{row['what']} Termasuk kelas apa?", form=Form.CHOICE,
        options=options, truth={"rule": str(row["source"])}, model=right, shown=f"{label}. {row['why']}",
    )  # fmt: skip


def _ground_of(n: int, row: Mapping[str, Any], around: Surroundings, rng: Any) -> Question:
    grounds = {ground.letter: ground.name for ground in around.rules.ppid.grounds} if around.rules.ppid else {}
    right = str(row["ground"])
    letters = sorted([right, *rng.sample([letter for letter in grounds if letter != right], 3)])
    options = tuple(Option(value=letter, label=f"Huruf {letter}: {grounds[letter]}") for letter in letters)
    return Question(
        key=f"d{n}", title=f"Dasar pengecualian: {row['what']}"[:70], prompt=f"{row['what']} Dasar Pasal 17 yang mana?",
        form=Form.CHOICE, options=options, truth={"rule": str(row["source"])}, model=right,
        shown=f"Huruf {right}: {grounds.get(right, '')}. {row['why']}",
    )  # fmt: skip
