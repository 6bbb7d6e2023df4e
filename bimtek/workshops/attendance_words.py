"""Attendance in words: half days, states, how it is known; and the roll as a sheet for the office."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.people import services as people
from bimtek.web.words import WITA, clock_time, day, day_short
from bimtek.workshops import attendance, steering_words
from bimtek.workshops.attendance import Table
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.domain.attendance import Standing
from bimtek.workshops.models import Workshop

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


def sheet(session: Session, target: Workshop, table: Table) -> bytes:
    """The roll as XLSX: one line a seat, one column a half day, room to sign. Texts are never read as formulas. The people are
    those of the roster, as real as it is; what stands on every export, SIMULASI, stands at its head."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(_("Daftar hadir"))
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True})
    line = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for row, words in enumerate(
        (_("DAFTAR HADIR (SIMULASI)"), target.title, f"{target.place}, {day(target.starts_on)}")
    ):
        page.write_string(row, 0, words, bold)
    words = state_words()
    heads = [_("No"), _("Nama"), _("NIP"), _("Jabatan"), _("Unit kerja"), _("Kelompok")]
    heads += [half_words(half) for half in table.sessions] + [_("Tanda tangan")]
    for column, text in enumerate(heads):
        page.write_string(4, column, text, head)
    nips = people.nips_of(session, [seat.account_id for seat, _standings in table.rows])
    for row, (seat, standings) in enumerate(table.rows, 5):
        page.write_number(row, 0, seat.number, line)
        texts = [seat.name, nips.get(seat.account_id) or "", seat.post, seat.unit, seat.group]
        for column, text in enumerate([*texts, *(words[one.state] for one in standings), ""], 1):
            page.write_string(row, column, text, line)
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 30)
    page.set_column(2, 5, 20)
    page.set_column(6, len(heads) - 1, 16)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(4)
    page.freeze_panes(5, 2)
    page.set_footer(_("&LBimtek (SIMULASI)&RHalaman &P dari &N"))
    book.close()
    return out.getvalue()


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


steering_words.say(
    attendance.SHIFTED, lambda data: _("Jam presensi %(part)s diubah.", part=part_word(data["part"]).lower())
)
steering_words.say(
    attendance.MARKED,
    lambda data: _("Presensi: %(state)s.", state=state_words().get(data["state"], _("kembali menurut masuknya"))),
)
steering_words.say("agenda_taken", lambda _data: _("Agenda diganti."))
steering_words.say("agenda_line_removed", lambda data: _("Baris agenda dihapus: %(title)s.", title=data["title"]))
