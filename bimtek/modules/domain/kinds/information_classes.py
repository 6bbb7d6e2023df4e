"""Sort information into its class: berkala, serta-merta, setiap saat, dikecualikan; for an exempt one also the ground."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from textwrap import shorten
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
_OTHERS = 3  # grounds offered beside the right one


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
    # The right one says why for this very information; a wrong one what that class is for.
    whys = {
        key: f"Kelas {name.lower()} untuk informasi lain: {why[:1].lower()}{why[1:]}"
        for key, (name, why) in CLASSES.items()
    } | {right: str(row["why"])}
    options = tuple(Option(value=key, label=name, why=whys[key]) for key, (name, _) in CLASSES.items())
    return Question(
        key=f"i{n}", title=_title(row), prompt=f"{row['what']} Termasuk kelas apa?", form=Form.CHOICE,
        options=options, truth={"rule": str(row["source"])}, model=right, shown=f"{label}. {row['why']}",
    )  # fmt: skip


def _ground_of(n: int, row: Mapping[str, Any], around: Surroundings, rng: Random) -> Question:
    right = str(row["ground"])
    options = ground_options(right, str(row["why"]), str(row.get("near", "")), around, rng)
    label = next(option.label for option in options if option.value == right)
    return Question(
        key=f"d{n}", title=f"Dasar: {_title(row)}", prompt=f"{row['what']} Dasar Pasal 17 yang mana?",
        form=Form.CHOICE, options=options, truth={"rule": str(row["source"])}, model=right,
        shown=f"{label}. {row['why']}",
    )  # fmt: skip


def ground_options(right: str, why: str, near: str, around: Surroundings, rng: Random) -> tuple[Option, ...]:
    """Four grounds of Pasal 17 by their letters, the right one among them; those in `near` hold as well and are not offered
    as wrong. Raises ValueError when the grounds are not known."""
    grounds = {ground.letter: ground for ground in around.rules.ppid.grounds} if around.rules.ppid else {}
    if right not in grounds:
        raise ValueError(f"dasar Pasal 17 huruf '{right}' tidak dikenal")
    others = [letter for letter in grounds if letter != right and letter not in near]
    letters = sorted([right, *rng.sample(others, _OTHERS)])
    whys = {letter: f"Huruf {letter} untuk hal lain, misalnya: {grounds[letter].example}" for letter in letters}
    return tuple(
        Option(
            value=letter, label=f"Huruf {letter}: {grounds[letter].name}", why=why if letter == right else whys[letter]
        )
        for letter in letters
    )


def _title(row: Mapping[str, Any]) -> str:
    return shorten(str(row["what"]).rstrip("."), 60, placeholder=" …")
