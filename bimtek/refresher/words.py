"""Refreshers in words: the next date, states of criteria, results; short, kind, concrete."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.refresher import services
from bimtek.refresher.domain import schedule
from bimtek.refresher.domain.schedule import Next, State
from bimtek.web.words import day

#: Shape of each state.
SHAPES = {schedule.FRESH: "done", schedule.DUE: "waiting", schedule.LAPSED: "help"}


def state_words() -> dict[str, str]:
    """The word of each state of a criterion."""
    return {schedule.FRESH: _("Segar"), schedule.DUE: _("Waktunya disegarkan"), schedule.LAPSED: _("Mulai pudar")}


def criterion(key: str) -> str:
    """The name of a criterion."""
    return _(services.label_of(key))


def in_days(on: date, today: date) -> str:
    """How far a day is: hari ini, 3 hari lagi, 5 minggu lagi, 4 bulan lagi, 2 hari yang lalu."""
    days = (on - today).days
    if days == 0:
        return _("hari ini")
    if days < 0:
        return ngettext("%(num)d hari yang lalu", "%(num)d hari yang lalu", -days)
    if days < 14:
        return ngettext("%(num)d hari lagi", "%(num)d hari lagi", days)
    if days < 60:
        return ngettext("%(num)d minggu lagi", "%(num)d minggu lagi", round(days / 7))
    return ngettext("%(num)d bulan lagi", "%(num)d bulan lagi", round(days / 30))


def next_words(following: Next | None, today: date) -> str:
    """What comes next and when, in one sentence."""
    if following is None:
        return _("Tidak ada yang perlu disegarkan.")
    name = criterion(following.criterion)
    if following.is_due(today):
        return _("Satu kasus tentang %(name)s, kira-kira %(n)d menit.", name=name, n=services.rules().minutes)
    return _(
        "Berikutnya %(name)s, %(when)s (%(day)s).", name=name, when=in_days(following.on, today), day=day(following.on)
    )


def rows(
    states: tuple[State, ...], plan: tuple[tuple[str, date], ...], today: date
) -> list[tuple[str, str, str, date, date | None, float]]:
    """The criteria, soonest first: shape, word, name, last shown, next date, level."""
    dates, words = dict(plan), state_words()
    found = [
        (
            SHAPES[one.status],
            words[one.status],
            criterion(one.criterion),
            one.shown_on,
            dates.get(one.criterion),
            one.level,
        )
        for one in states
    ]
    return sorted(found, key=lambda row: (row[4] or today, row[2]))


def free_days_fault(code: str) -> str:
    """Why free days were not kept."""
    return {
        "order": _("Hari terakhir tidak boleh sebelum hari pertama."), "past": _("Hari-hari itu sudah lewat."),
        "long": _("Paling lama setengah tahun sekali isi."), "many": _("Hapus dahulu salah satu yang lama."),
        "date": _("Isi tanggal keduanya."),
    }.get(code, code)  # fmt: skip


def why_not(code: str) -> str:
    """Why no case was opened."""
    return {
        "nothing": _("Belum ada yang dapat disegarkan: penyegaran dimulai sesudah sertifikat disahkan."),
        "no_desk": _("Meja Anda tidak ditemukan. Hubungi fasilitator."),
    }.get(code, code)  # fmt: skip
