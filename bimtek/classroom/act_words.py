"""One person's last acts in words, for the trainer who comes to help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.classroom import services
from bimtek.classroom.presentation import state_words
from bimtek.journal.domain import Entry
from bimtek.modules import services as modules
from bimtek.modules.domain.progress import STATES
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.case import MOVED, REFUSED
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, ROLE_LABELS, Action, Role


@dataclass(slots=True)
class Act:
    """One thing a person did: its shape, what, when on the wall, and the report it was about (number, or "")."""

    shape: str
    text: str
    at: datetime
    number: str = ""


def acts(session: Session, account_id: int, most: int = 15) -> list[Act]:
    """The newest acts of a person, newest first; entries that say nothing to a trainer are left out."""
    found = []
    for entry in services.last_acts(session, account_id, most):
        said = _said(entry)
        if said:
            found.append(Act(*said, entry.wall_at, _number(session, entry)))
    return found


def _number(session: Session, entry: Entry) -> str:
    if not entry.about.startswith("case/"):
        return ""
    case = sandboxes.case_by_id(session, int(entry.about.removeprefix("case/")))
    return case.number if case else ""


def _said(entry: Entry) -> tuple[str, str] | None:
    data = entry.data
    if entry.kind == MOVED:
        return "done", _(ACTION_LABELS[Action(data["action"])])
    if entry.kind == REFUSED:
        label = _(ACTION_LABELS[Action(data["action"])])
        return "help", _("Ditolak: %(act)s. %(why)s", act=label, why=data.get("reason", ""))
    if entry.kind == modules.CHECKED:
        title, said = _step_title(data), str(data.get("said", ""))
        if data.get("passed"):
            return "done", _("Periksa %(step)s: tepat.", step=title)
        return "help", _("Periksa %(step)s: belum. %(said)s", step=title, said=said)
    plain = _plain(entry.kind, data)
    return ("doing", plain) if plain else None


def _plain(kind: str, data: Any) -> str:
    if kind == modules.STARTED:
        return str(_("Memulai latihan, percobaan ke-%(n)d", n=data.get("variant", 1)))
    if kind == modules.HINT_OPENED:
        return str(_("Membuka petunjuk %(n)d pada %(step)s", n=data.get("level", 1), step=_step_title(data)))
    if kind == modules.STEP_SHOWN:
        return str(_("Minta ditunjukkan: %(step)s", step=_step_title(data)))
    if kind == modules.HANDED_IN:
        return str(_("Mengumpulkan lembar kerja"))
    if kind == modules.PART_FINISHED:
        return str(_("Menyelesaikan bacaan atau contoh"))
    if kind == "sitting_started":
        return str(_("Memulai tes"))
    if kind == "sitting_finished":
        return str(_("Mengumpulkan tes"))
    if kind == "role_taken":
        return str(_("Berganti peran: %(role)s", role=_(ROLE_LABELS[Role(data["role"])])))
    if kind == "seat_taken":
        return str(_("Masuk dan duduk"))
    if kind == "seat_moved":
        return str(_("Pindah ke perangkat lain"))
    return ""


def _step_title(data: Any) -> str:
    code, step = data.get("exercise"), data.get("step")
    columns = [c for unit in modules.units_taught() for c in modules.board_columns(unit.code) if c.exercise == code]
    column = next((c for c in columns if c.step == step), columns[0] if columns else None)
    return column.title if column else str(step or "")


def home_of(session: Session, person: Person) -> Any:
    """A person's home: the one next thing."""
    return modules.home(session, person)


def steps(session: Session, person: Person) -> tuple[Any, list[tuple[str, str, str]]]:
    """A person's home (the one next thing) and each step: shape, word, title."""
    home, words = modules.home(session, person), state_words()
    rows = [
        (STATES[letter], words[STATES[letter]].capitalize(), column.title)
        for letter, column in zip(home.cells, modules.board_columns(home.module.code), strict=True)
    ]
    return home, rows
