"""What the PPID desk knows of the law: read from seed/ppid, where Diskominfo corrects it, and checked as a whole.

Every statement names its source. A source with the words `belum dipastikan` is practice that nobody has confirmed yet:
show it as such, and do not fail anybody by it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

UNCONFIRMED = "belum dipastikan"
#: With these words a post begins. Whoever holds it is never written down: the content names no person.
POSTS = ("Kepala", "Sekretaris", "Direktur", "Inspektur", "Camat", "Lurah", "Manajer", "Asisten", "PPID", "Staf")

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{1,58}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600)]
Decision = Literal["grant", "grant_part", "refuse", "not_held"]
Gap = Literal["identity", "address", "contact", "proxy", "detail", "purpose", "decree"]
Applicant = Literal["person", "group", "legal_entity"]
GroundLetter = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
ObjectionLetter = Literal["a", "b", "c", "d", "e", "f", "g"]
RoleKey = Literal["petugas", "ppid", "atasan"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(_Frozen):
    """A statement with the place it comes from."""

    source: Annotated[Text, Field(min_length=10)]

    @property
    def unconfirmed(self) -> bool:
        """Whether the source itself says that some of it is practice nobody has confirmed."""
        return UNCONFIRMED in self.source


class Ground(Sourced):
    """One of the ten grounds for keeping information closed (Pasal 17)."""

    letter: GroundLetter
    name: Text
    explanation: Text
    example: Text


class Objection(Sourced):
    """One of the seven grounds on which an applicant may object (Pasal 35)."""

    letter: ObjectionLetter
    name: Text
    explanation: Text


class NoticePart(Sourced):
    """A part of a written notice: a decision requires it, or only advises it."""

    key: Key
    name: Text
    explanation: Text
    required_for: tuple[Decision, ...] = ()
    advised_for: tuple[Decision, ...] = ()

    @model_validator(mode="after")
    def _belongs_to_some_decision(self) -> NoticePart:
        if not self.required_for and not self.advised_for:
            raise ValueError("required_for atau advised_for harus menyebut sedikitnya satu putusan")
        if both := set(self.required_for) & set(self.advised_for):
            raise ValueError(f"putusan {', '.join(sorted(both))} tidak boleh wajib dan sekaligus dianjurkan")
        return self


class Column(Sourced):
    """One column of a register, in the order of the book."""

    key: Key
    name: Text


class RequestPart(Sourced):
    """One part of a valid request; `gaps` are the words a scenario uses when this part is lacking."""

    key: Key
    name: Text
    explanation: Text
    filled_by: Literal["officer", "applicant"]
    gaps: tuple[Gap, ...] = ()
    only_for: tuple[Applicant, ...] = ()


class Annex(Sourced):
    """What one kind of applicant attaches to the form."""

    applicant: Applicant
    name: Text


class DipEntry(_Frozen):
    """One line of the list of public information. Exempt information never stands in it."""

    id: Key
    summary: Text
    unit: Key
    person_in_charge: Text
    made_at: dt.date
    place: Text
    form: Annotated[tuple[Literal["hardcopy", "softcopy"], ...], Field(min_length=1)]
    retention: Text
    information_class: Literal["berkala", "serta_merta", "setiap_saat"]

    @field_validator("person_in_charge")
    @classmethod
    def _is_a_post(cls, value: str) -> str:
        if not value.startswith(POSTS):
            raise ValueError(f"'{value}' bukan jabatan; mulai dengan salah satu dari {', '.join(POSTS)}")
        return value


class Duty(Sourced):
    """One thing a role does."""

    what: Text


class Role(Sourced):
    """A role at the desk, the post that usually holds it, and its duties."""

    key: RoleKey
    name: Text
    holder: Text
    duties: Annotated[tuple[Duty, ...], Field(min_length=1)]


class PpidContent(_Frozen):
    """All content of the PPID desk, read once and never changed."""

    grounds: tuple[Ground, ...]
    objections: tuple[Objection, ...]
    answer_parts: tuple[NoticePart, ...]
    refusal_parts: tuple[NoticePart, ...]
    request_register: tuple[Column, ...]
    objection_register: tuple[Column, ...]
    request_parts: tuple[RequestPart, ...]
    annexes: tuple[Annex, ...]
    dip: tuple[DipEntry, ...]
    dip_source: str
    roles: tuple[Role, ...]

    def ground(self, letter: str) -> Ground | None:
        """The ground of this letter of Pasal 17, or None."""
        return next((ground for ground in self.grounds if ground.letter == letter), None)

    def objection(self, letter: str) -> Objection | None:
        """The objection of this letter of Pasal 35, or None."""
        return next((objection for objection in self.objections if objection.letter == letter), None)

    def entry(self, entry_id: str) -> DipEntry | None:
        """The entry of the list of public information with this id, or None."""
        return next((entry for entry in self.dip if entry.id == entry_id), None)

    def role(self, key: str) -> Role | None:
        """The role of this key, or None."""
        return next((role for role in self.roles if role.key == key), None)

    def notice_parts(self, decision: str) -> tuple[NoticePart, ...]:
        """The parts a notice with this decision must or should have; a refusal has those of the refusal notice too."""
        known = (*self.answer_parts, *self.refusal_parts)
        return tuple(part for part in known if decision in (*part.required_for, *part.advised_for))


#: File, tables in it, and the field of the content each table fills.
_TABLES = (
    ("grounds.toml", "ground", "grounds", Ground),
    ("objections.toml", "objection", "objections", Objection),
    ("answer_parts.toml", "answer", "answer_parts", NoticePart),
    ("answer_parts.toml", "refusal", "refusal_parts", NoticePart),
    ("register.toml", "request", "request_register", Column),
    ("register.toml", "objection", "objection_register", Column),
    ("request_parts.toml", "part", "request_parts", RequestPart),
    ("request_parts.toml", "annex", "annexes", Annex),
    ("dip.toml", "entry", "dip", DipEntry),
    ("roles.toml", "role", "roles", Role),
)
_FILES = tuple(dict.fromkeys(file for file, _, _, _ in _TABLES))


def load_ppid_content(directory: Path) -> PpidContent:
    """The content of a directory such as seed/ppid; raises ValueError naming every fault of every file."""
    faults: list[str] = []
    read = {file: _read(directory / file, faults) for file in _FILES}
    filled: dict[str, Any] = {}
    for file, table, field, kind in _TABLES:
        raw = read[file]
        if raw is not None:
            filled[field] = _rows(raw.get(table), kind, f"{file} {table}", faults)
    for file, raw in read.items():
        known = {table for name, table, _, _ in _TABLES if name == file} | ({"source"} if file == "dip.toml" else set())
        faults.extend(f"{file}: tabel '{name}' tidak dikenal" for name in (raw or {}) if name not in known)
    filled["dip_source"] = (read["dip.toml"] or {}).get("source")
    if read["dip.toml"] is not None and not isinstance(filled["dip_source"], str):
        faults.append("dip.toml: source belum diisi")
    if not faults:
        faults += _whole_faults(filled)
    if faults:
        raise ValueError("; ".join(faults))
    return PpidContent(**filled)


def _read(path: Path, faults: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(f"{path.name}: berkas tidak ada")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: {error}")
    return None


def _rows(raw: Any, kind: type[_Frozen], where: str, faults: list[str]) -> tuple[_Frozen, ...]:
    if not isinstance(raw, list) or not raw:
        faults.append(f"{where}: tidak ada tabel [[{where.rsplit(maxsplit=1)[-1]}]]")
        return ()
    rows: list[_Frozen] = []
    for number, row in enumerate(raw, start=1):
        try:
            rows.append(kind.model_validate(row))
        except ValidationError as error:
            for item in error.errors():
                steps = ".".join(str(step) for step in item["loc"])
                faults.append(f"{where} {number} {steps}: {item['msg']}".replace(" :", ":"))
    return tuple(rows)


def _whole_faults(filled: dict[str, Any]) -> list[str]:
    """Faults that show only when all rows of a table are seen together."""
    faults = _letter_faults("grounds.toml", filled["grounds"], get_args(GroundLetter))
    faults += _letter_faults("objections.toml", filled["objections"], get_args(ObjectionLetter))
    for file, _, field, kind in _TABLES:
        name = "id" if kind is DipEntry else "key" if "key" in kind.model_fields else ""
        if name:
            counted = Counter(getattr(row, name) for row in filled[field])
            faults += [f"{file}: {name} '{value}' ganda" for value, times in counted.items() if times > 1]
    held = {role.key for role in filled["roles"]}
    faults += [f"roles.toml: peran '{key}' tidak ada" for key in get_args(RoleKey) if key not in held]
    covered = {gap for part in filled["request_parts"] for gap in part.gaps}
    faults += [f"request_parts.toml: kekurangan '{gap}' tidak dipakai" for gap in get_args(Gap) if gap not in covered]
    attached = {annex.applicant for annex in filled["annexes"]}
    faults += [
        f"request_parts.toml: lampiran untuk '{kind}' tidak ada" for kind in get_args(Applicant) if kind not in attached
    ]
    required = {decision for part in filled["answer_parts"] for decision in part.required_for}
    faults += [
        f"answer_parts.toml: tidak ada bagian wajib untuk putusan '{decision}'"
        for decision in get_args(Decision)
        if decision not in required
    ]
    return faults


def _letter_faults(file: str, rows: Sequence[Any], letters: Sequence[str]) -> list[str]:
    found = [row.letter for row in rows]
    return [] if found == list(letters) else [f"{file}: huruf harus {', '.join(letters)}, tertulis {', '.join(found)}"]
