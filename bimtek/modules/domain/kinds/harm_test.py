"""A harm test (uji konsekuensi) for one request: what is closed, on which ground, with which consequences, how long, and
what is then decided. Information that turns out to be open is tested as well: then nothing is closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from bimtek.modules.domain.kinds.consequences import CLOSED, OPENED, Sides, Words, judge_consequence
from bimtek.modules.domain.kinds.information_classes import ground_options
from bimtek.modules.domain.kinds.reports import draw, material
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
    first,
    judge_choice,
    judge_several,
    rng_of,
    wrong_option,
)
from bimtek.sandbox.domain.generator import Report

FILE = "harm_tests.toml"
RULE = "UU 14/2008 Pasal 2, 17, dan 19: hanya bagian yang lulus uji konsekuensi tertulis yang ditutup; yang lain tetap terbuka."
RULE_PERIOD = "UU 14/2008 Pasal 20: pengecualian huruf a sampai f tidak permanen. PP 61/2010: penegakan hukum paling lama 30 tahun."
NONE = "none"
SPOILT = (
    "Dapat disalahgunakan pihak yang tidak bertanggung jawab sehingga menimbulkan kegaduhan dan merugikan semua pihak."
)
DECISIONS = {"grant": "Dikabulkan seluruhnya", "grant_part": "Dikabulkan sebagian", "refuse": "Ditolak seluruhnya"}
NO_PERIOD = "Tidak ada: tidak ada yang ditutup, jadi tidak ada jangka waktu yang perlu ditetapkan"
_WRONG_PERIODS = 2  # beside "none"
_OTHER_LETTERS = 4


class HarmTest:
    """`params`: scenarios (of the PPID desk, each in seed/modules/harm_tests.toml), count."""

    name = "harm_test"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """Six questions a request; raises ValueError for a scenario without a test or without a ground and a test of open
        information."""
        rng, tests = rng_of(self.name, seed), _file(Path(around.seed_folder))["tests"]
        pool = tuple(map(str, params["scenarios"]))
        if missing := sorted(set(pool) - set(tests)):
            raise ValueError(f"uji konsekuensi untuk skenario {', '.join(missing)} tidak ada")
        reports = draw(pool, int(params["count"]), seed, around, rng)
        questions = [question for n, report in enumerate(reports, 1) for question in _asked(n, report, around, rng)]
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=tuple(questions))

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """A choice is right or not; a text must name a concrete consequence of the side asked for this information."""
        rule = str(question.truth["rule"])
        if question.form == Form.TEXT:
            text = first(answer)[: question.limit]
            return judge_consequence(text, str(question.truth["side"]), question.truth, first(question.model), rule)
        return (
            judge_several(question, answer, rule)
            if question.form == Form.SEVERAL
            else judge_choice(question, answer, rule)
        )

    def spoil(self, question: Question) -> Answer:
        """The phrase that fits any information; the first wrong option."""
        return SPOILT if question.form == Form.TEXT else wrong_option(question)


@lru_cache(maxsize=4)
def _file(folder: Path) -> Mapping[str, Any]:
    data = tomllib.loads((folder / "modules" / FILE).read_text(encoding="utf-8"))
    return {**data, "tests": {row["scenario"]: row for row in data["test"]}}


def _asked(n: int, report: Report, around: Surroundings, rng: Random) -> list[Question]:
    file = _file(Path(around.seed_folder))
    test, told = file["tests"][report.scenario_id], report.truth["request"]
    ground = str(told["ground"])
    closed = [*_changing(test, str(told["exempt"])), *test.get("closed", ())]
    if bool(ground) != bool(closed):
        raise ValueError(f"{test['scenario']}: dasar dan bagian tertutup tidak cocok")
    read = (material(report, n), _inventory(test, closed, rng))
    opened = str(test.get("if_opened") or told["if_opened"])
    kept = str(test.get("if_closed") or told["if_closed"])
    words = Words.apart(test["subject"], Sides(test["opened"], opened), Sides(test["kept"], kept), file["generic"])
    return [
        _parts(n, test, closed, read, rng),
        _ground(n, test, ground, read, around, rng),
        _consequence(n, OPENED, opened, words, file["hollow"], read),
        _consequence(n, CLOSED, kept, words, file["hollow"], read),
        _period(n, ground, str(test.get("period") or told["period"]), file["period"], read, rng),
        _decision(n, str(told["decision"]), report, read),
    ]


def _changing(test: Mapping[str, Any], exempt: str) -> list[str]:
    """The part that another wording of the same request asks for."""
    found = re.search(str(test["asked"]), exempt) if "asked" in test else None
    return [found.group(1)[:1].upper() + found.group(1)[1:]] if found else []


def _inventory(test: Mapping[str, Any], closed: list[str], rng: Random) -> Material:
    rows = [(part, "ya") for part in (*closed, *test.get("open", ()))]
    rows += [(part, "tidak, dokumen lain") for part in test.get("beside", ())]
    rng.shuffle(rows)
    return Material(title="Yang dikuasai kantor", rows=(("Bagian", "Termasuk yang diminta"), *rows))


def _parts(n: int, test: Mapping[str, Any], closed: list[str], read: tuple[Material, ...], rng: Random) -> Question:
    whys = dict.fromkeys((*test.get("open", ()), *test.get("beside", ())), f"{test['why_open']}")
    whys |= dict.fromkeys(closed, str(test.get("why_closed", "")))
    names = list(whys)
    rng.shuffle(names)
    options = [Option(value=f"p{i}", label=name, why=whys[name]) for i, name in enumerate(names)]
    model = [option.value for option in options if option.label in closed] or [NONE]
    nothing = "semua bagian terbuka" if not closed else "ada bagian yang harus ditutup"
    options.append(Option(value=NONE, label="Tidak satu pun: semuanya terbuka", why=nothing))
    shown = (
        f"Ditutup: {', '.join(closed)} ({test['why_closed']})." if closed else f"Tidak satu pun: {test['why_open']}."
    )
    return Question(
        key=f"u{n}-part", title=f"Uji {n}: bagian", form=Form.SEVERAL, options=tuple(options), materials=read, model=model,
        prompt="Bagian mana yang harus ditutup?", tip="Yang diuji bagian, bukan map. Yang tidak dipilih tetap terbuka bagi siapa saja.",
        truth={"rule": RULE}, shown=shown,
    )  # fmt: skip


def _ground(
    n: int, test: Mapping[str, Any], right: str, read: tuple[Material, ...], around: Surroundings, rng: Random
) -> Question:
    if right:
        options = list(ground_options(right, f"Tepat: {test['why_closed']}.", str(test.get("near", "")), around, rng))
        why = "Ada bagian yang harus ditutup, dan penutupan tanpa dasar tidak sah."
    else:
        tempting = str(test["tempting"])
        others = rng.sample([letter for letter in "abcghij" if letter not in tempting], _OTHER_LETTERS - len(tempting))
        options = [_barred(letter, str(test["why_open"]), around) for letter in sorted((*tempting, *others))]
        why = f"Tidak satu huruf pun berlaku: {test['why_open']}."
    options.append(Option(value=NONE, label="Tidak ada dasar: seluruhnya terbuka", why=why))
    model = right or NONE
    label = next(option.label for option in options if option.value == model)
    reason = str(test["why_closed"] if right else test["why_open"])
    return Question(
        key=f"u{n}-ground", title=f"Uji {n}: dasar", prompt="Dasar Pasal 17 yang mana?", form=Form.CHOICE,
        options=tuple(options), materials=read, truth={"rule": RULE}, model=model, shown=f"{label}: {reason}.",
    )  # fmt: skip


def _barred(letter: str, why_open: str, around: Surroundings) -> Option:
    ground = around.rules.ppid.ground(letter) if around.rules.ppid else None
    if ground is None:
        raise ValueError(f"dasar Pasal 17 huruf '{letter}' tidak dikenal")
    return Option(
        value=letter, label=f"Huruf {letter}: {ground.name}", why=f"Huruf {letter} tidak berlaku: {why_open}."
    )


def _consequence(
    n: int, side: str, model: str, words: Words, hollow: list[str], read: tuple[Material, ...]
) -> Question:  # fmt: skip
    opened = side == OPENED
    return Question(
        key=f"u{n}-{side}", title=f"Uji {n}: bila {'dibuka' if opened else 'ditutup'}", form=Form.TEXT, limit=1200,
        prompt=f"Apa akibatnya bila informasi yang diminta {'dibuka' if opened else 'ditutup'}?",
        tip="Sebut siapa yang terkena, bagaimana, dan seberapa mungkin. Akibat bagi orang dan layanan, bukan rasa malu instansi.",
        materials=read, model=model, shown=model,
        truth={
            "rule": RULE, "side": side, "subject": words.subject, OPENED: words.opened, CLOSED: words.closed, "hollow": list(hollow),
        },
    )  # fmt: skip


def _period(
    n: int, ground: str, right: str, pool: list[Mapping[str, Any]], read: tuple[Material, ...], rng: Random
) -> Question:
    model = right if ground else NO_PERIOD
    whys = {NO_PERIOD: "Ada bagian yang ditutup, dan setiap pengecualian diberi jangka waktu." if ground else ""}
    wrong = [row for row in pool if not ground or ground not in row["letters"]]
    whys |= {
        str(row["text"]): str(row["why"]) for row in rng.sample(wrong, _WRONG_PERIODS if ground else _WRONG_PERIODS + 1)
    }
    whys.setdefault(model, "")
    names = list(whys)
    rng.shuffle(names)
    options = tuple(Option(value=f"w{i}", label=name, why=whys[name]) for i, name in enumerate(names))
    return Question(
        key=f"u{n}-period", title=f"Uji {n}: jangka waktu", prompt="Sampai kapan ditutup?", form=Form.CHOICE, options=options,
        materials=read, truth={"rule": RULE_PERIOD}, shown=f"{model}.",
        model=next(option.value for option in options if option.label == model),
    )  # fmt: skip


def _decision(n: int, right: str, report: Report, read: tuple[Material, ...]) -> Question:
    if right not in DECISIONS:
        raise ValueError(f"putusan '{right}' tidak dapat diuji")
    reasons = {
        "grant": "Tidak ada bagian yang ditutup, jadi semuanya diberikan.",
        "grant_part": "Bagian yang lulus uji dihitamkan; bagian lain dari yang diminta diberikan.",
        "refuse": "Semua yang diminta lulus uji untuk ditutup; surat penolakan melampirkan lembar ujinya.",
    }
    wrong = {
        "grant": "Itu membuka bagian yang harus ditutup.",
        "grant_part": "Tidak ada yang perlu dihitamkan." if right == "grant" else "Tidak ada bagian dari yang diminta yang tersisa untuk diberikan.",
        "refuse": "Itu menutup bagian yang terbuka.",
    }  # fmt: skip
    options = tuple(
        Option(value=key, label=label, why=reasons[key] if key == right else wrong[key])
        for key, label in DECISIONS.items()
    )
    shown = f"{DECISIONS[right]}. {reasons[right]} {report.truth['finding']}"
    return Question(
        key=f"u{n}-decision", title=f"Uji {n}: putusan", prompt="Apa putusan atas permohonan ini?", form=Form.CHOICE,
        options=options, materials=read, truth={"rule": RULE}, model=right, shown=shown,
    )  # fmt: skip
