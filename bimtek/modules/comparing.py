"""What the comparison says: both runs of a case side by side, their criteria, and what made the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import branch_judging, marking
from bimtek.modules.domain.comparison import (
    Cause,
    Choice,
    Difference,
    Ending,
    cause,
    differences,
    parting,
    was_told,
)
from bimtek.modules.domain.history import Act, History
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.sandbox import branching, links, report_words
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.deadline_words import shape
from bimtek.sandbox.domain.case import label, sight
from bimtek.sandbox.domain.lifecycle import ACTION_LABELS, Desk
from bimtek.sandbox.pacing import hall_of
from bimtek.sandbox.services import Case, Sandbox
from bimtek.sandbox.world import unit_name
from bimtek.workshops import services as workshops


@dataclass(slots=True)
class Run:
    """One run in words: what happened after the common part, and where it stands."""

    title: str
    note: str
    shape: str
    label: str
    items: list[report_words.Item]
    facts: list[tuple[str, str]]
    criticals: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ComparePage:
    """Both runs and what lies between them."""

    sentence: str
    since: datetime
    body: list[tuple[str, bool]]
    common: list[report_words.Item]
    runs: tuple[Run, Run]
    lines: list[tuple[str, str, str, str]]
    alike: list[tuple[str, str, str, str]]
    told: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """One run as read from its world."""

    case: Case
    entries: list[Entry]
    history: History
    judged: CaseJudgement | None
    now: datetime
    sandbox: Sandbox

    @property
    def ending(self) -> Ending:
        """How it stands, in figures."""
        until = (self.case.ended_at or self.now).date()
        days = workshops.calendar().working_days_between(self.case.received_at.date(), until)
        return Ending(self.case.ended_at is not None, max(0, days), self.case.rating)


def compare_page(session: Session, main: Sandbox, case: Case, branch: Sandbox, wall: datetime) -> ComparePage | None:
    """Both runs of a case; None when the branch does not hold it."""
    twin = branching.case_in(session, branch, case.number)
    if twin is None:
        return None
    one, two = _side(session, main, case, wall), _side(session, branch, twin, wall)
    first = [entry for entry in one.entries if entry.number > (branch.branched_at or 0)]
    since = branching.happened_since(session, twin.id)
    told = was_told(one.history)
    choice = parting(_acts(one.history, first), _acts(two.history, since))
    between = differences(one.judged, two.judged) if told else []
    made = cause(one.judged, two.judged, one.ending, two.ending)
    masks = list(dict.fromkeys((*case.masks, *twin.masks)))
    return ComparePage(
        sentence=_sentence(choice, made, told, bool(since)), since=branch.branched_sim or branch.opened_at,
        body=report_words.masked_parts(case.body, masks),
        common=_items(session, one, [entry for entry in one.entries if entry not in first], ()),
        runs=(
            _run(session, one, first, _("Jalan pertama"), _("Yang Anda lakukan di meja. Inilah yang dihitung.")),
            _run(session, two, since, _("Cabang"), _("Bagaimana jika. Tidak dihitung.")),
        ),
        lines=[_line(item) for item in between if item.change != 0],
        alike=[_line(item) for item in between if item.change == 0], told=told,
    )  # fmt: skip


def _side(session: Session, sandbox: Sandbox, case: Case, wall: datetime) -> _Side:
    entries = journal.entries_about(session, f"case/{case.id}")
    history = marking.history_of(case, entries)
    inside = sandbox.branch_of is not None
    judged = branch_judging.judgement_in_branch(session, case) if inside else marking.judgement_of(session, case.id)
    return _Side(case, entries, history, judged, hall_of(session, sandbox).sim_now(wall), sandbox)


def _acts(history: History, entries: Sequence[Entry]) -> list[Act]:
    numbers = {entry.number for entry in entries}
    return [act for act in history.acts if act.number in numbers]


def _items(session: Session, side: _Side, entries: Sequence[Entry], common: Sequence[str]) -> list[report_words.Item]:
    """What happened, in words; over a bridge that this run built the other desk's part is read in between."""
    role = sandboxes.role_at(side.sandbox, Desk(side.case.desk))
    seen = sight(role, anonymous=side.case.anonymous, secret=side.case.secret)
    own = report_words.thread(entries, side.case, seen)
    new = [pair for pair in links.tied(session, side.sandbox, side.case, side.now) if pair[1].number not in common]
    return links.whole_thread(session, own, new, role) if common else own


def _run(session: Session, side: _Side, entries: Sequence[Entry], title: str, note: str) -> Run:
    """One column; cases tied before the place to which one went back are part of neither."""
    before = [entry for entry in side.entries if entry not in entries]
    known = [link.partition(":")[2] for link in marking.history_of(side.case, before).state.links]
    items = _items(session, side, entries, [side.case.number, *known])
    found = Run(
        title, note, shape(side.case.state), label(side.history.state.state, unit_name(side.case.unit)), items, []
    )
    found.facts = _facts(side)
    found.criticals = [_(error.title) for error in side.judged.criticals] if side.judged else []
    return found


def _facts(side: _Side) -> list[tuple[str, str]]:
    """Days used, the citizen's rating and trust, points and critical errors, as far as they are known."""
    end, result, case = side.ending, side.judged, side.case
    days = ngettext("%(num)d hari kerja", "%(num)d hari kerja", end.days)
    rows = [(_("Lama sejak diterima"), days if end.ended else _("%(days)s, masih berjalan", days=days))]
    if case.rating:
        rows.append((_("Nilai pelapor"), _("%(n)d dari 5", n=case.rating)))
    if result is None:
        return rows
    if case.mind and side.history.state.mind:
        rows.append((_("Kepercayaan warga"), _("%(n)d dari 100", n=case.mind["trust"])))
    judged = [item for item in result.criteria if item.judged]
    points, most = sum(item.level or 0 for item in judged), sum(item.maximum for item in judged)
    rows.append((_("Nilai"), _("%(points)d dari %(all)d", points=points, all=most)))
    fatal = ", ".join(_(error.title) for error in result.criticals)
    return [*rows, (_("Kesalahan fatal"), fatal or _("tidak ada"))]


def _line(item: Difference) -> tuple[str, str, str, str]:
    """Criterion, level in each run, and the change in sign and word."""
    first, second = (_level(level, item.maximum) for level in (item.first, item.second))
    return _(item.label), first, second, _change(item.change)


def _level(level: int | None, maximum: int) -> str:
    return _("belum dinilai") if level is None else _("%(n)d dari %(all)d", n=level, all=maximum)


def _change(change: int | None) -> str:
    if change is None:
        return _("tidak dapat dibandingkan")
    if change == 0:
        return _("sama")
    return _("▲ naik %(n)d", n=change) if change > 0 else _("▼ turun %(n)d", n=-change)


def _sentence(choice: Choice | None, made: Cause, told: bool, played: bool) -> str:
    """One plain sentence on what made the difference."""
    if not played:
        return _("Cabang belum dijalankan: bertindaklah lain, lalu bandingkan lagi.")
    if not told:
        return _(
            "%(what)s. Nilai cabang terlihat sesudah laporan ini dijawab atau berakhir di jalan pertama.",
            what=_parted(choice),
        )
    return _("%(what)s; %(so)s.", what=_parted(choice), so=_consequence(made))


def _parted(choice: Choice | None) -> str:
    if choice is None:
        return _("Tindakan Anda sama pada kedua jalan")
    one, two = (_(ACTION_LABELS[act.action]) if act else "" for act in (choice.first, choice.second))
    if choice.same_act:
        return _("Pada kedua jalan Anda memilih “%(act)s”, tetapi isinya lain", act=one)
    if not two:
        return _("Di jalan pertama Anda melanjutkan dengan “%(act)s”, di cabang belum", act=one)
    if not one:
        return _("Di cabang Anda menambahkan “%(act)s”", act=two)
    return _("Di jalan pertama Anda memilih “%(one)s”, di cabang “%(two)s”", one=one, two=two)


def _consequence(made: Cause) -> str:
    if made.kind == "avoided":
        return _("kesalahan fatal “%(what)s” tidak terjadi di cabang", what=_(made.words))
    if made.kind == "added":
        return _("di cabang terjadi kesalahan fatal “%(what)s”", what=_(made.words))
    if made.kind == "criterion" and made.difference:
        item = made.difference
        return _(
            "perbedaan terbesar pada %(name)s, dari %(first)d menjadi %(second)d dari %(all)d",
            name=_(item.label), first=item.first or 0, second=item.second or 0, all=item.maximum,
        )  # fmt: skip
    if made.kind == "days":
        if made.by > 0:
            return _("cabang berakhir %(n)d hari kerja lebih lambat", n=made.by)
        return _("cabang berakhir %(n)d hari kerja lebih cepat", n=-made.by)
    if made.kind == "rating":
        return _("pelapor menilai cabang lebih baik") if made.by > 0 else _("pelapor menilai cabang lebih rendah")
    return _("nilainya sama sejauh ini")
