"""What the page of a class says first: what is left to do before the first day, and the one next thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.web.words import WITA, day
from bimtek.workshops import class_keeping, class_trainers, presentation
from bimtek.workshops.class_access import may, ways
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import SeatRow, facts, joined_counts, workshops_and_roles

#: One trainer sees about thirty people at their desks.
PEOPLE_A_TRAINER = 30


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to have ready before the first day. `tick` names what only the trainer can see."""

    key: str
    title: str
    kind: str
    word: str
    detail: str
    href: str
    act: str
    tick: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.kind == "done"


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one next thing of a class."""

    title: str
    text: str
    href: str
    act: str


def preparations(session: Session, target: Workshop, seats: Sequence[SeatRow]) -> list[Preparation]:
    """The list "before the first day", in the order in which it is done."""
    grouped = bool(seats) and all(row.group for row in seats)
    found = [
        _roster(target, seats),
        _groups(target, grouped),
        _agenda(session, target),
        _trainers(session, target, seats),
    ]
    return [*found, _cards(target, seats), _address(target), _clock(target, seats), _rehearsal(target)]


def next_thing(
    target: Workshop, before: Sequence[Preparation], seats: Sequence[SeatRow], wall: datetime
) -> NextThing | None:
    """What comes next: the first thing not ready; on the day itself, or when all is ready, the board. An archived class, and
    a trainer who only looks, has none."""
    if target.archived_at is not None or not may(Right.STEER):
        return None
    board = url_for("classroom.board", kelas=target.id)
    if has_begun(target, seats, wall):
        here, all_of_them = sum(row.joined for row in seats), len(seats)
        text = _("%(here)s dari %(all)s peserta sudah masuk.", here=here, all=all_of_them)
        return NextThing(_("Pandu aula dari papan"), text, board, _("Buka papan"))
    for one in before:
        if not one.done and one.href:
            return NextThing(one.title, one.detail, one.href, one.act)
    return (
        NextThing(_("Semua siap"), _("Kelas ini siap untuk hari pertamanya."), board, _("Buka papan"))
        if seats
        else None
    )


def has_begun(target: Workshop, seats: Sequence[SeatRow], wall: datetime) -> bool:
    """Whether people are expected or there: the first day has come for a class with a roster, or somebody joined."""
    return bool(seats) and ((wall + WITA).date() >= target.starts_on or any(row.joined for row in seats))


def _state(done: bool, word: str = "") -> tuple[str, str]:
    return ("done", word or _("Siap")) if done else ("todo", word or _("Belum"))


def _roster(target: Workshop, seats: Sequence[SeatRow]) -> Preparation:
    word = _("%(count)s peserta", count=len(seats)) if seats else ""
    return Preparation(
        "roster", _("Daftar peserta"), *_state(bool(seats), word),
        _("Impor lembar kerja panitia; setiap baris diperiksa sebelum disimpan."),
        url_for("workshops.bring_roster", workshop_id=target.id) if may(Right.STEER) else "", _("Impor daftar peserta"),
    )  # fmt: skip


def _groups(target: Workshop, grouped: bool) -> Preparation:
    return Preparation(
        "groups", _("Kelompok"), *_state(grouped), _("Bagi peserta menjadi kelompok yang sama besar."),
        url_for("class_groups.page", workshop_id=target.id), _("Atur kelompok"),
    )  # fmt: skip


def _agenda(session: Session, target: Workshop) -> Preparation:
    lines = class_keeping.agenda_lines(session, target.id)
    href = next((way.href for way in ways(target) if way.href.endswith("/agenda")), "")
    word = _("%(count)s mata acara", count=lines) if lines else ""
    return Preparation(
        "agenda", _("Agenda"), *_state(bool(lines), word), _("Hari, jam, dan unit yang diajarkan."), href,
        _("Susun agenda"),
    )  # fmt: skip


def _trainers(session: Session, target: Workshop, seats: Sequence[SeatRow]) -> Preparation:
    rows = class_trainers.trainers(session, target.id)
    steering = sum(row.role != "observer" for row in rows)
    wanted = max(1, -(-len(seats) // PEOPLE_A_TRAINER))
    return Preparation(
        "trainers", _("Fasilitator"), *_state(steering >= wanted, _("%(count)s orang", count=steering)),
        _("Sekitar satu fasilitator untuk 30 peserta: %(count)s orang untuk kelas ini.", count=wanted),
        url_for("class_trainers.page", workshop_id=target.id), _("Atur fasilitator"),
    )  # fmt: skip


def _cards(target: Workshop, seats: Sequence[SeatRow]) -> Preparation:
    done = "cards" in target.prepared
    return Preparation(
        "cards", _("Kartu masuk"), *_state(done, _("Sudah dicetak") if done else ""),
        _("Satu kartu untuk setiap peserta, dengan kode dan QR."),
        url_for("workshops.cards", workshop_id=target.id) if seats else "", _("Cetak kartu"), "cards" if seats else "",
    )  # fmt: skip


def _address(target: Workshop) -> Preparation:
    if presentation.is_only_here(presentation.join_address()):
        return Preparation(
            "address", _("Alamat masuk"), "help", _("Perlu dilihat"),
            _("Alamat sekarang hanya terbuka di laptop ini; ponsel peserta memerlukan alamat jaringan."), "#door",
            _("Lihat alamat"),
        )  # fmt: skip
    done = "address" in target.prepared
    return Preparation(
        "address", _("Alamat masuk"), *_state(done, _("Sudah dicoba") if done else ""),
        _("Buka alamat atau QR dengan satu ponsel di aula."), "#door", _("Lihat alamat"), "address",
    )  # fmt: skip


def _clock(target: Workshop, seats: Sequence[SeatRow]) -> Preparation:
    stands = not target.clock_running and target.clock_sim == facts(target).start
    if stands:
        detail = _("Berdiri di hari pertama pukul 08.30; mulai saat peserta sudah duduk.")
        return Preparation("clock", _("Jam aula"), "done", _("Siap"), detail, "#clock", _("Lihat jam"))
    begun = any(row.joined for row in seats)
    detail = _("Jam sudah bergerak dari hari pertama. Laporan yang jatuh tempo ikut maju.")
    word = _("Sudah jalan") if begun else _("Perlu dilihat")
    return Preparation("clock", _("Jam aula"), "done" if begun else "help", word, detail, "#clock", _("Lihat jam"))


def _rehearsal(target: Workshop) -> Preparation:
    done = "rehearsal" in target.prepared
    return Preparation(
        "rehearsal", _("Gladi"), *_state(done, _("Sudah dilakukan") if done else ""),
        _("Jalankan bimtek rehearse di laptop aula; ia memutuskan apakah laptop kuat untuk seluruh kelas."), "#before",
        _("Lihat daftar"), "rehearsal",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class in the list of a trainer's classes."""

    id: int
    title: str
    place: str
    meta: str
    joined: int
    total: int
    clock: str
    archived: bool


def class_rows(session: Session, trainer: Person, wall: datetime) -> list[ClassRow]:
    """The classes this trainer has a part in: newest first, the archive last; with the clock and the trainer's role."""
    found = workshops_and_roles(session, trainer)
    counts, roles = joined_counts(session, [target.id for target, _role in found]), presentation.role_words()
    return [
        ClassRow(
            target.id, target.title, target.place, f"{day(target.starts_on)} · {roles[role].name}",
            *counts.get(target.id, (0, 0)), "" if target.archived_at else _clock_line(target, wall),
            target.archived_at is not None,
        )
        for target, role in found
    ]  # fmt: skip


def _clock_line(target: Workshop, wall: datetime) -> str:
    clock = presentation.class_clock(target, wall)
    return _("Jam %(words)s", words=clock.words) if clock.running else _("Jam dibekukan")
