"""`bimtek rehearse`: robots play a whole class against this laptop, and plain words say whether the hall will hold."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import click

from bimtek.rehearsal import stage as stages
from bimtek.rehearsal.browser import Browser, Notes
from bimtek.rehearsal.robots import Robot
from bimtek.rehearsal.stage import Served, Stage
from bimtek.rehearsal.verdict import Figures, Verdict, kinds_of, under_goal, verdict_of
from bimtek.rehearsal.watchers import Watcher

#: Everybody comes in within this time, as at the beginning of a morning.
STORM_SECONDS = 60.0


@click.command()
@click.option("--people", default=118, show_default=True, type=click.IntRange(1, 2000), help="Jumlah peserta robot.")
@click.option("--minutes", default=5.0, show_default=True, type=click.FloatRange(0.2, 240), help="Lama gladi.")
@click.option("--seed", default="gladi", show_default=True, help="Benih: robot yang sama berbuat sama.")
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")
def rehearse(people: int, minutes: float, seed: str, as_json: bool) -> None:
    """Will this laptop carry the hall? Robots join, read, answer and sit the test through real HTTP, one trainer watches; the
    hall's own database is not touched. Exit status 1 says no."""
    from bimtek import create_app

    with tempfile.TemporaryDirectory(prefix="bimtek-gladi-", ignore_cleanup_errors=True) as folder:
        settings = stages.settings_in(Path(folder))
        app = create_app(settings)
        _tell(as_json, f"Menyiapkan kelas gladi dengan {people} peserta …")
        stage = stages.prepare(app, people, stages.utc_now())
        notes = Notes()
        with stages.served(settings) as server:
            _tell(as_json, f"Gladi berjalan {minutes:g} menit …")
            memory, storm = play(server, stage, notes, minutes * 60, seed, None if as_json else _progress)
        held = stages.look_for(app, notes.commands, notes.answers)
    requests = sum(map(len, notes.times.values()))
    figures = Figures(
        people=people, joined=notes.joined, join_seconds=storm, minutes=minutes, kinds=kinds_of(notes.times),
        sent=len(set(notes.commands)) + len(notes.answers), unconfirmed=held.missing, twice=held.twice,
        faults=tuple(notes.faults), memory=memory, kilobytes_per_page=notes.bytes / 1024 / max(1, requests), sound=held.sound,
    )  # fmt: skip
    share = under_goal(notes.times)
    verdict = verdict_of(figures, share)
    click.echo(
        json.dumps(as_row(figures, verdict, share), ensure_ascii=False) if as_json else in_words(figures, verdict)
    )
    sys.exit(0 if verdict.holds else 1)


def play(
    server: Served, stage: Stage, notes: Notes, seconds: float, seed: str, tell: Callable[[float], None] | None
) -> tuple[float | None, float]:
    """Let everybody live for so many seconds; the most memory the server took, and how long it took until the last had
    joined."""
    started = time.monotonic()
    leave_at, storm = started + seconds, min(STORM_SECONDS, seconds / 3)
    robots = [_robot(server, stage, notes, leave_at, seed, number) for number in range(len(stage.cards))]
    watcher = Watcher(
        stages.USERNAME, stage.password, stage.workshop_id, Browser(server.port, notes), Random(seed), leave_at
    )
    threads = [threading.Thread(target=watcher.live, daemon=True)]
    threads += [threading.Thread(target=_come_and_live, args=(one, storm), daemon=True) for one in robots]
    for thread in threads:
        thread.start()
    most, last = server.memory(), 0.0
    while any(thread.is_alive() for thread in threads) and time.monotonic() < leave_at + 120:
        time.sleep(1)
        now, had = server.memory(), notes.joined
        most = max(filter(None, (most, now)), default=None)
        if had < len(robots):
            last = time.monotonic() - started
        if tell:
            tell(min(1.0, (time.monotonic() - started) / seconds))
    return most, last


def _robot(server: Served, stage: Stage, notes: Notes, leave_at: float, seed: str, number: int) -> Robot:
    return Robot(stage.cards[number], Browser(server.port, notes), Random(f"{seed}|{number}"), leave_at)


def _come_and_live(robot: Robot, storm: float) -> None:
    robot.rest(robot.random.uniform(0, storm))
    robot.live()


def in_words(figures: Figures, verdict: Verdict) -> str:
    """The verdict and the table of pages, for people."""
    head = "AULA INI KUAT." if verdict.holds else "BELUM KUAT."
    lines = ["", head, *(f"  {words}" for words in verdict.words), ""]
    lines.append(f"  {'halaman':<22}{'diminta':>8}{'tengah':>9}{'p95':>9}{'terlama':>9}   (milidetik)")
    for kind in figures.kinds:
        middle, p95, worst = (round(value * 1000) for value in (kind.median, kind.p95, kind.worst))
        lines.append(f"  {kind.name:<22}{kind.asked:>8}{middle:>9}{p95:>9}{worst:>9}")
    lines.append(f"  Rata-rata {figures.kilobytes_per_page:.1f} kB tiap permintaan.".replace(".", ",", 1))
    return "\n".join(lines)


def as_row(figures: Figures, verdict: Verdict, share: float) -> dict[str, Any]:
    """The same for a machine; seconds."""
    row = asdict(figures)
    row["kinds"] = {kind.name: {k: v for k, v in asdict(kind).items() if k != "name"} for kind in figures.kinds}
    row |= {"holds": verdict.holds, "words": verdict.words, "under_one_second": share, "acts_lost": figures.unconfirmed}
    return row


def _tell(as_json: bool, words: str) -> None:
    if not as_json:
        click.echo(words, err=True)


def _progress(share: float) -> None:
    """A bar that people can watch; a terminal that is none gets nothing."""
    if sys.stderr.isatty():
        done = round(share * 30)
        click.echo(f"\r  [{'#' * done}{'.' * (30 - done)}] {share:4.0%}", err=True, nl=share >= 1)
