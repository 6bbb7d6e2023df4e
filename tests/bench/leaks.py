"""`python -m tests.bench.leaks`: how well the leak detector finds, by surface, and how long a text takes.

The planted texts and the detector had one writer, so their figures show that nothing was forgotten, not how strangers write. The
replies of tests/bench were labelled apart; there a text counts as one, and the token is not known.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bimtek.modules.domain.judging.leaks import ACCUSED, LeakContext, find_leaks
from bimtek.modules.domain.judging.reply.types import ReplyCase
from bimtek.sandbox.domain.sending import Readers
from tests.unit.modules.leaks.planted import Planted, innocent, leaking

HERE = Path(__file__).parent
SETS = ("replies", "replies_second")


def main() -> None:
    """Print recall by token and false alarms for each surface, then for the labelled replies, then the time."""
    print(f"{'surface':<28}{'planted':>8}{'named':>8}{'recall':>8}{'false':>8}{'innocent':>10}{'precision':>11}")
    everything = [*leaking(), *innocent()]
    for surface in ("all", *dict.fromkeys(_surface(one) for one in everything)):
        _row(surface, [one for one in everything if surface in ("all", _surface(one))])
    print()
    for name in SETS:
        _labelled(name)
    _time([one for one in everything if one.readers in (Readers.PUBLIC, Readers.UNIT)])


def _surface(one: Planted) -> str:
    return "file or caption" if one.way == "file" else one.readers.value


def _row(surface: str, texts: list[Planted]) -> None:
    planted = [one for one in texts if one.token]
    named = wrong = 0
    for one in texts:
        found = [leak for leak in find_leaks(one.text, one.about, one.readers) if leak.certain]
        start = one.text.index(one.token) if one.token else -1
        right = [leak for leak in found if one.token and leak.start < start + len(one.token) and leak.end > start]
        named += bool(right)
        wrong += len(found) - len(right)
    recall = f"{named / len(planted):.3f}" if planted else "-"
    precision = f"{named / (named + wrong):.3f}" if named + wrong else "-"
    print(
        f"{surface:<28}{len(planted):>8}{named:>8}{recall:>8}{wrong:>8}{len(texts) - len(planted):>10}{precision:>11}"
    )


def _lines(path: Path) -> Iterator[dict[str, object]]:
    yield from map(json.loads, path.read_text("utf-8").splitlines())


def _labelled(name: str) -> None:
    folder = HERE / name
    if not (folder / "labels.jsonl").exists():
        return
    cases = {str(case["case_id"]): ReplyCase.from_mapping(case) for case in _lines(folder / "cases.jsonl")}
    wanted = {str(row["reply_id"]): bool(row["labels"]["leaks_reporter"]) for row in _lines(folder / "labels.jsonl")}  # type: ignore[index]
    count: Counter[tuple[bool, bool]] = Counter()
    for reply in _lines(folder / "replies.jsonl"):
        if str(reply["reply_id"]) not in wanted:
            continue
        found = find_leaks(str(reply["text"]), LeakContext(cases[str(reply["case_id"])]), Readers.PUBLIC)
        got = any(leak.certain and leak.who != ACCUSED for leak in found)
        count[wanted[str(reply["reply_id"])], got] += 1
    hit, missed, false = count[True, True], count[True, False], count[False, True]
    print(f"{name}: {sum(count.values())} replies, leaks_reporter recall {hit / max(1, hit + missed):.3f}, "
          f"precision {hit / max(1, hit + false):.3f} ({hit} hit, {missed} missed, {false} false)")  # fmt: skip


def _time(texts: list[Planted]) -> None:
    find_leaks.cache_clear()
    start = time.process_time()
    for one in texts:
        find_leaks(one.text, one.about, one.readers)
    print(f"CPU a text, nothing remembered: {(time.process_time() - start) / len(texts) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
