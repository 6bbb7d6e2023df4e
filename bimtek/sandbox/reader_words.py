"""Who reads what an act carries, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from bimtek.sandbox import report_words
from bimtek.sandbox.domain.lifecycle import Action, Desk
from bimtek.sandbox.domain.sending import Readers, readers_of
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import unit_name


def of_public_answer(case: Case) -> str:
    """Who reads a public answer to this report, and under which name the reporter stands there."""
    if case.secret:
        return _(
            "Hanya pelapor, Admin Instansi, dan perangkat daerah terdisposisi. Laporan Rahasia tidak tampil di halaman publik."
        )
    if case.anonymous:
        return _("Pelapor dan semua orang di halaman publik. Nama pelapor tampil sebagai Anonim.")
    return _("Pelapor dan semua orang di halaman publik.")


def of_act(case: Case, action: Action, given: Mapping[str, Any]) -> str:
    """Who reads the words of this act, as far as what was chosen in its form says; KeyError for an act that carries none."""
    readers = readers_of(action, case.desk, secret=case.secret)
    if readers == Readers.INSIDE:
        return _("Petugas di meja PPID dan Atasan PPID. Pemohon dan publik tidak.")
    if readers == Readers.PERSON:
        return _("Hanya pemohon.") if case.desk == Desk.PPID else _("Hanya pelapor.")
    if readers == Readers.HOLDER:
        return _joined(_("Admin Nasional dan %(who)s.", who=_holder(action, given)), _not_for_them(case))
    if readers == Readers.UNIT:
        unit = unit_name(given.get("unit") or given.get("suggestion") or case.unit)
        told = _(
            "Petugas lain yang membuka laporan ini, juga %(unit)s. Pelapor dan publik tidak.",
            unit=unit or _("perangkat daerah"),
        )
        return _joined(told, _not_for_them(case))
    if action == Action.MODERATE:
        hidden = _("Isi aduan ikut terbit; bagian yang disamarkan: %(n)d.", n=len(case.masks))
        return _joined(of_public_answer(case), hidden)
    return of_public_answer(case)


def _holder(action: Action, given: Mapping[str, Any]) -> str:
    named = report_words.holder_name(str(given.get("holder") or ""))
    if named:
        return named
    return _("instansi yang dipilih") if action == Action.NOT_OUR_AUTHORITY else _("pengelola SP4N-LAPOR!")


def _not_for_them(case: Case) -> str:
    if case.anonymous:
        return _("Pelapor ini Anonim: siapa dia tidak boleh mereka ketahui.")
    return _("Pelapor ini Rahasia: NIK, nomor HP, dan alamatnya bukan untuk mereka.") if case.secret else ""


def _joined(*words: str) -> str:
    return " ".join(part for part in words if part)
