"""The item bank of the tests: questions with four options each, one right, every option explained; read from
seed/modules/items, one file a unit. A unit whose file is not written yet is simply not asked about."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from bimtek.modules.domain.exercise import Written

MAX_FILE = 400_000
OPTIONS = 4
PROCEDURE, JUDGEMENT = "procedure", "judgement"
DIFFICULTIES = (1, 2, 3)

Text = Annotated[str, Field(min_length=1, max_length=600)]
Explained = Annotated[str, Field(min_length=5, max_length=900)]


class Option(Written):
    """One answer to choose, and why it is right or wrong."""

    text: Text
    right: bool
    why: Explained


class Item(Written):
    """One question. `procedure` asks what a rule says (mastered at nine of ten), `judgement` what to do with it."""

    code: Annotated[str, Field(pattern=r"^u\d-[a-z0-9-]{1,24}$")]
    kind: Literal["procedure", "judgement"]
    difficulty: Literal[1, 2, 3]
    topic: Annotated[str, Field(min_length=2, max_length=60)]
    stem: Annotated[str, Field(min_length=10, max_length=2000)]
    source: Annotated[str, Field(min_length=3, max_length=400)]
    options: tuple[Option, ...] = Field(min_length=OPTIONS, max_length=OPTIONS)

    @model_validator(mode="after")
    def _one_is_right(self) -> Item:
        if sum(option.right for option in self.options) != 1:
            raise ValueError(f"{self.code}: tepat satu pilihan harus benar")
        if len({option.text.strip().casefold() for option in self.options}) != OPTIONS:
            raise ValueError(f"{self.code}: dua pilihan berbunyi sama")
        return self

    @property
    def right(self) -> int:
        """The place of the right option in the file, from 0."""
        return next(index for index, option in enumerate(self.options) if option.right)

    @property
    def unit(self) -> str:
        """The unit the item belongs to, as its code says: "u3-07" is of U3."""
        return self.code[:2].upper()


class ItemFile(Written):
    """The items of one unit."""

    unit: Annotated[str, Field(pattern=r"^U\d$")]
    items: tuple[Item, ...] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _own_items(self) -> ItemFile:
        codes = [item.code for item in self.items]
        if strange := [item.code for item in self.items if item.unit != self.unit]:
            raise ValueError(f"kode bukan dari {self.unit}: {', '.join(strange)}")
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise ValueError(f"kode butir ganda: {', '.join(sorted(twice))}")
        return self


@dataclass(frozen=True, slots=True)
class ItemBank:
    """All items by code, and the units that have any, in the order of their numbers."""

    items: Mapping[str, Item]
    units: tuple[str, ...] = field(default=())

    def of_unit(self, unit: str) -> tuple[Item, ...]:
        """The items of a unit in the order of its file; () for a unit without items."""
        return tuple(item for item in self.items.values() if item.unit == unit)


def make_bank(items: Iterable[Item]) -> ItemBank:
    """A bank of these items."""
    by_code = {item.code: item for item in items}
    return ItemBank(by_code, tuple(sorted({item.unit for item in by_code.values()})))


def load_items(folder: Path) -> ItemBank:
    """Read u1.toml to u8.toml of a folder, those that are there; raises ValueError naming the file and its fault."""
    return make_bank(item for path in sorted(folder.glob("u[0-9].toml")) for item in _read(path).items)


def _read(path: Path) -> ItemFile:
    text = path.read_text(encoding="utf-8")
    if len(text) > MAX_FILE:
        raise ValueError(f"items/{path.name}: terlalu besar")
    try:
        found = ItemFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"items/{path.name}: {error}") from error
    if found.unit.lower() != path.stem:
        raise ValueError(f"items/{path.name}: berisi unit {found.unit}")
    return found
