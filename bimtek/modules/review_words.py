"""Reviewed marks in words: why a level was changed, and what the machine and a person said beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.reply.types import FLAGS
from bimtek.modules.domain.judging.types import CRITERIA, CRITICAL, CaseJudgement
from bimtek.modules.domain.review import AGREED, CASE, CRITICAL_ERROR, REPLY, THIRD, Override, holds, scales

REASON_WORDS = {
    "missed_fact": _l("Fakta dilewatkan mesin"),
    "elsewhere": _l("Bukti di catatan lain"),
    "local_rule": _l("Aturan setempat berbeda"),
    "language": _l("Bahasa dinilai terlalu keras"),
    "other": _l("Lainnya"),
}
_MORE = {AGREED: _l("Sesuai dengan mesin"), THIRD: _l("Diputuskan penilai ketiga")}
DISPUTE_WORDS = {
    "open": ("waiting", _l("Diajukan")),
    "accepted": ("done", _l("Diterima")),
    "refused": ("fatal", _l("Ditolak")),
    "withdrawn": ("blocked", _l("Ditarik")),
}


def reasons() -> dict[str, str]:
    """All reasons a level may have been changed for, in words."""
    return {key: str(word) for key, word in {**REASON_WORDS, **_MORE}.items()}


def label_of(key: str | None) -> str:
    """The name on screen of what a key marks; nothing for a form that came without one."""
    if not key:
        return ""
    kind, _colon, name = key.partition(":")
    if kind == CASE:
        return str(_(CRITERIA.get(name, name)))
    if kind == REPLY:
        return str(_(REPLY_CRITERIA[name][0])) if name in REPLY_CRITERIA else name
    return str(_(CRITICAL.get(name, name) if kind == CRITICAL_ERROR else FLAGS.get(name, name)))


def reason(item: Override) -> str:
    """Why, as the end of a sentence: the reason from the list, and the trainer's own words behind it."""
    if item.reason == "other":
        return item.note
    word = str({**REASON_WORDS, **_MORE}[item.reason])
    word = word[:1].lower() + word[1:]
    return f"{word}: {item.note}" if item.note else word


def said(item: Override, maximum: int) -> str:
    """The machine's level and the person's beside each other, with the reason."""
    why = reason(item).rstrip(".")
    if item.kind in (CASE, REPLY):
        if item.reason == AGREED:
            return str(_("Mesin dan fasilitator: %(level)s dari %(all)s.", level=item.level, all=maximum))
        return str(
            _(
                "Mesin: %(machine)s dari %(all)s. Fasilitator: %(level)s dari %(all)s, karena %(why)s.",
                machine="–" if item.machine is None else item.machine,
                level=item.level,
                all=maximum,
                why=why,
            )
        )
    if item.reason == AGREED:
        return str(_("Mesin dan fasilitator: ada.") if item.level else _("Mesin dan fasilitator: tidak ada."))
    if item.level:
        return str(_("Mesin: tidak ada. Fasilitator: ada, karena %(why)s.", why=why))
    return str(_("Mesin: ada. Fasilitator: tidak ada, karena %(why)s.", why=why))


def said_of(overrides: Mapping[str, Override], machine: CaseJudgement) -> dict[str, str]:
    """What is said of each overridden thing of a case that still holds."""
    tops = {key: scale.maximum for key, scale in scales(machine).items()}
    return {key: said(item, tops.get(key, 1)) for key, item in overrides.items() if holds(machine, item)}


def listed(names: Iterable[str]) -> str:
    """Names behind one another."""
    return ", ".join(names)
