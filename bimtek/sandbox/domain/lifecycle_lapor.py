"""The life of a SP4N-LAPOR! report.

The labels and transitions follow the official table of states; where no source exists the rule is the sandbox's own
proposal and its row says so in `source`.
"""

from __future__ import annotations

from bimtek.sandbox.domain.lifecycle_words import (
    BACK,
    ROLES,
    Action,
    Desk,
    Groups,
    Role,
    Rule,
    State,
    Table,
    of,
    shared_acts,
)

_S = State

LABELS: dict[State, str] = {
    _S.UNVERIFIED: "Belum Terverifikasi",
    _S.BLOCKED: "Konten Terblokir",
    _S.AWAITING_COMPLETION: "Menunggu Kelengkapan Informasi",
    _S.DISPOSED: "Terdisposisi",
    _S.FOLLOWED_UP: "Ditindaklanjuti oleh Instansi",
    _S.ANSWERED: "Ditanggapi oleh Pelapor",
    _S.RETURNED: "Dikembalikan ke Admin Nasional",
    _S.CLOSED_BY_ADMIN: "Ditutup oleh Admin",
    _S.CLOSED_BY_SYSTEM: "Ditutup oleh Sistem",
    _S.CLOSED_BY_REPORTER: "Ditutup oleh Pelapor",
    _S.ARCHIVED_BY_ADMIN: "Diarsipkan oleh Admin",
    _S.ARCHIVED_BY_SYSTEM: "Diarsipkan oleh Sistem",
    _S.ARCHIVED_BY_REPORTER: "Diarsipkan oleh Pelapor",
}
CLOSED = frozenset({_S.CLOSED_BY_ADMIN, _S.CLOSED_BY_SYSTEM, _S.CLOSED_BY_REPORTER})
ARCHIVED = frozenset({_S.ARCHIVED_BY_ADMIN, _S.ARCHIVED_BY_SYSTEM, _S.ARCHIVED_BY_REPORTER})
ENDED = CLOSED | ARCHIVED | {_S.BLOCKED, _S.RETURNED}
OPEN = (_S.UNVERIFIED, _S.AWAITING_COMPLETION, _S.DISPOSED, _S.FOLLOWED_UP, _S.ANSWERED)

#: The six groups regional statistics count by (JATIM dashboard definitions, domain report 2.2): the desk's tabs.
GROUPS: Groups = {
    "unverified": ("Belum Terverifikasi", frozenset({_S.UNVERIFIED})),
    "waiting": ("Belum Ditindaklanjuti", frozenset({_S.DISPOSED})),
    "handled": ("Diproses", frozenset({_S.FOLLOWED_UP, _S.ANSWERED})),
    "deferred": ("Ditunda", frozenset({_S.AWAITING_COMPLETION})),
    "done": ("Selesai", CLOSED),
    "archived": ("Diarsip", ARCHIVED | {_S.BLOCKED, _S.RETURNED}),
}
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
    Action.REPEAT: "Melapor lagi",
    Action.OPEN_REQUEST: "Buka permohonan PPID",
    Action.OPEN_OBJECTION: "Teruskan sebagai keberatan",
    Action.SPLIT: "Pecah laporan",
    Action.LINK: "Tautkan",
    Action.UNLINK: "Lepas tautan",
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
    Action.REPEAT: "Laporan lama tidak ditanggapi: warga melapor lagi, mungkin di meja lain.",
    Action.OPEN_REQUEST: "Pelapor meminta salinan dokumen atau data: buka permohonan di meja PPID, lalu sebutkan kedua nomor kepada pelapor.",
    Action.OPEN_OBJECTION: "Pelapor mengadukan permohonan informasi yang ditolak atau tidak dijawab: teruskan ke Atasan PPID.",
    Action.SPLIT: "Laporan memuat dua urusan: pindahkan bagian keduanya menjadi laporan sendiri. Riwayat keduanya tetap terlihat.",
    Action.LINK: "Tautkan dengan laporan lain, di meja ini atau di meja lain. Kedua riwayat tetap utuh.",
    Action.UNLINK: "Lepas tautan yang keliru. Tidak ada yang hilang.",
    Action.MASK: "Tutupi NIK, nomor HP, alamat, atau nama di dalam isi laporan sebelum orang lain membacanya.",
    Action.UNMASK: "Buka kembali bagian yang disamarkan karena keliru.",
    Action.NOTE: "Tulis untuk rekan kerja. Tidak tampil kepada pelapor.",
}

_ADMIN, _LIAISON = of(Role.AGENCY_ADMIN), of(Role.LIAISON)
_DESK = of(*ROLES[Desk.LAPOR])
_REPORTER, _SYSTEM = of(Role.REPORTER), of(Role.SYSTEM)

TABLE: Table = {
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
for _state in OPEN:
    TABLE[_state, Action.WITHDRAW] = Rule(_REPORTER, _S.ARCHIVED_BY_REPORTER, source="S")
for _state in (_S.UNVERIFIED, _S.DISPOSED, _S.ANSWERED):
    TABLE[_state, Action.REPEAT] = Rule(_REPORTER, None, guards=("event_due",))
#: The bridge to PPID keeps the report where it is: the citizen must still be told, in time, where the matter went.
for _state, _who in ((_S.UNVERIFIED, _ADMIN), (_S.DISPOSED, _DESK), (_S.ANSWERED, _DESK)):
    TABLE[_state, Action.OPEN_REQUEST] = Rule(_who, None, ("reason",), ("no_bridge",), starts="request_answer")
    TABLE[_state, Action.OPEN_OBJECTION] = Rule(_who, None, ("objection_ground", "reason"), ("no_bridge",))
    TABLE[_state, Action.SPLIT] = Rule(_who, None, ("passage", "desk", "reason"), ("not_split",))
TABLE |= shared_acts(OPEN, tuple(sorted(ENDED)), _DESK)
