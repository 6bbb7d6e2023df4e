"""Banks of items to test on: the small written one, and one of any size made by counting."""

from __future__ import annotations

from pathlib import Path

from bimtek.config import SEED_DIR
from bimtek.modules.domain.items import Item, ItemBank, Option, load_items, make_bank
from bimtek.modules.domain.sitting_rules import SittingRules, load_sitting_rules

FOLDER = Path(__file__).resolve().parent.parent / "data" / "items"


def small_bank() -> ItemBank:
    """Two units of six items each."""
    return load_items(FOLDER)


def rules() -> SittingRules:
    """The real settings."""
    return load_sitting_rules(SEED_DIR / "modules" / "tests.toml")


def item(unit: int, number: int, difficulty: int, kind: str) -> Item:
    """An item whose right option is the one its number says."""
    options = tuple(
        Option(text=f"Pilihan {n}", right=n == number % 4, why=f"Alasan untuk pilihan {n}.") for n in range(4)
    )
    return Item.model_validate(
        {"code": f"u{unit}-{number:02d}", "kind": kind, "difficulty": difficulty, "topic": "uji", "source": "Sumber uji",
         "stem": f"Pertanyaan {number} dari unit {unit}?", "options": [o.model_dump() for o in options]}
    )  # fmt: skip


def large_bank(units: int = 8, each: int = 24) -> ItemBank:
    """`units` units of `each` items: a third of each difficulty, half of each kind."""
    kinds = ("procedure", "judgement")
    return make_bank(item(unit, n, 1 + n % 3, kinds[(n // 3) % 2]) for unit in range(1, units + 1) for n in range(each))
