"""Pages on which who keeps the platform corrects the units: other names, a new one, one that is offered no longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bimtek.people.account_access import admins_only
from bimtek.web.access import Audience, audience
from bimtek.workshops import correction_words as words
from bimtek.workshops import corrections, overlay, services
from bimtek.workshops.correction_forms import UnitForm
from bimtek.workshops.correction_page import WRONG, page, saved
from bimtek.workshops.domain import correction as rules
from bimtek.workshops.domain.correction import Part
from bimtek.workshops.domain.unit_matching import Unit

bp = Blueprint("unit_corrections", __name__, url_prefix="/pengaturan/unit")
bp.before_request(admins_only)
_SOUGHT = 100


@bp.get("")
@audience(Audience.TRAINER)
def units() -> ResponseReturnValue:
    """All units, sought by any of their names."""
    sought, only = request.args.get("cari", "")[:_SOUGHT].strip(), request.args.get("keadaan", "")
    only = only if only in ("corrected", "added", "retired") else ""
    return render_template(
        "workshops/correction_units.html", lines=words.unit_lines(sought, only), sought=sought, only=only,
        all=len(services.units()), corrected=len(overlay.current().of(Part.UNIT)),
    )  # fmt: skip


@bp.get("/baru")
@audience(Audience.TRAINER)
def new_unit() -> ResponseReturnValue:
    """The form of a new unit."""
    return render_template("workshops/correction_unit_new.html", form=UnitForm(formdata=None))


@bp.post("/baru")
@audience(Audience.TRAINER)
def add_unit() -> ResponseReturnValue:
    """A new unit; whoever sends two gets one, because its names are taken then."""
    form, known = UnitForm(), {unit.id for unit in corrections.seed_units()}
    sound = form.validate() and not _taken(form, "")
    if sound and len(overlay.current().of(Part.UNIT).keys() - known) >= rules.MOST_NEW_UNITS:
        form.name.errors = [_("Paling banyak %(n)d unit baru.", n=rules.MOST_NEW_UNITS)]
        sound = False
    if not sound:
        return render_template("workshops/correction_unit_new.html", form=form), WRONG
    ever = {row.key for row in overlay.current().rows if row.part == Part.UNIT}
    key = rules.unit_key(form.name.data or "", known | ever | {"baru"})
    return saved(Part.UNIT, key, form.value(new=True), form.source.data, url_for(".unit", key=key))


def _unit(key: str) -> Unit:
    return next((one for one in services.units() if one.id == key), None) or abort(404)


def _unit_page(one: Unit, form: UnitForm, status: int = 200) -> ResponseReturnValue:
    seed = next((unit for unit in corrections.seed_units() if unit.id == one.id), None)
    return page(
        Part.UNIT, one.id, form, status, unit=one, seed=seed, kind=words.kind_word(one.kind),
        level=words.level_word(one.level), uses=_uses(one.id),
    )  # fmt: skip


def _uses(key: str) -> int:
    asked = current_app.extensions.get(corrections.USES)
    return asked(key) if asked else 0


def _taken(form: UnitForm, own: str) -> bool:
    """Whether another unit is known by one of the names; said beside the name."""
    names = [form.name.data or "", form.short.data or "", *form.aliases()]
    other = rules.name_taken(names, own, services.units())
    if other:
        form.name.errors = [_("Nama, singkatan, atau nama lain ini sudah dipakai %(unit)s.", unit=other)]
    return other is not None


@bp.get("/<key>")
@audience(Audience.TRAINER)
def unit(key: str) -> ResponseReturnValue:
    """One unit: its names as they count, and the form."""
    one, row = _unit(key), corrections.now(Part.UNIT, key)
    value: Mapping[str, Any] = (row.value if row else None) or {}
    form = UnitForm(
        formdata=None, name=one.name, short=one.short, also="\n".join(value.get("also", one.also)),
        retired=value.get("retired", False), source="", kind=one.kind, level=one.level,
    )  # fmt: skip
    return _unit_page(one, form)


@bp.post("/<key>")
@audience(Audience.TRAINER)
def correct_unit(key: str) -> ResponseReturnValue:
    """Other names, or retired. Kind and level of a unit stay: cases are decided by them."""
    one = _unit(key)
    form = UnitForm()
    form.kind.data, form.level.data = one.kind, one.level
    sound = form.validate() and not _taken(form, key)
    if sound and form.retired.data and _uses(key):
        form.retired.errors = [
            _("Unit ini pemilik masalah di skenario, jadi harus tetap dapat dipilih. Bila bergabung, ganti namanya.")
        ]
        sound = False
    if not sound:
        return _unit_page(one, form, WRONG)
    added = all(unit.id != key for unit in corrections.seed_units())
    return saved(Part.UNIT, key, form.value(new=added), form.source.data, url_for(".unit", key=key))


def init_app(app: Flask) -> None:
    """Connect the pages of units."""
    app.register_blueprint(bp)
