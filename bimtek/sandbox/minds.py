"""The citizen's mind about a case, as kept in its projection."""

from __future__ import annotations

from typing import Any

from bimtek.sandbox.domain.citizen_mind import Mind, mind_from_json, mind_to_json, moved, starting_mind
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import temper


def mind_of(sandbox: Sandbox, case: Case) -> Mind:
    """The citizen's mind about a case: as kept, or as it begins."""
    if case.mind:
        return mind_from_json(case.mind)
    return starting_mind(f"{sandbox.seed}|{case.number}", temper(), case.channel)


def neglected(sandbox: Sandbox, case: Case) -> dict[str, Any]:
    """The mind of a citizen who heard nothing and turns elsewhere, as the projection stores it."""
    return mind_to_json(moved(mind_of(sandbox, case), temper().town["trust"]))
