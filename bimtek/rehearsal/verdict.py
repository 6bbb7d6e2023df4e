"""What a rehearsal says in the end: will the hall hold, and if not, where it pinches and what helps. Plain figures in, plain
words out."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: Goals: 95 % of pages under a second, nothing lost, nobody turned away, all in within a minute.
SLOW, MEMORY_GOAL = 1.0, 400.0
MOST_FAULTS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: how often it was asked for, seconds in the middle, at 95 of 100, and at worst."""

    name: str
    asked: int
    median: float
    p95: float
    worst: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. `unconfirmed` is what the server said it had and the database does not hold, `twice` what it holds
    more than once; `memory` in MB, None where it cannot be read."""

    people: int
    joined: int
    join_seconds: float
    minutes: float
    kinds: tuple[Kind, ...]
    sent: int
    unconfirmed: int
    twice: int
    faults: tuple[str, ...]
    memory: float | None
    kilobytes_per_page: float
    sound: bool


@dataclass(slots=True)
class Verdict:
    """Whether the hall will hold, and the sentences that say why."""

    holds: bool
    words: list[str] = field(default_factory=list)


def kinds_of(times: Mapping[str, Sequence[float]]) -> tuple[Kind, ...]:
    """The kinds of page, the slowest first."""
    found = [
        Kind(name, len(took), statistics.median(took), percentile(took, 95), max(took))
        for name, took in times.items()
        if took
    ]
    return tuple(sorted(found, key=lambda kind: (-kind.p95, kind.name)))


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` of 100 do not exceed (nearest rank); raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def under_goal(times: Mapping[str, Sequence[float]]) -> float:
    """The share of all pages that came within a second, 1.0 when none was asked for."""
    everything = [second for took in times.values() for second in took]
    return sum(second < SLOW for second in everything) / len(everything) if everything else 1.0


def verdict_of(figures: Figures, share: float) -> Verdict:
    """The verdict in plain words; `share` of all pages came within a second."""
    it = Verdict(True)

    def say(good: bool, yes: str, no: str) -> None:
        it.holds = it.holds and good
        it.words.append(yes if good else no)

    say(
        figures.joined == figures.people,
        f"Semua {figures.people} peserta masuk dalam {figures.join_seconds:.0f} detik.",
        f"Hanya {figures.joined} dari {figures.people} peserta berhasil masuk.",
    )
    say(
        share >= 0.95,
        f"{_percent(share)} halaman datang dalam kurang dari satu detik.",
        f"Hanya {_percent(share)} halaman datang dalam satu detik; paling lambat: {_slowest(figures.kinds)}. Tutup program"
        " lain di laptop ini, sambungkan ke listrik, atau bagi kelas menjadi dua sesi.",
    )
    lost = figures.unconfirmed + figures.twice
    say(
        lost == 0,
        f"Tidak ada tindakan yang hilang dari {figures.sent} yang diterima server.",
        f"{figures.unconfirmed} tindakan hilang dan {figures.twice} tercatat dua kali dari {figures.sent}. Jangan dipakai sebelum"
        " ini diperbaiki.",
    )
    say(
        not figures.faults, "Tidak ada permintaan yang gagal.", f"Ada permintaan yang gagal: {_faults(figures.faults)}."
    )
    say(figures.sound, "Catatan jurnal utuh.", "Catatan jurnal tidak utuh; jalankan: python -m bimtek check.")
    if figures.memory is not None:
        say(
            figures.memory <= MEMORY_GOAL,
            f"Memori server {figures.memory:.0f} MB.",
            f"Memori server {figures.memory:.0f} MB; siapkan laptop dengan memori lebih besar.",
        )
    return it


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _slowest(kinds: Sequence[Kind]) -> str:
    return ", ".join(f"{kind.name} {kind.p95:.1f} detik".replace(".", ",") for kind in kinds[:3])


def _faults(faults: Sequence[str]) -> str:
    named = [f"{words} ({times} kali)" for words, times in Counter(faults).most_common(MOST_FAULTS_NAMED)]
    return ", ".join(named)
