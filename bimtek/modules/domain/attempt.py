"""One try at one part, as a plain value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RUNNING, PASSED, HELPED, FAILED = "running", "passed", "helped", "failed"
#: Begun anew by a trainer: the evidence stays, the try counts for nothing. Passed over for a late-comer: never earned.
RESET, FILLED = "reset", "filled"
FINISHED = frozenset({PASSED, HELPED})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one part: `shown` lists the steps that were shown instead of done, `steps` the questions of its worksheet."""

    id: int
    exercise: str
    variant: int
    status: str
    step: str = ""
    failed_checks: int = 0
    hints: Mapping[str, int] | None = None
    shown: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
