"""What the Baruga desk's acts are called in words: confirmations, thread lines, timeline, facts beside an aduan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import MOVED, CaseState
from bimtek.sandbox.domain.decision_inputs import ARCHIVE_REASONS, MISSING, REGENCY
from bimtek.sandbox.domain.lifecycle import Action, State
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import deadlines, unit_name, world
from bimtek.web.words import moment


def confirmation(action: Action) -> str:
    """What is said after an accepted act of this desk, or ""."""
    said = {
        Action.MODERATE: _("Aduan terbit dan terdisposisi. Tujuan berikutnya bertindak dengan perannya sendiri."),
        Action.ASK_CLARITY: _("Pertanyaan terkirim kepada pelapor. Aduan belum terbit."),
        Action.DECLINE: _("Aduan tidak diproses; alasannya dikirim kepada pelapor."),
        Action.TRANSFER: _(
            "Dialihkan ke SP4N-LAPOR!. Nomor barunya ada pada Tautan; riwayatnya terbaca di kedua meja."
        ),
        Action.FORWARD: _("Diteruskan ke OPD kabupaten. Ganti peran menjadi Admin OPD untuk mencatat tindakan."),
        Action.RECORD_ACT: _("Tindakan tercatat. Jawab pelapor dengan Tanggapan."),
        Action.RESPOND: _("Tanggapan terbit untuk umum."),
        Action.FINISH: _("Aduan dinyatakan selesai."),
        Action.SUPPORT: _("Dukungan Anda tercatat."),
    }
    return said.get(action, "")


def event(action: Action, given: Any) -> str:
    """One line of the thread about an act of this desk, or ""."""
    if action == Action.MODERATE:
        names = ", ".join(unit_name(target) or target for target in given["targets"])
        return _("Terbit dengan topik “%(topic)s”. Didisposisi ke %(names)s.", topic=given["title"], names=names)
    if action == Action.FORWARD:
        names = ", ".join(unit_name(target) or target for target in given["offices"])
        return _("Didisposisi ke OPD kabupaten: %(names)s.", names=names)
    if action == Action.ASK_CLARITY:
        missing = ", ".join(MISSING[item].lower() for item in given["missing"])
        return _("Ditanyakan kepada pelapor: %(missing)s. %(message)s", missing=missing, message=given["message"])
    if action == Action.DECLINE:
        return _(
            "Tidak diproses: %(why)s. %(reason)s", why=ARCHIVE_REASONS[given["archive_reason"]], reason=given["reason"]
        )
    if action == Action.TRANSFER:
        opened = given.get("opened", "")
        return _("Dialihkan ke SP4N-LAPOR! dengan nomor %(number)s. %(reason)s", number=opened, reason=given["reason"])
    if action == Action.FINISH:
        return _("Selesai. Terima kasih telah ikut membangun Sulawesi Selatan. %(note)s", note=given["note"])
    return _("Satu dukungan.") if action == Action.SUPPORT else ""


#: A step of a list: shape, the shape in words, the step, its detail.
Step = tuple[str, str, str, str]
_WORDS = ("Dibuat", "Disposisi", "Tindakan", "Tanggapan", "Selesai")
_REACHED_BY = {
    Action.MODERATE: "Disposisi", Action.FORWARD: "Disposisi", Action.RECORD_ACT: "Tindakan", Action.RESPOND: "Tanggapan",
    Action.FINISH: "Selesai", Action.SETTLE: "Selesai",
}  # fmt: skip


def timeline(case: Case, entries: Iterable[Entry]) -> list[Step]:
    """Dibuat, Disposisi, Tindakan, Tanggapan, Selesai: each with when and by whom it was reached last."""
    reached: dict[str, tuple[datetime, str]] = {"Dibuat": (case.received_at, _author(case))}
    for entry in entries:
        word = _REACHED_BY.get(Action(entry.data["action"])) if entry.kind == MOVED else None
        if word:
            reached[word] = (entry.sim_at or entry.wall_at, _who(Action(entry.data["action"]), entry.data["input"]))
    open_now = State(case.state) in (State.BARUGA_DECLINED, State.BARUGA_TRANSFERRED)
    steps: list[Step] = []
    waiting = not open_now
    for word in _WORDS:
        if word in reached:
            at, who = reached[word]
            steps.append(("done", _("Tercapai"), word, ", ".join(filter(None, (moment(at), who)))))
        else:
            steps.append(("doing" if waiting else "todo", _("Menunggu") if waiting else _("Belum"), word, ""))
            waiting = False
    return steps


def _author(case: Case) -> str:
    return _("oleh %(name)s", name=_("Anonim") if case.anonymous else str(case.reporter.get("name") or _("Pelapor")))


def _who(action: Action, given: Any) -> str:
    if action == Action.MODERATE:
        return _("didisposisi ke %(names)s", names=", ".join(unit_name(name) or name for name in given["targets"]))
    if action == Action.FORWARD:
        return _("didisposisi ke %(names)s", names=", ".join(unit_name(name) or name for name in given["offices"]))
    return (
        _("ditindaklanjuti oleh %(name)s", name=unit_name(given["office"]) or "") if action == Action.RECORD_ACT else ""
    )


def target_lines(state: CaseState) -> list[Step]:
    """The targets with their level, and whether each has acted."""
    lines: list[Step] = []
    for target in state.targets:
        name, acted = unit_name(target) or target, target in state.acted
        if target == REGENCY:
            forwarded = any(other in world().units for other in state.targets)
            word = _("sudah meneruskan ke OPD") if forwarded else _("belum meneruskan ke OPD")
            lines.append(("done" if forwarded else "doing", word, f"{name}: {word}", _("Tingkat 2, kabupaten")))
            continue
        level = _("Tingkat 3, OPD kabupaten") if target in world().units else _("Tingkat 2, OPD provinsi")
        word = _("sudah bertindak") if acted else _("belum bertindak")
        lines.append(("done" if acted else "doing", word, f"{name}: {word}", level))
    return lines


def facts(case: Case, state: CaseState, now: datetime) -> list[tuple[str, ...]]:
    """What stands beside an aduan: topic, publication, support, and how long it has waited (Baruga has no deadline)."""
    waited = deadlines().calendar.working_days_between(case.received_at.date(), now.date())
    since = ngettext("sudah %(num)d hari kerja", "sudah %(num)d hari kerja", waited)
    rows: list[tuple[str, ...]] = [
        (_("Topik"), state.title or _("belum diberi")),
        (_("Kategori"), world().categories.get(state.category or "", _("belum ditetapkan"))),
        (_("Terbit"), _("ya, untuk umum") if state.published else _("belum, menunggu disposisi")),
        (_("Dukungan"), str(state.supports)),
    ]
    if not state.ended_at:
        rows.append((_("Tenggat"), _("Tanpa tenggat"), since))
    return rows
