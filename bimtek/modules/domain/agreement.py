"""How far two people, or a person and the machine, give the same levels: exact, adjacent, weighted kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
#: Upper ends of the bands in which a weighted kappa is put into words (domain-ppid E.3: 0.61 to 0.80 is "substantial").
BANDS = ((0.0, "none"), (0.20, "slight"), (0.40, "fair"), (0.60, "moderate"), (0.80, "substantial"), (1.0, "almost"))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a row of pairs says. `kappa` is None where it cannot be worked out: nobody was looked at, or one of the two gave
    a single level throughout. `adjacent` is None on a scale of two levels, where it says nothing."""

    n: int
    exact: float
    adjacent: float | None
    kappa: float | None
    higher: int
    lower: int


def agreement(pairs: Sequence[Pair], maximum: int) -> Agreement:
    """How far the second of each pair gives what the first gave; `higher` and `lower` say where the second differs."""
    n = len(pairs)
    if not n:
        return Agreement(0, 0.0, None, None, 0, 0)
    near = sum(abs(a - b) <= 1 for a, b in pairs) / n
    return Agreement(
        n=n,
        exact=sum(a == b for a, b in pairs) / n,
        adjacent=near if maximum > 1 else None,
        kappa=weighted_kappa(pairs),
        higher=sum(b > a for a, b in pairs),
        lower=sum(b < a for a, b in pairs),
    )


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Quadratic weighted kappa: 1 is full agreement, 0 what chance alone gives, below 0 worse than that. None without
    pairs, or where one of the two gave a single level throughout, for then nothing tells agreement from habit (the
    figure would be 0 whatever the other gave)."""
    if len({a for a, _ in pairs}) < 2 or len({b for _, b in pairs}) < 2:
        return None
    total = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum((a - b) ** 2 * left[a] * right[b] for a in left for b in right) / total**2
    return 1 - sum((a - b) ** 2 for a, b in pairs) / total / chance


def band(kappa: float) -> str:
    """The name of the band a kappa lies in."""
    return next((name for top, name in BANDS if kappa <= top), BANDS[-1][1])
