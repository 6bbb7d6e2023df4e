"""What the hall's pages say: the words of states and waiting, the trainee's home, the frame around one person's desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import services as modules
from bimtek.people.domain import Person
from bimtek.sandbox import queries as desks
from bimtek.sandbox.services import Desk
from bimtek.web.rendering import language
from bimtek.workshops.services import SeatRow

T = TypeVar("T")

#: Reports whose citizen answered, named on the home page; the desk has the rest.
ANSWERS_NAMED = 3


def once_a_language(words: Callable[[], T]) -> Callable[[], T]:
    """Words that depend on nothing but the page's language, looked up once for each: a board of all asks for hundreds."""
    known: dict[str, T] = {}

    @wraps(words)
    def asked() -> T:
        spoken = language()
        if spoken not in known:
            known[spoken] = words()
        return known[spoken]

    return asked


@once_a_language
def state_words() -> dict[str, str]:
    """The word of each state's shape on the board."""
    return {
        "todo": _("belum"), "doing": _("sedang"), "done": _("selesai"), "waiting": _("ditunjukkan, perlu diulang"),
        "help": _("perlu bantuan"), "fatal": _("kesalahan fatal"), "blocked": _("belum terbuka"),
        "skipped": _("tidak perlu"), "filled": _("diisi fasilitator, belum dihitung"),
    }  # fmt: skip


@lru_cache(maxsize=4096)
def idle_words(_language: str, minutes: int | None) -> str:
    """How long somebody has done nothing, short enough for a narrow column, in the page's language."""
    if minutes is None:
        return "–"
    if minutes < 1:
        return str(_("kini"))
    if minutes < 120:
        return str(_("%(n)d mnt", n=minutes))
    if minutes < 2880:
        return str(_("%(n)d jam", n=minutes // 60))
    return str(_("%(n)d hari", n=minutes // 1440))


def in_page_language(words: Callable[..., str]) -> Callable[..., str]:
    """One of the cached functions above for this page: its language is looked up once, not once a cell."""
    return partial(words, language())


@dataclass(slots=True)
class HomePage:
    """A trainee's home: the one next thing, the units, what waits on the desk."""

    home: Any
    listing: desks.Listing
    answered: list[tuple[str, str]]
    unit_words: dict[str, str]
    pace: str

    @property
    def is_empty(self) -> bool:
        """Whether no report has arrived yet."""
        return not self.listing.arrived


def home_page(session: Session, person: Person, desk: Desk) -> HomePage:
    """Everything a trainee's home shows."""
    home = modules.home(session, person)
    listing = desks.listing(session, desk.sandbox, desks.Filter(group="handled"), desk.moment.sim)
    answered = [(row.number, row.title) for row in listing.rows if row.state == "answered"]
    minutes = f"{desk.hall.clock.seconds_per_day / 60:.1f}".removesuffix(".0").replace(".", ",")
    pace = _(
        "Satu hari kerja berlangsung %(minutes)s menit. Malam, akhir pekan, dan hari libur dilewati.", minutes=minutes
    )
    return HomePage(home, listing, answered, unit_words(), pace)


def unit_words() -> dict[str, str]:
    """A unit's state in words; a unit without content is honestly still to come."""
    return {
        "todo": _("Belum mulai"), "doing": _("Sedang dikerjakan"), "done": _("Selesai"), "help": _("Perlu bantuan"),
        "waiting": _("Ulangi tanpa bantuan"), "fatal": _("Perlu diulang"), "blocked": _("Menyusul"),
        "filled": _("Diisi fasilitator, belum dihitung"),
    }  # fmt: skip


def seat_words(seat: SeatRow | Any) -> str:
    """Where somebody sits: seat, group, post and unit."""
    parts = [_("Kursi %(number)d", number=seat.number), seat.group, seat.post, seat.unit]
    return ", ".join(part for part in parts if part)
