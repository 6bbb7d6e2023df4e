"""Is this installation sound? Seed, settings, chains, projections: what `python -m bimtek check` looks at."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bimtek.certification import verifying
from bimtek.config import SEED_DIR, Settings
from bimtek.journal import services as journal
from bimtek.modules import marking, review_projection, standing
from bimtek.modules.domain.content import Content
from bimtek.modules.domain.kinds.worksheet import Surroundings
from bimtek.modules.domain.robots import LONGEST, SHORTEST, Fault, Stage, faults_of
from bimtek.sandbox import baruga_page, pictures, replay
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.deadlines import load_settings
from bimtek.sandbox.domain.generator_plan import ARRIVAL_DAYS
from bimtek.sandbox.domain.scenario_lint_dates import calendar_findings
from bimtek.sandbox.domain.scenario_linting import LintFinding, lint_seed, load_reference
from bimtek.sandbox.provisioning import generator
from bimtek.workshops import corrections
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.calendar import WorkingCalendar, load_calendar

#: Robots play in the hall's own week: the demo class of seed/demo_class.toml.
ROBOTS_START = datetime(2026, 11, 9, 9, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is sound, and what is wrong in words; content names its place too."""

    what: str
    sound: bool
    words: str
    content: LintFinding | None = None


def check_all(session: Session, settings: Settings) -> Iterator[Finding]:
    """Every check in order; one that cannot run is a finding that is not sound. Warnings about content stay out."""
    yield from (finding for finding in check_seed() if not (finding.sound and finding.content))
    yield from _guarded("settings", lambda: _settings(settings))
    if not inspect(session.connection()).has_table("journal_entry"):
        yield Finding("database", False, "Basis data belum dibuat. Jalankan: python -m bimtek migrate")
        return
    yield from _guarded("chains", lambda: _chains(session))
    yield from _guarded("corrections", lambda: corrections.faults(session))
    yield from _guarded("projections", lambda: _projections(session))
    yield from _guarded("pictures", lambda: _pictures(session, settings))
    yield from _guarded("certificates", lambda: _certificates(session))


def check_seed(years: Collection[int] = ()) -> Iterator[Finding]:
    """The content alone; needs no database. `years` are those a class will count in, else the demo class's."""
    found: list[LintFinding] = []

    def look() -> list[str]:
        found.extend(_seed(years))
        return []

    broken = [finding for finding in _guarded("seed", look) if not finding.sound]
    yield from broken
    yield from (Finding("seed", finding.warning, _in_words(finding), finding) for finding in found)
    if not broken and all(finding.warning for finding in found):
        yield Finding("seed", True, "utuh")


def as_row(finding: Finding) -> dict[str, object]:
    """A finding for machines; one about content names file, line, field, message, advice and severity too."""
    row: dict[str, object] = {"what": finding.what, "sound": finding.sound, "words": finding.words}
    if told := finding.content:
        row |= {"file": _path(told), "line": told.line, "field": told.field, "message": told.message}
        row |= {"advice": told.advice, "severity": "warning" if told.warning else "fault"}
    return row


def _guarded(what: str, look: Callable[[], list[str]]) -> Iterator[Finding]:
    try:
        faults = look()
    except Exception as error:  # noqa: BLE001 -- whatever stops a check is what the organiser must read
        faults = [f"{type(error).__name__}: {error}"]
    if not faults:
        yield Finding(what, True, "utuh")
    for fault in faults:
        yield Finding(what, False, fault)


def _seed(years: Collection[int]) -> list[LintFinding]:
    """All content loads and holds: the table of holidays, the scenarios, the scenarios that exercises use."""
    path = SEED_DIR / "calendar.toml"
    try:
        calendar = load_calendar(path)
    except (ValueError, TypeError, KeyError) as error:
        dates = calendar_findings(path, (), None)
        unread = LintFinding(path.name, 0, "", f"daftar libur tidak terbaca: {error}", "Bandingkan dengan tahun lain.")
        findings = dates or [unread]
    else:
        findings = calendar_findings(path, years or _demo_years(calendar), calendar.covers)
    findings += lint_seed(SEED_DIR / "scenarios", load_reference(SEED_DIR))
    known = {path.stem for path in (SEED_DIR / "scenarios").glob("*.toml")}
    findings += [
        LintFinding("modules", 0, "", f"latihan memakai skenario {name} yang tidak ada", "Tulis skenarionya.")
        for name in sorted(marking.scenarios_used() - known)
    ]
    return findings


def _certificates(session: Session) -> list[str]:
    """Every certificate that was issued still rests on what was signed; the numbers have no gap."""
    return [
        f"{row.number}: {fault.code} {fault.about} [{fault.row}]"
        for row, faults in verifying.check_all(session)
        for fault in faults
    ]


def check_modules() -> Iterator[Finding]:
    """Robots play every exercise of seed/modules well and carelessly; readings and test items are looked at too."""
    content, calendar = marking.content(), workshops.calendar()
    day = calendar.nth_after(ROBOTS_START.date(), 1)
    now = datetime.combine(day, ROBOTS_START.time())
    around = Surroundings(generator(), calendar, marking.rules(), SEED_DIR, now, 3)
    faults = [Fault(name, words) for name, words in _reading_faults(content)]
    faults += faults_of(content, Stage(sandboxes.world(), around))
    for module in content.modules:
        own = [fault for fault in faults if fault.part.lower().startswith(module.code.lower())]
        words = "; ".join(f"{fault.part}: {fault.words}" for fault in own) or "setiap latihan dapat diselesaikan"
        yield Finding(module.code, not own, words)
    for fault in faults:
        if not fault.part.lower().startswith("u"):
            yield Finding(fault.part, False, fault.words)


def _reading_faults(content: Content) -> Iterator[tuple[str, str]]:
    for module in content.modules:
        words = len((SEED_DIR / "modules" / module.reading).read_text(encoding="utf-8").split())
        if not SHORTEST <= words <= LONGEST:
            yield module.code, f"bacaan {words} kata; harus {SHORTEST} sampai {LONGEST}"


def _demo_years(calendar: WorkingCalendar) -> Collection[int]:
    """From the first morning of the demo class to the end of the longest deadline of its last report."""
    with (SEED_DIR / "demo_class.toml").open("rb") as file:
        first: date = tomllib.load(file)["starts_on"]
    longest = max(limit.days for limit in load_settings(SEED_DIR / "deadlines.toml").completion.values())
    return range(first.year, calendar.due_date(first, ARRIVAL_DAYS + longest).year + 1)


def _in_words(finding: LintFinding) -> str:
    """File, line, field, what is wrong, what to do: one line for people."""
    place = _path(finding) + (f":{finding.line}" if finding.line else "")
    return f"{' '.join(filter(None, (place, finding.field)))}: {finding.message}. {finding.advice}"


def _path(finding: LintFinding) -> str:
    beside = finding.file in ("scenarios", "calendar.toml", "modules")
    return f"seed/{finding.file}" if beside else f"seed/scenarios/{finding.file}"


def _settings(settings: Settings) -> list[str]:
    faults = []
    if len(settings.secret_key) < 32:
        faults.append("Kunci rahasia lebih pendek dari 32 huruf.")
    if not SEED_DIR.is_dir():
        faults.append("Folder seed tidak ditemukan.")
    return faults


def _chains(session: Session) -> list[str]:
    return [f"{b.stream} catatan {b.number}: {b.why}" for b in journal.check_chains(session)]


def _pictures(session: Session, settings: Settings) -> list[str]:
    """Each picture that the journal names is kept, byte for byte."""
    named = baruga_page.all_pictures(session)
    return [
        *(
            f"Foto {sha256} tidak ada lagi di folder pictures."
            for sha256 in pictures.missing(settings.instance_dir, named)
        ),
        *(f"Foto {sha256} berubah sejak dikirim." for sha256 in pictures.altered(settings.instance_dir, named)),
    ]


def _projections(session: Session) -> list[str]:
    """Each report's stored state and each trainer's mark equal what the journal says, each sandbox still holds the reports
    it was sealed with, and each row of the board is what attempts and judged reports add up to."""
    faults: dict[str, list[str]] = defaultdict(list)
    found = chain(replay.differences(session), review_projection.differences(session), standing.differences(session))
    for where, why in found:
        faults[where].append(why)
    return [f"{where}: {', '.join(whys)}" for where, whys in faults.items()]
