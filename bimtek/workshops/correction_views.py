"""Pages on which who keeps the platform corrects free days, time limits and texts, each with its source; the
four parts at a glance."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.extensions import db
from bimtek.people.account_access import admins_only
from bimtek.web.access import Audience, audience
from bimtek.web.security import whole
from bimtek.web.shell import utc_now
from bimtek.workshops import correction_words as words
from bimtek.workshops import corrections, overlay, services
from bimtek.workshops.class_access import me
from bimtek.workshops.correction_forms import DAY_WORDS, DeadlineForm, HolidayForm, TextForm, WhichDayForm
from bimtek.workshops.correction_page import WRONG, page, saved
from bimtek.workshops.domain import correction as rules
from bimtek.workshops.domain.correction import NONE, WORKING, Part

bp = Blueprint("corrections", __name__, url_prefix="/pengaturan")
bp.before_request(admins_only)


@bp.get("")
@audience(Audience.TRAINER)
def index() -> ResponseReturnValue:
    """The four parts: how much stands in each, how much of it is corrected, and the last change."""
    given, year = overlay.current(), utc_now().year
    counts = {
        Part.UNIT: len(services.units()), Part.HOLIDAY: len(services.calendar().free_days(year)),
        Part.DEADLINE: len(corrections.limits()), Part.TEXT: len(corrections.texts()),
    }  # fmt: skip
    last = {part: corrections.last_change(db.session(), part) for part in Part}
    corrected = {part: len(given.of(part)) for part in Part}
    return render_template(
        "workshops/corrections.html", counts=counts, corrected=corrected, last=last, year=year, when=words.when
    )


_ENDPOINTS = {Part.UNIT: "unit_corrections.unit", Part.HOLIDAY: ".day", Part.DEADLINE: ".limit", Part.TEXT: ".text"}


@bp.post("/<any(unit, holiday, deadline, text):part>/<key>/kembali")
@audience(Audience.TRAINER)
def give_back(part: str, key: str) -> ResponseReturnValue:
    """What seed/ says counts again. The same twice is once."""
    which = Part(part)
    if not overlay.current().history(which, key):
        abort(404)
    if corrections.give_back(db.session(), me(), which, key, utc_now()):
        overlay.changed()
        flash(_("Dikembalikan ke bawaan."), "success")
    if which == Part.UNIT and all(one.id != key for one in corrections.seed_units()):
        return redirect(url_for("unit_corrections.units"))
    return redirect(url_for(_ENDPOINTS[which], key=key))


@bp.get("/libur")
@audience(Audience.TRAINER)
def days() -> ResponseReturnValue:
    """A year: twelve small months and every marked day in words. With a date: on to that day."""
    form = WhichDayForm(request.args if "tanggal" in request.args else None)
    if "tanggal" in request.args and form.validate() and form.day.data:
        return redirect(url_for(".day", key=form.day.data.isoformat()))
    year = min(max(request.args.get("tahun", utc_now().year, type=whole), rules.YEARS[0]), rules.YEARS[1])
    marked = words.marked_days(year)
    return render_template(
        "workshops/correction_days.html", form=form, year=year, months=words.months(marked, year), marked=marked,
        kinds=DAY_WORDS, covered=services.calendar().covers(year), years=rules.YEARS,
    ), WRONG if form.errors else 200  # fmt: skip


def _day(key: str) -> date:
    try:
        found = date.fromisoformat(key)
    except ValueError:
        abort(404)
    return found if found.isoformat() == key and rules.YEARS[0] <= found.year <= rules.YEARS[1] else abort(404)


def _day_page(one: date, form: HolidayForm, status: int = 200) -> ResponseReturnValue:
    seed = services.calendar_of(NONE)
    return page(
        Part.HOLIDAY, one.isoformat(), form, status, day_of=one, why=services.calendar().why(one), seed_why=seed.why(one),
        basis=seed.basis(one.year) if one in seed.free_days(one.year) else "", weekend=one.weekday() > 4,
    )  # fmt: skip


@bp.get("/libur/<key>")
@audience(Audience.TRAINER)
def day(key: str) -> ResponseReturnValue:
    """One day: what it is now, the form, and which open deadlines a change would have moved."""
    one, row = _day(key), corrections.now(Part.HOLIDAY, key)
    name = services.calendar().free_days(one.year).get(one, "")
    kind = (row.value or {})["kind"] if row else words.seed_kind(name) if name else None
    return _day_page(one, HolidayForm(formdata=None, kind=kind, name=name))


@bp.post("/libur/<key>")
@audience(Audience.TRAINER)
def correct_day(key: str) -> ResponseReturnValue:
    """Make a day free, or take a free day back."""
    one, form = _day(key), HolidayForm()
    sound = form.validate()
    if sound and form.kind.data == WORKING and one not in services.calendar_of(NONE).free_days(one.year):
        form.kind.errors = [_("Tanpa pembetulan, tanggal ini memang bukan hari libur. Pakai Kembalikan ke bawaan.")]
        sound = False
    full = corrections.free_days_corrected(one.year) >= rules.MOST_FREE_DAYS
    if sound and full and not corrections.now(Part.HOLIDAY, key):
        form.kind.errors = [_("Paling banyak %(n)d hari setahun. Ubah seed/calendar.toml.", n=rules.MOST_FREE_DAYS)]
        sound = False
    if not sound:
        return _day_page(one, form, WRONG)
    return saved(Part.HOLIDAY, key, form.value(), form.source.data, url_for(".day", key=key))


@bp.get("/tenggat")
@audience(Audience.TRAINER)
def limits() -> ResponseReturnValue:
    """Every time limit with its unit, its source, and what counts now."""
    return render_template("workshops/correction_deadlines.html", rows=words.limit_rows(), counted=words.counted)


def _limit(key: str) -> words.Limit:
    return next((row for row in words.limit_rows() if row.seed.key == key), None) or abort(404)


@bp.get("/tenggat/<key>")
@audience(Audience.TRAINER)
def limit(key: str) -> ResponseReturnValue:
    """One time limit and the form."""
    row = _limit(key)
    form = DeadlineForm(formdata=None, days=row.days, source="")
    return page(Part.DEADLINE, key, form, row=row, counted=words.counted(row.seed.unit))


@bp.post("/tenggat/<key>")
@audience(Audience.TRAINER)
def correct_limit(key: str) -> ResponseReturnValue:
    """Another number of days."""
    row, form = _limit(key), DeadlineForm()
    if not form.validate() or form.days.data is None:
        return page(Part.DEADLINE, key, form, WRONG, row=row, counted=words.counted(row.seed.unit))
    return saved(Part.DEADLINE, key, {"days": form.days.data}, form.source.data, url_for(".limit", key=key))


@bp.get("/teks")
@audience(Audience.TRAINER)
def texts() -> ResponseReturnValue:
    """The texts that may be corrected, and where the others stand."""
    return render_template("workshops/correction_texts.html", rows=words.text_rows())


def _text(key: str) -> words.Text:
    return next((row for row in words.text_rows() if row.seed.key == key), None) or abort(404)


@bp.get("/teks/<key>")
@audience(Audience.TRAINER)
def text(key: str) -> ResponseReturnValue:
    """One text and the form."""
    row = _text(key)
    return page(Part.TEXT, key, TextForm(formdata=None, explanation=row.explanation, source=row.source), row=row)


@bp.post("/teks/<key>")
@audience(Audience.TRAINER)
def correct_text(key: str) -> ResponseReturnValue:
    """Another explanation with its source."""
    row, form = _text(key), TextForm()
    if not form.validate():
        return page(Part.TEXT, key, form, WRONG, row=row)
    value = {"explanation": form.explanation.data}
    return saved(Part.TEXT, key, value, form.source.data, url_for(".text", key=key))


def init_app(app: Flask) -> None:
    """Connect the pages, and the corrections that count in this process."""
    overlay.init_app(app)
    app.register_blueprint(bp)
