"""How well the reply judge agrees with the raters: `python -m tests.bench.reply_agreement [--folds N] [--show KEY]`.

Five-fold cross-validation over the cases of the labelled sets together, printed for all and for each: the linear models
and the ear are fitted anew without the cases they are measured on. The words and patterns were written by hand, so these
figures flatter; docs/decisions/0005-reply-judge.md says which cases were closed when, and what was measured on them then.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.linear import Model
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, ReplyCase, ReplyJudgement
from tests.bench.agreement import kappa, precision_recall, weighted_kappa
from tests.bench.labelled import Labelled, features, load_all, load_closed
from tests.bench.reply_tones import teach
from tests.bench.train_reply_judge import train

Pair = tuple[Labelled, ReplyJudgement]
SENTENCES = Path(__file__).parent / "sentences_closed.toml"
NEEDS_A_CASE = "names_accused"  # who is accused, only a case tells


def cross_validated(data: Sequence[Labelled], folds: int = 5) -> list[Pair]:
    """Each reply judged by a model that has not seen its case."""
    cases = sorted({item.case_id for item in data})
    found: list[Pair] = []
    for fold in range(folds):
        held = set(cases[fold::folds])
        seen = [item for item in data if item.case_id not in held]
        tones = teach(seen)
        model: Model = train([replace(item, features=features(item.case, item.text, tones)) for item in seen])
        found += [(item, judge_reply(item.case, item.text, model, tones)) for item in data if item.case_id in held]
    return found


def report(pairs: Sequence[Pair]) -> dict[str, float]:
    """Quadratic weighted kappa per criterion, precision, recall and F1 per flag, kappa of the verdict."""
    figures: dict[str, float] = {}
    for key in CRITERIA:
        figures[key] = weighted_kappa([item.labels[key] for item, _ in pairs], [told.levels[key] for _, told in pairs])
    for key in FLAGS:
        measures = precision_recall(
            [bool(item.labels[key]) for item, _ in pairs], [told.flags[key] for _, told in pairs]
        )
        figures.update(zip((f"{key} precision", f"{key} recall", f"{key} F1"), measures, strict=True))
    figures["verdict"] = kappa([item.verdict for item, _ in pairs], [told.verdict for _, told in pairs])
    return figures


def closed_sentences() -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 per flag on the closed single sentences, read against an anonymous report that tells nothing."""
    case = ReplyCase(anonymous=True, place="Desa Contoh", title="Laporan", body="Mohon ditindaklanjuti.")
    figures = {}
    for flag, rows in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        texts = [(text, kind == "faulty") for kind in ("faulty", "fair") for text in rows[kind]]
        heard = [judge_reply(case, text).flags[flag] for text, _ in texts]
        figures[flag] = precision_recall([truth for _, truth in texts], heard)
    return {flag: measures for flag, measures in figures.items() if flag != NEEDS_A_CASE}


def main() -> None:
    """Print the report, the time per reply, and the disagreements of one key when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    data = load_all()
    pairs = cross_validated(data, max(2, min(options.folds, 50)))
    second = [pair for pair in pairs if pair[0].case_id.startswith("S")]
    third = [pair for pair in pairs if pair[0].case_id.startswith("T")]
    first = [pair for pair in pairs if pair not in second and pair not in third]
    closed = [(item, judge_reply(item.case, item.text)) for item in load_closed()]
    parts = [report(part) for part in (pairs, first, second, third, closed)]
    print(
        f"{'cross-validated over cases':28} {'all':>7} {'first':>7} {'second':>7} {'third':>7} | {'closed':>7} (shipped weights)"
    )
    for name in parts[0]:
        print(f"{name:28} " + " ".join(f"{part[name]:7.3f}" for part in parts))
    for flag, measures in closed_sentences().items():
        print(f"closed sentences, {flag:20} P {measures[0]:.2f} R {measures[1]:.2f} F1 {measures[2]:.2f}")
    start = time.process_time()
    for item in data:
        judge_reply(item.case, item.text)
    print(f"{'ms of CPU per reply':28} {(time.process_time() - start) / len(data) * 1000:.2f}")
    for item, told in pairs:
        if options.show and item.labels[options.show] != told.labels[options.show]:
            print(
                item.reply_id, item.labels[options.show], told.labels[options.show], item.text.replace("\n", " ")[:300]
            )


if __name__ == "__main__":
    main()
