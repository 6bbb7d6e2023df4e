"""What a judge of replies takes and gives: the case, the criteria, the flags, the judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

MAX_REPLY = 12_000  # characters of a reply that are read: three pages; the rest cannot make it better
MAX_FIELD = 6_000  # characters of one field of a case that are read

CRITERIA: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "salutation": ("Sapaan", 1),
        "empathy": ("Empati", 1),
        "substance": ("Pokok masalah", 2),
        "finding": ("Hasil pemeriksaan", 2),
        "action": ("Tindakan", 2),
        "timeframe": ("Waktu", 2),
        "authority": ("Kewenangan", 2),
        "channel": ("Saluran lanjutan", 1),
        "language": ("Bahasa", 2),
    }
)

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "leaks_reporter": "Membuka identitas pelapor",
        "names_accused": "Menuduh orang sebelum ada pemeriksaan",
        "overpromises": "Menjanjikan yang di luar kuasa instansi",
        "blames_citizen": "Menyalahkan atau menekan warga",
        "internal_note": "Memuat catatan internal",
        "hollow": "Kosong: cocok untuk laporan apa saja",
    }
)

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "send": "Layak dikirim",
        "improve": "Perbaiki dahulu",
        "reject": "Tidak boleh dikirim",
    }
)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported: known to the officer, never to the readers of the public page."""

    name: str = ""
    nik: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReplyCase:
    """The case a reply is judged against, with what is hidden from the public."""

    case_id: str = ""
    platform: str = "lapor"
    channel: str = ""
    title: str = ""
    body: str = ""
    anonymous: bool = False
    secret: bool = False
    reporter: Reporter = field(default_factory=Reporter)
    place: str = ""
    topic: str = ""
    classification: str = ""
    owner: str = ""
    officer_office: str = ""
    received: date | None = None
    facts: str = ""

    @property
    def protected(self) -> bool:
        """True when the reporter asked that the name stays hidden."""
        return self.anonymous or self.secret

    @staticmethod
    def from_mapping(data: Mapping[str, object]) -> ReplyCase:
        """A case from parsed JSON; what is missing or of another type becomes empty, long fields are cut."""
        person = data.get("reporter")
        person = person if isinstance(person, Mapping) else {}
        return ReplyCase(
            **{
                name: _text(data.get(name))
                for name in (
                    "case_id",
                    "platform",
                    "channel",
                    "title",
                    "body",
                    "place",
                    "topic",
                    "classification",
                    "owner",
                    "officer_office",
                    "facts",
                )
            },
            anonymous=data.get("anonymous") is True,
            secret=data.get("secret") is True,
            reporter=Reporter(
                **{name: _text(person.get(name)) for name in ("name", "nik", "phone", "email", "address")}
            ),
            received=_day(data.get("received")),
        )


@dataclass(frozen=True, slots=True)
class Because:
    """Why a level was given: the passage that decided it, the reason, and one better sentence for this case."""

    passage: str
    start: int
    end: int
    reason: str
    better: str


@dataclass(frozen=True, slots=True)
class ReplyJudgement:
    """Levels per criterion, flags, verdict, and the reason behind each of them."""

    levels: dict[str, int]
    flags: dict[str, bool]
    verdict: str
    because: dict[str, Because]

    @property
    def labels(self) -> dict[str, int | bool | str]:
        """The judgement in the flat form of the label files."""
        return {**self.levels, **self.flags, "verdict": self.verdict}

    @property
    def share(self) -> float:
        """The share of points earned, between 0 and 1, every criterion weighing the same."""
        return sum(self.levels[key] / top for key, (_, top) in CRITERIA.items()) / len(CRITERIA)


def _text(value: object) -> str:
    return value[:MAX_FIELD] if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
