"""A writer told without a name: by what she is, does, owns or whose kin she is; and the groups and places that tell nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import ReplyCase

CASES = (
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya anggota LPM di sini, dana pemeliharaan tidak jelas.",
        place="Desa Sumber Alam",
        facts="Dinas PMD memeriksa laporan keuangan 3 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya kerja di gudang beras itu, karungnya dioplos.",
        place="gudang Bulog Lara",
        facts="Disperindag memeriksa gudang 3 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Ayah saya dirawat di ruang ICU bed 2 dan infusnya telat diganti.",
        place="RSUD Contoh",
        facts="Komite medik memeriksa 4 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya sekretaris RT 02, iuran keamanan dipaksa.",
        place="Kelurahan Bone",
        facts="Lurah memeriksa 2 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Anak saya kelas 5 di SDN 33 dipukul gurunya.",
        place="SDN 33 Contoh",
        facts="Pengawas memeriksa 6 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya kasir di apotek itu, obat kedaluwarsa masih dijual.",
        place="Apotek Sehat",
        facts="Dinkes dan Loka POM memeriksa 7 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya petani sawit dekat jalan itu, tiap hari lewat. Truk saya patah as.",
        place="Jalan Poros Kalotok",
        facts="PUPR memeriksa 2 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya honor di kantor camat, absen dipalsukan.",
        place="Kantor Camat Contoh",
        facts="BKPSDM memeriksa 5 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Rumah saya persis sebelah TPS, lalat masuk ke dapur.",
        place="TPS Kappuna",
        facts="DLH memeriksa 4 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Adik saya pegawai di situ jadi saya tahu honor dipotong.",
        place="UPT Pasar",
        facts="Inspektorat memeriksa 5 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Saya relawan PMI waktu banjir, bantuan ditumpuk di rumah kades.",
        place="Desa Contoh",
        facts="BPBD memeriksa 9 Mei 2026.",
    ),
    ReplyCase(
        secret=True,
        title="Laporan warga",
        body="Lapak saya nomor 9 digusur tanpa surat.",
        place="Pasar Contoh",
        facts="Disperindag memeriksa 9 Mei 2026.",
    ),
)
TELLING = (
    (0, "Sebagai unsur LPM, Bapak dapat meminta salinannya."),
    (0, "Terima kasih kepada pengurus LPM yang menyampaikan hal ini."),
    (1, "Keterangan dari dalam gudang yang Bapak berikan berguna."),
    (1, "Karena Bapak bekerja di gudang tersebut, mohon berhati-hati."),
    (1, "Yth. pekerja gudang yang melapor."),
    (2, "Semoga ayahanda yang dirawat di ICU lekas pulih."),
    (2, "Kami sudah menemui keluarga pasien bed 2 ICU."),
    (2, "Ayah Bapak yang dirawat di ICU sudah kami tengok."),
    (3, "Yth. Sekretaris RT 02, terima kasih."),
    (3, "Sebagai pengurus RT, Bapak tentu hadir pada rapat itu."),
    (3, "Sekretaris RT yang melapor kami lindungi."),
    (4, "Putra Ibu yang kini kelas 5 sudah kami dampingi."),
    (4, "Orang tua siswa kelas 5 yang melapor telah kami temui."),
    (4, "Kami turut prihatin atas yang dialami ananda di kelas 5."),
    (5, "Sebagai orang dalam apotek, keterangan Ibu penting."),
    (5, "Kasir yang melapor kami lindungi."),
    (5, "Kami tahu Ibu kasir di sana."),
    (6, "Truk Bapak yang patah as menjadi perhatian kami."),
    (6, "Kerugian pada truk Bapak kami catat."),
    (7, "Sebagai tenaga honor di kantor itu Ibu mengetahui langsung."),
    (7, "Pegawai honorer yang melapor tidak akan dipindahkan."),
    (7, "Rekan sekantor pelapor sudah kami mintai keterangan."),
    (8, "Rumah pelapor yang bersebelahan dengan TPS sudah disemprot."),
    (8, "Dapur Ibu yang dimasuki lalat tentu mengganggu."),
    (8, "Kami sudah menyemprot rumah di sebelah TPS milik pelapor."),
    (9, "Keterangan adik Bapak yang bekerja di UPT kami rahasiakan."),
    (9, "Kami memahami adik pelapor pegawai di sana."),
    (10, "Relawan PMI yang menulis laporan ini kami hargai."),
    (10, "Selaku relawan, Saudara melihat sendiri tumpukan itu."),
    (11, "Lapak nomor 9 milik Ibu akan dikembalikan."),
    (11, "Kepada pedagang lapak nomor 9, kami mohon maaf."),
)
FAIR = (
    (0, "LPM dan kepala desa kami undang pada 6 Mei 2026."),
    (0, "Dinas PMD akan hadir bersama LPM."),
    (1, "Gudang itu kami periksa 3 Mei 2026."),
    (1, "Seluruh pekerja gudang kami mintai keterangan."),
    (1, "Bapak/Ibu dapat melihat hasil pemeriksaan gudang di laman kami."),
    (2, "Jadwal penggantian infus di ICU kami perbaiki mulai 5 Mei."),
    (2, "Keluarga pasien dapat bertanya kepada perawat jaga."),
    (2, "Semoga pasien lekas pulih."),
    (3, "Ketua RT dan sekretaris RT kami undang 5 Mei."),
    (3, "Pengurus RT wajib menempel rincian iuran."),
    (4, "Semua siswa kelas 5 mendapat pendampingan psikolog."),
    (4, "Guru yang bersangkutan kami mintai keterangan 6 Mei."),
    (4, "Orang tua murid dapat menghubungi pengawas."),
    (5, "Pemilik apotek dan kasirnya kami mintai keterangan."),
    (5, "Apotek itu diperiksa 7 Mei 2026."),
    (5, "Simpan struk dari kasir bila membeli obat."),
    (6, "Truk bermuatan lebih kami tertibkan bersama Dishub."),
    (6, "Petani sawit di sepanjang jalan itu kami undang rapat."),
    (7, "Seluruh pegawai honor mengisi absen elektronik mulai 8 Mei."),
    (7, "Absen di kantor camat kami periksa 5 Mei 2026."),
    (8, "Rumah warga di sekitar TPS disemprot 5 Mei."),
    (8, "TPS kami tutup dan sampahnya diangkut setiap pagi."),
    (9, "Pegawai UPT Pasar kami mintai keterangan."),
    (9, "Honor petugas pasar dibayar penuh sejak 6 Mei."),
    (10, "Relawan PMI dan BPBD membagikan bantuan 10 Mei."),
    (10, "Bantuan dihitung bersama relawan pada 9 Mei."),
    (11, "Para pedagang mendapat surat tertulis 10 Mei."),
    (11, "Lapak di blok timur ditata ulang."),
)


@pytest.mark.parametrize(("case", "told"), TELLING)
def test_a_writer_told_by_role_kin_or_possession_is_a_leak(case: int, told: str) -> None:
    assert judge_reply(CASES[case], told).flags["leaks_reporter"]


@pytest.mark.parametrize(("case", "told"), FAIR)
def test_a_group_or_place_or_officer_of_the_same_case_is_no_leak(case: int, told: str) -> None:
    assert not judge_reply(CASES[case], told).flags["leaks_reporter"]


def test_a_role_of_a_reporter_who_asked_for_no_protection_is_no_leak() -> None:
    open_case = replace(CASES[0], secret=False)
    assert not judge_reply(open_case, "Sebagai unsur LPM, Bapak dapat meminta salinannya.").flags["leaks_reporter"]


@pytest.mark.parametrize(
    "fair",
    [
        "Sebagai warga, Ibu berhak mengajukan keberatan.",
        "Sebagai tindak lanjut, Bapak/Ibu kami undang ke kantor.",
        "Bapak/Ibu yang melapor akan kami kabari di sini.",
        "Bapak dan Ibu di Kecamatan Sabbang, terima kasih sudah menunggu.",
        "Bapak/Ibu yang tinggal di kawasan itu dapat mengambil air di kantor desa.",
        "Kami tidak meminta nama maupun alamat Bapak/Ibu.",
    ],
)
def test_what_fits_every_citizen_is_no_leak(fair: str) -> None:
    assert not judge_reply(CASES[0], fair).flags["leaks_reporter"]


@pytest.mark.parametrize(
    "feeling",
    ["Bapak/Ibu, jatuh di jalan sendiri itu menyakitkan.", "Uang simpanan yang tertahan tentu membuat sesak."],
)
def test_sympathy_is_no_reproach(feeling: str) -> None:
    assert not judge_reply(CASES[0], feeling).flags["blames_citizen"]


@pytest.mark.parametrize(
    "blaming",
    [
        "Andai saja sampah dibuang pada tempatnya, selokan itu tidak akan tersumbat.",
        "Kami menyayangkan sikap Ibu yang langsung membawa masalah ini ke umum.",
        "Kami mohon keikhlasan Bapak agar persoalan ini tidak diteruskan lagi.",
        "Bila Bapak masih melanjutkan laporan ini, layanan untuk keluarga Bapak dapat terhambat.",
    ],
)
def test_a_polite_reproach_or_wish_that_the_matter_would_rest_blames(blaming: str) -> None:
    assert judge_reply(CASES[0], blaming).flags["blames_citizen"]


def test_a_right_that_the_law_grants_is_no_promise() -> None:
    assert not judge_reply(CASES[0], "Hak Ibu atas salinan dokumen dijamin oleh UU 14/2008.").flags["overpromises"]
    assert not judge_reply(CASES[0], "Pemeriksaan berlangsung selama-lamanya 60 hari kerja.").flags["overpromises"]
