"""Worksheets of every kind over the real content, and what careless hands send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from bimtek.config import SEED_DIR
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.domain.kinds.worksheet import Answer, Form, Question, Surroundings, Verdict, Worksheet
from tests.factories.desk_story import generator, rules, world

MATTERS = ["street-light", "road-kabupaten", "waste-pile", "piped-water", "stray-cattle", "ktp-blank"]
MIXED = [
    "street-light", "place-unclear", "national-road", "spam-test", "law-cited-request", "school-roof-and-bridge", "report-status",
    "bribe-counter", "power-cut", "exempt-data", "unanswered-request", "aid-target", "ppid-apbd-summary", "baruga-road-drain",
]  # fmt: skip
CLASSED = [
    "sports-field",
    "civil-register-info",
    "bribe-counter",
    "street-light",
    "village-fund",
    "ppid-apbd-summary",
    "school-levy",
]
ROUTED = [
    "street-light",
    "law-cited-request",
    "ppid-apbd-summary",
    "unanswered-request",
    "trench-and-contract",
    "ktp-blank",
    "ppid-form-incomplete",
]
REQUESTS = [
    "ppid-aid-list", "ppid-personnel-list", "ppid-work-contract", "ppid-audit-file", "ppid-medical-record",
    "ppid-population-data", "ppid-apbd-summary", "ppid-evacuation-map", "ppid-procurement-plan", "ppid-spoken-request",
]  # fmt: skip
WRITTEN = [
    {
        "title": f"Soal {n}",
        "prompt": "Mana yang benar?",
        "shown": "Yang pertama ditulis benar.",
        "options": [{"text": f"pilihan {n}{letter}", "right": letter == "a"} for letter in "abcd"],
    }
    for n in range(6)
]
#: One set of parameters for every kind; classify and the sorting of information have more than one face.
PARAMS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "classify-class": ("classify", {"scenarios": CLASSED, "count": 7, "ask": "class"}),
    "classify-act": ("classify", {"scenarios": MIXED, "count": 8, "ask": "act"}),
    "classify-desk": ("classify", {"scenarios": ROUTED, "count": 7, "ask": "desk"}),
    "classify-owner": ("classify", {"scenarios": MIXED, "count": 8, "ask": "owner"}),
    "deadline": ("deadline", {"limits": ["verification", "completion.complaint", "request.answer"], "count": 3}),
    "dip_entry": ("dip_entry", {"count": 5}),
    "find_duplicates": ("find_duplicates", {"scenarios": MATTERS, "pairs": 2, "alike": 1, "other": 1}),
    "handover": ("handover", {"scenarios": MATTERS, "count": 2}),
    "harm_test": ("harm_test", {"scenarios": REQUESTS, "count": 3}),
    "information_classes": ("information_classes", {"count": 20}),
    "information_grounds": ("information_classes", {"count": 12, "classes": ["setiap_saat", "dikecualikan"], "grounds": True}),
    "mark_reply": ("mark_reply", {"count": 2, "verdict": True}),
    "mask_text": ("mask_text", {"scenarios": MATTERS, "count": 3}),
    "questions": ("questions", {"questions": WRITTEN, "draw": 4}),
    "register_report": ("register_report", {"rows": 12}),
    "write_reply": ("write_reply", {"scenarios": MATTERS, "count": 1}),
}  # fmt: skip
#: What no form should send and somebody will: nothing, too much, the wrong type, markup, dates of other ages.
MALFORMED: tuple[Any, ...] = (
    "", "   ", [], None, 7, True, {"a": 1}, [None], [1, {}], ["tidak-ada"], ["bukan"] * 5000, "tidak-ada", "\x00", "-1", "1e309", "NaN",
    "9" * 5000, "0001-01-01", "9999-12-31", "2026-02-30", "<script>alert(1)</script>", "<b>" * 400, "akan " * 1500, "😀" * 500,
)  # fmt: skip


@lru_cache(maxsize=1)
def around() -> Surroundings:
    """The real content, calendar and rules on a working day of November 2026."""
    return Surroundings(generator(), world().clocks.calendar, rules(), SEED_DIR, datetime(2026, 11, 16, 9, 0), 3)  # type: ignore[attr-defined]


def make(name: str, seed: object = "uji", **changes: Any) -> Worksheet:
    """A sheet of a face of PARAMS, with some parameters changed; as the database gives it back."""
    kind, params = PARAMS[name]
    sheet = kind_of(kind).make({**params, **changes}, str(seed), around())
    return Worksheet.model_validate(sheet.model_dump(mode="json"))


def judge(name: str, question: Question, answer: Answer) -> Verdict:
    """What an answer is worth."""
    return kind_of(PARAMS[name][0]).judge(question, answer, around())


def mean(name: str, sheet: Worksheet, *, careless: bool) -> float:
    """What a good or a careless player earns, of four."""
    kind = kind_of(PARAMS[name][0])
    answers = ((q, kind.spoil(q) if careless else q.model) for q in sheet.questions)
    levels = [kind.judge(question, answer, around()).level for question, answer in answers]
    return sum(levels) / len(levels)


def choices(name: str, seeds: int, **changes: Any) -> list[Question]:
    """The questions with one right option of so many sheets."""
    sheets = (make(name, seed, **changes) for seed in range(seeds))
    return [question for sheet in sheets for question in sheet.questions if question.form == Form.CHOICE]


def commonest_place(questions: Iterable[Question]) -> float:
    """How often the right option stands at its commonest place, 0..1."""
    places = Counter([option.value for option in q.options].index(str(q.model)) for q in questions)
    return max(places.values()) / sum(places.values())


def longest_is_right(questions: Iterable[Question]) -> float:
    """How often the right option alone is the longest, 0..1."""
    asked = list(questions)
    return sum(_alone_longest(question) for question in asked) / len(asked)


def _alone_longest(question: Question) -> bool:
    lengths = {option.value: len(option.label) for option in question.options}
    right = lengths.pop(str(question.model))
    return all(right > length for length in lengths.values())
