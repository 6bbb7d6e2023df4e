"""Judge the clocks: verification, first follow-up, completion, each with its due date and the date it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bimtek.modules.domain.history import PUBLIC_ACTS, Act, History
from bimtek.modules.domain.judging.types import Clocks, Criterion, Critical
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, ENDED, Action, State
from bimtek.workshops.domain.calendar import long_date

NAMES = {"verify": "Verifikasi", "first": "Tindak lanjut", "completion": "Penyelesaian"}
RULE = (
    "SP4N-LAPOR!: verifikasi 3 hari kerja, tindak lanjut pertama 5 hari kerja. PermenPANRB 62/2018 dan standar layanan:"
    " penyelesaian 5, 14, atau 60 hari kerja menurut klasifikasi."
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: when it was due, when it was kept (None: still open), and whether that was late."""

    kind: str
    due: date
    kept: datetime | None
    late: bool
    entry: int = 0

    @property
    def words(self) -> str:
        """The clock in one sentence with dates."""
        due = long_date(self.due)
        if self.kept is None:
            return f"{NAMES[self.kind]} ditunggu sampai {due} dan belum dilakukan."
        kept = f"{long_date(self.kept.date())}, {self.kept:%H.%M}"
        if self.late:
            return f"{NAMES[self.kind]} paling lambat {due}, baru dilakukan {kept}."
        return f"{NAMES[self.kind]} paling lambat {due}, dilakukan {kept}."


def clocks_of(history: History, deadlines: Clocks, now: datetime) -> list[Clock]:
    """Every clock that ran on the learner so far, in order; one still running counts only when it is over."""
    found = [clock for act in history.acts if act.own for clock in _kept(act, deadlines)]
    waiting = history.state.due
    if history.state.state not in ENDED and waiting and deadlines.is_late(waiting[1], now):
        found.append(Clock(waiting[0], waiting[1], None, late=True))
    return found


def _kept(act: Act, deadlines: Clocks) -> list[Clock]:
    if act.role not in DESK_ROLES or act.action in (Action.MASK, Action.UNMASK, Action.NOTE):
        return []
    before, kept = act.before, []
    # Tying reports together or opening a request decides nothing yet: the report still waits to be verified.
    if before.state == State.UNVERIFIED and act.after.state != State.UNVERIFIED and before.verify_due:
        kept.append(("verify", before.verify_due))
    answers = act.action in PUBLIC_ACTS and before.state in (State.DISPOSED, State.ANSWERED)
    if answers and before.first_due and not (before.state == State.DISPOSED and before.responded):
        kept.append(("first", before.first_due))
    if act.action == Action.FOLLOW_UP and before.completion_due:
        kept.append(("completion", before.completion_due))
    return [Clock(kind, due, act.at, deadlines.is_late(due, act.at), act.number) for kind, due in kept]


def judge_timeliness(history: History, deadlines: Clocks, now: datetime) -> tuple[Criterion, list[Critical]]:
    """Two points off for each missed clock; a missed completion limit is a critical error."""
    clocks = clocks_of(history, deadlines, now)
    if not clocks:
        return Criterion("timeliness", None, "Belum ada tenggat yang jatuh."), []
    late = [clock for clock in clocks if clock.late]
    if not late:
        return Criterion("timeliness", 4, "Semua langkah dilakukan dalam tenggat.", clocks[-1].words, RULE), []
    missed = [clock for clock in late if clock.kind == "completion"]
    level = 0 if missed else max(0, 4 - 2 * len(late))
    better = "Kirim respons awal yang memuat langkah berikut dan tanggalnya, meskipun jawaban lengkap belum ada."
    criterion = Criterion("timeliness", level, " ".join(clock.words for clock in late), late[0].words, RULE, better)
    return criterion, [Critical("missed_deadline", clock.words, RULE, better, clock.entry) for clock in missed[:1]]


def was_late(act: Act, deadlines: Clocks) -> bool:
    """Whether a public answer came after a due date the citizen was waiting for."""
    return any(clock.late for clock in _kept(act, deadlines))
