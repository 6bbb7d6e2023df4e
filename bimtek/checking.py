"""Is this installation sound? Seed, settings, chains, projections: what `python -m bimtek check` looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR, Settings
from bimtek.journal import services as journal
from bimtek.modules.marking import scenarios_used
from bimtek.sandbox import digitising, replay
from bimtek.sandbox import services as sandbox
from bimtek.sandbox.domain.scenario import load_scenarios, reference_faults
from bimtek.workshops import services as workshops


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is sound, and what is wrong in words."""

    what: str
    sound: bool
    words: str


def check_all(session: Session, settings: Settings) -> Iterator[Finding]:
    """Every check in order; one that cannot run is a finding that is not sound."""
    yield from check_seed()
    yield from _guarded("settings", lambda: _settings(settings))
    if not inspect(session.get_bind()).has_table("journal_entry"):
        yield Finding("database", False, "Basis data belum dibuat. Jalankan: python -m bimtek migrate")
        return
    yield from _guarded("chains", lambda: _chains(session))
    yield from _guarded("projections", lambda: _projections(session))


def check_seed() -> Iterator[Finding]:
    """The content alone; needs no database."""
    yield from _guarded("seed", _seed)


def _guarded(what: str, look: Callable[[], list[str]]) -> Iterator[Finding]:
    try:
        faults = look()
    except Exception as error:  # noqa: BLE001 -- whatever stops a check is what the organiser must read
        faults = [f"{type(error).__name__}: {error}"]
    if not faults:
        yield Finding(what, True, "utuh")
    for fault in faults:
        yield Finding(what, False, fault)


def _seed() -> list[str]:
    """All content loads, and what it names exists: scenarios' units, categories and districts, exercises' scenarios."""
    loaded = load_scenarios(SEED_DIR / "scenarios")
    units = {unit.id for unit in workshops.units()}
    broken = [
        *loaded.faults,
        *reference_faults(loaded.scenarios, units, sandbox.world().categories, digitising.districts()),
    ]
    faults = [f"{fault.file} {fault.where}: {fault.message}" for fault in broken]
    known = {scenario.id for scenario in loaded.scenarios}
    faults.extend(f"latihan memakai skenario {name} yang tidak ada" for name in sorted(scenarios_used() - known))
    return faults


def _settings(settings: Settings) -> list[str]:
    faults = []
    if len(settings.secret_key) < 32:
        faults.append("Kunci rahasia lebih pendek dari 32 huruf.")
    if not SEED_DIR.is_dir():
        faults.append("Folder seed tidak ditemukan.")
    return faults


def _chains(session: Session) -> list[str]:
    return [f"{b.stream} catatan {b.number}: {b.why}" for b in journal.check_chains(session)]


def _projections(session: Session) -> list[str]:
    """Each report's stored state equals what its journal says, and each sandbox still holds the reports it was sealed with."""
    faults: dict[str, list[str]] = defaultdict(list)
    for where, why in replay.differences(session):
        faults[where].append(why)
    return [f"{where}: {', '.join(whys)}" for where, whys in faults.items()]
