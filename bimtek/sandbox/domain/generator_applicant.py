"""The form of a request for information: who asks, for what use, in which form; and what is missing when something is."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from bimtek.sandbox.domain.scenario_parts import Request

#: Made-up bodies: nobody is meant.
_GROUPS = (
    "Kelompok Warga Peduli Anggaran",
    "Forum Tani Lamaranginang",
    "Kelompok Pemuda Simpurusiang",
    "Forum Ibu Posyandu",
)
_BODIES = ("Yayasan Telaga Terang", "Perkumpulan Sahabat Sungai", "Yayasan Pelita Lembah", "Lembaga Kajian Bukit Hijau")
#: Slots that name the body which asks.
_BODY_SLOTS = ("badan", "lembaga", "lsm")
#: Which key of the form each missing part empties.
_EMPTIED = {
    "identity": ("nik", "identity_copy"), "address": ("address",), "contact": ("phone", "email"), "proxy": ("proxy",),
    "purpose": ("purpose",), "decree": ("decree",), "detail": (),
}  # fmt: skip


def applicant(
    request: Request, truth: Mapping[str, Any], reporter: Mapping[str, Any], rng: random.Random, told: Mapping[str, str]
) -> dict[str, Any]:
    """The reporter with the form's other parts; what `request.incomplete` names is left empty. `told` are the words of the
    request's text: who is named there as asking stands on the form too."""
    purposes = list(truth.get("purposes") or [""])
    form: dict[str, Any] = {
        **reporter, "applicant": request.applicant, "organisation": None, "identity_copy": True, "proxy": None, "decree": None,
        "purpose": purposes[0], "obtain": request.obtain, "deliver": request.deliver,
    }  # fmt: skip
    if request.applicant == "group":
        drawn = _GROUPS[int(rng.random() * len(_GROUPS))]
        form["organisation"] = _group_of(told) or drawn
        form["proxy"] = f"Surat kuasa anggota kepada {reporter['name']}"
    elif request.applicant == "legal_entity":
        drawn = _BODIES[int(rng.random() * len(_BODIES))]
        form["organisation"] = next((told[slot] for slot in _BODY_SLOTS if slot in told), drawn)
        form["decree"] = f"AHU-SIM-{1000 + int(rng.random() * 9000)}.AH.01"
    for part in request.incomplete:
        form |= dict.fromkeys(_EMPTIED[part])
    return form


def _group_of(told: Mapping[str, str]) -> str:
    """The group a text speaks of with its village: "karang taruna" is "Karang taruna Mekarsari Jaya" on a form."""
    name = told.get("kelompok") or told.get("pemohon") or ""
    return f"{name[:1].upper()}{name[1:]} {told.get('nama_desa', '')}".strip() if name else ""
