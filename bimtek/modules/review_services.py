"""A trainer over the machine: change a level with a reason, take it back, mark unseen, and mark everything again.

Each act is one entry about the case in the sandbox's stream; refusals are values with their reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking, standing
from bimtek.modules.domain import review
from bimtek.modules.domain.judging.types import RUBRIC_VERSION, CaseJudgement
from bimtek.modules.domain.review import AGREED, OVERRIDDEN, REASONS, RESTORED, THIRD, UNDONE, Scale
from bimtek.modules.review_models import BlindMark
from bimtek.modules.review_projection import BLIND_MARKED, project
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case, Moment, Sandbox
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.rights import Right

NOTE = 600
TAKE_BACK = timedelta(seconds=60)
LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Piece:
    """One judged case before a trainer of its class: what the machine says, and what counts."""

    case: Case
    sandbox: Sandbox
    machine: CaseJudgement
    counting: CaseJudgement
    workshop: Any

    @property
    def about(self) -> str:
        """The case as the journal names it."""
        return f"case/{self.case.id}"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act: its entry, or in words why not and at which field."""

    entry: Entry | None
    why: str = ""
    field: str = ""


def piece_for(session: Session, trainer: Person, case_id: int, right: Right = Right.WATCH) -> Piece | None:
    """A judged case of a class in which this trainer has the right; any other is not found."""
    case = sandboxes.case_by_id(session, case_id) if case_id < LARGEST else None
    sandbox = sandboxes.sandbox_by_id(session, case.sandbox_id) if case else None
    target = workshops.workshop_for(session, trainer, sandbox.workshop_id, right) if sandbox else None
    machine = marking.machine_judgement_of(session, case_id) if target else None
    if case is None or sandbox is None or machine is None:
        return None
    counting = review.effective(machine, marking.overrides_of(session, case_id))
    return Piece(case, sandbox, machine, counting, target)


def moment_of(session: Session, piece: Piece, wall: datetime) -> Moment:
    """Now, on both clocks, in the sandbox of a piece."""
    desk = sandboxes.desk_of(session, piece.sandbox.account_id, wall, main=True)
    return desk.moment if desk else Moment(wall, wall)


def record(
    session: Session, piece: Piece, actor: Person, kind: str, data: Mapping[str, Any], wall: datetime,
    command_id: str | None = None,
) -> Entry:  # fmt: skip
    """Append an entry about a marked case to its sandbox's stream, and let the tables follow."""
    entry = journal.record(
        session, stream=sandboxes.stream(piece.sandbox), scope=f"class/{piece.sandbox.workshop_id}", kind=kind,
        about=piece.about, actor_id=actor.id, actor_role=actor.role.value,
        sim_at=moment_of(session, piece, wall).sim, wall_at=wall, data=data, command_id=command_id,
    )  # fmt: skip
    piece.case.last_number = max(piece.case.last_number, entry.number)
    session.flush()
    project(session, entry)
    return entry


def known(session: Session, piece: Piece, command_id: str | None) -> Entry | None:
    """The entry a command id was already answered with: a double tap is one act."""
    return journal.find_command(session, sandboxes.stream(piece.sandbox), command_id) if command_id else None


def override(
    session: Session, trainer: Person, piece: Piece, key: str, level: int | None, reason: str, note: str, wall: datetime,
    command_id: str | None = None,
) -> Done:  # fmt: skip
    """Give a criterion, a flag or a critical error another level, with a reason; the machine's own level as a level means
    that somebody looked and agrees. Refused without a level of the scale, without a reason, without words for "other"."""
    if entry := known(session, piece, command_id):
        return Done(entry)
    machine = {**review.scales(piece.machine), **review.errors(piece.machine)}.get(key)
    why, field = _fault(machine, level, reason, note)
    if why or machine is None or level is None:
        return Done(None, why, field)
    if level == machine.level:
        reason = AGREED
    entry = record(
        session, piece, trainer, OVERRIDDEN, _told(session, piece, machine, level, reason, note), wall, command_id
    )
    _count_again(session, piece)
    return Done(entry)


def _fault(machine: Scale | None, level: int | None, reason: str, note: str) -> tuple[str, str]:
    if machine is None:
        return "Kriteria ini tidak dinilai pada kasus ini.", "key"
    if level is None or not 0 <= level <= machine.maximum:
        return f"Pilih tingkat 0 sampai {machine.maximum}.", "level"
    if len(note) > NOTE:
        return f"Penjelasan paling banyak {NOTE} karakter.", "note"
    if level != machine.level and reason not in REASONS:
        return "Pilih alasan perubahan.", "reason"
    if level != machine.level and reason == "other" and len(note.strip()) < 10:
        return "Tulis alasannya, paling sedikit 10 karakter.", "note"
    return "", ""


def _told(session: Session, piece: Piece, machine: Scale, level: int, reason: str, note: str) -> dict[str, Any]:
    return {
        "key": machine.key, "level": level, "machine": machine.level, "reason": reason, "note": note.strip(),
        "judged": marking.judged_entry(session, piece.case.id), "rubric": RUBRIC_VERSION,
        "reply": piece.machine.reply.entry if piece.machine.reply else 0,
    }  # fmt: skip


def _count_again(session: Session, piece: Piece) -> None:
    marking.weigh_again(session, piece.case)
    row = standing.row_of(session, piece.sandbox)
    standing.recount(session, row)
    standing.redraw(session, row)


def restore(
    session: Session, trainer: Person, piece: Piece, key: str, wall: datetime, command_id: str | None = None
) -> Done:
    """Give a criterion back to the machine; the override stays in the journal. Refused where none stands."""
    if entry := known(session, piece, command_id):
        return Done(entry)
    if key not in marking.overrides_of(session, piece.case.id):
        return Done(None, "Tidak ada perubahan fasilitator pada bagian ini.", "key")
    entry = record(session, piece, trainer, RESTORED, {"key": key}, wall, command_id)
    _count_again(session, piece)
    return Done(entry)


def newest(session: Session, trainer: Person, piece: Piece, wall: datetime) -> tuple[Entry, int] | None:
    """This trainer's newest change on a case and the seconds in which it may still be taken back; None after them."""
    last = None
    for entry in journal.entries_about(session, piece.about):
        if entry.kind in (OVERRIDDEN, UNDONE, RESTORED):
            last = entry
    if last is None or last.kind != OVERRIDDEN or last.actor_id != trainer.id or last.data["reason"] == THIRD:
        return None
    left = int((TAKE_BACK - (wall - last.wall_at)).total_seconds())
    return (last, left) if left > 0 else None


def undo(session: Session, trainer: Person, piece: Piece, wall: datetime) -> Done:
    """Take the newest change back within its minute: what stood before it stands again."""
    found = newest(session, trainer, piece, wall)
    if found is None:
        return Done(None, "Perubahan ini tidak dapat dibatalkan lagi. Kembalikan ke nilai mesin bila perlu.")
    data = {"key": found[0].data["key"], "entry": found[0].number}
    entry = record(session, piece, trainer, UNDONE, data, wall)
    _count_again(session, piece)
    return Done(entry)


def turn_of(session: Session, trainer: Person, piece: Piece) -> tuple[int, dict[str, Scale], str]:
    """(2 or 3, what is to be marked, "") when this trainer may mark a piece unseen now; (0, {}, why not) otherwise.
    Whoever changed a level of it has seen its marks; the third is neither the first nor the second."""
    marks = {row.turn: row for row in session.scalars(select(BlindMark).where(BlindMark.case_id == piece.case.id))}
    scales = review.scales(piece.machine)
    mine = any(row.account_id == trainer.id for row in marks.values())
    if mine:
        return 0, {}, "Anda sudah menilai kasus ini."
    if any(item.account == trainer.id for item in marking.overrides_of(session, piece.case.id).values()):
        return 0, {}, "Anda sudah melihat dan mengubah nilai kasus ini."
    if 2 not in marks:
        return 2, scales, ""
    disputed = review.apart(marks[2].first, marks[2].levels)
    if 3 in marks or not disputed:
        return 0, {}, "Kasus ini sudah dinilai penilai kedua."
    return 3, {key: scales[key] for key in disputed if key in scales}, ""


def mark_blind(
    session: Session, trainer: Person, piece: Piece, levels: Mapping[str, int | None], wall: datetime,
    command_id: str | None = None,
) -> Done:  # fmt: skip
    """Mark a piece without having seen another mark. The third marker's levels decide what the first two disputed: they
    become overrides. Refused unless every criterion asked for has a level of its scale."""
    if entry := known(session, piece, command_id):
        return Done(entry)
    turn, asked, why = turn_of(session, trainer, piece)
    if not turn:
        return Done(None, why)
    given: dict[str, int] = {}
    for key, scale in asked.items():
        level = levels.get(key)
        if level is None or not 0 <= level <= scale.maximum:
            return Done(None, f"Beri tingkat untuk {scale.label}.", key)
        given[key] = level
    machine, counting = review.scales(piece.machine), review.scales(piece.counting)
    data = {
        "turn": turn, "levels": given, "first": {key: counting[key].level for key in given},
        "machine": {key: machine[key].level for key in given}, "rubric": RUBRIC_VERSION,
        "judged": marking.judged_entry(session, piece.case.id),
    }  # fmt: skip
    entry = record(session, piece, trainer, BLIND_MARKED, data, wall, command_id)
    if turn == 3:
        for key, level in given.items():
            record(session, piece, trainer, OVERRIDDEN, _told(session, piece, machine[key], level, THIRD, ""), wall)
        _count_again(session, piece)
    return Done(entry)
