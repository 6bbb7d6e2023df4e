"""Is the seed as a whole enough for a class: how many scenarios, which desks, which decisions, one owner a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Reference, ScenarioFile

FEWEST_SCENARIOS, FEWEST_REQUESTS = 60, 8
_DESKS = {"lapor": "SP4N-LAPOR!", "baruga": "Baruga Sulsel", "ppid": "PPID"}
_DECISIONS = {"refuse": "ditolak", "grant_part": "dikabulkan sebagian"}


def corpus_findings(files: Sequence[ScenarioFile], reference: Reference, folder: str) -> Iterator[LintFinding]:
    """What the scenarios lack together; told at the folder, without a line."""
    scenarios = [file.scenario for file in files if file.scenario]
    if len(scenarios) < FEWEST_SCENARIOS:
        yield _whole(
            folder, "", f"hanya {len(scenarios)} skenario yang sah", f"Sediakan paling sedikit {FEWEST_SCENARIOS}."
        )
    desks = Counter[str](scenario.desk for scenario in scenarios)
    for desk, name in _DESKS.items():
        if not desks[desk]:
            yield _whole(
                folder, "desk", f"tidak ada skenario untuk meja {name}", f'Tulis skenario dengan desk = "{desk}".'
            )
    if desks["ppid"] < FEWEST_REQUESTS:
        yield _whole(
            folder, "desk", f"hanya {desks['ppid']} skenario PPID", f"Sediakan paling sedikit {FEWEST_REQUESTS}."
        )
    decisions = {scenario.request.decision for scenario in scenarios if scenario.request}
    for decision, words in _DECISIONS.items():
        if decision not in decisions:
            advice = f'Tulis skenario dengan decision = "{decision}".'
            yield _whole(folder, "request.decision", f"tidak ada permohonan yang {words}", advice)
    owned: dict[str, list[ScenarioFile]] = {}
    for file in files:
        if file.scenario and file.scenario.owner in reference.levels:
            owned.setdefault(file.scenario.topic.casefold(), []).append(file)
    for topic, told in owned.items():
        owners = {file.scenario.owner for file in told if file.scenario}
        if len(owners) > 1:
            message = f"topik '{topic}' dimiliki {', '.join(sorted(owners))}, juga di {told[0].name}"
            yield told[-1].at("topic", message, "Samakan owner atau bedakan topic.", warning=True)


def _whole(folder: str, field: str, message: str, advice: str) -> LintFinding:
    return LintFinding(folder, 0, field, message, advice)
