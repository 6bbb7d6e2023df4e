"""The item bank and the settings of the tests, read once."""

from __future__ import annotations

from functools import lru_cache

from bimtek.config import SEED_DIR
from bimtek.modules import marking
from bimtek.modules.domain.items import ItemBank, load_items
from bimtek.modules.domain.sitting_rules import Plan, SittingRules, load_sitting_rules


@lru_cache(maxsize=1)
def bank() -> ItemBank:
    """The items of seed/modules/items."""
    return load_items(SEED_DIR / "modules" / "items")


@lru_cache(maxsize=1)
def rules() -> SittingRules:
    """The settings of seed/modules/tests.toml."""
    return load_sitting_rules(SEED_DIR / "modules" / "tests.toml")


def plan_of(kind: str) -> Plan:
    """The plan of a test; raises KeyError for a kind that does not exist."""
    return rules().tests[kind]  # type: ignore[index]


def unit_titles() -> dict[str, str]:
    """The title of each unit of competence."""
    return {unit.code: unit.title for unit in marking.content().competencies}
