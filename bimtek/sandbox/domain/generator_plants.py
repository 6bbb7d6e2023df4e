"""What is planted in a case beside its scenario: twins, repetitions, look-alikes, a place that is not quite given."""

from __future__ import annotations

from typing import Any

from bimtek.sandbox.domain.generator_places import Village
from bimtek.sandbox.domain.generator_plan import Card
from bimtek.sandbox.domain.generator_values import Event
from bimtek.sandbox.domain.scenario import Scenario


def planted(scenario: Scenario, event: Event, who: tuple[int, int], card: Card, body: str) -> dict[str, Any]:
    """What a case repeats, resembles or hides, and whom it names; `who` is (person, case)."""
    person, case = who
    traps = list(scenario.traps)
    traps += ["duplicate"] if card.duplicate_of else ["look_alike"] if card.looks_like else []
    spoken = (event.accused, event.accused.lower(), event.accused.upper()) if event.accused else ()
    return {
        "traps": traps,
        "twin_of": f"{person - 1}-{case}" if person % 2 == 0 and case and person > 1 else None,
        "duplicate_of": card.duplicate_of,
        "looks_like": card.looks_like,
        "accused_words": [name for name in dict.fromkeys(spoken) if name in body],
        "place": f"{event.village.title}, Kecamatan {event.village.district}",
    }


def told_again(scenario: Scenario, first: str) -> dict[str, Any]:
    """A LAPOR report told once more at Baruga: dispose it there too, or better, tie it to the first."""
    return {
        "right_act": "dispose", "archive_reason": None, "right_link": first, "duplicate_desk": "lapor",
        "targets": [scenario.owner, *scenario.owner_also],
    }  # fmt: skip


def stated_place(scenario: Scenario, village: Village) -> tuple[str | None, str | None, str]:
    """District, village and words of the form's place field: what the citizen chose there, perhaps not enough."""
    if scenario.place_given == "regency":
        return None, None, "Kabupaten Luwu Utara"
    if scenario.place_given == "village_only":
        return None, village.name, village.title
    return village.district, village.name, f"{village.title}, Kecamatan {village.district}"
