"""Charts as shapes: corners of the radar and places on the time line, worked out here so that a template only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from bimtek.modules.charting import Axis, Timed
from bimtek.modules.domain.exercise import FULL_MARK
from bimtek.modules.domain.radar import corner

#: The radar's square in drawing units, its radius, and how far outside the labels stand.
SIDE, RADIUS, OUTSIDE = 320, 112, 1.17
RINGS = (1, 2, 3, 4)
#: The time line's length in drawing units.
LENGTH = 560


@dataclass(frozen=True, slots=True)
class RadarShape:
    """The radar ready to draw: rings and axes, own and class polygon as "x,y x,y", labels with their place."""

    rings: list[str]
    axes: list[tuple[float, float]]
    own: str
    dots: list[tuple[float, float]]
    middle: str
    labels: list[tuple[str, float, float, str]]
    side: int = SIDE
    centre: float = SIDE / 2


def radar_shape(axes: Sequence[Axis]) -> RadarShape | None:
    """The shape of the radar, or None for fewer than three units: two axes make no area."""
    of, middle = len(axes), SIDE / 2
    if of < 3:
        return None

    def ring(values: Sequence[float]) -> str:
        points = (corner(i, of, value / FULL_MARK, RADIUS, middle) for i, value in enumerate(values))
        return " ".join(f"{x},{y}" for x, y in points)

    known = [axis.middle for axis in axes if axis.middle is not None]
    labels = []
    for index, axis in enumerate(axes):
        x, y = corner(index, of, OUTSIDE, RADIUS, middle)
        side = "middle" if abs(x - middle) < 1 else "start" if x > middle else "end"
        labels.append((axis.unit, x, y, side))
    return RadarShape(
        rings=[ring([level] * of) for level in RINGS], axes=[corner(i, of, 1, RADIUS, middle) for i in range(of)],
        own=ring([axis.own for axis in axes]), dots=[corner(i, of, axis.own / FULL_MARK, RADIUS, middle) for i, axis in enumerate(axes)],
        middle=ring(known) if len(known) == of else "", labels=labels,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeBar:
    """One step on the time line: places of low, quarter, middle, quarter, high and own time, and all of it in words."""

    title: str
    own: float | None
    places: tuple[float, float, float, float, float] | None
    words: str
    own_words: str


@dataclass(frozen=True, slots=True)
class TimeShape:
    """The time line ready to draw: one bar per step, marks of the scale as (place, words)."""

    bars: list[TimeBar]
    marks: list[tuple[float, str]]
    length: int = LENGTH


def time_shape(steps: Sequence[Timed]) -> TimeShape:
    """All steps on one scale that ends at a round number of minutes."""
    longest = max((value for step in steps for value in _values(step)), default=60.0)
    minutes = next((n for n in (1, 2, 4, 6, 10, 20, 30) if n * 60 >= longest), 30)
    scale = LENGTH / (minutes * 60)
    marks = [(LENGTH * part / 4, _minutes(minutes * 60 * part / 4)) for part in range(5)]
    return TimeShape([_bar(step, scale) for step in steps], marks)


def _values(step: Timed) -> list[float]:
    return [*([step.own] if step.own is not None else []), *([step.spread.high] if step.spread else [])]


def _bar(step: Timed, scale: float) -> TimeBar:
    spread = step.spread
    places = None
    words = str(_("belum cukup orang untuk dibandingkan"))
    if spread:
        figures = (spread.low, spread.first, spread.middle, spread.third, spread.high)
        places = tuple(round(figure * scale, 1) for figure in figures)
        middle, first, third = (_minutes(n) for n in (spread.middle, spread.first, spread.third))
        words = _("tengah %(m)s; separuh kelas %(a)s sampai %(b)s", m=middle, a=first, b=third)
    own = round(step.own * scale, 1) if step.own is not None else None
    return TimeBar(step.title, own, places, words, _minutes(step.own) if step.own is not None else str(_("belum")))  # type: ignore[arg-type]


def _minutes(seconds: float) -> str:
    if seconds < 60:
        return str(_("%(n)d dtk", n=round(seconds)))
    if seconds < 600:
        return str(_("%(n)s mnt", n=f"{seconds / 60:.1f}".rstrip("0").rstrip(".").replace(".", ",")))
    return str(_("%(n)d mnt", n=round(seconds / 60)))
