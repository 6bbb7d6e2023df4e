"""The life of a SP4N-LAPOR! report: one table of (state, action) -> what follows, and one function that decides.

The labels and transitions follow the official table of states; where no source exists the rule is the sandbox's own
proposal and its row says so in `source` ("S" sourced, "I" inferred from sourced data, "P" proposal).
The same table makes the buttons, the help text, docs/lifecycle.md, and the test of every state x action x role.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a report stands; the label is exactly the platform's own."""

    UNVERIFIED = "unverified"
    BLOCKED = "blocked"
    AWAITING_COMPLETION = "awaiting_completion"
    DISPOSED = "disposed"
    FOLLOWED_UP = "followed_up"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED_BY_ADMIN = "closed_by_admin"
    CLOSED_BY_SYSTEM = "closed_by_system"
    CLOSED_BY_REPORTER = "closed_by_reporter"
    ARCHIVED_BY_ADMIN = "archived_by_admin"
    ARCHIVED_BY_SYSTEM = "archived_by_system"
    ARCHIVED_BY_REPORTER = "archived_by_reporter"


LABELS: dict[State, str] = {
    State.UNVERIFIED: "Belum Terverifikasi",
    State.BLOCKED: "Konten Terblokir",
    State.AWAITING_COMPLETION: "Menunggu Kelengkapan Informasi",
    State.DISPOSED: "Terdisposisi",
    State.FOLLOWED_UP: "Ditindaklanjuti oleh Instansi",
    State.ANSWERED: "Ditanggapi oleh Pelapor",
    State.RETURNED: "Dikembalikan ke Admin Nasional",
    State.CLOSED_BY_ADMIN: "Ditutup oleh Admin",
    State.CLOSED_BY_SYSTEM: "Ditutup oleh Sistem",
    State.CLOSED_BY_REPORTER: "Ditutup oleh Pelapor",
    State.ARCHIVED_BY_ADMIN: "Diarsipkan oleh Admin",
    State.ARCHIVED_BY_SYSTEM: "Diarsipkan oleh Sistem",
    State.ARCHIVED_BY_REPORTER: "Diarsipkan oleh Pelapor",
}

CLOSED = frozenset({State.CLOSED_BY_ADMIN, State.CLOSED_BY_SYSTEM, State.CLOSED_BY_REPORTER})
ARCHIVED = frozenset({State.ARCHIVED_BY_ADMIN, State.ARCHIVED_BY_SYSTEM, State.ARCHIVED_BY_REPORTER})
ENDED = CLOSED | ARCHIVED | {State.BLOCKED, State.RETURNED}
OPEN = frozenset(State) - ENDED

#: The six groups regional statistics count by (JATIM dashboard definitions, domain report 2.2): the desk's tabs.
GROUPS: dict[str, tuple[str, frozenset[State]]] = {
    "unverified": ("Belum Terverifikasi", frozenset({State.UNVERIFIED})),
    "waiting": ("Belum Ditindaklanjuti", frozenset({State.DISPOSED})),
    "handled": ("Diproses", frozenset({State.FOLLOWED_UP, State.ANSWERED})),
    "deferred": ("Ditunda", frozenset({State.AWAITING_COMPLETION})),
    "done": ("Selesai", CLOSED),
    "archived": ("Diarsip", ARCHIVED | {State.BLOCKED, State.RETURNED}),
}


class Role(StrEnum):
    """Who acts on a report. The trainee plays the first two, the simulation the others."""

    AGENCY_ADMIN = "agency_admin"
    LIAISON = "liaison"
    REPORTER = "reporter"
    SYSTEM = "system"


ROLE_LABELS: dict[Role, str] = {
    Role.AGENCY_ADMIN: "Admin Instansi",
    Role.LIAISON: "Pejabat Penghubung",
    Role.REPORTER: "Pelapor",
    Role.SYSTEM: "Sistem",
}
DESK_ROLES = (Role.AGENCY_ADMIN, Role.LIAISON)


class Action(StrEnum):
    """What can be done to a report."""

    VERIFY = "verify"
    HANDLE = "handle"
    DEFER = "defer"
    NOT_OUR_AUTHORITY = "not_our_authority"
    ARCHIVE = "archive"
    BLOCK = "block"
    COMPLETE = "complete"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    REDISPOSE = "redispose"
    FIRST_RESPONSE = "first_response"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"
    AUTO_CLOSE = "auto_close"
    CLOSE = "close"
    SETTLE = "settle"
    MASK = "mask"
    UNMASK = "unmask"
    NOTE = "note"


ACTION_LABELS: dict[Action, str] = {
    Action.VERIFY: "Verifikasi dan disposisi",
    Action.HANDLE: "Kelola sendiri",
    Action.DEFER: "Tunda",
    Action.NOT_OUR_AUTHORITY: "Bukan Wewenang",
    Action.ARCHIVE: "Arsipkan",
    Action.BLOCK: "Blokir konten",
    Action.COMPLETE: "Lengkapi laporan",
    Action.EXPIRE: "Kedaluwarsa",
    Action.WITHDRAW: "Tarik laporan",
    Action.SEND_BACK: "Kembalikan",
    Action.REDISPOSE: "Disposisi ulang",
    Action.FIRST_RESPONSE: "Respons awal",
    Action.FOLLOW_UP: "Tindak Lanjut",
    Action.ANSWER: "Beri tanggapan",
    Action.AUTO_CLOSE: "Selesai otomatis",
    Action.CLOSE: "Tutup Laporan",
    Action.SETTLE: "Selesai dan beri nilai",
    Action.MASK: "Samarkan data",
    Action.UNMASK: "Batalkan samaran",
    Action.NOTE: "Catatan internal",
}

ACTION_SENTENCES: dict[Action, str] = {
    Action.VERIFY: "Rapikan judul, tetapkan klasifikasi dan kategori, lalu disposisikan ke perangkat daerah yang berwenang.",
    Action.HANDLE: "Admin Instansi menjawab sendiri tanpa disposisi, misalnya untuk pertanyaan yang jawabannya sudah ada.",
    Action.DEFER: "Minta pelapor melengkapi laporan. Tenggat lain berhenti selama menunggu.",
    Action.NOT_OUR_AUTHORITY: "Kembalikan ke Admin Nasional karena instansi lain yang berwenang, dan sebutkan instansi itu.",
    Action.ARCHIVE: "Arsipkan laporan yang tidak dapat ditindaklanjuti, dengan alasan.",
    Action.BLOCK: "Sistem memblokir kiriman beruntun yang isinya sama.",
    Action.COMPLETE: "Pelapor menambah keterangan yang diminta.",
    Action.EXPIRE: "Pelapor tidak melengkapi sampai batas kedaluwarsa.",
    Action.WITHDRAW: "Pelapor menarik laporannya.",
    Action.SEND_BACK: "Kembalikan disposisi yang salah kepada Admin Instansi, dengan alasan dan usul perangkat daerah.",
    Action.REDISPOSE: "Alihkan disposisi ke perangkat daerah lain.",
    Action.FIRST_RESPONSE: "Kabari pelapor langkah berikut dan tanggalnya. Jawaban lengkap tetap ditunggu.",
    Action.FOLLOW_UP: "Kirim jawaban yang berisi temuan, tindakan, dan tanggal. Pelapor punya 10 hari untuk menanggapi.",
    Action.ANSWER: "Pelapor menanggapi jawaban instansi.",
    Action.AUTO_CLOSE: "Sepuluh hari tanpa tanggapan: sistem menutup laporan.",
    Action.CLOSE: "Tutup laporan yang sudah dijawab dengan berisi, dengan catatan penutup.",
    Action.SETTLE: "Pelapor menyatakan selesai dan memberi nilai.",
    Action.MASK: "Tutupi NIK, nomor HP, alamat, atau nama di dalam isi laporan sebelum orang lain membacanya.",
    Action.UNMASK: "Buka kembali bagian yang disamarkan karena keliru.",
    Action.NOTE: "Tulis untuk rekan kerja. Tidak tampil kepada pelapor.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `to` is the next state (None: stays; "back": the state before the deferral), `needs` the data that
    must be present, `guards` the conditions beyond state and role, `starts` the clock that begins."""

    roles: frozenset[Role]
    to: State | str | None
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    starts: str = ""
    source: str = "P"


BACK = "back"
_ADMIN, _LIAISON = frozenset({Role.AGENCY_ADMIN}), frozenset({Role.LIAISON})
_DESK = _ADMIN | _LIAISON
_REPORTER, _SYSTEM = frozenset({Role.REPORTER}), frozenset({Role.SYSTEM})
_S = State

TABLE: dict[tuple[State, Action], Rule] = {
    (_S.UNVERIFIED, Action.VERIFY): Rule(
        _ADMIN,
        _S.DISPOSED,
        ("title", "report_class", "category", "unit"),
        starts="first_follow_up, completion",
        source="S",
    ),
    (_S.UNVERIFIED, Action.HANDLE): Rule(
        _ADMIN,
        _S.FOLLOWED_UP,
        ("report_class", "category", "text"),
        starts="reporter_window",
        source="S action, I target",
    ),
    (_S.UNVERIFIED, Action.DEFER): Rule(
        _ADMIN, _S.AWAITING_COMPLETION, ("missing", "message"), starts="expiry", source="S"
    ),
    (_S.UNVERIFIED, Action.NOT_OUR_AUTHORITY): Rule(
        _ADMIN, _S.RETURNED, ("reason", "holder"), source="S action, P target"
    ),
    (_S.UNVERIFIED, Action.ARCHIVE): Rule(_ADMIN, _S.ARCHIVED_BY_ADMIN, ("archive_reason", "reason"), source="S"),
    (_S.UNVERIFIED, Action.BLOCK): Rule(_SYSTEM, _S.BLOCKED, source="S label, I cause"),
    (_S.AWAITING_COMPLETION, Action.COMPLETE): Rule(_REPORTER, BACK, ("text",), starts="resumes", source="P"),
    (_S.AWAITING_COMPLETION, Action.EXPIRE): Rule(
        _SYSTEM, _S.ARCHIVED_BY_SYSTEM, guards=("event_due",), source="S label"
    ),
    (_S.DISPOSED, Action.DEFER): Rule(
        _DESK, _S.AWAITING_COMPLETION, ("missing", "message"), starts="expiry", source="I"
    ),
    (_S.DISPOSED, Action.SEND_BACK): Rule(_LIAISON, _S.UNVERIFIED, ("reason",), starts="verification", source="P"),
    (_S.DISPOSED, Action.REDISPOSE): Rule(
        _ADMIN, _S.DISPOSED, ("unit", "reason"), ("other_unit",), starts="first_follow_up", source="P"
    ),
    (_S.DISPOSED, Action.FIRST_RESPONSE): Rule(_LIAISON, None, ("text",), ("no_first_response",), source="S"),
    (_S.DISPOSED, Action.FOLLOW_UP): Rule(_LIAISON, _S.FOLLOWED_UP, ("text",), starts="reporter_window", source="S"),
    (_S.ANSWERED, Action.FOLLOW_UP): Rule(_DESK, _S.FOLLOWED_UP, ("text",), starts="reporter_window", source="S"),
    (_S.FOLLOWED_UP, Action.ANSWER): Rule(_REPORTER, _S.ANSWERED, ("text",), starts="first_follow_up", source="S"),
    (_S.FOLLOWED_UP, Action.AUTO_CLOSE): Rule(_SYSTEM, _S.CLOSED_BY_SYSTEM, guards=("event_due",), source="S"),
    (_S.FOLLOWED_UP, Action.CLOSE): Rule(
        _ADMIN, _S.CLOSED_BY_ADMIN, ("note",), ("substantive_answer",), source="S, P guard"
    ),
    (_S.FOLLOWED_UP, Action.SETTLE): Rule(_REPORTER, _S.CLOSED_BY_REPORTER, ("rating",), source="S"),
}
for _state in (_S.UNVERIFIED, _S.AWAITING_COMPLETION, _S.DISPOSED, _S.FOLLOWED_UP, _S.ANSWERED):
    TABLE[_state, Action.WITHDRAW] = Rule(_REPORTER, _S.ARCHIVED_BY_REPORTER, source="S")
    TABLE[_state, Action.MASK] = Rule(_DESK, None, ("passages",), source="S")
    TABLE[_state, Action.UNMASK] = Rule(_DESK, None, ("passages",), ("is_masked",), source="P")
    TABLE[_state, Action.NOTE] = Rule(_DESK, None, ("note",), source="P")


def rule(state: State, action: Action) -> Rule | None:
    """The row for this state and action, or None when the action has no place there."""
    return TABLE.get((state, action))


def actions_from(state: State, role: Role) -> list[Action]:
    """What this role may do from this state, in the order the buttons stand."""
    return [action for action in Action if (row := TABLE.get((state, action))) and role in row.roles]


def states_for(action: Action) -> list[State]:
    """The states in which an action has a place."""
    return [state for state, known in TABLE if known == action]
