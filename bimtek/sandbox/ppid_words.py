"""What the Ppid desk's acts are called in words: confirmations, thread lines, facts beside a case."""

from __future__ import annotations

from typing import Any

from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case


def confirmation(action: Action, case: Case) -> str:
    """What is said after an accepted act of this desk, or ""."""
    return ""


def event(action: Action, given: Any) -> str:
    """One line of the thread about an act of this desk, or ""."""
    return ""
