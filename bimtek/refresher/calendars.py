"""The plan as a calendar file (.ics), by the icalendar library: one entry a criterion, each with the same name for ever, so that
a calendar that reads it again moves what it has instead of adding to it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from flask_babel import gettext as _

from bimtek.refresher import services, words
from bimtek.refresher.services import Standing
from bimtek.web.words import WITA

#: A quiet hour of the working day, in WITA.
HOUR = time(9, 0)


def calendar_of(standing: Standing, account_id: int, link: str, wall: datetime) -> bytes:
    """The calendar of one person; `link` is where the case is opened, "" for a laptop whose address moves."""
    # Read when the first calendar is asked for: a start of the platform must not wait for a library few pages need.
    from icalendar import Alarm, Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Bimtek//Penyegaran//ID")
    found.add("version", "2.0")
    found.add("x-wr-calname", _("Penyegaran Bimtek (SIMULASI)"))
    minutes = services.rules().minutes
    for criterion, on in standing.plan:
        begins = datetime.combine(on, HOUR) - WITA
        event = Event()
        event.add("uid", f"segar-{account_id}-{criterion}@bimtek.invalid")
        event.add("dtstamp", wall.replace(microsecond=0, tzinfo=UTC))
        event.add("dtstart", begins.replace(tzinfo=UTC))
        event.add("dtend", (begins + timedelta(minutes=minutes)).replace(tzinfo=UTC))
        event.add(
            "summary", _("Penyegaran %(n)d menit: %(name)s (SIMULASI)", n=minutes, name=words.criterion(criterion))
        )
        event.add("description", _("Satu kasus simulasi. Hasilnya langsung terlihat.") + (f" {link}" if link else ""))
        if link:
            event.add("url", link)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _("Penyegaran Bimtek"))
        alarm.add("trigger", timedelta(minutes=-10))
        event.add_component(alarm)
        found.add_component(event)
    return bytes(found.to_ical())


@lru_cache(maxsize=1)
def empty() -> bytes:
    """The calendar of somebody with nothing to refresh."""
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//Bimtek//Penyegaran//ID")
    found.add("version", "2.0")
    return bytes(found.to_ical())
