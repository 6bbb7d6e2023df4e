"""How citizens answer three kinds of officers: prints shares and ratings. `python -m tests.bench.citizens`

118 people x 40 reports, each answered by a good and prompt, a late and a rude officer who goes on answering alike. The answers
are synthetic: their worth is drawn around the officer's habit by the report's seed, so the figures are the same on every run.
Published beside them: 69.5 % of 2,127 reports of one regency ended by silence, 4.5 % closed by the reporter (domain report 2.3).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import mean
from time import process_time
from typing import Any

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen import Answered, AnswerWorth, after_answer
from bimtek.sandbox.domain.citizen_mind import Temper, draw, load_temper, rating_of, starting_mind
from bimtek.sandbox.domain.lifecycle import Action

#: Name, the share of the rubric's points (least and spread, in percent), substantive of ten, hurtful of ten, late of ten.
OFFICERS = (("good, prompt", 75, 25, 10, 0, 0), ("late", 75, 25, 10, 0, 10), ("rude", 10, 30, 2, 9, 2))
MOST_ROUNDS = 6


@dataclass(slots=True)
class Tally:
    """What one officer heard over all reports."""

    stories: int = 0
    silent: int = 0
    settled: int = 0
    asked_again: int = 0
    answers: int = 0
    stars: list[int] = field(default_factory=list)
    felt: list[int] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Shares in a hundred of the reports, and the means."""
        return {
            "silent": 100 * self.silent / self.stories,
            "settled": 100 * self.settled / self.stories,
            "asks again": 100 * self.asked_again / self.stories,
            "answers each": self.answers / self.stories,
            "rating mean": mean(self.stars) if self.stars else float("nan"),
            "rating felt": mean(self.felt),
        }


def worth_of(officer: tuple[str, int, int, int, int, int], key: str) -> AnswerWorth:
    """One answer of an officer's habit, by the report's seed."""
    _, least, spread, substantive, hurtful, late = officer
    return AnswerWorth(
        share=(least + draw(key, "share", spread + 1)) / 100,
        substantive=draw(key, "substantive", 10) < substantive,
        hurtful=draw(key, "hurtful", 10) < hurtful,
        late=draw(key, "late", 10) < late,
    )


def play(officer: tuple[str, int, int, int, int, int], seeds: Iterator[str], temper: Temper) -> Tally:
    """Every report answered alike until its citizen is done."""
    tally = Tally()
    for seed in seeds:
        mind, again = starting_mind(seed, temper), False
        tally.stories += 1
        for number in range(1, MOST_ROUNDS + 1):
            tally.answers += 1
            event = Answered(worth_of(officer, f"{seed}|{number}"), number)
            mind, reaction = after_answer(mind, event, seed, {}, temper)
            if reaction is None or reaction.action == Action.SETTLE:
                tally.silent += reaction is None
                tally.settled += reaction is not None
                tally.stars += [reaction.rating] if reaction and reaction.rating else []
                break
            again = True
        tally.asked_again += again
        tally.felt.append(rating_of(mind, temper))
    return tally


def main() -> None:
    """Print one line an officer, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="bench")
    parser.add_argument("--people", type=int, default=118)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    temper, result = load_temper(SEED_DIR / "citizens.toml"), dict[str, Any]()
    started = process_time()
    for officer in OFFICERS:
        seeds = (f"{args.seed}|{person}|{case}" for person in range(args.people) for case in range(args.cases))
        result[officer[0]] = play(officer, seeds, temper).figures()
    spent = process_time() - started
    if args.json:
        print(json.dumps(result))
        return
    names = list(result["late"])
    print(
        f"{args.people} x {args.cases} reports, three officers (of a hundred; published: silent 69.5, closed by reporter 4.5)"
    )
    print(f"{'':14}" + "".join(f"{name:>14}" for name in names))
    for officer, figures in result.items():
        print(f"{officer:14}" + "".join(f"{figures[name]:14.1f}" for name in names))
    print(f"{spent:.2f} s CPU")


if __name__ == "__main__":
    main()
