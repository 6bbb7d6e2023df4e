"""What the pages of the mirror say: the words of criteria, modes, findings, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.debrief.domain.mirror import MirrorRow
from bimtek.debrief.domain.stage import Mode, Stage
from bimtek.debrief.domain.voting import SAME, A, B, Count
from bimtek.debrief.services import Refused
from bimtek.debrief.voting import Votes
from bimtek.modules.domain.judging.reply.types import CRITERIA

#: WITA, the wall's time.
WITA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion as a bar: the votes, their shares, and the rubric's levels (("", "") before the vote is closed)."""

    word: str
    count: Count
    shares: tuple[int, int, int]
    said: str
    levels: tuple[tuple[str, str], ...] = ()


def bars(mirror: MirrorRow, votes: Votes) -> list[Bar]:
    """One bar a criterion; with the rubric's view once the vote is closed."""
    told = mirror.stage is Stage.CLOSED
    return [
        Bar(criterion_word(count.criterion), count, count.shares(), ahead_words(count),
            tuple(_level(mirror.levels.get(letter, {}).get(count.criterion)) for letter in (A, B)) if told else ())
        for count in votes.counts
    ]  # fmt: skip


def _level(told: Mapping[str, Any] | None) -> tuple[str, str]:
    if not told:
        return "–", ""
    return _("%(n)d dari %(all)d", n=told["level"], all=told["of"]), _(told["reason"]) if told["reason"] else ""


def criterion_word(key: str) -> str:
    """A criterion's name on screen."""
    return str(_(CRITERIA[key][0])) if key in CRITERIA else key


def choice_words() -> list[tuple[str, str]]:
    """What can be chosen on a criterion, in the order of the ballot."""
    return [(A, _("A lebih baik")), (SAME, _("Sama kuat")), (B, _("B lebih baik"))]


def ahead_words(count: Count) -> str:
    """Which reply the hall prefers on one criterion."""
    return {
        "": _("Belum ada suara"),
        A: _("A lebih banyak dipilih"),
        B: _("B lebih banyak dipilih"),
        SAME: _("Sama kuat"),
    }[count.ahead]


def people_words(people: int, of: int) -> str:
    """How many have voted."""
    return ngettext(
        "%(num)d dari %(of)d peserta sudah memilih", "%(num)d dari %(of)d peserta sudah memilih", people, of=of
    )


def mode_words() -> list[tuple[str, str]]:
    """What the wall may be told to show."""
    return [
        (Mode.AUTO.value, _("Otomatis")), (Mode.TASK.value, _("Tugas")), (Mode.MIRROR.value, _("Dua balasan")),
        (Mode.RESULT.value, _("Hasil suara")), (Mode.PAUSE.value, _("Istirahat")),
    ]  # fmt: skip


def refused_words(why: Refused) -> str:
    """Why an act on the mirror was not done."""
    return {
        Refused.NOTHING: _("Belum ada dua balasan yang disiapkan."),
        Refused.LEAKS: _(
            "Belum dapat ditampilkan: masih ada yang membuka identitas. Ubah bagian yang ditandai di bawah."
        ),
        Refused.OPENED: _("Dua balasan lain masih di layar. Singkirkan dahulu."),
    }[why]


def until_of(typed: str, wall: datetime) -> datetime | None:
    """The wall instant (naive UTC) of a time of this day in WITA; None when it is no time, or is over."""
    try:
        at = time.fromisoformat(typed.strip()[:5].replace(".", ":"))
    except ValueError:
        return None
    until = datetime.combine((wall + WITA).date(), at) - WITA
    return until if until > wall else None
