"""A surge: one event that many report within an hour, linked, partly duplicate, partly false. Read from seed/surges."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from bimtek.sandbox.domain.generator import Generator, Report, Told
from bimtek.sandbox.domain.generator_values import Event, long_date
from bimtek.sandbox.domain.scenario_parts import Content, Short


class Part(Content):
    """One report of a surge: what it is to the first one, which scenario tells it, at which desk it arrives."""

    kind: Literal["first", "duplicate", "linked", "false"]
    scenario: Short
    desk: Literal["lapor", "baruga"]


class Surge(Content):
    """A kind of surge with its reports in the order of arrival."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    title: Short
    description: Annotated[str, Field(min_length=10, max_length=300)]
    minutes: int = Field(ge=1, le=480)
    false_finding: Annotated[str, Field(min_length=20, max_length=400)]
    report: tuple[Part, ...] = Field(min_length=3, max_length=20)


def load_surges(directory: Path, scenarios: Sequence[str]) -> dict[str, Surge]:
    """All surges by id in the order of their files; raises ValueError naming the file and what is wrong with it."""
    found: dict[str, Surge] = {}
    for path in sorted(directory.glob("*.toml")):
        try:
            surge = Surge.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise ValueError(f"{path.name}: {error}") from error
        unknown = [part.scenario for part in surge.report if part.scenario not in scenarios]
        if unknown or surge.report[0].kind != "first" or surge.id != path.stem:
            raise ValueError(
                f"{path.name}: skenario tidak dikenal {unknown}, atau laporan pertama bukan kind first, atau id lain"
            )
        found[surge.id] = surge
    return found


def tell_surge(
    generator: Generator, surge: Surge, seed: str, person: int, numbers: Sequence[str], times: Sequence[datetime]
) -> list[Report]:
    """The reports of one sandbox's surge: each from a seed of its own; `numbers` and `times` give one for each part."""
    told: list[Report] = []
    first_event: Event | None = None
    for at, (part, number, received) in enumerate(zip(surge.report, numbers, times, strict=True)):
        same = part.kind == "duplicate"
        how = Told(person, number, received, part.desk, told[0].number if same else None, same)
        like = first_event if part.kind in ("duplicate", "linked") else None
        report, event = generator.tell((seed, "surge", surge.id, person, at), part.scenario, how, like)
        first_event = first_event or event
        told.append(replace(report, truth=_truth(surge, part, report, told)))
    return told


def _truth(surge: Surge, part: Part, report: Report, told: Sequence[Report]) -> dict[str, Any]:
    """The hidden truth with what the surge knows: what to tie it to, or that checking finds nothing."""
    truth: dict[str, Any] = {**report.truth, "surge": surge.id, "surge_kind": part.kind}
    if part.desk == "baruga":
        truth |= {"targets": report.truth.get("targets") or [report.truth["holder"] or report.truth["owner"]]}
    if part.kind == "duplicate":
        truth |= {"right_link": told[0].number, "duplicate_desk": told[0].desk}
    elif part.kind == "linked":
        truth |= {"related_to": told[0].number}
    elif part.kind == "false":
        finding = surge.false_finding.replace("{tempat}", str(report.truth["place"]))
        finding = finding.replace("{d+1}", long_date(report.received.date()))
        truth |= {"finding": finding, "facts": finding, "right_act": "archive", "archive_reason": "no_evidence"}
    return truth
