"""Acts for the whole hall in words: what was done, to how many, and what a control would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.journal.domain import Entry
from bimtek.web.words import WITA, clock_time, moment
from bimtek.workshops import hall_acts, messages
from bimtek.workshops.presentation import pace

SURGE = "surge_started"
_said: dict[str, Callable[[Any], str]] = {}


def say(kind: str, words: Callable[[Any], str]) -> None:
    """Say acts of this kind in words made of the entry's data; for what is not of this module's own knowing."""
    _said[kind] = words


@dataclass(frozen=True, slots=True)
class Said:
    """One act in the list of a class: its number, words, who, when (naive UTC), whether it was taken back."""

    number: int
    words: str
    who: str
    at: datetime
    undone: bool


def people_words(count: int) -> str:
    """How many an act touches."""
    return ngettext("Berlaku untuk %(num)d peserta.", "Berlaku untuk %(num)d peserta.", count)


def act_words(entry: Entry) -> str:
    """What an act did, without how many it touched."""
    data: Any = entry.data
    kind = entry.kind
    if kind in hall_acts.CLOCK:
        return _clock_words(kind, data)
    if kind == hall_acts.TASK_SET:
        task = data["task"]
        return _("Tugas aula: %(title)s.", title=task["title"]) if task else _("Tugas aula selesai.")
    if kind == hall_acts.TIME_ADDED:
        return _("Waktu ditambah %(n)d menit.", n=data["minutes"])
    if kind == hall_acts.STEPS_CLOSED:
        return _("Ditutup: %(steps)s.", steps=", ".join(sorted(set(data["steps"]) - set(data["before"]))))
    if kind == hall_acts.STEPS_OPENED:
        return _("Dibuka: %(steps)s.", steps=", ".join(sorted(set(data["before"]) - set(data["steps"]))))
    if kind == messages.MESSAGE_SENT:
        return _("Pesan: %(text)s", text=data["text"])
    if kind == SURGE:
        return _("Lonjakan: %(n)d laporan dikirim.", n=data["cases"])
    return _said[kind](data) if kind in _said else kind


def _clock_words(kind: str, data: Any) -> str:
    shown = moment(datetime.fromisoformat(data["sim"]))
    if kind == "clock_freeze":
        return _("Jam dibekukan pada %(moment)s.", moment=shown)
    if kind == "clock_resume":
        return _("Jam dijalankan dari %(moment)s.", moment=shown)
    if kind == "clock_speed":
        return _("Kecepatan jam diubah. %(pace)s", pace=pace(int(data["seconds_per_day"])))
    return _("Jam dilompatkan ke %(moment)s.", moment=shown)


def touched(entry: Entry) -> int:
    """How many people an act touched."""
    return int(entry.data.get("people", 0))


def full(entry: Entry) -> str:
    """What an act did, and to how many."""
    count = touched(entry)
    return f"{act_words(entry)} {people_words(count)}" if count else act_words(entry)


def said(entries: list[Entry], names: dict[int, str]) -> list[Said]:
    """The acts of a class in words, newest first; what took an act back is said with the act."""
    undone = {int(entry.data["of"]) for entry in entries if entry.kind == hall_acts.UNDONE}
    return [
        Said(
            entry.number, full(entry),
            names.get(entry.actor_id or 0, ""), entry.wall_at, entry.number in undone,
        )
        for entry in entries
        if entry.kind != hall_acts.UNDONE
    ]  # fmt: skip


def until(wall: datetime) -> str:
    """An instant on the wall as the hall reads it: 10.45 WITA."""
    return f"{clock_time(wall + WITA)} WITA"
