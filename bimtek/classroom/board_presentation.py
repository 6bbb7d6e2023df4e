"""What the board shows: numbers, help list, feed and grid of a class in one unit, and what of it is new to a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from flask import Flask, current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from bimtek.classroom import board_rows, board_sight, radar_words, services
from bimtek.classroom.board_feed import Feed, line_words
from bimtek.classroom.board_memory import Memory, Shown, Version
from bimtek.classroom.board_rows import Wire, Written
from bimtek.classroom.board_sight import HELP_NAMED
from bimtek.classroom.domain.board import Board, BoardRow, Order, Section, Sheet, row_of
from bimtek.classroom.kept_halls import KeptHalls
from bimtek.classroom.presentation import idle_words, in_page_language, once_a_language, state_words
from bimtek.modules import services as modules
from bimtek.modules.domain.progress import STATES
from bimtek.web.rendering import language

_FEEDS = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """How a trainer wants the board: a group, a name or seat, a unit, an order, the page of the grid, one person beside it."""

    group: str = ""
    text: str = ""
    unit: str = ""
    order: Order = Order.WAIT
    sheet: int = 1
    person: int = 0

    def address(self, **changed: Any) -> dict[str, Any]:
        """The wish as it stands in an address; what is as always is left out."""
        order = "" if self.order is Order.WAIT else self.order.value
        named: dict[str, Any] = {"unit": self.unit, "kelompok": self.group, "cari": self.text, "urut": order}
        named |= {"lembar": self.sheet if self.sheet > 1 else "", "orang": self.person or ""} | changed
        return {name: value for name, value in named.items() if value}


@dataclass(slots=True)
class BoardPage:
    """The board as its templates show it; `version` is what the live block compares itself with, `person_base` the address
    of a person's page without its number, `opened` the person whom the address names, if on this board."""

    workshop_id: int
    wish: Wish
    board: Board
    grid: dict[Section, list[BoardRow]]
    columns: tuple[tuple[str, str, int], ...]
    version: Version
    shown: Shown
    hidden: int
    all_people: int
    groups: list[str]
    units: tuple[tuple[str, str], ...]
    sheets: list[Sheet]
    feed: list[tuple[str, datetime]]
    at: datetime
    places: dict[int, int]
    person_base: str
    opened: BoardRow | None = None
    help_named: int = HELP_NAMED

    @property
    def unit(self) -> str:
        """The unit shown, or the word for all of them."""
        return self.wish.unit

    @property
    def version_words(self) -> str:
        """The version as the page carries it."""
        return str(self.version)

    @property
    def sheet(self) -> Sheet:
        """The page of the grid that is shown."""
        return self.sheets[self.wish.sheet - 1]

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """Short head and full title of each column."""
        return tuple((head, title) for head, title, _done in self.columns)

    @property
    def hands(self) -> int:
        """How many hands are up."""
        return self.board.hands

    @property
    def numbers(self) -> tuple[tuple[str, int, str, str], ...]:
        """The four numbers of the hall: word, figure, of how many, tone."""
        here, works, stuck, done, of_all = _number_words()
        board, help_, over = self.board, self.board.count("help"), self.board.count("done")
        return (
            (here, board.joined, of_all.replace("{n}", str(board.total)), ""), (works, board.count("working"), "", ""),
            (stuck, help_, "", "warn" if help_ else ""), (done, over, "", "good" if over else ""),
        )  # fmt: skip

    @property
    def group_choices(self) -> tuple[tuple[str, str], ...]:
        """The groups to choose from, all of them first."""
        return (("", _all_groups()), *((name, name) for name in self.groups))

    def rows_of(self, section: Section) -> Markup:
        """The rows of one section as markup."""
        common = Written(language(), self.person_base, self.wish.person)
        return board_rows.rows_markup(common, self.grid[section], self.shown.rows, self.places)


def memory() -> Memory:
    """The boards this application showed of late."""
    kept: Memory = current_app.extensions["board_memory"]
    return kept


def forget(app: Flask) -> None:
    """Begin with nothing remembered."""
    app.extensions["board_memory"], app.extensions["board_feeds"] = Memory(), {}
    app.extensions["kept_halls"] = KeptHalls()


def _halls() -> KeptHalls:
    kept: KeptHalls = current_app.extensions["kept_halls"]
    return kept


def _feed_of(workshop_id: int) -> Feed:
    feeds: dict[int, Feed] = current_app.extensions["board_feeds"]
    if len(feeds) > _FEEDS:
        feeds.clear()
    return feeds.setdefault(workshop_id, Feed())


def board_page(session: Session, workshop_id: int, wish: Wish, now: datetime, quiet: timedelta) -> BoardPage:
    """Everything the board shows of a class as the trainer wants it; what it shows is kept, so that the next answer tells
    only what is new. The version is read before the people: what happens between is told again, never left out."""
    newest = services.newest_entry(session, workshop_id)
    with _halls().look(session, workshop_id, wish.unit, newest, now, quiet) as hall:
        newest = min(newest, hall.entry)
        sight = board_sight.of(hall.people, wish.group, wish.text, wish.order, wish.sheet, now, quiet)
        opened = sight.row(wish.person) if wish.person else None
        lines = _feed_of(workshop_id).lines(session, workshop_id, newest, now)
        names = sight.names({account for line in lines for account in line.accounts})
    words = [(line_words(line, names), line.at) for line in lines]
    board, wish = sight.board, Wish(wish.group, wish.text, hall.unit, wish.order, sight.number, wish.person)
    columns = _columns(wish.unit, board.done_counts)
    version = Version(newest, board_rows.milliseconds(now), _shape(sight.grid, columns))
    shown = Shown(newest, now, sight.wires, board.turns_at, sight.totals)
    return BoardPage(
        workshop_id, wish, board, sight.grid, columns, version, shown, sight.all_people - board.total, sight.all_people,
        sight.groups, _units(), sight.sheets, words, now, sight.places,
        url_for("classroom.person", account_id=0).removesuffix("0"), opened,
    )  # fmt: skip


def person_row(
    session: Session, workshop_id: int, unit: str, account: int, now: datetime, quiet: timedelta
) -> tuple[str, BoardRow]:
    """The unit a board shows and one person of the class in it."""
    newest = services.newest_entry(session, workshop_id)
    with _halls().look(session, workshop_id, unit, newest, now, quiet) as hall:
        person = next(person for person in hall.people if person.account_id == account)
        return hall.unit, row_of(person, now, quiet)


@once_a_language
def _units() -> tuple[tuple[str, str], ...]:
    named = [(module.code, f"{module.code} {module.title}") for module in modules.units_taught()]
    return (*named, (services.ALL_UNITS, _("Semua unit, ringkas")))


def _columns(unit: str, counts: list[int]) -> tuple[tuple[str, str, int], ...]:
    """Short head, full title and how many are done, for each column."""
    if unit == services.ALL_UNITS:
        heads = [(module.code, module.title) for module in modules.units_taught()]
    else:
        heads = [(str(number), column.title) for number, column in enumerate(modules.board_columns(unit), 1)]
    return tuple((head, title, done) for (head, title), done in zip(heads, counts or [0] * len(heads), strict=True))


def _shape(grid: dict[Section, list[BoardRow]], columns: tuple[tuple[str, str, int], ...]) -> int:
    """A number that changes when a page must be drawn anew: other people, names, seats, groups or columns."""
    people = sorted((row.person.account_id, row.person.seat, row.person.name) for rows in grid.values() for row in rows)
    return crc32(repr((people, [title for _head, title, _done in columns])).encode())


def news(page: BoardPage, before: Shown | None) -> list[Wire]:
    """The rows of the grid that a page does not show yet; all of them when it is not known what it shows."""
    rows, known = page.shown.rows, before.rows if before else {}
    return [rows[account] for account in sorted(page.sheet.accounts) if known.get(account) != rows[account]]


@once_a_language
def section_titles() -> list[tuple[Section, str]]:
    """The board's parts in their order, with their words."""
    return [
        (Section.INACTIVE, _("Belum ada aktivitas")), (Section.HELP, _("Macet, perlu didatangi")),
        (Section.WORKING, _("Bekerja")), (Section.DONE, _("Selesai")),
    ]  # fmt: skip


@once_a_language
def _number_words() -> tuple[str, str, str, str, str]:
    return _("Hadir"), _("Bekerja"), _("Macet"), _("Selesai"), _("dari %(total)s", total="{n}")


@once_a_language
def _all_groups() -> str:
    return str(_("Semua kelompok"))


@once_a_language
def number_legend() -> tuple[tuple[str, str], ...]:
    """What each number and column of the board counts."""
    return (
        (_("Hadir"), _("sudah duduk dengan kartunya, dari semua di daftar peserta")),
        (_("Bekerja"), _("sudah memulai dan tidak macet")),
        (_("Macet"), _("ada sebab untuk didatangi; tangan terangkat paling atas, lalu yang menunggu terlama")),
        (_("Selesai"), _("semua langkah yang tampil selesai atau tidak perlu")),
        (_("Di kepala kolom"), _("nomor langkah, dan berapa orang sudah selesai dengannya")),
        (_("Diam"), _("berapa lama sejak tindakan terakhirnya")),
        (_("Ditolak"), _("berapa tindakannya yang ditolak sejauh ini")),
    )  # fmt: skip


@once_a_language
def order_words() -> tuple[tuple[str, str], ...]:
    """The ways to order the people of a section."""
    return ((Order.WAIT.value, _("Menunggu terlama")), (Order.NAME.value, _("Nama")), (Order.SEAT.value, _("Kursi")))


@once_a_language
def _help_words() -> tuple[str, str, str, str]:
    return (
        _("Kursi %(n)s.", n="{n}"), _("Sedang didatangi fasilitator."), _("Langkah: %(step)s.", step="{n}"),
        _("Juga: %(reasons)s.", reasons="{n}"),
    )  # fmt: skip


def help_text(row: BoardRow) -> str:
    """Seat, step in hand, and what else is the matter beside the gravest reason."""
    seat, taken, step, also = _help_words()
    parts = [seat.replace("{n}", str(row.person.seat))]
    if row.person.hand_taken:
        parts.append(taken)
    if row.person.step:
        parts.append(step.replace("{n}", row.person.step))
    if len(row.reasons) > 1:
        others = [radar_words.reason_words(row, reason) for reason in row.reasons[1:]]
        parts.append(also.replace("{n}", ", ".join(word[:1].lower() + word[1:] for word in others)))
    return " ".join(parts)


def help_tag(row: BoardRow) -> tuple[str, str, str]:
    """Shape, words and tone of the gravest reason why somebody needs help."""
    assert row.reason  # noqa: S101 -- whoever is listed has one
    kind, tone = radar_words.shape_of(row.reason)
    return kind, radar_words.reason_words(row, row.reason), tone


def waiting(row: BoardRow, now: datetime) -> tuple[int, str] | None:
    """Since when somebody waits (a raised hand, else the last act): seconds of the epoch for the device, which counts on by
    itself, and words for the page."""
    instant = row.person.hand_at or row.person.last_wall
    if instant is None:
        return None
    minutes = max(0, int((now - instant).total_seconds()) // 60)
    return board_rows.seconds(instant), in_page_language(idle_words)(minutes)


@once_a_language
def script_words() -> str:
    """What the script on the page needs to write a row, as JSON: states by letter, reasons by letter, how long ago."""
    words = state_words()
    told = {
        "states": {letter: [kind, words[kind]] for letter, kind in STATES.items()},
        "why": radar_words.short_words(), "sections": [section.value for section in Section],
        "idle": ["–", _("kini"), _("%(n)s mnt", n="{n}"), _("%(n)s jam", n="{n}"), _("%(n)s hari", n="{n}")],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)
