"""What stands beside a request: what was done on it, the list of public information (DIP), and the clocks over a bridge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox import queries
from bimtek.sandbox.acting import state_of
from bimtek.sandbox.deadline_words import Words, row_due, shape
from bimtek.sandbox.domain.case import MOVED, CaseState, label
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import DESK_LABELS, Action, Desk, State
from bimtek.sandbox.domain.ppid_content import DipEntry
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import ppid_content, unit_name
from bimtek.web.words import day

Acts = dict[Action, Entry]
#: The acts that decide a request, and the decision each stands for.
_DECISION_OF = {
    Action.GRANT: "grant", Action.GRANT_PARTLY: "grant_part", Action.REFUSE: "refuse", Action.DECLARE_NOT_HELD: "not_held",
}  # fmt: skip
ANSWERS = tuple(_DECISION_OF)
_WORD = re.compile(r"[a-z]{4,}")
#: Words that point at nothing: every request or half the list has them.
_COMMON = frozenset(
    {
        "yang", "dari", "untuk", "pada", "tahun", "dengan", "kami", "saya", "meminta", "minta", "mohon", "data", "daftar",
        "informasi", "salinan", "menurut", "desa", "dusun", "kecamatan", "kabupaten", "nama", "nomor", "jumlah", "jenis", "dokumen",
        "surat", "terima", "kasih", "atas", "warga", "hasil", "lama", "waktu", "kerja", "tanpa", "tiap", "tempat", "berita", "besar",
        "biaya", "daerah", "lalu", "baru", "beserta", "serta", "bila", "saat", "pekerjaan", "keputusan", "umum", "angka", "catatan",
        "laporan",
    }
)  # fmt: skip


def acts_of(session: Session, case: Case) -> Acts:
    """The latest accepted act of each kind on a request."""
    found = journal.entries_about(session, f"case/{case.id}")
    return {Action(entry.data["action"]): entry for entry in found if entry.kind == MOVED}


def given_of(acts: Acts, kinds: Iterable[Action]) -> tuple[dict[str, Any], Entry | None]:
    """What was filled in for the first of these acts that was done, and its entry; empty when none was."""
    entry = next((acts[kind] for kind in kinds if kind in acts), None)
    return (dict(entry.data["input"]), entry) if entry else ({}, None)


def decision_of(action: Action) -> str:
    """The decision a deciding act stands for, or ""."""
    return _DECISION_OF.get(action, "")


def decided_by(answer: Entry | None) -> str:
    """The decision of a written answer; what an objection changes later stands in the answer to the objection."""
    return decision_of(Action(answer.data["action"])) if answer else ""


def on(entry: Entry | None) -> str:
    """The day of an act in words, or ""."""
    return day(entry.sim_at.date()) if entry and entry.sim_at else ""


def dip(text: str, kind: str, unit: str = "") -> list[DipEntry]:
    """The list of public information narrowed by words, class and unit."""
    words = text.casefold().split()
    return [
        entry
        for entry in ppid_content().dip
        if (not kind or entry.information_class == kind)
        and (not unit or entry.unit == unit)
        and all(word in f"{entry.summary} {unit_name(entry.unit)}".casefold() for word in words)
    ]


def dip_units() -> list[tuple[str, str]]:
    """The units that have an entry in the list, by name."""
    units = {entry.unit: unit_name(entry.unit) or entry.unit for entry in ppid_content().dip}
    return sorted(units.items(), key=lambda pair: pair[1])


def already_open(case: Case, most: int = 3) -> list[DipEntry]:
    """Entries of the list that share telling words with a request: it may be answered by pointing at one of them. A word
    counts by how few entries have it; what shares much less than the nearest entry is left out."""
    asked = _telling(f"{case.filed_title} {case.body}")
    words = {entry.id: _telling(entry.summary) for entry in ppid_content().dip}
    rare = Counter(word for own in words.values() for word in own)
    scored = [(sum(1 / rare[word] for word in asked & words[entry.id]), entry) for entry in ppid_content().dip]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    least = max(1.0, scored[0][0] / 2)
    return [entry for score, entry in scored[:most] if score >= least]


def _telling(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _COMMON


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One of the two clocks of a matter that stands at both desks."""

    desk: str
    number: str
    here: bool
    shape: str
    label: str
    due: Words | None


def two_clocks(session: Session, seat: Seat, case: Case) -> list[ClockRow]:
    """The clock of a report and of the request opened from it, side by side; empty where there is no such bridge."""
    if case.desk not in (Desk.LAPOR, Desk.PPID):
        return []
    sim = seat.moment.sim
    bridged = [linked_number(link) for link in case.links if link.partition(":")[0] in ("request", "from", "split")]
    found = [queries.find_case(session, seat.sandbox, number, sim) for number in bridged]
    across = [other for other in found if other and {other.desk, case.desk} == {Desk.LAPOR.value, Desk.PPID.value}]
    if not across:
        return []
    both = sorted([case, *across], key=lambda one: (one.desk != Desk.LAPOR, one.id))
    return [
        ClockRow(
            DESK_LABELS[Desk(one.desk)], one.number, one.id == case.id, shape(one.state),
            label(State(one.state), unit_name(one.unit)), row_due(_as_answered(state_of(one)), sim),
        )
        for one in both
    ]  # fmt: skip


def _as_answered(state: CaseState) -> CaseState:
    """A request still to be registered is measured beside a report by the clock of its answer: it runs from receipt."""
    return replace(state, state=State.REQUEST_REGISTERED) if state.state == State.REQUEST_RECEIVED else state
