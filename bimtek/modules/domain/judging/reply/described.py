"""The writer told by what she is, does, owns or whose kin she is, without a name: "kasir yang melapor", "selaku unsur LPM, Bapak".

Roles are too many for a list, so these patterns name the turn of speech and leave the role open; only words that fit any citizen
("warga", "pelapor", "pelanggan") are taken out. They count where the case is anonymous or secret (convention 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bimtek.modules.domain.judging.reply.types import ReplyCase

Trace = tuple[int, int, str]
_YOU: Final = r"(?<![\w/])(?:bapak|ibu|pak|bu|anda|saudara|saudari|sdr|kak|kakak|pelapor)\b(?!\s?(?:camat|lurah|bupati|kepala|guru|bidan))"
_REPORTS: Final = r"(?:melapor(?:kan)?|menulis|mengadu(?:kan)?|mengirim(?:kan)?|menyampaikan|mengeluh(?:kan)?)"
#: Words behind "sebagai" or before "yang melapor" that fit every citizen, or nobody.
_ANYBODY: Final = frozenset(
    [
        "warga",
        "masyarakat",
        "pelapor",
        "pemohon",
        "pelanggan",
        "pengguna",
        "konsumen",
        "penduduk",
        "rakyat",
        "wajib",
        "pembayar",
        "pihak",
        "siapa",
        "orang",
        "saudara",
        "bapak",
        "ibu",
        "anda",
        "pak",
        "bu",
        "semua",
        "setiap",
        "seluruh",
        "para",
        "banyak",
        "beberapa",
        "sejumlah",
        "lain",
        "lainnya",
        "pertama",
        "kami",
        "petugas",
        "tim",
        "dinas",
        "bagi",
        "untuk",
        "kepada",
        "oleh",
        "dari",
        "pada",
        "atas",
        "adalah",
        "karena",
        "hal",
        "ada",
        "pemilik",
        "penanggung",
        "sesama",
        "manusia",
        "sekalian",
        "pengadu",
        "kita",
        "yang",
        "mereka",
        "hak",
        "pemegang",
        "subjek",
        "instansi",
        "kantor",
    ]
)
_NO_ROLE: Final = frozenset(
    [
        "tindak",
        "bentuk",
        "bahan",
        "bukti",
        "contoh",
        "langkah",
        "upaya",
        "ganti",
        "gantinya",
        "gambaran",
        "informasi",
        "catatan",
        "dasar",
        "syarat",
        "ucapan",
        "tanda",
        "kompensasi",
        "pembanding",
        "rujukan",
        "berikut",
        "pengganti",
        "hasil",
        "tambahan",
        "pertimbangan",
        "lampiran",
        "jaminan",
        "solusi",
        "jawaban",
        "akibat",
        "prioritas",
        "pedoman",
        "acuan",
        "alternatif",
        "perbandingan",
        "penutup",
        "awal",
        "gantian",
        "laporan",
        "masukan",
        "usulan",
        "kewajiban",
        "layanan",
    ]
)
_AS_ROLE = re.compile(
    rf"(?:\b(?:sebagai|selaku)\s(?P<a>(?:(?!kami\b)[\w-]+\s?){{1,6}}?),?\s{_YOU}"
    rf"|{_YOU}(?:\s(?:kami|juga|sendiri|yang))?,?\s(?:sebagai|selaku)\s(?P<b>\w+))",
    re.IGNORECASE,
)
_ONE_WHO = re.compile(rf"\b(?P<np>(?:[\w-]+\s){{1,5}})yang\s{_REPORTS}\b(?!\s(?:diri|kepada|ke)\b)", re.IGNORECASE)
_COMES_FROM = re.compile(
    r"\b(?:laporan|aduan|pengaduan|keluhan|informasi)\s(?:ini\s)?(?:(?:datang|berasal|dikirim(?:kan)?|disampaikan|ditulis|dibuat|"
    r"masuk)\s)?(?:dari|oleh)\s(?P<np>(?:seorang|salah (?:satu|seorang)|istri|suami|anak|adik|kakak|menantu|keponakan|tetangga|mantan|"
    r"penerima|pegawai|guru|kader|pedagang|karyawan|pengurus|anggota|perangkat|staf)\b)(?!\s(?:warga|masyarakat)\b)",
    re.IGNORECASE,
)
_SENT_THIS = re.compile(
    r"(?:\b(?:sdr|saudara|saudari|sdri)\.?\s[^.\n]{1,50}|\b(?:mahasisw[ai]|guru|kader|pegawai|karyawan|perawat|bidan|ketua|sopir|kasir|relawan|"
    r"anggota|pengurus|istri|suami)\b[^.\n]{0,50})\s(?:yang\s)?(?:menulis|mengirim(?:kan)?|menyampaikan|membuat)\s(?:laporan|aduan|keluhan|hal)\sini",
    re.IGNORECASE,
)
_KNOWN_BY = re.compile(
    r"\b(?:rekan|teman|kawan)\s(?:sekantor|sekerja|kerja|sejawat|seprofesi)\s(?:pelapor|bapak|ibu|anda)\b(?!/)"
    r"|\b(?:keterangan|informasi|cerita|kesaksian)\s(?:dari\s(?:orang\s)?|orang\s)dalam\b|"
    r"\b(?:identitas\s)?pelapor\s(?:telah |sudah |dapat )?(?:kami |di)(?:kenal\w*|ketahui)\s(?:dari|karena|sebagai|melalui|lewat)\b"
    r"|\bpelapor\s(?:adalah|merupakan|ini)\s(?:mantan|bekas|keponakan|kerabat|orang dekat|saudara)\b"
    r"|\b(?:surat elektronik|surel|e-?mail|nomor|telepon|whatsapp)\s(?:\w+\s)?pelapor\s(?:dengan|yaitu|adalah|yang ber\w+|ber\w+)\b",
    re.IGNORECASE,
)
_AS_ANYBODY = re.compile(
    rf"\b(?:sebagai|selaku)\s(?:warga|pelapor|pemohon|masyarakat|pelanggan|pengguna|konsumen|penduduk)\b[^,.]{{0,20}},?\s{_YOU}",
    re.IGNORECASE,
)
_DEAR_KIN = re.compile(r"\b(?:ananda|ayahanda|ibunda)\b(?!\s(?:sekalian|semua|siswa))", re.IGNORECASE)
_MET_KIN = re.compile(
    r"\b(?:menemui|bertemu|menghubungi|mendatangi|menjenguk|menengok|mengunjungi)\s(?:dengan\s)?(?:keluarga|orang tua|wali|istri|suami|anak|"
    r"pasien|penghuni|pemilik)\b(?=[^.\n]{0,40}\d)(?!\s(?:\w+\s)?\d)[^.\n]{0,40}\b(?:bed|kamar|ruang|lapak|los|kios|blok|nomor|no)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?P<w>truk|mobil|motor|perahu|kapal|ternak|sumur|halaman|pekarangan|dapur|usaha|dagangan|salon|tambak|kolam|kandang|"
    r"gudang|teras|lapak|kios|warung|sawah|kebun)(?:\s(?!dan\b|atau\b|di\b|kepada\b|agar\b|untuk\b|kami\b|yang\b|maka\b|jika\b)\w+){0,2}\s"
    r"(?:milik\s)?(?-i:Bapak|Ibu|Anda|Saudar[ai]|pelapor)\b(?!\s?/|\s(?:dapat|bisa|akan|mohon|silakan|perlu|tidak|harus)\b)",
    re.IGNORECASE,
)


def fits_anybody(text: str) -> bool:
    """True when a sentence speaks to the writer as a citizen only: "sebagai warga, Ibu berhak ..."."""
    return bool(_AS_ANYBODY.search(text))


def described(case: ReplyCase, text: str) -> Iterator[Trace]:
    """Every passage that tells what the writer is, owns or is kin to; nothing that fits any citizen."""
    for match in _AS_ROLE.finditer(text):
        words = (match["a"] or match["b"]).lower().split()
        if words[0] not in _ANYBODY | _NO_ROLE and not (words[0] == "seorang" and words[-1] in _ANYBODY):
            yield match.start(), match.end(), "role"
    for match in _ONE_WHO.finditer(text):
        words = match["np"].lower().split()
        if words[-1] not in _ANYBODY | {"dan"} and not {"para", "semua", "setiap", "siapa", "seluruh", "petugas"} & set(
            words
        ):
            yield match.start(), match.end(), "role"
    for pattern in (_COMES_FROM, _SENT_THIS, _KNOWN_BY):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "role"
    for pattern in (_DEAR_KIN, _MET_KIN):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "family"
    matter = f"{case.title} {case.topic} {case.facts}".lower()
    for match in _OWNED.finditer(text):
        if match["w"].lower() not in matter and text[match.end() : match.end() + 1] != "/":
            yield match.start(), match.end(), "home"
