"""What a page of the worked example says of an act: who did what, with which values, in the words of its desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bimtek.modules import marking
from bimtek.modules.domain.example import Frame
from bimtek.sandbox.domain import lifecycle_ppid as ppid
from bimtek.sandbox.domain.decision_inputs import COSTS, LACKING, MEDIA, RULINGS, SPLIT_DESKS
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, ROLE_LABELS, Action, Desk, Role


@dataclass(frozen=True, slots=True)
class Said:
    """One act in words; `facts` are its values with their labels."""

    who: str
    what: str
    facts: Mapping[str, str]


def said_of(frame: Frame) -> Said:
    """The act of a step of the example; values it does not have are left out."""
    given, facts = frame.given, dict[str, str]()
    for label, name, word in _VALUES:
        if (value := given.get(name)) and (told := word(value)):
            assigned = frame.act.action == Action.ASSIGN and name == "unit"
            facts[_("Ditugaskan kepada") if assigned else str(label)] = _(told)
    if frame.act.role == Role.REPORTER and frame.state.state in ppid.LABELS:
        return Said(_("Pemohon"), _(_OF_APPLICANT.get(frame.act.action, ACTION_LABELS[frame.act.action])), facts)
    return Said(_(ROLE_LABELS[frame.act.role]), _(ACTION_LABELS[frame.act.action]), facts)


def first_words(desk: Desk) -> tuple[str, str]:
    """What is said before the first act: what has come, and what to look for in it."""
    if desk == Desk.PPID:
        return _("Permohonan baru masuk."), _(
            "Baca dahulu. Siapa pemohonnya, apa yang diminta, bagian mana yang kurang, dan siapa yang menguasai informasinya?"
        )
    return _("Laporan baru masuk."), _(
        "Baca dahulu. Apa masalahnya, di mana, siapa yang berwenang, dan apakah pelapor terlindungi?"
    )


def _office(value: Any) -> str:
    return marking.rules().office(str(value))


def _parts(value: Any) -> str:
    return ", ".join(_(LACKING.get(str(part), "")) for part in value)


def _ground(value: Any) -> str:
    content = marking.rules().ppid
    found = content.ground(str(value)) if content else None
    return _("Pasal 17 huruf %(letter)s: %(name)s", letter=found.letter, name=_(found.name)) if found else ""


def _objection(value: Any) -> str:
    content = marking.rules().ppid
    found = content.objection(str(value)) if content else None
    return _("Pasal 35 huruf %(letter)s: %(name)s", letter=found.letter, name=_(found.name)) if found else ""


#: Acts of an applicant whose label speaks of a report.
_OF_APPLICANT = {Action.COMPLETE: "Lengkapi permohonan"}
#: Label, the value's name, and how it is said; in the order of a page.
_VALUES: tuple[tuple[Any, str, Callable[[Any], str]], ...] = (
    (_l("Klasifikasi"), "report_class", lambda value: marking.rules().classes.get(str(value), "")),
    (_l("Kategori"), "category", lambda value: marking.rules().categories.get(str(value), "")),
    (_l("Disposisi ke"), "unit", _office),
    (_l("Disamarkan"), "passages", ", ".join),
    (_l("Diminta dilengkapi"), "lacking", _parts),
    (_l("Nomor pendaftaran"), "registration", str),
    (_l("Isi yang diuji"), "content", str),
    (_l("Dasar"), "ground", _ground),
    (_l("Bila dibuka"), "if_opened", str),
    (_l("Bila ditutup"), "if_closed", str),
    (_l("Jangka waktu"), "period", str),
    (_l("Bahan"), "material", str),
    (_l("Dihitamkan"), "blackened", str),
    (_l("Alasan penolakan"), "refusal", str),
    (_l("Bentuk"), "medium", lambda value: MEDIA.get(str(value), "")),
    (_l("Biaya"), "cost", lambda value: COSTS.get(str(value), "")),
    (_l("Alasan keberatan"), "objection_ground", _objection),
    (_l("Bagian laporan untuk urusan kedua"), "passage", str),
    (_l("Dijadikan"), "desk", lambda value: SPLIT_DESKS.get(str(value), "")),
    (_l("Nomor baru"), "opened", str),
    (_l("Pemegang"), "holder", _office),
    (_l("Alasan"), "reason", str),
    (_l("Isi jawaban"), "ruling", lambda value: RULINGS.get(str(value), "")),
    (_l("Nilai"), "rating", lambda value: f"{value}/5"),
)
