"""The labelled replies of the repository, read once, with the features of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bimtek.modules.domain.judging.reply.criteria import RULES
from bimtek.modules.domain.judging.reply.features import measure
from bimtek.modules.domain.judging.reply.signals import read_reply
from bimtek.modules.domain.judging.reply.tone import Tones
from bimtek.modules.domain.judging.reply.types import ReplyCase

FOLDER = Path(__file__).parent / "replies"
SECOND = Path(__file__).parent / "replies_second"
THIRD = Path(__file__).parent / "replies_third"
#: Of the third set every third case stays closed: measured, never fitted, its errors never read.
CLOSED_EVERY = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reply with the levels a rater gave and the features the judge sees."""

    reply_id: str
    case_id: str
    case: ReplyCase
    text: str
    labels: Mapping[str, int]
    verdict: str
    features: Mapping[str, float]


def load(folder: Path = FOLDER) -> list[Labelled]:
    """All labelled replies in the order of the file."""
    cases = {row["case_id"]: ReplyCase.from_mapping(row) for row in _rows(folder / "cases.jsonl")}
    labels = {row["reply_id"]: row["labels"] for row in _rows(folder / "labels.jsonl")}
    found = []
    for row in _rows(folder / "replies.jsonl"):
        case, told = cases[row["case_id"]], labels[row["reply_id"]]
        found.append(
            Labelled(
                row["reply_id"],
                row["case_id"],
                case,
                row["text"],
                told,
                told["verdict"],
                features(case, row["text"]),
            )
        )
    return found


def features(case: ReplyCase, text: str, tones: Tones | None = None) -> dict[str, float]:
    """What the judge sees of a reply, as numbers."""
    reading = read_reply(case, text, tones)
    return measure(reading, {key: rule(reading) for key, rule in RULES.items()})


def load_all() -> list[Labelled]:
    """What may be fitted: both older sets and the open cases of the third, in this order."""
    return [*load(FOLDER), *load(SECOND), *(item for item in load(THIRD) if not is_closed(item.case_id))]


def load_closed() -> list[Labelled]:
    """The closed cases of the third set."""
    return [item for item in load(THIRD) if is_closed(item.case_id)]


def is_closed(case_id: str) -> bool:
    """True for a case that no word list, pattern or weight may learn from."""
    return case_id.startswith("T") and int(case_id[1:]) % CLOSED_EVERY == 0


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
