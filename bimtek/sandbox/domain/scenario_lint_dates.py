"""Days that cannot be: in scenarios (30 Februari, a finding after the action) and in the table of holidays."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bimtek.sandbox.domain.generator_values import DAYS, MONTHS
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Passage, Reference, ScenarioFile

FIRST_YEAR, LAST_YEAR = 2000, 2100
#: Longer than this a matter of one day, or a lasting state, is no longer told as news (calendar days).
LONGEST = {"event": 730, "state": 2920}

_MONTH_NUMBER = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | {"pebruari": 2, "nopember": 11}
_DAY_WORDS = "|".join(DAYS)
_MONTH_WORDS = "|".join(_MONTH_NUMBER)
_WORDED = re.compile(
    rf"(?:\b({_DAY_WORDS}),?\s+(?:tanggal\s+|tgl\.?\s+)?)?\b(\d{{1,2}})\s+({_MONTH_WORDS})\b(?:\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_YEAR = re.compile(r"\b(?:tahun|sejak|thn\.?|th\.)\s+(\d{4})\b(?!\.\d)", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:UU|UUD|PP|Perpres|Keppres|Inpres|Perda|Perbup|Perki|Permen\w*|Undang-Undang|Peraturan)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:jam|pukul)\s+(\d{1,2})(?:[.:](\d{2}))?(?![\d.])", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"\b({_DAY_WORDS}|\{{hari\}}),?\s+(?:tanggal\s+)?\{{d[+-]\d{{1,2}}\}}", re.IGNORECASE)
_DAY_SLOT = re.compile(r"\{d([+-]\d{1,2})\}")
_AHEAD = re.compile(r"\{d\+0*[1-9]\d?\}")


def date_findings(file: ScenarioFile, reference: Reference) -> Iterator[LintFinding]:
    """Impossible days of one scenario, in its words and between its parts."""
    for passage in file.passages:
        yield from _written_dates(file, passage)
        if passage.table in ("say", "facts") or passage.field == "request.purposes":
            yield from _ahead(file, passage)
    yield from _order(file)
    yield from _since(file)
    if file.scenario:
        yield from _limits(file, reference)


def day_numbers(text: str) -> list[int]:
    """The working days a text counts from receipt: `{d+3}` is 3, `{d-3}` is -3."""
    return [int(number) for number in _DAY_SLOT.findall(text)]


def _ahead(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    for match in _AHEAD.finditer(passage.text):
        message = f"warga menyebut {match.group()}, hari yang belum tiba saat laporan diterima"
        yield file.on(passage, message, "Pakai {tgl}, {hari}, atau {lama}.", offset=match.start())


def _written_dates(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    text = passage.text
    for offset, message, advice, warning in (*_days_in(text), *_years_in(text), *_clocks_in(text)):
        yield file.on(passage, message, advice, offset=offset, warning=warning)


def _days_in(text: str) -> Iterator[tuple[int, str, str, bool]]:
    for match in _WORDED.finditer(text):
        weekday, day, month, year = match.groups()
        number = _MONTH_NUMBER[month.lower()]
        yield from _day(match.start(), match.group(), (int(year) if year else None, number, int(day)), weekday)
    for match in _FIGURES.finditer(text):
        yield from _day(match.start(), match.group(), (int(match[4]), int(match[3]), int(match[1])), None)
    for match in _ISO.finditer(text):
        yield from _day(match.start(), match.group(), (int(match[1]), int(match[2]), int(match[3])), None)
    for match in _NAMED_DAY.finditer(text):
        advice = "Hapus nama harinya: hari dari isian {d+N} berbeda tiap kelas."
        yield match.start(), f"nama hari '{match.group(1)}' tidak dapat dipastikan di depan tanggal", advice, False


def _day(
    offset: int, words: str, numbers: tuple[int | None, int, int], weekday: str | None
) -> Iterator[tuple[int, str, str, bool]]:
    year, month, day = numbers
    try:
        date = dt.date(2000 if year is None else year, month, day)  # 2000 is a leap year
    except ValueError:
        yield offset, f"tanggal '{words}' tidak ada di kalender", "Tulis tanggal yang ada.", False
        return
    if year is None:
        if (month, day) == (2, 29):
            yield offset, f"tanggal '{words}' tidak ada setiap tahun", "Pakai tanggal lain atau sebut tahunnya.", True
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        yield offset, f"tahun {year} di luar {FIRST_YEAR} sampai {LAST_YEAR}", "Betulkan tahunnya.", False
    elif weekday and DAYS[date.weekday()].lower() != weekday.lower():
        yield offset, f"'{words}' jatuh pada hari {DAYS[date.weekday()]}", "Betulkan nama hari atau tanggalnya.", False


def _years_in(text: str) -> Iterator[tuple[int, str, str, bool]]:
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        if not FIRST_YEAR <= year <= LAST_YEAR and not _LAW.search(text[: match.start()]):
            advice = "Betulkan tahunnya, atau pakai {tahun}, {tahun_lalu}, atau {tahun_depan}."
            yield match.start(), f"tahun {year} di luar {FIRST_YEAR} sampai {LAST_YEAR}", advice, False


def _clocks_in(text: str) -> Iterator[tuple[int, str, str, bool]]:
    for match in _CLOCK.finditer(text):
        if int(match.group(1)) > 24 or int(match.group(2) or 0) > 59:
            yield match.start(), f"'{match.group()}' bukan jam yang ada", "Tulis jam 0 sampai 24.", False


def _order(file: ScenarioFile) -> Iterator[LintFinding]:
    office = file.raw.get("office")
    texts = office if isinstance(office, dict) else {}
    found, done = (day_numbers(str(texts.get(name, ""))) for name in ("finding", "action"))
    if found and done and max(found) > max(done):
        message = f"temuan pada {{d{max(found):+}}} lebih lambat daripada tindakan terakhir {{d{max(done):+}}}"
        yield file.at("office.finding", message, "Majukan pemeriksaan atau mundurkan tindakan.")


def _since(file: ScenarioFile) -> Iterator[LintFinding]:
    span = file.raw.get("since_days")
    if not isinstance(span, list) or not all(isinstance(days, int) for days in span) or len(span) != 2:
        return
    if file.scenario is None and (span[0] < 0 or span[0] > span[1]):
        yield file.at(
            "since_days", f"rentang {span} terbalik atau negatif", "Isi [paling sedikit, paling banyak] hari lalu."
        )
    most = LONGEST.get(str(file.raw.get("timing", "state")))
    if most and span[1] > most:
        message = f"kejadian sampai {span[1]} hari lalu tidak masuk akal untuk timing ini"
        yield file.at("since_days", message, f"Isi paling banyak {most} hari.")


def _limits(file: ScenarioFile, reference: Reference) -> Iterator[LintFinding]:
    """The last date of the action lies within the limit of the class, or of the request."""
    days, why, advice = _limit(file, reference)
    for name in ("action", "better_reply"):
        late = [day for day in day_numbers(str(file.raw["office"].get(name, ""))) if day > days]
        if late:
            message = f"tindakan pada {{d+{max(late)}}} melewati batas {days} hari kerja {why}"
            yield file.at(f"office.{name}", message, advice)


def _limit(file: ScenarioFile, reference: Reference) -> tuple[int, str, str]:
    scenario = file.scenario
    assert scenario is not None  # noqa: S101 -- the caller asks for valid scenarios only
    if scenario.request or scenario.right_act == "to_request":
        extended = scenario.request is None or bool(scenario.request.extension)
        days, why = reference.answer + (reference.extension if extended else 0), "jawaban PPID"
        advice = (
            "Majukan tanggalnya." if extended else "Majukan tanggalnya, atau isi request.extension dengan alasannya."
        )
    elif scenario.right_act == "to_objection":
        days, why, advice = reference.objection_answer, "jawaban keberatan", "Majukan tanggalnya."
    else:
        days, why = reference.completion[scenario.report_class], f"untuk {scenario.report_class}"
        advice = "Majukan tanggalnya atau betulkan report_class."
    if scenario.right_act == "defer":  # the clock stands while the reporter completes
        days, why = days + reference.deferral_expiry, f"{why} ditambah masa kelengkapan"
    return days, why, advice


def calendar_findings(path: Path, years: Iterable[int], covers: Callable[[int], bool] | None) -> list[LintFinding]:
    """Impossible days in the table of holidays, and a warning for each year whose list is not loaded.

    `covers` says whether a year's list is complete; None when the table itself cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        listed = tomllib.loads(text).get("year", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place.group(1)) if place else 1
        return [
            LintFinding(path.name, line, "", f"tidak terbaca: {error}", "Betulkan tanggal atau tanda di baris ini.")
        ]
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    findings = [finding for entry in entries for finding in _year_faults(path.name, text, entry)]
    for year in sorted(set(years)):
        if covers and not covers(year):
            message = (
                f"daftar libur nasional dan cuti bersama tahun {year} belum lengkap: hitungan ke tahun itu tidak pasti"
            )
            advice = f"Tambahkan [[year]] untuk {year} dari SKB Tiga Menteri."
            findings.append(LintFinding(path.name, 0, "year", message, advice, warning=True))
    return findings


def _year_faults(name: str, text: str, entry: dict[str, Any]) -> Iterator[LintFinding]:
    year = entry.get("year")
    start = re.search(rf"^\s*year\s*=\s*{re.escape(str(year))}\s*(#.*)?$", text, re.MULTILINE)
    offset = start.start() if start else 0
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        yield _in_table(name, text, offset, "year", f"tahun {year} di luar {FIRST_YEAR} sampai {LAST_YEAR}")
    seen: set[str] = set()
    for field in ("holidays", "joint_leave"):
        days = entry.get(field)
        if not isinstance(days, list):
            yield _in_table(name, text, offset, field, "daftar ini belum ada")
            continue
        for day in days:
            at = text.find(str(day), offset)
            if fault := _holiday_fault(str(day), year, seen):
                yield _in_table(name, text, max(at, offset), field, fault)
            seen.add(str(day))


def _holiday_fault(day: str, year: object, seen: set[str]) -> str | None:
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return f"tanggal '{day}' tidak ada di kalender"
    if date.year != year:
        return f"tanggal {day} berada di daftar tahun {year}"
    return f"tanggal {day} tertulis dua kali" if day in seen else None


def _in_table(name: str, text: str, offset: int, field: str, message: str) -> LintFinding:
    advice = 'Tulis "TTTT-BB-HH" menurut SKB Tiga Menteri, sekali saja, di tahunnya.'
    return LintFinding(name, text.count("\n", 0, offset) + 1, field, message, advice)
