"""Read the scenario files of a folder for the linter: every fault of form with its line, in words of the writer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bimtek.sandbox.domain.scenario import Scenario
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, ScenarioFile, passages_of, places_in

#: pydantic's kind of fault: what is wrong and what to do; `{...}` are pydantic's own figures.
_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("bidang ini belum ada", "Tambahkan bidang ini."),
    "extra_forbidden": ("bidang ini tidak dikenal", "Betulkan ejaannya atau hapus barisnya."),
    "literal_error": ("nilainya tidak ada dalam daftar", "Pilih salah satu: {expected}."),
    "too_short": ("hanya {actual_length} isian", "Isi paling sedikit {min_length}."),
    "too_long": ("terlalu banyak isian", "Isi paling banyak {max_length}."),
    "string_too_short": ("teks terlalu pendek", "Tulis paling sedikit {min_length} huruf."),
    "string_too_long": ("teks terlalu panjang", "Tulis paling banyak {max_length} huruf."),
    "string_type": ("bukan teks", "Tulis sebagai teks di dalam tanda kutip."),
    "string_pattern_mismatch": ("bentuknya salah", "Pakai huruf kecil, angka, dan tanda hubung, 3 sampai 40 huruf."),
    "int_type": ("bukan bilangan bulat", "Tulis bilangan bulat tanpa tanda kutip."),
    "int_parsing": ("bukan bilangan bulat", "Tulis bilangan bulat tanpa tanda kutip."),
    "bool_parsing": ("bukan ya atau tidak", "Tulis true atau false tanpa tanda kutip."),
    "bool_type": ("bukan ya atau tidak", "Tulis true atau false tanpa tanda kutip."),
    "tuple_type": ("bukan daftar", "Tulis daftar di dalam kurung siku."),
    "greater_than_equal": ("bilangannya terlalu kecil", "Isi paling sedikit {ge}."),
    "less_than_equal": ("bilangannya terlalu besar", "Isi paling banyak {le}."),
    "model_type": ("bukan tabel", "Tulis sebagai tabel dengan nama di dalam kurung siku."),
}
_AT_LINE = re.compile(r"\(at line (\d+)")
#: Faults of phrases that the check of words tells with their own line.
_TOLD_ELSEWHERE = ("isian tidak dikenal", "kurung siku", "kurung kurawal")


def read_files(directory: Path) -> tuple[list[ScenarioFile], list[LintFinding]]:
    """All files of a folder in the order of their names, and the faults of their form."""
    files: list[ScenarioFile] = []
    findings: list[LintFinding] = []
    ids: dict[str, str] = {}
    for path in sorted(directory.glob("*.toml")):
        file, faults = _read(path)
        findings += faults
        if file is None:
            continue
        files.append(file)
        findings += _id_faults(file, path.stem, ids)
    return files, findings


def _id_faults(file: ScenarioFile, stem: str, ids: dict[str, str]) -> Iterator[LintFinding]:
    name = file.raw.get("id")
    if not isinstance(name, str):
        return
    if name != stem:
        yield file.at(
            "id", f"id '{name}' tidak sama dengan nama berkas", f'Tulis id = "{stem}" atau ganti nama berkas.'
        )
    if name in ids:
        yield file.at("id", f"id '{name}' sudah dipakai {ids[name]}", "Beri id lain.")
    ids.setdefault(name, file.name)


def _read(path: Path) -> tuple[ScenarioFile | None, list[LintFinding]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [LintFinding(path.name, line, "", "huruf tidak terbaca", "Simpan berkas sebagai UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place.group(1)) if place else text.count("\n") + 1
        advice = "Periksa tanda kutip, tanda sama dengan, tanggal, dan kurung di baris ini dan baris sebelumnya."
        return None, [LintFinding(path.name, line, "", f"bukan TOML yang sah: {error}", advice)]
    places = places_in(text)
    scenario, errors = None, []
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        errors = error.errors()
    file = ScenarioFile(path.name, raw, scenario, places, passages_of(raw, places))
    return file, [finding for item in errors for finding in _told(file, item)]


def _told(file: ScenarioFile, error: Any) -> Iterator[LintFinding]:
    field = ".".join(str(step) for step in error["loc"])
    if error["type"] == "value_error":
        message = str(error["ctx"]["error"])
        if not message.startswith(_TOLD_ELSEWHERE):
            yield file.at(_field_meant(file, field, message), message, "Samakan bidang-bidang yang disebut.")
        return
    what, advice = _WORDS.get(error["type"], (error["msg"], "Bandingkan dengan skenario lain yang sah."))
    figures = {name: value for name, value in (error.get("ctx") or {}).items() if name != "error"}
    if isinstance(figures.get("expected"), str):
        figures["expected"] = figures["expected"].replace(" or ", " atau ")
    yield file.at(field, what.format_map(figures), advice.format_map(figures))


def _field_meant(file: ScenarioFile, table: str, message: str) -> str:
    """The field a rule about several fields is told at: the first one it names that stands in the file, else the first."""
    named = [".".join(filter(None, (table, word))) for word in re.findall(r"[a-z_]+(?:\.[a-z_]+)?", message)]
    written = [name for name in named if name in file.places]
    known = [name for name in named if name.rpartition(".")[2] in Scenario.model_fields]
    return (written or known or [table])[0]
