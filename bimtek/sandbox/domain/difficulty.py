"""How hard a case is to handle well: a number from its hidden truth and the length of its text.

Each thing an officer must notice or decide adds points; the words themselves add little, because twins tell the same matter in
other words and must be equally hard. All weights are the sandbox's own proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BASE = 10.0
#: Points for what must be seen in the truth.
WEIGHTS: Mapping[str, float] = {
    "other_authority": 4, "missing": 3, "archive": 2, "transfer": 3, "bridge": 4, "second": 4, "supervised": 2, "sensitive": 3,
    "care": 2, "urgent": 1, "duplicate": 3, "look_alike": 2, "trap": 1, "target": 1, "ppid_part": 4, "ppid_refuse": 4,
    "ppid_not_held": 3, "ppid_incomplete": 2, "ppid_extension": 1,
}  # fmt: skip
#: A text of so many words adds one point; steps are coarse so that a word more or less is no difference.
WORDS_A_POINT, MOST_POINTS = 60, 3


def difficulty(truth: Mapping[str, Any], body: str, desk: str) -> float:
    """Points from 10 (plain) upwards: what must be noticed, decided and protected in this case."""
    points = BASE + (0 if desk == "lapor" else 1)
    points += sum(WEIGHTS[name] for name in _seen(truth))
    points += WEIGHTS["trap"] * len(
        [name for name in truth.get("traps", ()) if name not in ("duplicate", "look_alike")]
    )
    points += WEIGHTS["target"] * max(0, len(truth.get("targets", ())) - 1)
    return points + min(MOST_POINTS, len(body.split()) // WORDS_A_POINT) * 0.25


def _seen(truth: Mapping[str, Any]) -> list[str]:
    act, request = truth.get("right_act"), truth.get("request") or {}
    marks = {
        "other_authority": truth.get("competence") == "other", "missing": bool(truth.get("missing")), "archive": act == "archive",
        "transfer": act == "transfer", "bridge": act in ("to_request", "to_objection"), "second": bool(truth.get("second")),
        "supervised": truth.get("report_class") == "supervised_complaint", "sensitive": bool(truth.get("sensitive")),
        "care": bool(truth.get("care")), "urgent": truth.get("urgency") == "urgent", "duplicate": bool(truth.get("duplicate_of")),
        "look_alike": bool(truth.get("looks_like")), "ppid_part": request.get("decision") == "grant_part",
        "ppid_refuse": request.get("decision") == "refuse", "ppid_not_held": request.get("decision") == "not_held",
        "ppid_incomplete": bool(request.get("incomplete")), "ppid_extension": bool(request.get("extension")),
    }  # fmt: skip
    return [name for name, holds in marks.items() if holds]
