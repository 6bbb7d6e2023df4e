"""Sample replies with reference levels, on which trainers tune their eyes before they touch a real mark."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, VERDICTS, ReplyCase


@dataclass(frozen=True, slots=True)
class Sample:
    """One reply to a case of some sector, and what the reference gives it."""

    code: str
    sector: str
    case: ReplyCase
    text: str
    levels: Mapping[str, int]
    flags: tuple[str, ...]
    verdict: str


def load_samples(folder: Path) -> dict[str, Sample]:
    """The samples of seed/calibration by code, in the order of their files; raises ValueError for one whose reference
    does not fit the rubric."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            read = tomllib.load(file)
        told = read["reference"]
        sample = Sample(
            read["code"], read["sector"], ReplyCase.from_mapping({**read["case"], "case_id": read["code"]}),
            read["reply"]["text"], told["levels"], tuple(told["flags"]), told["verdict"],
        )  # fmt: skip
        fault = _fault(sample)
        if fault or sample.code != path.stem:
            raise ValueError(f"{path.name}: {fault or 'kode tidak sama dengan nama berkas'}")
        found[sample.code] = sample
    return found


def _fault(sample: Sample) -> str:
    if set(sample.levels) != set(CRITERIA):
        return "tingkat acuan harus memuat kesembilan kriteria"
    if any(not 0 <= level <= CRITERIA[key][1] for key, level in sample.levels.items()):
        return "tingkat acuan di luar skala"
    if sample.verdict not in VERDICTS or not set(sample.flags) <= set(FLAGS):
        return "putusan atau tanda acuan tidak dikenal"
    return ""


def differences(mine: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    """How much higher (+) or lower (-) the others' level is than mine, for each criterion both gave."""
    return {key: others[key] - level for key, level in mine.items() if key in others}
