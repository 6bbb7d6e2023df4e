"""Cases tied to one another: the rows beside a case, and one history over a bridge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.sandbox import queries, report_words
from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.case import label, sight
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import DESK_LABELS, Desk, Role, State
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import unit_name

_KINDS = {
    "duplicate": _l("Ganda"),
    "related": _l("Berkaitan"),
    "transfer": _l("Dialihkan menjadi"),
    "request": _l("Permohonan PPID"),
    "split": _l("Pecahan"),
    "from": _l("Berasal dari"),
    "repeat": _l("Pelapor yang sama melapor lagi"),
}
#: Links over which two cases are one matter: both histories are read as one.
_ONE_MATTER = frozenset({"transfer", "request", "from"})


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One tied case: how, which, at which desk, how it stands."""

    kind: str
    word: str
    number: str
    desk: str
    title: str
    shape: str
    label: str


def tied(session: Session, sandbox: Sandbox, case: Case, now: datetime) -> list[tuple[str, Case]]:
    """(how, which) for each case tied to this one, in the order they came."""
    wanted = {linked_number(link): link.partition(":")[0] for link in case.links}
    if not wanted:
        return []
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.number.in_(wanted), Case.received_at <= now)
    found = session.scalars(query.options(undefer(Case.truth), undefer(Case.reporter)).order_by(Case.id))
    return [(wanted[other.number], other) for other in found]


def rows(cases: list[tuple[str, Case]]) -> list[LinkRow]:
    """The tied cases as the page lists them."""
    return [
        LinkRow(
            kind, str(_KINDS.get(kind, kind)), other.number, DESK_LABELS[Desk(other.desk)],
            other.title or other.body[:60], shape(other.state), label(State(other.state), unit_name(other.unit)),
        )
        for kind, other in cases
    ]  # fmt: skip


def whole_thread(
    session: Session, own: list[report_words.Item], cases: list[tuple[str, Case]], role: Role
) -> list[report_words.Item]:
    """The case's own thread; over a bridge the other desk's is read in between, each line marked with its desk."""
    items = list(own)
    for kind, other in cases:
        if kind not in _ONE_MATTER:
            continue
        seen = sight(role, anonymous=other.anonymous, secret=other.secret)
        told = report_words.thread(queries.thread(session, other).entries, other, seen)
        via = _("%(desk)s, %(number)s", desk=DESK_LABELS[Desk(other.desk)], number=other.number)
        items += [replace(item, via=via) for item in told if item.kind not in ("note", "refusal")]
    return sorted(items, key=lambda item: item.at)
