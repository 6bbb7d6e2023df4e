"""Where simulated reports happen: the villages of seed/places.toml and how a citizen names a spot there."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan with its district; `twice_named` when another district has a village of that name."""

    code: str
    name: str
    kind: str
    district: str
    twice_named: bool

    @property
    def title(self) -> str:
        """The name with its kind in front."""
        return f"{'Kelurahan' if self.kind == 'kelurahan' else 'Desa'} {self.name}"


def load_places(path: Path) -> tuple[Village, ...]:
    """All villages in the order of the file. Source: national list of region codes, 2025."""
    with path.open("rb") as file:
        districts = tomllib.load(file)["district"]
    names = Counter(village["name"] for district in districts for village in district["villages"])
    return tuple(
        Village(village["code"], village["name"], village["kind"], district["name"], names[village["name"]] > 1)
        for district in districts
        for village in district["villages"]
    )


def load_unit_names(path: Path) -> dict[str, str]:
    """Unit id to its full name, in the order of the file."""
    with path.open("rb") as file:
        return {unit["id"]: unit["name"] for unit in tomllib.load(file)["unit"]}


def eligible(places: Collection[Village], districts: Collection[str], *, twice_named: bool) -> tuple[Village, ...]:
    """The villages in which a scenario may happen; a name that stands twice serves only the scenario that needs it."""
    return tuple(
        place for place in places if (not districts or place.district in districts) and place.twice_named == twice_named
    )


def spoken_place(village: Village, way: float) -> str:
    """How a citizen says where: with or without the district, with or without the word for village."""
    kind = "Kelurahan" if village.kind == "kelurahan" else "Desa"
    if way < 0.3:
        return f"di {kind} {village.name} Kecamatan {village.district}"
    if way < 0.45:
        return f"di {kind} {village.name}, Kec. {village.district}"
    if way < 0.65:
        return f"di {kind.lower()} {village.name}"
    if way < 0.85 or village.name == village.district:
        return f"di {village.name}"
    return f"di {village.name} {village.district}"


def for_twin(options: Sequence[Any], shared: random.Random, second_twin: int) -> Any:
    """An option by the pair's draw; the second twin always gets another one than the first."""
    count = len(options)
    first = int(shared.random() * count)
    step = 1 + int(shared.random() * (count - 1))
    return options[(first + second_twin * step) % count]


def near(villages: Sequence[Village], like: Village, rng: random.Random) -> Village:
    """Another village, of the same district if there is one."""
    others = [village for village in villages if village.district == like.district and village is not like]
    others = others or [village for village in villages if village is not like]
    return others[int(rng.random() * len(others))]
