"""Dates, times and numbers the way Indonesian offices write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask

from bimtek.web.rendering import language

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WITA = timedelta(hours=8)


def _tables() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (DAYS_EN, MONTHS_EN) if language() == "en" else (DAYS, MONTHS)


def day(value: date) -> str:
    """Rabu, 11 November 2026."""
    days, months = _tables()
    return f"{days[value.weekday()]}, {value.day} {months[value.month - 1]} {value.year}"


def day_short(value: date) -> str:
    """Rabu, 11 Nov."""
    days, months = _tables()
    return f"{days[value.weekday()]}, {value.day} {months[value.month - 1][:3] if days is DAYS_EN else SHORT[value.month - 1]}"


def clock_time(value: datetime) -> str:
    """10.40."""
    return f"{value:%H.%M}"


def moment(value: datetime) -> str:
    """Rabu, 11 Nov, 10.40."""
    return f"{day_short(value)}, {value:%H.%M}"


def wall_time(value: datetime) -> str:
    """A wall instant (naive UTC) as the hall's clock shows it: 09.47.12 WITA."""
    return f"{value + WITA:%H.%M.%S}"


def init_app(app: Flask) -> None:
    """Give templates the filters `day`, `day_short`, `clock_time`, `moment`, `wall_time`."""
    for function in (day, day_short, clock_time, moment, wall_time):
        app.jinja_env.filters[function.__name__] = function
