"""Lint the scenarios: everything that would spoil a class, told with file, line, field and what to do.

A fault must be mended; a warning must be looked at. Nothing here reads a database or changes a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from bimtek.sandbox.domain.deadlines import load_settings
from bimtek.sandbox.domain.generator_places import load_places
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.sandbox.domain.scenario_lint_corpus import corpus_findings
from bimtek.sandbox.domain.scenario_lint_dates import date_findings
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Reference, ScenarioFile
from bimtek.sandbox.domain.scenario_lint_schema import read_files
from bimtek.sandbox.domain.scenario_lint_truth import truth_findings
from bimtek.sandbox.domain.scenario_lint_variety import repeated_findings, variety_findings
from bimtek.sandbox.domain.scenario_lint_words import word_findings

__all__ = ["LintFinding", "Reference", "lint_files", "lint_seed", "load_reference"]


def lint_files(directory: Path, reference: Reference) -> list[LintFinding]:
    """The findings of each scenario in a folder and between them, by file and line."""
    files, findings = read_files(directory)
    return _in_order(findings + _of_files(files, reference))


def lint_seed(directory: Path, reference: Reference) -> list[LintFinding]:
    """The findings of a folder that must serve a whole class: those of its files, then what it lacks as a whole."""
    files, findings = read_files(directory)
    findings += _of_files(files, reference)
    return _in_order([*findings, *corpus_findings(files, reference, directory.name)])


def _of_files(files: Sequence[ScenarioFile], reference: Reference) -> list[LintFinding]:
    findings: list[LintFinding] = []
    for file in files:
        findings += truth_findings(file, reference)
        findings += date_findings(file, reference)
        findings += word_findings(file, reference)
        findings += variety_findings(file)
    return [*findings, *repeated_findings(files)]


def _in_order(findings: Sequence[LintFinding]) -> list[LintFinding]:
    return sorted(
        dict.fromkeys(findings), key=lambda finding: (finding.file, finding.line, finding.field, finding.message)
    )


def load_reference(seed_directory: Path) -> Reference:
    """What scenarios may refer to, read from a seed directory; a list of public information is optional there."""
    with (seed_directory / "units.toml").open("rb") as file:
        units = tomllib.load(file)["unit"]
    places = load_places(seed_directory / "places.toml")
    limits = load_settings(seed_directory / "deadlines.toml")
    named = [unit["name"] for unit in units] + [unit.get("short", "") for unit in units]
    named += [text for place in places for text in (place.name, place.district)]
    listed = seed_directory / "ppid" / "dip.toml"
    entries = None
    if listed.exists():
        entries = frozenset(str(row["id"]) for row in tomllib.loads(listed.read_text(encoding="utf-8"))["entry"])
    return Reference(
        levels={unit["id"]: unit["level"] for unit in units},
        categories=frozenset(load_categories(seed_directory / "categories.toml")),
        districts=frozenset(place.district for place in places),
        entries=entries,
        completion={str(kind): limit.days for kind, limit in limits.completion.items()},
        answer=limits.request["answer"].days,
        extension=limits.request["extension"].days,
        objection_answer=limits.request["objection_answer"].days,
        deferral_expiry=limits.deferral_expiry.days,
        place_words=frozenset(re.findall(r"\w+", " ".join(named))),
    )
