"""Decide one command: moved, or refused because. Nothing is touched; the caller records either answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.lifecycle import (
    ACTION_LABELS,
    BACK,
    ENDED,
    LABELS,
    ROLE_LABELS,
    Action,
    Role,
    Rule,
    State,
    rule,
    states_for,
)

REPORT_CLASSES: dict[str, str] = {
    "complaint": "Pengaduan Tidak Berkadar Pengawasan",
    "supervised_complaint": "Pengaduan Berkadar Pengawasan",
    "aspiration": "Aspirasi",
    "information_request": "Permintaan Informasi",
}
#: What a deferral may ask for (domain report 1.4: who, what, where, when, evidence).
MISSING: dict[str, str] = {
    "place": "Lokasi kejadian yang jelas",
    "time": "Waktu kejadian",
    "what": "Uraian masalah",
    "who": "Pihak yang dilaporkan",
    "evidence": "Bukti dukung",
    "identity": "Data pelapor yang dapat dihubungi",
}
ARCHIVE_REASONS: dict[str, str] = {
    "no_evidence": "Tidak memiliki bukti dukung",
    "unclear": "Tidak jelas",
    "not_relevant": "Tidak relevan dengan kinerja pemerintah",
    "hostile": "Mengandung SARA",
    "duplicate": "Laporan ganda (sebutkan nomor yang pertama)",
    "spam": "Kiriman uji coba atau iklan",
}
TEXT_LIMIT = 6000
NOTE_LIMIT = 2000


class Clocks(Protocol):
    """The deadlines a move may start; see deadlines.py."""

    def verification_due(self, received: datetime) -> date: ...
    def first_follow_up_due(self, disposed: datetime) -> date: ...
    def completion_due(self, verified: datetime, report_class: str) -> date: ...
    def auto_close_at(self, followed_up: datetime) -> datetime: ...
    def expiry_at(self, deferred: datetime) -> datetime: ...
    def shifted_due(self, due: date, paused_from: datetime, paused_until: datetime) -> date: ...


@dataclass(frozen=True, slots=True)
class Command:
    """Something somebody wants done to a report. `input` holds the form's plain values."""

    action: Action
    role: Role
    input: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """The command is accepted; `sets` are the projection's new values."""

    sets: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """The command is not accepted. `field` names the input at fault ("" when it is not about one)."""

    code: str
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What a decision needs beside the report: the clocks, the categories and the units a report may be disposed to."""

    clocks: Clocks
    categories: Mapping[str, str]
    units: Mapping[str, str]


def decide(case: CaseState, command: Command, now: datetime, world: World) -> Moved | Refused:
    """Accept or refuse `command` at simulated instant `now`; the order of checks is state, role, data, guards."""
    row = rule(case.state, command.action)
    if row is None:
        return Refused("state", _wrong_state(case.state, command.action))
    if command.role not in row.roles:
        who = " atau ".join(sorted(ROLE_LABELS[role] for role in row.roles))
        return Refused("role", f"{ACTION_LABELS[command.action]} hanya dapat dilakukan oleh {who}.")
    for name in row.needs:
        if fault := _CHECKS[name](command.input.get(name), world):
            return Refused("data", fault, name)
    for name in row.guards:
        if fault := _GUARDS[name](case, command, now):
            return Refused(name, fault)
    return Moved(_sets(case, command, row, now, world))


def _wrong_state(state: State, action: Action) -> str:
    if state in ENDED:
        return f"Laporan sudah berakhir: {LABELS[state]}. Tidak ada tindakan lagi yang dapat dilakukan."
    places = [LABELS[place] for place in states_for(action)]
    return f"{ACTION_LABELS[action]} hanya dapat dilakukan pada laporan {' atau '.join(places)}, bukan {LABELS[state]}."


def _text(low: int, high: int, what: str) -> Callable[[Any, World], str | None]:
    def check(value: Any, _world: World) -> str | None:
        length = len(str(value or "").strip())
        if length < low:
            return f"{what} belum diisi." if length == 0 else f"{what} terlalu pendek: paling sedikit {low} huruf."
        return f"{what} terlalu panjang: paling banyak {high} huruf." if length > high else None

    return check


def _choice(allowed: Mapping[str, str], what: str) -> Callable[[Any, World], str | None]:
    return lambda value, _world: None if value in allowed else f"Pilih {what}."


def _missing(value: Any, _world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    return None if chosen and all(item in MISSING for item in chosen) else "Pilih paling sedikit satu hal yang kurang."


def _rating(value: Any, _world: World) -> str | None:
    return None if value in (1, 2, 3, 4, 5) else "Beri nilai 1 sampai 5."


def _passages(value: Any, _world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    whole = all(isinstance(item, str) and 2 <= len(item) <= 200 for item in chosen)
    return None if chosen and whole and len(chosen) <= 40 else "Pilih atau tulis bagian yang disamarkan."


_CHECKS: dict[str, Callable[[Any, World], str | None]] = {
    "title": _text(5, 150, "Judul"),
    "report_class": _choice(REPORT_CLASSES, "klasifikasi laporan"),
    "category": lambda value, world: None if value in world.categories else "Pilih kategori.",
    "unit": lambda value, world: None if value in world.units else "Pilih perangkat daerah tujuan disposisi.",
    "text": _text(2, TEXT_LIMIT, "Isi"),
    "missing": _missing,
    "message": _text(10, NOTE_LIMIT, "Pesan kepada pelapor"),
    "reason": _text(10, NOTE_LIMIT, "Alasan"),
    "holder": _text(3, 150, "Instansi yang berwenang"),
    "archive_reason": _choice(ARCHIVE_REASONS, "alasan arsip"),
    "note": _text(3, NOTE_LIMIT, "Catatan"),
    "rating": _rating,
    "passages": _passages,
}


def _other_unit(case: CaseState, command: Command, _now: datetime) -> str | None:
    same = command.input.get("unit") == case.unit
    return "Laporan sudah terdisposisi ke perangkat daerah itu. Pilih yang lain." if same else None


def _event_due(case: CaseState, _command: Command, now: datetime) -> str | None:
    due = case.event_at is not None and case.event_at <= now
    return None if due else "Waktunya belum tiba."


def _substantive(case: CaseState, _command: Command, _now: datetime) -> str | None:
    return None if case.substantive else "Tutup Laporan belum bisa: belum ada jawaban yang berisi."


def _is_masked(case: CaseState, command: Command, _now: datetime) -> str | None:
    known = set(command.input["passages"]) <= set(case.masks)
    return None if known else "Bagian itu tidak sedang disamarkan."


def _no_first_response(case: CaseState, _command: Command, _now: datetime) -> str | None:
    return "Respons awal sudah dikirim. Lanjutkan dengan Tindak Lanjut." if case.responded else None


_GUARDS: dict[str, Callable[[CaseState, Command, datetime], str | None]] = {
    "other_unit": _other_unit,
    "event_due": _event_due,
    "substantive_answer": _substantive,
    "is_masked": _is_masked,
    "no_first_response": _no_first_response,
}


#: Entering a state ends whatever was waiting to happen in the one before.
NO_EVENT = {"system_at": None, "event_kind": None, "event_at": None, "event_text": "", "event_rating": None}


def _sets(case: CaseState, command: Command, row: Rule, now: datetime, world: World) -> dict[str, Any]:
    """The projection's new values of an accepted command."""
    to = (case.held_from or State.UNVERIFIED) if row.to == BACK else row.to
    sets: dict[str, Any] = {} if to is None else {"state": State(to), **NO_EVENT}
    effect = _EFFECTS.get(command.action)
    if effect:
        sets.update(effect(case, command, now, world.clocks))
    if to in ENDED:
        sets["ended_at"] = now
    # "Unread" means: the citizen or the system did something that nobody at the desk has acted on since.
    sets["unread"] = command.role in {Role.REPORTER, Role.SYSTEM}
    return sets


def _on_verify(case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    given = command.input
    return {
        **{name: given[name] for name in ("title", "report_class", "category", "unit")},
        "first_due": clocks.first_follow_up_due(now),
        # A disposition sent back does not stop the class limit: the total keeps running (domain report 2.4).
        "completion_due": case.completion_due or clocks.completion_due(now, given["report_class"]),
    }


def _on_handle(_case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    given = command.input
    window = _window(now, clocks)
    due = clocks.completion_due(now, given["report_class"])
    return {"report_class": given["report_class"], "category": given["category"], "completion_due": due, **window}


def _window(now: datetime, clocks: Clocks) -> dict[str, Any]:
    at = clocks.auto_close_at(now)
    event = {"system_at": at, "event_kind": Action.AUTO_CLOSE.value, "event_at": at}
    return {**event, "responded": True, "first_due": None, "substantive": False}


def _on_defer(case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    at = clocks.expiry_at(now)
    event = {"system_at": at, "event_kind": Action.EXPIRE.value, "event_at": at}
    return {"held_from": case.state, "deferred_at": now, **event}


def _on_complete(case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    since = case.deferred_at or now
    names = ("verify_due", "first_due", "completion_due")
    shifted = {name: clocks.shifted_due(due, since, now) for name in names if (due := getattr(case, name))}
    return {"deferred_at": None, "held_from": None, **shifted}


def _on_send_back(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"unit": None, "verify_due": clocks.verification_due(now), "first_due": None, "responded": False}


def _on_redispose(_case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"unit": command.input["unit"], "first_due": clocks.first_follow_up_due(now), "responded": False}


def _on_answer(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"first_due": clocks.first_follow_up_due(now)}


def _on_mask(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"masks": tuple(dict.fromkeys([*case.masks, *command.input["passages"]]))}


def _on_unmask(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"masks": tuple(item for item in case.masks if item not in command.input["passages"])}


Effect = Callable[[CaseState, Command, datetime, Clocks], dict[str, Any]]
_EFFECTS: dict[Action, Effect] = {
    Action.VERIFY: _on_verify,
    Action.HANDLE: _on_handle,
    Action.DEFER: _on_defer,
    Action.COMPLETE: _on_complete,
    Action.SEND_BACK: _on_send_back,
    Action.REDISPOSE: _on_redispose,
    Action.FIRST_RESPONSE: lambda _case, _command, _now, _clocks: {"responded": True},
    Action.FOLLOW_UP: lambda _case, _command, now, clocks: _window(now, clocks),
    Action.ANSWER: _on_answer,
    Action.MASK: _on_mask,
    Action.UNMASK: _on_unmask,
    Action.SETTLE: lambda _case, command, _now, _clocks: {"rating": command.input["rating"]},
}
