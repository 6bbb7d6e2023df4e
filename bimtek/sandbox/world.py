"""The rules' surroundings, read once from seed and kept for as long as nobody corrects it: deadlines with their calendar,
categories, units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen_mind import Temper, load_temper
from bimtek.sandbox.domain.commands import World
from bimtek.sandbox.domain.deadlines import Deadlines, Limit, Settings, load_deadlines
from bimtek.sandbox.domain.decision_inputs import REGENCY, REGENCY_NAME
from bimtek.sandbox.domain.ppid_content import PpidContent, Sourced, load_ppid_content
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.workshops import overlay
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.correction import NONE, Corrections, Part, Row

#: Units of this level belong to the kabupaten: a report may be disposed to them.
OWN_LEVEL = "kabupaten"
_One = TypeVar("_One", bound=Sourced)


def world() -> World:
    """What a decision needs beside the case; retired units stand in it, so that old cases keep theirs."""
    return _world(overlay.current())


@lru_cache(maxsize=4)
def _world(given: Corrections) -> World:
    units = {unit.id: unit.name for unit in workshops.units() if unit.level == OWN_LEVEL}
    others = {unit.id: unit.name for unit in workshops.units() if unit.level != OWN_LEVEL}
    return World(
        clocks=deadlines_of(given), categories=load_categories(SEED_DIR / "categories.toml"), units=units, others=others
    )


def deadlines() -> Deadlines:
    """The numbers of seed/deadlines.toml over the working calendar, both as corrected."""
    return deadlines_of(overlay.current())


def deadlines_as_of(wall: datetime) -> Deadlines:
    """The limits and the calendar as they stood at a wall instant: what was counted then is explained by them."""
    return deadlines_of(overlay.current().as_of(wall))


@lru_cache(maxsize=32)
def deadlines_of(given: Corrections) -> Deadlines:
    """The limits over the calendar with these corrections."""
    calendar = workshops.calendar_of(given)
    if given is not NONE:
        return Deadlines(_corrected(deadlines_of(NONE).settings, given), calendar)
    return load_deadlines(SEED_DIR / "deadlines.toml", calendar)


def _corrected(settings: Settings, given: Corrections) -> Settings:
    rows = given.of(Part.DEADLINE)

    def limit(key: str, before: Limit) -> Limit:
        row = rows.get(key)
        return Limit(before.name, int((row.value or {})["days"]), row.source) if row else before

    return Settings(
        verification=limit("verification", settings.verification),
        first_follow_up=limit("first_follow_up", settings.first_follow_up),
        reporter_window=limit("reporter_window", settings.reporter_window),
        deferral_expiry=limit("deferral_expiry", settings.deferral_expiry),
        completion={kind: limit(f"completion.{kind}", one) for kind, one in settings.completion.items()},
        request={name: limit(f"request.{name}", one) for name, one in settings.request.items()},
    )


@lru_cache(maxsize=1)
def temper() -> Temper:
    """How citizens feel and speak: seed/citizens.toml."""
    return load_temper(SEED_DIR / "citizens.toml")


def ppid_content() -> PpidContent:
    """What the law asks at the PPID desk: seed/ppid, its explanations as corrected."""
    return _ppid(overlay.current())


@lru_cache(maxsize=4)
def _ppid(given: Corrections) -> PpidContent:
    content, rows = load_ppid_content(SEED_DIR / "ppid"), given.of(Part.TEXT)
    if not rows:
        return content
    return content.model_copy(
        update={
            "grounds": tuple(_explained(one, f"ground.{one.letter}", rows) for one in content.grounds),
            "objections": tuple(_explained(one, f"objection.{one.letter}", rows) for one in content.objections),
            "answer_parts": tuple(_explained(one, f"answer.{one.key}", rows) for one in content.answer_parts),
            "refusal_parts": tuple(_explained(one, f"refusal.{one.key}", rows) for one in content.refusal_parts),
            "request_parts": tuple(_explained(one, f"part.{one.key}", rows) for one in content.request_parts),
        }
    )


def _explained(one: _One, key: str, rows: Mapping[str, Row]) -> _One:
    row = rows.get(key)
    return (
        one.model_copy(update={"explanation": (row.value or {})["explanation"], "source": row.source}) if row else one
    )


def unit_name(unit: str | None) -> str | None:
    """The name of a unit of the kabupaten, of another office, or of the kabupaten as a whole."""
    if unit == REGENCY:
        return REGENCY_NAME
    return (world().units.get(unit) or world().others.get(unit)) if unit else None
