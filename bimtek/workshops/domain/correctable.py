"""What seed/ says of the things that may be corrected: the time limits, and the texts that carry a source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Prefix of the key, file, table in it, what names a row, and the heading under which people look for it.
TEXTS = (
    ("ground", "grounds.toml", "ground", "letter", "Alasan pengecualian (Pasal 17 UU 14/2008)"),
    ("objection", "objections.toml", "objection", "letter", "Alasan keberatan (Pasal 35 UU 14/2008)"),
    ("answer", "answer_parts.toml", "answer", "key", "Bagian pemberitahuan tertulis"),
    ("refusal", "answer_parts.toml", "refusal", "key", "Bagian surat penolakan"),
    ("part", "request_parts.toml", "part", "key", "Bagian permohonan informasi"),
)


@dataclass(frozen=True, slots=True)
class SeedLimit:
    """A time limit as seed/deadlines.toml gives it."""

    key: str
    name: str
    days: int
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class SeedText:
    """A text of seed/ppid as it stands there: its heading, its name, what explains it, and where that comes from."""

    key: str
    heading: str
    name: str
    explanation: str
    source: str


def seed_limits(path: Path) -> tuple[SeedLimit, ...]:
    """Every entry of seed/deadlines.toml that is a number of days, in the file's order."""
    return tuple(_limits(tomllib.loads(path.read_text(encoding="utf-8"))))


def _limits(content: Mapping[str, Any], before: str = "") -> Iterator[SeedLimit]:
    for name, entry in content.items():
        if not isinstance(entry, Mapping):
            continue
        if "days" in entry:
            yield SeedLimit(before + name, entry["name"], entry["days"], entry["unit"], entry["source"])
        else:
            yield from _limits(entry, f"{before}{name}.")


def seed_texts(folder: Path) -> tuple[SeedText, ...]:
    """The explanations of seed/ppid: nothing computes with them, they are only shown."""
    files = {file: tomllib.loads((folder / file).read_text(encoding="utf-8")) for _p, file, _t, _n, _h in TEXTS}
    return tuple(
        SeedText(f"{prefix}.{row[named]}", heading, row["name"], row["explanation"], row["source"])
        for prefix, file, table, named, heading in TEXTS
        for row in files[file][table]
    )
