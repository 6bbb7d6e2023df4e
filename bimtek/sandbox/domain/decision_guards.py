"""Conditions of a move beyond state, role and data: each returns why not, or None."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Command, World
from bimtek.sandbox.domain.decision_inputs import REGENCY

Guard = Callable[[CaseState, Command, datetime, World], str | None]


def _other_unit(case: CaseState, command: Command, _now: datetime, _world: World) -> str | None:
    same = command.input.get("unit") == case.unit
    return "Laporan sudah terdisposisi ke perangkat daerah itu. Pilih yang lain." if same else None


def _event_due(case: CaseState, _command: Command, now: datetime, _world: World) -> str | None:
    due = case.event_at is not None and case.event_at <= now
    return None if due else "Waktunya belum tiba."


def _substantive(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return None if case.substantive else "Belum bisa ditutup: belum ada jawaban yang berisi."


def _is_masked(case: CaseState, command: Command, _now: datetime, _world: World) -> str | None:
    known = set(command.input["passages"]) <= set(case.masks)
    return None if known else "Bagian itu tidak sedang disamarkan."


def _no_first_response(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return "Respons awal sudah dikirim. Lanjutkan dengan Tindak Lanjut." if case.responded else None


def linked_number(link: str) -> str:
    """The other case's number in a stored link ("duplicate:SIM-1000001")."""
    return link.partition(":")[2]


def _not_linked(case: CaseState, command: Command, _now: datetime, _world: World) -> str | None:
    known = command.input["number"] in {linked_number(link) for link in case.links}
    return "Kedua laporan sudah bertautan." if known else None


def _is_linked(case: CaseState, command: Command, _now: datetime, _world: World) -> str | None:
    known = command.input["number"] in {linked_number(link) for link in case.links}
    return None if known else "Kedua laporan tidak sedang bertautan."


def _no_bridge(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return "Permohonan PPID sudah dibuka dari laporan ini." if _linked(case, "request") else None


def _not_split(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return "Laporan ini sudah dipecah." if _linked(case, "split") else None


def _for_regency(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return None if REGENCY in case.targets else "Aduan ini tidak didisposisikan ke kabupaten."


def _is_target(case: CaseState, command: Command, _now: datetime, _world: World) -> str | None:
    return None if command.input.get("office") in case.targets else "OPD itu bukan tujuan disposisi aduan ini."


def _all_acted(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    left = [target for target in case.targets if target != REGENCY and target not in case.acted]
    return f"Masih ada {len(left)} tujuan disposisi yang belum bertindak." if left else None


def _not_supported(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return "Anda sudah mendukung aduan ini." if case.supported else None


def _not_extended(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return "Perpanjangan hanya satu kali." if case.extended else None


def _answer_in_time(case: CaseState, _command: Command, now: datetime, world: World) -> str | None:
    late = case.first_due is not None and world.clocks.is_late(case.first_due, now)
    return "Batas sepuluh hari kerja sudah lewat; perpanjangan diberitahukan sebelum batas itu." if late else None


def _answer_overdue(case: CaseState, _command: Command, now: datetime, world: World) -> str | None:
    late = case.first_due is not None and world.clocks.is_late(case.first_due, now)
    return None if late else "Batas jawaban belum lewat."


def _tested(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    return None if case.ground else "Isi dahulu lembar uji konsekuensi: pengecualian tanpa uji tidak sah."


def _gives(case: CaseState, _command: Command, _now: datetime, _world: World) -> str | None:
    gives = case.decision in ("grant", "grant_part")
    return None if gives else "Jawaban keberatan menguatkan penolakan: tidak ada yang diserahkan."


def standing_bar(guard: str, case: CaseState) -> str | None:
    """Why an act is barred by the case alone, whatever is filled in: shown beside the button before anybody tries."""
    look = _STANDING.get(guard)
    return look(case) if look else None


_STANDING: dict[str, Callable[[CaseState], str | None]] = {
    "substantive_answer": lambda case: None if case.substantive else "Belum bisa: belum ada jawaban yang berisi.",
    "no_first_response": lambda case: "Respons awal sudah dikirim." if case.responded else None,
    "no_bridge": lambda case: "Permohonan sudah dibuka." if _linked(case, "request") else None,
    "not_split": lambda case: "Sudah dipecah." if _linked(case, "split") else None,
    "for_regency": lambda case: None if REGENCY in case.targets else "Tidak didisposisikan ke kabupaten.",
    "not_supported": lambda case: "Anda sudah mendukung aduan ini." if case.supported else None,
    "not_extended": lambda case: "Perpanjangan hanya satu kali." if case.extended else None,
    "tested": lambda case: None if case.ground else "Isi dahulu lembar uji konsekuensi.",
    "gives": lambda case: None if case.decision in ("grant", "grant_part") else "Keberatan menguatkan penolakan.",
}


def _linked(case: CaseState, kind: str) -> bool:
    return any(link.startswith(f"{kind}:") for link in case.links)


GUARDS: dict[str, Guard] = {
    "other_unit": _other_unit,
    "event_due": _event_due,
    "substantive_answer": _substantive,
    "is_masked": _is_masked,
    "no_first_response": _no_first_response,
    "not_linked": _not_linked,
    "is_linked": _is_linked,
    "no_bridge": _no_bridge,
    "not_split": _not_split,
    "for_regency": _for_regency,
    "is_target": _is_target,
    "all_acted": _all_acted,
    "not_supported": _not_supported,
    "not_extended": _not_extended,
    "answer_in_time": _answer_in_time,
    "answer_overdue": _answer_overdue,
    "tested": _tested,
    "gives": _gives,
}
