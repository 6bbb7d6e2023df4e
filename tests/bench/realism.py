"""How close the generated texts are to real ones: prints our figures beside the published ones. `python -m tests.bench.realism`

Published: aggregates of an export of 2,127 reports of one regency, 2021-2024 (domain report 7.3, 3.3 and 3.4); no text of it
is kept. Near duplicates: pairs of one scenario whose sets of five successive words overlap by more than 0.6 (Jaccard).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from math import isnan
from statistics import median
from time import process_time

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.difficulty import difficulty
from bimtek.sandbox.domain.generator import Report, load_generator
from bimtek.workshops.domain.calendar import load_calendar

SHORT = r"\b(sy|tsb|tdk|dr|ga|tp|kalo|klo|dgn|utk|gak|sampe|sdh|blm|org|jg|krn|kpd|thn|hrs|bnyk|jgn|skrg)\b"
DATE = (
    r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{1,2} (januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|desember)\b"
)
#: Words or marks looked for, and the published share in a hundred.
MARKS: tuple[tuple[str, str, float], ...] = (
    ("mohon", r"\bmohon", 38), ("terima kasih", r"terima ?kasih|makasih", 31), ("pak/bu/min", r"\b(pak|bu|min)\b", 23),
    ("salam waktu", r"\b(selamat|met) (pagi|siang|sore|malam)", 11), ("assalamualaikum", r"assalam", 11),
    ("Yth", r"\byth", 8), ("tolong", r"\btolong", 11), ("yg", r"\byg\b", 17), ("singkatan lain", SHORT, 10),
    ("tanggal", DATE, 17), ("foto", r"\bfoto", 4), ("ancaman viral", r"viral|medsos|wartawan|demo di", 3),
    ("pungutan", r"pungli|pungut|ditagih|dimintai|diminta|calo|uang (komite|administrasi|rokok)", 8), ("RT/RW", r"\brt\.? ?\d", 12),
    ("16 digit", r"\b\d{16}\b", 3.8), ("nomor HP", r"\b08\d{8,11}\b", 1.2),
    ("partikel mi/ji/pi/ki, tabe'", r"\b(mi|ji|pi|ki|kodong)\b|tabe'", float("nan")),
)  # fmt: skip


SMALL = {"di", "dan", "ke", "yang", "dari"}


def share(reports: Sequence[Report], test: Callable[[Report], object]) -> float:
    """How many in a hundred reports pass the test."""
    return 100 * sum(1 for report in reports if test(report)) / len(reports)


def five_grams(body: str) -> frozenset[tuple[str, ...]]:
    """All runs of five words, without punctuation and case."""
    words = re.findall(r"\w+", body.lower())
    return frozenset(tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4)))


def near_duplicates(reports: Sequence[Report], limit: float = 0.6) -> list[tuple[Report, Report, float]]:
    """Pairs of different reports that say nearly the same, found over shared five-word runs."""
    grams = [five_grams(report.body) for report in reports]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, runs in enumerate(grams):
        for run in runs:
            holders[run].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in holders.values():
        if len(indexes) <= 60:  # a run that everybody uses tells nothing; a near duplicate shares rarer ones too
            shared.update((a, b) for at, a in enumerate(indexes) for b in indexes[at + 1 :])
    pairs = []
    for (a, b), count in shared.items():
        if count * 2.5 >= min(len(grams[a]), len(grams[b])):
            likeness = len(grams[a] & grams[b]) / len(grams[a] | grams[b])
            if likeness > limit:
                pairs.append((reports[a], reports[b], likeness))
    return sorted(pairs, key=lambda pair: -pair[2])


def title_case(title: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    return all(word[0].isupper() or not word[0].isalpha() or word in SMALL for word in title.split())


def figures(reports: Sequence[Report]) -> list[tuple[str, float, float]]:
    """Name, our figure, the published one."""
    words = [len(report.body.split()) for report in reports]
    rows = [
        ("kata, median", float(median(words)), 49),
        ("huruf, median", float(median(len(report.body) for report in reports)), 351),
        ("kurang dari 15 kata, %", share(reports, lambda report: len(report.body.split()) < 15), 12),
        ("judul, huruf median", float(median(len(report.title) for report in reports)), 32),
        ("judul Huruf Besar Awal, %", share(reports, lambda report: title_case(report.title)), 81),
        ("huruf besar semua, %", share(reports, lambda report: report.body.isupper()), 0.9),
    ]  # fmt: skip
    for name, pattern, published in MARKS:
        found = re.compile(pattern, re.IGNORECASE)
        rows.append((f"{name}, %", share(reports, lambda report, found=found: found.search(report.body)), published))
    for name, published, asked in (("Anonim", 40, (True, False)), ("Anonim|Rahasia", 27, (True, True)),
                                   ("Rahasia", 21, (False, True)), ("tanpa", 12, (False, False))):  # fmt: skip
        rows.append((f"{name}, %", share(reports, lambda r, asked=asked: (r.anonymous, r.secret) == asked), published))
    for name, channels, published in (
        ("web/app", {"Website", "Android"}, 50),
        ("SMS", {"SMS"}, 34),
        ("Instagram", {"Instagram"}, 17),
    ):
        lengths = [len(report.body.split()) for report in reports if report.channel in channels]
        rows.append((f"kata {name}, median", float(median(lengths)) if lengths else 0.0, published))
    return rows


#: Figures the sandbox promises to keep within a quarter of the published ones.
PROMISED = ("kata, median", "mohon, %", "terima kasih, %", "yg, %", "huruf besar semua, %", "tanggal, %", "RT/RW, %", "16 digit, %",
            "Anonim, %", "Anonim|Rahasia, %", "Rahasia, %", "tanpa, %")  # fmt: skip


def verdict(name: str, ours: float, published: float) -> str:
    """Whether a promised figure is within a quarter of the published one."""
    if name not in PROMISED:
        return ""
    return "dalam seperempat" if abs(ours - published) <= published / 4 else "DI LUAR SEPEREMPAT"


def spread(reports: Sequence[Report]) -> float:
    """The largest difference in difficulty between twins, as a share of the harder one."""
    points = {(r.person, r.case): difficulty(r.truth, r.body, r.desk) for r in reports}
    pairs = [(points[p, c], points[p - 1, c]) for p, c in points if p % 2 == 0]
    return max((abs(a - b) / max(a, b) for a, b in pairs), default=0.0)


def planted(first: Report, second: Report) -> bool:
    """Whether one of the two was made to repeat the other."""
    return first.person == second.person and second.case in (first.truth["duplicate_of"], first.truth["looks_like"])


def main() -> None:
    """Print the table and the uniqueness figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="realisme")
    parser.add_argument("--people", type=int, default=118)
    parser.add_argument("--cases", type=int, default=40)
    given = parser.parse_args()
    generator = load_generator(SEED_DIR, load_calendar(SEED_DIR / "calendar.toml").is_working_day)
    started = process_time()
    reports = [
        report
        for person in range(1, given.people + 1)
        for report in generator.generate(given.seed, person, given.cases, datetime(2026, 11, 9, 8))
    ]
    print(
        f"{len(reports)} laporan, {process_time() - started:.2f} s CPU, {len({r.scenario_id for r in reports})} skenario"
    )
    print(f"{'':32} {'LAPOR':>8} {'semua':>8}   {'terbit':>8}")
    everything = {name: ours for name, ours, _ in figures(reports)}
    for name, ours, published in figures([report for report in reports if report.desk == "lapor"]):
        shown = "" if isnan(published) else f"{published:8.1f}"
        print(f"{name:32} {ours:8.1f} {everything[name]:8.1f}   {shown}  {verdict(name, ours, published)}")
    print(
        f"isi berbeda {len({r.body for r in reports})}, judul+isi berbeda {len({(r.title, r.body) for r in reports})}"
    )
    pairs = [pair for pair in near_duplicates(reports) if not planted(*pair[:2]) and not planted(pair[1], pair[0])]
    print(f"hampir sama di luar pasangan yang ditanam (5 kata, Jaccard > 0,6): {len(pairs)} pasang")
    print(f"beda kesukaran kembar paling besar: {100 * spread(reports):.1f} %")
    for first, second, likeness in pairs[:5]:
        print(
            f"  {likeness:.2f} {first.scenario_id} {first.person}-{first.case} {second.person}-{second.case}: {first.body[:90]}"
        )


if __name__ == "__main__":
    main()
