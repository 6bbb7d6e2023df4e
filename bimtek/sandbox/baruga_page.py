"""What Baruga's pages show: the public page of one's own hall, an aduan as citizens see it, what a moderator checks against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox import report_words, services
from bimtek.sandbox.domain.case import MOVED, sight
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.decision_inputs import REGENCY
from bimtek.sandbox.domain.lifecycle import PUBLISHED, Action, Desk, Role, State
from bimtek.sandbox.domain.lifecycle_baruga import GROUPS
from bimtek.sandbox.models import Case, Sandbox
from bimtek.web.words import day
from bimtek.workshops import services as workshops

MOST_SHOWN = 60
#: What citizens read of an aduan: never a note, a refusal, or what was asked before it was published.
PUBLIC_ACTS = frozenset(
    {
        Action.MODERATE, Action.FORWARD, Action.RECORD_ACT, Action.RESPOND, Action.ANSWER, Action.SETTLE, Action.FINISH,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One published aduan in the list: everything masked that the officer masked."""

    number: str
    title: str
    excerpt: str
    place: str
    state: str
    supports: int


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The public page: what is published, newest first, the three best supported, and the platform's counters."""

    rows: list[PublicRow]
    top: list[PublicRow]
    counts: dict[str, int]


def plain(text: str, case: Case) -> str:
    """A text as citizens may read it: what the officer masked is masked wherever it stands, not in the aduan alone."""
    return "".join(f"[{part}]" if hidden else part for part, hidden in report_words.masked_parts(text, case.masks))


def public_page(session: Session, sandbox: Sandbox, now: datetime) -> PublicPage:
    """What citizens see of one sandbox's hall at a simulated instant."""
    published = _here(sandbox, now).where(Case.state.in_(sorted(state.value for state in PUBLISHED)))
    newest = session.scalars(published.order_by(Case.received_at.desc(), Case.id.desc()).limit(MOST_SHOWN))
    best = session.scalars(published.where(Case.supports > 0).order_by(Case.supports.desc(), Case.id).limit(3))
    counted = _here(sandbox, now).with_only_columns(Case.state, func.count()).group_by(Case.state)
    per_state = {str(row[0]): int(row[1]) for row in session.execute(counted)}
    counts = {
        word: sum(per_state.get(state.value, 0) for state in states)
        for name, (word, states) in GROUPS.items()
        if name != "left"
    }
    return PublicPage([_row(case) for case in newest], [_row(case) for case in best], counts)


def _here(sandbox: Sandbox, now: datetime) -> Select[Case]:
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.desk == Desk.BARUGA.value)
    return query.where(Case.received_at <= now).options(undefer(Case.reporter))


def _row(case: Case) -> PublicRow:
    excerpt = report_words.excerpt(case.body, case.masks)
    return PublicRow(case.number, plain(case.title, case), excerpt, plain(case.place, case), case.state, case.supports)


def tracked(case: Case) -> tuple[str, str]:
    """(what is known, what comes next) of an aduan that citizens cannot open, for whoever tracks its number."""
    state = State(case.state)
    if state == State.BARUGA_TRANSFERRED:
        numbers = [linked_number(link) for link in case.links if link.startswith("transfer:")]
        said = _("Aduan %(number)s dialihkan ke SP4N-LAPOR!.", number=case.number)
        return said, _("Nomornya di sana: %(number)s.", number=numbers[-1] if numbers else "-")
    if state == State.BARUGA_DECLINED:
        said = _("Aduan %(number)s tidak diproses.", number=case.number)
        return said, _("Alasannya sudah dikirim kepada pelapor.")
    said = _("Aduan %(number)s sudah diterima dan menunggu moderasi.", number=case.number)
    if state == State.BARUGA_ASKED:
        return said, _("Moderator menunggu kejelasan dari pelapor. Aduan terbit sesudah didisposisikan.")
    return said, _("Aduan terbit sesudah moderator memastikan isinya dan mendisposisikannya.")


def public_thread(entries: Iterable[Entry], case: Case) -> list[report_words.Item]:
    """What happened to an aduan in the words citizens read."""
    seen = sight(None, anonymous=case.anonymous, secret=case.secret)
    told = [entry for entry in entries if entry.kind == MOVED and Action(entry.data["action"]) in PUBLIC_ACTS]
    return [
        replace(
            item, title=plain(item.title, case), text=plain(item.text, case),
            pictures=[{**shown, "caption": plain(str(shown.get("caption", "")), case)} for shown in item.pictures],
        )
        for item in report_words.thread(told, case, seen)
    ]  # fmt: skip


def public_name(case: Case) -> str:
    """Under which name citizens see the reporter."""
    return report_words.reporter_name(case, sight(None, anonymous=case.anonymous, secret=case.secret))


def shown(case: Case, role: Role) -> dict[str, str]:
    """For each of the moderator's three checks, what the aduan shows of it, to this reader."""
    seen = sight(role, anonymous=case.anonymous, secret=case.secret)
    name, identity = report_words.reporter_name(case, seen), report_words.identity(case, seen)
    when = day(case.incident_on) if case.incident_on else _("waktu kejadian tidak disebut")
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", plain(case.body, case)) if part.strip()]
    return {
        "identity": _(
            "Lewat %(channel)s: %(who)s.", channel=case.channel, who=", ".join(filter(None, (name, identity)))
        ),
        "content": _("Lokasi: %(place)s; %(when)s.", place=case.place or _("tidak disebut"), when=when),
        "message": _("Akhir aduan: “%(text)s”", text=sentences[-1][-200:] if sentences else ""),
    }


#: The kinds of unit as headings over a long list of offices.
_KINDS = {
    "Sekretariat, inspektorat, dan satuan": ("sekretariat", "inspektorat", "satuan"),
    "Dinas": ("dinas",),
    "Badan": ("badan",),
    "RSUD dan BUMD": ("rsud", "bumd"),
    "Kecamatan": ("kecamatan",),
    "Kelurahan": ("kelurahan",),
}


def office_groups() -> list[tuple[str, list[str]]]:
    """The kabupaten's offices under the headings people look for them."""
    own = [unit for unit in workshops.offered_units() if unit.level == services.OWN_LEVEL]
    groups = [(word, [unit.id for unit in own if unit.kind in kinds]) for word, kinds in _KINDS.items()]
    named = {name for _word, names in groups for name in names}
    left = [unit.id for unit in own if unit.id not in named]
    return [*groups, *([(_("Lainnya"), left)] if left else [])]


def target_groups() -> list[tuple[str, list[str]]]:
    """Where a moderator disposes to, by level."""
    province = [unit.id for unit in workshops.offered_units() if unit.level == "provinsi"]
    return [(_("Tingkat 2: kabupaten"), [REGENCY]), (_("Tingkat 2: OPD dan lembaga provinsi"), province)]


def topics() -> list[str]:
    """Suggestions for the topic: the last word of each category, each once."""
    return list(dict.fromkeys(path.rpartition(" > ")[2] for path in services.world().categories.values()))


def pictures_of(session: Session, sandbox: Sandbox) -> set[str]:
    """The hashes of all pictures that stand in a sandbox's journal."""
    entries = journal.entries_of(session, services.stream(sandbox))
    brought = (entry.data["input"].get("pictures") or () for entry in entries if entry.kind == MOVED)
    return {str(one["sha256"]) for several in brought for one in several}


def pictures_of_class(session: Session, workshop_id: int) -> set[str]:
    """The hashes of all pictures that stand in the journals of a class's sandboxes."""
    sandboxes = session.scalars(select(Sandbox).where(Sandbox.workshop_id == workshop_id).order_by(Sandbox.id))
    return set().union(*(pictures_of(session, sandbox) for sandbox in sandboxes))


def all_pictures(session: Session) -> set[str]:
    """The hashes of all pictures that stand in any sandbox's journal."""
    sandboxes = session.scalars(select(Sandbox).order_by(Sandbox.id))
    return set().union(*(pictures_of(session, sandbox) for sandbox in sandboxes))
