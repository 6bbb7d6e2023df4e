"""The units of competence at a glance: each unit's state, told from a person's letters of all units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bimtek.modules.domain.content import Content
from bimtek.modules.domain.progress import (
    DOING,
    DONE,
    FATAL,
    HELP,
    PASSED_OVER,
    SKIPPED,
    STATES,
    WAITING,
    is_done,
    is_over,
    of_unit,
)

_LETTERS: Mapping[str, str] = {state: letter for letter, state in STATES.items()}


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit of competence on the way to the certificate: state, word and how many parts are done."""

    code: str
    title: str
    evidence: str
    state: str
    done: int
    parts: int


def units(content: Content, everything: str) -> list[UnitProgress]:
    """All units of competence in order, from a person's letters of all units; one without content yet is "blocked" and said
    to be still to come."""
    found = []
    for unit in content.competencies:
        letters = of_unit(content, everything, unit.code) if content.module(unit.code) else ""
        done = sum(letter in DONE + SKIPPED for letter in letters)
        found.append(UnitProgress(unit.code, unit.title, unit.evidence, _unit_state(letters), done, len(letters)))
    return found


def unit_letters(content: Content, everything: str) -> str:
    """One letter for each unit with content, in the order of the path: a person's letters of all units at a glance."""
    letters = (of_unit(content, everything, module.code) for module in content.modules)
    return "".join(_LETTERS[_unit_state(part)] for part in letters)


def _unit_state(letters: str) -> str:
    if not letters:
        return "blocked"
    if is_done(letters):
        return "done"
    for letter in (FATAL, HELP):
        if letter in letters:
            return STATES[letter]
    if PASSED_OVER in letters and is_over(letters):
        return STATES[PASSED_OVER]
    return "doing" if set(letters) & {DONE, DOING, WAITING, PASSED_OVER} else "todo"
