"""The life of an aduan at Baruga Sulsel v2.0: Baru, Proses, Selesai; no timer and no automatic closing.

Status numbers and timeline words (Dibuat, Disposisi, Tindakan, Tanggapan, Selesai) follow the platform's public source of
April 2019; what the moderator may do beside that is the sandbox's proposal and says so in `source`.
"""

from __future__ import annotations

from bimtek.sandbox.domain.lifecycle_words import ROLES, Action, Desk, Groups, Role, Rule, State, Table, of, shared_acts

_S = State

LABELS: dict[State, str] = {
    _S.BARUGA_NEW: "Baru",
    _S.BARUGA_ASKED: "Baru, menunggu kejelasan pelapor",
    _S.BARUGA_DISPOSED: "Proses, Disposisi",
    _S.BARUGA_ACTED: "Proses, Tindakan",
    _S.BARUGA_RESPONDED: "Proses, Tanggapan",
    _S.BARUGA_DONE: "Selesai",
    _S.BARUGA_DECLINED: "Tidak diproses",
    _S.BARUGA_TRANSFERRED: "Dialihkan ke SP4N-LAPOR!",
}
ENDED = frozenset({_S.BARUGA_DONE, _S.BARUGA_DECLINED, _S.BARUGA_TRANSFERRED})
OPEN = (_S.BARUGA_NEW, _S.BARUGA_ASKED, _S.BARUGA_DISPOSED, _S.BARUGA_ACTED, _S.BARUGA_RESPONDED)
#: Published only after disposisi (the platform's rule: allocatedDate is set). A transferred one is public at the other desk.
PUBLISHED = frozenset({_S.BARUGA_DISPOSED, _S.BARUGA_ACTED, _S.BARUGA_RESPONDED, _S.BARUGA_DONE})
_PROCESSED = (_S.BARUGA_DISPOSED, _S.BARUGA_ACTED, _S.BARUGA_RESPONDED)

#: The platform counts Baru, Proses, Selesai; the last group holds what left the hall another way.
GROUPS: Groups = {
    "new": ("Baru", frozenset({_S.BARUGA_NEW, _S.BARUGA_ASKED})),
    "process": ("Proses", frozenset(_PROCESSED)),
    "done": ("Selesai", frozenset({_S.BARUGA_DONE})),
    "left": ("Dialihkan atau tidak diproses", frozenset({_S.BARUGA_DECLINED, _S.BARUGA_TRANSFERRED})),
}
ACTION_LABELS: dict[Action, str] = {
    Action.MODERATE: "Moderasi dan disposisi",
    Action.ASK_CLARITY: "Minta kejelasan",
    Action.CLARIFY: "Perjelas aduan",
    Action.DECLINE: "Tidak diproses",
    Action.TRANSFER: "Alihkan ke SP4N-LAPOR!",
    Action.FORWARD: "Disposisi ke OPD kabupaten",
    Action.RECORD_ACT: "Tindakan",
    Action.RESPOND: "Tanggapan",
    Action.FINISH: "Selesai",
    Action.SUPPORT: "Dukung",
}
ACTION_SENTENCES: dict[Action, str] = {
    Action.MODERATE: "Pastikan identitas, isi, dan pesannya jelas, beri topik, lalu disposisikan. Sesudah itu aduan terbit.",
    Action.ASK_CLARITY: "Tanyakan kepada pelapor hal yang belum jelas. Aduan belum terbit.",
    Action.CLARIFY: "Pelapor menjelaskan yang ditanyakan.",
    Action.DECLINE: "Jangan proses aduan yang tidak memuat urusan pemerintahan, dengan alasan yang dapat dipahami.",
    Action.TRANSFER: "Alihkan aduan yang wewenangnya di pusat, perlu rahasia, atau perlu pemeriksaan. Kedua nomor disebut.",
    Action.FORWARD: "Admin Kabupaten meneruskan kepada satu atau beberapa OPD kabupaten.",
    Action.RECORD_ACT: "Catat yang dikerjakan OPD, dengan foto sebelum dan sesudah bila ada.",
    Action.RESPOND: "Jawab pelapor di muka umum: temuan, tindakan, dan tanggalnya.",
    Action.FINISH: "Nyatakan selesai setelah semua OPD bertindak dan pelapor mendapat jawaban yang berisi.",
    Action.SUPPORT: "Dukung aduan yang sudah terbit; satu orang satu kali.",
}

_MODERATOR, _REGENCY, _UNIT = of(Role.MODERATOR), of(Role.REGENCY_ADMIN), of(Role.UNIT_ADMIN)
_DESK = of(*ROLES[Desk.BARUGA])
_REPORTER = of(Role.REPORTER)

TABLE: Table = {
    (_S.BARUGA_NEW, Action.MODERATE): Rule(
        _MODERATOR, _S.BARUGA_DISPOSED, ("clear", "title", "category", "targets"), source="S"
    ),
    (_S.BARUGA_NEW, Action.ASK_CLARITY): Rule(_MODERATOR, _S.BARUGA_ASKED, ("missing", "message")),
    (_S.BARUGA_ASKED, Action.CLARIFY): Rule(_REPORTER, _S.BARUGA_NEW, ("text",)),
    (_S.BARUGA_NEW, Action.TRANSFER): Rule(
        _MODERATOR, _S.BARUGA_TRANSFERRED, ("reason", "reported_title"), source="S link, P form"
    ),
    (_S.BARUGA_DISPOSED, Action.TRANSFER): Rule(
        _MODERATOR, _S.BARUGA_TRANSFERRED, ("reason", "reported_title"), source="S link, P form"
    ),
    (_S.BARUGA_DISPOSED, Action.FORWARD): Rule(_REGENCY, None, ("offices",), ("for_regency",), source="S"),
    (_S.BARUGA_RESPONDED, Action.ANSWER): Rule(_REPORTER, _S.BARUGA_ACTED, ("text",)),
    (_S.BARUGA_RESPONDED, Action.SETTLE): Rule(_REPORTER, _S.BARUGA_DONE, ("rating",)),
    (_S.BARUGA_RESPONDED, Action.FINISH): Rule(
        _MODERATOR, _S.BARUGA_DONE, ("note",), ("all_acted", "substantive_answer"), source="S act, P guards"
    ),
}
for _state in (_S.BARUGA_NEW, _S.BARUGA_ASKED):
    TABLE[_state, Action.DECLINE] = Rule(_MODERATOR, _S.BARUGA_DECLINED, ("archive_reason", "reason"))
for _state in _PROCESSED:
    TABLE[_state, Action.RECORD_ACT] = Rule(
        _UNIT | {Role.SYSTEM}, _S.BARUGA_ACTED, ("office", "text"), ("is_target",), source="S"
    )
for _state in (_S.BARUGA_NEW, _S.BARUGA_DISPOSED, _S.BARUGA_ACTED):
    TABLE[_state, Action.REPEAT] = Rule(_REPORTER, None, guards=("event_due",))
TABLE[_S.BARUGA_ACTED, Action.RESPOND] = Rule(_UNIT | _REGENCY, _S.BARUGA_RESPONDED, ("text",), source="S")
for _state in sorted(PUBLISHED):
    TABLE[_state, Action.SUPPORT] = Rule(_DESK, None, guards=("not_supported",), source="S")
TABLE |= shared_acts(OPEN, tuple(sorted(ENDED)), _DESK)
