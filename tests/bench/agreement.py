"""Measures of agreement between two raters, in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def weighted_kappa(first: Sequence[int], second: Sequence[int]) -> float:
    """Quadratic weighted kappa of two rows of levels; 1.0 when nobody ever differs in level."""
    total = len(first)
    seen = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) / total
    left, right = Counter(first), Counter(second)
    chance = sum((a - b) ** 2 * left[a] * right[b] for a in left for b in right) / total**2
    return 1.0 if chance == 0 else 1 - seen / chance


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa of two rows of names."""
    total = len(first)
    seen = sum(a == b for a, b in zip(first, second, strict=True)) / total
    left, right = Counter(first), Counter(second)
    chance = sum(left[name] * right[name] for name in left) / total**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def precision_recall(truth: Sequence[bool], told: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was told; 1.0 where there was nothing to tell."""
    hits = sum(a and b for a, b in zip(truth, told, strict=True))
    precision = hits / sum(told) if any(told) else 1.0
    recall = hits / sum(truth) if any(truth) else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
