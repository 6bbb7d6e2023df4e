"""What a command's data must look like: the choices, their words, and a check for each name a table row may need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bimtek.sandbox.domain.commands import World
from bimtek.sandbox.domain.lifecycle import Desk

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
#: What the moderator of Baruga makes sure of before an aduan is published (kominfo.sulselprov.go.id: identity, content, message).
CLEAR: dict[str, str] = {
    "identity": "Identitas pengirim jelas",
    "content": "Isi aduan jelas",
    "message": "Pesan yang diminta jelas",
}
#: The target that stands for the kabupaten as a whole; its admin passes on to the offices below.
REGENCY = "kabupaten"
REGENCY_NAME = "Pemerintah Kabupaten Luwu Utara"
#: Parts of a request form that may lack (Perki 1/2021, model of the form).
LACKING: dict[str, str] = {
    "identity": "Salinan identitas pemohon",
    "address": "Alamat pemohon",
    "contact": "Nomor telepon atau surel",
    "proxy": "Surat kuasa",
    "detail": "Rincian informasi yang diminta",
    "purpose": "Tujuan penggunaan informasi",
    "decree": "Pengesahan badan hukum",
}
GROUNDS = "abcdefghij"
OBJECTION_GROUNDS = "abcdefg"
MEDIA: dict[str, str] = {
    "see": "Melihat atau membaca di tempat",
    "softcopy": "Salinan lunak (surel)",
    "hardcopy": "Salinan cetak",
}
COSTS: dict[str, str] = {"none": "Tanpa biaya", "copying": "Biaya penggandaan sesuai ketentuan"}
RULINGS: dict[str, str] = {
    "upheld": "Keputusan PPID dikuatkan, dengan alasan tertulis",
    "grant": "Informasi diberikan seluruhnya",
    "grant_part": "Informasi diberikan sebagian",
}
LINK_KINDS: dict[str, str] = {
    "duplicate": "Laporan ganda: urusan dan kejadian yang sama",
    "related": "Berkaitan: urusan lain dari kejadian yang sama",
}
SPLIT_DESKS: dict[str, str] = {
    Desk.LAPOR.value: "Laporan SP4N-LAPOR! tersendiri",
    Desk.PPID.value: "Permohonan di meja PPID",
}
TEXT_LIMIT = 6000
NOTE_LIMIT = 2000
BODY_LIMIT = 3000  # the platform cuts a report here (domain report 3.1); longer input is refused, never cut
Check = Callable[[Any, World], str | None]


def _text(low: int, high: int, what: str) -> Check:
    def check(value: Any, _world: World) -> str | None:
        length = len(str(value or "").strip())
        if length < low:
            return f"{what} belum diisi." if length == 0 else f"{what} terlalu pendek: paling sedikit {low} huruf."
        return f"{what} terlalu panjang: paling banyak {high} huruf." if length > high else None

    return check


def _choice(allowed: Mapping[str, str] | str, what: str) -> Check:
    return lambda value, _world: None if isinstance(value, str) and value and value in allowed else f"Pilih {what}."


def _some(allowed: Mapping[str, str], what: str) -> Check:
    def check(value: Any, _world: World) -> str | None:
        chosen = value if isinstance(value, list | tuple) else []
        return None if chosen and all(item in allowed for item in chosen) else what

    return check


def _all_clear(value: Any, _world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    left = [word for key, word in CLEAR.items() if key not in chosen]
    return f"Belum dapat diterbitkan sebelum pasti: {', '.join(left).lower()}." if left else None


def _targets(value: Any, world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    known = all(item == REGENCY or item in world.others for item in chosen)
    return None if chosen and known and len(chosen) <= 8 else "Pilih paling sedikit satu tujuan disposisi."


def _offices(value: Any, world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    known = all(item in world.units for item in chosen)
    return None if chosen and known and len(chosen) <= 8 else "Pilih paling sedikit satu OPD kabupaten."


def _rating(value: Any, _world: World) -> str | None:
    return None if value in (1, 2, 3, 4, 5) else "Beri nilai 1 sampai 5."


def _passages(value: Any, _world: World) -> str | None:
    chosen = value if isinstance(value, list | tuple) else []
    whole = all(isinstance(item, str) and 2 <= len(item) <= 200 for item in chosen)
    return None if chosen and whole and len(chosen) <= 40 else "Pilih atau tulis bagian yang disamarkan."


CHECKS: dict[str, Check] = {
    "title": _text(5, 150, "Judul"),
    "reported_title": _text(5, 150, "Judul"),
    "report_class": _choice(REPORT_CLASSES, "klasifikasi laporan"),
    "category": lambda value, world: None if value in world.categories else "Pilih kategori.",
    "unit": lambda value, world: None if value in world.units else "Pilih perangkat daerah tujuan disposisi.",
    "office": lambda value, world: (
        None if value in world.units or value in world.others else "Pilih OPD yang bertindak."
    ),
    "offices": _offices,
    "targets": _targets,
    "clear": _all_clear,
    "text": _text(2, TEXT_LIMIT, "Isi"),
    "missing": _some(MISSING, "Pilih paling sedikit satu hal yang kurang."),
    "lacking": _some(LACKING, "Pilih paling sedikit satu bagian yang kurang."),
    "message": _text(10, NOTE_LIMIT, "Pesan kepada pelapor"),
    "reason": _text(10, NOTE_LIMIT, "Alasan"),
    "holder": _text(3, 150, "Instansi yang berwenang"),
    "archive_reason": _choice(ARCHIVE_REASONS, "alasan arsip"),
    "note": _text(3, NOTE_LIMIT, "Catatan"),
    "rating": _rating,
    "passages": _passages,
    "passage": _text(20, BODY_LIMIT, "Bagian yang dipecah"),
    "desk": _choice(SPLIT_DESKS, "meja tujuan"),
    "number": _text(5, 20, "Nomor"),
    "link_kind": _choice(LINK_KINDS, "jenis tautan"),
    "registration": _text(5, 60, "Nomor pendaftaran"),
    "content": _text(10, NOTE_LIMIT, "Isi informasi yang diuji"),
    "ground": _choice(GROUNDS, "dasar Pasal 17"),
    "objection_ground": _choice(OBJECTION_GROUNDS, "alasan keberatan"),
    "if_opened": _text(10, NOTE_LIMIT, "Akibat bila dibuka"),
    "if_closed": _text(10, NOTE_LIMIT, "Akibat bila ditutup"),
    "period": _text(3, 200, "Jangka waktu"),
    "material": _text(10, NOTE_LIMIT, "Bahan yang diberikan"),
    "blackened": _text(10, NOTE_LIMIT, "Bagian yang dihitamkan dan alasannya"),
    "medium": _choice(MEDIA, "bentuk penyerahan"),
    "cost": _choice(COSTS, "biaya"),
    "refusal": _text(10, NOTE_LIMIT, "Alasan penolakan"),
    "ruling": _choice(RULINGS, "isi jawaban keberatan"),
}
