"""What the pages of the class say: the join steps, the clock, the address and its QR, the roster's lines, the cards."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import segno
from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.web.shell import ShellClock
from bimtek.web.words import moment
from bimtek.workshops import pacing, services
from bimtek.workshops.domain.codes import spaced
from bimtek.workshops.domain.roster import Line
from bimtek.workshops.intake import Intake
from bimtek.workshops.models import Seat, Workshop
from bimtek.workshops.services import SeatRow

CARDS_A_PAGE = 10
_QUIET_ZONE = 2
_LOOPBACK = ("localhost", "127.", "[::1]")
_LINES_NAMED = 20


@dataclass(frozen=True, slots=True)
class JoinStep:
    """How far somebody at the door has come; `chosen` is set once the right name was picked."""

    seat: Seat | None = None
    names: Sequence[SeatRow] = ()
    chosen: SeatRow | None = None
    fault: str = ""

    @property
    def code(self) -> str:
        """The card's code as the card shows it."""
        return spaced(self.seat.code) if self.seat else ""

    def options(self) -> list[dict[str, str]]:
        """The names as the list of choices shows them."""
        return [
            {"value": str(row.account_id), "title": row.name,
             "detail": _("Sudah masuk dari suatu perangkat") if row.joined else ", ".join(filter(None, (row.post, row.unit)))}
            for row in self.names
        ]  # fmt: skip


def class_clock(target: Workshop, wall: datetime) -> ShellClock:
    """The simulated clock at a wall instant."""
    hall = services.Hall(target.id, target.title, services.clock_of(target))
    return ShellClock(*hall.ticking(hall.sim_now(wall)))


def pace(seconds_per_day: int) -> str:
    """How fast a clock runs, in words."""
    minutes = f"{seconds_per_day / 60:.1f}".removesuffix(".0").replace(".", ",")
    return _("Satu hari kerja berlangsung %(minutes)s menit.", minutes=minutes)


def speeds() -> list[tuple[str, str]]:
    """The speeds offered, with their words."""
    return [(str(seconds), pace(seconds).removesuffix(".")) for seconds in pacing.SPEEDS]


def steered(act: str, sim: datetime, people: int) -> str:
    """What steering the clock did, and how many it touches."""
    words = {
        "resume": _("Jam berjalan, mulai %(moment)s.", moment=moment(sim)),
        "freeze": _("Jam dibekukan pada %(moment)s.", moment=moment(sim)),
        "jump": _("Jam dilompatkan ke %(moment)s.", moment=moment(sim)),
        "speed": _("Kecepatan jam diubah pada %(moment)s.", moment=moment(sim)),
    }
    return f"{words[act]} {_('Berlaku untuk %(count)s peserta.', count=people)}"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A trainer's role in a class and what it allows, in words."""

    name: str
    may: str


def role_words() -> dict[str, RoleWords]:
    """The roles a trainer can have in a class, the one who may most first."""
    return {
        "lead": RoleWords(
            _("Penanggung jawab"), _("Mengurus kelas: mengubah, menyalin, mengarsipkan, dan menentukan fasilitator.")
        ),
        "facilitator": RoleWords(
            _("Fasilitator"), _("Memandu aula: jam, pesan, tes, kelompok, kehadiran, dan penilaian.")
        ),
        "observer": RoleWords(_("Pengamat"), _("Melihat semua halaman kelas tanpa mengubah apa pun.")),
    }


def hall_address() -> str:
    """The address phones can reach: the public one, else what serving announced, else the one this page was asked under. What
    a request says of itself counts last, because whoever sends it can say anything."""
    public = current_app.extensions["settings"].public_url
    base = public or current_app.extensions.get("hall_address") or request.url_root
    return str(base).rstrip("/")


def join_address(code: str = "") -> str:
    """The full address of the door, with a card's code already filled in when one is given."""
    return hall_address() + (url_for("workshops.join", kode=code) if code else url_for("workshops.join"))


def is_only_here(address: str) -> bool:
    """Whether an address leads back to this very machine, so that no phone can open it."""
    return address.partition("://")[2].startswith(_LOOPBACK)


def qr_image(text: str) -> bytes:
    """A QR code as an SVG file."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, scale=8, light="#fff", xmldecl=False)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class QrPath:
    """A QR code as one stroke, small enough to stand in a page 118 times."""

    size: int
    path: str


def qr_path(text: str) -> QrPath:
    """The code of a text as path data of unit strokes, its quiet zone included."""
    code = segno.make(text, error="m", micro=False)
    drawn = re.search(r' d="([^"]+)"', code.svg_inline(border=_QUIET_ZONE, omitsize=True))
    return QrPath(int(code.symbol_size(border=_QUIET_ZONE)[0]), drawn[1] if drawn else "")


@dataclass(frozen=True, slots=True)
class Card:
    """One printed card."""

    seat: SeatRow
    code: str
    qr: QrPath


def card_pages(seats: Sequence[SeatRow]) -> list[list[Card]]:
    """The cards in the order of the seats, ten a page."""
    door = join_address()
    cards = [Card(row, spaced(row.code), qr_path(f"{door}?kode={row.code}")) for row in seats]
    return [cards[start : start + CARDS_A_PAGE] for start in range(0, len(cards), CARDS_A_PAGE)]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of a roster with what will become of it."""

    line: Line
    kind: str
    word: str
    tone: str


def preview_rows(intake: Intake) -> list[PreviewRow]:
    """Every line in the file's order."""
    seated = {id(line) for line in intake.seated}
    return [_preview_row(line, is_seated=id(line) in seated) for line in intake.roster.people]


def _preview_row(line: Line, *, is_seated: bool) -> PreviewRow:
    if not line.can_be_taken:
        return PreviewRow(line, "fatal", _("Ditahan"), "bad")
    if is_seated:
        return PreviewRow(line, "blocked", _("Sudah terdaftar"), "quiet")
    if line.faults:
        return PreviewRow(line, "help", _("Siap, perlu dilihat"), "warn")
    return PreviewRow(line, "done", _("Siap"), "good")


def taken_words(seated: int, intake: Intake) -> list[tuple[str, str]]:
    """What the import did, and which lines it left out: (text, tone)."""
    words = [(ngettext("%(num)s peserta didudukkan.", "%(num)s peserta didudukkan.", seated), "success")]
    if intake.seated:
        words.append((_("%(count)s peserta sudah terdaftar dan tidak diubah.", count=len(intake.seated)), "info"))
    if intake.held:
        named = ", ".join(str(line.line) for line in intake.held[:_LINES_NAMED])
        rest = len(intake.held) - _LINES_NAMED
        more = " " + _("dan %(count)s baris lain", count=rest) if rest > 0 else ""
        words.append(
            (_("Tidak diambil karena ada kesalahan: baris %(lines)s%(more)s.", lines=named, more=more), "warning")
        )
    return words


def plain_filename(name: str | None) -> str:
    """A file's own name, printable and short: it is shown, and never used as a path."""
    last = re.split(r"[\\/]", name or "")[-1]
    return "".join(sign for sign in last if sign.isprintable())[-80:] or _("tanpa nama")
