"""What is said after acts that came with the second and third desk: confirmations, and their lines in a thread."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from bimtek.sandbox import baruga_words, ppid_words
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.decision_inputs import LINK_KINDS
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, Action
from bimtek.sandbox.models import Case


def confirmation(action: Action, case: Case) -> str:
    """What is said after an accepted act: what happened and what comes next."""
    opened = linked_number(case.links[-1]) if case.links else ""
    said = {
        Action.OPEN_REQUEST: _(
            "Permohonan %(number)s dibuka di meja PPID. Balas laporan ini dan sebutkan kedua nomornya.", number=opened
        ),
        Action.OPEN_OBJECTION: _(
            "Keberatan %(number)s diteruskan kepada Atasan PPID. Beri tahu pelapor kedua nomornya.", number=opened
        ),
        Action.SPLIT: _("Dipecah: urusan kedua menjadi %(number)s.", number=opened),
        Action.LINK: _("Tertaut dengan %(number)s.", number=opened),
        Action.UNLINK: _("Tautan dilepas. Kedua riwayat tetap ada."),
    }
    return said.get(action) or baruga_words.confirmation(action) or ppid_words.confirmation(action) or ""


def event(action: Action, given: Any) -> str:
    """One line of the thread about an act of a bridge or a tie, or of another desk; "" when there is none."""
    opened = given.get("opened", "")
    if action in (Action.OPEN_REQUEST, Action.OPEN_OBJECTION):
        return _("%(act)s: %(number)s. %(reason)s", act=ACTION_LABELS[action], number=opened, reason=given["reason"])
    if action == Action.SPLIT:
        return _("Laporan dipecah; urusan kedua: %(number)s. %(reason)s", number=opened, reason=given["reason"])
    if action == Action.LINK:
        kind = LINK_KINDS[given["link_kind"]].split(":")[0].lower()
        return _(
            "Ditautkan dengan %(number)s, %(kind)s. %(reason)s",
            number=given["number"],
            kind=kind,
            reason=given["reason"],
        )
    if action == Action.UNLINK:
        return _("Tautan dengan %(number)s dilepas. %(reason)s", number=given["number"], reason=given["reason"])
    if action == Action.REPEAT:
        return _("Belum ada yang menanggapi; warga melapor lagi.")
    return baruga_words.event(action, given) or ppid_words.event(action, given)
