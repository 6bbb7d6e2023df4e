"""Simulated reports on a worksheet: drawn by the seed, shown as the officer reads them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from textwrap import shorten

from bimtek.modules.domain.judging.types import Facts
from bimtek.modules.domain.kinds.worksheet import Material, Surroundings
from bimtek.sandbox.domain.generator import Report

#: How a report is called at its desk, and what protection it carries.
CALLED = {"lapor": "Laporan", "baruga": "Aduan", "ppid": "Permohonan"}
_TRIES = 60


def draw(scenarios: Sequence[str], count: int, seed: str, around: Surroundings, rng: Random) -> list[Report]:
    """`count` reports of different scenarios as long as there are enough; raises ValueError for an unknown scenario."""
    unknown = set(scenarios) - set(around.generator.scenario_ids)
    if unknown or not scenarios:
        raise ValueError(f"skenario tidak dikenal: {', '.join(sorted(unknown)) or 'kosong'}")
    order: list[str] = []
    while len(order) < count:
        order += rng.sample(list(scenarios), len(scenarios))
    return [make(name, f"{seed}|{n}", around) for n, name in enumerate(order[:count])]


def make(scenario: str, seed: str, around: Surroundings, *, secrets: bool = False) -> Report:
    """One report of a scenario; with `secrets` one whose text gives personal data away. Raises ValueError when the scenario
    never does."""
    for number in range(_TRIES if secrets else 1):
        report = around.generator.generate_case(f"{seed}|{number}", scenario, around.now, around.person)
        if not secrets or report.truth["sensitive_words"]:
            return report
    raise ValueError(f"skenario {scenario} tidak pernah memuat data pribadi")


def protection(report: Report) -> str:
    """The protection a reporter asked for, in the platform's words."""
    return "Anonim dan Rahasia" if report.anonymous and report.secret else (
        "Anonim" if report.anonymous else "Rahasia" if report.secret else "tanpa tanda"
    )  # fmt: skip


def material(report: Report, number: int | None = None) -> Material:
    """A report as it stands on a sheet: its title, its text, what the officer sees beside."""
    head = CALLED[report.desk] + (f" {number}" if number else "")
    facts = [("Judul", report.title)] if report.title else []
    facts += [("Lewat", report.channel)]
    facts += [("Perlindungan", protection(report))] if report.desk != "ppid" else []
    facts += [("Lokasi", report.place)] if report.place else []
    return Material(title=head, text=report.body, facts=tuple(facts))


def headed(report: Report, width: int = 60) -> str:
    """What a report is called in a list: its title, or how its text begins where the channel knows no titles."""
    return shorten(report.title.strip() or report.body, width, placeholder=" …")


def facts_of(report: Report) -> Facts:
    """A report as a judge reads it."""
    return Facts(
        report.number, report.title, report.body, report.channel, report.anonymous, report.secret, report.place,
        report.received, report.reporter, desk=report.desk,
    )  # fmt: skip
