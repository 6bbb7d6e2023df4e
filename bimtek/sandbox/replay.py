"""Rebuild projections from the journal: the proof that nothing else is truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.acting import columns_of, initial_state, refresh_next_event, state_of, stream
from bimtek.sandbox.branching import BROUGHT
from bimtek.sandbox.domain.case import FIELDS, fold
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.provisioning import ARRIVED, seal_of


def differences(session: Session) -> Iterator[tuple[str, str]]:
    """(where, what) for each report whose stored projection is not what its journal folds to, and for each sandbox
    whose arrived reports no longer carry the seal they were opened with."""
    for sandbox_id, main in session.execute(select(Sandbox.id, Sandbox.branch_of).order_by(Sandbox.id)).all():
        entries = journal.entries_of(session, f"sandbox/{sandbox_id}")
        cases = session.scalars(select(Case).where(Case.sandbox_id == sandbox_id).order_by(Case.ordinal)).all()
        if main is None:
            yield from _unsealed(sandbox_id, entries, list(cases))
        else:
            yield from _untrue(sandbox_id, entries, list(cases), journal.entries_of(session, f"sandbox/{main}"))
        about: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for entry in entries:
            about[entry.about].append((entry.number, entry.data))
        for case in cases:
            yield from _different(case, about[f"case/{case.id}"])


def rebuild(session: Session) -> int:
    """Write every case's projection anew from its journal: after an update that gave projections new columns. Returns how
    many cases changed."""
    changed = 0
    for sandbox in session.scalars(select(Sandbox).order_by(Sandbox.id)).all():
        about: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for entry in journal.entries_of(session, stream(sandbox)):
            about[entry.about].append((entry.number, entry.data))
        for case in session.scalars(select(Case).where(Case.sandbox_id == sandbox.id)):
            told = fold(initial_state(case), about[f"case/{case.id}"])
            if told != state_of(case):
                changed += 1
                for name, value in columns_of(told).items():
                    setattr(case, name, value)
        refresh_next_event(session, sandbox)
    return changed


def _different(case: Case, entries: list[tuple[int, Any]]) -> Iterator[tuple[str, str]]:
    told, stored = fold(initial_state(case), entries), state_of(case)
    for name in FIELDS:
        if getattr(told, name) != getattr(stored, name):
            yield (
                f"laporan {case.number}",
                f"{name} tersimpan {getattr(stored, name)!r}, menurut jurnal {getattr(told, name)!r}",
            )


def _untrue(
    branch_id: int, entries: list[Entry], cases: list[Case], first_run: list[Entry]
) -> Iterator[tuple[str, str]]:
    """A branch holds the reports it was opened with, and its copies name entries of the first run that still stand."""
    where, seals = f"cabang {branch_id}", {e.data["number"]: e.data["seal"] for e in entries if e.kind == BROUGHT}
    here = {case.number: seal_of([(case.number, case.filed_title, case.body)]) for case in cases}
    if not seals or any(here.get(number) != seal for number, seal in seals.items()):
        yield where, "isi laporan tidak sama dengan segel pembukaannya"
    hashes = {entry.number: entry.hash for entry in first_run}
    sources = [entry.data[journal.COPIED_FROM] for entry in entries if journal.COPIED_FROM in entry.data]
    if any(hashes.get(source["number"]) != source["hash"] for source in sources):
        yield where, "salinan catatan tidak sama dengan catatan jalan pertama"


def _unsealed(sandbox_id: int, entries: list[Entry], cases: list[Case]) -> Iterator[tuple[str, str]]:
    opening = entries[0] if entries else None
    arrived = [(case.number, case.filed_title, case.body) for case in cases if case.origin == ARRIVED]
    if opening is None or opening.data.get("seal") != seal_of(arrived):
        yield f"sandbox {sandbox_id}", "isi laporan tidak sama dengan segel pembukaannya"
