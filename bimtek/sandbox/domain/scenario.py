"""What a simulated report may be about: the scenarios of seed/scenarios, read and checked as a whole.

A scenario holds the hidden truth (class, category, owner, competence, right first act, what the office finds) and the
words in which citizens tell it. A faulty file is reported with all its faults; nothing is guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from bimtek.sandbox.domain.phrasing import compile_phrase, phrase_fault, slots_in
from bimtek.sandbox.domain.scenario_parts import (
    ArchiveReason,
    Content,
    HiddenFact,
    Missing,
    Office,
    Protection,
    Reactions,
    ReportClass,
    Request,
    Say,
    SecondMatter,
    Short,
)

#: Slots every text may use; `{d+3}` and `{d-3}` (working days after and before receipt) come on top.
_PLACE_SLOTS = {"di", "desa", "nama_desa", "kec", "nama_kec", "tempat", "patokan", "dusun"}
_TIME_SLOTS = {"lama", "tgl", "jam", "hari", "bulan", "tahun", "tahun_lalu", "tahun_depan", "waktu"}
_PEOPLE_SLOTS = {"oknum", "nama", "nik", "hp", "rt", "rw", "alamat", "panggilan"}
_OFFICE_SLOTS = {"nomor", "pemilik", "pemegang", "hal", "temuan", "tindakan", "kewenangan"}
STANDARD_SLOTS = frozenset(_PLACE_SLOTS | _TIME_SLOTS | _PEOPLE_SLOTS | _OFFICE_SLOTS)
#: The first acts that may be right, by desk.
RIGHT_ACTS = {
    "lapor": {"dispose", "defer", "not_our_authority", "archive", "handle", "split", "to_request", "to_objection"},
    "baruga": {"dispose", "defer", "archive", "transfer"},
    "ppid": {"register", "defer"},
}


class Scenario(Content):
    """One kind of report with its hidden truth and its language."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    title: Short
    topic: Short
    desk: Literal["lapor", "baruga", "ppid"] = "lapor"
    report_class: ReportClass
    filed_as: tuple[Literal["complaint", "aspiration", "information_request"], ...] = Field(min_length=1)
    category: Short
    category_also: tuple[Short, ...] = ()
    owner: Short
    owner_also: tuple[Short, ...] = ()
    targets: tuple[Short, ...] = ()
    competence: Literal["own", "other"]
    level: Literal["kabupaten", "provinsi", "nasional"]
    holder: str | None = None
    right_act: Literal[
        "dispose",
        "defer",
        "not_our_authority",
        "archive",
        "handle",
        "split",
        "to_request",
        "to_objection",
        "transfer",
        "register",
    ]
    archive_reason: ArchiveReason | None = None
    missing: Missing | None = None
    urgency: Literal["normal", "urgent"] = "normal"
    sensitive: bool = False
    weight: int = Field(default=2, ge=1, le=6)
    tone: Literal["complaint", "question", "wish", "praise", "bare"] = "complaint"
    timing: Literal["state", "event", "none"] = "state"
    place_given: Literal["full", "village_only", "regency"] = "full"
    spot: bool = True
    twice_named: bool = False
    since_days: tuple[int, int] = (3, 90)
    districts: tuple[str, ...] = ()
    traps: tuple[Short, ...] = ()
    evidence: tuple[Short, ...] = ()
    protection: Protection = Protection()
    slots: Mapping[str, Annotated[tuple[str, ...], Field(min_length=2)]] = {}
    care: Literal["", "abuse", "grief"] = ""
    facts: tuple[HiddenFact, ...] = ()
    second: SecondMatter | None = None
    request: Request | None = None
    say: Say
    office: Office
    reactions: Reactions

    @model_validator(mode="after")
    def _truth_is_consistent(self) -> Scenario:
        if (self.competence == "other") != (self.holder is not None):
            raise ValueError("holder diisi jika dan hanya jika competence = other")
        if self.desk == "lapor" and (self.right_act == "not_our_authority") != (self.competence == "other"):
            raise ValueError("right_act not_our_authority hanya untuk competence = other")
        if self.desk != "ppid" and (self.right_act == "defer") != (self.missing is not None):
            raise ValueError("missing diisi jika dan hanya jika right_act = defer")
        if (self.right_act == "archive") != (self.archive_reason is not None):
            raise ValueError("archive_reason diisi jika dan hanya jika right_act = archive")
        if not 0 <= self.since_days[0] <= self.since_days[1] <= 4000:
            raise ValueError("since_days harus urut antara 0 dan 4000")
        if self.tone != "bare" and (len(self.say.ask) < 4 or len(self.say.harm) < 5):
            raise ValueError("ask perlu 4 dan harm perlu 5 kalimat, kecuali tone = bare")
        return self

    @model_validator(mode="after")
    def _fits_its_desk(self) -> Scenario:
        if self.right_act not in RIGHT_ACTS[self.desk]:
            raise ValueError(f"right_act {self.right_act} tidak ada di meja {self.desk}")
        if self.desk == "lapor" and len(self.say.titles) < 4:
            raise ValueError("say.titles perlu 4 judul di meja lapor")
        if (self.desk == "ppid") != (self.request is not None):
            raise ValueError("tabel [request] diisi jika dan hanya jika desk = ppid")
        if self.request and (self.right_act == "defer") != bool(self.request.incomplete):
            raise ValueError("request.incomplete diisi jika dan hanya jika right_act = defer")
        if (self.desk == "baruga" and self.right_act == "dispose") != bool(self.targets):
            raise ValueError("targets diisi jika dan hanya jika desk = baruga dan right_act = dispose")
        if (self.right_act == "split") != (self.second is not None):
            raise ValueError("tabel [second] diisi jika dan hanya jika right_act = split")
        return self

    @model_validator(mode="after")
    def _phrases_hold(self) -> Scenario:
        known = STANDARD_SLOTS | self.slots.keys()
        faults: list[str] = []
        for text in self.texts():
            if fault := phrase_fault(text):
                faults.append(fault)
                continue
            unknown = [name for name in slots_in(compile_phrase(text)) if name not in known and not is_day_slot(name)]
            faults.extend(f"isian tidak dikenal: {{{name}}} dalam '{text[:50]}'" for name in unknown)
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def texts(self) -> Iterable[str]:
        """Every phrase of the scenario, for checks."""
        for part in (self.say, self.office, self.reactions):
            for value in part.__dict__.values():
                yield from (value,) if isinstance(value, str) else value
        for fact in self.facts:
            yield from fact.told
        if self.second:
            yield self.second.matter
        if self.request:
            yield from self.request.purposes
            told = self.request
            yield from (told.exempt, told.if_opened, told.if_closed, told.material, told.extension)


def is_day_slot(name: str) -> bool:
    """Whether a slot names a day counted from receipt: `d+3`, `d-20` (at most 99 working days away)."""
    return name[:2] in {"d+", "d-"} and name[2:].isdigit() and len(name) <= 4


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one content file."""

    file: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scenarios that could be read and the faults of those that could not."""

    scenarios: tuple[Scenario, ...]
    faults: tuple[Fault, ...]


def load_scenarios(directory: Path) -> Loaded:
    """All scenarios of a directory in the order of their file names; reports every fault of every file."""
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for path in sorted(directory.glob("*.toml")):
        try:
            scenario = Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(Fault(path.name, "", str(error)))
        except ValidationError as error:
            faults += [
                Fault(path.name, ".".join(str(step) for step in item["loc"]), item["msg"]) for item in error.errors()
            ]
        else:
            if scenario.id in seen or scenario.id != path.stem:
                faults.append(Fault(path.name, "id", f"id '{scenario.id}' ganda atau tidak sama dengan nama berkas"))
            else:
                seen.add(scenario.id)
                scenarios.append(scenario)
    return Loaded(tuple(scenarios), tuple(faults))


def reference_faults(
    scenarios: Iterable[Scenario], units: Collection[str], categories: Collection[str], districts: Collection[str]
) -> tuple[Fault, ...]:
    """Units, categories and districts that a scenario names but the other content does not hold."""
    faults = []
    for scenario in scenarios:
        checks = [("owner", scenario.owner, units), ("category", scenario.category, categories)]
        checks += [("holder", scenario.holder, units)] if scenario.holder else []
        checks += [("districts", name, districts) for name in scenario.districts]
        checks += [("category_also", name, categories) for name in scenario.category_also]
        checks += [("owner_also", name, units) for name in scenario.owner_also]
        checks += [("targets", name, units) for name in scenario.targets]
        if scenario.second:
            checks += [("second.owner", scenario.second.owner, units)]
            checks += [("second.category", scenario.second.category, categories)]
        faults += [
            Fault(f"{scenario.id}.toml", field, f"'{value}' tidak ada dalam data rujukan")
            for field, value, known in checks
            if value not in known
        ]
    return tuple(faults)


def load_categories(path: Path) -> dict[str, str]:
    """Category id to its name with its topic, in the order of the file. Source: category tree of the platform, 2025."""
    with path.open("rb") as file:
        rows = tomllib.load(file)["category"]
    return {str(row["id"]): f"{row['topic']} > {row['name']}" for row in rows}
