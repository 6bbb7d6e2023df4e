"""Agreement and calibration in words and figures: per criterion how often, how far, and whether there is enough to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import marking, review_calibration, review_words
from bimtek.modules.domain.agreement import Agreement, Pair, agreement, band
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.types import CRITERIA
from bimtek.modules.review_presentation import maximum_of, names
from bimtek.people.domain import Person
from bimtek.workshops import services as workshops


@dataclass(slots=True)
class Measured:
    """One criterion's agreement in words; `enough` says whether a kappa may be read from it."""

    key: str
    label: str
    told: Agreement
    enough: bool
    kappa_word: str
    good: bool


def measured(pairs: Mapping[str, list[Pair]], prefix: str = "") -> list[Measured]:
    """Every criterion in the order of the rubric with its agreement; also those nobody looked at."""
    settings, rows = marking.review_settings(), []
    keys = [*(f"case:{key}" for key in CRITERIA if key != "reply"), *(f"reply:{key}" for key in REPLY_CRITERIA)]
    for key in [f"reply:{key}" for key in REPLY_CRITERIA] if prefix == "reply" else keys:
        given = pairs.get(key) or pairs.get(key.removeprefix("reply:") if prefix == "reply" else key) or []
        told = agreement(given, maximum_of(key))
        enough = told.n >= settings.few
        near = told.adjacent is None or told.adjacent >= settings.adjacent
        good = told.kappa is not None and told.kappa >= settings.kappa and told.exact >= settings.exact and near
        rows.append(Measured(key, review_words.label_of(key), told, enough, _kappa_words(told, enough), good))
    return rows


def _kappa_words(told: Agreement, enough: bool) -> str:
    if not enough:
        return str(_("terlalu sedikit"))
    if told.kappa is None:
        return str(_("satu tingkat saja, tidak terhitung"))
    words = {
        "none": _("tidak lebih baik dari kebetulan"), "slight": _("sangat lemah"), "fair": _("lemah"),
        "moderate": _("sedang"), "substantial": _("kuat"), "almost": _("hampir sempurna"),
    }  # fmt: skip
    return str(words[band(told.kappa)])


@dataclass(slots=True)
class SampleLine:
    """One criterion of a sample after it was marked: mine, the others', the reference, the machine."""

    label: str
    maximum: int
    mine: int
    others: list[tuple[str, int]]
    reference: int
    machine: int

    @property
    def apart(self) -> int:
        """How far mine lies from the reference."""
        return abs(self.mine - self.reference)


def sample_lines(session: Session, trainer: Person, target: workshops.Workshop, code: str) -> list[SampleLine]:
    """A marked sample criterion by criterion, the largest difference first; empty before the trainer has marked it."""
    marks = review_calibration.marks_on(session, target).get(code, {})
    if trainer.id not in marks:
        return []
    called, machine = names(session, set(marks)), review_calibration.machine_on(code)
    sample = review_calibration.samples()[code]
    rows = [
        SampleLine(
            str(_(label)), top, marks[trainer.id].levels[key],
            [(called.get(account, ""), mark.levels[key]) for account, mark in marks.items() if account != trainer.id],
            sample.levels[key], machine.levels[key],
        )
        for key, (label, top) in REPLY_CRITERIA.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row.apart)
