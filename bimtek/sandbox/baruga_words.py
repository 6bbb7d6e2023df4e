"""What the Baruga desk's acts are called in words: confirmations, thread lines, timeline, facts beside an aduan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import MOVED, CaseState
from bimtek.sandbox.domain.decision_inputs import ARCHIVE_REASONS, MISSING, REGENCY, REGENCY_NAME
from bimtek.sandbox.domain.lifecycle import LABELS, ROLE_LABELS, Action, Role, State
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
        names = _names(given["targets"])
        return _("Terbit dengan topik “%(topic)s”. Didisposisi ke %(names)s.", topic=given["title"], names=names)
    if action == Action.FORWARD:
        names = _names(given["offices"])
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


#: A step of a list: shape, the shape in words for screen readers ("" where its word stands visibly), the step, its detail.
Step = tuple[str, str, str, str]
_WORDS = ("Dibuat", "Disposisi", "Tindakan", "Tanggapan", "Selesai")
_REACHED_BY = {
    Action.MODERATE: "Disposisi", Action.RECORD_ACT: "Tindakan", Action.RESPOND: "Tanggapan", Action.FINISH: "Selesai",
    Action.SETTLE: "Selesai",
}  # fmt: skip
#: The step an aduan waits for in each state; where nothing is waited for it has ended.
_WAITS_FOR = {
    State.BARUGA_NEW: "Disposisi", State.BARUGA_ASKED: "Disposisi", State.BARUGA_DISPOSED: "Tindakan",
    State.BARUGA_ACTED: "Tanggapan", State.BARUGA_RESPONDED: "Selesai",
}  # fmt: skip


def timeline(case: Case, entries: Iterable[Entry]) -> list[Step]:
    """Dibuat, Disposisi, Tindakan, Tanggapan, Selesai: what was reached, when and by whom last, and what is waited for now.

    A step once reached is waited for again when the reporter answers back or an office acts once more."""
    reached: dict[str, tuple[datetime, str]] = {"Dibuat": (case.received_at, _author(case))}
    for entry in entries:
        word = _REACHED_BY.get(Action(entry.data["action"])) if entry.kind == MOVED else None
        if word:
            reached[word] = (entry.sim_at or entry.wall_at, _who(case, entry))
    state = State(case.state)
    steps = [_step(word, reached.get(word), word == _WAITS_FOR.get(state)) for word in _WORDS]
    if state in (State.BARUGA_DECLINED, State.BARUGA_TRANSFERRED):
        steps[-1] = ("blocked", "", LABELS[state], moment(case.ended_at) if case.ended_at else "")
    return steps


def _step(word: str, reached: tuple[datetime, str] | None, is_next: bool) -> Step:
    told = ", ".join(filter(None, (moment(reached[0]), reached[1]))) if reached else ""
    if is_next:
        return "doing", "", word, _("ditunggu lagi, terakhir %(when)s", when=told) if told else _("ditunggu sekarang")
    return ("done", "", word, told) if reached else ("todo", "", word, _("belum"))


def _author(case: Case) -> str:
    return _("oleh %(name)s", name=_("Anonim") if case.anonymous else str(case.reporter.get("name") or _("Pelapor")))


def _names(targets: Iterable[str]) -> str:
    return ", ".join(unit_name(name) or name for name in targets)


def _who(case: Case, entry: Entry) -> str:
    action, given = Action(entry.data["action"]), entry.data["input"]
    if action == Action.MODERATE:
        return _("didisposisi ke %(names)s", names=_names(case.targets))
    if action == Action.RECORD_ACT:
        return _("ditindaklanjuti oleh %(name)s", name=unit_name(given["office"]) or "")
    if action == Action.RESPOND:
        return _("ditanggapi oleh %(name)s", name=answering_office(case, entry.actor_role))
    return _("dinyatakan oleh pelapor") if action == Action.SETTLE else ""


def answering_office(case: Case, role: str) -> str:
    """Whose name stands over a public answer: the kabupaten's, or that of its office that acted last."""
    if role == Role.REGENCY_ADMIN:
        return REGENCY_NAME
    own = [office for office in case.acted if office in world().units]
    return str(unit_name(own[-1])) if own else ROLE_LABELS[Role.UNIT_ADMIN]


def pictures(given: Any) -> list[dict[str, Any]]:
    """The photos of an act with the word that stands under each."""
    words = {"before": _("Sebelum"), "after": _("Sesudah")}
    return [{**one, "word": words.get(one["when"], "")} for one in given.get("pictures") or ()]


def target_lines(state: CaseState) -> list[Step]:
    """The targets with their level, and whether each has acted."""
    lines: list[Step] = []
    for target in state.targets:
        name, acted = unit_name(target) or target, target in state.acted
        if target == REGENCY:
            forwarded = any(other in world().units for other in state.targets)
            word = _("sudah meneruskan ke OPD") if forwarded else _("belum meneruskan ke OPD")
            lines.append(("done" if forwarded else "doing", "", f"{name}: {word}.", _("Tingkat 2: kabupaten")))
            continue
        level = _("Tingkat 3: OPD kabupaten") if target in world().units else _("Tingkat 2: OPD provinsi")
        word = _("sudah bertindak") if acted else _("belum bertindak")
        lines.append(("done" if acted else "doing", "", f"{name}: {word}.", level))
    return lines


def waited(case: Case, now: datetime) -> tuple[str, str]:
    """In place of a deadline, of which Baruga has none: how many working days the aduan has waited."""
    days = deadlines().calendar.working_days_between(case.received_at.date(), now.date())
    return _("Tanpa tenggat"), ngettext("menunggu %(num)d hari kerja", "menunggu %(num)d hari kerja", days)


def facts(case: Case, state: CaseState, now: datetime) -> list[tuple[str, ...]]:
    """What stands beside an aduan: topic, publication, protection, support, and how long it has waited."""
    protection = _("Anonim bagi umum dan OPD") if case.anonymous else _("Nama tampil; Baruga tidak mengenal Rahasia")
    rows: list[tuple[str, ...]] = [
        (_("Kanal"), case.channel),
        (_("Perlindungan"), protection),
        (_("Topik"), state.title or _("belum diberi")),
        (_("Kategori"), world().categories.get(state.category or "", _("belum ditetapkan"))),
        (_("Tujuan"), _names(state.targets) or _("belum ada")),
        (_("Terbit"), _("ya, untuk umum") if state.published else _unpublished(state)),
        (_("Dukungan"), str(state.supports)),
    ]
    if not state.ended_at:
        rows.append((_("Tenggat"), *waited(case, now)))
    return rows


def _unpublished(state: CaseState) -> str:
    waits = state.state in (State.BARUGA_NEW, State.BARUGA_ASKED)
    return _("belum, menunggu disposisi") if waits else _("tidak: %(label)s", label=LABELS[state.state].lower())
