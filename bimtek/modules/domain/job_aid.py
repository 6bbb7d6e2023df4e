"""A page to take home, made from one's own mistakes: the three weakest criteria, each with its rule, the own sentence and a
better one. Nothing on it tells who reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.types import CRITERIA, CaseJudgement
from bimtek.sandbox.domain.personal_data import MASKS, find, mask

#: So many rules fit on one page and into one head.
RULES_ON_THE_PAGE = 3
MAX_QUOTE = 260


@dataclass(frozen=True, slots=True)
class Told:
    """One judged case of a person: its judgement and the words that must not leave it (names, numbers, addresses)."""

    judgement: CaseJudgement
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One weak criterion: how often it was judged, the share of its points earned, and what to do instead."""

    key: str
    title: str
    times: int
    share: float
    reason: str
    rule: str
    own: str
    better: str


@dataclass(frozen=True, slots=True)
class _Seen:
    share: float
    reason: str
    rule: str
    own: str
    better: str


def lessons(cases: Sequence[Told]) -> tuple[Lesson, ...]:
    """The weakest criteria of all cases, oldest case first; a criterion always fully met teaches nothing. The example is the
    worst one, of equal ones the latest; of the reply as a whole only its parts are named."""
    seen: dict[str, list[_Seen]] = defaultdict(list)
    for told in cases:
        for key, item in _all(told):
            seen[key].append(item)
    weak = [(key, items) for key, items in seen.items() if any(item.share < 1 for item in items)]
    weak.sort(key=lambda row: (_mean(row[1]), -len(row[1]), row[0]))
    return tuple(_lesson(key, items) for key, items in weak[:RULES_ON_THE_PAGE])


def _mean(items: Sequence[_Seen]) -> float:
    return sum(item.share for item in items) / len(items)


def _lesson(key: str, items: Sequence[_Seen]) -> Lesson:
    worst = min(reversed(items), key=lambda item: item.share)
    title = REPLY_CRITERIA[key.removeprefix("reply.")][0] if key.startswith("reply.") else CRITERIA[key]
    return Lesson(key, title, len(items), _mean(items), worst.reason, worst.rule, worst.own, worst.better)


def _all(told: Told) -> Iterable[tuple[str, _Seen]]:
    result = told.judgement
    for item in result.criteria:
        if item.judged and item.key != "reply":
            share = (item.level or 0) / item.maximum
            yield item.key, _seen(told, share, item.reason, item.rule, item.fact, item.better)
    if result.reply is not None:
        for key, (_label, maximum) in REPLY_CRITERIA.items():
            because: Mapping[str, object] = result.reply.because.get(key, {})
            said = [str(because.get(name) or "") for name in ("reason", "passage", "better")]
            yield f"reply.{key}", _seen(told, result.reply.levels[key] / maximum, said[0], "", said[1], said[2])


def _seen(told: Told, share: float, reason: str, rule: str, own: str, better: str) -> _Seen:
    clean = [without_persons(text, told.secrets)[:MAX_QUOTE] for text in (reason, own, better)]
    return _Seen(share, clean[0], rule, clean[1], clean[2])


def without_persons(text: str, secrets: Iterable[str]) -> str:
    """A text with everything that points to a person hidden: what the case keeps secret, numbers, addresses."""
    for word in sorted({secret for secret in secrets if len(secret) > 2}, key=len, reverse=True):
        at = text.lower().find(word.lower())
        while at >= 0:
            text = f"{text[:at]}{MASKS['name']}{text[at + len(word) :]}"
            at = text.lower().find(word.lower(), at + len(MASKS["name"]))
    return mask(text, find(text))
