"""What a training shows and what follows from it: plain rules from figures to recommendations, each naming its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Below this a criterion is weak, below this share of the people a unit is unfinished (mastery asks for 3.2 of 4).
WEAK_LEVEL, UNFINISHED, LOW_GAIN, LOW_ATTENDANCE, LOW_REACTION = 3.2, 0.5, 0.3, 0.8, 3.5
#: At most so many of one kind, so that one weakness does not crowd out the others.
MOST_ERRORS, MOST_OF_A_KIND = 2, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures findings are drawn from; None or empty where nothing was measured. `criteria`: name → mean of 0 to 4;
    `units`: "U1 title" → share of the people done; `errors`: name → how often; `reaction`: statement → mean of 1 to 5."""

    people: int
    joined: int
    attendance: float | None = None
    gain: float | None = None
    criteria: Mapping[str, float] | None = None
    units: Mapping[str, float] | None = None
    errors: Mapping[str, int] | None = None
    reaction: Mapping[str, float] | None = None
    plans_sent: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One recommendation: its kind, what it is about, and the figure it comes from."""

    kind: str
    about: str
    figure: float


def findings(evidence: Evidence) -> list[Finding]:
    """The recommendations that follow from the figures, the gravest first; none follows from what was not measured."""
    found: list[Finding] = []
    found += [Finding("error", name, count) for name, count in _most(evidence.errors or {})]
    weak = {name: mean for name, mean in (evidence.criteria or {}).items() if mean < WEAK_LEVEL}
    found += [Finding("criterion", name, mean) for name, mean in _least(weak)]
    open_units = {name: share for name, share in (evidence.units or {}).items() if share < UNFINISHED}
    found += [Finding("unit", name, share) for name, share in _least(open_units)]
    if evidence.gain is not None and evidence.gain < LOW_GAIN:
        found.append(Finding("gain", "", evidence.gain))
    if evidence.attendance is not None and evidence.attendance < LOW_ATTENDANCE:
        found.append(Finding("attendance", "", evidence.attendance))
    low = {name: mean for name, mean in (evidence.reaction or {}).items() if mean < LOW_REACTION}
    found += [Finding("reaction", name, mean) for name, mean in _least(low)]
    if evidence.people and evidence.joined < evidence.people:
        found.append(Finding("absent", "", evidence.people - evidence.joined))
    if evidence.joined and evidence.plans_sent < evidence.joined:
        found.append(Finding("plans", "", evidence.joined - evidence.plans_sent))
    return found


def _least(of: Mapping[str, float], most: int = MOST_OF_A_KIND) -> Sequence[tuple[str, float]]:
    return sorted(of.items(), key=lambda item: (item[1], item[0]))[:most]


def _most(of: Mapping[str, int], most: int = MOST_ERRORS) -> Sequence[tuple[str, int]]:
    return sorted(((name, count) for name, count in of.items() if count), key=lambda item: (-item[1], item[0]))[:most]
