"""Attendance in words: half days, states, how it is known; and the roll as a sheet for the office."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from flask import g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.web.words import WITA, clock_time, day, day_short
from bimtek.workshops import attendance, attendance_sessions, steering_words
from bimtek.workshops.attendance import Table
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.domain.attendance import Standing
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import seats_of

#: Shape of each state.
SHAPES = {
    rules.PRESENT: "done", rules.ABSENT: "todo", rules.EXCUSED: "waiting", rules.SICK: "waiting", rules.EXPECTED: "todo",
    rules.LATER: "blocked",
}  # fmt: skip


def part_word(part: str) -> str:
    """Morning or afternoon."""
    return _("Pagi") if part == rules.MORNING else _("Siang")


def half_words(half: HalfDay) -> str:
    """A half day: Senin, 9 Nov, pagi."""
    return f"{day_short(half.held_on)}, {part_word(half.part).lower()}"


def state_words() -> dict[str, str]:
    """The word of each state."""
    return {
        rules.PRESENT: _("Hadir"), rules.ABSENT: _("Tidak hadir"), rules.EXCUSED: _("Izin"), rules.SICK: _("Sakit"),
        rules.EXPECTED: _("Belum hadir"), rules.LATER: _("Belum mulai"),
    }  # fmt: skip


def how_words(one: Standing) -> str:
    """How the state is known: seen at work since, or tapped by a trainer."""
    if one.by_trainer:
        return " ".join(filter(None, (_("Diketuk fasilitator."), one.note)))
    if one.seen_at is not None:
        return _("Sejak pukul %(time)s.", time=clock_time(one.seen_at + WITA))
    return ""


def hour(instant: datetime) -> str:
    """An instant of the wall as a field of a form takes it: 07:00."""
    return f"{instant + WITA:%H:%M}"


def kept_words(why: str) -> str:
    """Why a half day cannot be removed."""
    if why == attendance_sessions.MARKED:
        return _("Sesi ini tidak dapat dihapus: ada peserta yang sudah ditandai di dalamnya. Batalkan tandanya dahulu.")
    return _("Sesi ini tidak dapat dihapus: sudah ada peserta yang bekerja di dalamnya, dan kehadirannya akan hilang.")


def sheet(session: Session, target: Workshop, table: Table, half: HalfDay | None = None) -> bytes:
    """The roll as XLSX: one line a seat, one column a half day (of one half day: its state, and how it is known), room to sign.
    Texts are never read as formulas. The people are those of the roster, as real as it is; what stands on every export,
    SIMULASI, stands at its head."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(_("Daftar hadir"))
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True})
    line = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    when = f"{day(half.held_on)}, {part_word(half.part).lower()}" if half else day(target.starts_on)
    for row, words in enumerate((_("DAFTAR HADIR (SIMULASI)"), target.title, f"{target.place}, {when}")):
        page.write_string(row, 0, words, bold)
    heads = [_("No"), _("Nama"), _("NIP"), _("Jabatan"), _("Unit kerja"), _("Kelompok")]
    heads += [_("Keadaan"), _("Keterangan")] if half else [half_words(one) for one in table.sessions]
    for column, text in enumerate([*heads, _("Tanda tangan")]):
        page.write_string(4, column, text, head)
    nips, words_of = people.nips_of(session, [seat.account_id for seat, _standings in table.rows]), state_words()
    for row, (seat, standings) in enumerate(table.rows, 5):
        page.write_number(row, 0, seat.number, line)
        texts = [seat.name, nips.get(seat.account_id) or "", seat.post, seat.unit, seat.group]
        texts += [words_of[one.state] for one in standings] + ([how_words(standings[0])] if half else [])
        for column, text in enumerate([*texts, ""], 1):
            page.write_string(row, column, text, line)
    _lay_out(page, len(heads))
    book.close()
    return out.getvalue()


def _lay_out(page: Any, last: int) -> None:
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 30)
    page.set_column(2, 5, 20)
    page.set_column(6, last, 16)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(4)
    page.freeze_panes(5, 2)
    page.set_footer(_("&LBimtek (SIMULASI)&RHalaman &P dari &N"))


def of_group(table: Table, group: str, text: str) -> Table:
    """The table narrowed to a group and to names or a seat number."""
    wanted = text.strip().casefold()
    rows = [
        (seat, standings)
        for seat, standings in table.rows
        if (not group or seat.group == group)
        and (not wanted or wanted in seat.name.casefold() or wanted == str(seat.number))
    ]
    return Table(table.sessions, rows)


def current(halves: Sequence[HalfDay], wanted: int | None, wall: datetime) -> int:
    """The index of the half day shown: the one asked for, else the one going on, else the last begun, else the first."""
    found = next((index for index, half in enumerate(halves) if half.id == wanted), None)
    if found is None:
        found = next((index for index, half in enumerate(halves) if half.is_open(wall)), None)
    if found is None:
        begun = [index for index, half in enumerate(halves) if half.opens_at <= wall]
        found = begun[-1] if begun else 0
    return found


def _half_told(told: Sequence[Any]) -> str:
    return f"{day_short(date.fromisoformat(told[1]))}, {part_word(told[2]).lower()}"


def _marked_words(data: Any) -> str:
    """Whose mark it was when it was one person's: the names of the class are asked for once a page."""
    state = state_words().get(data["state"], _("kembali menurut masuknya"))
    if len(data["before"]) != 1 or "workshop" not in g:
        return _("Presensi: %(state)s.", state=state)
    if "roll_names" not in g:
        g.roll_names = {seat.account_id: seat.name for seat in seats_of(db.session(), g.workshop.id)}
    name = g.roll_names.get(int(next(iter(data["before"]))), "")
    return _("Presensi %(name)s: %(state)s.", name=name, state=state)


def _replanned_words(data: Any) -> str:
    return _("Sesi disesuaikan dengan agenda: %(n)d dibuat, %(m)d dihapus.", n=data["sessions"], m=data["dropped"])


steering_words.say(attendance.MARKED, _marked_words)
steering_words.say(
    attendance_sessions.SHIFTED, lambda data: _("Jam presensi %(half)s diubah.", half=_half_told(data["now"]))
)
steering_words.say(
    attendance_sessions.REMOVED, lambda data: _("Sesi %(half)s dihapus.", half=_half_told(data["before"]))
)
steering_words.say(attendance_sessions.REPLANNED, _replanned_words)
steering_words.say("agenda_taken", lambda _data: _("Agenda diganti."))
steering_words.say("agenda_line_put", lambda data: _("Baris agenda disimpan: %(title)s.", title=data["title"]))
steering_words.say("agenda_line_removed", lambda data: _("Baris agenda dihapus: %(title)s.", title=data["title"]))
