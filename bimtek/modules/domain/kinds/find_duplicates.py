"""Find the duplicates in a pile: true ones, look-alikes from the next place, the same place with another matter."""

from __future__ import annotations

from dataclasses import replace

from bimtek.modules.domain.kinds.reports import headed, material
from bimtek.modules.domain.kinds.worksheet import (
    FULL,
    Answer,
    Form,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    first,
    rng_of,
    wrong_option,
)
from bimtek.sandbox.domain.generator import Report, Told
from bimtek.sandbox.domain.generator_values import Event

RULE = "Laporan ganda: masalah yang sama di tempat yang sama. Laporan ganda ditautkan, tidak dihapus, dan tautan dapat dilepas."
NONE = "none"
_TRIES = 40


class FindDuplicates:
    """`params`: scenarios (at least three), pairs (true duplicates), alike (look-alikes: the same matter elsewhere), other (another
    matter in the same village)."""

    name = "find_duplicates"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """A pile in which each later report is asked about; deterministic by the seed. Raises ValueError for too few scenarios."""
        pool, pairs = list(params["scenarios"]), int(params.get("pairs", 2))
        alike, other = int(params.get("alike", 1)), int(params.get("other", 1))
        rng = rng_of(self.name, seed)
        if len(pool) < pairs + 1:
            raise ValueError("skenario terlalu sedikit untuk pasangan ganda")
        matters = rng.sample(pool, pairs)
        pile: list[tuple[Report, int | None, str]] = []
        for n, scenario in enumerate(matters):
            report, event = self._tell(around, (seed, "first", n), scenario, None)
            pile.append((report, None, ""))
            twin, _ = self._tell(around, (seed, "twin", n), scenario, event)
            pile.append((twin, n, "same"))
            if n < alike:
                pile.append((self._elsewhere(around, (seed, "alike", n), scenario, event), None, "alike"))
            if n < other:
                scenario2 = rng.choice([name for name in pool if name not in matters])
                there, _ = self._tell(around, (seed, "other", n), scenario2, event)
                pile.append((there, None, "other"))
        return _sheet(self.name, pile, str(params.get("lead", "")), rng)

    def _elsewhere(self, around: Surroundings, key: tuple[object, ...], scenario: str, like: Event) -> Report:
        """The same matter at another place: at the same one it would be a duplicate indeed."""
        for number in range(_TRIES):
            report, event = self._tell(around, (*key, number), scenario, None)
            if event.village != like.village:
                return report
        raise ValueError(f"skenario {scenario} hanya terjadi di satu tempat")

    def _tell(
        self, around: Surroundings, key: tuple[object, ...], scenario: str, like: Event | None
    ) -> tuple[Report, Event]:
        same = key[1] == "twin"
        told = Told(around.person, "SIM-4000000", around.now, "lapor", None, same)
        return around.generator.tell(key, scenario, told, like)

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """Right, or why it is another one: the place, the matter."""
        given, right = first(answer), first(question.model)
        if given not in {option.value for option in question.options}:
            return Verdict(level=0, said="Belum ada pilihan. Pilih satu laporan atau “Bukan ganda”.", rule=RULE)
        if given == right:
            return Verdict(level=FULL, said=question.shown, rule=RULE)
        said = (
            "Ini bukan ganda: menautkannya membuat satu warga tidak dijawab."
            if right == NONE
            else "Ada laporan yang menceritakan kejadian ini juga."
        )
        return Verdict(level=0, said=said, rule=RULE, better=question.shown)

    def spoil(self, question: Question) -> Answer:
        """The first wrong option."""
        return wrong_option(question)


def _sheet(kind: str, pile: list[tuple[Report, int | None, str]], lead: str, rng: object) -> Worksheet:
    order = list(range(len(pile)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    number = {index: n for n, index in enumerate(order, 1)}
    numbered = [(number[i], replace(pile[i][0], number=f"#{number[i]}"), pile[i]) for i in order]
    materials = tuple(material(report, n) for n, report, _row in numbered)
    firsts = [index for index, row in enumerate(pile) if row[2] == ""]
    partner = {index: firsts[row[1]] for index, row in enumerate(pile) if row[1] is not None}
    partner |= {first_: twin for twin, first_ in list(partner.items())}
    questions = [_question(i, number, partner.get(i), pile) for i in order]
    return Worksheet(kind=kind, lead=lead, materials=materials, questions=tuple(questions))


def _question(
    index: int, number: dict[int, int], partner: int | None, pile: list[tuple[Report, int | None, str]]
) -> Question:
    report, _of, role = pile[index]
    options = [Option(value=NONE, label="Bukan ganda")]
    options += [
        Option(value=str(n), label=f"Ganda dengan laporan {n}: {headed(pile[i][0], 50)}")
        for i, n in sorted(number.items(), key=lambda item: item[1]) if i != index
    ]  # fmt: skip
    place = report.place or "tempat itu"
    why = {
        "alike": f"Bukan ganda: masalahnya serupa, tetapi tempatnya {place}.",
        "other": f"Bukan ganda: tempatnya {place} juga disebut laporan lain, tetapi masalahnya berbeda.",
    }.get(role, "Bukan ganda.")
    shown = (
        f"Ganda dengan laporan {number[partner]}: kejadian dan tempatnya sama, {place}." if partner is not None else why
    )
    return Question(
        key=f"g{number[index]}", title=f"Laporan {number[index]}: {headed(report, 50)}", form=Form.CHOICE, options=tuple(options),
        prompt=f"Laporan {number[index]} ganda dengan laporan yang mana?", shown=shown,
        model=str(number[partner]) if partner is not None else NONE,
    )  # fmt: skip
