"""What the judge of a whole report takes and gives: the report, the rules around it, criteria, critical errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bimtek.modules.domain.judging.reply.types import Because, ReplyCase, ReplyJudgement
from bimtek.sandbox.domain.ppid_content import PpidContent
from bimtek.workshops.domain.calendar import WorkingCalendar

RUBRIC_VERSION = "u6-3"
MAXIMUM = 4
#: Mastery (DESIGN section 6): no criterion below 3 of 4 and a mean of at least 3.2 of 4.
MASTERY_EACH, MASTERY_MEAN = 3 / 4, 0.8

CRITERIA: Mapping[str, str] = {
    "class": "Klasifikasi",
    "category": "Kategori",
    "owner": "Kewenangan dan tujuan disposisi",
    "completeness": "Kelengkapan laporan",
    "identity": "Perlindungan identitas",
    "timeliness": "Ketepatan waktu",
    "reply": "Isi balasan",
    "closing": "Penutupan",
    "link": "Laporan ganda dan tautan",
    "act": "Tindakan dan buktinya",
    "registration": "Pendaftaran dan tanda terima",
    "harm_test": "Uji konsekuensi",
    "decision": "Keputusan atas permohonan",
    "notice": "Isi pemberitahuan tertulis",
    "handover": "Penyerahan informasi",
    "objection": "Jawaban keberatan",
    "bridge": "Meja yang tepat",
    "pace": "Lama warga menunggu",
    "notice_language": "Bahasa pemberitahuan",
}

CRITICAL: Mapping[str, str] = {
    "leaked_identity": "Identitas pelapor terbuka",
    "missed_deadline": "Tenggat penyelesaian terlewat",
    "refused_without_ground": "Ditolak tanpa dasar",
    "wrong_authority": "Salah kewenangan tanpa diteruskan",
    "closed_without_answer": "Berakhir tanpa jawaban yang berisi",
    "exempt_given": "Informasi yang dikecualikan terbuka",
    "missed_answer": "Batas jawaban menurut undang-undang terlewat",
}


class Clocks(Protocol):
    """What judging asks of the deadlines."""

    @property
    def calendar(self) -> WorkingCalendar: ...

    def is_late(self, due: date, at: datetime) -> bool: ...

    def first_follow_up_due(self, verified: datetime) -> date: ...


@dataclass(frozen=True, slots=True)
class Office:
    """A unit as a person may write it."""

    name: str
    short: str = ""
    also: tuple[str, ...] = ()
    level: str = "kabupaten"

    @property
    def full(self) -> str:
        """Name with its short form: how a reply's judge is told who the owner is."""
        return f"{self.name} ({self.short})" if self.short and self.short not in self.name else self.name


@dataclass(frozen=True, slots=True)
class Rules:
    """What a judgement needs beside the report: clocks, category names, units, class names, the judge of replies, and what
    the law asks of a written notice (None: its parts are not judged)."""

    clocks: Clocks
    categories: Mapping[str, str]
    offices: Mapping[str, Office]
    classes: Mapping[str, str]
    judge: Callable[[ReplyCase, str], ReplyJudgement]
    ppid: PpidContent | None = None

    def office(self, unit_id: str | None) -> str:
        """The name of a unit, or the id itself when it is not known."""
        known = self.offices.get(unit_id or "")
        return known.name if known else (unit_id or "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What came in, as the officer reads it: never changes. Of the cases around it judging knows by number: the one that
    this one truly repeats (`first_number`), one that only looks alike, and those that truly repeat this one."""

    number: str
    title: str
    body: str
    channel: str
    anonymous: bool
    secret: bool
    place: str
    received_at: datetime
    reporter: Mapping[str, Any]
    desk: str = "lapor"
    first_number: str = ""
    like_number: str = ""
    repeated_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: `level` None means not judged yet; `applies` False means it has no place in this report."""

    key: str
    level: int | None
    reason: str
    fact: str = ""
    rule: str = ""
    better: str = ""
    applies: bool = True
    maximum: int = MAXIMUM

    @property
    def label(self) -> str:
        """The name on screen."""
        return CRITERIA[self.key]

    @property
    def judged(self) -> bool:
        """Whether it counts."""
        return self.applies and self.level is not None


@dataclass(frozen=True, slots=True)
class Critical:
    """A critical error: it fails the report whatever else was good. `passage` is the part of the answer at fault."""

    code: str
    fact: str
    rule: str
    better: str
    entry: int = 0
    passage: str = ""

    @property
    def title(self) -> str:
        """The name on screen."""
        return CRITICAL[self.code]


@dataclass(frozen=True, slots=True)
class ReplyMark:
    """The judgement of the latest public answer, kept with its text so that passages can be shown in it."""

    entry: int
    text: str
    at: datetime
    levels: Mapping[str, int]
    flags: Mapping[str, bool]
    verdict: str
    because: Mapping[str, Mapping[str, Any]]
    share: float

    @staticmethod
    def of(entry: int, text: str, at: datetime, judged: ReplyJudgement) -> ReplyMark:
        """Keep what the judge of replies said."""
        because = {key: _plain(reason) for key, reason in judged.because.items()}
        return ReplyMark(
            entry, text, at, dict(judged.levels), dict(judged.flags), judged.verdict, because, judged.share
        )


def _plain(reason: Because) -> dict[str, Any]:
    # By hand: dataclasses.asdict copies deeply and costs a tenth of judging the reply.
    return {
        "passage": reason.passage,
        "start": reason.start,
        "end": reason.end,
        "reason": reason.reason,
        "better": reason.better,
    }


@dataclass(frozen=True, slots=True)
class Notice:
    """The written answer to an applicant, kept with its text so that it can be shown beside its criteria."""

    entry: int
    title: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseJudgement:
    """All criteria in order, the answer's mark, critical errors, and the sum of what was judged so far."""

    criteria: tuple[Criterion, ...]
    criticals: tuple[Critical, ...]
    reply: ReplyMark | None
    ended: bool
    notice: Notice | None = None

    @property
    def share(self) -> float:
        """Mean share of the points of all criteria judged so far, 0..1."""
        judged = [(item.level or 0) / item.maximum for item in self.criteria if item.judged]
        return sum(judged) / len(judged) if judged else 0.0

    @property
    def complete(self) -> bool:
        """Whether every criterion that applies has been judged."""
        return all(item.judged for item in self.criteria if item.applies)

    @property
    def mastered(self) -> bool:
        """Whether the report counts as mastered (MASTERY_EACH, MASTERY_MEAN, no critical error, nothing open)."""
        each = all((item.level or 0) / item.maximum >= MASTERY_EACH for item in self.criteria if item.applies)
        return self.complete and each and self.share >= MASTERY_MEAN and not self.criticals

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key."""
        return next(item for item in self.criteria if item.key == key)
