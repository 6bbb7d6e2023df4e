"""The rows a certificate rests on, and the hash over them: chosen so that personal data can go and the chain stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bimtek.certification.domain.record import Piece, Record
from bimtek.certification.domain.statement import encoded

CRITERION, UNIT, PART, TEST, HALF_DAY, CASE, JOURNAL = (
    "criterion",
    "unit",
    "part",
    "test",
    "half_day",
    "case",
    "journal",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of evidence: what (`key` such as "criterion:identity"), in words, its value, where it stands ("case/12"), the
    journal entry behind it, and what else was known. No name of an officer ever enters one: people are numbers here."""

    key: str
    label: str
    value: str
    source: str
    stream: str = ""
    entry: int = 0
    entry_hash: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What kind of row it is."""
        return self.key.partition(":")[0]

    def digest(self) -> str:
        """The SHA-256 of the row: any changed field gives another one."""
        body = [
            self.key, self.label, self.value, self.source, self.stream, self.entry, self.entry_hash, dict(self.detail),
        ]  # fmt: skip
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def root(digests: Iterable[str]) -> str:
    """The hash over all rows in order: 128 bits of it are signed."""
    return encoded(hashlib.sha256("\n".join(digests).encode("ascii")).digest()[:16])


def written(level: float) -> str:
    """A level as rows and papers keep it: 3 or 3.2."""
    return f"{level:.2f}".rstrip("0").rstrip(".")


def rows_of(record: Record) -> list[Row]:
    """What a record rests on, without the entries of the journal, which only the journal knows: by criterion each level that
    counts, the cases that were mastered, units, tests, half days."""
    found = [_criterion(piece, level) for _key, rows in sorted(record.criteria.items()) for piece, level in rows]
    counting = {piece.case_id for rows in record.criteria.values() for piece, _level in rows}
    wanted = counting | set(record.of("cases").cases) | set(record.of("fatal").cases)
    found += [_case(piece) for piece in record.shown.pieces if piece.case_id in wanted]
    found += [Row(f"{UNIT}:{unit.code}", unit.title, unit.state, f"unit/{unit.code}") for unit in record.shown.units]
    for test in record.shown.tests:
        right, asked = test.procedure
        detail = {"procedure": [right, asked], "passed": test.passed}
        found.append(Row(f"{TEST}:{test.kind}", test.kind, f"{test.share:.4f}", f"sitting/{test.id}", detail=detail))
    for number, (name, state, _over) in enumerate(record.shown.half_days, 1):
        found.append(Row(f"{HALF_DAY}:{number}", name, state, f"half_day/{number}"))
    return found


def _criterion(piece: Piece, level: Any) -> Row:
    detail: dict[str, Any] = {"case": piece.number, "machine": level.machine, "fact": level.fact}
    if level.changed_by is not None:
        detail |= {
            "changed_by": level.changed_by,
            "reason": level.reason,
            "note": level.note,
            "mark_entry": level.entry,
        }
    return Row(
        f"{CRITERION}:{level.key}", level.label, written(level.level), f"case/{piece.case_id}", piece.stream, piece.entry,
        detail=detail,
    )  # fmt: skip


def _case(piece: Piece) -> Row:
    detail = {"title": piece.title, "unit": piece.unit, "session": piece.session, "criticals": list(piece.criticals)}
    value = "mastered" if piece.mastered else "fatal" if piece.criticals else "ended"
    return Row(
        f"{CASE}:{piece.number}", piece.number, value, f"case/{piece.case_id}", piece.stream, piece.entry, detail=detail
    )
