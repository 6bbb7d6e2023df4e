"""What a class said: means and distributions, shown only where so many answered that nobody can be told from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bimtek.evaluation.domain.content import Form, Question

SCALE = (1, 2, 3, 4, 5)
MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: how many chose each of 1 to 5, and the mean (None when nobody did)."""

    question: Question
    counts: tuple[int, ...]
    mean: float | None

    @property
    def replies(self) -> int:
        """How many answered this statement."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Summary:
    """One form of one class. `replies` are those the figures stand for, `waiting` came later or before the form was closed.
    `shown` is False below the least number of replies: then there are no figures."""

    form: Form
    replies: int
    waiting: int
    asked: int
    shown: bool
    said: tuple[Said, ...]
    words: tuple[tuple[Question, tuple[tuple[str, int], ...]], ...]

    @property
    def mean(self) -> float | None:
        """The mean of all statements, or None."""
        means = [one.mean for one in self.said if one.mean is not None]
        return sum(means) / len(means) if means else None


def faults(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """What is missing or too long, by key, as codes: "choose", "long". Words are free to be left out."""
    found = {one.key: "choose" for one in form.statements if given.get(one.key) not in {str(n) for n in SCALE}}
    found |= {one.key: "long" for one in form.open if len(given.get(one.key, "")) > MOST_WORDS}
    return found


def answers(form: Form, given: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of a faultless form: numbers, and words that are not empty."""
    kept: dict[str, Any] = {one.key: int(given[one.key]) for one in form.statements}
    kept |= {one.key: words for one in form.open if (words := given.get(one.key, "").strip())}
    return kept


def joins_results(waiting: int, least: int) -> bool:
    """Whether the replies that wait join the results when the form is closed: only so many at once that the difference between
    the results before and after points at nobody."""
    return waiting >= least


def summary(form: Form, replies: Sequence[Mapping[str, Any]], asked: int, least: int, waiting: int = 0) -> Summary:
    """The summary of a form; the words come in the order of their letters, so that no order tells who wrote first. The same
    words of several people stand once, with how many wrote them."""
    if len(replies) < least:
        return Summary(form, 0, waiting + len(replies), asked, False, (), ())
    said = []
    for question in form.statements:
        chosen = [reply[question.key] for reply in replies if reply.get(question.key) in SCALE]
        mean = sum(chosen) / len(chosen) if chosen else None
        said.append(Said(question, tuple(chosen.count(level) for level in SCALE), mean))
    words = tuple((question, _written(replies, question.key)) for question in form.open)
    return Summary(form, len(replies), waiting, asked, True, tuple(said), words)


def _written(replies: Sequence[Mapping[str, Any]], key: str) -> tuple[tuple[str, int], ...]:
    counted = Counter(str(reply[key]) for reply in replies if reply.get(key))
    return tuple(sorted(counted.items(), key=lambda one: (one[0].casefold(), one[0])))
