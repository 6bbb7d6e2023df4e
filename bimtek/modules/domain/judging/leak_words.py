"""What is said of a leak: its kind, why it tells, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "nik": "NIK",
    "kk": "Nomor KK",
    "phone": "Nomor HP",
    "email": "Surel",
    "bank": "Nomor rekening",
    "plate": "Pelat nomor",
    "number": "Nomor yang menunjuk orang",
    "name": "Nama",
    "address": "Letak rumah",
    "family": "Hubungan keluarga atau jabatan",
    "role": "Pekerjaan atau jabatan",
    "quote": "Kata-kata pelapor sendiri",
    "masked": "Bagian laporan yang perlu disamarkan",
}
WHO: Mapping[str, str] = {"reporter": "pelapor", "other": "orang lain", "accused": "orang yang disebut dalam laporan"}
REASONS: Mapping[str, str] = {
    "nik": "Nomor ini milik satu orang saja.",
    "kk": "Nomor ini milik satu keluarga saja.",
    "phone": "Siapa pun dapat menelepon atau mencari pemiliknya.",
    "email": "Alamat surel menunjuk satu orang.",
    "bank": "Nomor rekening menunjuk satu orang dan dapat disalahgunakan.",
    "plate": "Pelat nomor menunjuk pemilik kendaraan.",
    "number": "Nomor ini milik satu orang saja.",
    "name": "Nama menunjuk orangnya, juga bila hanya sebagian atau hurufnya keliru.",
    "address": "Orang sekampung tahu siapa yang tinggal di situ.",
    "family": "Hubungan atau jabatan itu hanya cocok dengan sedikit orang.",
    "role": "Di tempat kecil, pekerjaan atau jabatan sudah menunjuk orangnya.",
    "quote": "Orang sekitar mengenali cara seseorang bercerita.",
    "masked": "Bagian ini menunjuk seseorang di dalam laporan.",
}
ADVICE: Mapping[str, str] = {
    "nik": "Hapus nomornya.",
    "kk": "Hapus nomornya.",
    "phone": "Hapus nomornya; kabar dapat diberikan di halaman laporan.",
    "email": "Hapus alamat surelnya.",
    "bank": "Hapus nomornya.",
    "plate": "Hapus pelat nomornya.",
    "number": "Hapus nomornya.",
    "name": "Tulis “pelapor” atau “Bapak/Ibu Pelapor”.",
    "address": "Sebut tempat kejadiannya saja, bukan rumahnya.",
    "family": "Hapus; cukup tulis “pelapor”.",
    "role": "Hapus; cukup tulis “pelapor”.",
    "quote": "Sebut masalahnya dengan kata-kata Anda sendiri.",
    "masked": "Hapus bagian ini.",
    "accused": "Tulis jabatannya atau “pihak yang dilaporkan”.",
    "other": "Tulis tanpa nama.",
}
