"""The life of a request for public information, its objection and its dispute (domain-ppid A.6).

Sources: UU 14/2008, Perki 1/2021 and the ministry rules that repeat them; what is practice or proposal says so in the row.
"""

from __future__ import annotations

from bimtek.sandbox.domain.lifecycle_words import ROLES, Action, Desk, Groups, Role, Rule, State, Table, of, shared_acts

_S = State

LABELS: dict[State, str] = {
    _S.REQUEST_RECEIVED: "Diterima",
    _S.REQUEST_INCOMPLETE: "Belum lengkap",
    _S.REQUEST_REGISTERED: "Terdaftar",
    _S.REQUEST_PROCESSED: "Diproses",
    _S.REQUEST_EXTENDED: "Diperpanjang",
    _S.HARM_TEST: "Uji konsekuensi",
    _S.GRANTED: "Dikabulkan",
    _S.GRANTED_PARTLY: "Dikabulkan sebagian",
    _S.REFUSED: "Ditolak",
    _S.NOT_HELD: "Bukan penguasaan",
    _S.HANDED_OVER: "Diserahkan",
    _S.OBJECTION_FILED: "Keberatan diajukan",
    _S.OBJECTION_PROCESSED: "Keberatan diproses",
    _S.OBJECTION_ANSWERED: "Keberatan dijawab",
    _S.OBJECTION_UNANSWERED: "Keberatan tidak dijawab",
    _S.DISPUTE: "Sengketa di Komisi Informasi",
    _S.HEARING: "Sidang Komisi Informasi",
    _S.RULED: "Putusan Komisi Informasi",
    _S.REQUEST_LAPSED: "Ditutup, tidak lengkap",
    _S.REQUEST_WITHDRAWN: "Dicabut pemohon",
    _S.REQUEST_DONE: "Selesai",
}
ENDED = frozenset({_S.RULED, _S.REQUEST_LAPSED, _S.REQUEST_WITHDRAWN, _S.REQUEST_DONE})
OPEN = tuple(state for state in LABELS if state not in ENDED)
_IN_HAND = (_S.REQUEST_PROCESSED, _S.REQUEST_EXTENDED, _S.HARM_TEST)
DECIDED = (_S.GRANTED, _S.GRANTED_PARTLY, _S.REFUSED, _S.NOT_HELD)
OBJECTED = (_S.OBJECTION_FILED, _S.OBJECTION_PROCESSED, _S.OBJECTION_ANSWERED, _S.OBJECTION_UNANSWERED)
#: Before a decision an applicant may object only to silence (Pasal 35: ground c), that is once the answer is overdue.
_UNDECIDED = (_S.REQUEST_RECEIVED, _S.REQUEST_REGISTERED, *_IN_HAND)

GROUPS: Groups = {
    "received": ("Diterima", frozenset({_S.REQUEST_RECEIVED, _S.REQUEST_INCOMPLETE})),
    "process": ("Diproses", frozenset({_S.REQUEST_REGISTERED, *_IN_HAND})),
    "decided": ("Dijawab", frozenset({*DECIDED, _S.HANDED_OVER})),
    "objection": ("Keberatan dan sengketa", frozenset({*OBJECTED, _S.DISPUTE, _S.HEARING})),
    "done": ("Selesai", ENDED),
}
ACTION_LABELS: dict[Action, str] = {
    Action.ASK_COMPLETION: "Minta kelengkapan",
    Action.LAPSE: "Batas kelengkapan lewat",
    Action.REGISTER: "Daftarkan dan beri tanda terima",
    Action.ASSIGN: "Tugaskan PPID Pelaksana",
    Action.EXTEND: "Perpanjang waktu",
    Action.TEST_HARM: "Uji konsekuensi",
    Action.GRANT: "Kabulkan seluruhnya",
    Action.GRANT_PARTLY: "Kabulkan sebagian",
    Action.REFUSE: "Tolak dengan alasan",
    Action.DECLARE_NOT_HELD: "Bukan penguasaan",
    Action.HAND_OVER: "Serahkan informasi",
    Action.OBJECT: "Ajukan keberatan",
    Action.REGISTER_OBJECTION: "Daftarkan keberatan",
    Action.ANSWER_OBJECTION: "Jawab keberatan",
    Action.OBJECTION_LAPSE: "Batas jawaban keberatan lewat",
    Action.GO_TO_DISPUTE: "Ajukan sengketa",
    Action.HEAR: "Sidang dimulai",
    Action.RULE: "Putusan",
    Action.END_WINDOW: "Masa keberatan atau sengketa lewat",
}
ACTION_SENTENCES: dict[Action, str] = {
    Action.ASK_COMPLETION: "Beri tahu pemohon bagian formulir yang kurang. Hitungan sepuluh hari mulai sesudah lengkap.",
    Action.LAPSE: "Pemohon tidak melengkapi sampai batasnya.",
    Action.REGISTER: "Catat di buku register, beri nomor pendaftaran dan tanda bukti penerimaan.",
    Action.ASSIGN: "Tugaskan PPID Pelaksana di perangkat daerah yang menguasai informasi itu.",
    Action.EXTEND: "Tambah tujuh hari kerja, satu kali saja, dengan alasan tertulis kepada pemohon.",
    Action.TEST_HARM: "Isi lembar uji konsekuensi: isi informasi, dasar hukum, akibat bila dibuka dan bila ditutup, jangka waktu.",
    Action.GRANT: "Beri tahu secara tertulis: informasi dikuasai, bahan yang diberikan, bentuk, cara, dan biaya.",
    Action.GRANT_PARTLY: "Berikan yang terbuka, hitamkan yang dikecualikan, dan sebutkan alasannya.",
    Action.REFUSE: "Tolak hanya setelah uji konsekuensi, dengan dasar Pasal 17 dan alasan yang dapat dipahami.",
    Action.DECLARE_NOT_HELD: "Beri tahu bahwa informasi tidak dikuasai, dan sebutkan badan publik yang menguasainya bila diketahui.",
    Action.HAND_OVER: "Serahkan salinan atau beri akses, dan catat tanggalnya di register.",
    Action.OBJECT: "Pemohon mengajukan keberatan kepada Atasan PPID dengan salah satu dari tujuh alasan.",
    Action.REGISTER_OBJECTION: "Catat keberatan di register dan beri salinan formulir sebagai tanda terima.",
    Action.ANSWER_OBJECTION: "Atasan PPID menjawab tertulis dalam 30 hari kerja.",
    Action.OBJECTION_LAPSE: "Tiga puluh hari kerja berlalu tanpa jawaban Atasan PPID.",
    Action.GO_TO_DISPUTE: "Pemohon membawa sengketa ke Komisi Informasi.",
    Action.HEAR: "Komisi Informasi memulai penyelesaian sengketa.",
    Action.RULE: "Komisi Informasi memutus.",
    Action.END_WINDOW: "Tidak ada keberatan atau sengketa sampai batasnya: permohonan selesai.",
}

_OFFICER, _PPID, _SUPERIOR = of(Role.DESK_OFFICER), of(Role.INFORMATION_OFFICER), of(Role.SUPERIOR)
_DESK = of(*ROLES[Desk.PPID])
_REPORTER, _SYSTEM = of(Role.REPORTER), of(Role.SYSTEM)
_ANSWER = ("text", "medium", "cost")

TABLE: Table = {
    (_S.REQUEST_RECEIVED, Action.ASK_COMPLETION): Rule(
        _OFFICER, _S.REQUEST_INCOMPLETE, ("lacking", "message"), starts="request_check", source="I practice"
    ),
    (_S.REQUEST_INCOMPLETE, Action.COMPLETE): Rule(
        _REPORTER, _S.REQUEST_RECEIVED, ("text",), starts="request_answer", source="I practice"
    ),
    (_S.REQUEST_INCOMPLETE, Action.LAPSE): Rule(_SYSTEM, _S.REQUEST_LAPSED, guards=("event_due",), source="I practice"),
    (_S.REQUEST_RECEIVED, Action.REGISTER): Rule(_OFFICER, _S.REQUEST_REGISTERED, ("registration",), source="S"),
    (_S.REQUEST_REGISTERED, Action.ASSIGN): Rule(_PPID, _S.REQUEST_PROCESSED, ("unit",), source="S"),
    (_S.REQUEST_PROCESSED, Action.EXTEND): Rule(
        _PPID, _S.REQUEST_EXTENDED, ("reason",), ("not_extended", "answer_in_time"), "request_extension", "S"
    ),
    (_S.HARM_TEST, Action.EXTEND): Rule(
        _PPID, None, ("reason",), ("not_extended", "answer_in_time"), "request_extension", "S"
    ),
    (_S.OBJECTION_FILED, Action.REGISTER_OBJECTION): Rule(
        _OFFICER, _S.OBJECTION_PROCESSED, ("registration",), source="S"
    ),
    (_S.OBJECTION_PROCESSED, Action.ANSWER_OBJECTION): Rule(
        _SUPERIOR, _S.OBJECTION_ANSWERED, ("ruling", "text"), starts="dispute_window", source="S"
    ),
    (_S.OBJECTION_ANSWERED, Action.HAND_OVER): Rule(_OFFICER, _S.HANDED_OVER, ("medium", "note"), ("gives",)),
    (_S.DISPUTE, Action.HEAR): Rule(_SYSTEM, _S.HEARING, guards=("event_due",), starts="hearing", source="S"),
    (_S.HEARING, Action.RULE): Rule(_SYSTEM, _S.RULED, guards=("event_due",), source="S"),
}
for _state in _IN_HAND:
    TABLE[_state, Action.TEST_HARM] = Rule(
        _PPID, _S.HARM_TEST, ("content", "ground", "if_opened", "if_closed", "period"), source="S"
    )
    TABLE[_state, Action.GRANT] = Rule(_PPID, _S.GRANTED, ("material", *_ANSWER), source="S")
    TABLE[_state, Action.GRANT_PARTLY] = Rule(
        _PPID, _S.GRANTED_PARTLY, ("material", "blackened", "ground", *_ANSWER), ("tested",), source="S"
    )
    TABLE[_state, Action.REFUSE] = Rule(
        _PPID, _S.REFUSED, ("ground", "refusal", "text"), ("tested",), "objection_window", "S"
    )
    TABLE[_state, Action.DECLARE_NOT_HELD] = Rule(
        _PPID, _S.NOT_HELD, ("holder", "text"), starts="objection_window", source="S"
    )
for _state in (_S.GRANTED, _S.GRANTED_PARTLY):
    TABLE[_state, Action.HAND_OVER] = Rule(
        _OFFICER, _S.HANDED_OVER, ("medium", "note"), starts="objection_window", source="S"
    )
for _state in (*DECIDED, _S.HANDED_OVER):
    TABLE[_state, Action.OBJECT] = Rule(
        _REPORTER, _S.OBJECTION_FILED, ("objection_ground", "text"), starts="objection_answer", source="S"
    )
    TABLE[_state, Action.SETTLE] = Rule(_REPORTER, _S.REQUEST_DONE, ("rating",))
    TABLE[_state, Action.END_WINDOW] = Rule(_SYSTEM, _S.REQUEST_DONE, guards=("event_due",), source="I")
for _state in _UNDECIDED:
    TABLE[_state, Action.OBJECT] = Rule(
        _REPORTER, _S.OBJECTION_FILED, ("objection_ground", "text"), ("answer_overdue",), "objection_answer", "S"
    )
for _state in (_S.OBJECTION_FILED, _S.OBJECTION_PROCESSED):
    TABLE[_state, Action.OBJECTION_LAPSE] = Rule(
        _SYSTEM, _S.OBJECTION_UNANSWERED, guards=("event_due",), starts="dispute_window", source="S"
    )
for _state in (_S.OBJECTION_ANSWERED, _S.OBJECTION_UNANSWERED):
    TABLE[_state, Action.GO_TO_DISPUTE] = Rule(_REPORTER, _S.DISPUTE, ("text",), starts="hearing_start", source="S")
    TABLE[_state, Action.SETTLE] = Rule(_REPORTER, _S.REQUEST_DONE, ("rating",))
    TABLE[_state, Action.END_WINDOW] = Rule(_SYSTEM, _S.REQUEST_DONE, guards=("event_due",), source="S")
for _state in (*_UNDECIDED, _S.REQUEST_INCOMPLETE, *OBJECTED):
    TABLE[_state, Action.WITHDRAW] = Rule(_REPORTER, _S.REQUEST_WITHDRAWN)
TABLE |= shared_acts(OPEN, tuple(sorted(ENDED)), _DESK)
